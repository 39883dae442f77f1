//! What was found: plain data, handles instead of names, no sentence anywhere.
//!
//! A [`Report`] holds what is found about a negotiation, one file a kind of finding; what it consists of stands here.
//! The other answers have a module each: [`comparison`], [`distance`], [`agreeable`], [`rounds`], [`explanation`] and [`doubt`].
//! Renderers turn them into words.
//!
//! # What a report consists of
//!
//! * The [`Verdict`] with its [`Proof`], and each [`Demand`], met or not.
//! * What becomes of each step: its [`Status`], when it can be complete, and its [`Root`]s, which are what it waits for in the end.
//! * Each [`Deadlock`], with a [`Link`] for each wait of the circle that shows it.
//! * Each [`Conflict`], with its [`Evidence`]: [`Refusal`], [`Unanswered`], [`Shortfall`], [`Incompatible`], [`MissedDeadline`],
//!   [`ClashingDefinitions`], [`ContradictoryClaims`] or [`SelfContradiction`]. [`Kind`] has a name, a line and a page for each.
//! * At a glance: the [`Obstacle`] that is most in the way, the [`Opening`]s of what can go ahead and when, the stuck steps in
//!   [`StuckGroup`]s, and all of it in numbers as a [`Summary`].
//!
//! A [`Finding`] is what can be asked about: a step, a deadlock by its [`DeadlockId`], a conflict by its [`ConflictId`].
//!
//! More will be found in later versions: what is here is `#[non_exhaustive]` where it may grow.
//!
//! All of it can be serialized: vocabularies as their word, deadlocks and conflicts as their number (`D1`), and what the negotiation
//! declares as its position in order of declaration, counted from 0.
//! An enum is written with the word of its variant: under `kind`, or under `why`, `how`, `by`, `claims`, `cause` or `contradiction` where
//! that reads better.

pub mod agreeable;
pub mod comparison;
pub mod distance;
pub mod doubt;
pub mod explanation;
pub mod rounds;

mod claim;
mod deadline;
mod deadlock;
mod definition;
mod incompatible;
mod kind;
mod number;
mod overview;
mod proof;
mod refusal;
mod report;
mod self_contradiction;
mod shortfall;
mod status;
mod summary;
mod unanswered;
mod want;
mod written;

pub use claim::ContradictoryClaims;
pub use deadline::MissedDeadline;
pub use deadlock::{Deadlock, Link, LinkKind, Root};
pub use definition::ClashingDefinitions;
pub use incompatible::Incompatible;
pub use kind::{ConflictKind, Kind};
pub use number::{ConflictId, DeadlockId, Finding};
pub(crate) use overview::Overview;
pub use overview::{Obstacle, Opening, StuckGroup};
pub use proof::Proof;
pub use refusal::Refusal;
pub use report::{Conflict, Demand, DemandCounts, Evidence, Report, Verdict};
pub(crate) use report::{Parts, PartyLists, RootLists};
pub use self_contradiction::SelfContradiction;
pub use shortfall::Shortfall;
pub use status::Status;
pub use summary::{DeadlockCounts, Summary};
pub use unanswered::Unanswered;
pub use want::Want;
