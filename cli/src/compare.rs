//! `impasse compare`.

use std::io;
use std::process::ExitCode;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use impasse::finding::comparison::{Selection, Standing};
use impasse::render::{ComparisonCsv, ComparisonJson, ComparisonMarkdown, ComparisonText};
use impasse::{Analysis, Negotiation};

use crate::args::{Look, Position};
use crate::failure::Failure;
use crate::nearest::unknown;
use crate::{files, terminal};

/// Put the parties side by side: what each says on each step, what it means by its words, what it says has happened.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse compare talks.toml
  impasse compare talks.toml --parties north,south --issues borders
  impasse compare talks.toml --standing refused,deadlocked
  impasse compare talks.toml --format csv > talks.csv")]
pub(crate) struct Compare {
    #[command(flatten)]
    position: Position,
    /// Only these parties, with commas between them.
    #[arg(long, value_name = "PARTY,…", value_delimiter = ',')]
    parties: Vec<String>,
    /// Only these issues, with commas between them.
    #[arg(long, value_name = "ISSUE,…", value_delimiter = ',')]
    issues: Vec<String>,
    /// Only the steps and words that stand so, with commas between.
    #[arg(long, value_name = "STANDING,…", value_delimiter = ',', value_parser = standings())]
    standing: Vec<Standing>,
    /// The form of the comparison.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Markdown,
    Json,
    Csv,
}

/// Reads a standing by its word.
fn standings() -> impl TypedValueParser<Value = Standing> {
    PossibleValuesParser::new(Standing::ALL.map(Standing::word)).try_map(|word| word.parse())
}

/// Runs the command.
pub(crate) fn run(asked: &Compare, look: &Look) -> Result<ExitCode, Failure> {
    let (_, negotiation) = files::position(&asked.position)?;
    let analysis = Analysis::new(negotiation);
    let n = analysis.negotiation();
    let selection = selection(n, asked)?;
    let mut comparison = analysis.comparison().only(n, &selection);
    // These are about the negotiation as a whole.
    if selection == Selection::default() {
        comparison.agreeable = Some(analysis.agreeable_sets().clone());
        comparison.groups = Some(analysis.groups().clone());
    }
    terminal::write(|out| match asked.format {
        Form::Text => {
            let text = ComparisonText::new(n, &comparison).width(terminal::width(look));
            write!(out, "{}", text.color(terminal::color(look, &io::stdout())))
        }
        Form::Markdown => write!(out, "{}", ComparisonMarkdown::new(n, &comparison)),
        Form::Json => write!(out, "{}", ComparisonJson::new(n, &comparison)),
        Form::Csv => write!(out, "{}", ComparisonCsv::new(n, &comparison)),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Finds what is asked for by its ids.
fn selection(n: &Negotiation, asked: &Compare) -> Result<Selection, Failure> {
    let party = |id: &String| n.find_party(id).ok_or_else(|| unknown("party", id, n.parties().map(|(party, _)| n.party_key(party))));
    let issue = |id: &String| n.find_issue(id).ok_or_else(|| unknown("issue", id, n.issues().map(|(issue, _)| n.issue_key(issue))));
    Ok(Selection {
        parties: asked.parties.iter().map(party).collect::<Result<_, _>>()?,
        issues: asked.issues.iter().map(issue).collect::<Result<_, _>>()?,
        standings: asked.standing.clone(),
    })
}
