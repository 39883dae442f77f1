//! What is said: parties, measures and their steps, statements with preconditions, terms, rounds.
//!
//! The words of the field and their exact meaning are in `docs/semantics.md`.
//! A [`Negotiation`] is always valid; it is made from a [`Draft`](crate::draft::Draft).
//!
//! # What is in it
//!
//! * What is declared: [`Party`], [`Round`], [`Source`], [`Issue`], [`Measure`] with its [`Step`]s, [`Term`] with its [`Definition`]s,
//!   [`Exclusion`].
//! * What is said: a [`Statement`] is one [`Act`] on a [`Target`], with [`Precondition`]s, each a [`Wait`] for a [`Subject`]; a [`Claim`]
//!   asserts or denies that something has happened.
//! * When: a [`Date`] may leave out day and month; [`When`] is when something was said, [`AsOf`] the day on which it is looked at, a [`Day`]
//!   counts days, and a [`Time`] those that a step takes from day 0.
//!
//! # Handles
//!
//! Everything has a handle, such as [`StepId`], by which findings name it.
//! A handle belongs to the negotiation that it was got from, and to every other reading of that ([`Negotiation::read_as_of`],
//! [`Negotiation::read_right_after`], [`Negotiation::read_with_meaning`]): all readings declare the same.
//!
//! It is a position in order of declaration and does not know its negotiation. Given to another one, it is taken for what stands at the same
//! position there, and most calls panic where nothing does. The same goes for a [`Report`](crate::Report) or another answer that is put into
//! words with another negotiation than its own.
//! The safe way is an [`Analysis`](crate::Analysis): it keeps a negotiation and all answers about it together, and says
//! [`UnknownFinding`](crate::UnknownFinding) instead of panicking when it is asked to explain a finding that it does not have.
//!
//! ```
//! let deposit = impasse::text::from_toml(r#"
//!     parties = { landlord = {}, tenant = {} }
//!     measures = { keys = { by = "landlord" } }
//! "#)?;
//! let swap = impasse::text::from_toml("parties = { a = {} }")?;
//! let [landlord, tenant] = ["landlord", "tenant"].map(|key| deposit.find_party(key).unwrap());
//! assert_eq!(swap.party_key(landlord), "a");
//! assert!(std::panic::catch_unwind(|| swap.party_key(tenant).len()).is_err());
//!
//! let keys = impasse::finding::Finding::Step(deposit.find_step("keys").unwrap());
//! assert!(impasse::Analysis::new(swap).explain(keys).is_err());
//! # Ok::<(), impasse::Error>(())
//! ```

mod character;
mod date;
mod entity;
mod id;
mod meaning;
mod moment;
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
pub use moment::{AsOf, Moment, NotCounted, Topic};
pub(crate) use namesake::{readable, visible};
pub use negotiation::Negotiation;
pub use statement::{Act, Claim, Precondition, Statement, Subject, Target, Wait, When};
pub(crate) use statement::{Details, On};
pub use time::Time;
pub use word::UnknownWord;
pub(crate) use word::{shown_as_word, vocabulary, written_as_word};
