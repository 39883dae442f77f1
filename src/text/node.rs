//! What was read, before it is known what it means: values with their places, the same for TOML, JSON, CSV and tables.

use std::borrow::Cow;

/// Where something stands in a text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    pub(super) const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns the span of a range in a text, cut to the text and widened to whole characters.
    pub(super) fn within(text: &str, start: usize, end: usize) -> Self {
        let start = floor(text, start.min(text.len()));
        let mut end = end.clamp(start, text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Self { start, end }
    }
}

/// Returns where the character begins that a byte of a text belongs to.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A value and its place.
///
/// Nodes are nested no deeper than the parsers allow (about a hundred levels), so that dropping them recursively is safe.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    pub(super) value: Value<'t>,
    /// Of a table with a header, the last key in the header.
    pub(super) span: Span,
}

impl<'t> Node<'t> {
    pub(super) const fn new(value: Value<'t>, span: Span) -> Self {
        Self { value, span }
    }

    pub(super) fn text(text: impl Into<Cow<'t, str>>, span: Span) -> Self {
        Self::new(Value::Text(text.into()), span)
    }
}

/// A value of any of the formats.
#[derive(Clone, Debug)]
pub(super) enum Value<'t> {
    Text(Cow<'t, str>),
    /// A whole number; `None` when it does not fit into 64 bits.
    Integer(Option<i64>),
    Number(f64),
    Truth(bool),
    /// A bare date of TOML, as text.
    Date(String),
    /// A bare date of TOML with a time, of which the date is kept, or a time alone.
    Time(Option<String>),
    /// The `null` of JSON.
    Null,
    /// Something that could not be read, which is reported already.
    Broken,
    List(Vec<Node<'t>>),
    Table(Vec<Entry<'t>>),
}

impl Value<'_> {
    /// Returns what the value is called in a message.
    pub(super) const fn what(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Integer(_) => "a whole number",
            Self::Number(_) => "a number",
            Self::Truth(true) => "true",
            Self::Truth(false) => "false",
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::Null => "null",
            Self::Broken => "unreadable",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// A key and its value in a table.
#[derive(Clone, Debug)]
pub(super) struct Entry<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) key_span: Span,
    pub(super) node: Node<'t>,
}
