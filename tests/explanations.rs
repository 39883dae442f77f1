//! Every explanation holds up line by line, and says nothing that could be left out.
#![expect(clippy::print_stdout, reason = "tests print their seeds")]

mod support;

use impasse::certify;
use impasse::finding::explanation::{Explanation, LineClaim};
use impasse::finding::{Finding, Report};
use impasse::{Analysis, Negotiation};
use support::generate::generate;

/// The negotiations that every theorem here is tried on.
const SEEDS: std::ops::Range<u64> = 50_000..54_000;

fn everything_to_explain(negotiation: &Negotiation, report: &Report) -> Vec<Finding> {
    let steps = negotiation.steps().map(|(step, _)| Finding::Step(step));
    let numbered = |prefix: char, count: usize| (1..=count).map(move |n| format!("{prefix}{n}"));
    let found = numbered('D', report.deadlocks().len()).chain(numbered('C', report.conflicts().len()));
    let found = found.map(|key| report.find(negotiation, &key).expect("a finding by its number"));
    steps.chain(found).collect()
}

fn for_every_explanation(check: impl Fn(u64, &Negotiation, &Report, Finding, &Explanation)) {
    println!("seeds {SEEDS:?}");
    for seed in SEEDS {
        let (negotiation, _) = generate(seed).build().expect("a valid negotiation");
        let analysis = Analysis::new(negotiation);
        let (negotiation, report) = (analysis.negotiation(), analysis.report());
        for finding in everything_to_explain(negotiation, report) {
            check(seed, negotiation, report, finding, &analysis.explain(finding).unwrap());
        }
    }
}

/// Takes a line out; lines that rested on it rest on it no longer.
fn without(explanation: &Explanation, line: usize) -> Explanation {
    let mut less = explanation.clone();
    less.lines.remove(line);
    for later in &mut less.lines {
        later.rests_on.retain(|&on| on != line);
        later.rests_on.iter_mut().filter(|on| **on > line).for_each(|on| *on -= 1);
    }
    less
}

#[test]
fn every_explanation_line_rests_on_earlier_lines() {
    for_every_explanation(|seed, negotiation, report, finding, explanation| {
        let checked = certify::explanation(negotiation, report, finding, explanation);
        assert!(checked.is_ok(), "{checked:?} seed {seed}, {finding:?}: {explanation:?}");
    });
}

#[test]
fn cited_statements_alone_reproduce_the_finding() {
    for_every_explanation(|seed, negotiation, report, finding, explanation| {
        for line in (0..explanation.lines.len()).filter(|&line| !explanation.lines[line].cites.is_empty()) {
            let less = without(explanation, line);
            let checked = certify::explanation(negotiation, report, finding, &less);
            assert!(checked.is_err(), "seed {seed}, {finding:?} without line {line}: {explanation:#?}");
        }
    });
}

#[test]
fn every_deadlock_is_certified() {
    println!("seeds {SEEDS:?}");
    for seed in SEEDS {
        let (negotiation, _) = generate(seed).build().expect("a valid negotiation");
        for deadlock in impasse::analyze(&negotiation).deadlocks() {
            assert_eq!(certify::deadlock(&negotiation, deadlock), Ok(()), "seed {seed}: {deadlock:#?}");
        }
    }
}

/// A theorem about explanations says little if few kinds of lines occur.
#[test]
fn explanations_use_every_kind_of_line() {
    let seen = std::cell::RefCell::new(std::collections::BTreeMap::new());
    for_every_explanation(|_, _, _, _, explanation| {
        for line in &explanation.lines {
            let kind = match &line.claim {
                LineClaim::Done { .. } => "done",
                LineClaim::Refused { .. } => "refused",
                LineClaim::Unanswered { .. } => "unanswered",
                LineClaim::Held { steps, not_before, .. } => match (steps.len(), not_before[0]) {
                    (1, None) => "held, never",
                    (_, None) => "held in a circle, never",
                    (1, Some(_)) => "held, no sooner",
                    (_, Some(_)) => "held in a circle, no sooner",
                },
                LineClaim::Happens { steps, .. } if steps.len() > 1 => "happen together",
                LineClaim::Happens { .. } => "happens",
                LineClaim::Said { .. } => "said",
                LineClaim::Claimed { .. } => "claimed",
                LineClaim::Means { .. } => "means",
                LineClaim::Excludes { .. } => "excludes",
                LineClaim::Conflict { .. } => "conflict",
                other => panic!("{other:?} is of a kind of its own"),
            };
            *seen.borrow_mut().entry(kind).or_insert(0) += 1;
        }
    });
    println!("{:#?}", seen.borrow());
    assert_eq!(seen.borrow().len(), 14, "{:#?}", seen.borrow());
}
