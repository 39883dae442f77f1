//! What is read: texts in their formats, and tables.

use super::format::Format;
use super::table::Table;

/// Something to read: a text, or a table of statements.
#[derive(Clone, Copy, Debug)]
pub struct Input<'i> {
    /// What problems call it: the name of the file, `-` for standard input.
    pub name: &'i str,
    /// What is in it.
    pub content: Content<'i>,
}

/// What is in an input.
#[derive(Clone, Copy, Debug)]
pub enum Content<'i> {
    /// A text, and how to read it.
    Text {
        /// The text, which should be UTF-8.
        bytes: &'i [u8],
        /// How to read it.
        format: Format,
    },
    /// The sheets of a spreadsheet in their order, of which those with statements are read.
    Sheets(&'i [Table]),
    /// Nothing: the file could not be opened as the table of statements that its name promises.
    /// That is reported beside the problems of the other inputs.
    Unreadable {
        /// What is wrong with it.
        message: &'i str,
        /// What to do about it.
        remedy: &'i str,
    },
}

impl<'i> Input<'i> {
    /// Takes a text whose format is told by its name, as [`Format::guess`] does.
    #[must_use]
    pub fn new(name: &'i str, bytes: &'i [u8]) -> Self {
        Self::text(name, bytes, Format::guess(name, bytes))
    }

    /// Takes a text of a known format.
    #[must_use]
    pub const fn text(name: &'i str, bytes: &'i [u8], format: Format) -> Self {
        Self { name, content: Content::Text { bytes, format } }
    }

    /// Takes a table of statements.
    #[must_use]
    pub const fn table(name: &'i str, table: &'i Table) -> Self {
        Self::sheets(name, std::slice::from_ref(table))
    }

    /// Takes the sheets of a spreadsheet in their order.
    ///
    /// Every sheet is read that is not hidden and has a row which names the act and another column. When none has, the problem is with the
    /// one that looks most like it.
    #[must_use]
    pub const fn sheets(name: &'i str, sheets: &'i [Table]) -> Self {
        Self { name, content: Content::Sheets(sheets) }
    }

    /// Takes a file that could not be opened as the table of statements that its name promises: what is wrong, and what to do about it.
    #[must_use]
    pub const fn unreadable(name: &'i str, message: &'i str, remedy: &'i str) -> Self {
        Self { name, content: Content::Unreadable { message, remedy } }
    }

    /// Returns whether it is another input again: the same name with the same in it.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let is_same_content = || match (self.content, other.content) {
            (Content::Text { bytes, .. }, Content::Text { bytes: others, .. }) => bytes == others,
            (Content::Sheets(sheets), Content::Sheets(others)) => sheets == others,
            _ => false,
        };
        self.name == other.name && self.adds_statements() && is_same_content()
    }

    /// Returns whether it holds statements alone, which add to those of the position file.
    #[must_use]
    pub const fn adds_statements(&self) -> bool {
        !matches!(self.content, Content::Text { format: Format::Toml | Format::Json, .. })
    }
}
