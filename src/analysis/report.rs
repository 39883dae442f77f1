//! The report: every finding, put together in its order.

use super::deadlock::Group;
use super::solution::Solution;
use super::{blockers, obstacle, opening, stuck};
use super::{claim, deadline, definition, demand, incompatible, refusal, roots, self_contradiction, shortfall, unanswered, verdict, wants};
use crate::finding::{Deadlock, Link, Overview, Parts, Proof, Report, Root};
use crate::graph::{NEVER, Network, count_circles};
use crate::limits::{CIRCLES_COUNTED, Limits};
use crate::model::{Negotiation, StatementId, StepId, Time};

/// Finds everything there is to find about a negotiation: what becomes of each step, deadlocks, conflicts and the verdict.
///
/// Total and deterministic: the same negotiation gives an equal report. Where exclusions leave a choice, the search for the verdict ends at
/// its [limit](Limits); [`Analysis::within`](crate::Analysis::within) sets another.
///
/// # Complexity
///
/// Near-linear in the size of the negotiation on ordinary input, circles and alternatives included; polynomial whenever no promise is
/// bounded by `within` (`docs/semantics.md`, section 2); a choice among exclusions adds at most the work of its limit.
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
#[must_use]
pub fn analyze(negotiation: &Negotiation) -> Report {
    find(&Solution::new(negotiation), &Limits::default())
}

pub(super) fn find(solution: &Solution, limits: &Limits) -> Report {
    let negotiation = &solution.network.negotiation;
    let demands = demand::find(negotiation, &solution.times);
    let judgement = verdict::find(solution, &demands, limits);
    let roots = roots::find(solution);
    let wants = wants::find(solution);
    let mut conflicts = refusal::find(solution, &wants);
    conflicts.extend(unanswered::find(solution, &wants));
    conflicts.extend(shortfall::find(solution, &wants));
    conflicts.extend(incompatible::find(solution, &demands));
    conflicts.extend(deadline::find(solution, &demands));
    conflicts.extend(definition::find(solution));
    conflicts.extend(claim::find(solution));
    conflicts.extend(self_contradiction::find(solution, &wants));
    let deadlocks = solution.deadlocks.iter().zip(roots.behind).map(|(group, behind)| describe(&solution.network, group, behind)).collect();
    let parts = Parts {
        verdict: judgement.verdict,
        proof: judgement.proof,
        in_the_way: judgement.in_the_way,
        time: solution.times[..solution.network.step_count()]
            .iter()
            .map(|&time| (time != NEVER).then_some(time))
            .collect::<Vec<Option<Time>>>(),
        status: solution.status.clone(),
        roots: roots.of_steps,
        blockers: blockers::find(solution),
        demanded_later: demands.is_empty() && negotiation.is_demanded_later(),
        demands,
        deadlocks,
        conflicts,
    };
    Report::new(parts, negotiation, overview)
}

/// Looks over a report: what stands in the way of most, what can go ahead and when, what the stuck steps come down to.
pub(crate) fn overview(negotiation: &Negotiation, report: &Report) -> Overview {
    Overview {
        obstacle: obstacle::find(negotiation, report),
        openings: opening::find(negotiation, report),
        stuck: stuck::find(negotiation, report),
    }
}

/// Describes a deadlock by a witness and the number of its circles.
fn describe(network: &Network, group: &Group, (behind, all_behind): (Vec<Root>, Proof)) -> Deadlock {
    let circle = &group.circle;
    let step = |at: u32| StepId::new(circle.steps[at as usize] as usize);
    let party_of = |statement: u32| network.negotiation.statement(StatementId::new(statement as usize)).party;
    let chain = circle.chain();
    let links = chain.links.iter().map(|&(at, edge)| {
        let (step, waits_for) = (step(at), step(edge.to));
        match (edge.wait, edge.statement) {
            (Some(wait), Some(statement)) => Link::Wait {
                step,
                waits_for,
                wait,
                statement: StatementId::new(statement as usize),
                party: party_of(statement),
                precondition: edge.precondition as usize,
                has_way_past: edge.has_way_past,
            },
            _ => Link::Level { step, waits_for },
        }
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
