//! Which demands can all be met together: the largest sets of them.

use super::verdict::can_be_met;
use super::{Solution, demand};
use crate::finding::Demand;
use crate::finding::agreeable::{AgreeableSet, AgreeableSets, LeftOut, WhyLeftOut};
use crate::graph::{Exhausted, Solver, hitting_sets, minimal_core};
use crate::model::{Exclusion, ExclusionId, Negotiation, StatementId};

/// How many agreeable sets are listed.
const SETS: usize = 100;
/// How many parts of the search are looked at.
const PARTS: usize = 100_000;
/// How many steps and statements may be looked at in all when choices of demands are tried.
const WORK: usize = 2_000_000_000;

/// Finds the largest sets of demands that can all be met together under what stands, each with the demands left out and why.
///
/// Refusals, silence, deadlines and circles leave no choice: a demand is met or not. Exclusions do: where demands need steps that exclude
/// each other, each set is one way to choose. The sets are inclusion-maximal, and come by weight, the weightiest first; at most 100 are
/// listed, and the search stops at a limit of work: `complete` says whether these are all, `proven` whether they are the weightiest.
///
/// # Complexity
///
/// Demands that do not compete for exclusions cost nothing beyond [`analyze`](super::analyze); exclusions that have nothing to do with
/// each other cost no more than their number for each set listed. Exponential in the worst case, and then cut off by the limits: 100,000
/// parts of the search, and 2,000,000,000 steps and statements looked at.
///
/// The demands left out are minimal hitting sets of the smallest choices of demands that cannot be met together: R. Reiter, *A theory of
/// diagnosis from first principles*, Artificial Intelligence 32 (1987), <https://doi.org/10.1016/0004-3702(87)90062-2>.
///
/// # Examples
///
/// ```
/// let mut draft = impasse::Draft::new("One plot of land");
/// for party in ["town", "school", "shop"] {
///     draft.party(party);
/// }
/// draft.measure("let-to-school", ["town"]);
/// draft.measure("let-to-shop", ["town"]);
/// draft.exclude(["let-to-school", "let-to-shop"]);
/// draft.says("school").demands("let-to-school").weight(2);
/// draft.says("shop").demands("let-to-shop");
/// draft.says("town").offers("let-to-school");
/// draft.says("town").offers("let-to-shop");
/// let agreeable = impasse::agreeable_sets(&draft.build()?);
/// assert_eq!(agreeable.sets.iter().map(|set| set.weight).collect::<Vec<_>>(), [2, 1]);
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn agreeable_sets(negotiation: &Negotiation) -> AgreeableSets {
    find(&Solution::new(negotiation))
}

pub(super) fn find(solution: &Solution) -> AgreeableSets {
    let negotiation = &solution.network.negotiation;
    let choice = Choice::new(solution);
    let mut solver = Solver::new(&solution.network);
    let mut work = WORK;
    let weights: Vec<u64> = choice.open.iter().map(|wish| u64::from(negotiation.statement(wish.statement).weight)).collect();
    let found = hitting_sets(&weights, (SETS, PARTS), |left_out| {
        let kept: Vec<u32> = (0..choice.open.len() as u32).filter(|i| left_out.binary_search(i).is_err()).collect();
        match choice.can_be_met(&mut solver, &mut work, &kept, &choice.exclusions)? {
            true => Ok(None),
            false => minimal_core(&kept, |some| choice.can_be_met(&mut solver, &mut work, some, &choice.exclusions)).map(Some),
        }
    });
    let clashes: Vec<Clash> = found.cores.into_iter().map(|demands| choice.clash(&mut solver, demands)).collect();
    let mut sets: Vec<AgreeableSet> = found.sets.iter().map(|left_out| choice.set(&weights, left_out, &clashes)).collect();
    sets.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.demands.cmp(&b.demands)));
    AgreeableSets { sets, complete: found.complete, proven: found.proven }
}

/// A demand as a whole: the steps that one statement demands.
struct Wish {
    statement: StatementId,
    demands: Vec<Demand>,
}

