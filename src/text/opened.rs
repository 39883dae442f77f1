//! Inputs opened: what each says as text, ready to be parsed and asked for places.

use std::borrow::Cow;

use super::account::{InputDoubt, InputDoubtKind};
use super::edit::{Editor, Surface};
use super::encoding::decoded;
use super::fault::Fault;
use super::format::Format;
use super::input::{Content, Input};
use super::node::{Node, Span, Value};
use super::parse_table::{Layout, Likeness};
use super::place::Lines;
use super::row::RowsRead;
use super::table::Table;
use super::{parse_csv, parse_json, parse_table, parse_toml};

/// The sheet that is looked at first when none names the columns.
const SHEET: &str = "statements";

/// An input that has been opened, or one sheet of it.
pub(super) struct Opened<'i> {
    pub(super) name: &'i str,
    text: Text<'i>,
    /// Whether nothing can be said of it but that it is no text.
    pub(super) is_garbled: bool,
}

enum Text<'i> {
    Position(Format, Cow<'i, str>),
    Csv(Cow<'i, str>),
    LaidOut(Layout<'i>),
}

impl<'i> Opened<'i> {
    /// Opens an input: a text, or the sheets with statements. What cannot be read is reported, and so is a sheet that is left out.
    pub(super) fn all(input: &Input<'i>, faults: &mut Vec<Fault>, doubts: &mut Vec<InputDoubt>) -> Vec<Self> {
        let open = |text, is_garbled| vec![Self { name: input.name, text, is_garbled }];
        match input.content {
            Content::Text { bytes, format } => {
                let (text, fault) = decoded(bytes);
                let is_garbled = fault.is_some() && bytes.contains(&0);
                faults.extend(fault);
                open(if format == Format::Csv { Text::Csv(text) } else { Text::Position(format, text) }, is_garbled)
            }
            Content::Sheets(sheets) => {
                let layouts = with_statements(input.name, sheets, doubts);
                layouts.into_iter().map(|layout| Self { name: input.name, text: Text::LaidOut(layout), is_garbled: false }).collect()
            }
            Content::Unreadable { message, remedy } => {
                faults.push(Fault::syntax(Span::default(), message, remedy));
                open(Text::Csv(Cow::Borrowed("")), true)
            }
        }
    }

    /// Takes nothing from an input.
    pub(super) const fn nothing(name: &'i str) -> Self {
        Self { name, text: Text::Csv(Cow::Borrowed("")), is_garbled: false }
    }

    pub(super) fn text(&self) -> &str {
        match &self.text {
            Text::Position(_, text) | Text::Csv(text) => text,
            Text::LaidOut(layout) => layout.text(),
        }
    }

    /// Returns the name of the sheet, if it is one.
    pub(super) fn sheet(&self) -> Option<&'i str> {
        match &self.text {
            Text::LaidOut(layout) => Some(layout.table().sheet()),
            _ => None,
        }
    }

    /// Returns the format of a position file; `None` for what holds statements alone.
    pub(super) fn position_format(&self) -> Option<Format> {
        match &self.text {
            Text::Position(format, _) => Some(*format),
            _ => None,
        }
    }

    /// Returns the places in it.
    pub(super) fn lines(&self) -> Lines<'_> {
        match &self.text {
            Text::Position(_, text) => Lines::new(self.name, text),
            Text::Csv(text) => Lines::of_csv(self.name, text),
            Text::LaidOut(layout) => Lines::of_table(self.name, layout),
        }
    }

    /// Returns what makes remedies to changes of it.
    pub(super) fn editor(&self) -> Editor<'_> {
        let surface = match &self.text {
            Text::LaidOut(layout) => Surface::Cells(layout),
            Text::Position(Format::Json, _) => Surface::Json,
            Text::Position(..) => Surface::Toml,
            Text::Csv(_) => Surface::Csv,
        };
        Editor::new(self.name, self.text(), self.lines(), surface)
    }

    /// Takes a position file apart; `None` when that cannot be done, or when it is none.
    pub(super) fn position(&self, faults: &mut Vec<Fault>) -> Option<Node<'_>> {
        match self.position_format()? {
            Format::Toml => parse_toml::parse(self.text(), faults),
            Format::Json => parse_json::parse(self.text(), faults),
            Format::Csv => None,
        }
    }

    /// Returns where the first of the dates stands that are more exact than they are shown, and how many they are.
    pub(super) fn shortened_dates(&self) -> Option<(Span, usize)> {
        match &self.text {
            Text::LaidOut(layout) => layout.shortened_dates(),
            _ => None,
        }
    }

    /// Takes a table of statements apart; `None` when it is none.
    pub(super) fn table(&self) -> Option<RowsRead<'_>> {
        match &self.text {
            Text::LaidOut(layout) => Some(parse_table::parse(layout)),
            Text::Csv(text) => Some(parse_csv::parse(text)),
            Text::Position(..) => None,
        }
    }

    /// Returns the line, counted from 1, on which each statement begins, or the row of a table; nothing for what cannot be read.
    fn statement_lines(&self) -> Vec<usize> {
        let root = match self.table() {
            Some(read) => Some(read.root),
            None => self.position(&mut Vec::new()),
        };
        let lines = self.lines();
        statements(root.as_ref()).iter().map(|statement| lines.number_at(statement.span.start)).collect()
    }
}

