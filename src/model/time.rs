//! Moments counted from day 0.

use std::fmt;

use serde::Serialize;

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
