//! Conflicts over what somebody wants: refusals, unanswered requests, shortfalls (section 4).

use std::collections::BTreeSet;

use impasse::model::{Act, StatementId, StepId};

use super::positions::conditions;
use super::{Conflict, Detail, Positions, each_once};

/// A statement that wants a step, by a demand or by a precondition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Want {
    pub(super) statement: StatementId,
    pub(super) step: StepId,
}

fn demanded(positions: &Positions<'_>) -> BTreeSet<Want> {
    positions.acts(Act::Demands).map(|said| Want { statement: said.statement, step: said.step }).collect()
}

/// Lists the options of those preconditions whose options satisfy a condition.
fn preconditions(positions: &Positions<'_>, count: impl Fn(&[StepId]) -> bool) -> BTreeSet<Want> {
    let of_statement = |&statement: &StatementId| {
        let conditions = conditions(positions.negotiation, statement).into_iter().filter(|condition| count(&condition.options));
        conditions.flat_map(|condition| condition.options).map(move |step| Want { statement, step })
    };
    positions.standing.iter().flat_map(of_statement).collect()
}

/// Lists the steps that statements demand or cannot do without.
pub(super) fn wants_alone(positions: &Positions<'_>) -> BTreeSet<Want> {
    let same = |options: &[StepId]| options.iter().all(|option| *option == options[0]);
    &demanded(positions) | &preconditions(positions, same)
}

/// Lists the steps that statements wait for with no way left.
fn preconditions_without_a_way(positions: &Positions<'_>) -> BTreeSet<Want> {
    preconditions(positions, |options| options.iter().all(|&option| positions.is_refused(option) || positions.is_unanswered(option)))
}

pub(super) fn refusals(positions: &Positions<'_>) -> Vec<Conflict> {
    let wants = &demanded(positions) | &preconditions_without_a_way(positions);
    let refusal = |want: Want| {
        let party = positions.negotiation.statement(want.statement).party;
        let clashing: Vec<_> = positions.refusals(want.step).filter(|refusal| refusal.party != party).collect();
        (!clashing.is_empty()).then(|| Conflict {
            kind: "refusal",
            parties: each_once([party].into_iter().chain(clashing.iter().map(|refusal| refusal.party))),
            steps: vec![want.step],
            statements: each_once([want.statement].into_iter().chain(clashing.iter().map(|refusal| refusal.statement))),
            detail: Detail::Nothing,
        })
    };
    wants.into_iter().filter(|want| positions.is_refused(want.step)).filter_map(refusal).collect()
}

pub(super) fn unanswered(positions: &Positions<'_>) -> Vec<Conflict> {
    let demanded = demanded(positions);
    let wants = &demanded | &preconditions_without_a_way(positions);
    let is_shortfall = |want: &Want| demanded.contains(want) && offered(positions, want.step).is_some();
    let unanswered = |want: Want| {
        let party = positions.negotiation.statement(want.statement).party;
        let silent = positions.silent(want.step);
        Conflict {
            kind: "unanswered",
            parties: each_once([party].into_iter().chain(silent.iter().copied())),
            steps: vec![want.step],
            statements: vec![want.statement],
            detail: Detail::Silent(silent),
        }
    };
    wants.into_iter().filter(|want| positions.is_unanswered(want.step) && !is_shortfall(want)).map(unanswered).collect()
}

pub(super) fn shortfalls(positions: &Positions<'_>) -> Vec<Conflict> {
    let shortfall = |want: Want| {
        let party = positions.negotiation.statement(want.statement).party;
        let offered = offered(positions, want.step)?;
        let mut offers: Vec<_> = positions.performers(offered).iter().flat_map(|&performer| positions.offers(performer, offered)).collect();
        offers.sort_by_key(|offer| offer.statement);
        Some(Conflict {
            kind: "shortfall",
            parties: each_once([party].into_iter().chain(offers.iter().map(|offer| offer.party))),
            steps: vec![want.step],
            statements: each_once([want.statement].into_iter().chain(offers.iter().map(|offer| offer.statement))),
            detail: Detail::Offered(offered),
        })
    };
    demanded(positions).into_iter().filter(|want| positions.is_unanswered(want.step)).filter_map(shortfall).collect()
}

/// Returns the highest lower level that all performers offer.
fn offered(positions: &Positions<'_>, step: StepId) -> Option<StepId> {
    let is_offered = |lower: &StepId| *lower != step && positions.is_at_or_below(*lower, step) && positions.silent(*lower).is_empty();
    positions.steps().filter(is_offered).max_by_key(|&lower| positions.negotiation.step(lower).level)
}
