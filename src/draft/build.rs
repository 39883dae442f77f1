//! Filling a draft in code.

use std::borrow::Cow;

use super::fields::{
    ClaimDraft, DefinitionDraft, DoneSince, Draft, ExclusionDraft, IssueDraft, MeasureDraft, PartyDraft, RoundDraft, SourceDraft,
    StatementDraft, TermDraft,
};
use super::precondition::DoneDraft;
use super::problem::Error;
use crate::model::Negotiation;

/// Builds a negotiation in code, without any file.
impl<'t> Draft<'t> {
    /// Returns an empty draft with a title.
    pub fn new(title: impl Into<Cow<'t, str>>) -> Self {
        Self { title: Some(title.into()), ..Self::default() }
    }

    /// Declares a source.
    pub fn source(&mut self, id: impl Into<Cow<'t, str>>) -> &mut SourceDraft<'t> {
        self.sources.add(id.into(), SourceDraft::default())
    }

    /// Declares a party.
    pub fn party(&mut self, id: impl Into<Cow<'t, str>>) -> &mut PartyDraft<'t> {
        self.parties.add(id.into(), PartyDraft::default())
    }

    /// Declares a round of talks and its date.
    pub fn round(&mut self, id: impl Into<Cow<'t, str>>, date: impl Into<Cow<'t, str>>) -> &mut RoundDraft<'t> {
        self.rounds.add(id.into(), RoundDraft { date: Some(date.into()), ..RoundDraft::default() })
    }

    /// Declares an issue.
    pub fn issue(&mut self, id: impl Into<Cow<'t, str>>) -> &mut IssueDraft<'t> {
        self.issues.add(id.into(), IssueDraft::default())
    }

    /// Declares a measure and its performers.
    pub fn measure<P: Into<Cow<'t, str>>>(
        &mut self,
        id: impl Into<Cow<'t, str>>,
        by: impl IntoIterator<Item = P>,
    ) -> &mut MeasureDraft<'t> {
        let by = by.into_iter().map(Into::into).collect();
        self.measures.add(id.into(), MeasureDraft { by, ..MeasureDraft::default() })
    }

    /// Declares a term.
    pub fn term(&mut self, id: impl Into<Cow<'t, str>>) -> &mut TermDraft<'t> {
        self.terms.add(id.into(), TermDraft::default())
    }

    /// Declares that at most one of several steps can be in the deal.
    pub fn exclude<S: Into<Cow<'t, str>>>(&mut self, steps: impl IntoIterator<Item = S>) -> &mut ExclusionDraft<'t> {
        let steps = steps.into_iter().map(Into::into).collect();
        self.exclusions.push(ExclusionDraft { steps, because: None });
        self.exclusions.last_mut().expect("just added")
    }

    /// Adds a statement of a party; what it says follows, as in `draft.says("us").demands("dismantle")`.
    pub fn says(&mut self, party: impl Into<Cow<'t, str>>) -> &mut StatementDraft<'t> {
        self.statements.push(StatementDraft { party: Some(party.into()), ..StatementDraft::default() });
        self.statements.last_mut().expect("just added")
    }

    /// Adds a claim of a party that a proposition holds or does not.
    pub fn claims(&mut self, party: impl Into<Cow<'t, str>>, proposition: impl Into<Cow<'t, str>>, holds: bool) -> &mut ClaimDraft<'t> {
        self.claims.push(ClaimDraft {
            party: Some(party.into()),
            proposition: Some(proposition.into()),
            holds: Some(holds),
            ..ClaimDraft::default()
        });
        self.claims.last_mut().expect("just added")
    }

    /// Checks the draft and makes a negotiation of it.
    ///
    /// # Errors
    ///
    /// Every problem of the draft, in order of the position file.
    ///
    /// # Complexity
    ///
    /// Linear in the size of the draft, apart from the search for the nearest id to a misspelt one.
    pub fn build(&self) -> Result<Negotiation, Error> {
        self.build_as_of(None)
    }

    /// Checks the draft and makes a negotiation of it, read as of a date or right after a round.
    ///
    /// `as_of` is the id of a round or a date such as `2019-11-05`, and takes the place of the draft's own.
    ///
    /// # Errors
    ///
    /// Every problem of the draft, in order of the position file; an `as_of` that is neither comes first.
    pub fn build_as_of(&self, as_of: Option<&str>) -> Result<Negotiation, Error> {
        super::check::check(self, as_of)
    }
}

impl<'t> MeasureDraft<'t> {
    /// Sets that all of it is done.
    pub fn done(&mut self) -> &mut Self {
        self.done = Some(DoneDraft::Whole(true));
        self
    }

    /// Sets the level that was reached.
    pub fn done_level(&mut self, level: impl Into<Cow<'t, str>>) -> &mut Self {
        self.done = Some(DoneDraft::Level(level.into()));
        self
    }

    /// Sets the level that was reached, and the date.
    pub fn done_level_on(&mut self, level: impl Into<Cow<'t, str>>, on: impl Into<Cow<'t, str>>) -> &mut Self {
        self.done = Some(DoneDraft::Since(DoneSince { level: Some(level.into()), on: Some(on.into()) }));
        self
    }

    /// Sets that all of it was done on a date.
    pub fn done_on(&mut self, on: impl Into<Cow<'t, str>>) -> &mut Self {
        self.done = Some(DoneDraft::Since(DoneSince { level: None, on: Some(on.into()) }));
        self
    }
}

impl<'t> TermDraft<'t> {
    /// Adds a party's own definition.
    pub fn defined_by<T: Into<Cow<'t, str>>>(
        &mut self,
        party: impl Into<Cow<'t, str>>,
        steps: impl IntoIterator<Item = T>,
    ) -> &mut DefinitionDraft<'t> {
        let means = Some(steps.into_iter().map(Into::into).collect());
        self.by.add(party.into(), DefinitionDraft { means, ..DefinitionDraft::default() })
    }
}
