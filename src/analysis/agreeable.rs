//! Which demands can all be met together: the largest sets of them.

use std::collections::BTreeMap;

use super::deal::{Deal, Met};
use super::{Solution, demand};
use crate::finding::agreeable::{AgreeableSet, AgreeableSets, LeftOut, WhyLeftOut};
use crate::finding::{Demand, Proof};
use crate::graph::hitting_sets;
use crate::limits::{Limits, PARTS_LOOKED_AT, SETS_LISTED, Work};
use crate::model::{ExclusionId, Negotiation, StatementId};

/// Finds the largest sets of demands that can all be met together under what stands, each with the demands left out and why.
///
/// Refusals, silence, deadlines and circles leave no choice: a demand is met or not. Exclusions do: where demands need steps that exclude
/// each other, each set is one way to choose. The sets are inclusion-maximal, and come by weight, the weightiest first; at most 100 are
/// listed, and the search stops at its [limit](Limits): `complete` says whether these are all, `weightiest` whether no other weighs more.
///
/// # Complexity
///
/// Demands that do not compete for exclusions cost nothing beyond [`analyze`](super::analyze); exclusions that have nothing to do with
/// each other cost no more than their number for each set listed. Exponential in the worst case, and then cut off by the [limits](Limits).
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
#[must_use]
pub fn agreeable_sets(negotiation: &Negotiation) -> AgreeableSets {
    find(&Solution::new(negotiation), &Limits::default())
}

/// Finds the agreeable sets of what has been solved.
pub(super) fn find(solution: &Solution, limits: &Limits) -> AgreeableSets {
    let mut work = Work::within(limits);
    let mut for_exclusions = work.set_apart(8);
    let (open, demands, unmet) = wishes(solution);
    let negotiation = &solution.network.negotiation;
    let weights: Vec<u64> = open.iter().map(|&statement| u64::from(negotiation.statement(statement).weight)).collect();
    let mut deal = Deal::new(&solution.network, &solution.times, demands);
    let exclusions: Vec<u32> = (0..negotiation.exclusions().len() as u32).collect();
    let mut against: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    let found = hitting_sets(&weights, (SETS_LISTED, PARTS_LOOKED_AT), &mut work, |left_out, work| {
        let kept: Vec<u32> = (0..open.len() as u32).filter(|i| left_out.binary_search(i).is_err()).collect();
        let Met::Never { wishes, .. } = deal.can_be_met(&kept, &exclusions, work)? else { return Ok(None) };
        let core = deal.fewest_wishes(wishes, &exclusions, work)?;
        if let Met::Never { exclusions, .. } = deal.can_be_met(&core, &exclusions, work)? {
            against.insert(core.clone(), exclusions);
        }
        Ok(Some(core))
    });
    let clashes = against.into_iter().map(|(demands, exclusions)| Clash { demands, exclusions, is_cut_down: false }).collect();
    let mut choice = Choice { open, unmet, weights, deal, clashes: Clashes::new(clashes) };
    let mut sets: Vec<AgreeableSet> = found.sets.iter().map(|left_out| choice.set(left_out, &mut for_exclusions)).collect();
    sets.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.demands.cmp(&b.demands)));
    AgreeableSets { sets, complete: Proof::when(found.complete), weightiest: Proof::when(found.lightest) }
}

/// Lists the statements all of whose demanded steps could be had, if exclusions did not count, with these steps; and the others with the
/// reason.
fn wishes(solution: &Solution) -> (Vec<StatementId>, Vec<Vec<Demand>>, Vec<LeftOut>) {
    let demands = demand::find(&solution.network.negotiation, &solution.times);
    let (mut open, mut wishes, mut unmet) = (Vec::new(), Vec::new(), Vec::new());
    for of_statement in demands.chunk_by(|a, b| a.statement == b.statement) {
        let statement = of_statement[0].statement;
        match of_statement.iter().find(|demand| !demand.met) {
            None => {
                open.push(statement);
                wishes.push(of_statement.to_vec());
            }
            Some(demand) => {
                let why = WhyLeftOut::Unmet { step: demand.step, status: solution.status[demand.step.index()] };
                unmet.push(LeftOut { demand: statement, why });
            }
        }
    }
    (open, wishes, unmet)
}

/// Demands that cannot be met together though each of fewer can, and the exclusions that stand against it.
struct Clash {
    demands: Vec<u32>,
    exclusions: Vec<u32>,
    /// Whether the exclusions are the fewest, or at least have been tried to be.
    is_cut_down: bool,
}

/// Clashes, and by demand those that it is in.
struct Clashes {
    list: Vec<Clash>,
    of: BTreeMap<u32, Vec<usize>>,
}

impl Clashes {
    fn new(list: Vec<Clash>) -> Self {
        let mut of: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, clash) in list.iter().enumerate() {
            clash.demands.iter().for_each(|&demand| of.entry(demand).or_default().push(i));
        }
        Self { list, of }
    }

    /// Returns, of the clashes in which a demand alone is left out, the smallest: the others of it are in the set.
    fn in_which_alone(&self, demand: u32, is_out: impl Fn(u32) -> bool) -> usize {
        let is_alone = |&&i: &&usize| self.list[i].demands.iter().all(|&other| other == demand || !is_out(other));
        let alone = self.of.get(&demand).into_iter().flatten().filter(is_alone);
        *alone.min_by_key(|&&i| self.list[i].demands.len()).expect("a demand is left out for a reason")
    }
}

/// What there is to choose from, and what does not go together.
struct Choice<'s> {
    open: Vec<StatementId>,
    unmet: Vec<LeftOut>,
    weights: Vec<u64>,
    deal: Deal<'s>,
    clashes: Clashes,
}

impl Choice<'_> {
    /// Describes the set that leaves out some demands.
    fn set(&mut self, left_out: &[u32], work: &mut Work) -> AgreeableSet {
        let is_out = |i: u32| left_out.binary_search(&i).is_ok();
        let mut described: Vec<LeftOut> = self.unmet.clone();
        for &i in left_out {
            let at = self.clashes.in_which_alone(i, is_out);
            let why = self.why(at, i, work);
            described.push(LeftOut { demand: self.open[i as usize], why });
        }
        described.sort_by_key(|left| left.demand);
        let kept: Vec<u32> = (0..self.open.len() as u32).filter(|&i| !is_out(i)).collect();
        AgreeableSet {
            weight: kept.iter().map(|&i| self.weights[i as usize]).sum(),
            demands: kept.into_iter().map(|i| self.open[i as usize]).collect(),
            left_out: described,
        }
    }

    /// Says what a demand clashes with, and cuts the exclusions down to the fewest that stand against it, as far as the work allows.
    fn why(&mut self, at: usize, demand: u32, work: &mut Work) -> WhyLeftOut {
        let clash = &mut self.clashes.list[at];
        if !std::mem::replace(&mut clash.is_cut_down, true)
            && let Ok(fewest) = self.deal.fewest_exclusions(&clash.demands, clash.exclusions.clone(), work)
        {
            clash.exclusions = fewest;
        }
        let others = clash.demands.iter().filter(|&&other| other != demand);
        WhyLeftOut::Clash {
            with: others.map(|&other| self.open[other as usize]).collect(),
            exclusions: clash.exclusions.iter().map(|&exclusion| ExclusionId::new(exclusion as usize)).collect(),
        }
    }
}
