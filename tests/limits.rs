//! Searches that end at a limit: what they say is true, and says how sure it is.

mod support;

use std::collections::BTreeSet;

use impasse::draft::Draft;
use impasse::finding::{Proof, Verdict};
use impasse::model::{Negotiation, PartyId, StatementId};
use impasse::{Analysis, Cancel, Limits};
use support::contested::{Posts, contested};
use support::generate::{Case, Random};
use support::oracle::{Positions, System, agreeable, consult};

fn built(draft: &Draft<'static>) -> Negotiation {
    draft.build().expect("the draft is valid")
}

fn within(n: &Negotiation, work: u64) -> Analysis {
    Analysis::new(n.clone()).within(Limits::default().work(work))
}

fn describe(draft: &Draft<'static>) -> String {
    Case { draft: draft.clone(), as_of: None }.describe()
}

/// Small negotiations about exclusions: half of them of every kind, half of them about posts.
fn small(seed: u64) -> Draft<'static> {
    if seed.is_multiple_of(2) {
        return contested(seed);
    }
    let random = &mut Random::new(seed);
    let posts = 1 + random.below(4);
    Posts { parties: 1 + random.below(4), posts, taken: 60, random }.draft()
}

#[test]
fn with_any_limit_the_verdict_is_that_of_the_oracle_or_an_unproven_impasse() {
    let (mut agreements, mut impasses, mut unproven, mut named) = (0, 0, 0, 0);
    for seed in 0..2_000 {
        let draft = small(seed);
        let n = built(&draft);
        let expected = if agrees(&draft) { Verdict::Agreement } else { Verdict::Impasse };
        for work in [0, 10, 50, 200, 1_000, 100_000_000] {
            let analysis = within(&n, work);
            let report = analysis.report();
            if report.proof().is_proven() {
                assert_eq!(report.verdict(), expected, "seed {seed}, work {work}: {}", describe(&draft));
            } else {
                assert_eq!(report.verdict(), Verdict::Impasse, "seed {seed}, work {work}");
                assert!(report.exclusions_in_the_way().is_empty() && work < 100_000_000, "seed {seed}, work {work}");
                unproven += 1;
            }
        }
        let analysis = within(&n, 100_000_000);
        let in_the_way: BTreeSet<usize> = analysis.report().exclusions_in_the_way().iter().map(|exclusion| exclusion.index()).collect();
        assert!(expected == Verdict::Impasse || in_the_way.is_empty());
        if !in_the_way.is_empty() {
            named += 1;
            assert!(!agrees_under(&draft, &in_the_way), "seed {seed}: {}", describe(&draft));
            for spared in &in_the_way {
                let others = in_the_way.iter().copied().filter(|exclusion| exclusion != spared).collect();
                assert!(agrees_under(&draft, &others), "seed {seed}: {}", describe(&draft));
            }
        }
        if expected == Verdict::Agreement { agreements += 1 } else { impasses += 1 }
    }
    assert!(agreements > 200 && impasses > 200 && unproven > 400 && named > 100, "{agreements} {impasses} {unproven} {named}");
}

/// Returns what the oracle says.
fn agrees(draft: &Draft<'static>) -> bool {
    let (n, as_of) = Case { draft: draft.clone(), as_of: None }.build().expect("the draft is valid");
    consult(&n, as_of).agreement
}

/// Returns whether there would be an agreement if only some of the exclusions had been declared.
fn agrees_under(draft: &Draft<'static>, exclusions: &BTreeSet<usize>) -> bool {
    let mut draft = draft.clone();
    let mut index = 0;
    draft.exclusions.retain(|_| {
        index += 1;
        exclusions.contains(&(index - 1))
    });
    agrees(&draft)
}

#[test]
fn parties_agree_exactly_when_there_is_a_post_for_each() {
    for parties in 2..=20 {
        for seed in 0..4 {
            for posts in [parties - 1, parties] {
                let random = &mut Random::new(seed * 100 + parties as u64);
                let draft = Posts { parties, posts, taken: 100, random }.draft();
                let n = built(&draft);
                let analysis = within(&n, 3_000_000);
                let report = analysis.report();
                let expected = if posts == parties { Verdict::Agreement } else { Verdict::Impasse };
                assert_eq!((report.verdict(), report.proof()), (expected, Proof::Proven), "{parties} {posts} {seed}");
            }
        }
    }
}

/// Demands of any of three of many steps, and random pairs of these that exclude each other: more than can be met, but not by counting.
fn tangled(demands: usize, pairs: usize) -> Negotiation {
    let random = &mut Random::new(demands as u64);
    let mut draft = Draft::new("Tangled");
    draft.party("a");
    draft.party("b");
    let steps: Vec<String> = (0..demands).map(|i| format!("m{i}")).collect();
    for step in &steps {
        draft.measure(step.clone(), ["a"]);
        draft.says("a").offers(step.clone());
    }
    for i in 0..demands {
        draft.measure(format!("goal-{i}"), ["a"]);
        draft.says("a").offers(format!("goal-{i}")).after(impasse::draft::PreconditionDraft::any(random.pick_several(&steps, 3)));
        draft.says("b").demands(format!("goal-{i}"));
    }
    for _ in 0..pairs {
        draft.exclude(random.pick_several(&steps, 2));
    }
    built(&draft)
}

