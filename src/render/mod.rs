//! How findings are said: the words, and one renderer a format.
//!
//! [`phrase`] holds every English sentence. A renderer takes a negotiation and what was found about it and lays the words out:
//! [`Text`] for a terminal, [`Markdown`] for a document, [`Json`] for scripts; [`ExplanationText`], [`ExplanationMarkdown`] and
//! [`ExplanationJson`] likewise for an explanation, [`ComparisonText`], [`ComparisonMarkdown`] and [`ComparisonJson`] for a comparison, and
//! [`ComparisonCsv`] for spreadsheets, [`RoundsText`], [`RoundsMarkdown`] and [`RoundsJson`] for the course of a negotiation.
//! The same input gives the same bytes.
//!
//! What users wrote is never trusted: control characters and direction marks cannot upset a terminal, nor Markdown or HTML in it a document.

pub mod phrase;

mod circle;
mod comparison_csv;
mod comparison_markdown;
mod comparison_outline;
mod comparison_text;
mod course;
mod escape;
mod excerpt;
mod explanation_markdown;
mod explanation_text;
mod json;
mod markdown;
mod outline;
mod paper;
mod place;
mod prospect;
mod rounds_markdown;
mod rounds_text;
mod spark;
mod table;
mod text;
mod wrap;

#[cfg(test)]
mod sample;

pub use comparison_csv::ComparisonCsv;
pub use comparison_markdown::ComparisonMarkdown;
pub use comparison_text::ComparisonText;
pub use escape::{printable, printable_json};
pub use excerpt::Excerpt;
pub use explanation_markdown::ExplanationMarkdown;
pub use explanation_text::ExplanationText;
pub use json::{ComparisonJson, ExplanationJson, Json, RoundsJson};
pub use markdown::Markdown;
pub use place::StatementLines;
pub use rounds_markdown::RoundsMarkdown;
pub use rounds_text::RoundsText;
pub use text::Text;
pub use wrap::{columns, folded};
