//! Cuts explanations, and lines of them, down to what they need.

use super::hold::Held;
use crate::certify::{self, Bounds, ConsentsOf, follows};
use crate::finding::explanation::{Hold, Line};
use crate::finding::{Finding, Report};
use crate::model::{Negotiation, StepId, Time};

/// How much a line may name for every part of it to be tried; each trial checks the whole line.
const TRIED: usize = 300;

/// Leaves out of a line what it follows without: first steps that it rests on, then preconditions, then parties.
///
/// A line that names more than a few hundred preconditions is left as it is.
pub(super) fn prune_line(
    negotiation: &Negotiation,
    consents: &ConsentsOf,
    steps: &[StepId],
    not_before: &[Option<Time>],
    held: &mut Held,
    bound: impl Fn(u32) -> Option<Time>,
) {
    held.rests_on.sort_unstable();
    held.rests_on.dedup();
    let reasons = held.holds.iter().map(|hold| if let Hold::Party { reasons, .. } = hold { reasons.len() } else { 1 }).sum::<usize>();
    if reasons + held.rests_on.len() > TRIED {
        return;
    }
    let still = |held: &Held| {
        let bounds: Bounds = held.rests_on.iter().map(|&step| (StepId::new(step as usize), bound(step))).collect();
        follows(negotiation, consents, steps, not_before, &held.holds, &bounds)
    };
    debug_assert!(still(held), "a line that names everything follows");
    let attempt = |held: &mut Held, change: &dyn Fn(&mut Held)| {
        let mut less = held.clone();
        change(&mut less);
        let holds = still(&less);
        if holds {
            *held = less;
        }
        holds
    };
    for at in (0..held.rests_on.len()).rev() {
        attempt(held, &|held| {
            held.rests_on.remove(at);
        });
    }
    for at in (0..held.holds.len()).rev() {
        if attempt(held, &|held| {
            held.holds.remove(at);
        }) {
            continue;
        }
        let count = if let Hold::Party { reasons, .. } = &held.holds[at] { reasons.len() } else { 0 };
        for reason in (0..count).rev() {
            attempt(held, &|held| {
                if let Hold::Party { reasons, .. } = &mut held.holds[at] {
                    reasons.remove(reason);
                }
            });
        }
    }
}

/// Leaves out every line without which the others still hold up and lead to the conclusion.
///
/// An explanation of more than a few hundred lines is left as it is.
pub(super) fn prune_lines(negotiation: &Negotiation, report: &Report, finding: Finding, lines: &mut Vec<Line>) {
    if lines.len() > TRIED || lines.len() == 1 {
        return;
    }
    let consents = ConsentsOf::new(negotiation);
    for line in (0..lines.len() - 1).rev() {
        let less = without(lines, line);
        if certify::lines(negotiation, report, &consents, finding, &less).is_ok() {
            *lines = less;
        }
    }
}

/// Takes a line out; lines that rested on it rest on it no longer.
fn without(lines: &[Line], line: usize) -> Vec<Line> {
    let mut less = lines.to_vec();
    less.remove(line);
    for later in &mut less {
        later.rests_on.retain(|&on| on != line);
        later.rests_on.iter_mut().filter(|on| **on > line).for_each(|on| *on -= 1);
    }
    less
}
