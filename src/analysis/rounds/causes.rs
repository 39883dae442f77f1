//! Why a finding appeared or disappeared: the first of several causes, nearest to the finding first.

use std::collections::HashMap;

use super::passage::{Around, Passage};
use crate::finding::{Cause, ConflictKind, Deadlock, Evidence, Report, Root, Turned};
use crate::model::{ClaimId, StatementId, StepId, Topic};

/// How many statements or steps are named that were looked for around a finding; those that it rests on itself are all named.
const NAMED: usize = 16;

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
pub(super) fn of_appearance(passage: &Passage<'_>, twins: &Twins<'_>, report: &Report, finding: Turned) -> Cause {
    let matter = Matter::of(passage, twins, report, finding);
    let new: Vec<StatementId> = matter.statements.iter().copied().filter(|&id| passage.is_new(id)).collect();
    let (repeated, fresh): (Vec<_>, Vec<_>) = new.into_iter().partition(|&id| passage.is_repeated(id));
    let claims: Vec<ClaimId> = matter.claims.iter().copied().filter(|claim| passage.claims.binary_search(claim).is_ok()).collect();
    said(fresh)
        .or_else(|| (!claims.is_empty()).then_some(Cause::Claimed { claims }))
        .or_else(|| matter.around(passage))
        .or_else(|| matter.time(passage))
        .or_else(|| said(repeated))
        .unwrap_or(if passage.is_first { Cause::Outset } else { Cause::Elsewhere })
}

/// Says why a finding is no longer there; `report` is the one that has it.
pub(super) fn of_disappearance(passage: &Passage<'_>, twins: &Twins<'_>, report: &Report, finding: Turned) -> Cause {
    let matter = Matter::of(passage, twins, report, finding);
    let gone: Vec<StatementId> = matter.statements.iter().copied().filter(|&id| passage.is_gone(id)).collect();
    let (repeated, dropped): (Vec<_>, Vec<_>) = gone.into_iter().partition(|&id| passage.is_repeated(id));
    no_longer_said(passage, dropped)
        .or_else(|| matter.around(passage))
        .or_else(|| matter.time(passage))
        .or_else(|| no_longer_said(passage, repeated))
        .unwrap_or(Cause::Elsewhere)
}

/// What a finding rests on and is about.
struct Matter {
    statements: Vec<StatementId>,
    claims: Vec<ClaimId>,
    /// The steps on which it turns, those of a circle and on the way to a demand included.
    steps: Vec<StepId>,
    /// The measures of these, or the term.
    topics: Vec<Topic>,
    /// The measures of what stands in front of a circle.
    in_front: Vec<Topic>,
    has_days: bool,
}

impl Matter {
    fn of(passage: &Passage<'_>, twins: &Twins<'_>, report: &Report, finding: Turned) -> Self {
        let mut matter = match finding {
            Turned::Deadlock(id) => {
                let deadlock = report.deadlock(id);
                Self {
                    statements: deadlock.cycle.iter().filter_map(|link| link.statement).collect(),
                    claims: Vec::new(),
                    steps: deadlock.steps.clone(),
                    topics: Vec::new(),
                    in_front: measures(passage, &twins.in_front(&deadlock.steps)),
                    has_days: false,
                }
            }
            Turned::Conflict(id) => {
                let conflict = report.conflict(id);
                let (claims, steps, topics) = match &conflict.evidence {
                    Evidence::Claim(clash) => (clash.claims.clone(), Vec::new(), Vec::new()),
                    Evidence::Definition(clash) => (Vec::new(), Vec::new(), vec![Topic::Term(clash.term)]),
                    Evidence::Deadline(missed) => (Vec::new(), missed.path.clone(), Vec::new()),
                    _ => (Vec::new(), conflict.steps.clone(), Vec::new()),
                };
                let has_days = matches!(conflict.kind(), ConflictKind::Deadline | ConflictKind::Incompatible);
                Self { statements: conflict.statements.clone(), claims, steps, topics, in_front: Vec::new(), has_days }
            }
        };
        matter.steps.sort_unstable();
        matter.topics.extend(measures(passage, &matter.steps));
        matter.statements.sort_unstable();
        matter.statements.dedup();
        matter
    }

    /// Looks for what was done, said or taken back about the finding's steps, and then about what stands in front of it.
    fn around(&self, passage: &Passage<'_>) -> Option<Cause> {
        let done: Vec<StepId> = self.steps.iter().copied().filter(|step| passage.done.binary_search(step).is_ok()).take(NAMED).collect();
        if !done.is_empty() {
            return Some(Cause::Done { steps: done });
        }
        [&self.topics, &self.in_front].into_iter().find_map(|topics| {
            let gather = |part: fn(&Around) -> &Vec<StatementId>| {
                let found = topics.iter().filter_map(|&topic| passage.around(topic)).flat_map(|around| part(around).iter().take(NAMED));
                let mut found: Vec<StatementId> = found.copied().collect();
                found.sort_unstable();
                found.dedup();
                found.truncate(NAMED);
                found
            };
            said(gather(|around| &around.said)).or_else(|| no_longer_said(passage, gather(|around| &around.unsaid)))
        })
    }

    fn time(&self, passage: &Passage<'_>) -> Option<Cause> {
        (self.has_days && passage.has_day_moved).then_some(Cause::Time)
    }
}

fn measures(passage: &Passage<'_>, steps: &[StepId]) -> Vec<Topic> {
    let mut topics: Vec<Topic> = steps.iter().map(|&step| Topic::Measure(passage.n.step(step).measure)).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

fn said(statements: Vec<StatementId>) -> Option<Cause> {
    (!statements.is_empty()).then_some(Cause::Said { statements })
}

fn no_longer_said(passage: &Passage<'_>, statements: Vec<StatementId>) -> Option<Cause> {
    let instead = passage.instead_of(&statements, NAMED);
    (!statements.is_empty()).then_some(Cause::NoLongerSaid { statements, instead })
}
