//! Tables to rows of cells, by way of a text: a table is laid out as one, so that its cells have places as in any other text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cell::{Cell, Trouble};
use super::columns::{self, Header};
use super::node::Span;
use super::parse_rows;
use super::row::{Flaw, Row, Rows, RowsRead};
use super::separator::is_statement;
use super::table::{CellValue, Merged, Table};
use crate::draft::ProblemCode;

/// What stands between the cells of a row.
const BETWEEN: &str = " │ ";

/// Names of columns that are merged with the cells below them are looked for in so many columns.
const WIDEST_HEAD: u32 = 256;

/// A table laid out as a text: a line for each row with something in it, the filled cells side by side.
pub(super) struct Layout<'i> {
    table: &'i Table,
    text: String,
    cells: Vec<Placed>,
    head: Head,
}

/// Which row names the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The row, counted from 0: the first that names the act and another column, else the one that names the most columns.
    row: Option<u32>,
    /// How sure that is.
    likeness: Likeness,
}

/// How much a table looks like one of statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    #[default]
    None,
    /// A row names a column or two.
    Slight,
    /// A row names two of the columns without which no row is a statement, or would be a statement if the columns had names.
    Likely,
    /// A row names the act and another column.
    Sure,
}

/// A cell and where its text stands.
struct Placed {
    row: u32,
    column: u32,
    span: Span,
    trouble: Option<Trouble>,
}

impl<'i> Layout<'i> {
    pub(super) fn new(table: &'i Table) -> Self {
        let mut text = String::new();
        let mut cells: Vec<Placed> = Vec::new();
        for (row, column, value) in table.cells() {
            let (written, trouble) = match value {
                CellValue::Text(written) => (&**written, None),
                CellValue::Error(error) => (&**error, Some(Trouble::Error)),
                CellValue::Formula => ("=…", Some(Trouble::Formula)),
            };
            if written.trim().is_empty() {
                continue;
            }
            match cells.last() {
                Some(before) if before.row == row => text.push_str(BETWEEN),
                Some(_) => text.push('\n'),
                None => {}
            }
            let start = text.len();
            text.push_str(written);
            cells.push(Placed { row, column, span: Span::new(start, text.len()), trouble });
        }
        let head = head(table, &text, &cells);
        Self { table, text, cells, head }
    }

    /// Returns the table.
    pub(super) fn table(&self) -> &'i Table {
        self.table
    }

    /// Returns how much it looks like a table of statements.
    pub(super) fn likeness(&self) -> Likeness {
        self.head.likeness
    }

    /// Returns where the row stands that names the columns, or else the first row.
    pub(super) fn head_span(&self) -> Span {
        let row = self.head.row.or_else(|| self.cells.first().map(|cell| cell.row));
        let mut cells = self.cells.iter().filter(|cell| Some(cell.row) == row).map(|cell| cell.span);
        let first = cells.next().unwrap_or_default();
        Span::new(first.start, cells.next_back().unwrap_or(first).end)
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Lists where the rows begin.
    pub(super) fn row_starts(&self) -> Vec<usize> {
        let starts = self.cells.chunk_by(|a, b| a.row == b.row).map(|row| row[0].span.start);
        if self.cells.is_empty() { vec![0] } else { starts.collect() }
    }

    /// Returns the row and the column of the cell at a byte of the text, counted from 0, and its name.
    pub(super) fn cell_at(&self, offset: usize) -> (u32, u32, String) {
        let after = self.cells.partition_point(|cell| cell.span.start <= offset);
        let (row, column) = self.cells[..after].last().map_or((0, 0), |cell| (cell.row, cell.column));
        (row, column, self.table.cell_name(row, column))
    }
}

impl Layout<'_> {
    /// Returns where the first of the dates stands that are more exact than they are shown, and how many they are.
    pub(super) fn shortened_dates(&self) -> Option<(Span, usize)> {
        let mut dates = self.table.shortened_dates();
        let count = dates.len();
        let first = dates.next()?;
        let at = self.cells.binary_search_by_key(&first, |cell| (cell.row, cell.column)).ok()?;
        Some((self.cells[at].span, count))
    }

    /// Returns where the text of the cell stands that is at a byte of the text.
    pub(super) fn span_at(&self, offset: usize) -> Span {
        let after = self.cells.partition_point(|cell| cell.span.start <= offset);
        self.cells[..after].last().map_or_else(Span::default, |cell| cell.span)
    }
}

