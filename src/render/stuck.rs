//! Stuck steps, those that come down to the same put together.

use std::collections::hash_map::{Entry, HashMap};

use super::phrase;
use super::said::Said;
use crate::finding::{DeadlockId, Report, Root, Status};
use crate::model::{Negotiation, StepId};

/// How many steps of a group are kept to be named.
const NAMED: usize = 8;
/// How many refused, unanswered and expired steps are looked at.
const LOOKED_AT: usize = 500;

/// Steps that come down to the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alike {
    /// The first of them, in order of declaration.
    pub(super) first: Vec<StepId>,
    /// How many there are.
    pub(super) count: usize,
}

impl Alike {
    fn new(step: StepId) -> Self {
        Self { first: vec![step], count: 1 }
    }

    fn add(&mut self, step: StepId) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(step);
        }
    }
}

/// The groups that are found before it is known who refused and who offered what, and the steps for which that must be known.
pub(super) struct Sorted {
    waiting: Vec<Alike>,
    apart: Vec<StepId>,
    total: usize,
}

impl Sorted {
    /// Sorts the stuck steps: those that wait into at most `limit` groups, by the deadlock they are in and their roots.
    pub(super) fn new(n: &Negotiation, report: &Report, limit: usize) -> Self {
        let mut sorted = Self { waiting: Vec::new(), apart: Vec::new(), total: 0 };
        let mut groups: HashMap<(Option<DeadlockId>, &[Root]), usize, foldhash::fast::RandomState> = HashMap::default();
        for (step, _) in n.steps().filter(|&(step, _)| report.status(step).is_stuck()) {
            sorted.total += 1;
            let roots = report.roots(step).0;
            if roots.is_empty() {
                if sorted.apart.len() < LOOKED_AT {
                    sorted.apart.push(step);
                }
                continue;
            }
            let room = groups.len() < limit;
            match groups.entry((circle_of(report, step), roots)) {
                Entry::Occupied(group) => sorted.waiting[*group.get()].add(step),
                Entry::Vacant(group) if room => {
                    group.insert(sorted.waiting.len());
                    sorted.waiting.push(Alike::new(step));
                }
                Entry::Vacant(_) => {}
            }
        }
        sorted
    }

    /// Lists a step of every group and every step apart: those of which a report needs to know who refused and who offered them.
    pub(super) fn steps(&self) -> impl Iterator<Item = StepId> {
        self.waiting.iter().map(|group| group.first[0]).chain(self.apart.iter().copied())
    }

    /// Puts the steps apart together by who holds them, and returns the first groups and how many steps are in none.
    pub(super) fn grouped(self, n: &Negotiation, report: &Report, said: &Said, limit: usize) -> (Vec<Alike>, usize) {
        let mut groups = self.waiting;
        let mut by_holder: HashMap<String, usize> = HashMap::new();
        for step in self.apart {
            match by_holder.entry(phrase::why(n, report, said, step).to_string()) {
                Entry::Occupied(group) => groups[*group.get()].add(step),
                Entry::Vacant(group) => {
                    group.insert(groups.len());
                    groups.push(Alike::new(step));
                }
            }
        }
        groups.sort_by_key(|group| group.first[0]);
        groups.truncate(limit);
        let omitted = self.total - groups.iter().map(|group| group.count).sum::<usize>();
        (groups, omitted)
    }
}

/// Returns the deadlock that a step is in, an actual one rather than a latent.
pub(super) fn circle_of(report: &Report, step: StepId) -> Option<DeadlockId> {
    if report.status(step) != Status::Deadlocked {
        return None;
    }
    let circles = report.roots(step).0.iter().filter_map(|root| match root {
        Root::Deadlock(id) => Some(*id),
        Root::Step(_) => None,
    });
    circles.filter(|id| report.deadlock(*id).steps.binary_search(&step).is_ok()).min()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn steps_with_the_same_roots_or_holders_are_one_group() {
        let n = sample::negotiation();
        let report = sample::report(&n);
        let sorted = Sorted::new(&n, &report, 20);
        let said = Said::about(&n, sorted.steps());
        let (groups, omitted) = sorted.grouped(&n, &report, &said, 20);
        let keys: Vec<_> = groups.iter().map(|group| (n.step_key(group.first[0]).into_owned(), group.count)).collect();
        let expected = [("troops", 3), ("prisoners", 1), ("seat-a", 1), ("seat-b", 1)];
        assert_eq!(keys, expected.map(|(key, count)| (key.to_owned(), count)));
        assert_eq!(omitted, 0);
    }
}
