//! Loads a position file and walks the circles in it, wait by wait.
//!
//! Run it with `cargo run --example walk_the_deadlocks`.

use std::error::Error;
use std::fs;
use std::io::{self, Write};

use impasse::finding::Root;

/// Writes every circle of the talks between the United States and North Korea, who says so, and what stands in front of it.
pub fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    // The error of a file that is no negotiation lists every mistake in it, with line and column.
    let negotiation = impasse::text::from_toml(&fs::read_to_string("examples/us-dprk.toml")?)?;
    let report = impasse::analyze(&negotiation);
    for id in report.deadlock_ids() {
        let deadlock = report.deadlock(id);
        let kind = if deadlock.latent { "a latent deadlock" } else { "a deadlock" };
        writeln!(out, "{id} is {kind} of {} steps.", deadlock.steps.len())?;
        for link in &deadlock.cycle {
            let (step, other) = (negotiation.step_key(link.step()), negotiation.step_key(link.waits_for()));
            write!(out, "  {step} waits for {other} ({})", link.kind())?;
            match link.statement() {
                Some(statement) => writeln!(out, ", as {} says", negotiation.statement_key(statement))?,
                None => writeln!(out)?,
            }
        }
        for root in &deadlock.behind {
            match root {
                Root::Step(step) => {
                    writeln!(out, "  In front of it: {} ({})", negotiation.step_key(*step), report.status(*step))?;
                }
                Root::Deadlock(other) => writeln!(out, "  In front of it: {other}")?,
                // More kinds of roots may come with later versions.
                other => writeln!(out, "  In front of it: {other:?}")?,
            }
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout())
}
