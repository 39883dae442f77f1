//! Checks findings again without the code that found them.
//!
//! Everything here is recomputed from the statements, plainly and without the dependency graph: a deadlock by its circle of waits, each link
//! of which must be what a statement says, and by its staying stuck when everything outside it has come; an explanation line by line, each
//! of which must follow from what the lines it rests on say.

mod conflict;
mod consent;
mod deadlock;
mod held;
mod line;

pub use deadlock::deadlock;
pub use line::explanation;

pub(crate) use held::{Bounds, ConsentsOf, follows};
pub(crate) use line::lines;

/// Why a finding could not be confirmed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
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
    /// Some step of the group could happen if everything outside it had come.
    #[error("the group does not stay stuck when everything outside it has come")]
    ComesFree,
}
