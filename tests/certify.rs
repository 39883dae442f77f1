//! Findings are confirmed from the statements alone, and what is not so is refused.
#![expect(clippy::print_stdout, reason = "tests print their seeds and counts")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;

use impasse::finding::{Finding, Report, Verdict};
use impasse::model::{StepId, Time};
use impasse::{Negotiation, analyze, certify, explain};
use support::changed::conflict::changed_conflicts;
use support::changed::deadlock::changed_deadlocks;
use support::changed::explanation::changed_explanations;
use support::generate::generate;

const SEEDS: std::ops::Range<u64> = 70_000..71_500;

/// Two parties that want more than two exclusions let them have.
const TWO_EXCLUSIONS: &str = r#"
    parties = { a = {}, b = {} }
    measures = { harbour = { by = "a" }, hilltown = { by = "b" }, north = { by = "a" }, south = { by = "b" } }
    exclusions = [{ steps = ["harbour", "hilltown"] }, { steps = ["north", "south"] }]
    statements = [
        { party = "b", demands = "harbour" },
        { party = "b", demands = "north" },
        { party = "a", demands = "hilltown" },
        { party = "a", demands = "south" },
        { party = "a", offers = "harbour" },
        { party = "a", offers = "north" },
        { party = "b", offers = "hilltown" },
        { party = "b", offers = "south" },
    ]
"#;

/// Lists the real negotiations of the cases and examples, and random ones.
fn negotiations() -> Vec<(String, Negotiation)> {
    let mut found = Vec::new();
    for folder in ["tests/cases", "examples", "docs/findings"] {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            let text = fs::read_to_string(&path).unwrap_or_default();
            let text = if path.extension().is_some_and(|end| end == "md") { first_block(&text).to_owned() } else { text };
            if path.extension().is_some_and(|end| end == "toml" || end == "md") && !text.is_empty() {
                let negotiation = impasse::text::from_toml(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                found.push((path.display().to_string(), negotiation));
            }
        }
    }
    found.push(("two exclusions".to_owned(), impasse::text::from_toml(TWO_EXCLUSIONS).expect("a valid negotiation")));
    println!("{} files, seeds {SEEDS:?}", found.len());
    found.extend(SEEDS.map(|seed| (format!("seed {seed}"), generate(seed).build().expect("a valid negotiation").0)));
    found
}

