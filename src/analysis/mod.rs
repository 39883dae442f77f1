//! How findings are found: one function and one file for each kind.

mod agreeable;
mod cause;
mod claim;
mod comparison;
mod deadline;
mod deadlock;
mod deal;
mod definition;
mod demand;
mod distance;
mod doubt;
mod each_once;
mod explain;
mod groups;
mod incompatible;
mod refusal;
mod removal;
mod roots;
mod rounds;
mod self_contradiction;
mod shortfall;
mod solution;
mod unanswered;
mod verdict;
mod wants;

use crate::finding::{Deadlock, Link, LinkKind, Parts, Proof, Report, Root, Time};
use crate::graph::{NEVER, Network, count_circles};
use crate::limits::{CIRCLES_COUNTED, Limits};
use crate::model::{Negotiation, StatementId, StepId};
pub use agreeable::{agreeable_sets, agreeable_sets_within};
pub use comparison::compare;
use deadlock::Group;
pub use distance::distances;
pub use doubt::doubts;
pub use explain::explain;
pub use groups::{groups, groups_within};
pub use rounds::{changes, rounds};
use solution::Solution;
use wants::Wanted;

/// Finds everything there is to find about a negotiation: what becomes of each step, deadlocks, conflicts and the verdict.
///
/// Total and deterministic: the same negotiation gives an equal report.
///
/// # Complexity
///
/// Near-linear in the size of the negotiation on ordinary input, circles and alternatives included; polynomial whenever no promise is
/// bounded by `within` and no exclusion has to be decided (`docs/semantics.md`, section 2).
///
/// # Examples
///
/// ```
/// use impasse::finding::Verdict;
///
/// let mut draft = impasse::Draft::new("A swap");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.measure("bread", ["b"]);
/// draft.says("a").offers("apples").after("bread");
/// draft.says("b").offers("bread").after("apples");
/// let report = impasse::analyze(&draft.build()?);
/// assert_eq!(report.verdict(), Verdict::Impasse);
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn analyze(negotiation: &Negotiation) -> Report {
    analyze_within(negotiation, &Limits::default())
}

/// Finds what [`analyze`] finds, within some limits: they bound the search for the verdict where exclusions leave a choice.
pub fn analyze_within(negotiation: &Negotiation, limits: &Limits) -> Report {
    let solution = Solution::new(negotiation);
    let demands = demand::find(negotiation, &solution.times);
    let judgement = verdict::find(&solution, &demands, limits);
    let roots = roots::find(&solution);
    let wants = wants::find(&solution);
    let mut conflicts = refusal::find(&solution, &wants);
    conflicts.extend(unanswered::find(&solution, &wants));
    conflicts.extend(shortfall::find(&solution, &wants));
    conflicts.extend(incompatible::find(&solution, &demands));
    conflicts.extend(deadline::find(&solution, &demands));
    conflicts.extend(definition::find(&solution));
    conflicts.extend(claim::find(&solution));
    conflicts.extend(self_contradiction::find(&solution, &wants));
    let deadlocks = solution.deadlocks.iter().zip(roots.behind).map(|(group, behind)| describe(&solution.network, group, behind)).collect();
    Report::new(Parts {
        verdict: judgement.verdict,
        proof: judgement.proof,
        in_the_way: judgement.in_the_way,
        time: solution.times.iter().map(|&time| (time != NEVER).then_some(time)).collect::<Vec<Option<Time>>>(),
        status: solution.status,
        roots: roots.of_steps,
        demanded_later: demands.is_empty() && negotiation.is_demanded_later(),
        demands,
        deadlocks,
        conflicts,
    })
}

/// Describes a deadlock by a witness and the number of its circles.
fn describe(network: &Network, group: &Group, (behind, all_behind): (Vec<Root>, Proof)) -> Deadlock {
    let circle = &group.circle;
    let step = |at: u32| StepId::new(circle.steps[at as usize] as usize);
    let party_of = |statement: u32| network.negotiation.statement(StatementId::new(statement as usize)).party;
    let chain = circle.chain();
    let links = chain.links.iter().map(|&(at, edge)| Link {
        step: step(at),
        waits_for: step(edge.to),
        kind: edge.wait.map_or(LinkKind::Level, LinkKind::Wait),
        statement: edge.statement.map(|statement| StatementId::new(statement as usize)),
        party: edge.statement.map(party_of),
    });
    let (cycles, more) = count_circles(circle, CIRCLES_COUNTED);
    let mut parties: Vec<_> = circle.statements.iter().map(|&statement| party_of(statement)).collect();
    parties.sort_unstable();
    parties.dedup();
    Deadlock {
        steps: circle.steps.iter().map(|&step| StepId::new(step as usize)).collect(),
        parties,
        latent: group.is_latent,
        cycle: links.collect(),
        shortest: Proof::when(chain.shortest),
        cycles,
        all_cycles: Proof::when(!more),
        behind,
        all_behind,
    }
}
