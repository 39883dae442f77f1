//! Why something is so, as lines that rest on earlier lines only.

mod conflict;
mod hold;
mod lines;
mod prune;
mod ranking;

use super::Solution;
use crate::finding::explanation::Explanation;
use crate::finding::{Finding, Proof, Report};
use crate::graph::NEVER;

/// Explains a finding of the report on the same solution.
pub(super) fn find(solution: &Solution, report: &Report, finding: Finding) -> Explanation {
    let mut lines = match finding {
        Finding::Step(step) if solution.times[step.index()] == NEVER => lines::Why::new(solution).never_or_no_sooner(step.index() as u32),
        Finding::Step(step) => lines::happens(solution, step.index() as u32),
        Finding::Deadlock(id) => {
            let group = &solution.deadlocks[id.index()];
            lines::Why::new(solution).circle(&group.circle.steps, group.is_latent)
        }
        Finding::Conflict(id) => conflict::conflict(solution, report, id),
    };
    let fewest = Proof::when(prune::prune_lines(&solution.network.negotiation, report, &mut lines));
    Explanation { lines, fewest }
}
