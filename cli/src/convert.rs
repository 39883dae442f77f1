//! `impasse convert`.

use std::fs;
use std::process::ExitCode;

use clap::ValueEnum;
use impasse::text;

use crate::args::Position;
use crate::failure::Failure;
use crate::{files, terminal};

/// Write a position file in another form.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse convert talks.toml --to json
  impasse convert talks.toml more-statements.csv --to toml -o all.toml
  impasse convert talks.toml --to csv > statements.csv

CSV holds the statements alone.")]
pub(crate) struct Convert {
    #[command(flatten)]
    position: Position,
    /// The form to write.
    #[arg(long, value_name = "FORM")]
    to: Form,
    /// Write to a file instead of standard output.
    #[arg(long, short, value_name = "OUT")]
    output: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Toml,
    Json,
    Csv,
}

/// Runs the command.
pub(crate) fn run(asked: &Convert) -> Result<ExitCode, Failure> {
    let (_, negotiation) = files::position(&asked.position)?;
    let written = match asked.to {
        Form::Toml => text::to_toml(&negotiation),
        Form::Json => text::to_json(&negotiation),
        Form::Csv => text::to_csv(&negotiation),
    };
    match asked.output.as_deref() {
        None | Some("-") => terminal::write(|out| out.write_all(written.as_bytes()))?,
        Some(name) => {
            fs::write(name, written).map_err(|why| Failure::File { verb: "write", name: name.to_owned(), why })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
