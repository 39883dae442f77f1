//! `impasse check`.

use std::cell::LazyCell;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use impasse::draft::{Edit, Segment};
use impasse::finding::doubt::Doubt;
use impasse::render::{folded, phrase, printable, printable_json};
use impasse::text::{Account, InputDoubt, InputDoubtKind};
use impasse::{Negotiation, Problem};
use serde::Serialize;

use crate::account::{self, count};
use crate::doubt::{Kind, Told};
use crate::failure::{COULD_NOT_RUN, Failure};
use crate::files::{self, File};
use crate::look::Look;
use crate::position::AsOf;
use crate::{problem, terminal};

/// Look for problems in position files, without analysing them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse check talks.toml
  impasse check talks.toml more-statements.csv statements.xlsx other-talks.toml
  impasse check talks.toml --format json")]
pub(crate) struct Check {
    /// Position files, each with the tables and spreadsheets (.xlsx) of statements that follow it; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    day: AsOf,
    /// The form of the result.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
    /// List every doubt on a line of its own, however many there are of a kind.
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// A position file and its tables, without a problem.
struct Sound<'f> {
    files: &'f [File],
    negotiation: Negotiation,
    read: Vec<Account>,
    doubts: Vec<InputDoubt>,
}

/// Runs the command.
pub(crate) fn run(asked: &Check, look: &Look) -> Result<ExitCode, Failure> {
    let files = files::read(&asked.files)?;
    let mut problems = Vec::new();
    let mut sound = Vec::new();
    let mut read = Vec::new();
    let mut beside = Vec::new();
    for files in files::by_position(&files) {
        let intake = files::take_in(files, asked.day.as_of.as_deref());
        read.extend_from_slice(&intake.read);
        match intake.negotiation {
            Ok(negotiation) => sound.push(Sound { files, negotiation, read: intake.read, doubts: intake.doubts }),
            Err(error) => {
                problems.extend_from_slice(error.problems());
                beside.extend(intake.doubts);
            }
        }
    }
    match asked.format {
        Format::Text => {
            let width = look.columns();
            terminal::write(|out| {
                for sound in &sound {
                    write!(out, "{}", folded("", "  ", &summary(sound.files, &sound.negotiation), width))?;
                    for line in account::lines(&sound.read) {
                        write!(out, "{}", folded("  ", "    ", &line, width))?;
                    }
                    let kinds = of_input(&sound.doubts).into_iter().chain(doubts(sound.files, &sound.negotiation, asked.verbose));
                    for line in kinds.flat_map(|kind| kind.lines(asked.verbose)) {
                        write!(out, "{}", folded("  doubt: ", "    ", &line, width))?;
                    }
                }
                Ok(())
            })?;
            if !problems.is_empty() {
                let mut err = io::BufWriter::new(io::stderr().lock());
                // When standard error is gone there is nobody left to tell.
                for line in of_input(&beside).iter().flat_map(|kind| kind.lines(asked.verbose)) {
                    let _ = write!(err, "{}", folded("doubt: ", "  ", &line, look.columns()));
                }
                let _ = problem::list(&mut err, &problems, look.colors(&io::stderr()));
            }
        }
        Format::Json => terminal::write(|out| {
            let json = serde_json::to_string_pretty(&Checked::new(&problems, &read, &sound, &beside))?;
            writeln!(out, "{}", printable_json(&json))
        })?,
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(COULD_NOT_RUN) })
}

