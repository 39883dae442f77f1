//! Cuts explanations, and lines of them, down to what they need.

use std::collections::HashMap;

use super::hold::Held;
use crate::certify::{Bounds, Facts, Shown, follows, line_follows, required, shown};
use crate::finding::Report;
use crate::finding::explanation::{Blocker, Line, LineClaim};
use crate::limits::LINES_TRIED;
use crate::model::{Negotiation, StepId, Time};

/// Leaves out of a line what it follows without: first steps that it rests on, then preconditions, then parties.
///
/// A line that names more than a few hundred preconditions is left as it is.
pub(super) fn prune_line(
    facts: &Facts<'_>,
    steps: &[StepId],
    not_before: &[Option<Time>],
    held: &mut Held,
    bound: impl Fn(u32) -> Option<Time>,
) {
    held.rests_on.sort_unstable();
    held.rests_on.dedup();
    if named(&held.holds) + held.rests_on.len() > LINES_TRIED {
        return;
    }
    let still = |held: &Held| {
        let bounds: Bounds = held.rests_on.iter().map(|&step| (StepId::new(step as usize), bound(step))).collect();
        follows(facts, steps, not_before, &held.holds, &bounds)
    };
    debug_assert!(still(held), "a line that names everything follows");
    // What lapses may come in time once less holds it back: something that was needed may then be spare.
    while leave_out_each(held, &still) {}
}

/// Tries once to leave out each step that a line rests on and each part of it, where the line still follows. Returns whether anything was
/// left out.
fn leave_out_each(held: &mut Held, still: &dyn Fn(&Held) -> bool) -> bool {
    let attempt = |held: &mut Held, change: &dyn Fn(&mut Held)| {
        let mut less = held.clone();
        change(&mut less);
        let holds = still(&less);
        if holds {
            *held = less;
        }
        holds
    };
    let mut is_less = false;
    for at in (0..held.rests_on.len()).rev() {
        is_less |= attempt(held, &|held| {
            held.rests_on.remove(at);
        });
    }
    for at in (0..held.holds.len()).rev() {
        if attempt(held, &|held| {
            held.holds.remove(at);
        }) {
            is_less = true;
            continue;
        }
        let count = if let Blocker::Party { reasons, .. } = &held.holds[at] { reasons.len() } else { 0 };
        for reason in (0..count).rev() {
            is_less |= attempt(held, &|held| {
                if let Blocker::Party { reasons, .. } = &mut held.holds[at] {
                    reasons.remove(reason);
                }
            });
        }
    }
    is_less
}

/// How much of lines is read again, all in all, to see what they can do without.
const READ_AGAIN: usize = 10_000_000;

/// Leaves out every line without which the others still hold up and lead to the conclusion. Returns whether no line is left of which that
/// is not known to be otherwise: long circles of other than strict waits are not tried, nor is anything once enough has been.
///
/// Lines are looked at from the last to the first; what rests on one has been settled when its turn comes.
///
/// # Complexity
///
/// Each line is read again for every line that it rests on, up to a limit of work; but for circles that are not tried and for those that
/// hold by strict waits alone, of which every part is needed as they are made, and for conflicts, whose needs are counted once.
pub(super) fn prune_lines(negotiation: &Negotiation, report: &Report, lines: &mut Vec<Line>) -> bool {
    let mut left = Left::new(negotiation, report, lines);
    for line in (0..lines.len() - 1).rev() {
        left.leave_out_if_spare(line);
    }
    let Left { kept, is_through, .. } = left;
    let numbers: Vec<usize> = kept
        .iter()
        .scan(0, |before, &kept| {
            let number = *before;
            *before += usize::from(kept);
            Some(number)
        })
        .collect();
    let mut at = 0;
    lines.retain_mut(|line| {
        line.rests_on.retain(|&on| kept[on]);
        line.rests_on.iter_mut().for_each(|on| *on = numbers[*on]);
        at += 1;
        kept[at - 1]
    });
    is_through
}

/// What is left of an explanation.
struct Left<'l> {
    facts: Facts<'l>,
    report: &'l Report,
    lines: &'l [Line],
    kept: Vec<bool>,
    /// By line: the lines that rest on it.
    dependents: Vec<Vec<usize>>,
    conflict: Option<ConflictShown>,
    work: usize,
    is_through: bool,
}

/// How a conflict, the last line, is shown.
struct ConflictShown {
    /// By line: what it shows of what is required.
    by_line: Vec<Vec<Shown>>,
    /// How many of the lines left show it.
    times: HashMap<Shown, usize>,
}

