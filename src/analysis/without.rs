//! What would become of the rest if some steps were left out of the deal.

use crate::graph::{Fate, NEVER, Solver};
use crate::model::Time;

/// Returns what the given times of all steps become if the given steps, and the levels above them, were never to come. A step that is done cannot be left out.
///
/// # Complexity
///
/// That of the calculation of times on the steps that depend on the given ones, and of copying the times of all.
pub(super) fn times_without(solver: &mut Solver<'_>, times: &[Time], left_out: &[u32]) -> Vec<Time> {
    let mut times = times.to_vec();
    leave_out(solver, &mut times, left_out);
    times
}

/// Changes the times of all steps to what they become if the given steps, and the levels above them, were never to come. Returns the steps
/// whose times may have changed. A step that is done cannot be left out.
///
/// # Complexity
///
/// That of the calculation of times on the steps that depend on the given ones.
pub(super) fn leave_out(solver: &mut Solver<'_>, times: &mut [Time], left_out: &[u32]) -> Vec<u32> {
    let network = solver.network;
    let mut queue: Vec<u32> = Vec::new();
    let leave_out = |step: u32, times: &mut [Time], queue: &mut Vec<u32>| {
        if network.fate[step as usize] == Fate::Open && times[step as usize] != NEVER {
            times[step as usize] = NEVER;
            queue.push(step);
        }
    };
    for &step in left_out.iter().filter(|&&step| network.fate[step as usize] != Fate::Done) {
        let mut level = Some(step);
        while let Some(step) = level {
            leave_out(step, times, &mut queue);
            level = network.above(step);
        }
    }
    // Everything that comes and depends on what is left out, directly or not.
    let out = queue.len();
    let mut next = 0;
    while let Some(&step) = queue.get(next) {
        next += 1;
        if let Some(above) = network.above(step) {
            leave_out(above, times, &mut queue);
        }
        for &clause in network.occurrences(step) {
            for &entry in network.covers(network.clauses[clause as usize].statement) {
                leave_out(network.step_of_use(entry), times, &mut queue);
            }
        }
    }
    solver.solve(&queue[out..], times, true);
    queue
}
