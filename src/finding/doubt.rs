//! Doubts: what is valid but may not be what the encoder meant.

use crate::model::{ClaimId, ExclusionId, IssueId, MeasureId, PartyId, RoundId, SourceId, StatementId, StepId, TermId};

/// Something in a valid negotiation that its encoder should look at again.
///
/// Kinds are in order from the gravest to the lightest: first what changes a verdict or leaves something out, last what is only untidy.
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
#[non_exhaustive]
pub enum Doubt {
    /// The day as of which positions are read is before everything that was said.
    AsOfBeforeEverything,
    /// Nobody demands anything, so the verdict is an agreement whatever else is said.
    NothingDemanded,
    /// A statement was made after the day as of which positions are read, and does not count.
    NotYetSaid {
        /// The statement.
        statement: StatementId,
    },
    /// A statement says what the same party has said before, at the same time, on the same preconditions, in the same words.
    RepeatedStatement {
        /// The statement.
        statement: StatementId,
        /// The first that says so.
        earlier: StatementId,
    },
    /// Two things of one kind have the same name.
    SameName {
        /// Which two.
        namesakes: Alike,
    },
    /// A withdrawal finds nothing to withdraw.
    WithdrawsNothing {
        /// The withdrawal.
        statement: StatementId,
    },
    /// A party demands one and offers another of steps that exclude each other.
    DemandsAndOffersExcluded {
        /// The demand.
        statement: StatementId,
        /// The offer.
        offer: StatementId,
        /// What is demanded.
        demanded: StepId,
        /// What is offered.
        offered: StepId,
        /// What keeps the two steps apart.
        exclusion: ExclusionId,
    },
    /// An offer of a level waits for a lower level of the same measure, so that the offer does not let that lower level happen.
    WaitsForOwnLevel {
        /// The offer.
        statement: StatementId,
        /// The precondition, counted from 0 as written.
        precondition: usize,
    },
    /// Something is done on a day after the day as of which positions are read, and so not yet.
    DoneLater {
        /// The measure.
        measure: MeasureId,
    },
    /// Something is done, and the file does not say since when although it has rounds: it counts as done before them all.
    UndatedDone {
        /// The measure.
        measure: MeasureId,
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
    /// A claim has the date of a round and is not in it, so that it was made before it.
    ClaimOutsideRound {
        /// The claim.
        claim: ClaimId,
        /// The round.
        round: RoundId,
    },
    /// A statement has the same precondition twice.
    RepeatedPrecondition {
        /// The statement.
        statement: StatementId,
        /// The later of the two, counted from 0 as written.
        precondition: usize,
    },
    /// No statement that stands speaks of a measure.
    UnspokenMeasure {
        /// The measure.
        measure: MeasureId,
    },
    /// A party says nothing, performs nothing and defines nothing.
    IdleParty {
        /// The party.
        party: PartyId,
    },
    /// No statement uses a term.
    UnusedTerm {
        /// The term.
        term: TermId,
    },
    /// No measure belongs to an issue.
    EmptyIssue {
        /// The issue.
        issue: IssueId,
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
}

/// Two things of one kind that have the same name, the one declared first before the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alike {
    /// Two parties.
    Parties(PartyId, PartyId),
    /// Two rounds.
    Rounds(RoundId, RoundId),
    /// Two issues.
    Issues(IssueId, IssueId),
    /// Two measures.
    Measures(MeasureId, MeasureId),
    /// Two terms.
    Terms(TermId, TermId),
}

impl Doubt {
    /// The short names of all kinds, from the gravest to the lightest.
    pub const SLUGS: [&str; 20] = [
        "as-of-before-everything",
        "nothing-demanded",
        "not-yet-said",
        "repeated-statement",
        "same-name",
        "withdraws-nothing",
        "demands-and-offers-excluded",
        "waits-for-own-level",
        "done-later",
        "undated-done",
        "lapsed-offer",
        "past-deadline",
        "claim-outside-round",
        "repeated-precondition",
        "unspoken-measure",
        "idle-party",
        "unused-term",
        "empty-issue",
        "uncited-source",
        "no-source",
    ];

    /// Returns a short name of the kind of doubt, which stays the same from version to version.
    pub const fn slug(self) -> &'static str {
        Self::SLUGS[self.rank()]
    }

    /// Returns how light the kind is: 0 for the gravest.
    pub(crate) const fn rank(self) -> usize {
        match self {
            Self::AsOfBeforeEverything => 0,
            Self::NothingDemanded => 1,
            Self::NotYetSaid { .. } => 2,
            Self::RepeatedStatement { .. } => 3,
            Self::SameName { .. } => 4,
            Self::WithdrawsNothing { .. } => 5,
            Self::DemandsAndOffersExcluded { .. } => 6,
            Self::WaitsForOwnLevel { .. } => 7,
            Self::DoneLater { .. } => 8,
            Self::UndatedDone { .. } => 9,
            Self::LapsedOffer { .. } => 10,
            Self::PastDeadline { .. } => 11,
            Self::ClaimOutsideRound { .. } => 12,
            Self::RepeatedPrecondition { .. } => 13,
            Self::UnspokenMeasure { .. } => 14,
            Self::IdleParty { .. } => 15,
            Self::UnusedTerm { .. } => 16,
            Self::EmptyIssue { .. } => 17,
            Self::UncitedSource { .. } => 18,
            Self::NoSource { .. } => 19,
        }
    }

    /// Returns the statement that the doubt is about, if it is about one.
    pub const fn statement(self) -> Option<StatementId> {
        match self {
            Self::NotYetSaid { statement }
            | Self::RepeatedStatement { statement, .. }
            | Self::WithdrawsNothing { statement }
            | Self::DemandsAndOffersExcluded { statement, .. }
            | Self::WaitsForOwnLevel { statement, .. }
            | Self::LapsedOffer { statement }
            | Self::PastDeadline { statement }
            | Self::RepeatedPrecondition { statement, .. }
            | Self::NoSource { statement } => Some(statement),
            _ => None,
        }
    }
}
