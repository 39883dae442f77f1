//! Writes a report as JSON and reads it as a script would: fields by name, without the types of the library.
//!
//! From a shell the same document comes from `impasse report examples/us-dprk.toml --format json`.
//!
//! Run it with `cargo run --example report_as_json`.

use std::error::Error;
use std::fs;
use std::io::{self, Write};

use impasse::render::Json;
use serde_json::Value;

/// Writes the verdict, what is not met, and the conflicts by kind, from nothing but the JSON.
pub fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let negotiation = impasse::text::from_toml(&fs::read_to_string("examples/us-dprk.toml")?)?;
    let json = Json::new(&negotiation, &impasse::analyze(&negotiation)).to_string();

    let report: Value = serde_json::from_str(&json)?;
    let list = |key: &str| report[key].as_array().into_iter().flatten();
    // A script that reads reports looks at these two first.
    writeln!(out, "{} version {}", report["format"], report["version"])?;
    writeln!(out, "verdict: {}", report["verdict"])?;
    for demand in list("demands").filter(|demand| demand["met"] == false) {
        writeln!(out, "not met: {} of {}", demand["step"], demand["party"])?;
    }
    for conflict in list("conflicts") {
        writeln!(out, "{} {}: {}", conflict["id"], conflict["kind"], conflict["steps"])?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout())
}
