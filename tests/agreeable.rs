//! Agreeable sets and groups against brute force: every choice under the exclusions, every group of parties.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use impasse::draft::Draft;
use impasse::finding::agreeable::WhyLeftOut;
use impasse::model::{Negotiation, PartyId, StatementId};
use support::contested::contested;
use support::generate::Case;
use support::oracle::{Positions, System, agreeable};

const SEEDS: u64 = 5_000;

fn built(draft: &Draft<'static>) -> Negotiation {
    draft.build().expect("the draft is valid")
}

/// What the oracle says: the inclusion-maximal sets of demands that can be met together.
fn by_brute_force(draft: &Draft<'static>) -> BTreeSet<BTreeSet<StatementId>> {
    let (n, as_of) = Case { draft: draft.clone(), as_of: None }.build().expect("the draft is valid");
    let positions = Positions::as_of(&n, as_of);
    agreeable(&positions, &System::actual(&positions))
}

fn describe(draft: &Draft<'static>) -> String {
    Case { draft: draft.clone(), as_of: None }.describe()
}

#[test]
fn agreeable_sets_are_those_that_brute_force_finds() {
    let mut by_count = BTreeMap::<usize, usize>::new();
    for seed in 0..SEEDS {
        let draft = contested(seed);
        let n = built(&draft);
        let found = impasse::agreeable_sets(&n);
        let expected = by_brute_force(&draft);
        let sets: BTreeSet<BTreeSet<StatementId>> = found.sets.iter().map(|set| set.demands.iter().copied().collect()).collect();
        assert_eq!(sets, expected, "seed {seed}: {}", describe(&draft));
        assert!(found.complete.is_proven() && found.sets.len() == expected.len(), "seed {seed}");
        let weight = |set: &[StatementId]| set.iter().map(|&demand| u64::from(n.statement(demand).weight)).sum::<u64>();
        assert!(found.sets.iter().all(|set| set.weight == weight(&set.demands)), "seed {seed}");
        let order: Vec<_> = found.sets.iter().map(|set| (std::cmp::Reverse(set.weight), set.demands.clone())).collect();
        assert!(order.is_sorted(), "the weightiest comes first: seed {seed}");
        *by_count.entry(found.sets.len()).or_default() += 1;
    }
    assert!(by_count.keys().filter(|&&count| count > 1).count() >= 4, "several ways to choose come up: {by_count:?}");
}

#[test]
fn every_demand_is_in_a_set_or_left_out_for_a_reason_that_holds() {
    let (mut clashes, mut alone) = (0, 0);
    for seed in 0..SEEDS {
        let draft = contested(seed);
        let n = built(&draft);
        let report = impasse::analyze(&n);
        let demanding: BTreeSet<StatementId> = report.demands().iter().map(|demand| demand.statement).collect();
        for set in impasse::agreeable_sets(&n).sets {
            let listed: Vec<_> = set.demands.iter().copied().chain(set.left_out.iter().map(|left| left.demand)).collect();
            assert_eq!(listed.len(), demanding.len(), "each once: seed {seed}");
            assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), demanding, "seed {seed}");
            for left in &set.left_out {
                match &left.why {
                    WhyLeftOut::Unmet { step, status } => {
                        assert_eq!(report.status(*step), *status, "seed {seed}");
                        let unmet = |demand: &&impasse::finding::Demand| demand.statement == left.demand && demand.step == *step;
                        assert!(report.demands().iter().find(unmet).is_some_and(|demand| !demand.met), "seed {seed}");
                    }
                    WhyLeftOut::Clash { with, exclusions } => {
                        assert!(!exclusions.is_empty() && with.iter().all(|other| set.demands.contains(other)), "seed {seed}");
                        clash_holds(seed, &draft, left.demand, with, exclusions.iter().map(|e| e.index()).collect());
                        clashes += 1;
                        alone += usize::from(with.is_empty());
                    }
                }
            }
        }
    }
    assert!(clashes > 1_000 && alone > 20, "{clashes} {alone}");
}

/// Checks that some demands cannot be met together under some exclusions alone, that all but any one of the demands can, and that all can
/// under all but any one of the exclusions.
fn clash_holds(seed: u64, draft: &Draft<'static>, demand: StatementId, with: &[StatementId], exclusions: BTreeSet<usize>) {
    let all_met = |demands: &BTreeSet<StatementId>, exclusions: &BTreeSet<usize>| {
        let mut draft = draft.clone();
        let mut index = 0;
        draft.exclusions.retain(|_| {
            index += 1;
            exclusions.contains(&(index - 1))
        });
        by_brute_force(&draft).iter().any(|set| demands.is_subset(set))
    };
    let demands: BTreeSet<_> = with.iter().copied().chain([demand]).collect();
    let without = |one: StatementId| demands.iter().copied().filter(|&other| other != one).collect();
    assert!(!all_met(&demands, &exclusions), "seed {seed}");
    assert!(demands.iter().all(|&one| all_met(&without(one), &exclusions)), "seed {seed}");
    let but = |one: usize| exclusions.iter().copied().filter(|&other| other != one).collect();
    assert!(exclusions.iter().all(|&one| all_met(&demands, &but(one))), "seed {seed}");
}

