//! The command line.

use clap::{Parser, Subcommand};

use crate::look::Look;
use crate::{check, compare, completions, convert, explain, report, rounds, template};

/// Finds where the positions of negotiating parties clash, which steps wait for one another in a circle, and why.
#[derive(Debug, Parser)]
#[command(name = "impasse", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Examples:
  impasse report talks.toml              what stands in the way of an agreement
  impasse compare talks.toml             the parties side by side, issue by issue
  impasse explain talks.toml D1          what the first circle rests on, line by line
  impasse report talks.toml --format json > report.json")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Report(report::Report),
    Check(check::Check),
    Compare(compare::Compare),
    Explain(explain::Explain),
    Rounds(rounds::Rounds),
    Convert(convert::Convert),
    Template(template::Template),
    /// Print the JSON Schema of the position file, for editors that complete and check as you type.
    Schema,
    Completions(completions::Completions),
}
