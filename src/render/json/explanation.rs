//! An explanation as JSON.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::keys::{parties, statement_keys, step_keys};
use super::{Each, VERSION, layout, message};
use crate::finding::explanation::{Blocker, BlockingReason, Explanation, Line, LineClaim, Support};
use crate::finding::{Finding, Report};
use crate::model::{Negotiation, PartyId, SourceId, StepId, Time};
use crate::render::phrase;

/// An explanation as JSON; `Display` writes it, line by line.
///
/// Each line has an `index` counted from 0, what it claims, the steps and parties it is about, the statements and sources it cites, the
/// lines it `rests_on`, and a `message`.
#[derive(Clone, Copy, Debug)]
pub struct ExplanationJson<'a> {
    negotiation: &'a Negotiation,
    report: &'a Report,
    finding: Finding,
    explanation: &'a Explanation,
}

impl<'a> ExplanationJson<'a> {
    /// Lays out an explanation of a finding.
    #[must_use]
    pub fn new(negotiation: &'a Negotiation, report: &'a Report, finding: Finding, explanation: &'a Explanation) -> Self {
        Self { negotiation, report, finding, explanation }
    }
}

impl fmt::Display for ExplanationJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        layout::write(f, self)
    }
}

impl Serialize for ExplanationJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (n, report) = (self.negotiation, self.report);
        #[derive(Serialize)]
        struct Document<'a, Lines> {
            format: &'static str,
            version: u32,
            title: Option<&'a str>,
            as_of: Option<String>,
            finding: Cow<'a, str>,
            message: String,
            fewest: bool,
            lines: Lines,
        }
        let finding = match self.finding {
            Finding::Step(step) => n.step_key(step),
            Finding::Deadlock(id) => Cow::Owned(id.to_string()),
            Finding::Conflict(id) => Cow::Owned(id.to_string()),
        };
        Document {
            format: "impasse-explanation",
            version: VERSION,
            title: n.title(),
            as_of: n.as_of().map(|day| day.to_string()),
            finding,
            message: message(&phrase::explanation_title(n, report, self.finding)),
            fewest: self.explanation.fewest.is_proven(),
            lines: Each(|| self.explanation.lines.iter().enumerate().map(|(i, line)| line_row(n, report, i, line))),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct LineRow<'a> {
    index: usize,
    kind: &'static str,
    steps: Vec<Cow<'a, str>>,
    parties: Vec<&'a str>,
    statements: Vec<Cow<'a, str>>,
    sources: Vec<&'a str>,
    rests_on: &'a [usize],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_before: Vec<Option<Moment>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    at: Vec<Moment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holds: Vec<HoldRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    supports: Vec<SupportRow<'a>>,
    message: String,
}

#[derive(Serialize)]
struct Moment {
    day: i64,
    phase: u32,
}

impl From<Time> for Moment {
    fn from(time: Time) -> Self {
        Self { day: time.day, phase: time.phase }
    }
}

/// Why one step is held: by the level below, or by a statement and one of its preconditions, counted from 0.
#[derive(Serialize)]
struct HoldRow<'a> {
    step: Cow<'a, str>,
    below: Option<Cow<'a, str>>,
    party: Option<&'a str>,
    statement: Option<Cow<'a, str>>,
    precondition: Option<usize>,
    /// Of a precondition on a term, the step meant that is not there in time.
    of_term: Option<Cow<'a, str>>,
    /// Whether the offer lapses first.
    lapses: bool,
}

#[derive(Serialize)]
struct SupportRow<'a> {
    step: Cow<'a, str>,
    party: &'a str,
    statement: Option<Cow<'a, str>>,
}

fn line_row<'a>(n: &'a Negotiation, report: &Report, index: usize, line: &'a Line) -> LineRow<'a> {
    let mut row = LineRow {
        index,
        kind: kind(&line.claim),
        steps: Vec::new(),
        parties: Vec::new(),
        statements: statement_keys(n, &line.cites),
        sources: Vec::new(),
        rests_on: &line.rests_on,
        not_before: Vec::new(),
        at: Vec::new(),
        holds: Vec::new(),
        supports: Vec::new(),
        message: message(&phrase::line(n, report, line)),
    };
    let (mut speakers, mut sources) = fill(&mut row, n, report, &line.claim);
    sources.extend(line.cites.iter().filter_map(|&id| n.statement(id).source()));
    speakers.extend(line.cites.iter().map(|&id| n.statement(id).party));
    sources.sort_unstable();
    sources.dedup();
    speakers.sort_unstable();
    speakers.dedup();
    row.sources = sources.into_iter().map(|source| n.source_key(source)).collect();
    row.parties = parties(n, &speakers);
    row
}

