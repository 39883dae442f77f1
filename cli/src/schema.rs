//! `impasse schema`.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::terminal;

/// Runs the command.
pub(crate) fn run() -> Result<ExitCode, Failure> {
    let schema = impasse::text::schema();
    terminal::write(|out| writeln!(out, "{}", schema.trim_end()))?;
    Ok(ExitCode::SUCCESS)
}
