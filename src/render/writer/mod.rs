//! One writer a form: each lays out any document and knows no subject.

mod columns;
mod csv;
mod drawing;
mod grid_text;
mod html;
mod markdown;
mod page;
mod sparkline;
mod table_text;
mod text;

#[cfg(test)]
mod tests;

pub use csv::Csv;
pub use html::Html;
pub use markdown::Markdown;
pub use text::Text;

/// How many columns or signs the bar of a share takes.
const BAR: usize = 5;
