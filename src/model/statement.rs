//! What a party says: statements with their preconditions, and claims.

use serde::Serialize;

use super::{Date, PartyId, PropositionId, RoundId, SourceId, StepId, TermId, vocabulary};

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// The party wants the step done; it does not perform it alone.
    Demands,
    /// A performer will do the step once the preconditions hold.
    Offers,
    /// A party that does not perform the step lets it happen only once the preconditions hold.
    Accepts,
    /// The step is not in any deal that the party signs.
    Refuses,
    /// The party takes back what it said earlier about the measure or term.
    Withdraws,
}

vocabulary!(Act: Demands "demands", Offers "offers", Accepts "accepts", Refuses "refuses", Withdraws "withdraws");

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "kebab-case")]
pub enum Target {
    /// A step.
    Step(StepId),
    /// A term: the steps that the speaker means by it.
    Term(TermId),
}

/// When something was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", content = "at", rename_all = "kebab-case")]
pub enum When {
    /// Not said: before everything that has a date.
    #[default]
    Undated,
    /// On a date outside the rounds: before the rounds of that day.
    On(Date),
    /// In a round.
    In(RoundId),
}

/// One act of one party on one step or term.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Who speaks.
    pub party: PartyId,
    /// What the statement does.
    pub act: Act,
    /// What it is about.
    pub target: Target,
    /// When it was said.
    pub when: When,
    /// Whether the party will not concede it.
    pub firm: bool,
    /// How dearly the party holds to it: a multiplier of the cost of conceding it, at least 1.
    pub weight: u32,
    /// What is seldom said.
    pub(crate) details: Option<Box<Details>>,
    pub(crate) preconditions: (u32, u32),
}

/// The seldom given parts of a statement, kept apart so that a million plain statements stay small.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Details {
    pub(crate) deadline: Option<Date>,
    pub(crate) until: Option<Date>,
    pub(crate) confidence: Option<f64>,
    pub(crate) reported_by: Option<Box<str>>,
    pub(crate) source: Option<SourceId>,
    pub(crate) quote: Option<Box<str>>,
    pub(crate) note: Option<Box<str>>,
}

impl Statement {
    /// Returns the date by which the party wants the step, of a demand.
    #[must_use]
    pub fn deadline(&self) -> Option<Date> {
        self.details.as_ref()?.deadline
    }

    /// Returns the date until which the offer is valid.
    #[must_use]
    pub fn until(&self) -> Option<Date> {
        self.details.as_ref()?.until
    }

    /// Returns how sure the encoder is that it was said and meant so, from 0 to 1.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        self.details.as_ref().and_then(|d| d.confidence).unwrap_or(1.0)
    }

    /// Returns who says that it was said, when that is not the speaker: the id of a party, or any other name.
    #[must_use]
    pub fn reported_by(&self) -> Option<&str> {
        self.details.as_ref()?.reported_by.as_deref()
    }

    /// Returns where it was read.
    #[must_use]
    pub fn source(&self) -> Option<SourceId> {
        self.details.as_ref()?.source
    }

    /// Returns the words of the source.
    #[must_use]
    pub fn quote(&self) -> Option<&str> {
        self.details.as_ref()?.quote.as_deref()
    }

    /// Returns the encoder's note.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.details.as_ref()?.note.as_deref()
    }
}

/// How a precondition binds a step to another, from the strictest to the loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wait {
    /// The other step is complete strictly before.
    After,
    /// The other step happens no later; the same moment counts.
    With,
    /// The other step is part of the same deal, at any time.
    Promise,
}

vocabulary!(Wait: After "after", With "with", Promise "promise");

/// One condition of an offer or an acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Precondition {
    /// How it binds.
    pub wait: Wait,
    /// For `after`, the least number of days between; for `promise`, the most days that it may come later. `None` when not said.
    pub days: Option<u32>,
    pub(crate) on: On,
}

/// What a precondition waits for, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Step(StepId),
    Term(TermId),
    Any { start: u32, len: u32 },
}

/// What a precondition waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'n> {
    /// One step.
    Step(StepId),
    /// Every step that the speaker means by a term.
    Term(TermId),
    /// Any one of several steps, as written.
    Any(&'n [StepId]),
}

/// One party's word on whether a proposition is true.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// Who asserts it.
    pub party: PartyId,
    /// What it is about.
    pub proposition: PropositionId,
    /// Whether the party says that it is so.
    pub holds: bool,
    /// When it was asserted.
    pub when: When,
    /// Who says that it was asserted, when that is not the speaker: the id of a party, or any other name.
    pub reported_by: Option<Box<str>>,
    /// Where it was read.
    pub source: Option<SourceId>,
    /// The words of the source.
    pub quote: Option<Box<str>>,
    /// The encoder's note.
    pub note: Option<Box<str>>,
}

impl Claim {
    /// Returns whether two different parties assert opposite things, among claims about one proposition.
    ///
    /// # Examples
    ///
    /// ```
    /// use impasse::model::Claim;
    ///
    /// let mut draft = impasse::Draft::new("What happened at the bridge");
    /// draft.party("north");
    /// draft.party("south");
    /// draft.claims("north", "the-bridge-was-opened", true);
    /// draft.claims("south", "the-bridge-was-opened", false);
    /// let negotiation = draft.build()?;
    /// assert!(Claim::contradict(negotiation.claims().map(|(_, claim)| claim)));
    /// # Ok::<(), impasse::Error>(())
    /// ```
    #[must_use]
    pub fn contradict<'c>(claims: impl IntoIterator<Item = &'c Self>) -> bool {
        // The first party to assert it and the first to deny it: where they are one, any other party contradicts it.
        let (mut asserts, mut denies): (Option<PartyId>, Option<PartyId>) = (None, None);
        let mut several = false;
        let mut first = None;
        for claim in claims {
            let side = if claim.holds { &mut asserts } else { &mut denies };
            side.get_or_insert(claim.party);
            several |= *first.get_or_insert(claim.party) != claim.party;
        }
        asserts.is_some() && denies.is_some() && several
    }
}