/// Fills in what a claim is about, and returns the parties that it names and the sources that it was read in, besides those of the
/// statements that the line cites.
fn fill<'a>(row: &mut LineRow<'a>, n: &'a Negotiation, report: &Report, claim: &'a LineClaim) -> (Vec<PartyId>, Vec<SourceId>) {
    match claim {
        LineClaim::Done { step } | LineClaim::Refused { step } => row.steps = step_keys(n, &[*step]),
        LineClaim::Unanswered { step, silent } => {
            row.steps = step_keys(n, &[*step]);
            return (silent.clone(), Vec::new());
        }
        LineClaim::Held { steps, not_before, holds } => {
            row.steps = step_keys(n, steps);
            row.not_before = not_before.iter().map(|time| time.map(Moment::from)).collect();
            row.holds = holds.iter().flat_map(|hold| hold_rows(n, hold)).collect();
            let holding = holds.iter().filter_map(|hold| match hold {
                Blocker::Level { .. } => None,
                Blocker::Party { party, .. } => Some(*party),
            });
            return (holding.collect(), Vec::new());
        }
        LineClaim::Happens { steps, at, supports } => {
            row.steps = step_keys(n, steps);
            row.at = at.iter().copied().map(Moment::from).collect();
            row.supports = supports.iter().map(|support| support_row(n, *support)).collect();
            return (supports.iter().map(|support| support.party).collect(), Vec::new());
        }
        LineClaim::Said { statement } => {
            let steps: Vec<StepId> = n.step_acts(*statement).map(|plain| plain.step).collect();
            row.steps = step_keys(n, &steps);
        }
        LineClaim::Claimed { claim } => return (vec![n.claim(*claim).party], n.claim(*claim).source.into_iter().collect()),
        LineClaim::Means { term, party } => {
            row.steps = step_keys(n, n.meaning(*term, *party));
            let source = n.definition(*term, *party).and_then(|definition| definition.source);
            return (vec![*party], source.into_iter().collect());
        }
        LineClaim::Excludes { exclusion } => row.steps = step_keys(n, &n.exclusion(*exclusion).steps),
        LineClaim::Conflict { conflict } => {
            let conflict = report.conflict(*conflict);
            row.steps = step_keys(n, &conflict.steps);
            return (conflict.parties.clone(), Vec::new());
        }
    }
    (Vec::new(), Vec::new())
}

const fn kind(claim: &LineClaim) -> &'static str {
    match claim {
        LineClaim::Done { .. } => "done",
        LineClaim::Refused { .. } => "refused",
        LineClaim::Unanswered { .. } => "unanswered",
        LineClaim::Held { .. } => "held",
        LineClaim::Happens { .. } => "happens",
        LineClaim::Said { .. } => "said",
        LineClaim::Claimed { .. } => "claimed",
        LineClaim::Means { .. } => "means",
        LineClaim::Excludes { .. } => "excludes",
        LineClaim::Conflict { .. } => "conflict",
    }
}

fn hold_rows<'a>(n: &'a Negotiation, hold: &Blocker) -> Vec<HoldRow<'a>> {
    let bare = |step| HoldRow {
        step: n.step_key(step),
        below: None,
        party: None,
        statement: None,
        precondition: None,
        of_term: None,
        lapses: false,
    };
    match hold {
        Blocker::Level { step, below } => vec![HoldRow { below: Some(n.step_key(*below)), ..bare(*step) }],
        Blocker::Party { step, party, reasons } => {
            let silent = || HoldRow { party: Some(n.party_key(*party)), ..bare(*step) };
            let row = |reason: &BlockingReason| HoldRow {
                statement: Some(n.statement_key(reason.statement)),
                precondition: reason.precondition,
                of_term: reason.of_term.map(|meant| n.step_key(meant)),
                lapses: reason.lapses,
                ..silent()
            };
            if reasons.is_empty() { vec![silent()] } else { reasons.iter().map(row).collect() }
        }
    }
}

fn support_row<'a>(n: &'a Negotiation, support: Support) -> SupportRow<'a> {
    SupportRow {
        step: n.step_key(support.step),
        party: n.party_key(support.party),
        statement: support.statement.map(|id| n.statement_key(id)),
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
        let report = crate::analyze(&n);
        let finding = report.find(&n, "gate").unwrap();
        let explanation = crate::explain(&n, finding).unwrap();
        let text = ExplanationJson::new(&n, &report, finding, &explanation).to_string();
        assert_data_eq!(&text, file!["../sample/explanation.json"].raw());
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }
}