impl ConflictShown {
    fn new(negotiation: &Negotiation, report: &Report, lines: &[Line]) -> Option<Self> {
        let last = lines.last()?;
        let LineClaim::Conflict { conflict } = last.claim else { return None };
        let conflict = report.conflict(conflict);
        let required = required(conflict);
        let mut by_line: Vec<Vec<Shown>> = vec![Vec::new(); lines.len()];
        let mut times: HashMap<Shown, usize> = HashMap::new();
        for &line in &last.rests_on {
            by_line[line] = shown(negotiation, report, conflict, &lines[line]);
            by_line[line].retain(|shown| required.contains(shown));
            by_line[line].iter().for_each(|&shown| *times.entry(shown).or_default() += 1);
        }
        Some(Self { by_line, times })
    }

    fn is_spare(&self, line: usize) -> bool {
        self.by_line[line].iter().all(|shown| self.times[shown] > 1)
    }

    fn leave_out(&mut self, line: usize) {
        for shown in &self.by_line[line] {
            self.times.entry(*shown).and_modify(|times| *times -= 1);
        }
    }
}

impl<'l> Left<'l> {
    fn new(negotiation: &'l Negotiation, report: &'l Report, lines: &'l [Line]) -> Self {
        let mut dependents = vec![Vec::new(); lines.len()];
        for (at, line) in lines.iter().enumerate() {
            line.rests_on.iter().for_each(|&on| dependents[on].push(at));
        }
        Self {
            facts: Facts::new(negotiation),
            report,
            lines,
            kept: vec![true; lines.len()],
            dependents,
            conflict: ConflictShown::new(negotiation, report, lines),
            work: READ_AGAIN,
            is_through: !lines.iter().any(|line| is_too_long(line) && !is_plain(line)),
        }
    }

    fn leave_out_if_spare(&mut self, line: usize) {
        let dependents = std::mem::take(&mut self.dependents[line]);
        if dependents.into_iter().all(|later| !self.kept[later] || self.does_without(later, line)) {
            self.kept[line] = false;
            if let Some(conflict) = &mut self.conflict {
                conflict.leave_out(line);
            }
        }
    }

    /// Returns whether a later line follows without one that it rests on.
    fn does_without(&mut self, later: usize, line: usize) -> bool {
        let claim = &self.lines[later];
        if let (LineClaim::Conflict { .. }, Some(conflict)) = (&claim.claim, &self.conflict) {
            return conflict.is_spare(line);
        }
        if is_too_long(claim) || is_plain(claim) {
            return false;
        }
        let Some(left) = self.work.checked_sub(size(claim)) else {
            self.is_through = false;
            return false;
        };
        self.work = left;
        let others = claim.rests_on.iter().filter(|&&on| on != line && self.kept[on]);
        let earlier: Vec<&Line> = others.map(|&on| &self.lines[on]).collect();
        line_follows(&self.facts, self.report, claim, &earlier)
    }
}

/// Counts what is read of a line to see whether it follows: what it names, and the lines that it rests on.
fn size(line: &Line) -> usize {
    line.rests_on.len()
        + match &line.claim {
            LineClaim::Held { holds, .. } => named(holds),
            LineClaim::Happens { supports, .. } => supports.len(),
            _ => 0,
        }
}

/// Counts what holds steps: levels, and the reasons of parties.
fn named(holds: &[Blocker]) -> usize {
    holds.iter().map(|hold| if let Blocker::Party { reasons, .. } = hold { reasons.len() } else { 1 }).sum()
}

/// Returns whether a line of steps that are held is so long that its parts are not tried one by one.
fn is_too_long(line: &Line) -> bool {
    matches!(line.claim, LineClaim::Held { .. }) && size(line) > LINES_TRIED
}

/// Returns whether a line names one hold for each step and one reason for each statement: then nothing of it, and nothing that it rests on,
/// can be left out, as that would let the step come.
fn is_plain(line: &Line) -> bool {
    let LineClaim::Held { holds, .. } = &line.claim else { return false };
    let step = |hold: &Blocker| match hold {
        Blocker::Level { step, .. } | Blocker::Party { step, .. } => *step,
    };
    let one_each = |hold: &Blocker| match hold {
        Blocker::Level { .. } => true,
        Blocker::Party { reasons, .. } => reasons.windows(2).all(|pair| pair[0].statement < pair[1].statement),
    };
    holds.windows(2).all(|pair| step(&pair[0]) < step(&pair[1])) && holds.iter().all(one_each)
}
