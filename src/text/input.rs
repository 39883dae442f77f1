//! What is read: texts in their formats, and tables.

use super::table::Table;

/// The format of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A position file in TOML.
    Toml,
    /// A position file in JSON.
    Json,
    /// A table of statements, one a row.
    Csv,
}

impl Format {
    /// Tells the format by the ending of the name, `.toml`, `.json` or `.csv`.
    ///
    /// Without one of these, a text that begins with `{` is JSON and everything else TOML.
    ///
    /// # Examples
    ///
    /// ```
    /// use impasse::text::Format;
    ///
    /// assert_eq!(Format::guess("positions.CSV", b""), Format::Csv);
    /// assert_eq!(Format::guess("-", b" { }"), Format::Json);
    /// assert_eq!(Format::guess("-", b"title = 'x'"), Format::Toml);
    /// ```
    pub fn guess(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("toml") => Self::Toml,
            Some("json") => Self::Json,
            Some("csv") => Self::Csv,
            _ => {
                let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
                match bytes.iter().find(|b| !b.is_ascii_whitespace()) {
                    Some(b'{') => Self::Json,
                    _ => Self::Toml,
                }
            }
        }
    }
}

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
    /// A table of statements, one a row.
    Table(&'i Table),
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
    pub fn new(name: &'i str, bytes: &'i [u8]) -> Self {
        Self::text(name, bytes, Format::guess(name, bytes))
    }

    /// Takes a text of a known format.
    pub const fn text(name: &'i str, bytes: &'i [u8], format: Format) -> Self {
        Self { name, content: Content::Text { bytes, format } }
    }

    /// Takes a table of statements.
    pub const fn table(name: &'i str, table: &'i Table) -> Self {
        Self { name, content: Content::Table(table) }
    }

    /// Takes a file that could not be opened as the table of statements that its name promises: what is wrong, and what to do about it.
    pub const fn unreadable(name: &'i str, message: &'i str, remedy: &'i str) -> Self {
        Self { name, content: Content::Unreadable { message, remedy } }
    }

    /// Returns whether it holds statements alone, which add to those of the position file before it.
    pub const fn adds_statements(&self) -> bool {
        !matches!(self.content, Content::Text { format: Format::Toml | Format::Json, .. })
    }

    /// Returns the format of a position file; `None` for what holds statements alone.
    pub(super) const fn position_format(&self) -> Option<Format> {
        match self.content {
            Content::Text { format: format @ (Format::Toml | Format::Json), .. } => Some(format),
            _ => None,
        }
    }
}
