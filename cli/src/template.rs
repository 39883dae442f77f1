//! `impasse template`.

use std::path::PathBuf;
use std::process::ExitCode;

use impasse::text::{Content, Table};

use crate::failure::Failure;
use crate::files::{self, File};
use crate::form::Form;
use crate::output::Output;
use crate::spreadsheet::{self, Lists};

/// Write an empty spreadsheet to code statements in, with drop-downs.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse template talks.toml -o statements.xlsx    with the parties, steps, rounds and sources to choose from
  impasse template -o statements.xlsx               with the acts alone
  impasse report talks.toml statements.xlsx         once it is filled in
  impasse template talks.toml --from coded.xlsx -o coded.xlsx    when talks.toml has got another party

The drop-downs reach down 1,000 rows; rows below are read as well.
Unless --force insists, -o refuses a file that is there already, other than OLD, and a name that belongs
to another form; and --from refuses to leave out what OLD has beside statements and columns of your own,
such as formulas, notes, colours and other sheets.")]
pub(crate) struct Template {
    /// A position file, whose parties, steps, terms, rounds and sources can then be chosen; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Take over the statements of an old sheet (.xlsx or CSV), with the columns of your own in it; OUT may be the same file.
    #[arg(long, value_name = "OLD", requires = "file")]
    from: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub(crate) fn run(asked: &Template) -> Result<ExitCode, Failure> {
    asked.output.refuse_terminal()?;
    let files = files::read(&asked.file.iter().chain(&asked.from).cloned().collect::<Vec<_>>())?;
    let (position, old) = if asked.from.is_some() { files.split_at(files.len() - 1) } else { files.split_at(files.len()) };
    if !old.iter().any(|old| asked.output.replaces(old)) {
        asked.output.refuse_existing()?;
    }
    asked.output.refuse_form(Form::Xlsx, &files)?;
    let lists = if position.is_empty() { Lists::default() } else { Lists::of(&files::negotiation(position, None)?) };
    let tables = match old.first() {
        Some(old) => taken_over(old, &asked.output)?,
        None => vec![Table::new("statements")],
    };
    asked.output.write(&spreadsheet::write_all(&tables, &lists)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the statements of an old sheet, whatever is wrong with them, with the columns of the encoder's own.
fn taken_over(old: &File, output: &Output) -> Result<Vec<Table>, Failure> {
    let taken = old.taken_over().filter(|taken| !taken.tables.is_empty()).ok_or_else(|| match old.input().content {
        Content::Unreadable { message, remedy } => {
            Failure::Usage { message: format!("{} cannot be taken over: {message}", old.name()), remedy: remedy.to_owned() }
        }
        _ => Failure::Usage {
            message: format!("{} cannot be taken over: it is no table of statements", old.name()),
            remedy: "name a spreadsheet (.xlsx) or CSV file with a row that names the columns; impasse check says what is wrong with it"
                .to_owned(),
        },
    })?;
    output.refuse_lost(old, taken.lost)?;
    Ok(taken.tables)
}
