//! Finds what is valid but may not be what the encoder meant.

mod date;
mod excluded;
mod name;
mod repeated;
mod statement;
mod uses;
mod withdrawal;

use crate::finding::doubt::Doubt;
use crate::model::{Act, Negotiation};

/// Lists what an encoder should look at again: the graver kinds first, each in order of declaration.
///
/// # Complexity
///
/// Near-linear in the size of the negotiation, where the exclusions of a measure count once for each party that demands or offers it.
#[must_use]
pub fn doubts(negotiation: &Negotiation) -> Vec<Doubt> {
    let mut found = Vec::new();
    let demanded = negotiation.standing().any(|(id, _)| negotiation.step_acts(id).any(|plain| plain.act == Act::Demands));
    if !demanded {
        found.push(Doubt::NothingDemanded);
    }
    date::find(negotiation, &mut found);
    repeated::find(negotiation, &mut found);
    name::find(negotiation, &mut found);
    withdrawal::find(negotiation, &mut found);
    excluded::find(negotiation, &mut found);
    statement::find(negotiation, &mut found);
    uses::find(negotiation, &mut found);
    // Stable: within a kind the order is that in which it was found.
    found.sort_by_key(|doubt| doubt.kind());
    found
}
