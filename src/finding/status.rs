//! Whether and when a step can happen.

use std::fmt;

use serde::Serialize;

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
    pub const fn is_stuck(self) -> bool {
        !matches!(self, Self::Done | Self::Performable)
    }
}

/// The earliest moment of a step: days after day 0, then phases within what the order of steps requires.
///
/// Times compare by day, then by phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Time {
    /// Days after day 0.
    pub day: i64,
    /// The phase, counted from 0: steps of one day that must follow one another are in different phases.
    pub phase: u32,
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "day {}, phase {}", self.day, self.phase)
    }
}
