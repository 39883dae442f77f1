//! Whether a conflict is one, and whether it follows from the lines that show it.

use std::collections::BTreeSet;

use super::Failure;
use super::circle::Circles;
use super::facts::Facts;
use super::wanted::Made;
use super::{needed, told, wanted};
use crate::finding::explanation::{Line, LineClaim};
use crate::finding::{Conflict, Deadlock, Evidence, Report, SelfContradiction};
use crate::model::{Negotiation, PartyId, StatementId, StepId};

/// Checks a conflict of a report against the negotiation: that the statements make exactly this of it, with these steps and parties, and
/// that its evidence is so. `report` is the one that it is in; the circle of a party of its own is looked up there.
///
/// Of a missed deadline, the critical path is checked to be one: where there are several, any will do.
///
/// # Errors
///
/// It is not what the statements make of it.
///
/// # Complexity
///
/// Plain rather than fast: for missed deadlines and steps that exclude each other, the times of all steps are raised until they agree.
///
/// # Examples
///
/// ```
/// let mut draft = impasse::Draft::new("A refusal");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.says("b").demands("apples");
/// draft.says("a").refuses("apples");
/// let negotiation = draft.build()?;
/// let report = impasse::analyze(&negotiation);
/// assert_eq!(impasse::certify::conflict(&negotiation, &report, &report.conflicts()[0]), Ok(()));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn conflict(negotiation: &Negotiation, report: &Report, conflict: &Conflict) -> Result<(), Failure> {
    let facts = Facts::new(negotiation);
    let made = match &conflict.evidence {
        Evidence::Refusal(found) => wanted::refusal(&facts, found),
        Evidence::Unanswered(found) => wanted::unanswered(&facts, found),
        Evidence::Shortfall(found) => wanted::shortfall(&facts, found),
        Evidence::Incompatible(found) => needed::incompatible(&facts, found),
        Evidence::Deadline(found) => needed::deadline(&facts, found),
        Evidence::Definition(found) => told::definition(&facts, found),
        Evidence::Claim(found) => told::claim(&facts, found),
        Evidence::SelfContradiction(found) => match found {
            SelfContradiction::SaidAndRefused { statement, step, refusals } => {
                wanted::said_and_refused(&facts, *statement, *step, refusals)
            }
            SelfContradiction::WantedAndRefused { .. } => wanted::wanted_and_refused(&facts, found),
            SelfContradiction::OwnCircle { party, deadlock, statements } => {
                let circle = report.deadlocks().get(deadlock.index());
                circle.and_then(|circle| own_circle(&facts, circle, *party, statements))
            }
        },
    };
    let is_so = made.is_some_and(|(parties, steps, statements)| {
        parties == conflict.parties && steps == *conflict.steps && statements == conflict.statements
    });
    if is_so { Ok(()) } else { Err(Failure::Conflict) }
}

/// Returns what the circle of one party has to be made of.
fn own_circle(facts: &Facts<'_>, circle: &Deadlock, party: PartyId, statements: &[StatementId]) -> Option<Made> {
    let circles = if circle.latent { Circles::granted(facts) } else { Circles::actual(facts) };
    let group: BTreeSet<StepId> = circle.steps.iter().copied().collect();
    let linking: BTreeSet<StatementId> =
        circles.waits(&group).iter().filter_map(|wait| wait.said).map(|(_, statement, _)| statement).collect();
    let is_own = !linking.is_empty() && linking.iter().all(|&statement| facts.speaker(statement) == party);
    (is_own && linking.iter().eq(statements)).then(|| (vec![party], circle.steps.clone(), linking.into_iter().collect()))
}

/// Returns whether a conflict follows from the lines it rests on: each of its statements is cited by one of them, and what kind of conflict it
/// is, is said by one.
pub(super) fn follows(negotiation: &Negotiation, report: &Report, conflict: &Conflict, lines: &[&Line]) -> bool {
    let cited = conflict.statements.iter().all(|statement| lines.iter().any(|line| line.cites.contains(statement)));
    let says = |claim: &dyn Fn(&LineClaim) -> bool| lines.iter().any(|line| claim(&line.claim));
    let refused = |wanted: StepId| says(&|claim| matches!(claim, LineClaim::Refused { step } if *step == wanted));
    let unanswered = |wanted: StepId| says(&|claim| matches!(claim, LineClaim::Unanswered { step, .. } if *step == wanted));
    cited
        && match &conflict.evidence {
            Evidence::Refusal(refusal) => refusal.steps.iter().all(|&step| refused(step)),
            Evidence::Unanswered(gap) => gap.steps.iter().all(|&step| unanswered(step)),
            Evidence::Shortfall(shortfall) => unanswered(shortfall.demanded),
            Evidence::Incompatible(clash) => {
                says(&|claim| matches!(claim, LineClaim::Excludes { exclusion } if *exclusion == clash.exclusion))
            }
            Evidence::Deadline(missed) => {
                let days = negotiation.as_of().map(|zero| missed.deadline.last_day().since(zero));
                says(&|claim| match claim {
                    LineClaim::Held { steps, not_before, .. } => steps
                        .iter()
                        .zip(not_before)
                        .any(|(step, time)| *step == missed.step && time.is_none_or(|time| Some(time.day) > days)),
                    _ => false,
                })
            }
            Evidence::Definition(clash) => clash
                .only
                .iter()
                .all(|(user, _)| says(&|claim| matches!(claim, LineClaim::Means { term, party } if *term == clash.term && party == user))),
            Evidence::Claim(clash) => {
                clash.claims.iter().all(|made| says(&|claim| matches!(claim, LineClaim::Claimed { claim } if claim == made)))
            }
            Evidence::SelfContradiction(contradiction) => match contradiction {
                SelfContradiction::SaidAndRefused { step, .. } => refused(*step),
                SelfContradiction::WantedAndRefused { steps, .. } => steps.iter().all(|&step| refused(step)),
                SelfContradiction::OwnCircle { deadlock, .. } => {
                    let Some(circle) = report.deadlocks().get(deadlock.index()) else { return false };
                    let group = &circle.steps;
                    says(
                        &|claim| matches!(claim, LineClaim::Held { steps, not_before, .. } if steps == group && not_before.iter().all(Option::is_none)),
                    )
                }
            },
        }
}
