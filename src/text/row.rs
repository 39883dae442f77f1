//! One row of cells, what rows come from, and what was read of them.

use super::cell::Cell;
use super::columns::Header;
use super::fault::Fault;
use super::node::{Node, Span};
use crate::draft::{ProblemCode, Segment};
use crate::model::Act;

/// What rows of cells come from.
pub(super) trait Rows<'t> {
    /// Whether a row has its cells one after the other, so that one too many may have moved the others.
    const MAY_SHIFT: bool;

    /// Returns the next row.
    fn next(&mut self) -> Option<Row<'t>>;

    /// Returns whether the row that was returned last is the one that names the columns, or seems to be.
    fn is_head(&self, row: &Row<'t>) -> bool;

    /// Takes note of the columns of the rows to come.
    fn expect(&mut self, header: &Header);

    /// Returns the sign between cells, if there is one.
    fn separator(&self) -> Option<u8>;
}

/// One row.
#[derive(Default)]
pub(super) struct Row<'t> {
    /// The cells in order of their columns.
    pub(super) cells: Vec<Cell<'t>>,
    /// Why its cells cannot be told.
    pub(super) flaw: Option<Flaw>,
    /// A cell that holds what would be statements if its lines stood alone.
    pub(super) swallowed: Option<Span>,
    /// Whether it is only a heading over others.
    pub(super) is_heading: bool,
    /// Whether people do not see it.
    pub(super) is_hidden: bool,
}

/// Why the cells of a row cannot be told.
#[derive(Clone, Copy)]
pub(super) struct Flaw {
    pub(super) code: ProblemCode,
    pub(super) span: Span,
    pub(super) message: &'static str,
    pub(super) remedy: &'static str,
}

impl<'t> Row<'t> {
    /// Lists the texts of the cells.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| &*cell.text)
    }

    /// Returns whether there is anything in it that is not of a row above.
    pub(super) fn is_filled(&self) -> bool {
        self.cells.iter().any(|cell| cell.is_filled() && !cell.is_merged)
    }

    pub(super) fn span(&self) -> Span {
        let mut own = self.cells.iter().filter(|cell| !cell.is_merged).map(|cell| cell.span);
        let first = own.next().unwrap_or_default();
        Span::new(first.start, own.next_back().unwrap_or(first).end)
    }
}

/// What was read from the rows of a table.
pub(super) struct RowsRead<'t> {
    /// A table with one key, `statements`.
    pub(super) root: Node<'t>,
    /// What is wrong; statements are counted from 0 in the paths.
    pub(super) faults: Vec<Fault>,
    /// Values of which nothing more is to be said.
    pub(super) silenced: Vec<Vec<Segment>>,
    /// How many rows were passed over; the head that was read first is not one of them.
    pub(super) passed_over: usize,
    /// How many rows were not judged, as a column is missing.
    pub(super) unjudged: usize,
    /// Cells that hold what looks like statements.
    pub(super) swallowed: Vec<Span>,
    /// Rows with more cells than the head names, where others have not so many; the last of them are empty.
    pub(super) longer: Vec<Span>,
    /// The first of the rows that people do not see, and how many they are.
    pub(super) hidden: Option<(Span, usize)>,
    /// The first of the headings between the rows, and how many they are.
    pub(super) headings: Option<(Span, usize)>,
}

/// Returns whether a text is one of the acts, in any case of letters.
pub(super) fn is_verb(text: &str) -> bool {
    Act::ALL.into_iter().any(|act| act.word().eq_ignore_ascii_case(text.trim()))
}

/// Returns whether the cells of a row are moved by one against the head, as when a program wrote the numbers of the rows and no name for
/// their column.
pub(super) fn is_shifted(row: &Row<'_>, header: &Header) -> bool {
    let verb_at = |position: usize| row.cells.iter().any(|cell| cell.column == position && is_verb(&cell.text));
    row.cells.len() == header.width + 1 && header.position("act").is_some_and(|act| !verb_at(act) && verb_at(act + 1))
}

/// Returns the sign that separates the cells of a row, if it is another than that of the head: the row then seems to be a single cell.
pub(super) fn other_separator(row: &Row<'_>, separator: Option<u8>) -> Option<&'static str> {
    let separator = separator?;
    let mut filled = row.cells.iter().filter(|cell| cell.is_filled());
    let (Some(only), None) = (filled.next(), filled.next()) else { return None };
    let names = [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs"), (b'|', "bars")];
    let others = names.into_iter().filter(|&(sign, _)| sign != separator);
    others.filter(|&(sign, _)| only.text.split(char::from(sign)).any(is_verb)).map(|(_, name)| name).next()
}
