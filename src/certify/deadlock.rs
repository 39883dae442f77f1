//! Whether a deadlock is one: its circle is what statements say, and it stays stuck when everything outside it has come.

use std::collections::HashSet;

use super::Failure;
use super::consent::clauses;
use super::held::{Bounds, ConsentsOf, follows};
use crate::finding::explanation::{Hold, HoldReason};
use crate::finding::{Deadlock, Link};
use crate::model::{Act, Negotiation, PartyId, StatementId, StepId, Wait};

/// Checks a deadlock of a report against the negotiation.
///
/// # Errors
///
/// Says which part could not be confirmed.
///
/// # Complexity
///
/// Linear for circles of `after` alone; otherwise times are raised step by step, which is plain and not fast.
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
/// draft.says("b").offers("bread").after("apples");
/// let negotiation = draft.build()?;
/// let report = impasse::analyze(&negotiation);
/// assert_eq!(impasse::certify::deadlock(&negotiation, &report.deadlocks()[0]), Ok(()));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn deadlock(negotiation: &Negotiation, deadlock: &Deadlock) -> Result<(), Failure> {
    check_circle(negotiation, deadlock)?;
    let consents = ConsentsOf::new(negotiation);
    let hopeless = if deadlock.latent { HashSet::new() } else { hopeless(negotiation, &consents) };
    let bounds: Bounds = hopeless.iter().map(|&step| (step, None)).collect();
    let mut holds = Vec::new();
    for &step in &deadlock.steps {
        if let Some(below) = negotiation.below(step) {
            holds.push(Hold::Level { step, below });
        }
        for party in consents.0.parties(step) {
            let reasons = consents.0.by(step, party).flat_map(|statement| all_preconditions(negotiation, statement)).collect();
            holds.push(Hold::Party { step, party, reasons });
        }
    }
    let never = vec![None; deadlock.steps.len()];
    let stuck = follows(negotiation, &consents, &deadlock.steps, &never, &holds, &bounds);
    if stuck { Ok(()) } else { Err(Failure::ComesFree) }
}

/// Names every precondition of a statement.
fn all_preconditions(negotiation: &Negotiation, statement: StatementId) -> impl Iterator<Item = HoldReason> {
    let count = negotiation.preconditions(statement).len();
    (0..count).map(move |at| HoldReason { statement, precondition: Some(at), of_term: None, lapses: false })
}

fn check_circle(negotiation: &Negotiation, deadlock: &Deadlock) -> Result<(), Failure> {
    let links = &deadlock.cycle;
    let members: HashSet<StepId> = deadlock.steps.iter().copied().collect();
    for (i, link) in links.iter().enumerate() {
        let next = links[(i + 1) % links.len()].step();
        if link.waits_for() != next || !members.contains(&link.step()) || !is_said(negotiation, link) {
            return Err(Failure::Link { link: i });
        }
    }
    let strict = |link: &Link| matches!(link, Link::Wait { wait: Wait::After, .. });
    if links.iter().any(strict) { Ok(()) } else { Err(Failure::NoStrictWait) }
}

/// Returns whether a link is what its statement says.
fn is_said(negotiation: &Negotiation, link: &Link) -> bool {
    match *link {
        Link::Level { step, waits_for } => negotiation.below(step) == Some(waits_for),
        Link::Wait { step, waits_for, wait, statement, party, precondition, .. } => {
            let consents = negotiation.step_acts(statement).any(|plain| match plain.act {
                Act::Accepts => plain.step == step,
                Act::Offers => covers(negotiation, plain.step, step),
                _ => false,
            });
            let named = negotiation.preconditions(statement).get(precondition).filter(|named| named.wait == wait);
            negotiation.stands(statement)
                && negotiation.statement(statement).party == party
                && consents
                && named.is_some_and(|named| clauses(negotiation, statement, named).iter().flatten().any(|&option| option == waits_for))
        }
    }
}

fn covers(negotiation: &Negotiation, offered: StepId, step: StepId) -> bool {
    step <= offered && negotiation.step(step).measure == negotiation.step(offered).measure
}

/// Lists what cannot come whatever the order, by striking until nothing changes.
fn hopeless(negotiation: &Negotiation, consents: &ConsentsOf) -> HashSet<StepId> {
    let silent = |step: StepId, party: &PartyId| consents.0.by(step, *party).next().is_none();
    let unanswered = |step: StepId| {
        let measure = negotiation.measure_of(step);
        !measure.given && measure.by.iter().any(|party| silent(step, party))
    };
    let open: Vec<StepId> = negotiation.steps().map(|(id, _)| id).filter(|&step| !negotiation.is_done(step)).collect();
    let mut hopeless: HashSet<StepId> = open.iter().copied().filter(|&step| consents.0.is_refused(step) || unanswered(step)).collect();
    loop {
        let before = hopeless.len();
        for &step in open.iter() {
            let hope = |statement: StatementId| {
                let preconditions = negotiation.preconditions(statement).iter();
                let mut alternatives = preconditions.flat_map(|p| clauses(negotiation, statement, p));
                alternatives.all(|options| options.iter().any(|option| !hopeless.contains(option)))
            };
            let barred = consents.0.parties(step).into_iter().any(|party| !consents.0.by(step, party).any(hope));
            if barred || negotiation.below(step).is_some_and(|below| hopeless.contains(&below)) {
                hopeless.insert(step);
            }
        }
        if hopeless.len() == before {
            return hopeless;
        }
    }
}
