//! Inputs opened: what each says as text, ready to be parsed and asked for places.

use std::borrow::Cow;

use super::edit::{Editor, Surface};
use super::fault::Fault;
use super::input::{Content, Format, Input};
use super::node::{Node, Span, Value};
use super::parse_table::Layout;
use super::place::Lines;
use super::{parse_csv, parse_json, parse_table, parse_toml};

/// An input that has been opened.
pub(super) struct Opened<'i> {
    input: &'i Input<'i>,
    text: Text<'i>,
    /// Whether nothing can be said of it but that it is no text.
    pub(super) is_garbled: bool,
}

enum Text<'i> {
    Plain(Cow<'i, str>),
    LaidOut(Layout<'i>),
}

impl<'i> Opened<'i> {
    /// Opens an input; what cannot be read is reported.
    pub(super) fn new(input: &'i Input<'i>, faults: &mut Vec<Fault>) -> Self {
        let plain = |text, is_garbled| Self { input, text: Text::Plain(text), is_garbled };
        match input.content {
            Content::Text { bytes, .. } => {
                let (text, fault) = decoded(bytes);
                let is_garbled = fault.is_some() && bytes.contains(&0);
                faults.extend(fault);
                plain(text, is_garbled)
            }
            Content::Table(table) => Self { input, text: Text::LaidOut(Layout::new(table)), is_garbled: false },
            Content::Unreadable { message, remedy } => {
                faults.push(Fault::syntax(Span::default(), message, remedy));
                plain(Cow::Borrowed(""), true)
            }
        }
    }

    pub(super) fn text(&self) -> &str {
        match &self.text {
            Text::Plain(text) => text,
            Text::LaidOut(layout) => layout.text(),
        }
    }

    /// Returns the places in it.
    pub(super) fn lines(&self) -> Lines<'_> {
        match &self.text {
            Text::Plain(text) => Lines::new(self.input.name, text),
            Text::LaidOut(layout) => Lines::of_table(self.input.name, layout),
        }
    }

    /// Returns what makes remedies to changes of it.
    pub(super) fn editor(&self) -> Editor<'_> {
        let surface = match (&self.text, self.input.content) {
            (Text::LaidOut(layout), _) => Surface::Cells(layout),
            (Text::Plain(_), Content::Text { format: Format::Toml, .. }) => Surface::Toml,
            (Text::Plain(_), Content::Text { format: Format::Json, .. }) => Surface::Json,
            (Text::Plain(_), _) => Surface::Csv,
        };
        Editor::new(self.input.name, self.text(), self.lines(), surface)
    }

    /// Takes a position file apart; `None` when that cannot be done, or when it is none.
    pub(super) fn position(&self, faults: &mut Vec<Fault>) -> Option<Node<'_>> {
        match self.input.position_format()? {
            Format::Toml => parse_toml::parse(self.text(), faults),
            Format::Json => parse_json::parse(self.text(), faults),
            Format::Csv => None,
        }
    }

    /// Takes a table of statements apart; `None` when it is none.
    pub(super) fn table(&self, faults: &mut Vec<Fault>) -> Option<Node<'_>> {
        match (&self.text, self.input.content) {
            (Text::LaidOut(layout), _) => Some(parse_table::parse(layout, faults)),
            (Text::Plain(text), Content::Text { format: Format::Csv, .. }) => Some(parse_csv::parse(text, faults)),
            _ => None,
        }
    }
}

/// Takes bytes as text, without a byte order mark; what is wrong with them when they are not UTF-8.
fn decoded(bytes: &[u8]) -> (Cow<'_, str>, Option<Fault>) {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let at = match std::str::from_utf8(bytes) {
        Ok(text) => return (Cow::Borrowed(text), None),
        Err(error) => error.valid_up_to(),
    };
    let message = format!("this is not UTF-8 text: there is a byte {:#04X}", bytes[at]);
    let remedy = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "save it as UTF-8 instead of UTF-16 (which some programs call Unicode)",
        [b'P', b'K', 3, 4, ..] => "give a spreadsheet a name in .xlsx, or save it as CSV in UTF-8",
        _ => "save it as UTF-8",
    };
    let fault = Fault::syntax(Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8()), message, remedy);
    (String::from_utf8_lossy(bytes), Some(fault))
}

/// Returns the line, counted from 1, on which each statement of an input begins, or the row of a table; nothing for what cannot be read.
///
/// # Examples
///
/// ```
/// use impasse::text::{Input, statement_lines};
///
/// let input = Input::new("talks.toml", b"[[statements]]\nparty = 'us'\n\n[[statements]]\nparty = 'dprk'\n");
/// assert_eq!(statement_lines(&input), [1, 4]);
/// ```
pub fn statement_lines(input: &Input<'_>) -> Vec<usize> {
    let mut faults = Vec::new();
    let opened = Opened::new(input, &mut faults);
    if !faults.is_empty() {
        return Vec::new();
    }
    let root = if input.adds_statements() { opened.table(&mut faults) } else { opened.position(&mut faults) };
    let Some(Node { value: Value::Table(entries), .. }) = root else { return Vec::new() };
    let statements = entries.iter().find(|entry| entry.key == "statements").map(|entry| &entry.node.value);
    let Some(Value::List(statements)) = statements else { return Vec::new() };
    let lines = opened.lines();
    statements.iter().map(|statement| lines.number_at(statement.span.start)).collect()
}
