//! One deadlock or conflict of a report.

use crate::finding::rounds::Found;
use crate::finding::{Conflict, ConflictId, Deadlock, DeadlockId, Report};

/// A deadlock or conflict, with its number in the report that has it.
#[derive(Clone, Copy)]
pub(super) enum Entry<'r> {
    Deadlock(DeadlockId, &'r Deadlock),
    Conflict(ConflictId, &'r Conflict),
}

impl Entry<'_> {
    /// Lists what a report has found, in its order.
    pub(super) fn all(report: &Report) -> Vec<Entry<'_>> {
        let deadlocks = report.deadlock_ids().zip(report.deadlocks()).map(|(id, deadlock)| Entry::Deadlock(id, deadlock));
        let conflicts = report.conflict_ids().zip(report.conflicts()).map(|(id, conflict)| Entry::Conflict(id, conflict));
        deadlocks.chain(conflicts).collect()
    }

    /// Returns it so that it needs no report any more.
    pub(super) fn found(self) -> Found {
        match self {
            Self::Deadlock(id, deadlock) => Found::Deadlock { id, deadlock: deadlock.clone() },
            Self::Conflict(id, conflict) => Found::Conflict { id, conflict: conflict.clone() },
        }
    }
}
