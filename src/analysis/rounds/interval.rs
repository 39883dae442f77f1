//! What happened between two moments, so that a finding can be held against it.

use std::collections::HashMap;

use super::positions::Positions;
use crate::finding::rounds::{Change, Shift};
use crate::model::{Act, ClaimId, Day, Negotiation, StatementId, StepId, Subject, Target, Topic};

/// What was said, taken back, claimed and done between two moments.
pub(super) struct Interval<'a> {
    /// The negotiation as it is read now.
    pub(super) n: &'a Negotiation,
    /// Whether this is the first moment, with nothing before it.
    pub(super) is_first: bool,
    /// Whether day 0 has moved.
    pub(super) has_day_moved: bool,
    /// The claims that were made.
    pub(super) claims: Vec<ClaimId>,
    /// The steps that were done.
    pub(super) done: Vec<StepId>,
    before: &'a Positions,
    now: &'a Positions,
    changes: &'a [Change],
    /// By statement: whether its position was repeated as it was.
    is_repeated: Vec<bool>,
    /// What was said and taken back, by what it speaks of, positions that were merely repeated aside.
    around: HashMap<Topic, Around>,
}

/// What was said and taken back about one measure or term, in order of declaration.
#[derive(Default)]
pub(super) struct Around {
    pub(super) said: Vec<StatementId>,
    pub(super) unsaid: Vec<StatementId>,
}

impl<'a> Interval<'a> {
    /// Gathers it; `last` is day 0 of the moment before, when there is one before.
    pub(super) fn new(
        n: &'a Negotiation,
        (before, now): (&'a Positions, &'a Positions),
        changes: &'a [Change],
        last: Option<Option<Day>>,
    ) -> Self {
        let mut is_repeated = vec![false; n.statements().len()];
        for change in changes.iter().filter(|change| change.shift == Shift::Unchanged) {
            change.before.iter().chain(&change.after).for_each(|id| is_repeated[id.index()] = true);
        }
        let mut interval = Self {
            n,
            is_first: last.is_none(),
            has_day_moved: last.is_some_and(|last| last != n.as_of()),
            claims: n.claims().map(|(id, _)| id).filter(|&id| n.is_made(id) && !before.has_claim(id)).collect(),
            done: n.steps().map(|(id, _)| id).filter(|&id| n.is_done(id) && !before.has_done(id)).collect(),
            before,
            now,
            changes,
            is_repeated,
            around: HashMap::new(),
        };
        interval.look_around();
        interval
    }

    /// Returns whether a statement stands now and did not before.
    pub(super) fn is_new(&self, id: StatementId) -> bool {
        self.now.has(id) && !self.before.has(id)
    }

    /// Returns whether a statement stood before and no longer does.
    pub(super) fn is_gone(&self, id: StatementId) -> bool {
        self.before.has(id) && !self.now.has(id)
    }

    /// Returns whether a statement belongs to a position that was repeated as it was.
    pub(super) fn is_repeated(&self, id: StatementId) -> bool {
        self.is_repeated[id.index()]
    }

    /// Lists what the parties of some statements that are gone say now on the same targets, at most so many.
    pub(super) fn instead_of(&self, statements: &[StatementId], limit: usize) -> Vec<StatementId> {
        let position = |&id: &StatementId| {
            let said = self.n.statement(id);
            (said.party, self.n.topic(said.target))
        };
        let mut positions: Vec<_> = statements.iter().map(position).collect();
        positions.sort_unstable();
        positions.dedup();
        let place = |position: &_| self.changes.binary_search_by_key(position, |change| (change.party, change.topic)).ok();
        let found = positions.iter().filter_map(place).flat_map(|place| self.changes[place].after.iter().take(limit));
        let mut found: Vec<StatementId> = found.copied().collect();
        found.sort_unstable();
        found.truncate(limit);
        found
    }

    /// Returns what was said and taken back about a measure or term, when anything was.
    pub(super) fn around(&self, topic: Topic) -> Option<&Around> {
        self.around.get(&topic)
    }

    /// Sorts what was said and taken back by what it decides: demands leave what can happen as it is.
    fn look_around(&mut self) {
        let n = self.n;
        for (id, said) in n.statements() {
            let (new, gone) = (self.is_new(id), self.is_gone(id));
            if !(new || gone) || self.is_repeated(id) {
                continue;
            }
            let deciding = n.step_acts(id).filter(|plain| plain.act != Act::Demands);
            let mut topics: Vec<Topic> = deciding.map(|plain| Topic::Measure(n.step(plain.step).measure)).collect();
            let target = if let Target::Term(term) = said.target { Some(term) } else { None };
            let waited_for = n.preconditions(id).iter().filter_map(|precondition| match n.subject(precondition) {
                Subject::Term(term) => Some(term),
                Subject::Step(_) | Subject::Any(_) => None,
            });
            // A party that defines a term differs about it whether it uses it or not.
            let used = target.into_iter().chain(waited_for).filter(|&term| n.definition(term, said.party).is_none());
            topics.extend(used.map(Topic::Term));
            topics.sort_unstable();
            topics.dedup();
            for topic in topics {
                let around = self.around.entry(topic).or_default();
                if new { around.said.push(id) } else { around.unsaid.push(id) }
            }
        }
    }
}
