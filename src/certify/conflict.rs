//! Whether a conflict is one, and whether it follows from the lines that show it.

use std::collections::{BTreeSet, HashSet};

use super::Failure;
use super::circle::Circles;
use super::facts::Facts;
use super::wanted::Made;
use super::{needed, told, wanted};
use crate::finding::explanation::{Line, LineClaim};
use crate::finding::{Conflict, Deadlock, Evidence, Report, SelfContradiction};
use crate::model::{ClaimId, ExclusionId, Negotiation, PartyId, StatementId, StepId, TermId, Time};

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

/// What a conflict takes to be shown, piece by piece.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Shown {
    /// A statement is cited.
    Cited(StatementId),
    Refused(StepId),
    Unanswered(StepId),
    Excludes(ExclusionId),
    /// A step never comes, or comes later than the deadline of the conflict.
    Late(StepId),
    Means(TermId, PartyId),
    Claimed(ClaimId),
    /// The steps of the circle that the conflict is about never come.
    Stuck,
}

/// Lists what it takes to show a conflict: a citation of each of its statements, and what makes it the kind of conflict that it is.
pub(crate) fn required(conflict: &Conflict) -> HashSet<Shown> {
    let cited = conflict.statements.iter().map(|&statement| Shown::Cited(statement));
    let kind: Vec<Shown> = match &conflict.evidence {
        Evidence::Refusal(refusal) => refusal.steps.iter().map(|&step| Shown::Refused(step)).collect(),
        Evidence::Unanswered(gap) => gap.steps.iter().map(|&step| Shown::Unanswered(step)).collect(),
        Evidence::Shortfall(shortfall) => vec![Shown::Unanswered(shortfall.demanded)],
        Evidence::Incompatible(clash) => vec![Shown::Excludes(clash.exclusion)],
        Evidence::Deadline(missed) => vec![Shown::Late(missed.step)],
        Evidence::Definition(clash) => clash.only.iter().map(|&(user, _)| Shown::Means(clash.term, user)).collect(),
        Evidence::Claim(clash) => clash.claims.iter().map(|&claim| Shown::Claimed(claim)).collect(),
        Evidence::SelfContradiction(contradiction) => match contradiction {
            SelfContradiction::SaidAndRefused { step, .. } => vec![Shown::Refused(*step)],
            SelfContradiction::WantedAndRefused { steps, .. } => steps.iter().map(|&step| Shown::Refused(step)).collect(),
            SelfContradiction::OwnCircle { .. } => vec![Shown::Stuck],
        },
    };
    cited.chain(kind).collect()
}

/// Lists what a line shows of a conflict.
pub(crate) fn shown(negotiation: &Negotiation, report: &Report, conflict: &Conflict, line: &Line) -> Vec<Shown> {
    let mut shown: Vec<Shown> = line.cites.iter().map(|&statement| Shown::Cited(statement)).collect();
    match (&line.claim, &conflict.evidence) {
        (LineClaim::Refused { step }, _) => shown.push(Shown::Refused(*step)),
        (LineClaim::Unanswered { step, .. }, _) => shown.push(Shown::Unanswered(*step)),
        (LineClaim::Excludes { exclusion }, _) => shown.push(Shown::Excludes(*exclusion)),
        (LineClaim::Means { term, party }, _) => shown.push(Shown::Means(*term, *party)),
        (LineClaim::Claimed { claim }, _) => shown.push(Shown::Claimed(*claim)),
        (LineClaim::Held { steps, not_before, .. }, Evidence::Deadline(missed)) => {
            let last = negotiation.as_of().map(|zero| missed.deadline.last_day().since(zero));
            let late = |(_, time): &(_, &Option<Time>)| time.is_none_or(|time| Some(time.day) > last);
            shown.extend(steps.iter().zip(not_before).filter(late).map(|(&step, _)| Shown::Late(step)));
        }
        (LineClaim::Held { steps, not_before, .. }, Evidence::SelfContradiction(SelfContradiction::OwnCircle { deadlock, .. })) => {
            let circle = report.deadlocks().get(deadlock.index());
            let is_circle = circle.is_some_and(|circle| circle.steps == *steps) && not_before.iter().all(Option::is_none);
            shown.extend(is_circle.then_some(Shown::Stuck));
        }
        _ => {}
    }
    shown
}

/// Returns whether the lines show all that it takes to show a conflict.
pub(super) fn follows(negotiation: &Negotiation, report: &Report, conflict: &Conflict, lines: &[&Line]) -> bool {
    let shown: HashSet<Shown> = lines.iter().flat_map(|line| shown(negotiation, report, conflict, line)).collect();
    required(conflict).is_subset(&shown)
}
