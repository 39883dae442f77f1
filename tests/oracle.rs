//! The engine against a naive oracle, on random negotiations.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use impasse::draft::Draft;
use impasse::model::Negotiation;

use support::compare::compare;
use support::generate::{Case, generate};
use support::oracle::{Answer, Condition, Detail, Positions, Status, System, consult};
use support::shrink::shrink;

/// Of this many negotiations it is counted how many have what.
const SAMPLE: u64 = 4_000;

/// Of a hundred negotiations, at least so many have it.
const LEAST: &[(&str, f64)] = &[
    ("Done", 2.0),
    ("Performable", 2.0),
    ("Refused", 2.0),
    ("Unanswered", 2.0),
    ("Deadlocked", 2.0),
    ("Expired", 2.0),
    ("Waiting", 2.0),
    ("refusal", 2.0),
    ("unanswered", 2.0),
    ("shortfall", 2.0),
    ("incompatible", 2.0),
    ("deadline", 2.0),
    ("definition", 2.0),
    ("claim", 2.0),
    ("self-contradiction", 2.0),
    ("agreement", 2.0),
    ("later", 2.0),
    ("ended", 2.0),
    ("only demanded later", 0.5),
    ("impasse", 2.0),
    ("deadlock", 15.0),
    ("actual deadlock", 5.0),
    ("latent deadlock", 5.0),
    ("deadlock beside alternatives or of mixed waits", 10.0),
    ("deadlock of one step", 1.0),
    ("circle of one party", 1.0),
];

#[test]
fn the_generator_reaches_every_kind_of_finding() {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for seed in 0..SAMPLE {
        let case = generate(seed);
        let (negotiation, as_of) = build(&case, seed);
        let answer = consult(&negotiation, as_of);
        let positions = Positions::as_of(&negotiation, as_of);
        let (later, ended) = positions.not_counted();
        let left_out = [(later > 0, "later"), (ended > 0, "ended"), (positions.is_only_demanded_later(), "only demanded later")];
        for (_, what) in left_out.into_iter().filter(|&(is_so, _)| is_so) {
            *counts.entry(what.to_owned()).or_default() += 1;
        }
        for what in findings(&negotiation, &Positions::as_of(&negotiation, as_of), &answer) {
            *counts.entry(what).or_default() += 1;
        }
    }
    let percent = |what: &str| counts.get(what).copied().unwrap_or(0) as f64 * 100.0 / SAMPLE as f64;
    let table: Vec<String> = counts.keys().map(|what| format!("{:5.1} % {what}", percent(what))).collect();
    for (what, least) in LEAST {
        assert!(percent(what) >= *least, "fewer than {least} % of the negotiations have {what}:\n{}", table.join("\n"));
    }
    let all: BTreeSet<&str> = impasse::finding::ConflictKind::ALL.iter().map(|kind| kind.word()).collect();
    assert!(all.iter().all(|slug| LEAST.iter().any(|(what, _)| what == slug)), "every kind of conflict has a threshold: {all:?}");
}

/// Lists what there is in a negotiation, each once.
fn findings(negotiation: &Negotiation, positions: &Positions<'_>, answer: &Answer) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    found.insert(if answer.agreement { "agreement" } else { "impasse" }.to_owned());
    found.extend(negotiation.steps().map(|(step, _)| format!("{:?}", answer.status[step])));
    found.extend(answer.conflicts.iter().map(|conflict| conflict.kind.to_owned()));
    if answer.conflicts.iter().any(|conflict| matches!(conflict.detail, Detail::Circle(_))) {
        found.insert("circle of one party".to_owned());
    }
    for deadlock in &answer.deadlocks {
        found.insert("deadlock".to_owned());
        found.insert(if deadlock.latent { "latent deadlock" } else { "actual deadlock" }.to_owned());
        if deadlock.steps.len() == 1 {
            found.insert("deadlock of one step".to_owned());
        }
        let system = System::actual(positions);
        let consents = || deadlock.steps.iter().flat_map(|&step| &system.nodes[step].consents);
        let choice = |condition: &Condition| condition.options.len() > 1;
        let alternatives = consents()
            .any(|consent| consent.alternatives.len() > 1 || consent.alternatives.iter().any(|a| a.conditions.iter().any(choice)));
        let mixed = deadlock.links.iter().any(|link| link.is_strict())
            && deadlock.links.iter().any(|link| matches!(link.said, Some((_, _, impasse::model::Wait::With))));
        if alternatives {
            found.insert("deadlock beside alternatives".to_owned());
        }
        if alternatives || mixed {
            found.insert("deadlock beside alternatives or of mixed waits".to_owned());
        }
    }
    let stuck = |status: Status| status > Status::Performable;
    if !negotiation.steps().any(|(step, _)| stuck(answer.status[step])) {
        found.insert("nothing stuck".to_owned());
    }
    found
}

