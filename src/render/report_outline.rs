//! What a report for readers shows, in which order, and how much of it: the same for every such format.

use super::cut::{Cut, cut, shown_of};
use super::phrase::{self, Phrase};
use crate::finding::{Conflict, ConflictKind, Deadlock, Demand, Report, Status, StuckGroup};
use crate::model::{Negotiation, SourceId, StepId};

/// How much is shown before the rest is only counted.
const CONFLICTS: usize = 50;
const CIRCLES: usize = 20;
const ROWS: usize = 20;

/// The contents of a report for readers.
pub(super) struct Outline<'a> {
    pub(super) headlines: Vec<Phrase>,
    pub(super) conflicts: Vec<Group<'a>>,
    pub(super) circles: Cut<(usize, &'a Deadlock)>,
    pub(super) openings: Cut<Opening<'a>>,
    pub(super) demands: Cut<&'a Demand>,
    /// Stuck steps, those that come down to the same together; what is omitted is counted in steps.
    pub(super) stuck: Cut<&'a StuckGroup>,
    pub(super) counts: Vec<(Status, usize)>,
    pub(super) sources: Vec<SourceId>,
}

/// The conflicts of one kind, with their numbers.
pub(super) struct Group<'a> {
    pub(super) kind: ConflictKind,
    pub(super) conflicts: Cut<(usize, &'a Conflict)>,
}

/// Steps that can go ahead at the same time, as far as they are shown.
pub(super) struct Opening<'a> {
    /// The day on which they start, counted from day 0.
    pub(super) day: i64,
    /// Whether others of that day come first.
    pub(super) later_that_day: bool,
    pub(super) steps: &'a [StepId],
}

impl<'a> Outline<'a> {
    pub(super) fn new(n: &'a Negotiation, report: &'a Report) -> Self {
        let conflicts = groups(report);
        let circles = cut(report.deadlocks().iter().enumerate(), report.deadlocks().len(), CIRCLES);
        let sources = sources(n, &conflicts, &circles);
        Self {
            headlines: phrase::headlines(n, report),
            conflicts,
            circles,
            openings: openings(report),
            demands: cut(report.demands().iter(), report.demands().len(), ROWS),
            stuck: stuck(report),
            counts: report.status_counts().into_iter().filter(|&(_, count)| count > 0).collect(),
            sources,
        }
    }
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

/// What can go ahead, cut after so many steps.
fn openings(report: &Report) -> Cut<Opening<'_>> {
    let count = report.openings().iter().map(|opening| opening.steps.len()).sum();
    let mut room = shown_of(count, ROWS);
    let mut shown = Vec::new();
    for opening in report.openings() {
        let steps = &opening.steps[..opening.steps.len().min(room)];
        room -= steps.len();
        if !steps.is_empty() {
            shown.push(Opening { day: opening.day, later_that_day: opening.later_that_day, steps });
        }
    }
    Cut { shown, omitted: count - shown_of(count, ROWS) }
}

/// The first groups of stuck steps, and how many steps are in none of them.
fn stuck(report: &Report) -> Cut<&StuckGroup> {
    let shown: Vec<&StuckGroup> = report.stuck().iter().take(ROWS).collect();
    let omitted = report.stuck().iter().skip(ROWS).map(|group| group.steps.len()).sum();
    Cut { shown, omitted }
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
