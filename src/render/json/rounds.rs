//! The course of a negotiation as JSON.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::distance::rounded;
use super::keys::{parties, statement_keys, step_keys, written};
use super::names::Names;
use super::{Each, NotCountedRow, Pairs, VERSION, layout, message};
use crate::finding::rounds::{Cause, Change, ClaimMade, Found, Rounds, Stage, Turn};
use crate::model::{Negotiation, Topic, When};
use crate::render::{Excerpt, phrase};

/// The course of a negotiation as JSON, a row for each stage, easy to plot; `Display` writes it.
#[derive(Clone, Debug)]
pub struct RoundsJson<'a> {
    negotiation: &'a Negotiation,
    rounds: &'a Rounds,
    excerpt: Excerpt,
}

impl<'a> RoundsJson<'a> {
    /// Lays out all rounds.
    pub fn new(negotiation: &'a Negotiation, rounds: &'a Rounds) -> Self {
        Self { negotiation, rounds, excerpt: Excerpt::default() }
    }

    /// Sets which part is shown.
    pub fn excerpt(mut self, excerpt: Excerpt) -> Self {
        self.excerpt = excerpt;
        self
    }
}

impl fmt::Display for RoundsJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        layout::write(f, self)
    }
}

impl Serialize for RoundsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (n, stages) = (self.negotiation, &self.rounds.stages[self.excerpt.of(self.rounds)]);
        #[derive(Serialize)]
        struct Document<'a, Stages> {
            format: &'static str,
            version: u32,
            title: Option<&'a str>,
            as_of: Option<String>,
            not_counted: NotCountedRow,
            names: Names<'a>,
            stages: Stages,
        }
        Document {
            format: "impasse-rounds",
            version: VERSION,
            title: n.title(),
            as_of: n.as_of().map(|day| day.to_string()),
            not_counted: NotCountedRow::new(n),
            names: Names(n),
            stages: Each(|| stages.iter().map(|stage| row(n, &self.excerpt, stage))),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct StageRow<'a> {
    round: Option<&'a str>,
    name: Option<&'a str>,
    date: Option<String>,
    as_of: Option<String>,
    verdict: &'static str,
    proven: bool,
    steps: Pairs<(&'static str, usize)>,
    demands: DemandRow,
    conflicts: Pairs<(&'static str, usize)>,
    deadlocks: DeadlockRow,
    distance: f64,
    distances: Vec<DistanceRow<'a>>,
    done: Vec<Cow<'a, str>>,
    changes: Vec<ChangeRow<'a>>,
    silent: usize,
    claims: Vec<ClaimRow<'a>>,
    appeared: Vec<TurnRow<'a>>,
    disappeared: Vec<TurnRow<'a>>,
}

#[derive(Serialize)]
struct DemandRow {
    made: usize,
    met: usize,
}

#[derive(Serialize)]
struct DeadlockRow {
    actual: usize,
    latent: usize,
}

#[derive(Serialize)]
struct DistanceRow<'a> {
    parties: Vec<&'a str>,
    distance: f64,
}

fn row<'a>(n: &'a Negotiation, excerpt: &Excerpt, stage: &'a Stage) -> StageRow<'a> {
    let summary = &stage.summary;
    let (round, name, date) = match stage.when {
        When::Undated => (None, None, None),
        When::On(date) => (None, None, Some(date)),
        When::In(round) => (Some(n.round_key(round)), n.round(round).name.as_deref(), Some(n.round(round).date)),
    };
    let claims = stage.claims.iter().filter(|made| excerpt.has(n.claim(made.claim).party));
    let silent = stage.silent.iter().filter(|silence| excerpt.has(silence.party));
    StageRow {
        round,
        name,
        date: written(date),
        as_of: stage.day.map(|day| day.to_string()),
        verdict: summary.verdict.word(),
        proven: summary.proof.is_proven(),
        steps: Pairs(summary.steps.map(|(status, count)| (status.word(), count)).into()),
        demands: DemandRow { made: summary.demands.demands, met: summary.demands.demands - summary.demands.unmet },
        conflicts: Pairs(summary.conflicts.map(|(kind, count)| (kind.word(), count)).into()),
        deadlocks: DeadlockRow { actual: summary.deadlocks.actual, latent: summary.deadlocks.latent },
        distance: rounded(stage.distance),
        distances: distances(n, stage),
        done: step_keys(n, &stage.done),
        changes: change_rows(n, excerpt, stage),
        silent: silent.map(|silence| silence.count).sum(),
        claims: claims.map(|made| claim_row(n, made)).collect(),
        appeared: turn_rows(n, excerpt, &stage.appeared),
        disappeared: turn_rows(n, excerpt, &stage.disappeared),
    }
}

fn distances<'a>(n: &'a Negotiation, stage: &Stage) -> Vec<DistanceRow<'a>> {
    stage.pairs.iter().map(|pair| DistanceRow { parties: parties(n, &pair.parties), distance: rounded(pair.distance) }).collect()
}

