//! Unanswered requests: a party wants what its performer has not offered.

use std::sync::Arc;

use serde::Serialize;

use super::Want;
use crate::model::{PartyId, StatementId, StepId};

/// A party demands a step, or makes it a precondition, which nobody refuses but some performer has not offered.
///
/// It is a gap, not a clash. The silent performer may be the party itself.
/// A precondition on a term is one unanswered request for all the steps of it on which the same performers are silent.
///
/// # Ways out
///
/// Each silent performer answers with an offer; or the party drops the demand or softens the precondition away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unanswered {
    /// The statement that wants the steps.
    pub wanting: StatementId,
    /// How it wants them.
    pub want: Want,
    /// The steps; several only of a precondition on a term, then in the order in which the speaker's meaning of it names them.
    pub steps: Arc<[StepId]>,
    /// The performers without an offer that covers the steps, in the order in which the first measure names them.
    pub silent: Arc<[PartyId]>,
}
