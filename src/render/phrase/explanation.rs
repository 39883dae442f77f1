//! What the lines of an explanation say.

use super::{Phrase, Role, claim, conflict, deadlock, join, name, phrase, plural, statement, status, step, thousands};
use crate::finding::explanation::{Blocker, BlockingReason, Line, LineClaim, Support};
use crate::finding::{Finding, Report, Status};
use crate::model::{Negotiation, StatementId, StepId, Time};

/// How many holds or supports one line spells out at most.
pub(in crate::render) const DETAILS: usize = 24;

/// Says what a line of an explanation says, in one piece of text.
#[must_use]
pub fn line(n: &Negotiation, report: &Report, line: &Line) -> Phrase {
    let details = line_details(n, line, &|id| statement::reference(n, id));
    let mut phrase = line_head(n, report, line);
    for (i, detail) in details.iter().enumerate() {
        phrase.add(if i == 0 { ": " } else { "; " }).add(detail);
    }
    phrase.add(".");
    phrase
}

/// The question that an explanation answers.
pub(in crate::render) fn title(n: &Negotiation, report: &Report, finding: Finding) -> Phrase {
    match finding {
        Finding::Step(id) => {
            let step = step(n, id);
            match report.status(id) {
                Status::Done => phrase![step, " is done"],
                Status::Performable => phrase!["How ", step, " can happen; the earliest moment is ", status::moment(n, report, id)],
                _ => {
                    let circle = report.deadlock_ids().find(|&found| report.deadlock(found).steps.binary_search(&id).is_ok());
                    let circle = circle.map(|at| phrase![" (and it waits in the circle ", name::deadlock_id(at), ")"]);
                    phrase!["Why ", step, " cannot happen", circle]
                }
            }
        }
        Finding::Deadlock(id) => {
            let found = report.deadlock(id);
            phrase!["Why ", deadlock::waits_for_one_another(n, found), " (", name::deadlock_id(id), ")"]
        }
        Finding::Conflict(id) => phrase!["What ", name::conflict_id(id), " rests on"],
    }
}

/// What a line says, without the full stop and without what holds or supports each step.
pub(in crate::render) fn line_head(n: &Negotiation, report: &Report, line: &Line) -> Phrase {
    match &line.claim {
        LineClaim::Done { step: done } => {
            let since = n.measure_of(*done).done.and_then(|done| done.on).map(|on| format!(" since {on}"));
            phrase![step(n, *done), " is done", since]
        }
        LineClaim::Refused { step: refused } => phrase![step(n, *refused), " is refused"],
        LineClaim::Unanswered { step: unanswered, silent } => {
            phrase![step(n, *unanswered), " was not offered by ", name::parties(n, silent, "or")]
        }
        LineClaim::Held { steps, not_before, .. } => held(n, steps, not_before),
        LineClaim::Happens { steps, at, .. } => happens(n, steps, at),
        LineClaim::Said { statement: said } => statement(n, *said),
        LineClaim::Claimed { claim: made } => claim(n, *made),
        LineClaim::Means { term, party } => {
            let means = n.meaning(*term, *party);
            phrase!["By ", name::term(n, *term), " ", name::party(n, *party), " meant ", name::steps_and(n, means)]
        }
        LineClaim::Excludes { exclusion } => {
            let exclusion = n.exclusion(*exclusion);
            let because = exclusion.because.as_deref().map(|why| phrase![": “", Phrase::of(Role::Quote, why), "”"]);
            phrase!["Only one of ", name::steps_and(n, &exclusion.steps), " can be in the deal", because]
        }
        LineClaim::Conflict { conflict: id } => {
            phrase!["So they clash (", name::conflict_id(*id), "): ", conflict::sentence(n, report.conflict(*id))]
        }
    }
}

/// What holds or supports each step of a line, one phrase a reason, each with a citation of the statement as `cite` puts it.
pub(in crate::render) fn line_details(n: &Negotiation, line: &Line, cite: &impl Fn(StatementId) -> Phrase) -> Vec<Phrase> {
    let (mut details, count): (Vec<_>, usize) = match &line.claim {
        LineClaim::Held { steps, holds, .. } if holds.is_empty() => {
            let takes = |&held: &StepId| phrase![step(n, held), " takes ", name::days(n.measure_of(held).takes.into())];
            (steps.iter().take(DETAILS).map(takes).collect(), steps.len())
        }
        LineClaim::Held { steps, holds, .. } => {
            let all = holds.iter().flat_map(|hold| hold_reasons(n, hold, steps.len() > 1, cite));
            (all.take(DETAILS).collect(), holds.iter().map(reason_count).sum())
        }
        LineClaim::Happens { steps, supports, .. } => {
            let all = supports.iter().map(|support| supported(n, *support, steps.len() > 1, cite));
            (all.take(DETAILS).collect(), supports.len())
        }
        LineClaim::Refused { .. } => {
            let all = line.cites.iter().map(|&id| phrase![statement(n, id), " ", cite(id)]);
            (all.take(DETAILS).collect(), line.cites.len())
        }
        _ => return Vec::new(),
    };
    if count > details.len() {
        details.push(phrase!["and ", count - details.len(), " more"]);
    }
    details
}

