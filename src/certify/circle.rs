//! Which steps make up the deadlock that a step is in, taken apart from the statements alone.

use std::collections::{BTreeSet, HashSet};

use super::consent::clauses;
use super::facts::Facts;
use super::system::{Bounds, System};
use crate::model::{StatementId, StepId, Wait};

/// The circles of the system as it is, or of the granted one, in which nothing is refused and nobody silent.
pub(super) struct Circles<'f> {
    facts: &'f Facts<'f>,
    /// The steps that cannot come whatever the order; none of the granted system.
    hopeless: HashSet<StepId>,
}

/// One wait of a step for another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WaitFor {
    pub(super) step: StepId,
    pub(super) on: StepId,
    /// How, by which statement and which precondition of it; `None` for a level that waits for the one below.
    pub(super) said: Option<(Wait, StatementId, usize)>,
}

impl<'f> Circles<'f> {
    pub(super) fn actual(facts: &'f Facts<'f>) -> Self {
        Self { facts, hopeless: facts.hopeless() }
    }

    pub(super) fn granted(facts: &'f Facts<'f>) -> Self {
        Self { facts, hopeless: HashSet::new() }
    }

    pub(super) fn is_hopeless(&self, step: StepId) -> bool {
        self.hopeless.contains(&step)
    }

    /// Lists the deadlocks, by their first steps.
    pub(super) fn all(&self) -> Vec<BTreeSet<StepId>> {
        let mut found: Vec<BTreeSet<StepId>> = Vec::new();
        let stuck = self.stuck();
        for &step in &stuck {
            if !found.iter().any(|circle| circle.contains(&step)) {
                found.extend(self.around(step, stuck.clone()));
            }
        }
        found
    }

    /// Lists the steps outside the hopeless ones that never come, days of validity aside.
    pub(super) fn stuck(&self) -> BTreeSet<StepId> {
        let negotiation = self.facts.negotiation;
        let steps = negotiation.steps().map(|(step, _)| step);
        self.stuck_of(&steps.filter(|step| !negotiation.is_done(*step) && !self.hopeless.contains(step)).collect())
    }

    /// Returns the deadlock that a step is in, if it is in one: of the steps given, those that wait for it and it for them, taken apart
    /// again until all of them stay stuck when everything else has come.
    pub(super) fn around(&self, step: StepId, mut stuck: BTreeSet<StepId>) -> Option<BTreeSet<StepId>> {
        while stuck.contains(&step) {
            let waits = self.waits(&stuck);
            let ahead = reached(step, &waits, |wait| (wait.step, wait.on));
            let behind = reached(step, &waits, |wait| (wait.on, wait.step));
            let group: BTreeSet<StepId> = ahead.intersection(&behind).copied().collect();
            let remaining = self.stuck_of(&group);
            if remaining == group {
                return Some(group);
            }
            stuck = remaining;
        }
        None
    }

    /// Lists those of some steps that stay stuck when everything else has come but the hopeless steps.
    fn stuck_of(&self, steps: &BTreeSet<StepId>) -> BTreeSet<StepId> {
        let outside: Bounds = self.hopeless.iter().map(|&step| (step, None)).collect();
        let steps: Vec<StepId> = steps.iter().copied().collect();
        let times = System::whole(self.facts.negotiation, &self.facts.consents, &steps, &outside, false).solve();
        steps.iter().zip(times).filter(|(_, time)| time.is_none()).map(|(&step, _)| step).collect()
    }

    /// Lists the waits of some steps for one another, by statements that are free of what is hopeless, in order.
    pub(super) fn waits(&self, steps: &BTreeSet<StepId>) -> Vec<WaitFor> {
        let facts = self.facts;
        let mut waits = Vec::new();
        for &step in steps {
            let below = facts.negotiation.below(step).filter(|below| steps.contains(below));
            waits.extend(below.map(|on| WaitFor { step, on, said: None }));
            for statement in facts.consents.parties(step).into_iter().flat_map(|party| facts.consents.by(step, party)) {
                if !facts.is_free(statement, &self.hopeless) {
                    continue;
                }
                for (at, precondition) in facts.negotiation.preconditions(statement).iter().enumerate() {
                    let options = clauses(facts.negotiation, statement, precondition).into_iter().flatten();
                    let said = Some((precondition.wait, statement, at));
                    waits.extend(options.filter(|option| steps.contains(option)).map(|on| WaitFor { step, on, said }));
                }
            }
        }
        waits.sort_unstable();
        waits.dedup();
        waits
    }
}

/// Returns a step and what is reached from it by following waits in one direction.
fn reached(step: StepId, waits: &[WaitFor], ends: impl Fn(&WaitFor) -> (StepId, StepId)) -> BTreeSet<StepId> {
    let mut next: std::collections::HashMap<StepId, Vec<StepId>> = std::collections::HashMap::new();
    for (from, to) in waits.iter().map(ends) {
        next.entry(from).or_default().push(to);
    }
    let mut reached = BTreeSet::from([step]);
    let mut queue = vec![step];
    while let Some(step) = queue.pop() {
        queue.extend(next.get(&step).into_iter().flatten().copied().filter(|&to| reached.insert(to)));
    }
    reached
}
