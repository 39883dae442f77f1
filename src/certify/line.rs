//! Whether each line of an explanation follows from the lines that it rests on.

use std::collections::HashMap;

use super::facts::Facts;
use super::held::follows;
use super::system::Bounds;
use super::{Failure, conflict};
use crate::finding::explanation::{Blocker, Explanation, Line, LineClaim, Support};
use crate::finding::{Finding, Report};
use crate::model::{Negotiation, StepId, Time};

/// Checks an explanation line by line, and that its last line says what was asked; of a conflict, also [`conflict`](super::conflict).
///
/// # Errors
///
/// The first line that does not follow, or that the conflict is none.
///
/// # Complexity
///
/// Plain rather than fast; but for conflicts, linear in the explanation where circles are of `after` alone.
///
/// # Examples
///
/// ```
/// use impasse::finding::Finding;
///
/// let mut draft = impasse::Draft::new("A refusal");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.says("b").demands("apples");
/// draft.says("a").refuses("apples");
/// let negotiation = draft.build()?;
/// let report = impasse::analyze(&negotiation);
/// let step = Finding::Step(negotiation.find_step("apples").unwrap());
/// let explanation = impasse::explain(&negotiation, step).unwrap();
/// assert_eq!(impasse::certify::explanation(&negotiation, &report, step, &explanation), Ok(()));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn explanation(negotiation: &Negotiation, report: &Report, finding: Finding, explanation: &Explanation) -> Result<(), Failure> {
    let facts = Facts::new(negotiation);
    let lines = &explanation.lines;
    for (at, line) in lines.iter().enumerate() {
        if line.rests_on.iter().any(|&earlier| earlier >= at) {
            return Err(Failure::Order { line: at });
        }
        let earlier: Vec<&Line> = line.rests_on.iter().map(|&earlier| &lines[earlier]).collect();
        if !line_follows(&facts, report, line, &earlier) {
            return Err(Failure::Line { line: at });
        }
    }
    let last = lines.last().ok_or(Failure::Empty)?;
    if !concludes(report, finding, &last.claim) {
        return Err(Failure::Conclusion);
    }
    match finding {
        Finding::Conflict(id) => conflict(negotiation, report, &report.conflicts()[id.index()]),
        _ => Ok(()),
    }
}

fn concludes(report: &Report, finding: Finding, claim: &LineClaim) -> bool {
    match (finding, claim) {
        (Finding::Step(asked), LineClaim::Done { step } | LineClaim::Refused { step } | LineClaim::Unanswered { step, .. }) => {
            asked == *step
        }
        (Finding::Step(asked), LineClaim::Happens { steps, .. }) => steps.contains(&asked),
        (Finding::Step(asked), LineClaim::Held { steps, not_before, .. }) => {
            steps.iter().zip(not_before).any(|(&step, time)| step == asked && time.is_none())
        }
        (Finding::Deadlock(id), LineClaim::Held { steps, not_before, .. }) => {
            report.deadlocks().get(id.index()).is_some_and(|circle| *steps == circle.steps) && not_before.iter().all(Option::is_none)
        }
        (Finding::Conflict(asked), LineClaim::Conflict { conflict }) => asked == *conflict && asked.index() < report.conflicts().len(),
        _ => false,
    }
}

/// Returns whether a line follows from the earlier ones that it rests on.
pub(crate) fn line_follows(facts: &Facts<'_>, report: &Report, line: &Line, earlier: &[&Line]) -> bool {
    let negotiation = facts.negotiation;
    match &line.claim {
        LineClaim::Done { step } => negotiation.is_done(*step),
        LineClaim::Refused { step } => {
            !negotiation.is_done(*step) && !line.cites.is_empty() && line.cites.iter().all(|&cited| facts.refuses(cited, *step))
        }
        LineClaim::Unanswered { step, silent } => !silent.is_empty() && facts.silent(*step) == *silent,
        LineClaim::Held { steps, not_before, holds } => {
            let named = holds.iter().flat_map(|hold| match hold {
                Blocker::Party { reasons, .. } => reasons.as_slice(),
                Blocker::Level { .. } => &[],
            });
            steps.len() == not_before.len()
                && steps.iter().all(|&step| !negotiation.is_done(step))
                && named.map(|reason| reason.statement).all(|statement| line.cites.binary_search(&statement).is_ok())
                && follows(facts, steps, not_before, holds, &bounds(earlier))
        }
        LineClaim::Happens { steps, at, supports } => {
            let mut times: HashMap<StepId, Time> = times(earlier);
            times.extend(steps.iter().copied().zip(at.iter().copied()));
            let mut named = supports.iter().filter_map(|support| support.statement);
            steps.len() == at.len()
                && named.all(|statement| line.cites.binary_search(&statement).is_ok())
                && steps.iter().zip(at).all(|(&step, &at)| happens(facts, step, at, supports, &times))
        }
        LineClaim::Said { statement } => negotiation.stands(*statement) && line.cites == [*statement],
        LineClaim::Claimed { claim } => negotiation.is_made(*claim),
        LineClaim::Means { term, party } => !negotiation.meaning(*term, *party).is_empty(),
        // It is declared of the matter, not said by a party.
        LineClaim::Excludes { exclusion } => exclusion.index() < negotiation.exclusions().len(),
        LineClaim::Conflict { conflict } => {
            report.conflicts().get(conflict.index()).is_some_and(|conflict| conflict::follows(negotiation, report, conflict, earlier))
        }
    }
}

/// Collects before when each step cannot come, by earlier lines.
fn bounds(earlier: &[&Line]) -> Bounds {
    let mut bounds = Bounds::new();
    for line in earlier {
        match &line.claim {
            LineClaim::Refused { step } | LineClaim::Unanswered { step, .. } => {
                bounds.insert(*step, None);
            }
            LineClaim::Held { steps, not_before, .. } => bounds.extend(steps.iter().copied().zip(not_before.iter().copied())),
            _ => {}
        }
    }
    bounds
}

/// Collects when each step can come, by earlier lines.
fn times(earlier: &[&Line]) -> HashMap<StepId, Time> {
    let mut known = HashMap::new();
    for line in earlier {
        match &line.claim {
            LineClaim::Done { step } => {
                known.insert(*step, Time::default());
            }
            LineClaim::Happens { steps, at, .. } => known.extend(steps.iter().copied().zip(at.iter().copied())),
            _ => {}
        }
    }
    known
}

/// Returns whether a step can be complete at a time by the statements that a line names for it.
fn happens(facts: &Facts<'_>, step: StepId, at: Time, supports: &[Support], times: &HashMap<StepId, Time>) -> bool {
    let named: Vec<&Support> = supports.iter().filter(|support| support.step == step).collect();
    let is_named = |party, statement| named.iter().any(|support| support.party == party && support.statement == Some(statement));
    facts.can_be_complete(step, at, times, is_named)
}
