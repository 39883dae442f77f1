//! Contradictory claims: two accounts of one fact.

use serde::Serialize;

use crate::model::{Claim, ClaimId, PartyId, PropositionId};

/// Two parties assert opposite things about the same proposition.
///
/// # Ways out
///
/// It does not change the verdict by itself; the parties may settle what happened or leave it aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ContradictoryClaims {
    /// What the claims are about.
    pub proposition: PropositionId,
    /// What each party that asserts anything about it says, by its latest claim; in order of the parties' first claims.
    pub holds: Vec<(PartyId, bool)>,
    /// Every party that has asserted it at any time, in order of declaration.
    pub asserted_by: Vec<PartyId>,
    /// Every party that has denied it at any time, in order of declaration.
    pub denied_by: Vec<PartyId>,
    /// The claims, in order of declaration.
    pub claims: Vec<ClaimId>,
}

impl ContradictoryClaims {
    /// Lists the other parties that have said the opposite of a claim about the proposition, in order of declaration.
    pub fn against(&self, claim: &Claim) -> impl Iterator<Item = PartyId> {
        let (party, others) = (claim.party, if claim.holds { &self.denied_by } else { &self.asserted_by });
        others.iter().copied().filter(move |&other| other != party)
    }
}
