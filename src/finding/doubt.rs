//! Doubts: what is valid but may not be what the encoder meant.

use crate::model::{IssueId, MeasureId, PartyId, SourceId, StatementId, TermId};

/// Something in a valid negotiation that its encoder should look at again.
///
/// # Examples
///
/// ```
/// use impasse::finding::Doubt;
///
/// let negotiation = impasse::Draft::new("Nothing yet").build()?;
/// assert_eq!(impasse::doubts(&negotiation), [Doubt::NothingDemanded]);
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// Nobody demands anything, so the verdict is an agreement whatever else is said.
    NothingDemanded,
    /// A party says nothing, performs nothing and defines nothing.
    IdleParty {
        /// The party.
        party: PartyId,
    },
    /// No measure belongs to an issue.
    EmptyIssue {
        /// The issue.
        issue: IssueId,
    },
    /// No statement that stands speaks of a measure.
    UnspokenMeasure {
        /// The measure.
        measure: MeasureId,
    },
    /// No statement uses a term.
    UnusedTerm {
        /// The term.
        term: TermId,
    },
    /// Nothing cites a source.
    UncitedSource {
        /// The source.
        source: SourceId,
    },
    /// A statement cites no source, though the file declares some.
    NoSource {
        /// The statement.
        statement: StatementId,
    },
    /// A statement was made after the day as of which positions are read, and does not count.
    NotYetSaid {
        /// The statement.
        statement: StatementId,
    },
    /// A withdrawal finds nothing to withdraw.
    WithdrawsNothing {
        /// The withdrawal.
        statement: StatementId,
    },
    /// An offer had lapsed by the day as of which positions are read.
    LapsedOffer {
        /// The offer.
        statement: StatementId,
    },
    /// A deadline had passed by the day as of which positions are read.
    PastDeadline {
        /// The demand.
        statement: StatementId,
    },
    /// A statement has the same precondition twice.
    RepeatedPrecondition {
        /// The statement.
        statement: StatementId,
        /// The later of the two, counted from 0 as written.
        precondition: usize,
    },
    /// An offer of a level waits for a lower level of the same measure, so that the offer does not let that lower level happen.
    WaitsForOwnLevel {
        /// The offer.
        statement: StatementId,
        /// The precondition, counted from 0 as written.
        precondition: usize,
    },
}

impl Doubt {
    /// Returns a short name of the kind of doubt, which stays the same from version to version.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::NothingDemanded => "nothing-demanded",
            Self::IdleParty { .. } => "idle-party",
            Self::EmptyIssue { .. } => "empty-issue",
            Self::UnspokenMeasure { .. } => "unspoken-measure",
            Self::UnusedTerm { .. } => "unused-term",
            Self::UncitedSource { .. } => "uncited-source",
            Self::NoSource { .. } => "no-source",
            Self::NotYetSaid { .. } => "not-yet-said",
            Self::WithdrawsNothing { .. } => "withdraws-nothing",
            Self::LapsedOffer { .. } => "lapsed-offer",
            Self::PastDeadline { .. } => "past-deadline",
            Self::RepeatedPrecondition { .. } => "repeated-precondition",
            Self::WaitsForOwnLevel { .. } => "waits-for-own-level",
        }
    }

    /// Returns the statement that the doubt is about, if it is about one.
    pub const fn statement(self) -> Option<StatementId> {
        match self {
            Self::NoSource { statement }
            | Self::NotYetSaid { statement }
            | Self::WithdrawsNothing { statement }
            | Self::LapsedOffer { statement }
            | Self::PastDeadline { statement }
            | Self::RepeatedPrecondition { statement, .. }
            | Self::WaitsForOwnLevel { statement, .. } => Some(statement),
            _ => None,
        }
    }
}
