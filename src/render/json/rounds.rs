//! The course of a negotiation as JSON.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::distance::rounded;
use super::keys::{parties, statement_keys, step_keys, written};
use super::names::Names;
use super::{Each, NotCountedRow, Pairs, VERSION, layout, message};
use crate::finding::rounds::{Cause, Change, Rounds, Stage, Turn};
use crate::finding::{ContradictoryClaims, Finding, Report};
use crate::model::{ClaimId, Negotiation, PropositionId, Topic, When};
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
    #[must_use]
    pub fn new(negotiation: &'a Negotiation, rounds: &'a Rounds) -> Self {
        Self { negotiation, rounds, excerpt: Excerpt::default() }
    }

    /// Sets which part is shown.
    #[must_use]
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
        let (n, stages) = (self.negotiation, self.excerpt.of(self.rounds));
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
            stages: Each(|| stages.iter().map(|&(before, stage)| row(n, &self.excerpt, before, stage))),
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
    steps: Pairs<(&'static str, usize)>,
    demands: DemandRow,
    conflicts: Pairs<(&'static str, usize)>,
    deadlocks: DeadlockRow,
    distance: f64,
    distances: Vec<DistanceRow<'a>>,
    done: Vec<Cow<'a, str>>,
    changes: Vec<ChangeRow<'a>>,
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

fn row<'a>(n: &'a Negotiation, excerpt: &Excerpt, before: Option<&'a Stage>, stage: &'a Stage) -> StageRow<'a> {
    let report = &stage.report;
    let (round, name, date) = match stage.when {
        When::Undated => (None, None, None),
        When::On(date) => (None, None, Some(date)),
        When::In(round) => (Some(n.round_key(round)), n.round(round).name.as_deref(), Some(n.round(round).date)),
    };
    let demands = report.demand_counts();
    let latent = report.deadlocks().iter().filter(|deadlock| deadlock.latent).count();
    let contradictions = report.contradictions().map(|clash| (clash.proposition, clash)).collect();
    let claims = stage.claims.iter().filter(|&&claim| excerpt.has(n.claim(claim).party));
    StageRow {
        round,
        name,
        date: written(date),
        as_of: stage.day.map(|day| day.to_string()),
        verdict: report.verdict().word(),
        steps: Pairs(report.status_counts().map(|(status, count)| (status.word(), count)).into()),
        demands: DemandRow { made: demands.demands, met: demands.demands - demands.unmet },
        conflicts: Pairs(report.conflict_counts().map(|(kind, count)| (kind.word(), count)).into()),
        deadlocks: DeadlockRow { actual: report.deadlocks().len() - latent, latent },
        distance: rounded(stage.distances.overall),
        distances: distances(n, stage),
        done: step_keys(n, &stage.done),
        changes: stage.changes.iter().filter(|change| excerpt.has(change.party)).map(|change| change_row(n, change)).collect(),
        claims: claims.map(|&claim| claim_row(n, &contradictions, claim)).collect(),
        appeared: turn_rows(n, excerpt, report, &stage.appeared),
        disappeared: before.map(|before| turn_rows(n, excerpt, &before.report, &stage.disappeared)).unwrap_or_default(),
    }
}

fn distances<'a>(n: &'a Negotiation, stage: &Stage) -> Vec<DistanceRow<'a>> {
    stage.distances.pairs.iter().map(|pair| DistanceRow { parties: parties(n, &pair.parties), distance: rounded(pair.distance) }).collect()
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

/// The contradictions of a report, by proposition.
type Contradictions<'r> = HashMap<PropositionId, &'r ContradictoryClaims>;

fn claim_row<'a>(n: &'a Negotiation, contradictions: &Contradictions<'_>, claim: ClaimId) -> ClaimRow<'a> {
    let said = n.claim(claim);
    ClaimRow {
        party: n.party_key(said.party),
        proposition: n.proposition(said.proposition),
        holds: said.holds,
        contradicted: contradictions.get(&said.proposition).is_some_and(|clash| clash.against(said).next().is_some()),
        source: said.source.map(|source| n.source_key(source)),
        quote: said.quote.as_deref(),
    }
}

/// A finding that came or went, under its number in the report that has it.
#[derive(Serialize)]
struct TurnRow<'a> {
    id: Cow<'a, str>,
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

fn turn_rows<'a>(n: &'a Negotiation, excerpt: &Excerpt, report: &Report, turns: &[Turn]) -> Vec<TurnRow<'a>> {
    turns.iter().filter(|turn| excerpt.has_turn(report, turn)).map(|turn| turn_row(n, report, turn)).collect()
}

fn turn_row<'a>(n: &'a Negotiation, report: &Report, turn: &Turn) -> TurnRow<'a> {
    let (id, kind, of, steps) = match turn.finding {
        Finding::Step(step) => (n.step_key(step), "step", n.performers(step), &[step][..]),
        Finding::Deadlock(id) => {
            let deadlock = report.deadlock(id);
            (Cow::Owned(id.to_string()), deadlock.kind(), &*deadlock.parties, &*deadlock.steps)
        }
        Finding::Conflict(id) => {
            let conflict = report.conflict(id);
            (Cow::Owned(id.to_string()), conflict.kind().word(), &*conflict.parties, &*conflict.steps)
        }
    };
    TurnRow {
        id,
        kind,
        parties: parties(n, of),
        steps: step_keys(n, steps),
        message: message(&phrase::turned(n, report, turn.finding)),
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
