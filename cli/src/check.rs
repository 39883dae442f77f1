//! `impasse check`.

use std::cell::LazyCell;
use std::io;
use std::process::ExitCode;

use clap::ValueEnum;
use impasse::draft::{Edit, Segment};
use impasse::finding::Doubt;
use impasse::render::{phrase, printable};
use impasse::{Negotiation, Problem};
use serde::Serialize;

use crate::args::{AsOf, Look};
use crate::failure::{COULD_NOT_RUN, Failure};
use crate::files::{self, File};
use crate::{problem, terminal};

/// Look for problems in position files, without analysing them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse check talks.toml
  impasse check talks.toml more-statements.csv statements.xlsx other-talks.toml
  impasse check talks.toml --format json")]
pub(crate) struct Check {
    /// Position files, each with the CSV files and spreadsheets (.xlsx) of statements that follow it; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    day: AsOf,
    /// The form of the result.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs the command.
pub(crate) fn run(asked: &Check, look: &Look) -> Result<ExitCode, Failure> {
    let files = files::read(&asked.files)?;
    let positions: Vec<&[File]> = files.chunk_by(|_, next| next.adds_statements()).collect();
    let mut problems = Vec::new();
    let mut sound = Vec::new();
    for &position in &positions {
        match files::negotiation(position, asked.day.as_of.as_deref()) {
            Ok(negotiation) => sound.push((position, negotiation)),
            Err(error) => problems.extend_from_slice(error.problems()),
        }
    }
    match asked.format {
        Format::Text => {
            terminal::write(|out| {
                sound.iter().try_for_each(|(files, negotiation)| {
                    writeln!(out, "{}", summary(files, negotiation))?;
                    doubts(files, negotiation).iter().try_for_each(|doubt| writeln!(out, "  {doubt}"))
                })
            })?;
            if !problems.is_empty() {
                let mut err = io::BufWriter::new(io::stderr().lock());
                // When standard error is gone there is nobody left to tell.
                let _ = problem::list(&mut err, &problems, terminal::color(look, &io::stderr()));
            }
        }
        Format::Json => terminal::write(|out| {
            serde_json::to_writer_pretty(&mut *out, &Checked::new(&problems, &sound))?;
            writeln!(out)
        })?,
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(COULD_NOT_RUN) })
}

/// Names of each kind of doubt that a text lists before it only counts the rest.
const LISTED: usize = 20;

/// Puts doubts in words, each with the line of the statement that it is about; of each kind the first few.
fn doubts(files: &[File], n: &Negotiation) -> Vec<String> {
    let lines = LazyCell::new(|| files::statement_lines(files));
    let mut kinds: Vec<(&'static str, Vec<Doubt>)> = Vec::new();
    for doubt in impasse::doubts(n) {
        match kinds.iter_mut().find(|(slug, _)| *slug == doubt.slug()) {
            Some((_, list)) => list.push(doubt),
            None => kinds.push((doubt.slug(), vec![doubt])),
        }
    }
    let mut found = Vec::new();
    for (slug, list) in kinds {
        for &doubt in list.iter().take(LISTED) {
            let place = doubt.statement().and_then(|statement| lines.of(statement));
            let place = place.map(|(file, line)| format!("{}:{line}: ", printable(file))).unwrap_or_default();
            found.push(format!("doubt: {place}{}", printable(phrase::doubt(n, doubt).as_str())));
        }
        if list.len() > LISTED {
            found.push(format!("… and {} more of the kind {slug} (--format json lists all)", list.len() - LISTED));
        }
    }
    found
}

/// Says that there are no problems, and how much there is.
fn summary(files: &[File], n: &Negotiation) -> String {
    let names: Vec<_> = files.iter().map(|file| printable(file.name())).collect();
    let names = names.join(", ");
    if n.parties().len() == 0 {
        return format!("{names}: no problems; no parties, nothing demanded");
    }
    let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let parties = match n.parties().len() {
        1 => "1 party".to_owned(),
        several => format!("{several} parties"),
    };
    format!("{names}: no problems; {parties}, {}, {}", count(n.steps().len(), "step"), count(n.statements().len(), "statement"))
}

#[derive(Serialize)]
struct Checked<'p> {
    format: &'static str,
    version: u32,
    problems: Vec<Row<'p>>,
    doubts: Vec<DoubtRow>,
}

#[derive(Serialize)]
struct DoubtRow {
    code: &'static str,
    message: String,
    statement: Option<String>,
    file: Option<String>,
    line: Option<usize>,
}

#[derive(Serialize)]
struct Row<'p> {
    code: &'static str,
    message: &'p str,
    remedy: &'p str,
    path: String,
    file: Option<&'p str>,
    cell: Option<&'p str>,
    line: Option<usize>,
    column: Option<usize>,
    excerpt: Option<&'p str>,
    edit: Option<EditRow<'p>>,
}

#[derive(Serialize)]
struct EditRow<'p> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    cell: Option<&'p str>,
    text: &'p str,
}

impl<'p> EditRow<'p> {
    fn new(edit: &'p Edit) -> Self {
        let Edit { line, column, end_line, end_column, cell, text, .. } = edit;
        Self { line: *line, column: *column, end_line: *end_line, end_column: *end_column, cell: cell.as_deref(), text }
    }
}

impl<'p> Checked<'p> {
    fn new(problems: &'p [Problem], sound: &[(&[File], Negotiation)]) -> Self {
        let row = |problem: &'p Problem| {
            let place = problem.place.as_ref();
            Row {
                code: problem.code,
                message: &problem.message,
                remedy: &problem.remedy,
                path: path(&problem.path),
                file: place.map(|place| &*place.file),
                cell: place.and_then(|place| place.cell.as_deref()),
                line: place.map(|place| place.line),
                column: place.map(|place| place.column),
                excerpt: place.map(|place| &*place.excerpt),
                edit: problem.edit.as_ref().map(EditRow::new),
            }
        };
        let mut doubts = Vec::new();
        for (files, n) in sound {
            let lines = LazyCell::new(|| files::statement_lines(files));
            doubts.extend(impasse::doubts(n).into_iter().map(|doubt| {
                let place = doubt.statement().and_then(|statement| lines.of(statement));
                DoubtRow {
                    code: doubt.slug(),
                    message: printable(phrase::doubt(n, doubt).as_str()).into_owned(),
                    statement: doubt.statement().map(|statement| n.statement_key(statement).into_owned()),
                    file: place.map(|(file, _)| file.to_owned()),
                    line: place.map(|(_, line)| line),
                }
            }));
        }
        Self { format: "impasse-check", version: 1, problems: problems.iter().map(row).collect(), doubts }
    }
}

/// Writes the way to a value: `statements[3].after[0]`.
fn path(segments: &[Segment]) -> String {
    let mut text = String::new();
    for segment in segments {
        match segment {
            Segment::Key(key) | Segment::KeyItself(key) => {
                text.push_str(if text.is_empty() { "" } else { "." });
                text.push_str(key);
            }
            Segment::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_value_reads_as_in_a_program() {
        let segments = [Segment::Key("statements".into()), Segment::Index(3), Segment::Key("after".into()), Segment::Index(0)];
        assert_eq!(path(&segments), "statements[3].after[0]");
        assert_eq!(path(&[Segment::KeyItself("titel".into())]), "titel");
        assert_eq!(path(&[]), "");
    }
}
