//! `impasse convert`.

use std::process::ExitCode;

use impasse::text;

use crate::failure::Failure;
use crate::files::{self, File};
use crate::form::Form;
use crate::output::Output;
use crate::position::Position;
use crate::spreadsheet::{self, Lists};

/// Write a position file, or its statements, in another form.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse convert talks.toml --to json
  impasse convert talks.toml more-statements.csv --to toml -o all.toml
  impasse convert talks.toml --to csv > statements.csv
  impasse convert talks.toml --to xlsx -o statements.xlsx

A position file in TOML keeps its comments and its order when it is written as TOML.
CSV and spreadsheets (xlsx) hold the statements alone.
-o refuses, unless --force insists: an input in another form; an input table that has more than its
statements, or where those of other files would be added; and a name that belongs to another form, such
as statements.xlsx for CSV.")]
pub(crate) struct Convert {
    #[command(flatten)]
    position: Position,
    /// The form to write.
    #[arg(long, value_name = "FORM")]
    to: Form,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub(crate) fn run(asked: &Convert) -> Result<ExitCode, Failure> {
    if asked.to == Form::Xlsx {
        asked.output.refuse_terminal()?;
    }
    let (files, negotiation) = files::position(&asked.position)?;
    asked.output.refuse_form(asked.to, &files)?;
    asked.output.refuse_table(&files)?;
    let written = match asked.to {
        Form::Toml => match files.iter().find_map(File::toml) {
            Some(kept) => text::to_toml_keeping(&negotiation, kept).into_bytes(),
            None => text::to_toml(&negotiation).into_bytes(),
        },
        Form::Json => text::to_json(&negotiation).into_bytes(),
        Form::Csv => text::to_csv(&negotiation).into_bytes(),
        Form::Xlsx => spreadsheet::write(&text::to_table(&negotiation), &Lists::of(&negotiation))?,
    };
    asked.output.write(&written)?;
    Ok(ExitCode::SUCCESS)
}
