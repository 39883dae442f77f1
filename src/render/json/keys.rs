//! How a document names things: by their ids in the file and their numbers in the report.

use std::borrow::Cow;

use crate::finding::Root;
use crate::model::{Date, Negotiation, PartyId, StatementId, StepId, When};

pub(super) fn written(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// The date of a day counted from day 0; none where nothing is dated, and none beyond the year 9999.
pub(super) fn date_of(n: &Negotiation, day: i64) -> Option<String> {
    n.as_of()?.plus(day).date().map(|date| date.to_string())
}

/// When something was said: the round, or the date outside the rounds.
pub(super) fn round_or_date(n: &Negotiation, when: When) -> (Option<&str>, Option<Date>) {
    match when {
        When::Undated => (None, None),
        When::On(date) => (None, Some(date)),
        When::In(round) => (Some(n.round_key(round)), None),
    }
}

pub(super) fn parties<'a>(n: &'a Negotiation, parties: &[PartyId]) -> Vec<&'a str> {
    parties.iter().map(|&party| n.party_key(party)).collect()
}

pub(super) fn step_keys<'a>(n: &'a Negotiation, steps: &[StepId]) -> Vec<Cow<'a, str>> {
    steps.iter().map(|&step| n.step_key(step)).collect()
}

pub(super) fn statement_keys<'a>(n: &'a Negotiation, statements: &[StatementId]) -> Vec<Cow<'a, str>> {
    statements.iter().map(|&id| n.statement_key(id)).collect()
}

pub(super) fn root_keys<'a>(n: &'a Negotiation, roots: &[Root]) -> Vec<Cow<'a, str>> {
    let key = |root: &Root| match root {
        Root::Step(step) => n.step_key(*step),
        Root::Deadlock(id) => Cow::Owned(id.to_string()),
    };
    roots.iter().map(key).collect()
}
