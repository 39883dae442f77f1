//! What can be relied on about distances, as `docs/distance.md` states it.

mod support;

use std::collections::BTreeMap;

use impasse::draft::Draft;
use impasse::finding::distance::{Distances, HoldBack};
use impasse::model::{Act, Negotiation, Target};
use support::concessions::{concessions, settled};
use support::generate::{Case, generate};

const SEEDS: u64 = 3_000;
/// What rounding may add.
const ROUNDING: f64 = 1e-9;

/// Returns a generated draft of what stands, its measures spread over two issues and none.
fn drawn(seed: u64) -> Draft<'static> {
    let mut draft = settled(&generate(seed));
    draft.issues.0.clear();
    draft.issue("hills");
    draft.issue("lakes");
    for (i, (_, measure)) in draft.measures.0.iter_mut().enumerate() {
        measure.issue = [Some("hills".into()), Some("lakes".into()), None][i % 3].clone();
    }
    draft
}

fn measured(draft: &Draft<'static>) -> (Negotiation, Distances) {
    let negotiation = draft.build().expect("the draft is valid");
    let distances = impasse::distances(&negotiation);
    (negotiation, distances)
}

/// Every number of some distances, by what it is about, in the ids of the file.
fn numbers(n: &Negotiation, distances: &Distances) -> BTreeMap<String, f64> {
    let issue = |id: Option<_>| id.map_or("-".to_owned(), |id| n.issue_key(id).to_owned());
    let mut numbers = BTreeMap::from([("all".to_owned(), distances.overall)]);
    numbers.extend(distances.issues.iter().map(|of| (format!("issue {}", issue(of.issue)), of.distance)));
    for pair in &distances.pairs {
        let [a, b] = pair.parties.map(|party| n.party_key(party));
        numbers.insert(format!("{a} and {b}"), pair.distance);
        numbers.extend(pair.issues.iter().map(|of| (format!("{a} and {b} on {}", issue(of.issue)), of.distance)));
    }
    numbers
}

fn describe(draft: &Draft<'static>) -> String {
    Case { draft: draft.clone(), as_of: None }.describe()
}

#[test]
fn a_concession_increases_no_distance() {
    let mut made = BTreeMap::<String, usize>::new();
    let mut closer = 0;
    for seed in 0..SEEDS {
        let draft = drawn(seed);
        let (n, distances) = measured(&draft);
        let before = numbers(&n, &distances);
        for (concession, eased) in concessions(&draft, &n, &impasse::analyze(&n)) {
            let (after_n, after) = measured(&eased);
            for (what, after) in numbers(&after_n, &after) {
                let before = before.get(&what).copied().unwrap_or(0.0);
                assert!(after <= before + ROUNDING, "seed {seed}, {concession}: {what} {before} → {after}\n{}", describe(&draft));
                closer += usize::from(after < before - ROUNDING);
            }
            *made.entry(concession.split(' ').nth(1).unwrap_or_default().to_owned()).or_default() += 1;
        }
    }
    assert!(made.len() == 4 && made.values().all(|&count| count > 1_000), "{made:?}");
    assert!(closer > 10_000, "concessions bring parties closer: {closer}");
}

#[test]
fn distances_lie_between_nothing_and_everything() {
    let mut seen = BTreeMap::<HoldBack, usize>::new();
    for seed in 0..SEEDS {
        let (n, distances) = measured(&drawn(seed));
        for (what, distance) in numbers(&n, &distances) {
            assert!((0.0..=1.0).contains(&distance), "seed {seed}: {what} {distance}");
        }
        for pair in &distances.pairs {
            let [a, b] = pair.parties;
            assert!(a < b && pair.distance > 0.0, "a pair is listed once, when something is open: seed {seed}");
            assert_eq!(distances.between(a, b), distances.between(b, a));
            assert_eq!(distances.between(b, a), pair.distance);
            let weights: Vec<f64> = pair.matters.iter().map(|matter| matter.resistance * matter.weight).collect();
            assert!(weights.is_sorted_by(|a, b| a >= b), "what weighs most comes first: seed {seed}");
            for matter in &pair.matters {
                assert!(matter.resistance > 0.0 && matter.resistance <= 1.0 && matter.weight >= 1.0, "seed {seed}: {matter:?}");
                assert!(pair.parties.contains(&matter.wanting) && pair.parties.contains(&matter.holding));
                assert_eq!(n.statement(matter.wish).party, matter.wanting, "seed {seed}");
                *seen.entry(matter.hold).or_default() += 1;
            }
        }
        for (party, _) in n.parties() {
            assert_eq!(distances.between(party, party), 0.0, "a party is at no distance from itself");
        }
    }
    assert!(seen.len() == HoldBack::ALL.len() && seen.values().all(|&count| count > 20), "every way to hold back comes up: {seen:?}");
}

