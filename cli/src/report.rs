//! `impasse report`.

use std::io;
use std::process::ExitCode;

use impasse::Analysis;
use impasse::finding::Verdict;
use impasse::render::{Json, Markdown, Text};

use crate::args::{Format, Look, Position};
use crate::failure::Failure;
use crate::{files, terminal};

/// Say whether the parties can agree, and if not, what stands in the way.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse report talks.toml
  impasse report talks.toml more-statements.csv --as-of 2019-11-05
  impasse report talks.toml --as-of hanoi --verbose
  impasse report talks.toml --format markdown > report.md
  cat talks.json | impasse report - --exit-code")]
pub(crate) struct Report {
    #[command(flatten)]
    position: Position,
    /// The form of the report.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
    /// End with status 1 when the verdict is an impasse.
    #[arg(long)]
    exit_code: bool,
    /// Point at the lines of the position file, and show the remarks in it.
    #[arg(long, short)]
    verbose: bool,
}

/// Runs the command.
pub(crate) fn run(asked: &Report, look: &Look) -> Result<ExitCode, Failure> {
    let (files, negotiation) = files::position(&asked.position)?;
    let analysis = Analysis::new(negotiation);
    let (negotiation, report) = (analysis.negotiation(), analysis.report());
    let lines = asked.verbose.then(|| files::statement_lines(&files));
    terminal::write(|out| match asked.format {
        Format::Text => {
            let text = Text::new(negotiation, report).width(terminal::width(look)).color(terminal::color(look, &io::stdout()));
            match &lines {
                Some(lines) => write!(out, "{}", text.verbose(true).statement_lines(lines)),
                None => write!(out, "{text}"),
            }
        }
        Format::Markdown => {
            let markdown = Markdown::new(negotiation, report);
            match &lines {
                Some(lines) => write!(out, "{}", markdown.statement_lines(lines)),
                None => write!(out, "{markdown}"),
            }
        }
        Format::Json => write!(out, "{}", Json::new(negotiation, report)),
    })?;
    let stuck = asked.exit_code && report.verdict() == Verdict::Impasse;
    Ok(ExitCode::from(u8::from(stuck)))
}
