//! Conflicts of a party with itself (section 4).

use impasse::model::{Act, PartyId, StatementId, StepId};

use super::wants::wants_alone;
use super::{Conflict, Deadlock, Detail, Positions, each_once};

pub(super) fn self_contradictions(positions: &Positions<'_>, deadlocks: &[Deadlock]) -> Vec<Conflict> {
    let said = positions.said.iter().filter(|said| matches!(said.act, Act::Offers | Act::Accepts));
    let said = said.map(|said| (said.statement, said.step));
    let wanted = wants_alone(positions).into_iter().map(|want| (want.statement, want.step));
    let mut pairs: Vec<(StatementId, StepId)> = each_once(said.chain(wanted));
    pairs.sort();
    let refused = pairs.into_iter().filter_map(|(statement, step)| refused_by_itself(positions, statement, step));
    refused.chain(deadlocks.iter().enumerate().filter_map(|(place, deadlock)| own_circle(place, deadlock))).collect()
}

/// A party offers, accepts or wants a step that it refuses.
fn refused_by_itself(positions: &Positions<'_>, statement: StatementId, step: StepId) -> Option<Conflict> {
    let party = positions.negotiation.statement(statement).party;
    let refusals: Vec<_> = positions.refusals(step).filter(|refusal| refusal.party == party).collect();
    (!positions.is_done(step) && !refusals.is_empty()).then(|| Conflict {
        kind: "self-contradiction",
        parties: vec![party],
        steps: vec![step],
        statements: each_once([statement].into_iter().chain(refusals.iter().map(|refusal| refusal.statement))),
        detail: Detail::Nothing,
    })
}

/// A party is alone in all the links of a deadlock.
fn own_circle(place: usize, deadlock: &Deadlock) -> Option<Conflict> {
    let said: Vec<(StatementId, PartyId)> =
        deadlock.links.iter().filter_map(|link| link.said).map(|(statement, party, _)| (statement, party)).collect();
    let party = said.first()?.1;
    let mut statements = each_once(said.iter().map(|&(statement, _)| statement));
    statements.sort();
    said.iter().all(|&(_, other)| other == party).then(|| Conflict {
        kind: "self-contradiction",
        parties: vec![party],
        steps: deadlock.steps.clone(),
        statements,
        detail: Detail::Circle(place),
    })
}
