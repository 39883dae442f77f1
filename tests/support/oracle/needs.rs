//! Conflicts over what a demand needs: steps that exclude each other, and days (section 4).

use std::collections::BTreeSet;

use impasse::model::{Act, StatementId, StepId};

use super::verdict::demands;
use super::{ByStep, Conflict, Demand, Detail, Positions, System, Time, each_once, solve};

pub(super) fn incompatible(positions: &Positions<'_>, actual: &System, demands: &[Demand]) -> Vec<Conflict> {
    let conflict = |(id, exclusion): (_, &impasse::model::Exclusion)| {
        let needed_by = |step: &StepId| needing(positions, actual, demands, *step);
        let needed: Vec<StepId> = exclusion.steps.iter().copied().filter(|step| !needed_by(step).is_empty()).collect();
        let statements: BTreeSet<StatementId> = needed.iter().flat_map(needed_by).collect();
        (needed.len() >= 2).then(|| Conflict {
            kind: "incompatible",
            parties: each_once(statements.iter().map(|&statement| positions.negotiation.statement(statement).party)),
            steps: needed,
            statements: statements.into_iter().collect(),
            detail: Detail::Exclusion(id),
        })
    };
    let mut found: Vec<Conflict> = positions.negotiation.exclusions().filter_map(conflict).collect();
    found.sort_by_key(|conflict| conflict.statements[0]);
    found
}

/// Lists the demands of a step or a level above it, and those that are met only with it.
fn needing(positions: &Positions<'_>, actual: &System, demands_now: &[Demand], step: StepId) -> Vec<StatementId> {
    let without = demands(positions, &solve(&actual.without(&BTreeSet::from([step]))));
    let pairs = demands_now.iter().zip(without);
    let needing = pairs.filter(|(now, without)| positions.is_at_or_below(step, now.step) || now.met && !without.met);
    needing.map(|(now, _)| now.statement).collect()
}

pub(super) fn missed_deadlines(positions: &Positions<'_>, times: &ByStep<Time>) -> Vec<Conflict> {
    let mut missed: Vec<_> = positions.acts(Act::Demands).filter(|demand| !positions.is_done(demand.step)).collect();
    missed.sort_by_key(|demand| (demand.statement, demand.step));
    let conflict = |demand: &super::Said| match times[demand.step] {
        Time::At { day, .. } if demand.deadline.is_some_and(|deadline| day > deadline) => Some(Conflict {
            kind: "deadline",
            parties: vec![demand.party],
            steps: vec![demand.step],
            statements: vec![demand.statement],
            detail: Detail::Earliest(day),
        }),
        _ => None,
    };
    missed.into_iter().filter_map(conflict).collect()
}
