//! Which demands are met, and whether all of them can be at once (section 5).

use std::collections::BTreeSet;

use impasse::model::{Act, PartyId, StatementId, StepId};

use super::{ByStep, Deadlock, Positions, System, Time, solve};

/// One step that is demanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Demand {
    pub(crate) statement: StatementId,
    pub(crate) party: PartyId,
    pub(crate) step: StepId,
    /// The last day on which it is met, counted from day 0.
    pub(crate) deadline: Option<i64>,
    pub(crate) met: bool,
}

/// Lists the demands by statement, then as the statement names them.
pub(super) fn demands(positions: &Positions<'_>, times: &ByStep<Time>) -> Vec<Demand> {
    let demand = |said: &super::Said| Demand {
        statement: said.statement,
        party: said.party,
        step: said.step,
        deadline: said.deadline,
        met: is_met(positions, times, said),
    };
    positions.acts(Act::Demands).map(demand).collect()
}

fn is_met(positions: &Positions<'_>, times: &ByStep<Time>, demand: &super::Said) -> bool {
    positions.is_done(demand.step) || times[demand.step].comes_by(demand.deadline)
}

/// Returns whether every target is met for some choice of what stays under all exclusions.
pub(super) fn agreement(positions: &Positions<'_>, actual: &System, deadlocks: &[Deadlock]) -> bool {
    let circles: BTreeSet<StepId> = deadlocks.iter().filter(|d| !d.latent).flat_map(|d| d.steps.clone()).collect();
    left_out(positions).iter().any(|out| {
        let times = solve(&actual.without(out));
        positions.acts(Act::Demands).all(|demand| is_met(positions, &times, demand)) && circles.iter().all(|&step| times[step].comes())
    })
}

/// Lists the inclusion-maximal sets of demands, each a whole statement, that some choice of what stays under all exclusions meets.
pub(crate) fn agreeable(positions: &Positions<'_>, actual: &System) -> BTreeSet<BTreeSet<StatementId>> {
    let demands: BTreeSet<StatementId> = positions.acts(Act::Demands).map(|demand| demand.statement).collect();
    let met = |out: &BTreeSet<StepId>| -> BTreeSet<StatementId> {
        let times = solve(&actual.without(out));
        let is_met = |&statement: &StatementId| {
            positions.acts(Act::Demands).filter(|demand| demand.statement == statement).all(|demand| is_met(positions, &times, demand))
        };
        demands.iter().copied().filter(is_met).collect()
    };
    let sets: BTreeSet<_> = left_out(positions).iter().map(met).collect();
    sets.iter().filter(|set| !sets.iter().any(|other| other != *set && set.is_subset(other))).cloned().collect()
}

/// Lists what is left out of the deal, for every choice of what stays.
fn left_out(positions: &Positions<'_>) -> BTreeSet<BTreeSet<StepId>> {
    let mut choices = BTreeSet::from([BTreeSet::new()]);
    for (_, exclusion) in positions.negotiation.exclusions() {
        let done: Vec<StepId> = exclusion.steps.iter().copied().filter(|&step| positions.is_done(step)).collect();
        let may_stay = if done.is_empty() { exclusion.steps.to_vec() } else { done };
        let leave_out_the_others = |(out, stays): (&BTreeSet<StepId>, StepId)| {
            out.iter().copied().chain(exclusion.steps.iter().copied().filter(|&step| step != stays)).collect()
        };
        choices = choices.iter().flat_map(|out| may_stay.iter().map(move |&stays| (out, stays))).map(leave_out_the_others).collect();
    }
    choices
}
