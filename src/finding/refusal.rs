//! Refusals: one party wants what another refuses.

use std::sync::Arc;

use serde::Serialize;

use super::Want;
use crate::model::{PartyId, StatementId, StepId};

/// A party demands a step, or makes it a precondition, that another party refuses.
///
/// The options of an `any` count only when every one of them is refused or unanswered: otherwise there is still a way.
/// A precondition on a term is one refusal for all the steps of it that the same parties refuse.
///
/// # Ways out
///
/// The refuser lifts the refusal; the other party drops the demand or softens the precondition away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Refusal {
    /// The statement that wants the steps.
    pub wanting: StatementId,
    /// How it wants them.
    pub want: Want,
    /// The steps; several only of a precondition on a term, then in the order in which the speaker's meaning of it names them.
    pub steps: Arc<[StepId]>,
    /// The other parties that refuse them, in order of declaration.
    pub parties: Arc<[PartyId]>,
    /// The refusals of other parties that it clashes with, in order of declaration.
    pub refusals: Arc<[StatementId]>,
}