/// Returns the first block of TOML of a page.
fn first_block(page: &str) -> &str {
    let block = page.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```"));
    block.map_or("", |(block, _)| block)
}

#[test]
fn every_conflict_is_confirmed() {
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        for conflict in report.conflicts() {
            assert_eq!(certify::conflict(&negotiation, &report, conflict), Ok(()), "{name}: {conflict:#?}");
        }
    }
}

#[test]
fn every_deadlock_is_confirmed() {
    for (name, negotiation) in negotiations() {
        for deadlock in analyze(&negotiation).deadlocks() {
            assert_eq!(certify::deadlock(&negotiation, deadlock), Ok(()), "{name}: {deadlock:#?}");
        }
    }
}

/// Lists the steps that can happen, with their moments.
fn roadmap(negotiation: &Negotiation, report: &Report) -> Vec<(StepId, Time)> {
    negotiation.steps().filter_map(|(step, _)| Some((step, report.time(step)?))).collect()
}

#[test]
fn every_roadmap_can_be_gone_and_no_step_of_it_sooner() {
    let mut sooner = 0;
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        let steps = roadmap(&negotiation, &report);
        assert_eq!(certify::roadmap(&negotiation, &steps), Ok(()), "{name}");
        for at in 0..steps.len() {
            let (step, time) = steps[at];
            let earlier = [
                time.phase.checked_sub(1).map(|phase| Time { phase, ..time }),
                (time.day > 0).then(|| Time { day: time.day - 1, phase: 9 }),
            ];
            for earlier in earlier.into_iter().flatten() {
                let mut steps = steps.clone();
                steps[at].1 = earlier;
                assert!(certify::roadmap(&negotiation, &steps).is_err(), "{name}: {} at {earlier}", negotiation.step_key(step));
                sooner += 1;
            }
        }
    }
    assert!(sooner > 1_000, "only {sooner} steps wait for something");
}

#[test]
fn a_roadmap_lacks_nothing_that_its_steps_need_and_holds_nothing_that_never_comes() {
    let (mut needed, mut never) = (0, 0);
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        let steps = roadmap(&negotiation, &report);
        for at in 0..steps.len() {
            let mut less = steps.clone();
            let (step, _) = less.remove(at);
            needed += usize::from(certify::roadmap(&negotiation, &less).is_err());
            let is_level = negotiation.steps().any(|(above, _)| negotiation.below(above) == Some(step) && report.time(above).is_some());
            assert!(!is_level || negotiation.is_done(step) || certify::roadmap(&negotiation, &less).is_err(), "{name}");
        }
        for (step, _) in negotiation.steps().filter(|&(step, _)| report.time(step).is_none()) {
            let mut more = steps.clone();
            more.push((step, Time { day: 100_000, phase: 0 }));
            assert_eq!(certify::roadmap(&negotiation, &more), Err(certify::Failure::Moment { step }), "{name}");
            never += 1;
        }
    }
    assert!(needed > 300 && never > 1_000, "{needed} steps are needed by others, {never} never come");
}

/// Without exclusions, whether there is an agreement is whether the earliest roadmap is one.
#[test]
fn there_is_an_agreement_exactly_when_its_roadmap_is_confirmed() {
    let mut counts = BTreeMap::new();
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        let confirmed = certify::agreement(&negotiation, &roadmap(&negotiation, &report));
        let is_agreement = report.verdict() == Verdict::Agreement;
        if negotiation.exclusions().len() == 0 {
            assert_eq!(confirmed.is_ok(), is_agreement, "{name}: {confirmed:?}");
        }
        // With exclusions everything that can happen may be too much for the deal, never too little.
        assert!(is_agreement || confirmed.is_err(), "{name}");
        *counts.entry((negotiation.exclusions().len() > 0, is_agreement, confirmed.is_ok())).or_insert(0) += 1;
    }
    println!("with exclusions, agreement, confirmed: {counts:?}");
    assert!(counts[&(false, true, true)] > 50 && counts[&(false, false, false)] > 50 && counts[&(true, true, false)] > 5, "{counts:?}");
}

/// What was changed, with how often.
type Counts = BTreeMap<&'static str, usize>;

/// Asserts that none of some changes of a finding is confirmed, and counts them.
fn assert_refused<T: Debug>(
    name: &str,
    finding: &T,
    changes: Vec<(&'static str, T)>,
    certify: impl Fn(&T) -> Result<(), certify::Failure>,
    counts: &mut Counts,
) {
    for (what, changed) in changes {
        assert!(certify(&changed).is_err(), "{name}: {what}\n{finding:#?}\nchanged to\n{changed:#?}");
        *counts.entry(what).or_default() += 1;
    }
}

#[test]
fn no_conflict_is_confirmed_with_any_part_of_it_changed() {
    let mut counts = Counts::new();
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        for conflict in report.conflicts() {
            let certify = |changed: &_| certify::conflict(&negotiation, &report, changed);
            assert_refused(&name, conflict, changed_conflicts(&negotiation, conflict), certify, &mut counts);
        }
    }
    println!("{counts:#?}");
    assert_eq!(counts.len(), 42, "each field of each kind: {counts:#?}");
}

#[test]
fn no_deadlock_is_confirmed_with_any_part_of_it_changed() {
    let mut counts = Counts::new();
    for (name, negotiation) in negotiations() {
        for deadlock in analyze(&negotiation).deadlocks() {
            let certify = |changed: &_| certify::deadlock(&negotiation, changed);
            assert_refused(&name, deadlock, changed_deadlocks(&negotiation, deadlock), certify, &mut counts);
        }
    }
    println!("{counts:#?}");
    assert_eq!(counts.len(), 15, "each field: {counts:#?}");
}

#[test]
fn no_explanation_is_confirmed_with_any_part_of_it_changed() {
    let mut counts = Counts::new();
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        let steps = negotiation.steps().map(|(step, _)| Finding::Step(step));
        let found = report.deadlock_ids().map(Finding::Deadlock).chain(report.conflict_ids().map(Finding::Conflict));
        for finding in steps.chain(found) {
            let explanation = explain(&negotiation, finding).expect("it is a finding");
            assert_eq!(certify::explanation(&negotiation, &report, finding, &explanation), Ok(()), "{name}: {explanation:#?}");
            let certify = |changed: &_| certify::explanation(&negotiation, &report, finding, changed);
            let changes = changed_explanations(&negotiation, &report, &explanation);
            assert_refused(&format!("{name}, {finding:?}"), &explanation, changes, certify, &mut counts);
        }
    }
    println!("{counts:#?}");
    assert_eq!(counts.len(), 22, "each field of each line: {counts:#?}");
}

#[test]
fn no_moment_past_the_end_of_time_makes_a_roadmap_of_a_circle() {
    let circle = "parties = { a = {}, b = {} }
        measures = { m = { by = 'a' }, n = { by = 'b' } }
        statements = [{ party = 'a', offers = 'm', after = ['n'] }, { party = 'b', offers = 'n', after = ['m'] }]";
    let negotiation = impasse::text::from_toml(circle).expect("a valid negotiation");
    let [m, n] = ["m", "n"].map(|key| negotiation.find_step(key).expect("a step"));
    for late in [Time { day: 0, phase: u32::MAX }, Time { day: i64::MAX, phase: 0 }, Time { day: i64::MAX, phase: u32::MAX }] {
        assert!(certify::roadmap(&negotiation, &[(m, late), (n, Time::default())]).is_err(), "{late:?}");
        assert!(certify::roadmap(&negotiation, &[(m, late), (n, late)]).is_err(), "{late:?}");
    }
}
