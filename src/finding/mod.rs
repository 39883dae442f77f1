//! What was found: plain data, handles instead of names, no sentence anywhere.
//!
//! One file a kind of finding. A [`Report`] holds all of them; renderers turn them into words.

mod agreeable;
mod claim;
mod comparison;
mod deadline;
mod deadlock;
mod definition;
mod distance;
mod doubt;
mod explanation;
mod incompatible;
mod kind;
mod proof;
mod refusal;
mod report;
mod rounds;
mod selection;
mod self_contradiction;
mod shortfall;
mod status;
mod unanswered;

pub use agreeable::{AgreeableSet, AgreeableSets, Groups, LeftOut, WhyLeftOut};
pub use claim::ContradictoryClaims;
pub use comparison::{Account, Cell, ComparedTerm, Comparison, DisputedPart, Meaning, Outcome, Reading, Row, Standing};
pub use deadline::MissedDeadline;
pub use deadlock::{Deadlock, DeadlockId, Link, LinkKind, Root};
pub use definition::ClashingDefinitions;
pub use distance::{Distances, HoldBack, IssueDistance, Matter, PairDistance};
pub use doubt::{Alike, Doubt};
pub use explanation::{Explanation, Hold, HoldReason, Line, LineClaim, Support};
pub use incompatible::Incompatible;
pub use kind::{ConflictKind, Kind};
pub use proof::Proof;
pub use refusal::{Refusal, Want};
pub use report::{Conflict, ConflictId, Demand, DemandCounts, Evidence, Finding, Report, Verdict};
pub(crate) use report::{Parts, RootLists};
pub use rounds::{Cause, Change, Rounds, Shift, Stage, Turn, Turned};
pub use selection::Selection;
pub use self_contradiction::SelfContradiction;
pub use shortfall::Shortfall;
pub use status::{Status, Time};
pub use unanswered::Unanswered;