#[test]
fn nothing_is_open_exactly_when_everybody_gets_what_others_could_give() {
    for seed in 0..SEEDS {
        let draft = drawn(seed);
        let (n, distances) = measured(&draft);
        let report = impasse::analyze(&n);
        if report.demands().iter().all(|demand| demand.met) && n.steps().all(|(step, _)| !report.status(step).is_stuck()) {
            assert_eq!(distances.overall, 0.0, "seed {seed}: {distances:?}");
        }
        assert_eq!(distances.overall == 0.0, distances.pairs.is_empty(), "seed {seed}");
    }
}

#[test]
fn saying_a_thing_twice_changes_nothing() {
    for seed in 0..SEEDS {
        let draft = drawn(seed);
        let (n, distances) = measured(&draft);
        let mut twice = draft.clone();
        for said in &draft.statements {
            twice.statements.push(impasse::draft::StatementDraft { id: None, ..said.clone() });
        }
        let (again, same) = measured(&twice);
        assert_eq!(numbers(&n, &distances), numbers(&again, &same), "seed {seed}: {}", describe(&draft));
    }
}

#[test]
fn a_statement_on_a_term_may_be_said_step_by_step() {
    let mut terms = 0;
    for seed in 0..SEEDS {
        let draft = drawn(seed);
        let (n, distances) = measured(&draft);
        let mut plain = draft.clone();
        plain.statements.clear();
        for ((id, said), written) in n.statements().zip(&draft.statements) {
            // What an offer of a term offers keeps its preconditions; what it demands of others is said as a demand.
            if !matches!(said.target, Target::Term(_)) || said.act == Act::Offers && !n.preconditions(id).is_empty() {
                plain.statements.push(written.clone());
                continue;
            }
            terms += 1;
            for act in n.step_acts(id) {
                let step = Some(n.step_key(act.step).into_owned().into());
                let mut part = impasse::draft::StatementDraft { id: None, ..written.clone() };
                (part.demands, part.offers, part.accepts, part.refuses) = (None, None, None, None);
                match act.act {
                    Act::Demands => (part.demands, part.until) = (step, None),
                    Act::Offers => part.offers = step,
                    Act::Accepts => part.accepts = step,
                    Act::Refuses => part.refuses = step,
                    Act::Withdraws => {}
                }
                plain.statements.push(part);
            }
        }
        let (again, same) = measured(&plain);
        for (what, number) in numbers(&again, &same) {
            let before = numbers(&n, &distances).get(&what).copied().unwrap_or(0.0);
            assert!((number - before).abs() < ROUNDING, "seed {seed}: {what} {before} → {number}\n{}", describe(&draft));
        }
    }
    assert!(terms > 500, "{terms}");
}

#[test]
fn names_do_not_matter() {
    for seed in 0..SEEDS {
        let draft = drawn(seed);
        let (_, distances) = measured(&draft);
        let mut text = serde_json::to_string(&draft).expect("a draft can be written");
        for id in ["north", "south", "east", "west", "border", "dam", "fleet", "grain", "lamp", "mine", "port", "rail", "peace", "trust"] {
            text = text.replace(&format!("\"{id}\""), &format!("\"z-{id}\"")).replace(&format!("\"{id}:"), &format!("\"z-{id}:"));
        }
        let renamed = impasse::text::from_json(&text).expect("the renamed draft is valid");
        assert_eq!(impasse::distances(&renamed), distances, "seed {seed}");
    }
}

/// Two parties, one of which performs `count` measures with four levels, each demanded by the other.
fn asked(count: usize, weight: u32) -> Draft<'static> {
    let mut draft = Draft::new("Asked");
    draft.party("asking");
    draft.party("asked");
    for i in 0..count {
        draft.measure(format!("m{i}"), ["asked"]).levels(["one", "two", "three", "four"]);
        draft.says("asking").demands(format!("m{i}")).weight(weight);
    }
    draft
}

#[test]
fn everything_refused_is_the_greatest_distance() {
    let mut draft = asked(3, 1);
    for i in 0..3 {
        draft.says("asked").refuses(format!("m{i}:one"));
    }
    assert_eq!(measured(&draft).1.overall, 1.0);
}

#[test]
fn a_firm_refusal_of_what_matters_weighs_more_than_silence_on_what_does_not() {
    let mut refused = asked(2, 1);
    refused.statements[0].weight(3);
    let mut silent = refused.clone();
    refused.says("asked").refuses("m0").firm(true);
    refused.says("asked").offers("m1");
    silent.says("asked").offers("m0");
    let (refused, silent) = (measured(&refused).1, measured(&silent).1);
    assert!(refused.overall > 2.0 * silent.overall, "{} {}", refused.overall, silent.overall);
}

#[test]
fn a_shortfall_weighs_by_its_levels() {
    let offered = |level: Option<&'static str>| {
        let mut draft = asked(1, 1);
        if let Some(level) = level {
            draft.says("asked").offers(format!("m0:{level}"));
        }
        measured(&draft).1.overall
    };
    let distances = [None, Some("one"), Some("two"), Some("three"), Some("four")].map(offered);
    assert!(distances.is_sorted_by(|more, less| more > less), "{distances:?}");
    assert_eq!((distances[0], distances[4]), (0.5, 0.0));
}