#[test]
fn what_is_too_hard_ends_at_the_limit_and_more_work_never_says_otherwise() {
    let n = tangled(60, 260);
    let (mut proven, mut verdict) = (false, None);
    for work in (0..).map(|doublings| 1u64 << doublings).take(30) {
        let analysis = within(&n, work);
        let report = analysis.report();
        if report.proof().is_proven() {
            assert_eq!(*verdict.get_or_insert(report.verdict()), report.verdict());
            proven = true;
        } else {
            assert!(!proven, "what little work proves, more work proves");
            assert_eq!(report.verdict(), Verdict::Impasse);
        }
        if work >= 50_000_000 {
            break;
        }
    }
    let unproven = Analysis::new(n).within(Limits::default().work(1_000));
    assert_eq!(unproven.report().proof(), Proof::AtLimit);
}

#[test]
fn who_cancels_ends_every_search_at_once_and_unproven() {
    let random = &mut Random::new(1);
    let n = built(&Posts { parties: 5, posts: 4, taken: 100, random }.draft());
    let cancel = Cancel::new();
    let asked_before = Analysis::new(n.clone()).within(Limits::default().cancelled_by(&cancel));
    assert_eq!(asked_before.report().proof(), Proof::Proven, "nobody has cancelled");
    let analysis = Analysis::new(n).within(Limits::default().cancelled_by(&cancel.clone()));
    std::thread::spawn(move || cancel.cancel()).join().expect("to cancel is no effort");
    assert_eq!((analysis.report().verdict(), analysis.report().proof()), (Verdict::Impasse, Proof::AtLimit));
    let sets = analysis.agreeable_sets();
    assert_eq!((sets.sets.len(), sets.complete, sets.weightiest), (0, Proof::AtLimit, Proof::AtLimit));
    let groups = analysis.groups();
    assert_eq!((groups.groups.len(), groups.complete), (0, Proof::AtLimit));
    assert_eq!(asked_before.report().proof(), Proof::Proven, "what was worked out stays");
}

#[test]
fn near_any_limit_agreeable_sets_are_maximal_and_their_proofs_hold() {
    let (mut nothing, mut best, mut some, mut all) = (0, 0, 0, 0);
    for seed in 0..600 {
        let draft = small(seed);
        let n = built(&draft);
        let (oracle, as_of) = Case { draft: draft.clone(), as_of: None }.build().expect("the draft is valid");
        let positions = Positions::as_of(&oracle, as_of);
        let expected = agreeable(&positions, &System::actual(&positions));
        let weight = |set: &BTreeSet<StatementId>| set.iter().map(|&demand| u64::from(n.statement(demand).weight)).sum::<u64>();
        for work in [0, 100, 300, 1_000, 3_000, 10_000, 100_000_000] {
            let analysis = within(&n, work);
            let found = analysis.agreeable_sets();
            let sets: BTreeSet<BTreeSet<StatementId>> = found.sets.iter().map(|set| set.demands.iter().copied().collect()).collect();
            assert!(sets.is_subset(&expected), "seed {seed}, work {work}: {}", describe(&draft));
            assert_eq!(found.complete.is_proven(), sets == expected && found.complete.is_proven(), "seed {seed}, work {work}");
            if found.weightiest.is_proven() {
                let lightest = found.sets.last().map(|set| set.weight).expect("nothing is proven beside nothing found");
                assert!(expected.difference(&sets).all(|set| weight(set) <= lightest), "seed {seed}, work {work}");
            } else {
                assert!(found.sets.len() <= 1 && !found.complete.is_proven(), "seed {seed}, work {work}");
            }
            match (found.complete, found.weightiest) {
                (Proof::Proven, _) => all += 1,
                (_, Proof::Proven) => some += 1,
                _ if sets.is_empty() => nothing += 1,
                _ => best += 1,
            }
        }
    }
    assert!(nothing > 100 && best > 20 && some > 20 && all > 100, "{nothing} {best} {some} {all}");
}

#[test]
fn near_any_limit_groups_are_groups_and_complete_only_where_they_are_all() {
    let (mut cut_short, mut nothing) = (0, 0);
    for seed in 0..300 {
        let draft = small(seed);
        let n = built(&draft);
        let all = |groups: &[Vec<PartyId>]| groups.iter().cloned().collect::<BTreeSet<_>>();
        let complete = within(&n, 100_000_000);
        let expected = all(&complete.groups().groups);
        for work in [0, 200, 500, 1_000, 2_000, 5_000] {
            let analysis = within(&n, work);
            let found = analysis.groups();
            assert!(all(&found.groups).is_subset(&expected), "seed {seed}, work {work}: {}", describe(&draft));
            if found.complete.is_proven() {
                assert_eq!(all(&found.groups), expected, "seed {seed}, work {work}");
            } else {
                cut_short += 1;
                nothing += usize::from(found.groups.is_empty());
            }
        }
    }
    assert!(cut_short > 300 && nothing > 100 && cut_short > nothing + 50, "{cut_short} {nothing}");
}
