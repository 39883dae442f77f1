//! What things are called: parties, steps, terms, days, citations.
//!
//! Where two things of a kind have the same name, the id stands behind it: `Port [us]`, `“Pay” [pay-2]`.

use super::{Part, Phrase, Role, join, phrase};
use crate::finding::{ConflictId, DeadlockId};
use crate::model::{Day, IssueId, MeasureId, Negotiation, PartyId, RoundId, SourceId, StepId, TermId, When, readable};

/// How many names one sentence holds at most.
pub(super) const NAMES: usize = 8;

/// A name, with the id behind it where the name is shared.
fn told_apart(name: Phrase, is_shared: bool, key: &str) -> Phrase {
    if is_shared { with_key(name, key) } else { name }
}

fn with_key(name: Phrase, key: &str) -> Phrase {
    phrase![name, " [", Phrase::of(Role::Id, key), "]"]
}

/// A party by its name, else by its id.
pub(in crate::render) fn party(n: &Negotiation, party: PartyId) -> Phrase {
    let key = n.party_key(party);
    told_apart(Phrase::of(Role::Name, readable(&n.party(party).name, key)), n.namesakes().parties.has(party), key)
}

/// Several parties: `A, B and C`.
pub(super) fn parties(n: &Negotiation, list: &[PartyId], conjunction: &str) -> Phrase {
    join(list.iter().map(|&p| party(n, p)), list.len(), conjunction, NAMES)
}

/// A step by the name of its measure and its level, in quotation marks: `“Lift the sanctions (partial)”`; else by its id.
pub(in crate::render) fn step(n: &Negotiation, step: StepId) -> Phrase {
    match n.namesakes().measures.has(n.step(step).measure) {
        true => with_key(step_name(n, step), &n.step_key(step)),
        false => step_name(n, step),
    }
}

fn step_name(n: &Negotiation, step: StepId) -> Phrase {
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
    let key = n.measure_key(id);
    told_apart(quoted(Phrase::of(Role::Name, readable(&n.measure(id).name, key))), n.namesakes().measures.has(id), key)
}

/// A step by its name and, where that differs, by the id that a command takes: `“Lift the sanctions (partial)” [lift-sanctions:partial]`.
pub(in crate::render) fn step_and_key(n: &Negotiation, id: StepId) -> Phrase {
    let measure = n.measure_of(id);
    match measure.name {
        None if measure.levels.is_empty() => step(n, id),
        _ => with_key(step_name(n, id), &n.step_key(id)),
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
    told_apart(term_name(n, term), n.namesakes().terms.has(term), n.term_key(term))
}

fn term_name(n: &Negotiation, term: TermId) -> Phrase {
    quoted(Phrase::of(Role::Name, readable(&n.term(term).name, n.term_key(term))))
}

/// A term by its name and, where that differs, by its id: `“Peace” [peace]`.
pub(super) fn term_and_key(n: &Negotiation, id: TermId) -> Phrase {
    match n.term(id).name {
        None => term(n, id),
        Some(_) => with_key(term_name(n, id), n.term_key(id)),
    }
}

/// An issue by its name, else by its id.
pub(super) fn issue(n: &Negotiation, issue: IssueId) -> Phrase {
    let key = n.issue_key(issue);
    told_apart(Phrase::of(Role::Name, readable(&n.issue(issue).name, key)), n.namesakes().issues.has(issue), key)
}

/// A round by its name, else by its id.
pub(super) fn round(n: &Negotiation, round: RoundId) -> Phrase {
    let key = n.round_key(round);
    told_apart(Phrase::of(Role::Name, readable(&n.round(round).name, key)), n.namesakes().rounds.has(round), key)
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
pub(super) fn deadlock_id(id: DeadlockId) -> Phrase {
    Phrase::of(Role::Id, &id.to_string())
}

/// The number of a conflict: `C1`.
pub(super) fn conflict_id(id: ConflictId) -> Phrase {
    Phrase::of(Role::Id, &id.to_string())
}

/// A number of days: `1 day`, `30 days`.
pub(super) fn days(count: u64) -> String {
    format!("{} {}", super::thousands(count as usize), super::plural(count as usize, "day", "days"))
}

fn quoted(name: impl Part) -> Phrase {
    phrase!["“", name, "”"]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_behind_names_that_are_shared() {
        let mut draft = crate::Draft::new("");
        draft.party("us").name("Port");
        draft.party("them").name("Port");
        draft.party("pilots").name("Pilots");
        draft.measure("pay", ["us"]).name("Pay");
        draft.measure("pay-2", ["them"]).name("Pay").levels(["half", "full"]);
        draft.measure("strike", ["pilots"]).name("Strike");
        draft.round("one", "2024").name("Talks");
        draft.round("two", "2025").name("Talks");
        let n = draft.build().unwrap();
        let parties: Vec<_> = n.parties().map(|(id, _)| party(&n, id).to_string()).collect();
        assert_eq!(parties, ["Port [us]", "Port [them]", "Pilots"]);
        let steps: Vec<_> = n.steps().map(|(id, _)| step(&n, id).to_string()).collect();
        assert_eq!(steps, ["“Pay” [pay]", "“Pay (half)” [pay-2:half]", "“Pay (full)” [pay-2:full]", "“Strike”"]);
        let with_keys: Vec<_> = n.steps().map(|(id, _)| step_and_key(&n, id).to_string()).collect();
        assert_eq!(with_keys[..2], steps[..2]);
        assert_eq!(with_keys[3], "“Strike” [strike]");
        assert_eq!(n.measures().map(|(id, _)| measure(&n, id).to_string()).nth(1).as_deref(), Some("“Pay” [pay-2]"));
        assert_eq!(n.rounds().map(|(id, _)| round(&n, id).to_string()).collect::<Vec<_>>(), ["Talks [one]", "Talks [two]"]);
    }
}
