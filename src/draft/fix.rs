//! What to put in the place of what is wrong, in terms of values: the check of a draft knows no texts.

use std::borrow::Cow;

use super::Problem;

/// A problem of a draft, and what mends it.
#[derive(Clone, Debug)]
pub(crate) struct Flaw {
    pub(crate) problem: Problem,
    /// Concerns what the path of the problem leads to.
    pub(crate) fix: Option<Fix>,
    /// The remedy in a table of statements, where it is another one than in the position file.
    pub(crate) in_cells: Option<String>,
}

/// A change of a draft that does what a remedy says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fix {
    /// Put another value in the place of the value.
    Value(Content),
    /// Put several items in the place of an item of a list, or a list in the place of a value that may be one.
    Items(Vec<Content>),
    /// Give the key another name.
    Key(String),
    /// Remove the entry.
    Remove,
    /// Remove the item of a list that the path leads to or into; the whole entry when there is no other item.
    RemoveItem,
}

impl Fix {
    /// Puts a text in the place of the value.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Value(Content::Text(text.into()))
    }

    /// Puts a number in the place of the value.
    pub(super) fn number(number: f64) -> Self {
        Self::Value(Content::Number(number.to_string()))
    }
}

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Text(String),
    /// A number, as every format writes it.
    Number(String),
    Truth(bool),
    List(Vec<Content>),
    Table(Vec<(Cow<'static, str>, Content)>),
}

impl Content {
    /// Makes a list of texts.
    pub(crate) fn texts(texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::List(texts.into_iter().map(|text| Self::Text(text.into())).collect())
    }

    /// Makes a table of one entry.
    pub(crate) fn entry(key: &'static str, value: Self) -> Self {
        Self::Table(vec![(key.into(), value)])
    }
}

/// What to do about a problem: in words, and as a fix when the words say exactly what to write.
pub(super) struct Remedy {
    pub(super) words: String,
    pub(super) fix: Option<Fix>,
    /// The words in a table of statements, where they are others.
    pub(super) in_cells: Option<String>,
}

impl Remedy {
    /// Says exactly what to do.
    pub(super) fn exact(words: impl Into<String>, fix: Fix) -> Self {
        Self { words: words.into(), fix: Some(fix), in_cells: None }
    }

    /// Says to remove an entry, and why.
    pub(super) fn removal(why: &str) -> Self {
        Self::exact(format!("remove it: {why}"), Fix::Remove).in_cells(format!("empty the cell: {why}"))
    }

    /// Says something else where the problem is in a cell.
    pub(super) fn in_cells(self, words: impl Into<String>) -> Self {
        Self { in_cells: Some(words.into()), ..self }
    }
}

impl From<&str> for Remedy {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

impl From<String> for Remedy {
    fn from(words: String) -> Self {
        Self { words, fix: None, in_cells: None }
    }
}
