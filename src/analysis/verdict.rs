//! Says whether every demand can be met, all exclusions kept.

use super::without::times_without;
use super::{Outlook, cause, demand};
use crate::finding::{Demand, Time, Verdict};
use crate::graph::{Fate, NEVER, Solver, first_option};
use crate::model::StepId;

/// Returns `Agreement` when for some choice of what stays under every exclusion, with the rest left out, every demand is met and no step
/// waits in a deadlock.
///
/// Without exclusions the answer is read off. With them, one plan that meets every demand is looked at: where it holds two steps of one
/// exclusion, each choice of what stays is tried in turn, in order of declaration.
///
/// # Complexity
///
/// In the worst case exponential in the number of exclusions whose steps plans compete for.
pub(super) fn find(outlook: &Outlook<'_>, demands: &[Demand]) -> Verdict {
    let actual = outlook.deadlocks.iter().any(|group| !group.is_latent);
    if actual || demands.iter().any(|demand| !demand.met) {
        return Verdict::Impasse;
    }
    let negotiation = outlook.network.negotiation;
    if negotiation.exclusions().len() == 0 {
        return Verdict::Agreement;
    }
    let mut solver = Solver::new(&outlook.network);
    // Each choice tried is the list of steps that it leaves out.
    let mut choices: Vec<Vec<u32>> = vec![left_out_by_what_is_done(outlook)];
    while let Some(left_out) = choices.pop() {
        let times = times_without(outlook, &mut solver, &left_out);
        if demands.iter().any(|demand| !demand::is_met(negotiation, demand.step, demand.deadline, &times)) {
            continue;
        }
        let in_plan = plan(outlook, demands, &times);
        let broken = negotiation.exclusions().find(|(_, exclusion)| {
            exclusion.steps.iter().filter(|step| in_plan[step.index()] && outlook.network.fate[step.index()] != Fate::Done).count() > 1
        });
        let Some((_, exclusion)) = broken else { return Verdict::Agreement };
        for &stays in exclusion.steps.iter().rev() {
            let mut left_out = left_out.clone();
            left_out.extend(exclusion.steps.iter().filter(|&&step| step != stays).map(|step| step.index() as u32));
            choices.push(left_out);
        }
    }
    Verdict::Impasse
}

/// Lists the steps that exclude something done.
fn left_out_by_what_is_done(outlook: &Outlook<'_>) -> Vec<u32> {
    let is_done = |step: &StepId| outlook.network.fate[step.index()] == Fate::Done;
    let exclusions = outlook.network.negotiation.exclusions().filter(|(_, exclusion)| exclusion.steps.iter().any(is_done));
    exclusions.flat_map(|(_, exclusion)| exclusion.steps.iter().filter(|&step| !is_done(step)).map(|step| step.index() as u32)).collect()
}

/// Marks the steps of one plan that meets every demand: those demanded, and what lets them happen at their times.
fn plan(outlook: &Outlook<'_>, demands: &[Demand], times: &[Time]) -> Vec<bool> {
    let network = &outlook.network;
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
