//! `impasse compare`.

use std::process::ExitCode;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use impasse::finding::comparison::{Selection, Standing};
use impasse::render::{self, ComparisonJson};
use impasse::{Analysis, Negotiation};

use crate::failure::Failure;
use crate::format::Format;
use crate::look::Look;
use crate::nearest::unknown;
use crate::position::Position;
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

/// The form of a comparison: one that all results have, or a table for a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Told(Format),
    Csv,
}

impl ValueEnum for Form {
    fn value_variants<'a>() -> &'a [Self] {
        const FORMS: [Form; 5] =
            [Form::Told(Format::Text), Form::Told(Format::Markdown), Form::Told(Format::Json), Form::Told(Format::Html), Form::Csv];
        &FORMS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Told(format) => format.to_possible_value(),
            Self::Csv => Some(PossibleValue::new("csv")),
        }
    }
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
    match asked.format {
        Form::Csv => terminal::write(|out| write!(out, "{}", render::statement_table(n, &comparison).csv()))?,
        Form::Told(format) => {
            terminal::tell(format, look, || render::comparison(n, &comparison), &ComparisonJson::new(n, &comparison))?;
        }
    }
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
