//! Why something is so, as lines that rest on earlier lines only.

mod conflict;
mod hold;
mod lines;
mod prune;
mod ranking;

use super::{Analysis, Solution, UnknownFinding};
use crate::finding::explanation::Explanation;
use crate::finding::{Finding, Report};
use crate::graph::NEVER;
use crate::model::Negotiation;

/// Explains a finding of a report, line by line: why a step cannot happen or how it can, what holds a deadlock together, what clashes.
///
/// Each line rests on earlier lines only and names the statements it is about; steps that wait for one another in a circle share one line.
/// No line can be left out.
///
/// # Errors
///
/// The finding is not one of this negotiation as it is read.
///
/// # Complexity
///
/// That of [`analyze`](crate::analyze), and linear in the explanation but for circles that hold by more than strict waits: these are cut
/// down by trying what they do without.
///
/// # Examples
///
/// ```
/// use impasse::finding::Finding;
/// use impasse::finding::explanation::LineClaim;
///
/// let mut draft = impasse::Draft::new("A refusal");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.measure("bread", ["b"]);
/// draft.says("a").refuses("apples");
/// draft.says("b").offers("bread").after("apples");
/// let negotiation = draft.build()?;
/// let bread = Finding::Step(negotiation.find_step("bread").unwrap());
/// let explanation = impasse::explain(&negotiation, bread)?;
/// assert_eq!(explanation.lines.len(), 2);
/// assert!(matches!(explanation.lines[0].claim, LineClaim::Refused { .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain(negotiation: &Negotiation, finding: Finding) -> Result<Explanation, UnknownFinding> {
    Analysis::new(negotiation.clone()).explain(finding)
}

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
    prune::prune_lines(&solution.network.negotiation, report, finding, &mut lines);
    Explanation { lines }
}
