//! `impasse report`.

use std::process::ExitCode;

use impasse::Analysis;
use impasse::finding::Verdict;
use impasse::render::{self, Json};

use crate::failure::Failure;
use crate::format::Format;
use crate::look::Look;
use crate::position::Position;
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
    let detail = asked.format.detail(lines.as_ref());
    let document = || render::report_in_detail(negotiation, report, &detail);
    terminal::tell(asked.format, look, document, &Json::new(negotiation, report))?;
    let stuck = asked.exit_code && report.verdict() == Verdict::Impasse;
    Ok(ExitCode::from(u8::from(stuck)))
}
