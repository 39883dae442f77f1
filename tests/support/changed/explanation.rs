//! Explanations with one part changed.

use impasse::Negotiation;
use impasse::finding::explanation::{Blocker, Explanation, Line, LineClaim};
use impasse::finding::{ConflictId, Report};
use impasse::model::{StepId, Time};

use super::{Changed, Others};

/// Changes each line of an explanation so that it says more than is so, or rests on less than it takes.
///
/// That something comes no sooner than an earlier moment would be as true, and is left alone.
pub(crate) fn changed_explanations(
    negotiation: &Negotiation,
    report: &Report,
    explanation: &Explanation,
) -> Vec<(&'static str, Explanation)> {
    let mut found = Changed(Vec::new());
    found.push("lines", explanation, |e| drop(e.lines.pop()));
    for (at, line) in explanation.lines.iter().enumerate() {
        found.push("rests_on", explanation, |e| e.lines[at].rests_on.push(at));
        if !line.cites.is_empty() {
            found.push("cites", explanation, |e| e.lines[at].cites.clear());
        }
        let mut of_line = Changed(Vec::new());
        change_line(&mut of_line, negotiation, report, line);
        for (what, line) in of_line.0 {
            found.push(what, explanation, |e| e.lines[at] = line);
        }
    }
    found.0
}

fn change_line(found: &mut Changed<Line>, negotiation: &Negotiation, report: &Report, line: &Line) {
    let others = Others(negotiation);
    let unlike = |step: StepId| negotiation.steps().map(|(other, _)| other).find(|&other| report.status(other) != report.status(step));
    match &line.claim {
        LineClaim::Done { step } => {
            if let Some(step) = unlike(*step) {
                found.push("done.step", line, |l| l.claim = LineClaim::Done { step });
            }
        }
        LineClaim::Refused { step } => {
            if let Some(step) = unlike(*step) {
                found.push("refused.step", line, |l| l.claim = LineClaim::Refused { step });
            }
        }
        LineClaim::Unanswered { step, silent } => {
            if let Some(step) = unlike(*step) {
                found.push("unanswered.step", line, |l| l.claim = LineClaim::Unanswered { step, silent: silent.clone() });
            }
            let set = |l: &mut Line, silent| l.claim = LineClaim::Unanswered { step: *step, silent };
            found.list("unanswered.silent", line, silent, set, |list| others.party(list));
        }
        LineClaim::Held { .. } => change_held(found, &others, line),
        LineClaim::Happens { .. } => change_happens(found, &others, line),
        LineClaim::Said { statement } => {
            if let Some(statement) = others.statement(&[*statement]) {
                found.push("said.statement", line, |l| l.claim = LineClaim::Said { statement });
            }
        }
        LineClaim::Claimed { claim } => {
            for (claim, _) in negotiation.claims().filter(|(other, _)| other != claim) {
                found.push("claimed.claim", line, |l| l.claim = LineClaim::Claimed { claim });
            }
        }
        LineClaim::Means { term, party } => {
            if let Some(party) = others.party(&[*party]) {
                found.push("means.party", line, |l| l.claim = LineClaim::Means { term: *term, party });
            }
            for (term, _) in negotiation.terms().filter(|(other, _)| other != term) {
                found.push("means.term", line, |l| l.claim = LineClaim::Means { term, party: *party });
            }
        }
        LineClaim::Excludes { exclusion } => {
            for (exclusion, _) in negotiation.exclusions().filter(|(other, _)| other != exclusion) {
                found.push("excludes.exclusion", line, |l| l.claim = LineClaim::Excludes { exclusion });
            }
        }
        LineClaim::Conflict { .. } => {
            let foreign: ConflictId = "C1000".parse().expect("a number");
            found.push("conflict.conflict", line, |l| l.claim = LineClaim::Conflict { conflict: foreign });
        }
        other => panic!("a line that is not changed: {other:?}"),
    }
}

/// Makes steps come later than they do, or be held by less.
fn change_held(found: &mut Changed<Line>, others: &Others<'_>, line: &Line) {
    let LineClaim::Held { steps, not_before, holds } = &line.claim else { return };
    let held = |not_before: Vec<Option<Time>>, holds: Vec<Blocker>| LineClaim::Held { steps: steps.clone(), not_before, holds };
    for (at, time) in not_before.iter().enumerate().filter_map(|(at, time)| Some((at, (*time)?))) {
        for later in [None, Some(Time { phase: time.phase + 1, ..time })] {
            let mut times = not_before.clone();
            times[at] = later;
            found.push("held.not_before", line, |l| l.claim = held(times, holds.clone()));
        }
    }
    for (at, hold) in holds.iter().enumerate() {
        let mut less = holds.clone();
        less.remove(at);
        found.push("held.holds", line, |l| l.claim = held(not_before.clone(), less));
        let Blocker::Party { step, party, reasons } = hold else { continue };
        let mut put = |what, hold| {
            let mut changed = holds.clone();
            changed[at] = hold;
            found.push(what, line, |l| l.claim = held(not_before.clone(), changed));
        };
        if let Some(party) = others.party(&[*party]) {
            put("hold.party", Blocker::Party { step: *step, party, reasons: reasons.clone() });
        }
        for reason in 0..reasons.len() {
            let mut less = reasons.clone();
            less.remove(reason);
            put("hold.reasons", Blocker::Party { step: *step, party: *party, reasons: less });
            let mut other = reasons.clone();
            other[reason].precondition = Some(1_000);
            other[reason].lapses = false;
            put("reason.precondition", Blocker::Party { step: *step, party: *party, reasons: other });
        }
    }
}

/// Makes steps come sooner than they do, or with less.
fn change_happens(found: &mut Changed<Line>, others: &Others<'_>, line: &Line) {
    let LineClaim::Happens { steps, at, supports } = &line.claim else { return };
    for (place, time) in at.iter().enumerate().filter(|(_, time)| time.phase > 0) {
        let mut sooner = at.clone();
        sooner[place] = Time { phase: time.phase - 1, ..*time };
        found.push("happens.at", line, |l| l.claim = LineClaim::Happens { steps: steps.clone(), at: sooner, supports: supports.clone() });
    }
    for place in (0..supports.len()).filter(|&place| supports[place].statement.is_some()) {
        let mut less = supports.clone();
        less.remove(place);
        let mut changed = vec![("happens.supports", less)];
        let mut other = supports.clone();
        other[place].statement = None;
        changed.push(("support.statement", other));
        if let Some(party) = others.party(&[supports[place].party]) {
            let mut other = supports.clone();
            other[place].party = party;
            changed.push(("support.party", other));
        }
        for (what, supports) in changed {
            found.push(what, line, |l| l.claim = LineClaim::Happens { steps: steps.clone(), at: at.clone(), supports });
        }
    }
}
