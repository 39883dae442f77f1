//! Why something is so, as lines that rest on earlier lines only.

mod conflict;
mod hold;
mod lines;
mod prune;
mod ranking;

use super::Solution;
use crate::finding::{Explanation, Finding, Report};
use crate::graph::NEVER;
use crate::model::Negotiation;

/// Explains a finding of a report, line by line: why a step cannot happen or how it can, what holds a deadlock together, what clashes.
///
/// Each line rests on earlier lines only and names the statements it is about; steps that wait for one another in a circle share one line.
/// No line can be left out. `report` is that of the same negotiation.
///
/// # Complexity
///
/// That of [`analyze`](crate::analyze), and linear in the explanation but for circles that hold by more than strict waits: these are cut
/// down by trying what they do without.
///
/// # Examples
///
/// ```
/// use impasse::finding::{Finding, LineClaim};
///
/// let mut draft = impasse::Draft::new("A refusal");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.measure("bread", ["b"]);
/// draft.says("a").refuses("apples");
/// draft.says("b").offers("bread").after("apples");
/// let negotiation = draft.build()?;
/// let report = impasse::analyze(&negotiation);
/// let bread = Finding::Step(negotiation.find_step("bread").unwrap());
/// let explanation = impasse::explain(&negotiation, &report, bread);
/// assert_eq!(explanation.lines.len(), 2);
/// assert!(matches!(explanation.lines[0].claim, LineClaim::Refused { .. }));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn explain(negotiation: &Negotiation, report: &Report, finding: Finding) -> Explanation {
    let solution = Solution::new(negotiation);
    let mut lines = match finding {
        Finding::Step(step) if solution.times[step.index()] == NEVER => lines::Why::new(&solution).never_or_no_sooner(step.index() as u32),
        Finding::Step(step) => lines::happens(&solution, step.index() as u32),
        Finding::Deadlock(id) => {
            let group = &solution.deadlocks[id.index()];
            lines::Why::new(&solution).circle(&group.circle.steps, group.is_latent)
        }
        Finding::Conflict(id) => conflict::conflict(&solution, report, id),
    };
    prune::prune_lines(negotiation, report, finding, &mut lines);
    Explanation { lines }
}
