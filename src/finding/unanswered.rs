//! Unanswered requests: a party wants what its performer has not offered.

use super::Want;
use crate::model::{PartyId, StatementId, StepId};

/// A party demands a step, or makes it a precondition, which nobody refuses but some performer has not offered.
///
/// It is a gap, not a clash. The silent performer may be the party itself.
///
/// # Ways out
///
/// Each silent performer answers with an offer; or the party drops the demand or softens the precondition away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// The statement that wants the step.
    pub wanting: StatementId,
    /// How it wants it.
    pub want: Want,
    /// The step.
    pub step: StepId,
    /// The performers without an offer that covers the step, in order of declaration in the measure.
    pub silent: Vec<PartyId>,
}
