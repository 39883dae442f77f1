//! A comparison as JSON.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::agreeable::{AgreeableRow, GroupsRow, agreeable_row, groups_row};
use super::distance::{DistancesRow, distances_row};
use super::keys::{parties, round_or_date, statement_keys, step_keys, written};
use super::names::Names;
use super::report::{ClaimRow, claim_row};
use super::{Each, NotCountedRow, Pairs, VERSION, layout};
use crate::finding::comparison::{Account, Cell, ComparedTerm, Comparison, DisputedPart, Meaning, Outcome, Reading, Row};
use crate::model::{Negotiation, Precondition, StatementId, StepId, Subject, Target};

/// A comparison as JSON, of the shape that `docs/format.md` promises; `Display` writes it, entry by entry.
///
/// It serializes too, for whoever wants it in another form.
///
/// # Examples
///
/// ```
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let comparison = impasse::compare(&negotiation);
/// println!("{}", impasse::render::ComparisonJson::new(&negotiation, &comparison));
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ComparisonJson<'a> {
    negotiation: &'a Negotiation,
    comparison: &'a Comparison,
}

impl<'a> ComparisonJson<'a> {
    /// Lays out a comparison.
    #[must_use]
    pub fn new(negotiation: &'a Negotiation, comparison: &'a Comparison) -> Self {
        Self { negotiation, comparison }
    }
}

impl fmt::Display for ComparisonJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        layout::write(f, self)
    }
}

impl Serialize for ComparisonJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (n, comparison) = (self.negotiation, self.comparison);
        #[derive(Serialize)]
        struct Document<'a, Rows, Terms, Claims> {
            format: &'static str,
            version: u32,
            title: Option<&'a str>,
            as_of: Option<String>,
            not_counted: NotCountedRow,
            names: Names<'a>,
            parties: Vec<&'a str>,
            outcome: OutcomeRow<'a>,
            rows: Rows,
            terms: Terms,
            claims: Claims,
            distances: DistancesRow<'a>,
            agreeable: Option<AgreeableRow<'a>>,
            groups: Option<GroupsRow<'a>>,
        }
        Document {
            format: "impasse-comparison",
            version: VERSION,
            title: n.title(),
            as_of: n.as_of().map(|day| day.to_string()),
            not_counted: NotCountedRow::new(n),
            names: Names(n),
            parties: parties(n, &comparison.parties),
            outcome: outcome(n, &comparison.outcome),
            rows: Each(|| comparison.rows.iter().map(|row| compared(n, row))),
            terms: Each(|| comparison.terms.iter().map(|term| term_row(n, term))),
            claims: Each(|| comparison.accounts.iter().map(|account| account_row(n, account))),
            distances: distances_row(n, &comparison.distances),
            agreeable: comparison.agreeable.as_ref().map(|found| agreeable_row(n, found)),
            groups: comparison.groups.as_ref().map(|found| groups_row(n, found)),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct ComparedRow<'a> {
    step: Option<Cow<'a, str>>,
    term: Option<&'a str>,
    issue: Option<&'a str>,
    standing: &'static str,
    wanted_by: Vec<&'a str>,
    silent: Vec<&'a str>,
    offered: Option<Cow<'a, str>>,
    cells: Vec<CellRow<'a>>,
}

fn compared<'a>(n: &'a Negotiation, row: &Row) -> ComparedRow<'a> {
    let (step, term) = match row.subject {
        Target::Step(step) => (Some(n.step_key(step)), None),
        Target::Term(term) => (None, Some(n.term_key(term))),
    };
    ComparedRow {
        step,
        term,
        issue: row.issue.map(|issue| n.issue_key(issue)),
        standing: row.standing.word(),
        wanted_by: parties(n, &row.wanted_by),
        silent: parties(n, &row.silent),
        offered: row.offered.map(|step| n.step_key(step)),
        cells: row.cells.iter().map(|cell| cell_row(n, cell)).collect(),
    }
}

#[derive(Serialize)]
struct CellRow<'a> {
    party: &'a str,
    said: Vec<SaidRow<'a>>,
    bearing: Vec<Cow<'a, str>>,
    awaiting: Vec<Cow<'a, str>>,
}

fn cell_row<'a>(n: &'a Negotiation, cell: &Cell) -> CellRow<'a> {
    CellRow {
        party: n.party_key(cell.party),
        said: cell.said.iter().map(|&id| said_row(n, id)).collect(),
        bearing: statement_keys(n, &cell.bearing),
        awaiting: statement_keys(n, &cell.awaiting),
    }
}

#[derive(Serialize)]
struct SaidRow<'a> {
    statement: Cow<'a, str>,
    act: &'static str,
    preconditions: Vec<PreconditionRow<'a>>,
    deadline: Option<String>,
    until: Option<String>,
    weight: u32,
    firm: bool,
    confidence: f64,
    round: Option<&'a str>,
    date: Option<String>,
    source: Option<&'a str>,
    quote: Option<&'a str>,
    note: Option<&'a str>,
}

fn said_row(n: &Negotiation, id: StatementId) -> SaidRow<'_> {
    let said = n.statement(id);
    let (round, date) = round_or_date(n, said.when);
    SaidRow {
        statement: n.statement_key(id),
        act: said.act.word(),
        preconditions: n.preconditions(id).iter().map(|precondition| precondition_row(n, precondition)).collect(),
        deadline: written(said.deadline()),
        until: written(said.until()),
        weight: said.weight,
        firm: said.firm,
        confidence: said.confidence(),
        round,
        date: written(date),
        source: said.source().map(|source| n.source_key(source)),
        quote: said.quote(),
        note: said.note(),
    }
}

