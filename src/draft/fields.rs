//! Every field of the position file, declared once.
//!
//! A declaration says what is kept, what the value stands for, and how a table of statements shows it. Of this the draft is made with its
//! setters, and by this position files are read, written and described: a new field is declared here, checked in [`check`](super::check),
//! kept in [`model`](crate::model), and given back in [`text::to_draft`](crate::text::to_draft).

use std::borrow::Cow;

use super::declare::{Stored, records};
use super::field::{Field, Fields, Kind, Named, Record, Seen, Slot, Value};
use super::precondition::{DoneDraft, PreconditionDraft};
use super::shape::{Entries, List};
use crate::model::{Act, Wait};

const fn prose() -> Field {
    Field::holding(Kind::Prose)
}

const fn date() -> Field {
    Field::holding(Kind::Date)
}

const fn days() -> Field {
    Field::holding(Kind::Days)
}

const fn truth() -> Field {
    Field::holding(Kind::Truth)
}

const fn id_of(named: Named) -> Field {
    Field::holding(Kind::Id(named))
}

const fn steps(least: usize) -> Field {
    Field::holding(Kind::Steps(least))
}

const fn verb(act: Act) -> Field {
    Field::holding(Kind::Verb(act))
}

const fn wait(wait: Wait) -> Field {
    Field::holding(Kind::Preconditions(wait)).with(&[Act::Offers, Act::Accepts])
}

const fn by_id(record: &'static Record) -> Field {
    Field::holding(Kind::Entries(record))
}

const fn list_of(record: &'static Record) -> Field {
    Field::holding(Kind::Tables(record))
}

