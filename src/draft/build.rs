//! Filling a draft in code.

use super::{
    ClaimDraft, DefinitionDraft, DoneDraft, DoneSince, Draft, Error, ExclusionDraft, IssueDraft, MeasureDraft, PartyDraft,
    PreconditionDraft, RoundDraft, SourceDraft, StatementDraft, TermDraft, Text,
};
use crate::model::Negotiation;

/// Builds a negotiation in code, without any file.
impl<'t> Draft<'t> {
    /// Returns an empty draft with a title.
    pub fn new(title: impl Into<Text<'t>>) -> Self {
        Self { title: Some(title.into()), ..Self::default() }
    }

    /// Declares a source.
    pub fn source(&mut self, id: impl Into<Text<'t>>) -> &mut SourceDraft<'t> {
        self.sources.add(id.into(), SourceDraft::default())
    }

    /// Declares a party.
    pub fn party(&mut self, id: impl Into<Text<'t>>) -> &mut PartyDraft<'t> {
        self.parties.add(id.into(), PartyDraft::default())
    }

    /// Declares a round of talks and its date.
    pub fn round(&mut self, id: impl Into<Text<'t>>, date: impl Into<Text<'t>>) -> &mut RoundDraft<'t> {
        self.rounds.add(id.into(), RoundDraft { date: Some(date.into()), ..RoundDraft::default() })
    }

    /// Declares an issue.
    pub fn issue(&mut self, id: impl Into<Text<'t>>) -> &mut IssueDraft<'t> {
        self.issues.add(id.into(), IssueDraft::default())
    }

    /// Declares a measure and its performers.
    pub fn measure<P: Into<Text<'t>>>(&mut self, id: impl Into<Text<'t>>, by: impl IntoIterator<Item = P>) -> &mut MeasureDraft<'t> {
        let by = by.into_iter().map(Into::into).collect();
        self.measures.add(id.into(), MeasureDraft { by, ..MeasureDraft::default() })
    }

