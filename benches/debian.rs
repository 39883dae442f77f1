//! Real dependencies: the packages of Debian 12 as two negotiations.
//!
//! `IMPASSE_DEBIAN=FOLDER cargo bench --bench debian`, where the folder holds `debian-plain.json.gz` and `debian-strict.json.gz`, or the same
//! unpacked; without it the bench says so and ends. `IMPASSE_EDGES` is as for the bench `scale`.

#![allow(clippy::print_stdout, missing_docs, unreachable_pub, reason = "a program that prints what it measured")]

mod support;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use criterion::Criterion;
use impasse::finding::{Report, Status};
use impasse::model::Negotiation;
use impasse::text;
use petgraph::algo::kosaraju_scc;
use support::{mebibytes, plain, print_table, ratio, seconds};

/// A file, and what is known of it.
struct Universe {
    name: &'static str,
    /// How many packages cannot be installed, or not in any strict order.
    stuck: usize,
}

const UNIVERSES: [Universe; 2] = [Universe { name: "debian-plain", stuck: 15 }, Universe { name: "debian-strict", stuck: 49_553 }];
const PACKAGES: usize = 63_440;
const PRECONDITIONS: usize = 279_232;

/// Reads a file, unpacked or packed.
fn read(folder: &Path, name: &str) -> Option<String> {
    if let Ok(text) = fs::read_to_string(folder.join(format!("{name}.json"))) {
        return Some(text);
    }
    let packed = fs::File::open(folder.join(format!("{name}.json.gz"))).ok()?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut text).expect("a sound archive");
    Some(text)
}

/// Checks the figures that are known from elsewhere.
fn check(universe: &Universe, negotiation: &Negotiation, report: &Report) {
    let packages = || negotiation.steps().filter(|(step, _)| negotiation.step_key(*step) != "missing");
    assert_eq!(packages().count(), PACKAGES);
    let preconditions: usize = negotiation.statements().map(|(statement, _)| negotiation.preconditions(statement).len()).sum();
    assert_eq!(preconditions, PRECONDITIONS);
    let stuck = packages().filter(|(step, _)| report.status(*step) != Status::Performable).count();
    assert_eq!(stuck, universe.stuck, "{}: packages that are not performable", universe.name);
    // Every one of them has roots, and every deadlock a witness.
    for (step, _) in packages().filter(|(step, _)| matches!(report.status(*step), Status::Waiting | Status::Deadlocked)) {
        assert!(!report.roots(step).0.is_empty(), "{} waits for nothing", negotiation.step_key(step));
    }
    assert!(report.deadlocks().iter().all(|deadlock| deadlock.cycle.len() > 1));
}

fn measure(criterion: &mut Criterion, universe: &Universe, text: &str) -> Vec<String> {
    let name = universe.name;
    let negotiation = text::from_json(text).expect("a valid position file");
    let mut report = None;
    let rise = support::memory_rise(|| report = Some(impasse::analyze(&negotiation)));
    let report = report.expect("analysed");
    check(universe, &negotiation, &report);
    let deadlocks = report.deadlocks().len();
    drop(report);
    let graph = support::plain_graph(&negotiation);
    support::write_edges(&graph, name);
    let mut group = criterion.benchmark_group(name);
    let analyze = support::measure(&mut group, "analyze", || impasse::analyze(&negotiation));
    let kosaraju = support::measure(&mut group, "kosaraju_scc", || kosaraju_scc(&graph));
    let read = support::measure(&mut group, "from_json", || text::from_json(text).expect("valid"));
    let plain = support::measure(&mut group, "serde_json", || serde_json::from_str::<plain::File>(text).expect("valid"));
    group.finish();
    let file = std::env::temp_dir().join(format!("impasse-{name}-{}.json", std::process::id()));
    fs::write(&file, text).expect("the position file is written");
    let command = support::measure_command(support::command().as_deref(), &file, if support::is_trial() { 1 } else { 3 });
    fs::remove_file(&file).expect("the file is ours");
    let time = |time: Option<_>| time.map_or_else(String::new, seconds);
    let compare = |time: Option<_>, other: Option<_>| time.zip(other).map_or_else(String::new, |(a, b)| ratio(a, b));
    vec![
        name.to_owned(),
        universe.stuck.to_string(),
        deadlocks.to_string(),
        time(analyze),
        time(kosaraju),
        compare(analyze, kosaraju),
        rise.map_or_else(String::new, mebibytes),
        time(read),
        compare(read, plain),
        time(command.map(|(time, _)| time)),
        command.map_or_else(String::new, |(_, peak)| mebibytes(peak)),
    ]
}

fn main() {
    let Some(folder) = std::env::var_os("IMPASSE_DEBIAN").map(PathBuf::from) else {
        println!("IMPASSE_DEBIAN names no folder with debian-plain.json.gz and debian-strict.json.gz; nothing is measured");
        return;
    };
    let mut criterion = Criterion::default().configure_from_args();
    let titles = [
        "",
        "not performable",
        "deadlocks",
        "analyze",
        "kosaraju",
        "ratio",
        "memory",
        "from_json",
        "to serde_json",
        "command",
        "its peak memory",
    ];
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    for universe in &UNIVERSES {
        match read(&folder, universe.name) {
            Some(text) => rows.push(measure(&mut criterion, universe, &text)),
            None => println!("{} is not in {}; it is left out", universe.name, folder.display()),
        }
    }
    print_table(&rows);
    criterion.final_summary();
}