#[test]
fn findings_agree_with_the_oracle_on_every_case() {
    let files = std::fs::read_dir("tests/cases").expect("there are cases").map(|file| file.expect("a file").path());
    for file in files.chain(["examples/us-dprk.toml".into()]) {
        let text: &'static str = std::fs::read_to_string(&file).expect("the file can be read").leak();
        let draft: Draft<'static> = toml::from_str(text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        if let Err(difference) = difference(&Case { draft, as_of: None }) {
            panic!("{}: {difference}", file.display());
        }
    }
}

#[test]
fn findings_agree_with_the_oracle_on_more_roots_than_are_listed() {
    let mut draft = Draft::new("Everything at once");
    draft.party("crowd");
    draft.party("host");
    let mut names: Vec<String> = (0..20).map(|number| format!("wish-{number}")).collect();
    for name in &names {
        draft.measure(name.clone(), ["crowd"]);
    }
    names.truncate(17);
    draft.measure("open", ["host"]);
    draft.measure("enter", ["crowd"]);
    let open = draft.says("host").offers("open").after("enter");
    for name in &names {
        open.after(name.clone());
    }
    draft.says("crowd").offers("enter").after("open");
    draft.says("crowd").demands("open");
    let case = Case { draft, as_of: None };
    let negotiation = case.build().expect("valid").0;
    let report = impasse::analyze(&negotiation);
    assert_eq!(difference(&case), Ok(()));
    assert!(!report.deadlocks()[0].all_behind.is_proven(), "more than sixteen steps stand in front");
}

#[test]
fn findings_agree_with_the_oracle_on_more_cycles_than_are_counted() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let mut draft = Draft::new("Everybody after everybody");
    draft.party("everybody");
    for name in names {
        draft.measure(name, ["everybody"]);
    }
    for name in names {
        let offer = draft.says("everybody").offers(name);
        for other in names.into_iter().filter(|&other| other != name) {
            offer.after(other);
        }
    }
    let case = Case { draft, as_of: None };
    let report = impasse::analyze(&case.build().expect("valid").0);
    assert_eq!(difference(&case), Ok(()));
    assert!(!report.deadlocks()[0].all_cycles.is_proven(), "eight steps have more than a thousand cycles");
}

/// Slices of the seeds, so that they are tried side by side.
macro_rules! findings_agree_with_the_oracle {
    ($($slice:ident: $seeds:expr;)*) => {
        mod findings_agree_with_the_oracle {
            $(
                #[test]
                fn $slice() {
                    super::agree($seeds);
                }
            )*
        }
    };
}

findings_agree_with_the_oracle! {
    seeds_0_to_4999: 0..5_000;
    seeds_5000_to_9999: 5_000..10_000;
    seeds_10000_to_14999: 10_000..15_000;
    seeds_15000_to_19999: 15_000..20_000;
    seeds_20000_to_24999: 20_000..25_000;
    seeds_25000_to_29999: 25_000..30_000;
    seeds_30000_to_34999: 30_000..35_000;
    seeds_35000_to_39999: 35_000..40_000;
}

#[track_caller]
fn agree(seeds: std::ops::Range<u64>) {
    for seed in seeds.clone() {
        let case = generate(seed);
        if let Err(difference) = difference(&case) {
            // What is made smaller is to go on showing a difference of the same sort.
            let sort = |difference: &str| difference.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
            let same_sort = |case: &Case| self::difference(case).is_err_and(|other| sort(&other) == sort(&difference));
            let small = shrink(case.clone(), same_sort);
            let small_difference = self::difference(&small).expect_err("it still shows the difference");
            panic!("seed {seed} of {seeds:?}: {difference}\n{}\n\nmade smaller: {small_difference}\n{}", case.describe(), small.describe());
        }
    }
}

/// Says where the report on a case and the oracle part, or that there is no report.
fn difference(case: &Case) -> Result<(), String> {
    let (negotiation, as_of) = case.build().map_err(|error| format!("not valid: {error}"))?;
    let report = catch_unwind(AssertUnwindSafe(|| impasse::analyze(&negotiation))).map_err(|_| "no report: it panics")?;
    let positions = Positions::as_of(&negotiation, as_of);
    let counted = negotiation.not_counted();
    let (reported, expected) = ((counted.later, counted.ended), positions.not_counted());
    if reported != expected || report.is_only_demanded_later() != positions.is_only_demanded_later() {
        return Err(format!("what does not count: reported {reported:?}, by the oracle {expected:?}"));
    }
    compare(&negotiation, &report, &consult(&negotiation, as_of))
}

#[track_caller]
fn build(case: &Case, seed: u64) -> (Negotiation, Option<impasse::model::AsOf>) {
    case.build().unwrap_or_else(|error| panic!("seed {seed} is not valid: {error}\n{}", case.describe()))
}
