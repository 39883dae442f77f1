//! What becomes of a step, and of a demand.

use super::{Phrase, join, name, phrase, plural};
use crate::finding::{Demand, Report, Root, Status, StuckGroup};
use crate::model::{Negotiation, StepId};

/// The day on which a step can be complete at the earliest.
pub(super) fn moment(n: &Negotiation, report: &Report, step: StepId) -> Phrase {
    match report.time(step) {
        Some(time) => name::day(n, time.day),
        None => phrase!["no day"],
    }
}

/// Why a step is stuck, in few words, without naming it.
pub(super) fn lacks(n: &Negotiation, report: &Report, step: StepId) -> Phrase {
    match report.status(step) {
        Status::Done => phrase!["done"],
        Status::Performable => phrase!["possible on ", moment(n, report, step)],
        Status::Refused => phrase!["refused by ", name::parties(n, report.blockers(step), "and")],
        Status::Unanswered => phrase!["not offered by ", name::parties(n, report.blockers(step), "or")],
        Status::Deadlocked => phrase!["waiting in a circle"],
        Status::Expired => phrase!["an offer lapses before it can come"],
        Status::Waiting => phrase!["waiting for what cannot happen"],
    }
}

/// What a stuck step comes down to, by name: `“a” (refused by South)`, or a circle by its number.
pub(super) fn root(n: &Negotiation, report: &Report, root: Root) -> Phrase {
    match root {
        Root::Step(step) => phrase![name::step(n, step), " (", lacks(n, report, step), ")"],
        Root::Deadlock(_) => root_name(n, root),
    }
}

/// What a stuck step comes down to, in few words: `waits in the circle D1, behind “a” and 2 more`.
fn comes_down_to(n: &Negotiation, report: &Report, step: StepId) -> Phrase {
    let (own, others) = roots(n, report, step);
    match (own, others.is_empty()) {
        (None, true) => lacks(n, report, step),
        (Some(circle), true) => phrase!["waits in ", circle],
        (circle, false) => {
            let list = join(others.iter().map(|&other| root_name(n, other)), others.len(), "and", 3);
            let start = circle.map_or_else(|| phrase!["waits for "], |circle| phrase!["waits in ", circle, ", behind "]);
            phrase![start, list]
        }
    }
}

/// The circle that a step is in, by its number, and what else it comes down to.
fn roots(n: &Negotiation, report: &Report, step: StepId) -> (Option<Phrase>, Vec<Root>) {
    let circle = report.circle_of(step).map(|id| root_name(n, Root::Deadlock(id)));
    let own = |root: &Root| matches!(root, Root::Deadlock(id) if report.deadlock(*id).steps.binary_search(&step).is_ok());
    let others = report.roots(step).0.iter().copied().filter(|root| circle.is_none() || !own(root)).collect();
    (circle, others)
}

fn root_name(n: &Negotiation, root: Root) -> Phrase {
    match root {
        Root::Step(step) => name::step(n, step),
        Root::Deadlock(id) => phrase!["the circle ", name::deadlock_id(id)],
    }
}

/// Stuck steps that come down to the same: `Waiting in the circle D1, behind “c” (refused by South): “a” and “b”`.
pub(in crate::render) fn stuck(n: &Negotiation, report: &Report, group: &StuckGroup) -> Phrase {
    let list = join(group.steps.iter().map(|&step| name::step_and_key(n, step)), group.steps.len(), "and", name::NAMES);
    phrase![held_by(n, report, group).capitalized(), ": ", list]
}

/// What holds the steps of a group back, in full and without naming them.
fn held_by(n: &Negotiation, report: &Report, group: &StuckGroup) -> Phrase {
    let StuckGroup { circle, behind, all_behind, .. } = group;
    let circle = circle.map(|id| root_name(n, Root::Deadlock(id)));
    let limit = 6;
    let list = join(behind.iter().map(|&other| root(n, report, other)), behind.len(), "and", limit);
    let among = if !all_behind.is_proven() && behind.len() <= limit { ", among others" } else { "" };
    match (circle, behind.is_empty()) {
        (None, true) => lacks(n, report, group.steps[0]),
        (None, false) => phrase!["waiting for ", list, among],
        (Some(circle), true) => phrase!["waiting in ", circle],
        (Some(circle), false) => phrase!["waiting in ", circle, ", behind ", list, among],
    }
}

/// What becomes of a demand, as a sentence of its own.
pub(in crate::render) fn why(n: &Negotiation, report: &Report, of: &Demand) -> Phrase {
    phrase![demand(n, report, of), "."]
}

/// What becomes of a demand: the demander, the step, and whether and why not it is met.
pub(in crate::render) fn demand(n: &Negotiation, report: &Report, demand: &Demand) -> Phrase {
    let by = demand.deadline.map(|date| format!(" by {date}"));
    let head = phrase![name::party(n, demand.party), " demanded ", name::step(n, demand.step), by, ": "];
    match (demand.met, report.status(demand.step)) {
        (true, Status::Done) => phrase![head, "done"],
        (true, _) => phrase![head, "can be met on ", moment(n, report, demand.step)],
        (false, Status::Performable) => phrase![head, "too late, on ", moment(n, report, demand.step), " at the earliest"],
        (false, _) => phrase![head, comes_down_to(n, report, demand.step)],
    }
}

/// A step that can go ahead, with who acts: `North Korea: “Dismantle” [dismantle], complete on 2019-12-05`.
pub(in crate::render) fn opening(n: &Negotiation, report: &Report, step: StepId) -> Phrase {
    let takes = n.measure_of(step).takes;
    let complete = (takes > 0).then(|| phrase![", complete on ", moment(n, report, step)]);
    phrase![name::performers(n, step), ": ", name::step_and_key(n, step), complete]
}

/// How many steps have each status: `1 done, 2 waiting`.
pub(in crate::render) fn status_counts(counts: &[(Status, usize)]) -> Phrase {
    let parts = counts.iter().map(|&(status, count)| phrase![count, " ", in_words(status)]);
    let total: usize = counts.iter().map(|&(_, count)| count).sum();
    phrase![total, plural(total, " step: ", " steps: "), join(parts, counts.len(), "and", Status::ALL.len()), "."]
}

const fn in_words(status: Status) -> &'static str {
    match status {
        Status::Done => "done",
        Status::Performable => "able to go ahead",
        Status::Refused => "refused",
        Status::Unanswered => "not offered",
        Status::Deadlocked => "waiting in circles",
        Status::Expired => "too late for an offer",
        Status::Waiting => "waiting for others",
    }
}
