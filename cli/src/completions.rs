//! `impasse completions`.

use std::process::ExitCode;

use clap_complete::Shell;

use crate::failure::Failure;
use crate::terminal;

/// Print completions for a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  impasse completions bash > ~/.local/share/bash-completion/completions/impasse
  impasse completions fish > ~/.config/fish/completions/impasse.fish")]
pub(crate) struct Completions {
    /// The shell.
    shell: Shell,
}

/// Runs the command: prints how a shell completes the whole command line.
pub(crate) fn run(asked: &Completions, line: &mut clap::Command) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, line, "impasse", &mut script);
    terminal::write(|out| out.write_all(&script))?;
    Ok(ExitCode::SUCCESS)
}