/// The end of a line: the lines that it rests on, and a colon where details follow: ` (from 1, 2 and 5):`.
pub(in crate::render) fn line_end(line: &Line) -> Phrase {
    let count = line.rests_on.len();
    let numbers = line.rests_on.iter().map(|&earlier| thousands(earlier + 1));
    let from = (count > 0).then(|| phrase![" (from ", join(numbers, count, "and", 12), ")"]);
    let details = match &line.claim {
        LineClaim::Held { .. } | LineClaim::Happens { .. } | LineClaim::Refused { .. } => ":",
        _ => ".",
    };
    phrase![from, details]
}

fn held(n: &Negotiation, steps: &[StepId], not_before: &[Option<Time>]) -> Phrase {
    let circle = match steps.len() {
        0 | 1 => "",
        2 => ", because each waits for the other",
        _ => ", because they wait for one another",
    };
    let same = not_before.windows(2).all(|pair| pair[0] == pair[1]);
    let until = |time: Option<Time>| match time {
        None => phrase![" cannot happen"],
        Some(time) => phrase![" cannot be complete before ", name::day(n, time.day), phase(time)],
    };
    let first = until(not_before.first().copied().flatten());
    if same {
        return phrase![name::steps_and(n, steps), first, circle];
    }
    let each = steps.iter().zip(not_before).map(|(&id, &time)| phrase![step(n, id), until(time)]);
    phrase![join(each, steps.len(), "and", name::NAMES), circle]
}

fn happens(n: &Negotiation, steps: &[StepId], at: &[Time]) -> Phrase {
    let same = at.windows(2).all(|pair| pair[0] == pair[1]);
    let who = name::steps_and(n, steps);
    let together = plural(steps.len(), "", " together");
    match at {
        [first, ..] if same => phrase![who, " can be complete", together, " on ", name::day(n, first.day), phase(*first)],
        _ => {
            let each = steps.iter().zip(at).map(|(&s, t)| phrase![step(n, s), " on ", name::day(n, t.day), phase(*t)]);
            phrase!["On each other's promise can be complete: ", join(each, steps.len(), "and", name::NAMES)]
        }
    }
}

/// The place within a day, where it is not the first.
fn phase(time: Time) -> Option<String> {
    (time.phase > 0).then(|| format!(" (in turn {})", thousands(time.phase as usize + 1)))
}

const fn reason_count(hold: &Blocker) -> usize {
    match hold {
        Blocker::Level { .. } => 1,
        Blocker::Party { reasons, .. } => {
            if reasons.is_empty() {
                1
            } else {
                reasons.len()
            }
        }
    }
}

fn hold_reasons(n: &Negotiation, hold: &Blocker, names_step: bool, cite: &impl Fn(StatementId) -> Phrase) -> Vec<Phrase> {
    match hold {
        Blocker::Level { step: above, below } => vec![phrase![step(n, *above), " needs ", step(n, *below), " first"]],
        Blocker::Party { step: held, party, reasons } if reasons.is_empty() => {
            vec![phrase!["without a word of ", name::party(n, *party), " on ", step(n, *held)]]
        }
        Blocker::Party { step: held, party, reasons } => {
            reasons.iter().map(|reason| held_by(n, *held, name::party(n, *party), *reason, names_step, cite)).collect()
        }
    }
}

fn held_by(
    n: &Negotiation,
    held: StepId,
    party: Phrase,
    reason: BlockingReason,
    names_step: bool,
    cite: &impl Fn(StatementId) -> Phrase,
) -> Phrase {
    let said = n.statement(reason.statement);
    let object = if names_step { step(n, held) } else { phrase!["it"] };
    let condition = reason.precondition.and_then(|index| n.preconditions(reason.statement).get(index));
    let until = said.until().filter(|_| reason.lapses).map(|date| format!(" only until {date}"));
    let why = match condition {
        Some(condition) => {
            let meant = reason.of_term.map(|meant| phrase![", which includes ", step(n, meant)]);
            phrase![" ", statement::condition(n, condition), meant, until.map(|until| format!(" and{until}"))]
        }
        None => phrase![until],
    };
    phrase![party, " ", statement::verb(n, reason.statement), " ", object, why, " ", cite(reason.statement)]
}

fn supported(n: &Negotiation, support: Support, names_step: bool, cite: &impl Fn(StatementId) -> Phrase) -> Phrase {
    let object = if names_step { step(n, support.step) } else { phrase!["it"] };
    let party = name::party(n, support.party);
    match support.statement {
        Some(id) => {
            let conditions = statement::conditions(n, id);
            phrase![party, " ", statement::verb(n, id), " ", object, " ", conditions, " ", cite(id)]
        }
        None => phrase!["nobody disputes that ", object, " comes from ", party],
    }
}
