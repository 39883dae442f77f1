//! Whether a roadmap can be gone, and whether it is an agreement.

use std::collections::HashMap;

use super::Failure;
use super::circle::Circles;
use super::facts::Facts;
use crate::model::{Negotiation, StepId, Time};

/// Checks a roadmap, steps with the moments at which they are complete, against the negotiation: that each step can be complete at its
/// moment by what the parties said, given the moments of the others.
///
/// Nobody refuses the step, the level below has come, and everybody whose consent it takes has a statement all of whose preconditions hold
/// by then: what must be complete before is, what must happen with it does, and what is promised is in the roadmap itself, in time. Steps
/// that are done need no place in it. That nothing could come sooner is not checked: the explanation of a step shows that.
///
/// # Errors
///
/// The first step that cannot be complete at its moment.
///
/// # Complexity
///
/// Linear in the statements on the steps of the roadmap, with their preconditions.
///
/// # Examples
///
/// ```
/// let mut draft = impasse::Draft::new("A swap");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.measure("bread", ["b"]);
/// draft.says("a").offers("apples").after("bread");
/// draft.says("b").offers("bread").promise("apples");
/// let negotiation = draft.build()?;
/// let report = impasse::analyze(&negotiation);
/// let steps = negotiation.steps().filter_map(|(step, _)| Some((step, report.time(step)?)));
/// assert_eq!(impasse::certify::roadmap(&negotiation, &steps.collect::<Vec<_>>()), Ok(()));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn roadmap(negotiation: &Negotiation, steps: &[(StepId, Time)]) -> Result<(), Failure> {
    holds(&Facts::new(negotiation), steps)
}

/// Checks that a roadmap is an agreement: that it can be gone, meets every demand in time, holds no more than one step of each exclusion,
/// what is done included, and that no step waits in a deadlock.
///
/// # Errors
///
/// The first step that cannot be complete at its moment, the first demand that is not met, the first exclusion that is not kept, or that
/// there is a deadlock.
///
/// # Complexity
///
/// That of [`roadmap`], and of looking for deadlocks among all steps as [`deadlock`](super::deadlock) does.
///
/// # Examples
///
/// ```
/// let mut draft = impasse::Draft::new("A gift");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.says("a").offers("apples");
/// draft.says("b").demands("apples");
/// let negotiation = draft.build()?;
/// let apples = negotiation.find_step("apples").unwrap();
/// let at_once = impasse::model::Time { day: 0, phase: 0 };
/// assert_eq!(impasse::certify::agreement(&negotiation, &[(apples, at_once)]), Ok(()));
/// assert!(impasse::certify::agreement(&negotiation, &[]).is_err());
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn agreement(negotiation: &Negotiation, steps: &[(StepId, Time)]) -> Result<(), Failure> {
    let facts = Facts::new(negotiation);
    holds(&facts, steps)?;
    let times: HashMap<StepId, Time> = steps.iter().copied().collect();
    if let Some(&(statement, _)) = facts.demands().iter().find(|&&demand| !facts.is_met(demand, &times)) {
        return Err(Failure::Unmet { statement });
    }
    for (exclusion, declared) in negotiation.exclusions() {
        let is_done = |step: &&StepId| negotiation.is_done(**step);
        let in_deal = declared.steps.iter().filter(|step| !is_done(step) && times.contains_key(*step)).count();
        if in_deal > usize::from(!declared.steps.iter().any(|step| is_done(&step))) {
            return Err(Failure::Excluded { exclusion });
        }
    }
    if Circles::actual(&facts).all().is_empty() { Ok(()) } else { Err(Failure::Deadlocked) }
}

fn holds(facts: &Facts<'_>, steps: &[(StepId, Time)]) -> Result<(), Failure> {
    let negotiation = facts.negotiation;
    let done = negotiation.steps().map(|(step, _)| step).filter(|&step| negotiation.is_done(step));
    let mut times: HashMap<StepId, Time> = done.map(|step| (step, Time::default())).collect();
    times.extend(steps.iter().copied().filter(|&(step, _)| !negotiation.is_done(step)));
    let open = steps.iter().filter(|&&(step, _)| !negotiation.is_done(step));
    for &(step, at) in open {
        if times[&step] != at || !facts.can_be_complete(step, at, &times, |_, _| true) {
            return Err(Failure::Moment { step });
        }
    }
    Ok(())
}