impl Table {
    /// Returns the row that names the columns, counted from 0: the act, and at least one more.
    #[must_use]
    pub fn head(&self) -> Option<u32> {
        let head = Layout::new(self).head;
        head.row.filter(|_| head.likeness == Likeness::Sure)
    }
}

/// Finds the row that names the columns.
fn head(table: &Table, text: &str, cells: &[Placed]) -> Head {
    let written = |cell: &Placed| &text[cell.span.start..cell.span.end];
    let mut head = Head::default();
    let (mut most, mut has_statements) = (0, false);
    let mut rows = cells.chunk_by(|a, b| a.row == b.row);
    while let Some(row) = rows.next() {
        let texts = || row.iter().map(written);
        let (count, is_sure) = columns::naming(texts());
        has_statements |= is_statement(row.iter().map(written));
        let likeness = match (is_sure, columns::naming_needed(texts())) {
            (true, _) => Likeness::Sure,
            (false, 2..) => Likeness::Likely,
            _ if count > 0 => Likeness::Slight,
            _ => continue,
        };
        if (likeness, count) > (head.likeness, most) {
            (head, most) = (Head { row: Some(row[0].row), likeness }, count);
        }
        if is_sure {
            // Names may be merged with the cells below them, beside headings over several columns which have their names below.
            if let Some(below) = rows.next() {
                let reaches = |cell: &&Placed| table.merged_at((cell.row, cell.column)).is_some_and(|merged| merged.last.0 >= below[0].row);
                if columns::naming(row.iter().filter(reaches).chain(below).map(written)).0 > count {
                    head.row = Some(below[0].row);
                }
            }
            break;
        }
    }
    if has_statements {
        head.likeness = head.likeness.max(Likeness::Likely);
    }
    head
}

/// Reads the rows of a table.
pub(super) fn parse<'t>(layout: &'t Layout<'_>) -> RowsRead<'t> {
    parse_rows::parse(LaidOut {
        layout,
        rest: &layout.cells,
        merged: layout.table.merged(),
        open: BTreeMap::new(),
        row: 0,
        wide: BTreeMap::new(),
    })
}

/// The rows that have not been read yet.
struct LaidOut<'t> {
    layout: &'t Layout<'t>,
    rest: &'t [Placed],
    /// The merged cells that begin further down.
    merged: &'t [Merged],
    /// Of the columns that mean something: the cell merged over several rows which is open there, and its last row.
    open: BTreeMap<u32, (&'t Placed, u32)>,
    /// The row that was returned last.
    row: u32,
    /// The columns that mean something, and whether a cell there may take others beside it, once the head is known.
    wide: BTreeMap<u32, bool>,
}

impl<'t> LaidOut<'t> {
    fn cell(&self, placed: &Placed, is_merged: bool, column: u32) -> Cell<'t> {
        let Span { start, end } = placed.span;
        let cell = Cell::new(Cow::Borrowed(&self.layout.text[start..end]), column as usize, placed.span, Some(start));
        Cell { trouble: placed.trouble, is_merged, ..cell }
    }

    /// Returns whether a merged cell covers several columns that mean something, so that it cannot be told which of them has its value.
    /// A long quote or note may reach over the columns beside it.
    fn is_ambiguous(&self, merged: Merged) -> bool {
        let mut covered = self.wide.range(merged.first.1..=merged.last.1);
        let is_prose = covered.next().is_some_and(|(_, is_prose)| *is_prose);
        covered.next().is_some() && !is_prose
    }
}

