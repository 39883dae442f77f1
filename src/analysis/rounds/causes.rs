//! Why a finding appeared or disappeared: the first of several causes, nearest to the finding first.

use std::collections::HashMap;

use super::entry::Entry;
use super::interval::{Around, Interval};
use crate::finding::rounds::Cause;
use crate::finding::{Conflict, ConflictKind, Deadlock, Evidence, Link, Refusal, Report, Root, Unanswered, Want};
use crate::model::{ClaimId, Negotiation, StatementId, StepId, Subject, Topic};

/// How many statements or steps are named that were looked for around a finding; those that it rests on itself are all named.
const NAMED: usize = 16;

/// Preconditions with more options are not searched for the fellows of a step.
const FELLOWS: usize = 32;

/// The latent deadlocks before and now, by their steps: what stands in front of one tells why its twin comes and goes.
pub(super) struct Twins<'r> {
    latent: HashMap<&'r [StepId], Vec<&'r Deadlock>>,
}

impl<'r> Twins<'r> {
    pub(super) fn new(before: Option<&'r Report>, now: &'r Report) -> Self {
        let mut latent: HashMap<_, Vec<_>> = HashMap::new();
        let all = before.into_iter().chain([now]).flat_map(Report::deadlocks);
        for deadlock in all.filter(|deadlock| deadlock.latent) {
            latent.entry(&*deadlock.steps).or_default().push(deadlock);
        }
        Self { latent }
    }

    /// Lists the steps that stand, or stood, in front of a circle.
    fn in_front(&self, steps: &[StepId]) -> Vec<StepId> {
        let known = self.latent.get(steps).map_or(&[][..], Vec::as_slice);
        let roots = known.iter().flat_map(|deadlock| &deadlock.behind);
        roots.filter_map(|root| if let Root::Step(step) = root { Some(*step) } else { None }).collect()
    }
}

/// Says why a finding is there that was not there before.
pub(super) fn of_appearance(interval: &Interval<'_>, twins: &Twins<'_>, entry: Entry<'_>) -> Cause {
    let matter = Matter::of(interval, twins, entry);
    let new: Vec<StatementId> = matter.statements.iter().copied().filter(|&id| interval.is_new(id)).collect();
    let (repeated, fresh): (Vec<_>, Vec<_>) = new.into_iter().partition(|&id| interval.is_repeated(id));
    let claims: Vec<ClaimId> = matter.claims.iter().copied().filter(|claim| interval.claims.binary_search(claim).is_ok()).collect();
    said(fresh)
        .or_else(|| (!claims.is_empty()).then_some(Cause::Claimed { claims }))
        .or_else(|| matter.around(interval))
        .or_else(|| matter.time(interval))
        .or_else(|| said(repeated))
        .unwrap_or(if interval.is_first { Cause::Outset } else { Cause::Elsewhere })
}

/// Says why a finding is no longer there.
pub(super) fn of_disappearance(interval: &Interval<'_>, twins: &Twins<'_>, entry: Entry<'_>) -> Cause {
    let matter = Matter::of(interval, twins, entry);
    let gone: Vec<StatementId> = matter.statements.iter().copied().filter(|&id| interval.is_gone(id)).collect();
    let (repeated, dropped): (Vec<_>, Vec<_>) = gone.into_iter().partition(|&id| interval.is_repeated(id));
    no_longer_said(interval, dropped)
        .or_else(|| matter.around(interval))
        .or_else(|| no_longer_said(interval, repeated))
        .unwrap_or(Cause::Elsewhere)
}

/// What a finding rests on and is about.
#[derive(Default)]
struct Matter {
    statements: Vec<StatementId>,
    claims: Vec<ClaimId>,
    /// The steps on which it turns, in order of declaration: also those on the way to a demand, and the other options of a precondition.
    steps: Vec<StepId>,
    /// The measures of these, or the term.
    topics: Vec<Topic>,
    /// The measures of what stands in front of a circle.
    in_front: Vec<Topic>,
    has_days: bool,
}

