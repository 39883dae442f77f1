//! Says whether every demand can be met, all exclusions kept.

use super::without::times_without;
use super::{Solution, cause, demand};
use crate::finding::{Demand, Verdict};
use crate::graph::{Exhausted, Fate, NEVER, Network, Solver, first_option};
use crate::model::{Exclusion, StepId, Time};

/// Returns `Agreement` when for some choice of what stays under every exclusion, with the rest left out, every demand is met and no step
/// waits in a deadlock.
///
/// # Complexity
///
/// Without exclusions the answer is read off; with them, see [`can_be_met`].
pub(super) fn find(solution: &Solution, demands: &[Demand]) -> Verdict {
    let actual = solution.deadlocks.iter().any(|group| !group.is_latent);
    if actual || demands.iter().any(|demand| !demand.met) {
        return Verdict::Impasse;
    }
    let exclusions: Vec<&Exclusion> = solution.network.negotiation.exclusions().map(|(_, exclusion)| exclusion).collect();
    let mut without_limit = usize::MAX;
    if exclusions.is_empty()
        || can_be_met(&mut Solver::new(&solution.network), &solution.times, demands, &exclusions, &mut without_limit).is_ok_and(|met| met)
    {
        Verdict::Agreement
    } else {
        Verdict::Impasse
    }
}

/// Returns whether some choice of what stays under some exclusions, with the rest left out, meets all of the given demands, each of which
/// is met when nothing is left out.
///
/// One plan that meets every demand is looked at: where it holds two steps of one exclusion, each choice of what stays is tried in turn, in
/// order of declaration. Each look at all steps and statements is taken from `work`.
///
/// # Errors
///
/// `work` has been used up.
///
/// # Complexity
///
/// In the worst case exponential in the number of exclusions whose steps plans compete for.
pub(super) fn can_be_met(
    solver: &mut Solver<'_>,
    times: &[Time],
    demands: &[Demand],
    exclusions: &[&Exclusion],
    work: &mut usize,
) -> Result<bool, Exhausted> {
    let network = solver.network;
    let negotiation = &network.negotiation;
    // Each choice tried is the list of steps that it leaves out.
    let mut choices: Vec<Vec<u32>> = vec![left_out_by_what_is_done(network, exclusions)];
    let cost = network.step_count() + network.statement_count() + 1;
    while let Some(left_out) = choices.pop() {
        *work = work.checked_sub(cost).ok_or(Exhausted)?;
        let times = times_without(solver, times, &left_out);
        if demands.iter().any(|demand| !demand::is_met(negotiation, demand.step, demand.deadline, &times)) {
            continue;
        }
        let in_plan = plan(network, demands, &times);
        let broken = exclusions.iter().find(|exclusion| {
            exclusion.steps.iter().filter(|step| in_plan[step.index()] && network.fate[step.index()] != Fate::Done).count() > 1
        });
        let Some(exclusion) = broken else { return Ok(true) };
        for &stays in exclusion.steps.iter().rev() {
            let mut left_out = left_out.clone();
            left_out.extend(exclusion.steps.iter().filter(|&&step| step != stays).map(|step| step.index() as u32));
            choices.push(left_out);
        }
    }
    Ok(false)
}

/// Lists the steps that exclude something done.
fn left_out_by_what_is_done(network: &Network, exclusions: &[&Exclusion]) -> Vec<u32> {
    let is_done = |step: &StepId| network.fate[step.index()] == Fate::Done;
    let with_done = exclusions.iter().filter(|exclusion| exclusion.steps.iter().any(is_done));
    with_done.flat_map(|exclusion| exclusion.steps.iter().filter(|&step| !is_done(step)).map(|step| step.index() as u32)).collect()
}

/// Marks the steps of one plan that meets every demand: those demanded, and what lets them happen at their times.
fn plan(network: &Network, demands: &[Demand], times: &[Time]) -> Vec<bool> {
    let mut in_plan = vec![false; network.step_count()];
    let mut queue: Vec<u32> = Vec::new();
    let add = |step: u32, in_plan: &mut Vec<bool>, queue: &mut Vec<u32>| {
        if !std::mem::replace(&mut in_plan[step as usize], true) && network.fate[step as usize] != Fate::Done {
            debug_assert_ne!(times[step as usize], NEVER, "a plan holds only what can happen");
            queue.push(step);
        }
    };
    demands.iter().for_each(|demand| add(demand.step.index() as u32, &mut in_plan, &mut queue));
    while let Some(step) = queue.pop() {
        if let Some(below) = network.below(step) {
            add(below, &mut in_plan, &mut queue);
        }
        for group in network.groups_of(step) {
            let statement = cause::consent(network, group, times, times[step as usize]).expect("a step that happens has consent");
            for clause in network.clauses_of(statement) {
                add(first_option(network, clause, times), &mut in_plan, &mut queue);
            }
        }
    }
    in_plan
}
