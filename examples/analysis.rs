//! Asks one `Analysis` of a position file for everything that can be found in it.
//!
//! What is found is data; a sentence is put to it only where one is asked for.
//!
//! Run it with `cargo run --example analysis`.

use std::error::Error;
use std::fs;
use std::io::{self, Write};

use impasse::finding::rounds::Shift;
use impasse::{Analysis, render};

/// Writes a line or more of each answer about the talks between the United States and North Korea.
pub fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let talks = Analysis::new(impasse::text::from_toml(&fs::read_to_string("examples/us-dprk.toml")?)?);
    let (n, report, stages) = (talks.negotiation(), talks.report(), &talks.rounds().stages);
    let demands = report.demand_counts();
    writeln!(out, "{}: {} of {} demands unmet, {} conflicts", report.verdict(), demands.unmet, demands.demands, report.conflicts().len())?;
    writeln!(out, "{} rows side by side, at a distance of {:.2}", talks.comparison().rows.len(), talks.distances().overall)?;
    for set in &talks.agreeable_sets().sets {
        writeln!(out, "could be met together: {} demands", set.demands.len())?;
    }
    for group in &talks.groups().groups {
        writeln!(out, "could stand together: {}", group.iter().map(|&party| n.party_key(party)).collect::<Vec<_>>().join(", "))?;
    }
    let new = talks.changes(stages[0].when, stages[1].when).into_iter().filter(|change| change.shift == Shift::New).count();
    writeln!(out, "{} stages; from the first to the second, {new} positions were new", stages.len())?;
    for &doubt in talks.doubts() {
        writeln!(out, "doubt: {}", render::phrase::doubt(n, doubt))?;
    }
    let circle = talks.find("D1").ok_or("there is no circle")?;
    write!(out, "\n{}", render::explanation(n, report, circle, &talks.explain(circle)?).text())?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout())
}
