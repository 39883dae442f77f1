//! What is said: parties, measures and their steps, statements with preconditions, terms, rounds.
//!
//! The words of the field and their exact meaning are in `docs/semantics.md`.
//! A [`Negotiation`] is always valid; it is made from a [`Draft`](crate::draft::Draft).

mod character;
mod date;
mod entity;
mod id;
mod meaning;
mod namesake;
mod negotiation;
mod standing;
mod statement;
mod time;
mod timeline;
mod word;

pub(crate) use character::Character;
pub use date::{Date, DateError, Day};
pub use entity::{Definition, Done, Exclusion, Issue, Measure, Party, Round, Source, Step, Term};
pub use id::{ClaimId, ExclusionId, IssueId, MeasureId, PartyId, PropositionId, RoundId, SourceId, StatementId, StepId, TermId};
pub use meaning::StepAct;
pub(crate) use namesake::{readable, visible};
pub use negotiation::Negotiation;

pub use standing::{AsOf, Moment, NotCounted, Topic};
pub use statement::{Act, Claim, Precondition, Statement, Subject, Target, Wait, When};
pub(crate) use statement::{Details, On};
pub use time::Time;
pub use word::UnknownWord;
pub(crate) use word::{shown_as_word, vocabulary, written_as_word};
