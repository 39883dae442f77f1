//! Conflicts of a party with itself (section 4).

use std::collections::BTreeSet;

use impasse::model::{Act, PartyId, StatementId, StepId};

use super::wants::{sides, wants};
use super::{Conflict, Deadlock, Detail, Positions, each_once};

pub(super) fn self_contradictions(positions: &Positions<'_>, deadlocks: &[Deadlock]) -> Vec<Conflict> {
    let said = positions.said.iter().filter(|said| matches!(said.act, Act::Offers | Act::Accepts));
    let said = said.filter_map(|said| refused_by_itself(positions, said.statement, vec![said.step], Detail::Nothing));
    let wanted = wants(positions).into_iter().filter(|want| want.how.is_none_or(|(_, is_option)| !is_option));
    let wanted = wanted.flat_map(|want| {
        let party = positions.negotiation.statement(want.statement).party;
        let own = |step| if own_refusals(positions, party, step).is_empty() { Vec::new() } else { vec![party] };
        let sides = sides(&want, own).into_iter();
        sides.filter_map(move |steps| refused_by_itself(positions, want.statement, steps, Detail::Wanted(want.how))).collect::<Vec<_>>()
    });
    let mut found: Vec<Conflict> = said.chain(wanted).collect();
    found.sort_by_key(|conflict| (conflict.statements[0], conflict.steps[0]));
    found.extend(deadlocks.iter().enumerate().filter_map(|(place, deadlock)| own_circle(place, deadlock)));
    found
}

/// Lists the refusals by which a party bars a step that is not done.
fn own_refusals(positions: &Positions<'_>, party: PartyId, step: StepId) -> Vec<StatementId> {
    let refusals = positions.refusals(step).filter(|refusal| refusal.party == party && !positions.is_done(step));
    refusals.map(|refusal| refusal.statement).collect()
}

/// A party offers, accepts or wants steps that it refuses.
fn refused_by_itself(positions: &Positions<'_>, statement: StatementId, steps: Vec<StepId>, detail: Detail) -> Option<Conflict> {
    let party = positions.negotiation.statement(statement).party;
    let refusals: BTreeSet<StatementId> = steps.iter().flat_map(|&step| own_refusals(positions, party, step)).collect();
    (!refusals.is_empty()).then(|| Conflict {
        kind: "self-contradiction",
        parties: vec![party],
        steps,
        statements: each_once([statement].into_iter().chain(refusals)),
        detail,
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
