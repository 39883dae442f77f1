//! Doubts: what is valid but may not be what the encoder meant.
//!
//! A [`Doubt`] is about a statement, or about something that is declared; its [`DoubtKind`] has the word under which commands list it.

use serde::Serialize;

use crate::model::{ClaimId, ExclusionId, IssueId, MeasureId, PartyId, RoundId, SourceId, StatementId, StepId, TermId, vocabulary};

/// Something in a valid negotiation that its encoder should look at again.
///
/// Kinds are in order from the gravest to the lightest: first what changes a verdict or leaves something out, last what is only untidy.
///
/// # Examples
///
/// ```
/// use impasse::finding::doubt::Doubt;
///
/// let negotiation = impasse::Draft::new("Nothing yet").build()?;
/// assert_eq!(impasse::doubts(&negotiation), [Doubt::NothingDemanded]);
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
#[serde(tag = "kind", rename_all = "kebab-case")]
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
    /// A party says nothing, performs nothing, defines nothing and reports nothing.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
#[serde(tag = "kind", content = "both", rename_all = "kebab-case")]
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

/// A kind of doubt, from the gravest to the lightest; its word stays the same from version to version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DoubtKind {
    /// [`Doubt::AsOfBeforeEverything`].
    AsOfBeforeEverything,
    /// [`Doubt::NothingDemanded`].
    NothingDemanded,
    /// [`Doubt::NotYetSaid`].
    NotYetSaid,
    /// [`Doubt::RepeatedStatement`].
    RepeatedStatement,
    /// [`Doubt::SameName`].
    SameName,
    /// [`Doubt::WithdrawsNothing`].
    WithdrawsNothing,
    /// [`Doubt::DemandsAndOffersExcluded`].
    DemandsAndOffersExcluded,
    /// [`Doubt::WaitsForOwnLevel`].
    WaitsForOwnLevel,
    /// [`Doubt::DoneLater`].
    DoneLater,
    /// [`Doubt::UndatedDone`].
    UndatedDone,
    /// [`Doubt::LapsedOffer`].
    LapsedOffer,
    /// [`Doubt::PastDeadline`].
    PastDeadline,
    /// [`Doubt::ClaimOutsideRound`].
    ClaimOutsideRound,
    /// [`Doubt::RepeatedPrecondition`].
    RepeatedPrecondition,
    /// [`Doubt::UnspokenMeasure`].
    UnspokenMeasure,
    /// [`Doubt::IdleParty`].
    IdleParty,
    /// [`Doubt::UnusedTerm`].
    UnusedTerm,
    /// [`Doubt::EmptyIssue`].
    EmptyIssue,
    /// [`Doubt::UncitedSource`].
    UncitedSource,
    /// [`Doubt::NoSource`].
    NoSource,
}

vocabulary!(DoubtKind: AsOfBeforeEverything "as-of-before-everything",
    NothingDemanded "nothing-demanded",
    NotYetSaid "not-yet-said",
    RepeatedStatement "repeated-statement",
    SameName "same-name",
    WithdrawsNothing "withdraws-nothing",
    DemandsAndOffersExcluded "demands-and-offers-excluded",
    WaitsForOwnLevel "waits-for-own-level",
    DoneLater "done-later",
    UndatedDone "undated-done",
    LapsedOffer "lapsed-offer",
    PastDeadline "past-deadline",
    ClaimOutsideRound "claim-outside-round",
    RepeatedPrecondition "repeated-precondition",
    UnspokenMeasure "unspoken-measure",
    IdleParty "idle-party",
    UnusedTerm "unused-term",
    EmptyIssue "empty-issue",
    UncitedSource "uncited-source",
    NoSource "no-source");

impl Doubt {
    /// Returns the kind of doubt.
    #[must_use]
    pub const fn kind(self) -> DoubtKind {
        match self {
            Self::AsOfBeforeEverything => DoubtKind::AsOfBeforeEverything,
            Self::NothingDemanded => DoubtKind::NothingDemanded,
            Self::NotYetSaid { .. } => DoubtKind::NotYetSaid,
            Self::RepeatedStatement { .. } => DoubtKind::RepeatedStatement,
            Self::SameName { .. } => DoubtKind::SameName,
            Self::WithdrawsNothing { .. } => DoubtKind::WithdrawsNothing,
            Self::DemandsAndOffersExcluded { .. } => DoubtKind::DemandsAndOffersExcluded,
            Self::WaitsForOwnLevel { .. } => DoubtKind::WaitsForOwnLevel,
            Self::DoneLater { .. } => DoubtKind::DoneLater,
            Self::UndatedDone { .. } => DoubtKind::UndatedDone,
            Self::LapsedOffer { .. } => DoubtKind::LapsedOffer,
            Self::PastDeadline { .. } => DoubtKind::PastDeadline,
            Self::ClaimOutsideRound { .. } => DoubtKind::ClaimOutsideRound,
            Self::RepeatedPrecondition { .. } => DoubtKind::RepeatedPrecondition,
            Self::UnspokenMeasure { .. } => DoubtKind::UnspokenMeasure,
            Self::IdleParty { .. } => DoubtKind::IdleParty,
            Self::UnusedTerm { .. } => DoubtKind::UnusedTerm,
            Self::EmptyIssue { .. } => DoubtKind::EmptyIssue,
            Self::UncitedSource { .. } => DoubtKind::UncitedSource,
            Self::NoSource { .. } => DoubtKind::NoSource,
        }
    }

    /// Returns the statement that the doubt is about, if it is about one.
    #[must_use]
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
