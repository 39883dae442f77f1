//! How findings are found: one function and one file for each kind, and one [`Analysis`] that all of them are asked of.

mod agreeable;
mod blockers;
mod cause;
mod claim;
mod comparison;
mod deadline;
mod deadlock;
mod definition;
mod demand;
mod distance;
mod doubt;
mod each_once;
mod explain;
mod groups;
mod incompatible;
mod needed;
mod obstacle;
mod opening;
mod refusal;
mod report;
mod roots;
mod rounds;
mod self_contradiction;
mod session;
mod shortfall;
mod side;
mod solution;
mod stuck;
mod unanswered;
mod verdict;
mod wants;
mod without;

pub use agreeable::agreeable_sets;
pub use comparison::compare;
pub use distance::distances;
pub use doubt::doubts;
pub use groups::groups;
pub use report::analyze;
#[cfg(test)]
pub(crate) use report::overview;
pub use rounds::{changes, rounds};
pub use session::{Analysis, UnknownFinding, explain};
use solution::Solution;
use wants::Wanted;
