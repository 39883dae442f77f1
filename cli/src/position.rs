//! What a command reads, and as of when.

use std::path::PathBuf;

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
