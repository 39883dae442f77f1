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
mod number;
mod overview;
mod refusal;
mod report;
mod rounds;
mod selection;
mod self_contradiction;
mod shortfall;
mod status;
mod unanswered;
mod want;
mod written;

pub use agreeable::{AgreeableSet, AgreeableSets, Groups, LeftOut, WhyLeftOut};
pub use claim::ContradictoryClaims;
pub use comparison::{Account, Cell, ComparedTerm, Comparison, DisputedPart, Meaning, Outcome, Reading, Row, Standing};
pub use deadline::MissedDeadline;
pub use deadlock::{Deadlock, Link, LinkKind, Root};
pub use definition::ClashingDefinitions;
pub use distance::{Distances, HoldBack, IssueDistance, Matter, PairDistance};
pub use doubt::{Alike, Doubt, DoubtKind};
pub use explanation::{Explanation, Hold, HoldReason, Line, LineClaim, Support};
pub use incompatible::Incompatible;
pub use kind::{ConflictKind, Kind};
pub use number::{ConflictId, DeadlockId, Finding};
pub(crate) use overview::Overview;
pub use overview::{Obstacle, Opening, StuckGroup};
pub use refusal::Refusal;
pub use report::{Conflict, Demand, DemandCounts, Evidence, Report, Verdict};
pub(crate) use report::{Parts, PartyLists, RootLists};
pub use rounds::{Cause, Change, Rounds, Shift, Stage, Turn};
pub use selection::Selection;
pub use self_contradiction::SelfContradiction;
pub use shortfall::Shortfall;
pub use status::Status;
pub use unanswered::Unanswered;
pub use want::Want;
