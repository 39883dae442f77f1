//! Refusals: one party wants what another refuses.

use crate::model::{StatementId, StepId};

/// A party demands a step, or makes it a precondition, that another party refuses.
///
/// The options of an `any` count only when every one of them is refused or unanswered: otherwise there is still a way.
///
/// # Ways out
///
/// The refuser lifts the refusal; the other party drops the demand or softens the precondition away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The statement that wants the step.
    pub wanting: StatementId,
    /// How it wants it.
    pub want: Want,
    /// The step.
    pub step: StepId,
    /// The refusals of other parties that it clashes with, in order of declaration.
    pub refusals: Vec<StatementId>,
}

/// How a statement wants a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Want {
    /// It demands the step.
    Demand,
    /// It makes the step a precondition.
    Precondition,
}
