//! What is said of a command line that asks for help, or cannot be understood.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use impasse::render::printable;

use crate::args::Args;
use crate::failure::{COULD_NOT_RUN, unwritten};

/// Shows clap's own answer: help and version on standard output, wrong usage on standard error.
pub(crate) fn tell(answer: &clap::Error) -> ExitCode {
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
