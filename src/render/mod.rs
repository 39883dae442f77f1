//! How findings are said: the words, what is told of each subject, and one writer a form.
//!
//! [`phrase`] holds every English sentence. A subject puts the sentences in order as a [`Document`]: [`report()`], [`comparison()`],
//! [`rounds()`], [`explanation()`], and [`statement_table()`] for spreadsheets. A document is written in any form for readers:
//! [`Document::text`] for a terminal, [`Document::markdown`], [`Document::html`] for a page or a notebook, [`Document::csv`] for its tables.
//! [`Json`], [`ComparisonJson`], [`RoundsJson`] and [`ExplanationJson`] are for scripts: all of it, as data.
//! The same input gives the same bytes.
//!
//! What users wrote is never trusted: control characters and direction marks cannot upset a terminal, nor Markdown or HTML in it a page.

pub mod phrase;

mod comparison;
mod comparison_outline;
mod cut;
mod detail;
mod document;
mod escape;
mod excerpt;
mod explanation;
mod forms;
mod json;
mod prospect;
mod report;
mod report_outline;
mod rounds;
mod rounds_outline;
mod statement_lines;
mod statement_table;
mod wrap;
mod writer;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use comparison::comparison;
pub use detail::Detail;
pub use document::Document;
pub use escape::{printable, printable_json};
pub use excerpt::Excerpt;
pub use explanation::{explanation, explanation_in_detail};
pub use json::{ComparisonJson, ExplanationJson, Json, RoundsJson};
pub use report::{report, report_in_detail};
pub use rounds::{rounds, rounds_excerpt};
pub use statement_lines::StatementLines;
pub use statement_table::statement_table;
pub use wrap::{columns, folded};
pub use writer::{Csv, Html, Markdown, Text};
