//! What becomes of a step.

use crate::model::vocabulary;

/// What becomes of a step, in the order in which the statuses apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// It has been done.
    Done,
    /// It can happen.
    Performable,
    /// Some party refuses it, or a level below it.
    Refused,
    /// Nobody refuses it, but some performer has made no offer that covers it.
    Unanswered,
    /// It waits in a circular deadlock.
    Deadlocked,
    /// It could happen if no offer lapsed.
    Expired,
    /// It waits for something that cannot happen.
    Waiting,
}

vocabulary!(Status: Done "done", Performable "performable", Refused "refused", Unanswered "unanswered", Deadlocked "deadlocked",
    Expired "expired", Waiting "waiting");

impl Status {
    /// Returns whether the step is neither done nor able to happen.
    #[must_use]
    pub const fn is_stuck(self) -> bool {
        !matches!(self, Self::Done | Self::Performable)
    }
}