records! {
    /// A position file as written: nothing in it has been checked yet.
    ///
    /// Fields are those of the position file (`docs/format.md`). The lifetime `'t` is that of the text which the words were read from.
    ///
    /// # Examples
    ///
    /// ```
    /// use impasse::Draft;
    ///
    /// let mut draft = Draft::new("A deposit");
    /// draft.party("tenant").name("The tenant");
    /// draft.party("landlord");
    /// draft.measure("pay-deposit", ["tenant"]).takes(3);
    /// draft.measure("hand-over-keys", ["landlord"]);
    /// draft.says("tenant").demands("hand-over-keys");
    /// draft.says("landlord").offers("hand-over-keys").after("pay-deposit");
    /// let negotiation = draft.build()?;
    /// assert_eq!(negotiation.title(), Some("A deposit"));
    /// # Ok::<(), impasse::Error>(())
    /// ```
    pub built Draft "PositionFile" "a position file" {
        /// The title of the negotiation.
        title: text = prose();
        /// The day as of which positions are read; day 0. Default: the date of the latest round, statement or claim.
        as_of: text = date();
        /// The texts that statements were read in.
        sources: entries(SourceDraft) = by_id(SourceDraft::RECORD);
        /// Who negotiates.
        parties: entries(PartyDraft) = by_id(PartyDraft::RECORD);
        /// The rounds of talks.
        rounds: entries(RoundDraft) = by_id(RoundDraft::RECORD);
        /// The topics that measures are grouped under.
        issues: entries(IssueDraft) = by_id(IssueDraft::RECORD);
        /// The concrete things that somebody would do.
        measures: entries(MeasureDraft) = by_id(MeasureDraft::RECORD);
        /// The words that parties may define differently.
        terms: entries(TermDraft) = by_id(TermDraft::RECORD);
        /// Steps of which at most one can be in the deal.
        exclusions: tables(ExclusionDraft) = list_of(ExclusionDraft::RECORD);
        /// What the parties demand, offer, accept, refuse and withdraw.
        statements: tables(StatementDraft) = list_of(StatementDraft::RECORD);
        /// What the parties assert about facts.
        claims: tables(ClaimDraft) = list_of(ClaimDraft::RECORD);
    }

    /// Where statements were read.
    pub built SourceDraft "Source" "a source" with chief "title" {
        /// The title of the text.
        title: text = prose();
        /// Who published it.
        publisher: text = prose();
        /// When it was published: a date such as `2019-11-05`, `2019-11` or `2019`.
        date: text = date();
        /// Where it can be read.
        url: text = prose();
    }

    /// Somebody who negotiates.
    pub built PartyDraft "Party" "a party" with chief "name" {
        /// The name for readers.
        name: text = prose();
        /// The short name, for narrow tables and charts.
        short: text = prose();
    }

    /// A round of talks.
    pub built RoundDraft "Round" "a round" with chief "date" {
        /// The name for readers.
        name: text = prose();
        /// When it took place.
        date: text = date().required();
    }

    /// A topic that measures are grouped under.
    pub built IssueDraft "Issue" "an issue" with chief "name" {
        /// The name for readers.
        name: text = prose();
    }

    /// A concrete thing that somebody would do.
    pub built MeasureDraft "Measure" "a measure" {
        /// The name for readers.
        name: text = prose();
        /// The party that performs it, or the parties who must all act.
        by: one_or_many = Field::holding(Kind::IdOrIds).required();
        /// The issue that it belongs to.
        issue: text = id_of(Named::Issue);
        /// Its levels, rising; each is a step of its own.
        levels: texts = Field::holding(Kind::Ids);
        /// How many days it takes.
        takes: whole = days();
        /// Whether it is done, or the level already reached, and since when.
        done: done = Field::holding(Kind::Done);
        /// Whether nobody disputes that its performers will do it.
        given: truth = truth();
        /// What it costs its performer; 1 unless said.
        burden: number = Field::holding(Kind::Amount);
    }

    /// What of a measure was done, and when.
    pub built DoneSince "DoneSince" "what is done" {
        /// The level that was reached; the top when not given.
        level: text = id_of(Named::Level);
        /// When it was reached.
        on: text = date();
    }

    /// A word that parties may define differently.
    pub built TermDraft "Term" "a term" with chief "means" {
        /// The name for readers.
        name: text = prose();
        /// The steps that it means to whoever gives no definition of their own.
        means: given_texts = steps(1);
        /// The parties' own definitions.
        by: entries(DefinitionDraft) = by_id(DefinitionDraft::RECORD);
    }

    /// What one party means by a term.
    pub built DefinitionDraft "Definition" "a definition" with chief "means" {
        /// The steps that the party means.
        means: given_texts = steps(1).required();
        /// The source in which the definition was read.
        source: text = id_of(Named::Source);
        /// The words of the source.
        quote: text = prose();
    }

    /// Steps of which at most one can be in the deal.
    pub built ExclusionDraft "Exclusion" "an exclusion" with chief "steps" {
        /// The steps.
        steps: texts = steps(2).required();
        /// Why they exclude each other.
        because: text = prose();
    }

    /// One act of one party on one step or term.
    ///
    /// Exactly one of `demands`, `offers`, `accepts`, `refuses` and `withdraws` is given.
    pub built StatementDraft "Statement" "a statement" {
        /// The id; `s` and the position when not given.
        id: text = id_of(Named::Statement).column(14, "A name for the statement, such as us-1. Leave it empty for s1, s2 and so on.");
        /// Who speaks.
        party: text = id_of(Named::Party).required().column(14, "Who speaks: the id of a party in the position file.");
        /// The step or term that the party wants.
        demands: text = verb(Act::Demands);
        /// The step or term that the party will perform once the preconditions hold.
        offers: text = verb(Act::Offers);
        /// The step or term that the party lets happen once the preconditions hold.
        accepts: text = verb(Act::Accepts);
        /// The step or term that is in no deal that the party signs.
        refuses: text = verb(Act::Refuses);
        /// The measure or term on which the party takes back what it said.
        withdraws: text = verb(Act::Withdraws);
        /// What must be complete strictly before.
        after: preconditions = wait(Wait::After).column(26, "Of offers and accepts: the steps or terms that must be complete before. \
            Put ; between several, | between alternatives, and +30d behind one for at least 30 days.");
        /// What must happen no later; the same moment counts.
        with: preconditions = wait(Wait::With).column(26, "Of offers and accepts: the steps or terms that must happen at the same time \
            or before. Put ; between several, | between alternatives.");
        /// What must be part of the same deal, at any time.
        promise: preconditions = wait(Wait::Promise).column(26, "Of offers and accepts: the steps or terms that must be promised. \
            Put ; between several, | between alternatives, and <90d behind one for at most 90 days later.");
        /// The round in which it was said.
        round: text = id_of(Named::Round).column(14, "The round in which it was said: its id in the position file. Either this or a date.");
        /// The date on which it was said, outside the rounds.
        date: text = date().column(12, "When it was said, outside the rounds: 2019-02-27, 2019-02 or 2019.");
        /// Of a demand: the date by which the party wants it.
        deadline: text = date().with(&[Act::Demands]).column(12, "Of demands: the date by which the party wants it.");
        /// Of an offer: the date until which it is valid.
        until: text = date().with(&[Act::Offers]).column(12, "Of offers: the date until which the offer is valid.");
        /// How dearly the party holds to it: a positive whole number, 1 unless said.
        weight: whole = Field::holding(Kind::Count)
            .column(9, "How dearly the party holds to it: a whole number, 1 or more. Empty means 1.");
        /// Whether the party will not concede it.
        firm: truth = truth().column(8, "TRUE when the party will not concede it. Empty means FALSE.");
        /// How sure the encoder is that it was said and meant so, from 0 to 1; 1 unless said.
        confidence: number = Field::holding(Kind::Share)
            .column(12, "How sure you are that it was said and meant so, from 0 to 1. Empty means 1.");
        /// Who says that it was said, when that is not the speaker: the id of a party, or any other name.
        reported_by: text = prose().column(16, "Who says that it was said, when that is not the speaker: the id of a party in the \
            position file, or any other name.");
        /// The source in which it was read.
        source: text = id_of(Named::Source).column(16, "Where it was read: the id of a source in the position file.");
        /// The words of the source.
        quote: text = prose().column(60, "The words of the source.");
        /// A note by the encoder.
        note: text = prose().column(40, "A remark of your own.");
    }

    /// A step with days, or several steps of which any one will do.
    pub(crate) written LongForm "PreconditionInFull" "a precondition" {
        /// The step or term that is waited for.
        step: text = Field::holding(Kind::Step);
        /// The steps of which any one will do.
        any: given_texts = steps(1);
        /// Of `after`: the least number of days between.
        days: whole = days();
        /// Of `promise`: the most days that it may come later.
        within: whole = days();
    }

    /// What a party asserts about a fact.
    pub built ClaimDraft "Claim" "a claim" {
        /// Who asserts it.
        party: text = id_of(Named::Party).required();
        /// What it is about, as an id.
        proposition: text = id_of(Named::Proposition).required();
        /// Whether the party says that it is so.
        holds: truth = truth().required();
        /// The round in which it was asserted.
        round: text = id_of(Named::Round);
        /// The date on which it was asserted, outside the rounds.
        date: text = date();
        /// Who says that it was asserted, when that is not the speaker: the id of a party, or any other name.
        reported_by: text = prose();
        /// The source in which it was read.
        source: text = id_of(Named::Source);
        /// The words of the source.
        quote: text = prose();
        /// A note by the encoder.
        note: text = prose();
    }
}

/// Returns what the values of a key stand for, in the first kind of table that has it.
pub(crate) fn kind_of(key: &str) -> Option<Kind> {
    RECORDS.iter().find_map(|record| record.field(key)).map(|field| field.kind)
}

impl<'t> StatementDraft<'t> {
    /// Lists the acts that are given, in the order of the position file; a valid statement has exactly one.
    pub fn acts(&self) -> impl Iterator<Item = (Act, &Cow<'t, str>)> {
        let values = [&self.demands, &self.offers, &self.accepts, &self.refuses, &self.withdraws];
        Act::ALL.into_iter().zip(values).filter_map(|(act, value)| Some((act, value.as_ref()?)))
    }
}
