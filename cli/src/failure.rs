//! Why a command could not run, and how that is told.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use impasse::render::printable;

use crate::args::{Args, Look};
use crate::{problem, terminal};

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
                let _ = problem::list(&mut out, error.problems(), terminal::color(look, &io::stderr()));
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
fn unwritten(why: &io::Error) -> ExitCode {
    if why.kind() == io::ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(io::stderr(), "error: cannot write the result: {why}");
    ExitCode::from(COULD_NOT_RUN)
}

/// Shows clap's own answer: help and version on standard output, wrong usage on standard error.
pub(crate) fn usage(answer: &clap::Error) -> ExitCode {
    if answer.use_stderr() {
        // When the stream is gone there is nobody left to tell.
        let _ = harmless(answer);
        return ExitCode::from(COULD_NOT_RUN);
    }
    match answer.print().and_then(|()| io::stdout().flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => unwritten(&why),
    }
}

/// Shows what clap says of wrong usage, with nothing in it that steers a terminal or cannot be seen.
///
/// What clap repeats of the arguments stands between colours of its own and cannot be told apart from them: it has to say it once more,
/// of arguments in which everything is written out.
fn harmless(answer: &clap::Error) -> io::Result<()> {
    let given: Vec<OsString> = std::env::args_os().collect();
    let shown: Vec<OsString> = given.iter().map(|argument| written_out(argument).into()).collect();
    if given == shown {
        return answer.print();
    }
    match Args::try_parse_from(shown) {
        Err(same) if same.kind() == answer.kind() => same.print(),
        _ => answer.to_string().lines().try_for_each(|line| writeln!(io::stderr(), "{}", printable(line))),
    }
}

/// Writes an argument with the numbers of what is no text, and of characters that are not shown as they are.
fn written_out(argument: &OsStr) -> String {
    let mut text = String::new();
    for chunk in argument.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            if printable(c.encode_utf8(&mut [0; 4])).starts_with(c) {
                text.push(c);
            } else {
                text.extend(c.escape_unicode());
            }
        }
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    text
}
