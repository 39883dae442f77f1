//! Agreeable sets: which demands can all be met together, and which parties can.
//!
//! [`AgreeableSets`] are of demands: each [`AgreeableSet`] says of every demand that is [left out](LeftOut) why it is.
//! [`Groups`] are of parties that stand together, beside those that cannot.

use serde::Serialize;

use super::{Proof, Status};
use crate::model::{ExclusionId, PartyId, StatementId, StepId};

/// The largest sets of demands that can all be met together under what stands.
///
/// A set is inclusion-maximal: no demand can be added to it. Without exclusions there is one, all demands that are met.
/// A demand is here a whole statement: a demand of a term is met when every step of it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AgreeableSets {
    /// The sets, the weightiest first; of equal weight, the one that keeps the demand declared first.
    pub sets: Vec<AgreeableSet>,
    /// Whether these are all such sets. Otherwise a limit was reached, and those listed are still maximal.
    pub complete: Proof,
    /// Whether it is proven that no set that is not listed weighs more than any of these. Otherwise there is at most one, the best found.
    pub weightiest: Proof,
}

/// Demands that can all be met together, and why no other can be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AgreeableSet {
    /// The sum of the weights of its demands.
    pub weight: u64,
    /// The demands, in order of declaration.
    pub demands: Vec<StatementId>,
    /// The other demands, in order of declaration.
    pub left_out: Vec<LeftOut>,
}

/// A demand that is not in an agreeable set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// The demand.
    pub demand: StatementId,
    /// Why it is not in the set.
    pub why: WhyLeftOut,
}

/// Why a demand cannot be met together with those of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum WhyLeftOut {
    /// It cannot be met at all.
    Unmet {
        /// The first step of it that does not come, or not in time.
        step: StepId,
        /// What becomes of that step; `Performable` when it comes too late.
        status: Status,
    },
    /// It can be met, but not together with others.
    Clash {
        /// A smallest choice of demands of the set with which it cannot be met, in order of declaration; no one of them can be spared.
        /// Empty when what has been done already stands against it.
        with: Vec<StatementId>,
        /// A smallest choice of exclusions that stand against it, in order of declaration; one that suffices, where the search for a smallest
        /// one came to its limit.
        exclusions: Vec<ExclusionId>,
    },
}

/// Who stands with whom: the largest groups of parties whose positions can be met together.
///
/// A group is compatible when all demands of its parties could be met together if only its members had spoken and everybody else went
/// along: if the others had refused nothing, insisted on nothing and offered whatever they perform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Groups {
    /// The groups to which no party can be added, the largest first; of equal size, the one with the party declared first.
    pub groups: Vec<Vec<PartyId>>,
    /// The smallest choices of parties that cannot be met together, by size, then by the parties; one alone stands in its own way.
    /// Where no limit was reached, the groups are exactly the largest that hold none of these.
    pub apart: Vec<Vec<PartyId>>,
    /// Whether these are all such groups; otherwise a limit was reached, and those listed are still compatible and maximal.
    pub complete: Proof,
}