#[derive(Serialize)]
struct ChangeRow<'a> {
    party: &'a str,
    target: &'a str,
    change: &'static str,
    before: Vec<Cow<'a, str>>,
    after: Vec<Cow<'a, str>>,
    withdrawal: Option<Cow<'a, str>>,
}

/// Lists what moved, and with it what was silent where that is listed; by party, then by target.
fn change_rows<'a>(n: &'a Negotiation, excerpt: &Excerpt, stage: &Stage) -> Vec<ChangeRow<'a>> {
    let mut changes: Vec<&Change> = stage.changes.iter().chain(stage.silent.iter().flat_map(|silence| &silence.positions)).collect();
    changes.sort_by_key(|change| (change.party, change.topic));
    changes.into_iter().filter(|change| excerpt.has(change.party)).map(|change| change_row(n, change)).collect()
}

fn change_row<'a>(n: &'a Negotiation, change: &Change) -> ChangeRow<'a> {
    ChangeRow {
        party: n.party_key(change.party),
        target: match change.topic {
            Topic::Measure(measure) => n.measure_key(measure),
            Topic::Term(term) => n.term_key(term),
        },
        change: change.shift.word(),
        before: statement_keys(n, &change.before),
        after: statement_keys(n, &change.after),
        withdrawal: change.withdrawal.map(|id| n.statement_key(id)),
    }
}

#[derive(Serialize)]
struct ClaimRow<'a> {
    party: &'a str,
    proposition: &'a str,
    holds: bool,
    contradicted: bool,
    source: Option<&'a str>,
    quote: Option<&'a str>,
}

fn claim_row<'a>(n: &'a Negotiation, made: &ClaimMade) -> ClaimRow<'a> {
    let said = n.claim(made.claim);
    ClaimRow {
        party: n.party_key(said.party),
        proposition: n.proposition(said.proposition),
        holds: said.holds,
        contradicted: !made.against.is_empty(),
        source: said.source.map(|source| n.source_key(source)),
        quote: said.quote.as_deref(),
    }
}

/// A finding that came or went, under its number in the report that has it.
#[derive(Serialize)]
struct TurnRow<'a> {
    id: String,
    kind: &'static str,
    parties: Vec<&'a str>,
    steps: Vec<Cow<'a, str>>,
    message: String,
    cause: CauseRow<'a>,
}

#[derive(Serialize)]
struct CauseRow<'a> {
    kind: &'static str,
    statements: Vec<Cow<'a, str>>,
    /// What the same parties say on the same targets in place of statements that no longer stand.
    instead: Vec<Cow<'a, str>>,
    steps: Vec<Cow<'a, str>>,
}

fn turn_rows<'a>(n: &'a Negotiation, excerpt: &Excerpt, turns: &[Turn]) -> Vec<TurnRow<'a>> {
    turns.iter().filter(|turn| excerpt.has_turn(turn)).map(|turn| turn_row(n, turn)).collect()
}

fn turn_row<'a>(n: &'a Negotiation, turn: &Turn) -> TurnRow<'a> {
    let (id, kind) = match &turn.found {
        Found::Deadlock { id, deadlock } => (id.to_string(), deadlock.kind()),
        Found::Conflict { id, conflict } => (id.to_string(), conflict.kind().word()),
    };
    TurnRow {
        id,
        kind,
        parties: parties(n, turn.found.parties()),
        steps: step_keys(n, turn.found.steps()),
        message: message(&phrase::turned(n, &turn.found)),
        cause: cause_row(n, &turn.cause),
    }
}

fn cause_row<'a>(n: &'a Negotiation, cause: &Cause) -> CauseRow<'a> {
    let (statements, instead, steps) = match cause {
        Cause::Said { statements } => (&statements[..], &[][..], &[][..]),
        Cause::NoLongerSaid { statements, instead } => (&statements[..], &instead[..], &[][..]),
        Cause::Done { steps } => (&[][..], &[][..], &steps[..]),
        Cause::Claimed { .. } | Cause::Time | Cause::Outset | Cause::Elsewhere => (&[][..], &[][..], &[][..]),
    };
    CauseRow {
        kind: cause.word(),
        statements: statement_keys(n, statements),
        instead: statement_keys(n, instead),
        steps: step_keys(n, steps),
    }
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, file};

    use super::*;
    use crate::render::sample;

    #[test]
    fn the_sample_has_the_promised_shape() {
        let (n, rounds) = sample::talks();
        let text = RoundsJson::new(&n, &rounds).to_string();
        assert_data_eq!(&text, file!["../sample/rounds.json"].raw());
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read, serde_json::to_value(RoundsJson::new(&n, &rounds)).unwrap());
        assert_eq!(read["stages"].as_array().unwrap().len(), rounds.stages.len());
    }
}
