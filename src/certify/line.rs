//! Whether each line of an explanation follows from the lines that it rests on.

use std::collections::HashMap;

use super::consent::clauses;
use super::held::{ConsentsOf, follows};
use super::system::Bounds;
use super::{Failure, conflict};
use crate::finding::explanation::{Blocker, Explanation, Line, LineClaim, Support};
use crate::finding::{Finding, Report};
use crate::model::{Act, Negotiation, StatementId, StepId, Time, Wait};

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
    let consents = ConsentsOf::new(negotiation);
    let lines = &explanation.lines;
    for (at, line) in lines.iter().enumerate() {
        if line.rests_on.iter().any(|&earlier| earlier >= at) {
            return Err(Failure::Order { line: at });
        }
        let earlier: Vec<&Line> = line.rests_on.iter().map(|&earlier| &lines[earlier]).collect();
        if !line_follows(negotiation, report, &consents, line, &earlier) {
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
pub(crate) fn line_follows(negotiation: &Negotiation, report: &Report, consents: &ConsentsOf, line: &Line, earlier: &[&Line]) -> bool {
    match &line.claim {
        LineClaim::Done { step } => negotiation.is_done(*step),
        LineClaim::Refused { step } => {
            !negotiation.is_done(*step) && !line.cites.is_empty() && line.cites.iter().all(|&cited| refuses(negotiation, cited, *step))
        }
        LineClaim::Unanswered { step, silent } => {
            let measure = negotiation.measure_of(*step);
            let without_offer = measure.by.iter().filter(|party| consents.0.by(*step, **party).next().is_none());
            let is_settled = negotiation.is_done(*step) || consents.0.is_refused(*step) || measure.given;
            !is_settled && !silent.is_empty() && without_offer.eq(silent)
        }
        LineClaim::Held { steps, not_before, holds } => {
            let named = holds.iter().flat_map(|hold| match hold {
                Blocker::Party { reasons, .. } => reasons.as_slice(),
                Blocker::Level { .. } => &[],
            });
            steps.len() == not_before.len()
                && steps.iter().all(|&step| !negotiation.is_done(step))
                && named.map(|reason| reason.statement).all(|statement| line.cites.binary_search(&statement).is_ok())
                && follows(negotiation, consents, steps, not_before, holds, &bounds(earlier))
        }
        LineClaim::Happens { steps, at, supports } => {
            let mut times: HashMap<StepId, Time> = times(earlier);
            times.extend(steps.iter().copied().zip(at.iter().copied()));
            let mut named = supports.iter().filter_map(|support| support.statement);
            steps.len() == at.len()
                && named.all(|statement| line.cites.binary_search(&statement).is_ok())
                && steps.iter().zip(at).all(|(&step, &at)| happens(negotiation, consents, step, at, supports, &times))
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

/// Returns whether a standing statement refuses a step or a lower level of it.
fn refuses(negotiation: &Negotiation, statement: StatementId, step: StepId) -> bool {
    let bars = |refused: StepId| refused <= step && negotiation.step(refused).measure == negotiation.step(step).measure;
    negotiation.stands(statement) && negotiation.step_acts(statement).any(|plain| plain.act == Act::Refuses && bars(plain.step))
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

/// Returns whether a step can be complete at a time: nobody refuses it, the level below has come, and every consenting party has a statement
/// all of whose preconditions hold by then.
fn happens(
    negotiation: &Negotiation,
    consents: &ConsentsOf,
    step: StepId,
    at: Time,
    supports: &[Support],
    times: &HashMap<StepId, Time>,
) -> bool {
    let climbed = negotiation.below(step).is_none_or(|below| times.get(&below).is_some_and(|&time| time <= at));
    let measure = negotiation.measure_of(step);
    let mut parties = consents.0.parties(step);
    if !measure.given {
        parties.extend(measure.by.iter().copied());
    }
    let agreed = |party| {
        let of_party =
            supports.iter().filter(|support| support.step == step && support.party == party).filter_map(|support| support.statement);
        of_party.into_iter().any(|statement| {
            consents.0.by(step, party).any(|own| own == statement) && holds_by(negotiation, statement, measure.takes, at, times)
        })
    };
    !consents.0.is_refused(step) && climbed && parties.into_iter().all(agreed)
}

pub(super) fn holds_by(negotiation: &Negotiation, statement: StatementId, takes: u32, at: Time, times: &HashMap<StepId, Time>) -> bool {
    let until = negotiation.statement(statement).until().zip(negotiation.as_of()).map(|(until, zero)| until.last_day().since(zero));
    let takes = i64::from(takes);
    let holds = |precondition: &crate::model::Precondition| {
        let days = precondition.days.map_or(0, i64::from);
        let met = |step: &StepId| {
            times.get(step).is_some_and(|time| match precondition.wait {
                // A moment that no calendar has is none that anything could follow.
                Wait::After => {
                    time.day.checked_add(days + takes).zip(time.phase.checked_add(1)).is_some_and(|(day, phase)| Time { day, phase } <= at)
                }
                Wait::With => *time <= at,
                Wait::Promise => precondition.days.is_none() || time.day.saturating_sub(days) <= at.day,
            })
        };
        clauses(negotiation, statement, precondition).iter().all(|options| options.iter().any(met))
    };
    Time { day: takes, phase: 0 } <= at
        && until.is_none_or(|until| at.day <= until)
        && negotiation.preconditions(statement).iter().all(holds)
}
