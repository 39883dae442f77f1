//! `impasse template`.

use std::path::PathBuf;
use std::process::ExitCode;

use impasse::text::Table;

use crate::failure::Failure;
use crate::files;
use crate::form::Form;
use crate::output::Output;
use crate::spreadsheet::{self, Lists};

/// Write an empty spreadsheet to code statements in, with drop-downs.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse template talks.toml -o statements.xlsx    with the parties, steps, rounds and sources to choose from
  impasse template -o statements.xlsx               with the acts alone
  impasse report talks.toml statements.xlsx         once it is filled in

The drop-downs reach down 1,000 rows; rows below are read as well.
-o refuses a file that is there already, and a name that belongs to another form, unless --force insists.")]
pub(crate) struct Template {
    /// A position file, whose parties, steps, terms, rounds and sources can then be chosen; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub(crate) fn run(asked: &Template) -> Result<ExitCode, Failure> {
    asked.output.refuse_terminal()?;
    asked.output.refuse_existing()?;
    asked.output.refuse_loss(Form::Xlsx, &[])?;
    let lists = match &asked.file {
        Some(name) => Lists::of(&files::negotiation(&files::read(std::slice::from_ref(name))?, None)?),
        None => Lists::default(),
    };
    asked.output.write(&spreadsheet::write(&Table::new("statements"), &lists)?)?;
    Ok(ExitCode::SUCCESS)
}
