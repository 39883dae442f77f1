//! What becomes of each step, and what stuck steps come down to (section 3).

use std::collections::BTreeSet;

use impasse::model::StepId;

use super::{ByStep, Deadlock, Positions, System, Time, solve};

/// What becomes of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Done,
    Performable,
    Refused,
    Unanswered,
    Deadlocked,
    Expired,
    Waiting,
}

/// What a stuck step comes down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Root {
    Step(StepId),
    /// A deadlock, by its place in the answer.
    Deadlock(usize),
}

/// Returns the statuses, the roots, and the deadlocks with what stands in front of the latent ones.
pub(super) fn outlook(
    positions: &Positions<'_>,
    actual: &System,
    times: &ByStep<Time>,
    mut deadlocks: Vec<Deadlock>,
) -> (ByStep<Status>, ByStep<Vec<Root>>, Vec<Deadlock>) {
    let without_until = solve(&actual.without_until());
    let status = ByStep::of(positions.negotiation, |step| match () {
        () if positions.is_done(step) => Status::Done,
        () if times[step].comes() => Status::Performable,
        () if positions.is_refused(step) => Status::Refused,
        () if positions.is_unanswered(step) => Status::Unanswered,
        () if deadlocks.iter().any(|deadlock| deadlock.steps.contains(&step)) => Status::Deadlocked,
        () if without_until[step].comes() => Status::Expired,
        () => Status::Waiting,
    });
    let roots = ByStep::of(positions.negotiation, |step| match status[step] {
        Status::Waiting | Status::Deadlocked => roots(&reach(actual, times, [step]), &status, &deadlocks),
        _ => Vec::new(),
    });
    let in_front = |(place, deadlock): (usize, &Deadlock)| {
        let mut behind = roots_of_latent(actual, times, &status, deadlock, &deadlocks);
        behind.retain(|&root| root != Root::Deadlock(place));
        behind
    };
    let behind: Vec<_> = deadlocks.iter().enumerate().map(in_front).collect();
    for (deadlock, behind) in deadlocks.iter_mut().zip(behind) {
        deadlock.behind = behind;
    }
    (status, roots, deadlocks)
}

fn roots_of_latent(
    actual: &System,
    times: &ByStep<Time>,
    status: &ByStep<Status>,
    deadlock: &Deadlock,
    deadlocks: &[Deadlock],
) -> Vec<Root> {
    match deadlock.latent {
        true => roots(&reach(actual, times, deadlock.steps.iter().copied()), status, deadlocks),
        false => Vec::new(),
    }
}

/// Returns some steps and all that can be reached from them over stuck options of preconditions and stuck lower levels.
fn reach(actual: &System, times: &ByStep<Time>, from: impl IntoIterator<Item = StepId>) -> BTreeSet<StepId> {
    let mut reached: BTreeSet<StepId> = from.into_iter().collect();
    loop {
        let waits_for = |&step: &StepId| {
            let node = &actual.nodes[step];
            let alternatives = node.consents.iter().flat_map(|consent| &consent.alternatives);
            let options = alternatives.flat_map(|alternative| &alternative.conditions).flat_map(|condition| &condition.options);
            options.copied().chain(node.below).filter(|&next| !times[next].comes())
        };
        let next: BTreeSet<StepId> = reached.iter().flat_map(waits_for).chain(reached.iter().copied()).collect();
        if next == reached {
            return reached;
        }
        reached = next;
    }
}

/// Lists the roots among some steps in order of declaration, a deadlock at its first step and after that step itself.
fn roots(reached: &BTreeSet<StepId>, status: &ByStep<Status>, deadlocks: &[Deadlock]) -> Vec<Root> {
    let is_root = |step: &StepId| matches!(status[*step], Status::Refused | Status::Unanswered | Status::Expired);
    let steps = reached.iter().copied().filter(is_root).map(|step| (step, Root::Step(step)));
    let is_met = |(_, deadlock): &(usize, &Deadlock)| deadlock.steps.iter().any(|step| reached.contains(step));
    let circles = deadlocks.iter().enumerate().filter(is_met).map(|(place, deadlock)| (deadlock.steps[0], Root::Deadlock(place)));
    let mut roots: Vec<_> = steps.chain(circles).collect();
    roots.sort();
    roots.into_iter().map(|(_, root)| root).collect()
}
