//! `impasse rounds`.

use std::ops::Range;
use std::process::ExitCode;

use impasse::Negotiation;
use impasse::finding::rounds::Stage;
use impasse::model::{Date, PartyId, When};
use impasse::render::{self, Excerpt, RoundsJson};

use crate::args::{Format, Look, Position};
use crate::failure::Failure;
use crate::{files, nearest, terminal};

/// Follow the talks from round to round: how positions moved, and which findings came and went.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse rounds talks.toml
  impasse rounds talks.toml --from hanoi --to stockholm
  impasse rounds talks.toml --party us,dprk --as-of 2019-11-05
  impasse rounds talks.toml --format json > rounds.json")]
pub(crate) struct Rounds {
    #[command(flatten)]
    position: Position,
    /// Begin with a round, or with the first stage of a date or after it.
    #[arg(long, value_name = "ROUND|DATE")]
    from: Option<String>,
    /// End with a round, or with the last stage of a date or before it.
    #[arg(long, value_name = "ROUND|DATE")]
    to: Option<String>,
    /// Show what these parties said and claimed, and the findings that one of them is a party to.
    #[arg(long, value_name = "PARTY", value_delimiter = ',')]
    party: Vec<String>,
    /// List the positions on which a party said nothing in a round, too.
    #[arg(long)]
    verbose: bool,
    /// The form of the result.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
}

/// Runs the command.
pub(crate) fn run(asked: &Rounds, look: &Look) -> Result<ExitCode, Failure> {
    let (_, negotiation) = files::position(&asked.position)?;
    let n = &negotiation;
    let parties = asked.party.iter().map(|key| party(n, key)).collect::<Result<Vec<_>, _>>()?;
    let rounds = if asked.verbose { impasse::rounds_in_full(n) } else { impasse::rounds(n) };
    let mut excerpt = Excerpt::default().stages(stages(n, &rounds.stages, asked)?);
    if !parties.is_empty() {
        excerpt = excerpt.parties(parties);
    }
    let document = || render::rounds_excerpt(n, &rounds, &excerpt);
    terminal::tell(asked.format, look, document, &RoundsJson::new(n, &rounds).excerpt(excerpt.clone()))?;
    Ok(ExitCode::SUCCESS)
}

fn party(n: &Negotiation, key: &str) -> Result<PartyId, Failure> {
    n.find_party(key).ok_or_else(|| nearest::unknown("party", key, n.parties().map(|(id, _)| n.party_key(id))))
}

/// Finds the stages that are asked for, by their places.
fn stages(n: &Negotiation, stages: &[Stage], asked: &Rounds) -> Result<Range<usize>, Failure> {
    let start = match asked.from.as_deref().map(|key| end(n, key)).transpose()? {
        None => 0,
        Some(End::Round(when)) => stages.partition_point(|stage| n.moment(stage.when) < n.moment(when)),
        Some(End::Date(date)) => stages.partition_point(|stage| stage.day < Some(date.first_day()) || stage.when == When::Undated),
    };
    let end = match asked.to.as_deref().map(|key| end(n, key)).transpose()? {
        None => stages.len(),
        Some(End::Round(when)) => stages.partition_point(|stage| n.moment(stage.when) <= n.moment(when)),
        Some(End::Date(date)) => stages.partition_point(|stage| stage.when == When::Undated || stage.day <= Some(date.last_day())),
    };
    if start >= end {
        let message = "nothing was said in the stages that are asked for".to_owned();
        let known: Vec<_> =
            n.rounds().filter(|&(round, _)| !n.is_yet_to_come(When::In(round))).map(|(round, _)| n.round_key(round)).collect();
        return Err(Failure::Usage { message, remedy: format!("the rounds so far are {}; --from comes before --to", known.join(", ")) });
    }
    Ok(start..end)
}

/// Where the stages begin or end.
enum End {
    Round(When),
    Date(Date),
}

fn end(n: &Negotiation, key: &str) -> Result<End, Failure> {
    match (n.find_round(key), Date::parse(key)) {
        (Some(round), _) if n.is_yet_to_come(When::In(round)) => Err(Failure::Usage {
            message: format!("the round {key} comes after the day as of which positions are read"),
            remedy: "choose a later day with --as-of".to_owned(),
        }),
        (Some(round), _) => Ok(End::Round(When::In(round))),
        (None, Ok(date)) => Ok(End::Date(date)),
        (None, Err(_)) => Err(Failure::Usage {
            message: format!("there is no round {key}, and it is no date"),
            remedy: nearest::remedy("round", key, n.rounds().map(|(id, _)| n.round_key(id))),
        }),
    }
}
