//! Why a command could not run, and how that is told.

use std::io::{self, Write};
use std::process::ExitCode;

use impasse::render::printable;

use crate::look::Look;
use crate::problem;

/// The exit status of a command that could not run.
pub(crate) const COULD_NOT_RUN: u8 = 2;

/// Why a command could not run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input is not a negotiation.
    Input(impasse::Error),
    /// A file could not be read or written.
    File { verb: &'static str, name: String, why: io::Error },
    /// The result could not be written to standard output.
    Output(io::Error),
    /// What was asked makes no sense here, and what does.
    Usage { message: String, remedy: String },
}

impl From<io::Error> for Failure {
    fn from(why: io::Error) -> Self {
        Self::Output(why)
    }
}

impl From<impasse::Error> for Failure {
    fn from(error: impasse::Error) -> Self {
        Self::Input(error)
    }
}

impl Failure {
    /// Tells it on standard error and returns the exit status.
    pub(crate) fn tell(&self, look: &Look) -> ExitCode {
        let text = match self {
            Self::Output(why) => return unwritten(why),
            Self::File { verb, name, why } => format!("error: cannot {verb} {}: {why}\n", printable(name)),
            Self::Usage { message, remedy } => format!("error: {}\n  help: {}\n", printable(message), printable(remedy)),
            Self::Input(error) => {
                let mut out = io::BufWriter::new(io::stderr().lock());
                // When standard error is gone there is nobody left to tell.
                let _ = problem::list(&mut out, error.problems(), look.colors(&io::stderr()));
                return ExitCode::from(COULD_NOT_RUN);
            }
        };
        let _ = io::stderr().write_all(text.as_bytes());
        ExitCode::from(COULD_NOT_RUN)
    }
}

/// Tells that standard output could not be written.
///
/// Whoever closed the pipe has read enough: that is no failure.
pub(crate) fn unwritten(why: &io::Error) -> ExitCode {
    if why.kind() == io::ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(io::stderr(), "error: cannot write the result: {why}");
    ExitCode::from(COULD_NOT_RUN)
}