    /// Declares a term.
    pub fn term(&mut self, id: impl Into<Text<'t>>) -> &mut TermDraft<'t> {
        self.terms.add(id.into(), TermDraft::default())
    }

    /// Declares that at most one of several steps can be in the deal.
    pub fn exclude<S: Into<Text<'t>>>(&mut self, steps: impl IntoIterator<Item = S>) -> &mut ExclusionDraft<'t> {
        let steps = steps.into_iter().map(Into::into).collect();
        self.exclusions.push(ExclusionDraft { steps, because: None });
        self.exclusions.last_mut().expect("just added")
    }

    /// Adds a statement of a party; what it says follows, as in `draft.says("us").demands("dismantle")`.
    pub fn says(&mut self, party: impl Into<Text<'t>>) -> &mut StatementDraft<'t> {
        self.statements.push(StatementDraft { party: Some(party.into()), ..StatementDraft::default() });
        self.statements.last_mut().expect("just added")
    }

    /// Adds a claim of a party that a proposition holds or does not.
    pub fn claims(&mut self, party: impl Into<Text<'t>>, proposition: impl Into<Text<'t>>, holds: bool) -> &mut ClaimDraft<'t> {
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

macro_rules! setters {
    ($($draft:ident { $($(#[$doc:meta])* $field:ident: $kind:tt;)* })*) => {$(
        impl<'t> $draft<'t> {$(
            setters!(@one $(#[$doc])* $field $kind);
        )*}
    )*};
    (@one $(#[$doc:meta])* $field:ident text) => {
        $(#[$doc])*
        pub fn $field(&mut self, $field: impl Into<Text<'t>>) -> &mut Self {
            self.$field = Some($field.into());
            self
        }
    };
    (@one $(#[$doc:meta])* $field:ident texts) => {
        $(#[$doc])*
        pub fn $field<T: Into<Text<'t>>>(&mut self, $field: impl IntoIterator<Item = T>) -> &mut Self {
            self.$field = $field.into_iter().map(Into::into).collect();
            self
        }
    };
    (@one $(#[$doc:meta])* $field:ident precondition) => {
        $(#[$doc])*
        pub fn $field(&mut self, precondition: impl Into<PreconditionDraft<'t>>) -> &mut Self {
            self.$field.0.push(precondition.into());
            self
        }
    };
    (@one $(#[$doc:meta])* $field:ident $type:ty) => {
        $(#[$doc])*
        pub fn $field(&mut self, $field: $type) -> &mut Self {
            self.$field = Some($field);
            self
        }
    };
}

setters! {
    SourceDraft {
        /// Sets the title of the text.
        title: text;
        /// Sets who published it.
        publisher: text;
        /// Sets when it was published.
        date: text;
        /// Sets where it can be read.
        url: text;
    }
    PartyDraft {
        /// Sets the name for readers.
        name: text;
    }
    RoundDraft {
        /// Sets the name for readers.
        name: text;
    }
    IssueDraft {
        /// Sets the name for readers.
        name: text;
    }
    MeasureDraft {
        /// Sets the name for readers.
        name: text;
        /// Sets the issue that it belongs to.
        issue: text;
        /// Sets its levels, rising.
        levels: texts;
        /// Sets how many days a step of it takes.
        takes: u32;
        /// Sets whether nobody disputes that its performers will do it.
        given: bool;
        /// Sets what it costs its performer.
        burden: f64;
    }
    TermDraft {
        /// Sets the name for readers.
        name: text;
    }
    DefinitionDraft {
        /// Sets the source in which the definition was read.
        source: text;
        /// Sets the words of the source.
        quote: text;
    }
    ExclusionDraft {
        /// Sets why the steps exclude each other.
        because: text;
    }
    StatementDraft {
        /// Sets the id.
        id: text;
        /// Demands a step or term.
        demands: text;
        /// Offers a step or term.
        offers: text;
        /// Accepts a step or term.
        accepts: text;
        /// Refuses a step or term.
        refuses: text;
        /// Withdraws what was said about a measure or term.
        withdraws: text;
        /// Adds what must be complete strictly before.
        after: precondition;
        /// Adds what must happen no later.
        with: precondition;
        /// Adds what must be part of the same deal.
        promise: precondition;
        /// Sets the round in which it was said.
        round: text;
        /// Sets the date on which it was said.
        date: text;
        /// Sets the date by which the party wants the step.
        deadline: text;
        /// Sets the date until which the offer is valid.
        until: text;
        /// Sets how dearly the party holds to it.
        weight: u32;
        /// Sets whether the party will not concede it.
        firm: bool;
        /// Sets how sure the encoder is, from 0 to 1.
        confidence: f64;
        /// Sets the source.
        source: text;
        /// Sets the words of the source.
        quote: text;
        /// Sets the encoder's note.
        note: text;
    }
    ClaimDraft {
        /// Sets the round in which it was asserted.
        round: text;
        /// Sets the date on which it was asserted.
        date: text;
        /// Sets the source.
        source: text;
        /// Sets the words of the source.
        quote: text;
        /// Sets the encoder's note.
        note: text;
    }
}

impl<'t> MeasureDraft<'t> {
    /// Sets that all of it is done.
    pub fn done(&mut self) -> &mut Self {
        self.done = Some(DoneDraft::Whole(true));
        self
    }

    /// Sets the level that was reached and, when known, the date.
    pub fn done_level(&mut self, level: impl Into<Text<'t>>, on: Option<&'t str>) -> &mut Self {
        self.done = Some(DoneDraft::Since(DoneSince { level: Some(level.into()), on: on.map(Text::from) }));
        self
    }

    /// Sets that all of it was done on a date.
    pub fn done_on(&mut self, on: impl Into<Text<'t>>) -> &mut Self {
        self.done = Some(DoneDraft::Since(DoneSince { level: None, on: Some(on.into()) }));
        self
    }
}

impl<'t> TermDraft<'t> {
    /// Sets the steps that the term means to whoever gives no definition of their own.
    pub fn means<T: Into<Text<'t>>>(&mut self, steps: impl IntoIterator<Item = T>) -> &mut Self {
        self.means = Some(steps.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a party's own definition.
    pub fn defined_by<T: Into<Text<'t>>>(
        &mut self,
        party: impl Into<Text<'t>>,
        steps: impl IntoIterator<Item = T>,
    ) -> &mut DefinitionDraft<'t> {
        let means = Some(steps.into_iter().map(Into::into).collect());
        self.by.add(party.into(), DefinitionDraft { means, ..DefinitionDraft::default() })
    }
}
