//! How the work grows on negotiations in which everything is said that can be: demands with and without a deadline, refusals, levels, days
//! that steps take, terms, offers that end, any-of conditions and exclusions.
//!
//! `cargo bench --bench everything` measures and prints a table; `cargo bench --bench everything -- --test` tries small ones once. Beside
//! each analysis stands the search for strongly connected components of the same waits.

#![allow(clippy::print_stdout, missing_docs, unreachable_pub, reason = "a program that prints what it measured")]

mod support;

use std::time::Duration;

use criterion::Criterion;
use impasse::Negotiation;
use impasse::draft::{Draft, PreconditionDraft};
use petgraph::algo::kosaraju_scc;
use support::{SplitMix, print_table, ratio, seconds};

const PARTIES: usize = 40;
const ISSUES: usize = 12;
/// How many statements there are for each measure.
const FOR_EACH_MEASURE: usize = 4;
/// One measure in so many is in an exclusion with the next; one in so many begins a term of a few measures.
const EXCLUDES: usize = 50;
const TERM: usize = 100;
const MEANT: usize = 5;

/// Makes a negotiation of so many statements, the same in every run.
fn generate(statements: usize) -> Negotiation {
    let mut random = SplitMix(20_180_612);
    let mut below = |end: usize| random.below(end);
    let measures = (statements / FOR_EACH_MEASURE).max(PARTIES);
    let mut draft = Draft::new("Everything");
    draft.as_of("2024-01-01");
    for party in 0..PARTIES {
        draft.party(format!("p{party}"));
    }
    for issue in 0..ISSUES {
        draft.issue(format!("i{issue}"));
    }
    for measure in 0..measures {
        let declared = draft.measure(format!("m{measure}"), [format!("p{}", measure % PARTIES)]);
        declared.issue(format!("i{}", measure % ISSUES)).takes((measure % 3) as u32 * 10);
        if measure % 4 == 0 {
            declared.levels(["some", "most", "all"]);
        }
    }
    let terms = measures / TERM;
    for term in 0..terms {
        draft.term(format!("t{term}")).means((0..MEANT).map(|i| step(term * TERM + 1 + i, 0)));
    }
    for measure in (0..measures.saturating_sub(1)).step_by(EXCLUDES) {
        draft.exclude([step(measure, 2), step(measure + 1, 0)]);
    }
    for _ in 0..statements {
        let (measure, level) = (below(measures), below(3));
        let performer = measure % PARTIES;
        let other = format!("p{}", (performer + 1 + below(PARTIES - 1)) % PARTIES);
        let kind = below(10);
        let said = draft.says(if kind < 5 { format!("p{performer}") } else { other });
        let awaited = step(below(measures), below(3));
        match kind {
            0..5 => said.offers(step(measure, level)),
            5..8 => said.demands(step(measure, level)).weight(1 + below(3) as u32),
            8 => said.demands(step(measure, level)).deadline("2024-03-31"),
            _ => said.refuses(step(measure, level)),
        };
        match below(8) {
            _ if kind >= 5 => said,
            0 => said.with(awaited),
            1 => said.promise(awaited),
            2 => said.after(PreconditionDraft::any([step(below(measures), 0), step(below(measures), 0)])),
            3 if terms > 0 => said.after(format!("t{}", below(terms))),
            4 => said.until("2024-06-30"),
            _ => said.after(awaited),
        };
    }
    draft.build().expect("the draft is valid")
}

/// Names a step of a measure, by level where it has levels.
fn step(measure: usize, level: usize) -> String {
    match measure % 4 {
        0 => format!("m{measure}:{}", ["some", "most", "all"][level]),
        _ => format!("m{measure}"),
    }
}

struct Measured {
    count: usize,
    analyze: Option<Duration>,
    kosaraju: Option<Duration>,
    compare: Option<Duration>,
    sets: Option<Duration>,
    groups: Option<Duration>,
}

fn measure(criterion: &mut Criterion, count: usize) -> Measured {
    let negotiation = generate(count);
    let graph = support::plain_graph(&negotiation);
    let mut group = criterion.benchmark_group(format!("everything-{count}"));
    let analyze = support::measure(&mut group, "analyze", || impasse::analyze(&negotiation));
    let kosaraju = support::measure(&mut group, "kosaraju_scc", || kosaraju_scc(&graph));
    let compare = support::measure(&mut group, "compare", || impasse::compare(&negotiation));
    let sets = support::measure(&mut group, "agreeable_sets", || impasse::agreeable_sets(&negotiation));
    let groups = support::measure(&mut group, "groups", || impasse::groups(&negotiation));
    group.finish();
    Measured { count, analyze, kosaraju, compare, sets, groups }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let sizes: &[usize] = if support::is_trial() { &[1_000] } else { &[1_000, 10_000, 100_000] };
    let measured: Vec<Measured> = sizes.iter().map(|&count| measure(&mut criterion, count)).collect();
    let titles = ["statements", "analyze", "a statement", "kosaraju_scc", "times that", "compare", "agreeable sets", "groups"];
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    for m in &measured {
        let time = |time: Option<Duration>| time.map_or_else(String::new, seconds);
        let each = m.analyze.map_or_else(String::new, |time| format!("{:.0} ns", time.as_secs_f64() * 1e9 / m.count as f64));
        let times = m.analyze.zip(m.kosaraju).map_or_else(String::new, |(analyze, kosaraju)| ratio(analyze, kosaraju));
        rows.push(vec![m.count.to_string(), time(m.analyze), each, time(m.kosaraju), times, time(m.compare), time(m.sets), time(m.groups)]);
    }
    print_table(&rows);
    criterion.final_summary();
}
