//! Circular deadlocks: steps that wait for one another in a circle.

use super::Proof;
use crate::model::{PartyId, StatementId, StepId, Wait};

/// A deadlock of a report; its number in the report's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeadlockId(pub(crate) u32);

impl DeadlockId {
    /// Returns the position in the report, counted from 0; reports write it counted from 1, as `D1`.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

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
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// One wait of a circle: a step, what it waits for, and who said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The step that waits.
    pub step: StepId,
    /// The step that it waits for.
    pub waits_for: StepId,
    /// How it waits.
    pub kind: LinkKind,
    /// The statement that says so; `None` for a level that needs the one below.
    pub statement: Option<StatementId>,
    /// The party whose statement it is.
    pub party: Option<PartyId>,
}

/// How one step of a circle waits for the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// By a precondition.
    Wait(Wait),
    /// A level needs the level below.
    Level,
}

impl LinkKind {
    /// Returns the word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Wait(wait) => wait.word(),
            Self::Level => "level",
        }
    }
}

/// What a stuck step comes down to, or what stands in front of a latent deadlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// A refused, unanswered or expired step.
    Step(StepId),
    /// A deadlock.
    Deadlock(DeadlockId),
}
