//! Circular deadlocks: steps that wait for one another in a circle.

use std::str::FromStr;

use serde::Serialize;

use super::{DeadlockId, Proof};
use crate::model::{PartyId, StatementId, StepId, UnknownWord, Wait, written_as_word};

/// A group of steps that wait for one another in a circle, each because of what some party said.
///
/// Formally: a strongly connected group of stuck steps that stays stuck when everything outside it that can come at all has come
/// (`docs/semantics.md`, section 3).
///
/// # Ways out
///
/// Some party on the circle softens one precondition, from `after` to `with` or from `with` to `promise`, or drops it.
///
/// # Examples
///
/// ```
/// let text = r#"
///     parties = { a = {}, b = {} }
///     measures = { apples = { by = "a" }, bread = { by = "b" } }
///     statements = [
///         { party = "a", offers = "apples", after = "bread" },
///         { party = "b", offers = "bread", after = "apples" },
///     ]
/// "#;
/// let negotiation = impasse::text::from_toml(text)?;
/// let report = impasse::analyze(&negotiation);
/// assert_eq!(report.deadlocks()[0].steps.len(), 2);
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Deadlock {
    /// The steps of the group, in order of declaration.
    pub steps: Vec<StepId>,
    /// The parties whose statements make the group wait, in order of declaration.
    pub parties: Vec<PartyId>,
    /// Whether refusals or silence stand in front: the circle would remain if they were gone.
    pub latent: bool,
    /// The witness: a closed chain of waits with at least one strict wait, from the earliest declared step of it.
    pub cycle: Vec<Link>,
    /// Whether it is proven that no shorter chain with a strict wait exists in the group.
    pub shortest: Proof,
    /// How many different elementary chains there are, as sequences of steps.
    pub cycles: usize,
    /// Whether these are all; otherwise there are more than were counted.
    pub all_cycles: Proof,
    /// Of a latent deadlock: what stands in front, the first sixteen.
    pub behind: Vec<Root>,
    /// Whether that is all; otherwise more stands in front than is listed.
    pub all_behind: Proof,
}

impl Deadlock {
    /// Returns the word for this kind of deadlock: `deadlock` or `latent-deadlock`, which is the name of its page in `docs/findings`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        if self.latent { "latent-deadlock" } else { "deadlock" }
    }
}

/// One wait of a circle: a step, what it waits for, and who said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Link {
    /// The step waits because of a precondition.
    Wait {
        /// The step that waits.
        step: StepId,
        /// The step that it waits for: what the precondition names, one of its options, or a step meant by its term.
        waits_for: StepId,
        /// How it waits.
        wait: Wait,
        /// The statement that says so.
        statement: StatementId,
        /// The party whose statement it is.
        party: PartyId,
        /// Which precondition of the statement it is, counted from 0 as written.
        precondition: usize,
        /// Whether the precondition has another option, outside the circle, that could come.
        has_way_past: bool,
    },
    /// A level waits for the level below.
    Level {
        /// The level that waits.
        step: StepId,
        /// The level below.
        waits_for: StepId,
    },
}

impl Link {
    /// Returns the step that waits.
    #[must_use]
    pub const fn step(&self) -> StepId {
        match *self {
            Self::Wait { step, .. } | Self::Level { step, .. } => step,
        }
    }

    /// Returns the step that it waits for.
    #[must_use]
    pub const fn waits_for(&self) -> StepId {
        match *self {
            Self::Wait { waits_for, .. } | Self::Level { waits_for, .. } => waits_for,
        }
    }

    /// Returns how it waits.
    #[must_use]
    pub const fn kind(&self) -> LinkKind {
        match *self {
            Self::Wait { wait, .. } => LinkKind::Wait(wait),
            Self::Level { .. } => LinkKind::Level,
        }
    }

    /// Returns the statement that says so; `None` for a level that waits for the one below.
    #[must_use]
    pub const fn statement(&self) -> Option<StatementId> {
        match *self {
            Self::Wait { statement, .. } => Some(statement),
            Self::Level { .. } => None,
        }
    }
}

/// How one step of a circle waits for the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LinkKind {
    /// By a precondition.
    Wait(Wait),
    /// A level needs the level below.
    Level,
}

impl LinkKind {
    /// Returns the word of the JSON report.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Wait(wait) => wait.word(),
            Self::Level => "level",
        }
    }
}

written_as_word!(LinkKind);

impl FromStr for LinkKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text {
            "level" => Ok(Self::Level),
            _ => text.parse().map(Self::Wait).map_err(|_| UnknownWord::among(&["after", "with", "promise", "level"])),
        }
    }
}

/// What a stuck step comes down to, or what stands in front of a latent deadlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
#[serde(tag = "kind", content = "id", rename_all = "kebab-case")]
pub enum Root {
    /// A refused, unanswered or expired step.
    Step(StepId),
    /// A deadlock.
    Deadlock(DeadlockId),
}