impl<'t> Rows<'t> for LaidOut<'t> {
    const MAY_SHIFT: bool = false;

    fn next(&mut self) -> Option<Row<'t>> {
        let row = self.rest.first()?.row;
        let (own, rest) = self.rest.split_at(self.rest.partition_point(|cell| cell.row == row));
        (self.rest, self.row) = (rest, row);
        let mut read = Row { is_hidden: self.layout.table.is_row_hidden(row), ..Row::default() };
        self.open.retain(|_, (_, last)| *last >= row);
        let filled = |column: u32| own.binary_search_by_key(&column, |cell| cell.column).is_ok();
        // What is merged into the row from above makes it more than a heading.
        let is_alone = own.len() == 1 && self.open.keys().all(|&column| filled(column));
        // What began in rows above without any text is empty.
        let above = self.merged.partition_point(|merged| merged.first.0 < row);
        self.merged = &self.merged[above..];
        let here = self.merged.partition_point(|merged| merged.first.0 == row);
        for &merged in &self.merged[..here] {
            let Ok(at) = own.binary_search_by_key(&merged.first.1, |cell| cell.column) else { continue };
            if is_alone && merged.last.1 > merged.first.1 {
                read.is_heading = true;
            } else if self.is_ambiguous(merged) {
                let message = "this cell is merged over several columns, so that it cannot be told which of them it fills";
                read.flaw = Some(Flaw {
                    code: ProblemCode::MergedColumns,
                    span: own[at].span,
                    message,
                    remedy: "unmerge it, and fill the cell of each column",
                });
            }
            let matters = if self.wide.is_empty() { merged.first.1 < WIDEST_HEAD } else { self.wide.contains_key(&merged.first.1) };
            if merged.last.0 > row && matters {
                self.open.insert(merged.first.1, (&own[at], merged.last.0));
            }
        }
        read.cells = own.iter().map(|placed| self.cell(placed, false, placed.column)).collect();
        let covering = self.open.iter().filter(|(column, (placed, _))| placed.row < row && !filled(**column));
        let covering: Vec<_> = covering.map(|(&column, (placed, _))| self.cell(placed, true, column)).collect();
        if !covering.is_empty() {
            read.cells.extend(covering);
            read.cells.sort_by_key(|cell| cell.column);
        }
        Some(read)
    }

    fn is_head(&self, _: &Row<'t>) -> bool {
        self.layout.head.row == Some(self.row)
    }

    fn expect(&mut self, header: &Header) {
        self.wide = header.named().map(|(position, name)| (position as u32, matches!(name, "quote" | "note"))).collect();
        self.open.retain(|column, _| self.wide.contains_key(column));
    }

    fn separator(&self) -> Option<u8> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(cells: &[(u32, u32, &str)]) -> Vec<String> {
        let mut table = Table::new("s");
        for &(row, column, text) in cells {
            let value = if text.starts_with('#') { CellValue::Error(text.to_owned()) } else { text.into() };
            table.set(row, column, value);
        }
        table.set(90, 7, "  ");
        let layout = Layout::new(&table);
        parse(&layout).faults.iter().map(|fault| format!("{} {}", fault.problem.code, layout.cell_at(fault.span.start).2)).collect()
    }

    #[test]
    fn mistakes_are_in_their_cells() {
        let header = [(2, 1, "party"), (2, 2, "act"), (2, 5, "step"), (2, 6, "weight")];
        let with = |cells: &[(u32, u32, &str)]| codes(&[&header, cells].concat());
        assert_eq!(with(&[]), [""; 0]);
        assert_eq!(with(&[(9, 1, "us"), (9, 2, "demand"), (9, 5, "x")]), ["unknown-act s!C10"]);
        assert_eq!(with(&[(9, 1, "us"), (9, 2, "demands"), (9, 5, "x"), (9, 30, "y")]), ["nameless-column s!AE10"]);
        assert_eq!(with(&[(9, 0, "z"), (9, 2, "demands"), (9, 5, "x")]), ["no-party s!A10", "nameless-column s!A10"]);
        assert_eq!(with(&[(9, 1, "#N/A"), (9, 2, "#REF!"), (9, 5, "#NAME?"), (9, 6, "#NUM!")]).len(), 4);
        assert_eq!(codes(&[(3, 3, "us")]), ["no-head s!D4"]);
        assert_eq!(codes(&[]), [""; 0]);
    }

    /// Makes a sheet with some cells.
    fn sheet(cells: &[(u32, u32, &str)]) -> Table {
        let mut table = Table::new("s");
        cells.iter().for_each(|&(row, column, text)| table.set(row, column, text));
        table
    }

    /// Reads the rows below a head in the first row as the statements' keys and words.
    fn statements(cells: &[(u32, u32, &str)], merged: &[Merged]) -> (Vec<String>, usize, Vec<String>) {
        let mut table = sheet(cells);
        for (column, name) in (0..).zip(["party", "act", "step", "after", "quote", "note"]) {
            table.set(0, column, name);
        }
        merged.iter().for_each(|&range| table.merge(range));
        let layout = Layout::new(&table);
        let read = parse(&layout);
        let shown = super::super::opened::statements(Some(&read.root)).iter().map(|statement| format!("{:?}", statement.value));
        (shown.collect(), read.passed_over, read.faults.iter().map(|fault| fault.problem.code.word().to_owned()).collect())
    }

    const ROWS: [(u32, u32, &str); 7] =
        [(1, 0, "us"), (1, 1, "offers"), (1, 2, "a"), (1, 3, "b"), (2, 0, "us"), (2, 1, "offers"), (2, 2, "c")];

    #[test]
    fn a_cell_merged_over_rows_counts_in_each() {
        let (apart, ..) = statements(&[&ROWS[..], &[(2, 3, "b")]].concat(), &[]);
        let (together, passed_over, faults) = statements(&ROWS, &[Merged { first: (1, 3), last: (2, 3) }]);
        let words = |row: &str| row.split("Text(").skip(1).map(|rest| rest.split(')').next().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(apart.iter().map(|row| words(row)).collect::<Vec<_>>(), together.iter().map(|row| words(row)).collect::<Vec<_>>());
        assert_eq!((passed_over, faults), (0, vec![]));
        // Rows that are empty but for what is merged into them are no rows.
        let (rows, passed_over, faults) = statements(&ROWS, &[Merged { first: (2, 0), last: (900, 0) }]);
        assert_eq!((rows.len(), passed_over, faults), (2, 0, vec![]));
    }

    #[test]
    fn what_is_merged_over_columns_is_a_heading_or_named() {
        let heading = [(3, 0, "Round 2")];
        assert_eq!(statements(&[&ROWS[..], &heading].concat(), &[Merged { first: (3, 0), last: (3, 5) }]).1, 1);
        let (_, _, faults) = statements(&ROWS, &[Merged { first: (2, 2), last: (2, 3) }]);
        assert_eq!(faults, ["merged-columns"]);
        // A long quote may reach over the note.
        let quote = [(2, 4, "A long quote")];
        assert!(statements(&[&ROWS[..], &quote].concat(), &[Merged { first: (2, 4), last: (2, 5) }]).2.is_empty());
    }

    #[test]
    fn a_row_with_something_merged_into_it_is_no_heading() {
        let rows = [(1, 0, "us"), (1, 1, "offers"), (1, 2, "a"), (2, 2, "c")];
        let down = |column| Merged { first: (1, column), last: (2, column) };
        let (read, passed_over, faults) = statements(&rows, &[down(0), down(1), Merged { first: (2, 2), last: (2, 6) }]);
        assert_eq!((read.len(), passed_over), (2, 0));
        assert_eq!(faults, ["merged-columns"]);
    }

    #[test]
    fn headings_are_counted() {
        let mut table =
            sheet(&[(0, 0, "party"), (0, 1, "act"), (0, 2, "step"), (1, 0, "Round 1"), (2, 0, "us"), (2, 1, "offers"), (2, 2, "a")]);
        table.merge(Merged { first: (1, 0), last: (1, 2) });
        let layout = Layout::new(&table);
        assert_eq!(parse(&layout).headings.map(|(_, count)| count), Some(1));
    }

    #[test]
    fn a_sheet_without_a_head_may_look_like_statements() {
        let likeness = |rows: &[&[&str]]| {
            let mut table = Table::new("s");
            for (row, cells) in (0..).zip(rows) {
                for (column, text) in (0..).zip(*cells) {
                    table.set(row, column, *text);
                }
            }
            Layout::new(&table).likeness()
        };
        assert_eq!(likeness(&[&["party", "verb", "measure"]]), Likeness::Likely);
        assert_eq!(likeness(&[&["Partei", "Akt", "Schritt"], &["us", "offers", "a"]]), Likeness::Likely);
        assert_eq!(likeness(&[&["us", "demands", "a"]]), Likeness::Likely);
        assert!(likeness(&[&["party", "name"], &["us", "United States"]]) < Likeness::Likely);
        assert!(likeness(&[&["demands", "what a party wants"], &["offers", "what it would do"]]) < Likeness::Likely);
        assert!(likeness(&[&["parties", "steps and terms", "rounds", "sources"], &["us", "a", "r", "s"]]) < Likeness::Likely);
    }

    #[test]
    fn the_head_may_take_two_rows() {
        let head = [(0, 0, "party"), (0, 1, "act"), (0, 2, "step"), (0, 3, "conditions"), (1, 3, "after"), (1, 4, "with")];
        let mut table = sheet(&[&head[..], &[(2, 0, "us"), (2, 1, "offers"), (2, 2, "a"), (2, 4, "b")]].concat());
        for column in 0..3 {
            table.merge(Merged { first: (0, column), last: (1, column) });
        }
        table.merge(Merged { first: (0, 3), last: (0, 4) });
        let layout = Layout::new(&table);
        let read = parse(&layout);
        assert!(read.faults.is_empty(), "{:?}", read.faults);
        assert_eq!((super::super::opened::statements(Some(&read.root)).len(), read.passed_over), (1, 1));
    }
}