impl Matter {
    fn of(interval: &Interval<'_>, twins: &Twins<'_>, entry: Entry<'_>) -> Self {
        let mut matter = match entry {
            Entry::Deadlock(_, deadlock) => Self::of_deadlock(deadlock),
            Entry::Conflict(_, conflict) => Self::of_conflict(interval.n, conflict),
        };
        matter.topics.extend(measures(interval.n, &matter.steps));
        matter.in_front = measures(interval.n, &twins.in_front(&matter.steps));
        matter.statements.sort_unstable();
        matter.statements.dedup();
        matter
    }

    fn of_deadlock(deadlock: &Deadlock) -> Self {
        let statements = deadlock.cycle.iter().filter_map(Link::statement).collect();
        Self { statements, steps: deadlock.steps.clone(), ..Self::default() }
    }

    fn of_conflict(n: &Negotiation, conflict: &Conflict) -> Self {
        let mut matter = Self { statements: conflict.statements.clone(), ..Self::default() };
        matter.has_days = matches!(conflict.kind(), ConflictKind::Deadline | ConflictKind::Incompatible);
        match &conflict.evidence {
            Evidence::Claim(clash) => matter.claims.clone_from(&clash.claims),
            Evidence::Definition(clash) => matter.topics.push(Topic::Term(clash.term)),
            Evidence::Deadline(missed) => {
                matter.steps.clone_from(&missed.path);
                matter.steps.sort_unstable();
            }
            Evidence::Unanswered(Unanswered { wanting, want, steps, .. }) | Evidence::Refusal(Refusal { wanting, want, steps, .. }) => {
                matter.steps = with_fellows(n, *wanting, *want, steps);
            }
            _ => {
                matter.steps.extend_from_slice(&conflict.steps);
                matter.steps.sort_unstable();
            }
        }
        matter
    }

    /// Looks for what was done, said or taken back about the finding's steps, and then about what stands in front of it.
    fn around(&self, interval: &Interval<'_>) -> Option<Cause> {
        let done: Vec<StepId> = self.steps.iter().copied().filter(|step| interval.done.binary_search(step).is_ok()).take(NAMED).collect();
        if !done.is_empty() {
            return Some(Cause::Done { steps: done });
        }
        [&self.topics, &self.in_front].into_iter().find_map(|topics| {
            let gather = |part: fn(&Around) -> &Vec<StatementId>| {
                let found = topics.iter().filter_map(|&topic| interval.around(topic)).flat_map(|around| part(around).iter().take(NAMED));
                let mut found: Vec<StatementId> = found.copied().collect();
                found.sort_unstable();
                found.dedup();
                found.truncate(NAMED);
                found
            };
            said(gather(|around| &around.said)).or_else(|| no_longer_said(interval, gather(|around| &around.unsaid)))
        })
    }

    fn time(&self, interval: &Interval<'_>) -> Option<Cause> {
        (self.has_days && interval.has_day_moved).then_some(Cause::Time)
    }
}

/// Lists wanted steps and their fellows among the options of the precondition: one that can come is a way past all of them.
fn with_fellows(n: &Negotiation, statement: StatementId, want: Want, steps: &[StepId]) -> Vec<StepId> {
    let precondition = want.precondition().map(|at| n.subject(&n.preconditions(statement)[at]));
    let fellows = match precondition {
        Some(Subject::Any(options)) if options.len() <= FELLOWS => options,
        _ => &[],
    };
    let mut steps: Vec<StepId> = fellows.iter().chain(steps).copied().collect();
    steps.sort_unstable();
    steps.dedup();
    steps
}

fn measures(n: &Negotiation, steps: &[StepId]) -> Vec<Topic> {
    let mut topics: Vec<Topic> = steps.iter().map(|&step| Topic::Measure(n.step(step).measure)).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

fn said(statements: Vec<StatementId>) -> Option<Cause> {
    (!statements.is_empty()).then_some(Cause::Said { statements })
}

fn no_longer_said(interval: &Interval<'_>, statements: Vec<StatementId>) -> Option<Cause> {
    let instead = interval.instead_of(&statements, NAMED);
    (!statements.is_empty()).then_some(Cause::NoLongerSaid { statements, instead })
}
