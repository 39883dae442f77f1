//! Tables to rows of cells, by way of a text: a table is laid out as one, so that its cells have places as in any other text.

use std::borrow::Cow;

use super::cell::{Cell, Trouble};
use super::fault::Fault;
use super::node::{Node, Span};
use super::parse_rows::{self, Rows};
use super::table::{CellValue, Table};

/// What stands between the cells of a row.
const BETWEEN: &str = " │ ";

/// A table laid out as a text: a line for each row with something in it, the filled cells side by side.
pub(super) struct Layout<'i> {
    table: &'i Table,
    text: String,
    cells: Vec<Placed>,
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
        Self { table, text, cells }
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
    /// Returns where the text of the cell stands that is at a byte of the text.
    pub(super) fn span_at(&self, offset: usize) -> Span {
        let after = self.cells.partition_point(|cell| cell.span.start <= offset);
        self.cells[..after].last().map_or_else(Span::default, |cell| cell.span)
    }
}

/// Reads a table as a table with one key, `statements`.
pub(super) fn parse<'t>(layout: &'t Layout<'_>, faults: &mut Vec<Fault>) -> Node<'t> {
    let rows = LaidOut { text: &layout.text, rest: &layout.cells };
    parse_rows::parse(rows, Span::new(0, layout.text.len()), faults)
}

/// The rows that have not been read yet.
struct LaidOut<'t> {
    text: &'t str,
    rest: &'t [Placed],
}

impl<'t> Rows<'t> for LaidOut<'t> {
    const SURPLUS: (&'static str, &'static str) =
        ("the cell is in a column without a name", "name the column in the first row, or move what is beside the table to another sheet");

    fn next(&mut self, _: &mut Vec<Fault>) -> Option<Vec<Cell<'t>>> {
        let row = self.rest.first()?.row;
        let (cells, rest) = self.rest.split_at(self.rest.partition_point(|cell| cell.row == row));
        self.rest = rest;
        let cell = |placed: &Placed| {
            let Span { start, end } = placed.span;
            let cell = Cell::new(Cow::Borrowed(&self.text[start..end]), placed.column as usize, placed.span, Some(start));
            Cell { trouble: placed.trouble, ..cell }
        };
        Some(cells.iter().map(cell).collect())
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
        let mut faults = Vec::new();
        parse(&layout, &mut faults);
        faults.iter().map(|fault| format!("{} {}", fault.problem.code, layout.cell_at(fault.span.start).2)).collect()
    }

    #[test]
    fn mistakes_are_in_their_cells() {
        let header = [(2, 1, "party"), (2, 2, "act"), (2, 5, "step"), (2, 6, "weight")];
        let with = |cells: &[(u32, u32, &str)]| codes(&[&header, cells].concat());
        assert_eq!(with(&[]), [""; 0]);
        assert_eq!(with(&[(9, 1, "us"), (9, 2, "demand"), (9, 5, "x")]), ["unknown-act s!C10"]);
        assert_eq!(with(&[(9, 1, "us"), (9, 2, "demands"), (9, 5, "x"), (9, 30, "y")]), ["surplus-cell s!AE10"]);
        assert_eq!(with(&[(9, 0, "z"), (9, 2, "demands"), (9, 5, "x")]), ["surplus-cell s!A10"]);
        assert_eq!(with(&[(9, 1, "#N/A"), (9, 2, "#REF!"), (9, 5, "#NAME?"), (9, 6, "#NUM!")]).len(), 4);
        assert_eq!(codes(&[(3, 3, "us")]), ["syntax s!D4"]);
        assert_eq!(codes(&[]), [""; 0]);
    }
}
