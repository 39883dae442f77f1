//! Findings with one part changed, so that they are not so.

pub(crate) mod conflict;
pub(crate) mod deadlock;
pub(crate) mod explanation;

use impasse::Negotiation;
use impasse::model::{PartyId, StatementId, StepId};

/// Changes of findings: what was changed, and the finding as changed.
pub(super) struct Changed<T>(pub(super) Vec<(&'static str, T)>);

impl<T: Clone> Changed<T> {
    pub(super) fn push(&mut self, what: &'static str, finding: &T, change: impl FnOnce(&mut T)) {
        let mut changed = finding.clone();
        change(&mut changed);
        self.0.push((what, changed));
    }

    /// Takes each entry of a list out, turns the list round, and puts in an entry that it lacks.
    pub(super) fn list<E: Clone>(
        &mut self,
        what: &'static str,
        finding: &T,
        list: &[E],
        set: impl Fn(&mut T, Vec<E>),
        other: impl FnOnce(&[E]) -> Option<E>,
    ) {
        let mut lists: Vec<Vec<E>> = (0..list.len()).map(|at| [&list[..at], &list[at + 1..]].concat()).collect();
        if list.len() > 1 {
            lists.push(list.iter().rev().cloned().collect());
        }
        lists.extend(other(list).map(|other| [list, &[other]].concat()));
        for list in lists {
            self.push(what, finding, |changed| set(changed, list));
        }
    }
}

/// What a negotiation has besides what a list has.
pub(super) struct Others<'n>(pub(super) &'n Negotiation);

impl Others<'_> {
    pub(super) fn step(&self, but: &[StepId]) -> Option<StepId> {
        self.0.steps().map(|(step, _)| step).find(|step| !but.contains(step))
    }

    pub(super) fn party(&self, but: &[PartyId]) -> Option<PartyId> {
        self.0.parties().map(|(party, _)| party).find(|party| !but.contains(party))
    }

    pub(super) fn statement(&self, but: &[StatementId]) -> Option<StatementId> {
        self.0.statements().map(|(statement, _)| statement).find(|statement| !but.contains(statement))
    }
}
