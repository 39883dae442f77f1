//! What both benches share: the plain graph, the plain structs, memory, and the figures they print.

#![allow(dead_code, reason = "each bench uses its part")]

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, SamplingMode};
use impasse::Negotiation;
use impasse::model::Subject;
use petgraph::graph::{DiGraph, NodeIndex};

pub mod plain;

/// Numbers that are the same in every run (Steele, Lea, Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014).
pub struct SplitMix(pub u64);

impl SplitMix {
    /// Returns one below an end.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

/// Whether criterion was asked to try each measurement once only.
pub fn is_trial() -> bool {
    std::env::args().any(|argument| argument == "--test")
}

/// Measures a function by criterion and returns the median time. What it returns is dropped outside the measured time.
///
/// Returns `None` when criterion's filter leaves it out.
pub fn measure<T>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, mut run: impl FnMut() -> T) -> Option<Duration> {
    let mut taken: Vec<Duration> = Vec::new();
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|times| {
            let mut sum = Duration::ZERO;
            for _ in 0..times {
                let start = Instant::now();
                let result = std::hint::black_box(run());
                let time = start.elapsed();
                drop(result);
                taken.push(time);
                sum += time;
            }
            sum
        });
    });
    taken.sort_unstable();
    taken.get(taken.len() / 2).copied()
}

/// Returns the plain graph of a negotiation: a node a step, an edge from a step to each option of each precondition on it.
pub fn plain_graph(negotiation: &Negotiation) -> DiGraph<(), ()> {
    let mut graph = DiGraph::new();
    for _ in negotiation.steps() {
        graph.add_node(());
    }
    for (statement, said) in negotiation.statements() {
        for act in negotiation.step_acts(statement) {
            let mut wait = |step: impasse::model::StepId| {
                graph.add_edge(NodeIndex::new(act.step.index()), NodeIndex::new(step.index()), ());
            };
            for precondition in negotiation.preconditions(statement) {
                match negotiation.subject(precondition) {
                    Subject::Step(step) => wait(step),
                    Subject::Any(steps) => steps.iter().for_each(|&step| wait(step)),
                    Subject::Term(term) => negotiation.meaning(term, said.party).iter().for_each(|&step| wait(step)),
                }
            }
        }
    }
    graph
}

/// Writes a graph for other programs, if the environment variable `IMPASSE_EDGES` names a folder: 32-bit little-endian numbers, first how
/// many nodes there are, then the two ends of each edge.
pub fn write_edges(graph: &DiGraph<(), ()>, name: &str) {
    let Some(folder) = std::env::var_os("IMPASSE_EDGES").map(PathBuf::from) else { return };
    let write = || -> io::Result<()> {
        fs::create_dir_all(&folder)?;
        let mut out = BufWriter::new(fs::File::create(folder.join(format!("{name}.edges")))?);
        out.write_all(&(graph.node_count() as u32).to_le_bytes())?;
        for edge in graph.raw_edges() {
            out.write_all(&(edge.source().index() as u32).to_le_bytes())?;
            out.write_all(&(edge.target().index() as u32).to_le_bytes())?;
        }
        out.flush()
    };
    if let Err(why) = write() {
        println!("cannot write the edges to {}: {why}", folder.display());
    }
}

/// Returns the command built for release, which stands beside the folder of the bench itself; `None`, said once, when it is not there.
pub fn command() -> Option<PathBuf> {
    let bench = std::env::current_exe().ok()?;
    let command = bench.parent()?.parent()?.join("impasse");
    if !command.exists() {
        println!("{} is not there: `cargo build --release` first; the whole command is left out", command.display());
        return None;
    }
    Some(command)
}

/// Runs `impasse report FILE --format json`, its output thrown away. Returns how long it took and the most memory it held, in bytes.
pub fn run_command(command: &Path, file: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut child =
        Command::new(command).args(["report", "--format", "json"]).arg(file).stdout(Stdio::null()).spawn().expect("the command starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        peak = peak.max(memory(&status, "VmHWM:").unwrap_or(0));
        match child.try_wait().expect("the command is ours") {
            Some(ended) => break ended,
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    let time = start.elapsed();
    assert!(ended.success(), "the command ended with {ended}");
    (time, peak)
}

/// Runs the command a few times. Returns the median time and the most memory; none where there is no command.
pub fn measure_command(command: Option<&Path>, file: &Path, times: usize) -> Option<(Duration, u64)> {
    let mut runs: Vec<_> = (0..times).map(|_| command.map(|command| run_command(command, file))).collect::<Option<_>>()?;
    runs.sort_unstable();
    let peak = runs.iter().map(|run| run.1).max()?;
    Some((runs[runs.len() / 2].0, peak))
}

/// Reads a figure of a process, in bytes.
fn memory(status: &str, key: &str) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

/// Returns how far the memory of this process rises above what it holds now while something runs; `None` where the system does not tell.
pub fn memory_rise(run: impl FnOnce()) -> Option<u64> {
    const STATUS: &str = "/proc/self/status";
    fs::write("/proc/self/clear_refs", "5").ok()?;
    let before = memory(STATUS, "VmRSS:")?;
    run();
    Some(memory(STATUS, "VmHWM:")?.saturating_sub(before))
}

/// Writes a number of bytes for people.
pub fn mebibytes(bytes: u64) -> String {
    format!("{:.0} MiB", bytes as f64 / f64::from(1 << 20))
}

/// Writes a time for people.
pub fn seconds(time: Duration) -> String {
    match time.as_secs_f64() {
        long if long >= 0.1 => format!("{long:.2} s"),
        short if short >= 1e-4 => format!("{:.2} ms", short * 1e3),
        tiny => format!("{:.1} µs", tiny * 1e6),
    }
}

/// Writes how many times as long one time is as another.
pub fn ratio(time: Duration, other: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() / other.as_secs_f64())
}

/// Prints rows with their columns under one another.
pub fn print_table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| Some(row.get(column)?.chars().count())).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    println!();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:>width$}")).collect();
        println!("{}", cells.join("  "));
    }
}
