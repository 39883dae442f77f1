//! The overview: what stands in the way of most, what can go ahead and when, and what the stuck steps come down to.

use serde::Serialize;

use super::{DeadlockId, Proof, Root, Status};
use crate::model::{PartyId, StepId};

/// The refused, unanswered or expired steps that most of the unmet demands come down to, all equally and alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Obstacle {
    /// The steps, in order of declaration; at least one. They have one status and the same performers.
    pub steps: Vec<StepId>,
    /// How many of the unmet demands come down to each of them; a demand of a term counts once.
    pub blocks: usize,
    /// How many demands are not met.
    pub unmet: usize,
}

/// Steps that can start at the same moment: one entry of the earliest roadmap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Opening {
    /// The day on which they start, counted from day 0.
    pub day: i64,
    /// The phase of the day on which they are complete.
    pub phase: u32,
    /// Whether an earlier entry is of the same day.
    pub later_that_day: bool,
    /// The steps, in order of declaration.
    pub steps: Vec<StepId>,
}

/// Stuck steps that come down to the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StuckGroup {
    /// The status of the steps.
    pub status: Status,
    /// The deadlock that they are in, an actual one rather than a latent.
    pub circle: Option<DeadlockId>,
    /// What else they wait for, directly or not: the first sixteen of their roots, without the deadlocks that they are in.
    pub behind: Vec<Root>,
    /// Whether that is all; otherwise they wait for more than is listed.
    pub all_behind: Proof,
    /// Of refused steps who refuses them, of unanswered steps which performers are silent; nobody of others.
    pub parties: Vec<PartyId>,
    /// The steps, in order of declaration.
    pub steps: Vec<StepId>,
}

/// What a report says at a glance.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Overview {
    pub(crate) obstacle: Option<Obstacle>,
    pub(crate) openings: Vec<Opening>,
    pub(crate) stuck: Vec<StuckGroup>,
}
