//! `impasse explain`.

use std::process::ExitCode;

use impasse::finding::Finding;
use impasse::render::{self, ExplanationJson};
use impasse::{Analysis, Negotiation, Report};

use crate::failure::Failure;
use crate::format::Format;
use crate::look::Look;
use crate::nearest::nearest;
use crate::position::Position;
use crate::{files, terminal};

/// How many ids are suggested.
const SUGGESTIONS: usize = 3;

/// Say line by line why a step cannot happen, or what a finding of the report rests on.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse explain talks.toml lift-sanctions
  impasse explain talks.toml lift-sanctions:partial
  impasse explain talks.toml D1
  impasse explain talks.toml C3 --format markdown")]
pub(crate) struct Explain {
    #[command(flatten)]
    position: Position,
    /// What to explain: a step as the file writes it, or a finding of the report, such as D1 or C1.
    #[arg(required = true, value_name = "ID")]
    id: String,
    /// The form of the explanation.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
    /// Point at the lines of the position file, and show the remarks in it.
    #[arg(long, short)]
    verbose: bool,
}

/// Runs the command.
pub(crate) fn run(asked: &Explain, look: &Look) -> Result<ExitCode, Failure> {
    let (files, negotiation) = files::position(&asked.position)?;
    let analysis = Analysis::new(negotiation);
    let (n, report) = (analysis.negotiation(), analysis.report());
    let finding = analysis.find(&asked.id).ok_or_else(|| unknown(n, report, &asked.id))?;
    let explanation = analysis.explain(finding).map_err(|_| unknown(n, report, &asked.id))?;
    let lines = asked.verbose.then(|| files::statement_lines(&files));
    let detail = asked.format.detail(lines.as_ref());
    let document = || render::explanation_in_detail(n, report, finding, &explanation, &detail);
    terminal::tell(asked.format, look, document, &ExplanationJson::new(n, report, finding, &explanation))?;
    Ok(ExitCode::SUCCESS)
}

/// Nothing has this id: what was probably meant, and what can be asked.
fn unknown(n: &Negotiation, report: &Report, id: &str) -> Failure {
    let can_be_asked = can_be_asked(n, report);
    if let Some(said) = n.find_statement(id) {
        let steps: Vec<_> = n.step_acts(said).take(SUGGESTIONS).map(|plain| n.step_key(plain.step).into_owned()).collect();
        let about = if steps.is_empty() { can_be_asked } else { format!("ask about what it is on: {}", steps.join(", ")) };
        return Failure::Usage { message: format!("{id} is a statement, and only steps and findings can be explained"), remedy: about };
    }
    let near = near(n, report, id);
    let remedy = match &*near {
        [] => can_be_asked,
        near => format!("did you mean {}? {can_be_asked}", near.join(" or ")),
    };
    Failure::Usage { message: format!("there is no step and no finding {id}"), remedy }
}

fn can_be_asked(n: &Negotiation, report: &Report) -> String {
    let range = |prefix: char, count: usize| match count {
        0 => None,
        1 => Some(format!("{prefix}1")),
        _ => Some(format!("{prefix}1 to {prefix}{count}")),
    };
    let first = n.steps().next().map(|(step, _)| format!("any step, such as {}", n.step_key(step)));
    let findings: Vec<_> = [range('D', report.deadlocks().len()), range('C', report.conflicts().len())].into_iter().flatten().collect();
    let parts: Vec<_> = [Some(findings.join(", ")).filter(|text| !text.is_empty()), first].into_iter().flatten().collect();
    match &*parts {
        [] => "there is nothing to ask about: the file has no measures".to_owned(),
        parts => format!("You can ask about {}", parts.join(" or ")),
    }
}

/// Finds the ids most like a misspelt one, the nearest first.
fn near(n: &Negotiation, report: &Report, id: &str) -> Vec<String> {
    // Numbers of findings are all much alike: only another case of the letter is a likely slip.
    let upper = id.to_uppercase();
    let finding = matches!(report.find(n, &upper), Some(Finding::Deadlock(_) | Finding::Conflict(_))).then_some(upper);
    let steps = nearest(id, n.steps().map(|(step, _)| n.step_key(step).into_owned()));
    finding.into_iter().chain(steps).take(SUGGESTIONS).collect()
}
