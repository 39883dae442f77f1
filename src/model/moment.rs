//! Moments: when something is said and what on, and up to when it is read.

use serde::Serialize;

use super::{Date, Day, MeasureId, RoundId, TermId};

/// A moment at which something is said; moments compare in time.
///
/// Nothing before everything; then by day; on one day what was said outside the rounds comes first, then the rounds as declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    pub(super) day: Option<Day>,
    pub(super) rank: u32,
}

/// Up to when a negotiation is read, and which day counts as day 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// At the end of the last day that a date covers: of the year, of the month, of the day.
    Date(Date),
    /// Right after a round; day 0 is the round's.
    Round(RoundId),
}

/// How many statements say nothing about the day looked at, by why; withdrawals are no positions and in neither number.
///
/// Those that stand, these two numbers and the withdrawals add up to all statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NotCounted {
    /// Those that were made after the day or round up to which positions are read.
    pub later: usize,
    /// Those that had been made by then and no longer stood, because the party had replaced or withdrawn them.
    pub ended: usize,
}

/// What a party takes one position on, which section 7 of the semantics calls a target: a measure with all its levels, or a term.
///
/// Unlike a [`Target`](super::Target), it does not tell the levels of a measure apart. Topics compare in order of declaration, measures before
/// terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "kebab-case")]
pub enum Topic {
    /// A measure with all its levels.
    Measure(MeasureId),
    /// A term.
    Term(TermId),
}
