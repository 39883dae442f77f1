//! Handles of what a negotiation contains: positions in order of declaration, minted only while a negotiation is built.
//!
//! [`super`] says to which negotiation a handle belongs, and what becomes of it elsewhere.

use std::fmt;

use serde::{Serialize, Serializer};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Handles compare in order of declaration.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            pub(crate) const fn new(index: usize) -> Self {
                assert!(index <= u32::MAX as usize, "more than four billion entries");
                Self(index as u32)
            }

            /// Returns the position in order of declaration, counted from 0.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        /// It is written as the position in order of declaration, counted from 0.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u32(self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )*};
}

ids! {
    /// A party to the negotiation.
    PartyId;
    /// A round of talks.
    RoundId;
    /// An issue: a topic that measures are grouped under.
    IssueId;
    /// A source that statements, definitions and claims cite.
    SourceId;
    /// A measure: a concrete thing that somebody would do.
    MeasureId;
    /// A step: one level of a measure, or the whole measure when it has no levels.
    StepId;
    /// A term: a word that the parties may define differently.
    TermId;
    /// An exclusion: steps of which at most one can be in the deal.
    ExclusionId;
    /// A statement: one act of one party on one step or term.
    StatementId;
    /// A claim about a fact.
    ClaimId;
    /// A proposition that claims are about.
    PropositionId;
}