/// Puts doubts in words, each with the line of the statement that it is about; unless all are asked for, the first few of each kind.
fn doubts(files: &[File], n: &Negotiation, all: bool) -> Vec<Kind> {
    let lines = LazyCell::new(|| files::statement_lines(files));
    let place = |statement| lines.of(statement).map(|(file, line)| format!("{file}:{line}"));
    let told = |&doubt: &Doubt| {
        let sentence = phrase::doubt(n, doubt).to_string();
        let earlier = if let Doubt::RepeatedStatement { earlier, .. } = doubt { place(earlier) } else { None };
        Told {
            place: doubt.statement().and_then(place),
            about: phrase::doubted(n, doubt).map(|about| about.to_string()).unwrap_or_default(),
            sentence: earlier.map(|earlier| format!("{sentence} ({earlier})")).unwrap_or(sentence),
        }
    };
    let found = impasse::doubts(n);
    let kinds = found.chunk_by(|a, b| a.kind() == b.kind()).map(|kind| {
        let shown = if all { kind.len() } else { Kind::SHOWN };
        Kind {
            in_short: phrase::doubts(n, kind[0], kind.len()).to_string(),
            count: kind.len(),
            told: kind.iter().take(shown).map(told).collect(),
        }
    });
    kinds.collect()
}

/// Puts what is doubtful about the files themselves in words.
fn of_input(doubts: &[InputDoubt]) -> Vec<Kind> {
    let kind = |kind: InputDoubtKind| {
        let of_kind: Vec<&InputDoubt> = doubts.iter().filter(|doubt| doubt.kind == kind).collect();
        let told = of_kind.iter().map(|doubt| Told {
            place: Some(printable(&doubt.place.to_string()).into_owned()),
            about: String::new(),
            sentence: printable(&doubt.message).into_owned(),
        });
        Kind { in_short: format!("{} {}", of_kind.len(), kind.of_several()), count: of_kind.len(), told: told.collect() }
    };
    InputDoubtKind::ALL.map(kind).into_iter().filter(|kind| kind.count > 0).collect()
}

/// Says that there are no problems, and how much there is.
fn summary(files: &[File], n: &Negotiation) -> String {
    let names: Vec<_> = files.iter().map(|file| printable(file.name())).collect();
    let names = names.join(", ");
    if n.parties().len() == 0 {
        return format!("{names}: no problems; no parties, nothing demanded");
    }
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
    read: Vec<ReadRow<'p>>,
    problems: Vec<Row<'p>>,
    doubts: Vec<DoubtRow>,
}

#[derive(Serialize)]
struct ReadRow<'p> {
    file: &'p str,
    sheet: Option<&'p str>,
    rows: usize,
    statements: usize,
    problems: usize,
    passed_over: usize,
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

impl DoubtRow {
    fn of_input(doubt: &InputDoubt) -> Self {
        Self {
            code: doubt.kind.word(),
            message: printable(&doubt.message).into_owned(),
            statement: None,
            file: Some(doubt.place.file.clone()),
            line: Some(doubt.place.line),
        }
    }
}

impl<'p> Checked<'p> {
    fn new(problems: &'p [Problem], read: &'p [Account], sound: &[Sound<'_>], beside: &[InputDoubt]) -> Self {
        let row = |problem: &'p Problem| {
            let place = problem.place.as_ref();
            Row {
                code: problem.code.word(),
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
        let mut doubts: Vec<DoubtRow> = beside.iter().map(DoubtRow::of_input).collect();
        for Sound { files, negotiation: n, doubts: of_input, .. } in sound {
            doubts.extend(of_input.iter().map(DoubtRow::of_input));
            let lines = LazyCell::new(|| files::statement_lines(files));
            doubts.extend(impasse::doubts(n).into_iter().map(|doubt| {
                let place = doubt.statement().and_then(|statement| lines.of(statement));
                DoubtRow {
                    code: doubt.kind().word(),
                    message: printable(phrase::doubt(n, doubt).as_str()).into_owned(),
                    statement: doubt.statement().map(|statement| n.statement_key(statement).into_owned()),
                    file: place.map(|(file, _)| file.to_owned()),
                    line: place.map(|(_, line)| line),
                }
            }));
        }
        let part = |part: &'p Account| ReadRow {
            file: &part.file,
            sheet: part.sheet.as_deref(),
            rows: part.rows,
            statements: part.statements,
            problems: part.problems,
            passed_over: part.passed_over,
        };
        let read = read.iter().map(part).collect();
        Self { format: "impasse-check", version: 1, read, problems: problems.iter().map(row).collect(), doubts }
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
