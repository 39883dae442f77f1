//! Incompatible needs: steps that exclude each other are needed together.

use serde::Serialize;

use crate::model::{ExclusionId, StatementId, StepId};

/// Two steps or more that an exclusion says cannot both be in the deal are both needed.
///
/// A step is needed when it, or a level above it, is demanded, or when some demand is met only with it.
///
/// # Ways out
///
/// A demander drops a demand that needs one of the steps, or softens what makes it need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Incompatible {
    /// The exclusion.
    pub exclusion: ExclusionId,
    /// The steps of it that are needed, in the order of the exclusion.
    pub needed: Vec<StepId>,
    /// The demands that need them, in order of declaration.
    pub demands: Vec<StatementId>,
}
