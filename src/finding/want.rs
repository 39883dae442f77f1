//! Wants: how a statement wants a step that it does not get.

use serde::Serialize;

/// How a statement wants a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
#[serde(tag = "how", rename_all = "kebab-case")]
pub enum Want {
    /// It demands the step.
    Demand,
    /// It makes the step a precondition: of what the party offers or accepts.
    Precondition {
        /// Which precondition of the statement it is, counted from 0 as written.
        precondition: usize,
        /// Whether the step is one of several options of it, none of which can be had.
        any: bool,
    },
}

impl Want {
    /// Returns which precondition it is, counted from 0 as written; `None` for a demand.
    #[must_use]
    pub const fn precondition(self) -> Option<usize> {
        match self {
            Self::Demand => None,
            Self::Precondition { precondition, .. } => Some(precondition),
        }
    }

    /// Returns whether the step is one of several options, any of which would do.
    #[must_use]
    pub const fn is_option(self) -> bool {
        matches!(self, Self::Precondition { any: true, .. })
    }
}