/// Returns the statements in a text that has been taken apart.
pub(super) fn statements<'n, 't>(root: Option<&'n Node<'t>>) -> &'n [Node<'t>] {
    let Some(Node { value: Value::Table(entries), .. }) = root else { return &[] };
    match entries.iter().find(|entry| entry.key == "statements").map(|entry| &entry.node.value) {
        Some(Value::List(statements)) => statements,
        _ => &[],
    }
}

/// Chooses the sheets that are read: all that name the columns and are not hidden, else the one that looks most like it.
/// The others that look like tables of statements are named.
fn with_statements<'i>(file: &str, sheets: &'i [Table], doubts: &mut Vec<InputDoubt>) -> Vec<Layout<'i>> {
    let mut read = Vec::new();
    let mut aside = Vec::new();
    for sheet in sheets {
        let layout = Layout::new(sheet);
        if layout.likeness() == Likeness::Sure && !sheet.is_hidden() { read.push(layout) } else { aside.push(layout) }
    }
    if read.is_empty() {
        let is_called = |layout: &Layout<'_>| layout.table().sheet().trim().eq_ignore_ascii_case(SHEET);
        let likely = |(at, layout): &(usize, &Layout<'_>)| {
            let is_empty = layout.text().is_empty();
            (!is_empty && layout.likeness() == Likeness::Likely, is_called(layout), !is_empty, std::cmp::Reverse(*at))
        };
        let best = aside.iter().enumerate().filter(|(_, layout)| !layout.table().is_hidden()).max_by_key(likely).map(|(at, _)| at);
        read.extend(best.map(|at| aside.remove(at)));
    }
    for layout in aside.iter().filter(|layout| layout.likeness() >= Likeness::Likely) {
        let sheet = layout.table().sheet();
        let message = if layout.table().is_hidden() {
            format!("the sheet \"{sheet}\" names the columns of statements and is hidden: it is not read; show it to have it read")
        } else {
            format!("the sheet \"{sheet}\" is not read, as no row of it names the column \"act\" and another")
        };
        doubts.push(InputDoubt::new(InputDoubtKind::UnreadSheet, message, Lines::of_table(file, layout).place(layout.head_span())));
    }
    read
}

/// Returns the line, counted from 1, on which each statement of an input begins, or the row of a table; nothing for what cannot be read.
///
/// There is a list for each part of the input: one for a text, and for a spreadsheet one for each sheet that is read, with its name.
///
/// # Examples
///
/// ```
/// use impasse::text::{Input, statement_lines};
///
/// let input = Input::new("talks.toml", b"[[statements]]\nparty = 'us'\n\n[[statements]]\nparty = 'dprk'\n");
/// assert_eq!(statement_lines(&input), [(None, vec![1, 4])]);
/// ```
#[must_use]
pub fn statement_lines<'i>(input: &Input<'i>) -> Vec<(Option<&'i str>, Vec<usize>)> {
    let mut faults = Vec::new();
    let parts = Opened::all(input, &mut faults, &mut Vec::new());
    if !faults.is_empty() {
        return Vec::new();
    }
    parts.iter().map(|part| (part.sheet(), part.statement_lines())).collect()
}
