//! What text output looks like: as asked for, else as the terminal has it.

use std::io;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

/// The width of text where there is no terminal, and the most of a wide one that text takes.
const DEFAULT_WIDTH: usize = 80;
const READABLE_WIDTH: usize = 120;

/// What text output looks like.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Look {
    /// When to use colour; `auto` follows the terminal and NO_COLOR.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Look")]
    color: Color,
    /// How many columns text may take; without it, those of the terminal, at most 120, or 80.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(20..), help_heading = "Look")]
    width: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl Look {
    /// Returns whether a stream gets colour.
    pub(crate) fn colors(&self, stream: &impl RawStream) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => AutoStream::choice(stream) != ColorChoice::Never,
        }
    }

    /// Returns how many columns text on standard output takes.
    pub(crate) fn columns(&self) -> usize {
        let own = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0).clamp(20, READABLE_WIDTH));
        self.width.map(usize::from).or_else(own).unwrap_or(DEFAULT_WIDTH)
    }
}
