//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

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

/// What text output looks like.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Look {
    /// When to use colour; `auto` follows the terminal and NO_COLOR.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Look")]
    pub(crate) color: Color,
    /// How many columns text may take; without it, those of the terminal, at most 120, or 80.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(20..), help_heading = "Look")]
    pub(crate) width: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// The position file and what may follow it.
#[derive(Debug, clap::Args)]
pub(crate) struct Position {
    /// The position file (TOML or JSON), and tables or spreadsheets (.xlsx) of statements that add to it; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) day: AsOf,
}

/// The day as of which positions are read.
#[derive(Debug, clap::Args)]
pub(crate) struct AsOf {
    /// Read the positions as of the end of a date (2024 is 31 December 2024), or right after a round; that day is day 0.
    #[arg(long, value_name = "DATE|ROUND")]
    pub(crate) as_of: Option<String>,
}

/// The form of a result for readers or scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Markdown,
    Json,
    /// A piece of a page, without a script or a style.
    Html,
}