/// Returns what would have been said if some parties alone had spoken and the others offered whatever they perform.
fn by_themselves(draft: &Draft<'static>, n: &Negotiation, members: &BTreeSet<PartyId>) -> Draft<'static> {
    let mut alone = draft.clone();
    let is_member = |id: &str| n.find_party(id).is_some_and(|party| members.contains(&party));
    alone.statements.retain(|said| said.party.as_ref().is_some_and(|party| is_member(party)));
    for (id, measure) in &draft.measures.0 {
        for by in measure.by.0.iter().filter(|by| !is_member(by)) {
            alone.says(by.clone()).offers(id.clone());
        }
    }
    alone
}

#[test]
fn groups_are_those_that_brute_force_finds() {
    let mut by_size = BTreeMap::<(usize, usize), usize>::new();
    for seed in 0..SEEDS / 5 {
        let draft = contested(seed);
        let n = built(&draft);
        let parties: Vec<PartyId> = n.parties().map(|(party, _)| party).collect();
        let is_compatible = |members: &BTreeSet<PartyId>| {
            let draft = by_themselves(&draft, &n, members);
            let alone = built(&draft);
            by_brute_force(&draft).iter().any(|set| {
                alone.statements().all(|(id, said)| {
                    let demands = alone.step_acts(id).any(|plain| plain.act == impasse::model::Act::Demands);
                    !demands || set.contains(&id) || !alone.find_party(n.party_key(said.party)).is_some_and(|p| members.contains(&p))
                })
            })
        };
        let subsets: Vec<BTreeSet<PartyId>> = (0..1u32 << parties.len())
            .map(|bits| parties.iter().copied().filter(|party| bits >> party.index() & 1 == 1).collect())
            .collect();
        let (together, apart): (BTreeSet<_>, BTreeSet<_>) = subsets.into_iter().partition(is_compatible);
        let largest = together.iter().filter(|set| !set.is_empty() && !together.iter().any(|other| other != *set && set.is_subset(other)));
        let smallest = apart.iter().filter(|set| !apart.iter().any(|other| other != *set && other.is_subset(set)));
        let found = impasse::groups(&n);
        let sets = |list: &[Vec<PartyId>]| list.iter().map(|set| set.iter().copied().collect()).collect::<BTreeSet<BTreeSet<PartyId>>>();
        assert_eq!(sets(&found.groups), largest.cloned().collect(), "seed {seed}: {}", describe(&draft));
        assert_eq!(sets(&found.apart), smallest.cloned().collect(), "seed {seed}: {}", describe(&draft));
        assert!(found.complete.is_proven(), "seed {seed}");
        for group in &found.groups {
            *by_size.entry((parties.len(), group.len())).or_default() += 1;
        }
    }
    assert!(by_size.len() >= 6, "groups of many sizes come up: {by_size:?}");
}

/// Buyers who each demand some of the plots for sale, of which neighbouring ones exclude each other.
fn plots(demands: usize) -> Negotiation {
    let mut draft = Draft::new("Plots");
    draft.party("town");
    let id = |i: usize| format!("plot-{i}");
    for i in 0..demands {
        draft.measure(id(i), ["town"]);
        draft.says("town").offers(id(i));
        let buyer = format!("buyer-{i}");
        draft.party(buyer.clone());
        draft.says(buyer).demands(id(i)).weight(1 + (i * 7 % 5) as u32);
    }
    for i in 1..demands {
        draft.exclude([id(i - 1), id(i)]);
    }
    built(&draft)
}

#[test]
fn thirty_demands_are_done_and_two_hundred_end_at_the_stated_limit() {
    let found = impasse::agreeable_sets(&plots(30));
    assert!(!found.complete.is_proven(), "a row of 30 has more than 100 maximal choices");
    assert_eq!(found.sets.len(), 100);
    // The weightiest choice of no two neighbours, by the usual recurrence.
    let best = |count: usize| {
        (0..count).map(|i| 1 + (i * 7 % 5) as u64).fold((0, 0), |(without, with), weight| (without.max(with), without + weight))
    };
    let weightiest = |count| {
        let (without, with) = best(count);
        without.max(with)
    };
    assert_eq!(found.sets[0].weight, weightiest(30));
    let found = impasse::agreeable_sets(&plots(12));
    assert!(found.complete.is_proven());
    assert_eq!(found.sets[0].weight, weightiest(12));

    let found = impasse::agreeable_sets(&plots(200));
    assert!(!found.complete.is_proven());
    assert!(found.weightiest.is_proven(), "exclusions in a row are soon done with");
    assert_eq!(found.sets[0].weight, weightiest(200));
}
