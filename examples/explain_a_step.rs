//! Explains why one step cannot happen, as data and as text.
//!
//! Run it with `cargo run --example explain_a_step`.

use std::error::Error;
use std::fs;
use std::io::{self, Write};

use impasse::{Analysis, render};

/// Writes why the sanctions on North Korea stay: which statements each line cites, then the same in words.
pub fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let negotiation = impasse::text::from_toml(&fs::read_to_string("examples/us-dprk.toml")?)?;
    let analysis = Analysis::new(negotiation);
    let (negotiation, report) = (analysis.negotiation(), analysis.report());
    let finding = analysis.find("lift-sanctions").ok_or("no such step")?;
    let explanation = analysis.explain(finding)?;

    // A line rests on earlier lines only: whoever reads from the top never meets what has not been shown yet.
    for (i, line) in explanation.lines.iter().enumerate() {
        let cited: Vec<_> = line.cites.iter().map(|&statement| negotiation.statement_key(statement)).collect();
        let earlier: Vec<_> = line.rests_on.iter().map(|line| (line + 1).to_string()).collect();
        writeln!(out, "line {} cites [{}] and rests on [{}]", i + 1, cited.join(", "), earlier.join(", "))?;
    }
    writeln!(out)?;
    write!(out, "{}", render::explanation(negotiation, report, finding, &explanation).text())?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout())
}
