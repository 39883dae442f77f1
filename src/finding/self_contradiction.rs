//! Self-contradictions: a party stands in its own way.

use std::sync::Arc;

use serde::Serialize;

use super::{DeadlockId, Want};
use crate::model::{PartyId, StatementId, StepId, shown_as_word};

/// A party says two things that cannot both be honoured.
///
/// # Ways out
///
/// The party gives up either of the two statements; in a circle of its own, it softens one of its preconditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(tag = "contradiction", rename_all = "kebab-case")]
pub enum SelfContradiction {
    /// It offers or accepts a step that it refuses.
    SaidAndRefused {
        /// The offer or acceptance.
        statement: StatementId,
        /// The step.
        step: StepId,
        /// Its refusals of the step, in order of declaration.
        refusals: Vec<StatementId>,
    },
    /// It demands a step, or has it as the only option of a precondition, that it refuses; or it refuses steps of a term that it has as a
    /// precondition.
    WantedAndRefused {
        /// The statement that wants the steps.
        wanting: StatementId,
        /// How it wants them.
        want: Want,
        /// The steps; several only of a precondition on a term, then in the order in which the speaker's meaning of it names them.
        steps: Arc<[StepId]>,
        /// Its refusals of the steps, in order of declaration.
        refusals: Arc<[StatementId]>,
    },
    /// It is alone in all the links of a deadlock.
    OwnCircle {
        /// The party.
        party: PartyId,
        /// The deadlock.
        deadlock: DeadlockId,
        /// The statements that link its steps, in order of declaration.
        statements: Vec<StatementId>,
    },
}

impl SelfContradiction {
    /// Returns the word for how the party stands in its own way.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::SaidAndRefused { .. } => "said-and-refused",
            Self::WantedAndRefused { .. } => "wanted-and-refused",
            Self::OwnCircle { .. } => "own-circle",
        }
    }
}

shown_as_word!(SelfContradiction);
