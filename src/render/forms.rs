//! The forms that a document can be written in.

use super::document::Document;
use super::writer::{Csv, Html, Markdown, Text};

impl Document {
    /// Writes the document as text for a terminal, in 80 columns and without colour unless told otherwise.
    pub fn text(&self) -> Text<'_> {
        Text::new(self)
    }

    /// Writes the document as Markdown.
    pub fn markdown(&self) -> Markdown<'_> {
        Markdown::new(self)
    }

    /// Writes the document as a piece of HTML, to stand in a page or a notebook.
    pub fn html(&self) -> Html<'_> {
        Html::new(self)
    }

    /// Writes the tables of the document as CSV.
    pub fn csv(&self) -> Csv<'_> {
        Csv::new(self)
    }
}
