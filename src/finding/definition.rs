//! Clashing definitions: one word, several meanings.

use serde::Serialize;

use crate::model::{PartyId, StepId, TermId};

/// A term that parties define, or use by its default, in different ways.
///
/// # Ways out
///
/// It does not change the verdict by itself; the parties may agree on one meaning, or on naming the steps instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClashingDefinitions {
    /// The term.
    pub term: TermId,
    /// The steps that all of them mean, in order of declaration.
    pub shared: Vec<StepId>,
    /// Of each party that defines or uses the term, the steps it means that not all others mean, in order of declaration.
    pub only: Vec<(PartyId, Vec<StepId>)>,
}
