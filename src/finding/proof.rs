//! How sure an answer is.

use crate::model::vocabulary;

/// Whether an answer is proven, or a limit ended the search for it before.
///
/// An answer at a limit is true as far as it goes: a list may lack something, a count may be too low, something better may exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Proof {
    /// The search was through: nothing is missing, and nothing is better.
    Proven,
    /// The search ended at its limit, or was cancelled.
    AtLimit,
}

vocabulary!(Proof: Proven "proven", AtLimit "at-limit");

impl Proof {
    /// Returns whether the search was through.
    #[must_use]
    pub const fn is_proven(self) -> bool {
        matches!(self, Self::Proven)
    }

    /// Says of a search whether it was through.
    pub(crate) const fn when(through: bool) -> Self {
        if through { Self::Proven } else { Self::AtLimit }
    }
}