#[derive(Serialize)]
struct PreconditionRow<'a> {
    kind: &'static str,
    step: Option<Cow<'a, str>>,
    term: Option<&'a str>,
    any: Option<Vec<Cow<'a, str>>>,
    days: Option<u32>,
}

fn precondition_row<'a>(n: &'a Negotiation, precondition: &Precondition) -> PreconditionRow<'a> {
    let (step, term, any) = match n.subject(precondition) {
        Subject::Step(step) => (Some(n.step_key(step)), None, None),
        Subject::Term(term) => (None, Some(n.term_key(term)), None),
        Subject::Any(steps) => (None, None, Some(step_keys(n, steps))),
    };
    PreconditionRow { kind: precondition.wait.word(), step, term, any, days: precondition.days }
}

#[derive(Serialize)]
struct TermRow<'a> {
    term: &'a str,
    meanings: Vec<MeaningRow<'a>>,
    shared: Vec<Cow<'a, str>>,
    disputed: Vec<DisputedRow<'a>>,
    statements: Vec<Cow<'a, str>>,
    readings: Vec<ReadingRow<'a>>,
}

fn term_row<'a>(n: &'a Negotiation, term: &ComparedTerm) -> TermRow<'a> {
    TermRow {
        term: n.term_key(term.term),
        meanings: term.meanings.iter().map(|meaning| meaning_row(n, term, meaning)).collect(),
        shared: step_keys(n, &term.shared),
        disputed: term.disputed.iter().map(|part| disputed_row(n, part)).collect(),
        statements: statement_keys(n, &term.resting),
        readings: term.readings.iter().map(|reading| reading_row(n, reading)).collect(),
    }
}

#[derive(Serialize)]
struct MeaningRow<'a> {
    party: &'a str,
    own: bool,
    steps: Vec<Cow<'a, str>>,
    source: Option<&'a str>,
    quote: Option<&'a str>,
}

fn meaning_row<'a>(n: &'a Negotiation, term: &ComparedTerm, meaning: &Meaning) -> MeaningRow<'a> {
    let definition = n.definition(term.term, meaning.party);
    MeaningRow {
        party: n.party_key(meaning.party),
        own: meaning.own,
        steps: step_keys(n, &meaning.steps),
        source: definition.and_then(|definition| definition.source).map(|source| n.source_key(source)),
        quote: definition.and_then(|definition| definition.quote.as_deref()),
    }
}

#[derive(Serialize)]
struct DisputedRow<'a> {
    step: Cow<'a, str>,
    meant_by: Vec<&'a str>,
    performers: Vec<&'a str>,
}

fn disputed_row<'a>(n: &'a Negotiation, part: &DisputedPart) -> DisputedRow<'a> {
    DisputedRow { step: n.step_key(part.step), meant_by: parties(n, &part.meant_by), performers: parties(n, n.performers(part.step)) }
}

#[derive(Serialize)]
struct ReadingRow<'a> {
    of: Vec<&'a str>,
    steps: Vec<Cow<'a, str>>,
    outcome: OutcomeRow<'a>,
}

fn reading_row<'a>(n: &'a Negotiation, reading: &Reading) -> ReadingRow<'a> {
    ReadingRow { of: parties(n, &reading.of), steps: step_keys(n, &reading.steps), outcome: outcome(n, &reading.outcome) }
}

#[derive(Serialize)]
struct OutcomeRow<'a> {
    verdict: &'static str,
    proven: bool,
    demands: usize,
    met: usize,
    conflicts: Pairs<(&'static str, usize)>,
    deadlocks: Vec<Vec<Cow<'a, str>>>,
    latent_deadlocks: Vec<Vec<Cow<'a, str>>>,
}

fn outcome<'a>(n: &'a Negotiation, outcome: &Outcome) -> OutcomeRow<'a> {
    let circles = |circles: &[Vec<StepId>]| circles.iter().map(|steps| step_keys(n, steps)).collect();
    OutcomeRow {
        verdict: outcome.verdict.word(),
        proven: outcome.proof.is_proven(),
        demands: outcome.demands,
        met: outcome.met,
        conflicts: Pairs(outcome.conflicts.iter().map(|&(kind, count)| (kind.word(), count)).collect()),
        deadlocks: circles(&outcome.deadlocks),
        latent_deadlocks: circles(&outcome.latent),
    }
}

#[derive(Serialize)]
struct AccountRow<'a> {
    proposition: &'a str,
    contradictory: bool,
    claims: Vec<ClaimRow<'a>>,
}

fn account_row<'a>(n: &'a Negotiation, account: &Account) -> AccountRow<'a> {
    AccountRow {
        proposition: n.proposition(account.proposition),
        contradictory: account.contradictory,
        claims: account.claims.iter().map(|&id| claim_row(n, n.claim(id))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, file};

    use super::*;
    use crate::render::sample;

    #[test]
    fn the_sample_has_the_promised_shape() {
        let n = sample::negotiation();
        let comparison = sample::comparison(&n);
        let text = ComparisonJson::new(&n, &comparison).to_string();
        assert_data_eq!(&text, file!["../sample/comparison.json"].raw());
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read, serde_json::to_value(ComparisonJson::new(&n, &comparison)).unwrap());
    }
}
