//! The forms of a result.

use clap::ValueEnum;
use impasse::render::{Detail, StatementLines};

/// The form of a result for readers or scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Markdown,
    Json,
    /// A piece of a page, without a script or a style.
    Html,
}

impl Format {
    /// Says how much is told: where there are lines, they are pointed at, and the remarks are shown; a page in Markdown goes without remarks.
    pub(crate) fn detail(self, lines: Option<&StatementLines>) -> Detail<'_> {
        match lines {
            Some(lines) => Detail::default().statement_lines(lines).remarks(self != Self::Markdown),
            None => Detail::default(),
        }
    }
}
