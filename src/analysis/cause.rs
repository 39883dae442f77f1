//! What a step's time comes from: which statements let it happen, and which waits hold it back.

use crate::graph::{NEVER, Network, Ready, first_of, ready_outside_circles};
use crate::model::{Time, Wait};

/// Returns the statement of a group that lets its step happen at a time: of those that hold then, the one ready first.
pub(super) fn consent(network: &Network, group: usize, times: &[Time], at: Time) -> Option<u32> {
    let takes = network.takes[network.groups[group].step as usize];
    let holds = network.uses_of(group).filter_map(|entry| {
        let statement = network.uses[entry];
        let complete = ready_outside_circles(network, statement, times).complete(takes);
        (complete <= at && complete != NEVER && at.day <= network.until[statement as usize]).then_some((complete, statement))
    });
    holds.min().map(|(_, statement)| statement)
}

/// One step that holds back another.
#[derive(Clone, Copy)]
struct Holder {
    step: u32,
    /// Whether it comes strictly before, so that going on from it gets nearer to the beginning.
    is_earlier: bool,
}

/// Returns the steps that decide when a step can be complete.
fn holders(network: &Network, step: u32, times: &[Time]) -> (Vec<Holder>, bool) {
    let at = times[step as usize];
    let takes = network.takes[step as usize];
    let mut found = Vec::new();
    let mut starts_here = at == Time { day: i64::from(takes), phase: 0 };
    if let Some(below) = network.below(step).filter(|&below| times[below as usize] == at) {
        found.push(Holder { step: below, is_earlier: false });
    }
    for group in network.groups_of(step) {
        let Some(statement) = consent(network, group, times, at) else { continue };
        if ready_outside_circles(network, statement, times).complete(takes) != at {
            continue;
        }
        for clause in network.clauses_of(statement) {
            for options in network.conditions_of(clause) {
                let option = first_of(options, times);
                let clause = &network.clauses[clause];
                let alone = Ready::by_one(clause, times[option as usize]);
                if alone.complete(takes) == at && alone != Ready::AT_ONCE {
                    found.push(Holder { step: option, is_earlier: clause.wait != Wait::With });
                }
            }
        }
        starts_here |= network.clauses_of(statement).is_empty();
    }
    (found, starts_here)
}

/// Returns the critical path of a step: steps each of which holds back the next, the step itself last.
///
/// It goes back from the step to what holds it back, through steps that happen at the same moment where it must, until nothing does.
///
/// # Complexity
///
/// Each step is looked at once.
pub(super) fn critical_path(network: &Network, step: u32, times: &[Time]) -> Vec<u32> {
    let mut seen = std::collections::HashSet::from([step]);
    let mut path = vec![step];
    let mut at = step;
    loop {
        // Among the steps of one moment, the nearest that is held back by something earlier, or by nothing.
        let mut queue: Vec<(u32, usize)> = vec![(at, usize::MAX)];
        let mut next = 0;
        let mut goes_on = None;
        while let Some(&(here, _)) = queue.get(next) {
            let (holders, starts_here) = holders(network, here, times);
            if let Some(earlier) = holders.iter().find(|holder| holder.is_earlier && seen.insert(holder.step)) {
                goes_on = Some((next, Some(earlier.step)));
                break;
            }
            if starts_here {
                goes_on = Some((next, None));
                break;
            }
            for holder in holders.iter().filter(|holder| !holder.is_earlier) {
                if seen.insert(holder.step) {
                    queue.push((holder.step, next));
                }
            }
            next += 1;
        }
        let Some((mut found, earlier)) = goes_on else { break };
        let mut same_moment = Vec::new();
        while queue[found].1 != usize::MAX {
            same_moment.push(queue[found].0);
            found = queue[found].1;
        }
        path.extend(same_moment.into_iter().rev());
        match earlier {
            Some(earlier) => {
                path.push(earlier);
                at = earlier;
            }
            None => break,
        }
    }
    path.reverse();
    path
}
