//! Closed chains of waits inside a deadlock.

use std::collections::BTreeSet;

use impasse::model::StepId;

use super::{Deadlock, Link};

/// How many cycles are counted.
const MOST_CYCLES: usize = 1000;

/// Says what is wrong with a witness cycle of a deadlock, if anything.
pub(crate) fn check_cycle(deadlock: &Deadlock, cycle: &[Link]) -> Result<(), String> {
    if let Some(link) = cycle.iter().find(|link| !deadlock.links.contains(link)) {
        return Err(format!("nobody says {link:?}"));
    }
    if !cycle.iter().any(|link| link.is_strict()) {
        return Err("no wait of the cycle is strict".to_owned());
    }
    let next = cycle.iter().cycle().skip(1);
    if let Some((link, _)) = cycle.iter().zip(next).find(|(link, next)| link.waits_for != next.step) {
        return Err(format!("the cycle breaks off after {link:?}"));
    }
    if cycle.iter().any(|link| link.step < cycle[0].step) {
        return Err("the cycle does not start with its earliest step".to_owned());
    }
    Ok(())
}

/// Counts the elementary cycles, as sequences of steps, and says whether there are more than were counted.
pub(super) fn count_cycles(steps: &BTreeSet<StepId>, links: &[Link]) -> (usize, bool) {
    let mut count = 0;
    for &first in steps {
        visit_cycles(&mut vec![first], links, usize::MAX, &mut |_| {
            count += 1;
            count > MOST_CYCLES
        });
    }
    (count.min(MOST_CYCLES), count > MOST_CYCLES)
}

/// Returns the shortest closed chain with a strict wait, from its earliest step; of several, the first in order of declaration.
///
/// Going once round a shortest chain meets no step twice: from the end of the strict wait a shortest way back to its beginning.
pub(super) fn first_shortest_cycle(steps: &BTreeSet<StepId>, links: &[Link]) -> Vec<StepId> {
    for length in 1..=steps.len() {
        for &first in steps {
            let mut found = None;
            visit_cycles(&mut vec![first], links, length, &mut |cycle| {
                let next = cycle.iter().cycle().skip(1);
                let strict = |(&step, &next)| links.iter().any(|l| l.is_strict() && l.step == step && l.waits_for == next);
                if cycle.len() == length && cycle.iter().zip(next).any(strict) {
                    found = Some(cycle.to_vec());
                }
                found.is_some()
            });
            if let Some(cycle) = found {
                return cycle;
            }
        }
    }
    panic!("a deadlock without a strict wait")
}

/// Visits every elementary cycle of up to some length that goes on from a path and has the path's first step as its earliest one,
/// in order of declaration, until the visitor has seen enough. Returns whether it has.
fn visit_cycles(path: &mut Vec<StepId>, links: &[Link], longest: usize, enough: &mut impl FnMut(&[StepId]) -> bool) -> bool {
    let (first, last) = (path[0], path[path.len() - 1]);
    let nexts: BTreeSet<StepId> =
        links.iter().filter(|link| link.step == last && link.waits_for >= first).map(|link| link.waits_for).collect();
    for next in nexts {
        if next == first {
            if enough(path) {
                return true;
            }
        } else if path.len() < longest && !path.contains(&next) {
            path.push(next);
            let seen = visit_cycles(path, links, longest, enough);
            path.pop();
            if seen {
                return true;
            }
        }
    }
    false
}
