//! From what is open to a number: for each pair, each issue and all together.

use indexmap::IndexMap;

use super::{Key, Open};
use crate::finding::distance::{Distances, IssueDistance, Matter, PairDistance};
use crate::model::{IssueId, MeasureId, Negotiation, PartyId};

/// What is open, by weight, and what is closed, by count.
#[derive(Clone, Copy, Default)]
struct Balance {
    open: f64,
    closed: f64,
}

impl Balance {
    fn distance(self) -> f64 {
        // What is closed is what all measures are less what is open of them, which rounding may carry below 0.
        if self.open > 0.0 { self.open / (self.open + self.closed.max(0.0)) } else { 0.0 }
    }
}

type Pair = [PartyId; 2];
/// An issue, what belongs to none last.
type Place = (bool, Option<IssueId>);

/// The measures among which something may be open.
pub(super) struct Sums<'n> {
    negotiation: &'n Negotiation,
    /// By issue and party, how many measures the party performs.
    performed: IndexMap<(Place, PartyId), usize, foldhash::fast::RandomState>,
    /// By issue and pair, how many measures both perform.
    joint: IndexMap<(Place, Pair), usize, foldhash::fast::RandomState>,
    /// By issue, over how many pairs its measures lie between the parties: each pair counts of which one performs it.
    between: IndexMap<Place, f64, foldhash::fast::RandomState>,
}

impl<'n> Sums<'n> {
    pub(super) fn new(negotiation: &'n Negotiation) -> Self {
        let mut sums = Self { negotiation, performed: IndexMap::default(), joint: IndexMap::default(), between: IndexMap::default() };
        let pairs = |parties: usize| parties as f64 * parties.saturating_sub(1) as f64 / 2.0;
        let parties = negotiation.parties().len();
        for (_, measure) in negotiation.measures() {
            let place = place(measure.issue);
            for (i, &a) in measure.by.iter().enumerate() {
                *sums.performed.entry((place, a)).or_default() += 1;
                for &b in &measure.by[i + 1..] {
                    *sums.joint.entry((place, pair(a, b))).or_default() += 1;
                }
            }
            *sums.between.entry(place).or_default() += pairs(parties) - pairs(parties - measure.by.len());
        }
        sums
    }

    /// Counts the measures of an issue that either of two parties performs.
    fn measures_between(&self, place: Place, [a, b]: Pair) -> f64 {
        let of = |party| self.performed.get(&(place, party)).copied().unwrap_or(0);
        (of(a) + of(b) - self.joint.get(&(place, [a, b])).copied().unwrap_or(0)) as f64
    }

    pub(super) fn distances(&self, open: IndexMap<Key, Open, foldhash::fast::RandomState>) -> Distances {
        let mut by_pair: IndexMap<Pair, Vec<(Key, Open)>, foldhash::fast::RandomState> = IndexMap::default();
        for (key, open) in open {
            by_pair.entry(pair(key.0, key.1)).or_default().push((key, open));
        }
        by_pair.sort_unstable_keys();
        let places: Vec<Place> = {
            let mut places: Vec<Place> = self.between.keys().copied().collect();
            places.sort_unstable();
            places
        };
        let mut of_issue: IndexMap<Place, Balance, foldhash::fast::RandomState> = IndexMap::default();
        for &place in &places {
            of_issue.insert(place, Balance { open: 0.0, closed: self.between[&place] });
        }
        let mut pairs = Vec::with_capacity(by_pair.len());
        for (parties, mut entries) in by_pair {
            entries.sort_unstable_by_key(|(key, _)| (key.2, key.0, key.1));
            pairs.push(self.pair(parties, entries, &places, &mut of_issue));
        }
        let all = of_issue.values().fold(Balance::default(), plus);
        Distances { overall: all.distance(), pairs, issues: issue_distances(&of_issue) }
    }

    /// Sums up what is open between two parties, sorted by measure, and takes it in on each issue.
    fn pair(
        &self,
        parties: Pair,
        entries: Vec<(Key, Open)>,
        places: &[Place],
        of_issue: &mut IndexMap<Place, Balance, foldhash::fast::RandomState>,
    ) -> PairDistance {
        let mut here: IndexMap<Place, Balance, foldhash::fast::RandomState> = IndexMap::default();
        for both_ways in entries.chunk_by(|a, b| a.0.2 == b.0.2) {
            let measure = both_ways[0].0.2;
            let place = place(self.negotiation.measure(measure).issue);
            let balance = here.entry(place).or_default();
            let weight: f64 = both_ways.iter().map(|(_, open)| open.matter.resistance * open.matter.weight).sum();
            balance.open += weight;
            of_issue[&place].open += weight;
            // A measure that neither performs has no share in what could be closed between the two.
            if self.is_between(measure, parties) {
                let resistance = both_ways.iter().map(|(_, open)| open.resistance).fold(0.0, f64::max);
                balance.closed -= resistance;
                of_issue[&place].closed -= resistance;
            }
        }
        let mut all = Balance::default();
        for &place in places {
            let measures = self.measures_between(place, parties);
            let balance = here.get_mut(&place);
            let balance = balance.map_or(Balance { open: 0.0, closed: measures }, |balance| {
                balance.closed += measures;
                *balance
            });
            all = plus(all, &balance);
        }
        here.sort_unstable_keys();
        let mut matters: Vec<Matter> = entries.into_iter().map(|(_, open)| open.matter).collect();
        let order = |matter: &Matter| (matter.step, matter.wanting, matter.holding);
        matters.sort_by(|a, b| (b.resistance * b.weight).total_cmp(&(a.resistance * a.weight)).then_with(|| order(a).cmp(&order(b))));
        PairDistance { parties, distance: all.distance(), issues: issue_distances(&here), matters }
    }

    fn is_between(&self, measure: MeasureId, parties: Pair) -> bool {
        self.negotiation.measure(measure).by.iter().any(|party| parties.contains(party))
    }
}

fn plus(sum: Balance, more: &Balance) -> Balance {
    Balance { open: sum.open + more.open, closed: sum.closed + more.closed }
}

fn issue_distances(balances: &IndexMap<Place, Balance, foldhash::fast::RandomState>) -> Vec<IssueDistance> {
    let open = balances.iter().filter(|(_, balance)| balance.open > 0.0);
    open.map(|(&(_, issue), balance)| IssueDistance { issue, distance: balance.distance() }).collect()
}

fn place(issue: Option<IssueId>) -> Place {
    (issue.is_none(), issue)
}

fn pair(a: PartyId, b: PartyId) -> Pair {
    [a.min(b), a.max(b)]
}
