//! Missed deadlines: what is demanded can happen, but not in time.

use serde::Serialize;

use crate::model::{Date, Day, StatementId, StepId};

/// A demanded step is performable, but later than the demand's deadline.
///
/// # Ways out
///
/// The demander drops the demand; or parties soften the waits on the critical path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MissedDeadline {
    /// The demand.
    pub demand: StatementId,
    /// The step.
    pub step: StepId,
    /// The deadline as said.
    pub deadline: Date,
    /// The earliest day on which the step can be complete.
    pub earliest: Day,
    /// The critical path: steps each of which holds back the next, the demanded one last.
    pub path: Vec<StepId>,
}
