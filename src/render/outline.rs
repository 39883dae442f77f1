//! What a report for readers shows, in which order, and how much of it: the same for every such format.

use super::phrase::{self, Obstacle, Phrase};
use super::said::Said;
use super::stuck::{Alike, Sorted};
use crate::finding::{Conflict, ConflictKind, Deadlock, Demand, Report, Root, Status};
use crate::model::{Negotiation, SourceId, StepId};

/// How much is shown before the rest is only counted.
pub(super) const CONFLICTS: usize = 50;
const CIRCLES: usize = 20;
const ROWS: usize = 20;

/// The contents of a report for readers.
pub(super) struct Outline<'a> {
    pub(super) said: Said,
    pub(super) headlines: Vec<Phrase>,
    pub(super) conflicts: Vec<Group<'a>>,
    pub(super) circles: Cut<(usize, &'a Deadlock)>,
    pub(super) openings: Cut<Opening>,
    pub(super) demands: Cut<&'a Demand>,
    /// Stuck steps, those that come down to the same together.
    pub(super) stuck: Cut<Alike>,
    pub(super) counts: Vec<(Status, usize)>,
    pub(super) sources: Vec<SourceId>,
}

/// The first entries of a list, and how many more there are.
pub(super) struct Cut<T> {
    pub(super) shown: Vec<T>,
    pub(super) omitted: usize,
}

impl<T> Default for Cut<T> {
    fn default() -> Self {
        Self { shown: Vec::new(), omitted: 0 }
    }
}

/// The conflicts of one kind, with their numbers.
pub(super) struct Group<'a> {
    pub(super) kind: ConflictKind,
    pub(super) conflicts: Cut<(usize, &'a Conflict)>,
}

/// Steps that can go ahead at the same time.
pub(super) struct Opening {
    /// The day on which they start, counted from day 0.
    pub(super) day: i64,
    /// Whether others of that day come first.
    pub(super) later_that_day: bool,
    pub(super) steps: Vec<StepId>,
}

impl<'a> Outline<'a> {
    pub(super) fn new(n: &'a Negotiation, report: &'a Report) -> Self {
        let obstacle = Obstacle::find(n, report);
        let demands = cut(report.demands().iter(), report.demands().len(), ROWS);
        let sorted = Sorted::new(n, report, ROWS);
        let circles = cut(report.deadlocks().iter().enumerate(), report.deadlocks().len(), CIRCLES);

        let mut dwelt_on: Vec<StepId> = obstacle.iter().map(|obstacle| obstacle.steps[0]).collect();
        for step in demands.shown.iter().map(|demand| demand.step).chain(sorted.steps()) {
            dwelt_on.push(step);
            dwelt_on.extend(report.roots(step).0.iter().filter_map(step_of));
        }
        dwelt_on.extend(circles.shown.iter().flat_map(|(_, deadlock)| deadlock.behind.iter().filter_map(step_of)));
        let said = Said::about(n, dwelt_on);
        let headlines = phrase::headlines(n, report, &said, obstacle.as_ref());
        let (shown, omitted) = sorted.grouped(n, report, &said, ROWS);
        let stuck = Cut { shown, omitted };
        let counts = counts(n, report);
        let conflicts = groups(report);
        let openings = openings(n, report);
        let sources = sources(n, &conflicts, &circles);
        Self { said, headlines, conflicts, circles, openings, demands, stuck, counts, sources }
    }
}

fn step_of(root: &Root) -> Option<StepId> {
    match root {
        Root::Step(step) => Some(*step),
        Root::Deadlock(_) => None,
    }
}

impl<T> Cut<T> {
    pub(super) fn map<U>(self, with: impl FnMut(T) -> U) -> Cut<U> {
        Cut { shown: self.shown.into_iter().map(with).collect(), omitted: self.omitted }
    }
}

pub(super) fn cut<T>(all: impl Iterator<Item = T>, count: usize, limit: usize) -> Cut<T> {
    // One entry more is no longer than the line that would stand for it.
    let limit = if count == limit + 1 { count } else { limit };
    Cut { shown: all.take(limit).collect(), omitted: count.saturating_sub(limit) }
}

/// How many steps have each status that any has.
fn counts(n: &Negotiation, report: &Report) -> Vec<(Status, usize)> {
    let mut counts = Status::ALL.map(|status| (status, 0));
    for (step, _) in n.steps() {
        counts[report.status(step) as usize].1 += 1;
    }
    counts.into_iter().filter(|&(_, count)| count > 0).collect()
}

fn groups(report: &Report) -> Vec<Group<'_>> {
    let mut groups = Vec::new();
    let mut before = 0;
    for of_kind in report.conflicts().chunk_by(|a, b| a.kind() == b.kind()) {
        let numbered = of_kind.iter().enumerate().map(|(i, conflict)| (before + i, conflict));
        groups.push(Group { kind: of_kind[0].kind(), conflicts: cut(numbered, of_kind.len(), CONFLICTS) });
        before += of_kind.len();
    }
    groups
}

/// The steps that can happen and have not, by the day on which they start, then in their turn.
fn openings(n: &Negotiation, report: &Report) -> Cut<Opening> {
    let mut open: Vec<(i64, u32, StepId)> = n
        .steps()
        .filter(|&(step, _)| report.status(step) == Status::Performable)
        .filter_map(|(step, _)| {
            let time = report.time(step)?;
            Some(((time.day - i64::from(n.measure_of(step).takes)).max(0), time.phase, step))
        })
        .collect();
    open.sort_unstable();
    let Cut { shown, omitted } = cut(open.iter().copied(), open.len(), ROWS);
    let mut rows: Vec<Opening> = Vec::new();
    for together in shown.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let day = together[0].0;
        let later_that_day = rows.last().is_some_and(|row| row.day == day);
        rows.push(Opening { day, later_that_day, steps: together.iter().map(|&(_, _, step)| step).collect() });
    }
    Cut { shown: rows, omitted }
}

/// The sources that the conflicts and circles shown cite, in order of declaration.
fn sources(n: &Negotiation, conflicts: &[Group<'_>], circles: &Cut<(usize, &Deadlock)>) -> Vec<SourceId> {
    let mut sources = Vec::new();
    for (_, conflict) in conflicts.iter().flat_map(|group| &group.conflicts.shown) {
        sources.extend(conflict.statements.iter().take(CONFLICTS).filter_map(|&id| n.statement(id).source()));
        match &conflict.evidence {
            crate::finding::Evidence::Definition(clash) => {
                sources.extend(n.term(clash.term).definitions.iter().filter_map(|definition| definition.source));
            }
            crate::finding::Evidence::Claim(clash) => sources.extend(clash.claims.iter().filter_map(|&id| n.claim(id).source)),
            _ => {}
        }
    }
    let links = circles.shown.iter().flat_map(|(_, deadlock)| deadlock.cycle.iter().take(CONFLICTS));
    sources.extend(links.filter_map(|link| n.statement(link.statement()?).source()));
    sources.sort_unstable();
    sources.dedup();
    sources
}
