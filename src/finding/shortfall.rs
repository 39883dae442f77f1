//! Shortfalls: less is offered than demanded.

use serde::Serialize;

use crate::model::{StatementId, StepId};

/// A party demands an unanswered level of a measure of which a lower level is offered by all its performers.
///
/// # Ways out
///
/// The performers answer the demanded level; or the demander drops the demand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Shortfall {
    /// The demand.
    pub wanting: StatementId,
    /// The level that is demanded.
    pub demanded: StepId,
    /// The highest lower level that all performers offer.
    pub offered: StepId,
    /// The offers that reach it, in order of declaration.
    pub offers: Vec<StatementId>,
}
