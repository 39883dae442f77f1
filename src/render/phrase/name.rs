//! What things are called: parties, steps, terms, days, citations.

use super::{Part, Phrase, Role, join, phrase};
use crate::model::{Day, IssueId, MeasureId, Negotiation, PartyId, RoundId, SourceId, StepId, TermId, When};
use crate::render::printable;

/// How many names one sentence holds at most.
pub(super) const NAMES: usize = 8;

/// A name, or the id where there is none that can be read.
fn readable<'n>(name: &'n Option<Box<str>>, key: &'n str) -> &'n str {
    name.as_deref().filter(|name| !printable(name).trim().is_empty()).unwrap_or(key)
}

/// A party by its name, else by its id.
pub(in crate::render) fn party(n: &Negotiation, party: PartyId) -> Phrase {
    Phrase::of(Role::Name, readable(&n.party(party).name, n.party_key(party)))
}

/// Several parties: `A, B and C`.
pub(super) fn parties(n: &Negotiation, list: &[PartyId], conjunction: &str) -> Phrase {
    join(list.iter().map(|&p| party(n, p)), list.len(), conjunction, NAMES)
}

/// A step by the name of its measure and its level, in quotation marks: `“Lift the sanctions (partial)”`; else by its id.
pub(in crate::render) fn step(n: &Negotiation, step: StepId) -> Phrase {
    let measure = n.step(step).measure;
    let mut name = Phrase::of(Role::Name, readable(&n.measure(measure).name, n.measure_key(measure)));
    if let Some(level) = n.level_name(step) {
        name.push(Role::Name, " (");
        name.push(Role::Name, level);
        name.push(Role::Name, ")");
    }
    quoted(name)
}

/// A measure with all its levels by its name, else by its id, in quotation marks.
pub(super) fn measure(n: &Negotiation, id: MeasureId) -> Phrase {
    quoted(Phrase::of(Role::Name, readable(&n.measure(id).name, n.measure_key(id))))
}

/// A step by its name and, where that differs, by the id that a command takes: `“Lift the sanctions (partial)” [lift-sanctions:partial]`.
pub(in crate::render) fn step_and_key(n: &Negotiation, id: StepId) -> Phrase {
    let measure = n.measure_of(id);
    match measure.name {
        None if measure.levels.is_empty() => step(n, id),
        _ => phrase![step(n, id), " [", Phrase::of(Role::Id, &n.step_key(id)), "]"],
    }
}

/// A level by its own name, in quotation marks: `“partial”`; else the step.
pub(super) fn level(n: &Negotiation, id: StepId) -> Phrase {
    n.level_name(id).map_or_else(|| step(n, id), |level| quoted(Phrase::of(Role::Name, level)))
}

/// Several steps: `“a”, “b” and “c”`, or `“a”, “b” and 7 more`.
pub(super) fn steps(n: &Negotiation, list: &[StepId], conjunction: &str, limit: usize) -> Phrase {
    join(list.iter().map(|&s| step(n, s)), list.len(), conjunction, limit)
}

/// Several steps: `“a”, “b” and “c”`.
pub(in crate::render) fn steps_and(n: &Negotiation, list: &[StepId]) -> Phrase {
    steps(n, list, "and", NAMES)
}

/// The parties who must all act for a step.
pub(in crate::render) fn performers(n: &Negotiation, step: StepId) -> Phrase {
    parties(n, n.performers(step), "and")
}

/// A term by its name, else by its id, in quotation marks.
pub(super) fn term(n: &Negotiation, term: TermId) -> Phrase {
    quoted(Phrase::of(Role::Name, readable(&n.term(term).name, n.term_key(term))))
}

/// A term by its name and, where that differs, by its id: `“Peace” [peace]`.
pub(super) fn term_and_key(n: &Negotiation, id: TermId) -> Phrase {
    match n.term(id).name {
        None => term(n, id),
        Some(_) => phrase![term(n, id), " [", Phrase::of(Role::Id, n.term_key(id)), "]"],
    }
}

/// An issue by its name, else by its id.
pub(super) fn issue(n: &Negotiation, issue: IssueId) -> Phrase {
    Phrase::of(Role::Name, readable(&n.issue(issue).name, n.issue_key(issue)))
}

/// A round by its name, else by its id.
pub(super) fn round(n: &Negotiation, round: RoundId) -> Phrase {
    Phrase::of(Role::Name, readable(&n.round(round).name, n.round_key(round)))
}

/// When something was said: a round's name or a date.
pub(super) fn when(n: &Negotiation, when: When) -> Option<Phrase> {
    match when {
        When::Undated => None,
        When::On(date) => Some(phrase![date.to_string()]),
        When::In(id) => Some(round(n, id)),
    }
}

/// A source by its id.
pub(super) fn source(n: &Negotiation, source: SourceId) -> Phrase {
    Phrase::of(Role::Id, n.source_key(source))
}

/// A day after day 0: its date, else `day 30`.
pub(super) fn day(n: &Negotiation, day: i64) -> Phrase {
    match n.as_of() {
        Some(zero) => date(zero.plus(day)),
        None => phrase![format!("day {day}")],
    }
}

/// A day of the calendar.
pub(super) fn date(day: Day) -> Phrase {
    phrase![day.to_string()]
}

/// The number of a deadlock: `D1`.
pub(super) fn deadlock_id(index: usize) -> Phrase {
    Phrase::of(Role::Id, &format!("D{}", index + 1))
}

/// The number of a conflict: `C1`.
pub(super) fn conflict_id(index: usize) -> Phrase {
    Phrase::of(Role::Id, &format!("C{}", index + 1))
}

/// A number of days: `1 day`, `30 days`.
pub(super) fn days(count: u64) -> String {
    format!("{} {}", super::thousands(count as usize), super::plural(count as usize, "day", "days"))
}

fn quoted(name: impl Part) -> Phrase {
    phrase!["“", name, "”"]
}
