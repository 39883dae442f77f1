//! How the work grows with the negotiation: generated ones of a thousand to a million statements.
//!
//! `cargo bench --bench scale` measures and prints a table; `cargo bench --bench scale -- --test` tries small ones once. With the environment
//! variable `IMPASSE_EDGES` naming a folder, the graphs are written there for `benches/compare.py`. The whole command is measured when
//! `cargo build --release` has been run.

#![allow(clippy::print_stdout, missing_docs, unreachable_pub, reason = "a program that prints what it measured")]

mod support;

use std::fmt::Write;
use std::fs;
use std::time::Duration;

use criterion::Criterion;
use impasse::draft::{Draft, PreconditionDraft};
use impasse::text;
use petgraph::algo::kosaraju_scc;
use support::{SplitMix, mebibytes, plain, print_table, ratio, seconds};

const PARTIES: usize = 7;
/// How far back a near precondition reaches.
const WINDOW: usize = 100;
/// How many steps make a small circle, and in every how many steps there is one: one in a hundred is in a circle.
const CIRCLE: usize = 4;
const EVERY: usize = 100 * CIRCLE;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Preconditions on earlier steps, and small circles: promises that hold in the first half, strict waits that do not in the second.
    SmallCircles,
    /// The first step waits for the last as well.
    GiantCircle,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    After,
    With,
    Promise,
}

/// One statement: party `i mod 7` offers step `i` on conditions, each of which is one step or any of several.
struct Offer {
    waits: Vec<(Wait, Vec<usize>)>,
}

/// Makes `count` offers with about three preconditions each.
fn generate(count: usize, shape: Shape) -> Vec<Offer> {
    let mut random = SplitMix(20_191_005);
    let mut offers: Vec<Offer> = Vec::with_capacity(count);
    for i in 0..count {
        let mut waits = Vec::new();
        let wanted = if i == 0 { 0 } else { 2 + random.below(3) };
        for _ in 0..wanted {
            let mut earlier = || match random.below(10) {
                0 => random.below(i),
                _ => i - 1 - random.below(WINDOW.min(i)),
            };
            let mut options = vec![earlier()];
            if options[0] % 10 == 0 {
                options.extend([earlier(), earlier()]);
            }
            let wait = match random.below(10) {
                0 => Wait::Promise,
                1 | 2 => Wait::With,
                _ => Wait::After,
            };
            waits.push((wait, options));
        }
        offers.push(Offer { waits });
    }
    match shape {
        Shape::SmallCircles => {
            for first in (EVERY / 2..count - CIRCLE).step_by(EVERY) {
                let wait = if first < count / 2 { Wait::Promise } else { Wait::After };
                offers[first].waits.push((wait, vec![first + CIRCLE - 1]));
                for (before, offer) in (first..).zip(&mut offers[first + 1..first + CIRCLE]) {
                    offer.waits.push((Wait::After, vec![before]));
                }
            }
        }
        Shape::GiantCircle => {
            offers[0].waits.push((Wait::After, vec![count - 1]));
            for (before, offer) in (0..).zip(&mut offers[1..count]) {
                offer.waits[0] = (Wait::After, vec![before]);
            }
        }
    }
    offers
}

fn draft(offers: &[Offer]) -> Draft<'static> {
    let mut draft = Draft::new("Scale");
    for party in 0..PARTIES {
        draft.party(format!("p{party}"));
    }
    for step in 0..offers.len() {
        draft.measure(format!("m{step}"), [format!("p{}", step % PARTIES)]);
    }
    for (step, offer) in offers.iter().enumerate() {
        let said = draft.says(format!("p{}", step % PARTIES)).id(format!("offer-{step}")).offers(format!("m{step}"));
        for (wait, options) in &offer.waits {
            let precondition = match **options {
                [single] => PreconditionDraft::step(format!("m{single}")),
                _ => PreconditionDraft::any(options.iter().map(|option| format!("m{option}"))),
            };
            match wait {
                Wait::After => said.after(precondition),
                Wait::With => said.with(precondition),
                Wait::Promise => said.promise(precondition),
            };
        }
    }
    draft
}

