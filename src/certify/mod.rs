//! Checks findings again without the code that found them.
//!
//! [`deadlock`], [`conflict`] and [`explanation`] check what an analysis found, [`roadmap`] and [`agreement`] what anybody says could be done
//! and when. Each says `Ok`, or as [`Failure`] what could not be confirmed.
//!
//! Everything here is recomputed from the statements, plainly and without the dependency graph: a deadlock by the steps that stay stuck when
//! everything outside them has come, and by its circle of waits, each link of which must be what a statement says; a conflict by what its
//! kind is defined as; a roadmap and an agreement by what must hold at each moment; an explanation line by line, each of which must follow
//! from what the lines it rests on say.

mod circle;
mod conflict;
mod consent;
mod deadlock;
mod facts;
mod held;
mod line;
mod needed;
mod roadmap;
mod system;
mod told;
mod wait;
mod wanted;

use crate::model::{ExclusionId, StatementId, StepId};
pub use conflict::conflict;
pub use deadlock::deadlock;
pub use line::explanation;
pub use roadmap::{agreement, roadmap};

pub(crate) use conflict::{Shown, required, shown};
pub(crate) use facts::Facts;
pub(crate) use held::follows;
pub(crate) use line::line_follows;
pub(crate) use system::Bounds;

/// Why a finding could not be confirmed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// An explanation has no lines.
    #[error("there is nothing to check")]
    Empty,
    /// A line does not follow from the lines that it rests on.
    #[error("line {line} does not follow from the lines it rests on")]
    Line {
        /// The line, counted from 0.
        line: usize,
    },
    /// A line rests on itself or a later one.
    #[error("line {line} rests on a line that is not earlier")]
    Order {
        /// The line, counted from 0.
        line: usize,
    },
    /// The last line does not say what was to be explained.
    #[error("the last line says something else than what was asked")]
    Conclusion,
    /// A link of a circle is not what its statement says, or the links do not close.
    #[error("link {link} of the circle is not what a statement says")]
    Link {
        /// The link, counted from 0.
        link: usize,
    },
    /// The circle has no strict wait.
    #[error("the circle has no strict wait")]
    NoStrictWait,
    /// The steps are not those that wait for one another and stay stuck when everything else has come.
    #[error("other steps than these wait for one another and stay stuck when everything else has come")]
    Group,
    /// No step of a latent deadlock is outside the actual ones.
    #[error("the deadlock is an actual one, not a latent one")]
    NotLatent,
    /// The parties are not those whose statements make the steps wait for one another.
    #[error("other parties than these make the steps wait for one another")]
    Parties,
    /// There is a shorter circle with a strict wait.
    #[error("the circle is not the shortest")]
    NotShortest,
    /// There are more or fewer circles.
    #[error("there is another number of circles")]
    Count,
    /// A conflict is not what the statements make of it.
    #[error("the conflict is not what the statements make of it")]
    Conflict,
    /// A step of a roadmap cannot be complete at its moment.
    #[error("a step of the roadmap cannot be complete at its moment")]
    Moment {
        /// The step.
        step: StepId,
    },
    /// A demand is not met by a roadmap.
    #[error("a demand is not met")]
    Unmet {
        /// The demand.
        statement: StatementId,
    },
    /// A roadmap holds more of an exclusion than one step.
    #[error("an exclusion is not kept")]
    Excluded {
        /// The exclusion.
        exclusion: ExclusionId,
    },
    /// Some steps wait in a deadlock.
    #[error("there is a deadlock")]
    Deadlocked,
}
