//! How the work of comparing positions grows: statements of fifty parties over twenty rounds.
//!
//! `cargo bench --bench positions` measures and prints a table; `cargo bench --bench positions -- --test` tries small ones once.

#![allow(clippy::print_stdout, missing_docs, unreachable_pub, reason = "a program that prints what it measured")]

mod support;

use std::time::Duration;

use criterion::Criterion;
use impasse::Negotiation;
use impasse::draft::Draft;
use support::{print_table, seconds};

const PARTIES: usize = 50;
const ROUNDS: usize = 20;
const ISSUES: usize = 20;
/// How many statements there are for each measure.
const FOR_EACH_MEASURE: usize = 5;

/// Makes a negotiation in which every party goes on speaking from round to round: demands, offers on conditions, refusals.
fn generate(statements: usize) -> Negotiation {
    let mut state = 20_191_105_u64;
    let mut below = move |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    let measures = (statements / FOR_EACH_MEASURE).max(PARTIES);
    let mut draft = Draft::new("Positions");
    for party in 0..PARTIES {
        draft.party(format!("p{party}"));
    }
    for issue in 0..ISSUES {
        draft.issue(format!("i{issue}"));
    }
    for round in 0..ROUNDS {
        draft.round(format!("r{round}"), format!("20{:02}-01-01", round + 1));
    }
    for measure in 0..measures {
        let declared = draft.measure(format!("m{measure}"), [format!("p{}", measure % PARTIES)]);
        declared.issue(format!("i{}", measure % ISSUES));
        if measure % 4 == 0 {
            declared.levels(["some", "most", "all"]);
        }
    }
    let step = |measure: usize, level: usize| match measure % 4 {
        0 => format!("m{measure}:{}", ["some", "most", "all"][level]),
        _ => format!("m{measure}"),
    };
    for _ in 0..statements {
        let (measure, level, round) = (below(measures), below(3), below(ROUNDS));
        let performer = measure % PARTIES;
        let other = (performer + 1 + below(PARTIES - 1)) % PARTIES;
        let said = match below(10) {
            0..5 => draft.says(format!("p{performer}")).offers(step(measure, level)),
            5..9 => draft.says(format!("p{other}")).demands(step(measure, level)).weight(1 + below(3) as u32),
            _ => draft.says(format!("p{other}")).refuses(step(measure, level)),
        };
        if said.offers.is_some() && below(3) > 0 {
            let awaited = (measure + 1 + below(measures - 1)) % measures;
            said.after(step(awaited, below(3)));
        }
        said.round(format!("r{round}"));
    }
    draft.build().expect("the draft is valid")
}

struct Measured {
    count: usize,
    analyze: Option<Duration>,
    distances: Option<Duration>,
    compare: Option<Duration>,
    rounds: Option<Duration>,
}

fn measure(criterion: &mut Criterion, count: usize) -> Measured {
    let negotiation = generate(count);
    let mut group = criterion.benchmark_group(format!("positions-{count}"));
    let analyze = support::measure(&mut group, "analyze", || impasse::analyze(&negotiation));
    let distances = support::measure(&mut group, "distances", || impasse::distances(&negotiation));
    let compare = support::measure(&mut group, "compare", || impasse::compare(&negotiation));
    let rounds = support::measure(&mut group, "rounds", || impasse::rounds(&negotiation));
    group.finish();
    Measured { count, analyze, distances, compare, rounds }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let sizes: &[usize] = if support::is_trial() { &[1_000] } else { &[1_000, 10_000, 100_000] };
    let measured: Vec<Measured> = sizes.iter().map(|&count| measure(&mut criterion, count)).collect();
    let mut rows = vec![
        ["statements", "analyze", "distances", "compare", "a statement", "rounds", "a statement and round"].map(str::to_owned).to_vec(),
    ];
    for m in &measured {
        let time = |time: Option<Duration>| time.map_or_else(String::new, seconds);
        let each = |time: Option<Duration>, count: usize| {
            time.map_or_else(String::new, |time| format!("{:.0} ns", time.as_secs_f64() * 1e9 / count as f64))
        };
        rows.push(vec![
            m.count.to_string(),
            time(m.analyze),
            time(m.distances),
            time(m.compare),
            each(m.compare, m.count),
            time(m.rounds),
            each(m.rounds, m.count * ROUNDS),
        ]);
    }
    print_table(&rows);
    criterion.final_summary();
}