/// Writes the position file that says the same.
fn json(offers: &[Offer]) -> String {
    let mut text = String::from("{\"title\": \"Scale\",\n\"parties\": {");
    let comma = |i: usize| if i == 0 { "" } else { "," };
    for party in 0..PARTIES {
        write!(text, "{}\"p{party}\": {{}}", comma(party)).expect("text takes all");
    }
    text.push_str("},\n\"measures\": {");
    for step in 0..offers.len() {
        write!(text, "{}\n\"m{step}\": {{\"by\": \"p{}\"}}", comma(step), step % PARTIES).expect("text takes all");
    }
    text.push_str("},\n\"statements\": [");
    for (step, offer) in offers.iter().enumerate() {
        let party = step % PARTIES;
        write!(text, "{}\n{{\"id\": \"offer-{step}\", \"party\": \"p{party}\", \"offers\": \"m{step}\"", comma(step))
            .expect("text takes all");
        for (word, wait) in [("after", Wait::After), ("with", Wait::With), ("promise", Wait::Promise)] {
            let waits = offer.waits.iter().filter(|(kind, _)| *kind == wait).map(|(_, options)| match **options {
                [single] => format!("\"m{single}\""),
                _ => format!("{{\"any\": [{}]}}", options.iter().map(|option| format!("\"m{option}\"")).collect::<Vec<_>>().join(", ")),
            });
            let waits: Vec<String> = waits.collect();
            if !waits.is_empty() {
                write!(text, ", \"{word}\": [{}]", waits.join(", ")).expect("text takes all");
            }
        }
        text.push('}');
    }
    text.push_str("]}\n");
    text
}

/// What was measured at one size.
struct Measured {
    name: String,
    count: usize,
    analyze: Option<Duration>,
    kosaraju: Option<Duration>,
    read: Option<Duration>,
    plain: Option<Duration>,
    command: Option<(Duration, u64)>,
}

fn measure(criterion: &mut Criterion, count: usize, shape: Shape) -> Measured {
    let name = format!("{}{count}", if shape == Shape::GiantCircle { "giant-circle-" } else { "" });
    let offers = generate(count, shape);
    let folder = std::env::temp_dir().join(format!("impasse-scale-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for temporary files");
    let file = folder.join("positions.json");
    fs::write(&file, json(&offers)).expect("the position file is written");
    let negotiation = draft(&offers).build().expect("a valid draft");
    drop(offers);
    let graph = support::plain_graph(&negotiation);
    support::write_edges(&graph, &name);
    let mut group = criterion.benchmark_group(&name);
    let analyze = support::measure(&mut group, "analyze", || impasse::analyze(&negotiation));
    let kosaraju = support::measure(&mut group, "kosaraju_scc", || kosaraju_scc(&graph));
    drop((graph, negotiation));
    let written = || fs::read_to_string(&file).expect("the position file is there");
    let plain = support::measure(&mut group, "serde_json", || serde_json::from_str::<plain::File>(&written()).expect("valid"));
    let read = support::measure(&mut group, "from_json", || text::from_json(&written()).expect("valid"));
    group.finish();
    let runs = if support::is_trial() { 1 } else { 3 };
    let command = support::measure_command(support::command().as_deref(), &file, runs);
    fs::remove_dir_all(&folder).expect("the folder is ours");
    Measured { name, count, analyze, kosaraju, read, plain, command }
}

fn print(measured: &[Measured]) {
    let titles =
        ["", "analyze", "per statement", "kosaraju", "ratio", "from_json", "serde_json", "ratio", "command", "ratio", "peak memory"];
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    for m in measured {
        let time = |time: Option<Duration>| time.map_or_else(String::new, seconds);
        let compare = |time: Option<Duration>, other: Option<Duration>| time.zip(other).map_or_else(String::new, |(a, b)| ratio(a, b));
        let command = m.command.map(|(time, _)| time);
        rows.push(vec![
            m.name.clone(),
            time(m.analyze),
            m.analyze.map_or_else(String::new, |time| format!("{:.0} ns", time.as_secs_f64() * 1e9 / m.count as f64)),
            time(m.kosaraju),
            compare(m.analyze, m.kosaraju),
            time(m.read),
            time(m.plain),
            compare(m.read, m.plain),
            time(command),
            compare(command, m.plain),
            m.command.map_or_else(String::new, |(_, peak)| mebibytes(peak)),
        ]);
    }
    print_table(&rows);
    let at = |count: usize| measured.iter().find(|m| m.count == count)?.analyze.map(|time| time.as_secs_f64() / count as f64);
    if let Some((small, large)) = at(10_000).zip(at(1_000_000)) {
        println!("\nA statement of a million costs {:.2} times what one of ten thousand does.", large / small);
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let sizes: &[usize] = if support::is_trial() { &[1_000, 10_000] } else { &[1_000, 10_000, 100_000, 1_000_000] };
    let mut measured: Vec<Measured> = sizes.iter().map(|&count| measure(&mut criterion, count, Shape::SmallCircles)).collect();
    measured.extend(sizes.last().map(|&count| measure(&mut criterion, count, Shape::GiantCircle)));
    print(&measured);
    criterion.final_summary();
}
