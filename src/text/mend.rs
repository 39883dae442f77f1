//! What to put in the place of what is wrong, in terms of places in a text, before it is known how the text writes it.

use super::locate::{Found, Item};
use super::node::{Entry, Node, Span, Value};
use crate::draft::{Content, Fix};

/// A change of a text that does what a remedy says.
#[derive(Clone, Debug)]
pub(super) enum Mend {
    /// Write a text, just as it is, in the place of another.
    Write { at: Span, text: String },
    /// Write a value in the place of another. `bracketed`: the value is a list or table, which may be written without brackets, by headers.
    Value { at: Span, content: Content, bracketed: bool },
    /// Write several items in the place of an item of a list.
    Items { at: Span, items: Vec<Content> },
    /// Put what is written in quotation marks.
    Quote { at: Span },
    /// Put what is written in the brackets of a list; a header in one more pair of brackets.
    Bracket { at: Span },
    /// Write the header of a list of tables in the place of one of a table.
    Header { at: Span, key: &'static str },
    /// Write another key.
    Key { at: Span, key: String },
    /// Make a comment of a key with its value, where a text has comments.
    Comment { key: Span, value: Span },
    /// Remove a key with its value.
    RemoveEntry { key: Span, value: Span },
    /// Remove an item of a list.
    RemoveItem { at: Span },
}

impl Mend {
    /// Replaces a value.
    pub(super) const fn value(node: &Node<'_>, content: Content) -> Self {
        Self::Value { at: node.span, content, bracketed: matches!(node.value, Value::List(_) | Value::Table(_)) }
    }

    /// Replaces a value by a text.
    pub(super) fn text(node: &Node<'_>, text: impl Into<String>) -> Self {
        Self::value(node, Content::Text(text.into()))
    }

    /// Replaces the text of a cell.
    pub(super) fn cell(at: Span, text: impl Into<String>) -> Self {
        Self::Value { at, content: Content::Text(text.into()), bracketed: false }
    }

    /// Gives an entry another key.
    pub(super) fn key(entry: &Entry<'_>, key: impl Into<String>) -> Self {
        Self::Key { at: entry.key_span, key: key.into() }
    }

    /// Removes an entry.
    pub(super) const fn without(entry: &Entry<'_>) -> Self {
        Self::RemoveEntry { key: entry.key_span, value: entry.node.span }
    }

    /// Does in a text what mends a draft; `None` when there is nothing at the place that could be changed so.
    pub(super) fn of(fix: Fix, found: &Found<'_>) -> Option<Self> {
        match fix {
            Fix::Value(content) => Some(Self::value(found.node?, content)),
            Fix::Items(items) => match found.item? {
                Item::Among(at) => Some(Self::Items { at, items }),
                Item::Alone(entry) => Some(Self::value(&entry.node, Content::List(items))),
            },
            Fix::Key(key) => Some(Self::key(found.entry?, key)),
            Fix::Remove => Some(Self::without(found.entry?)),
            Fix::RemoveItem => found.item.map(|item| item.removal()),
        }
    }
}