/// Demands that cannot be met together though each of fewer can, and the exclusions that stand against it.
struct Clash {
    demands: Vec<u32>,
    exclusions: Vec<ExclusionId>,
}

/// What there is to choose from.
struct Choice<'o> {
    solution: &'o Solution,
    /// The demands of which every step could be had, if exclusions did not count.
    open: Vec<Wish>,
    /// The demands that cannot be met, and why.
    unmet: Vec<LeftOut>,
    exclusions: Vec<u32>,
}

impl<'o> Choice<'o> {
    fn new(solution: &'o Solution) -> Self {
        let negotiation = &solution.network.negotiation;
        let demands = demand::find(negotiation, &solution.times);
        let (mut open, mut unmet) = (Vec::new(), Vec::new());
        for of_statement in demands.chunk_by(|a, b| a.statement == b.statement) {
            let statement = of_statement[0].statement;
            match of_statement.iter().find(|demand| !demand.met) {
                None => open.push(Wish { statement, demands: of_statement.to_vec() }),
                Some(demand) => {
                    let why = WhyLeftOut::Unmet { step: demand.step, status: solution.status[demand.step.index()] };
                    unmet.push(LeftOut { demand: statement, why });
                }
            }
        }
        Self { solution, open, unmet, exclusions: (0..negotiation.exclusions().len() as u32).collect() }
    }

    /// Returns whether some demands can all be met under some exclusions.
    fn can_be_met(&self, solver: &mut Solver<'_>, work: &mut usize, wishes: &[u32], exclusions: &[u32]) -> Result<bool, Exhausted> {
        let negotiation = &self.solution.network.negotiation;
        let demands: Vec<Demand> = wishes.iter().flat_map(|&i| self.open[i as usize].demands.iter().copied()).collect();
        let exclusions: Vec<&Exclusion> = exclusions.iter().map(|&i| negotiation.exclusion(ExclusionId::new(i as usize))).collect();
        if exclusions.is_empty() { Ok(true) } else { can_be_met(solver, &self.solution.times, &demands, &exclusions, work) }
    }

    /// Finds the exclusions that stand against some demands.
    fn clash(&self, solver: &mut Solver<'_>, demands: Vec<u32>) -> Clash {
        let mut without_limit = usize::MAX;
        let fewest = minimal_core(&self.exclusions, |some| self.can_be_met(solver, &mut without_limit, &demands, some));
        let exclusions = fewest.unwrap_or_default();
        Clash { demands, exclusions: exclusions.into_iter().map(|i| ExclusionId::new(i as usize)).collect() }
    }

    fn set(&self, weights: &[u64], left_out: &[u32], clashes: &[Clash]) -> AgreeableSet {
        let is_out = |i: &u32| left_out.binary_search(i).is_ok();
        let kept: Vec<u32> = (0..self.open.len() as u32).filter(|i| !is_out(i)).collect();
        let statement = |i: u32| self.open[i as usize].statement;
        let clashing = left_out.iter().map(|&i| {
            // Of the clashes in which it alone is left out, the smallest: the others of it are in the set.
            let alone =
                clashes.iter().filter(|clash| clash.demands.contains(&i) && clash.demands.iter().filter(|e| is_out(e)).count() == 1);
            let clash = alone.min_by_key(|clash| clash.demands.len()).expect("a demand is left out for a reason");
            let with = clash.demands.iter().filter(|&&other| other != i).map(|&other| statement(other)).collect();
            LeftOut { demand: statement(i), why: WhyLeftOut::Clash { with, exclusions: clash.exclusions.clone() } }
        });
        let mut left_out: Vec<LeftOut> = clashing.chain(self.unmet.iter().cloned()).collect();
        left_out.sort_by_key(|left| left.demand);
        AgreeableSet {
            weight: kept.iter().map(|&i| weights[i as usize]).sum(),
            demands: kept.into_iter().map(statement).collect(),
            left_out,
        }
    }
}
