//! The tables of a document as CSV.

use std::borrow::Cow;
use std::fmt;

use crate::render::document::{Block, Cell, Document, Grid, Table};
use crate::render::escape::printable;
use crate::render::phrase::Phrase;
use crate::sheet::guarded;

/// The tables of a document as CSV, for a spreadsheet; `Display` writes it.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it. Between two tables a line is empty.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Csv<'d> {
    document: &'d Document,
}

impl<'d> Csv<'d> {
    pub(in crate::render) fn new(document: &'d Document) -> Self {
        Self { document }
    }
}

impl fmt::Display for Csv<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut begun = false;
        let sections = self.document.sections.iter().flat_map(|section| &section.blocks);
        for block in self.document.lead.iter().chain(sections) {
            if begun && matches!(block, Block::Table(_) | Block::Grid(_)) {
                writeln!(f)?;
            }
            match block {
                Block::Table(own) => table(f, own)?,
                Block::Grid(own) => grid(f, own)?,
                _ => continue,
            }
            begun = true;
        }
        Ok(())
    }
}

fn table(f: &mut fmt::Formatter<'_>, table: &Table) -> fmt::Result {
    record(f, table.columns.iter().map(|column| text(&column.title)))?;
    table.rows.iter().try_for_each(|row| record(f, row.cells.iter().map(cell)))
}

fn cell(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(said) => text(said),
        Cell::Bar(share) => Cow::Owned(format!("{share:.2}")),
    }
}

/// Writes a grid: the heading, what the row is about, where it stands, then a column for each speaker.
fn grid(f: &mut fmt::Formatter<'_>, grid: &Grid) -> fmt::Result {
    let blank = || std::iter::repeat_n(Cow::Borrowed(""), 3);
    record(f, blank().chain(grid.columns.iter().map(text)))?;
    for group in &grid.groups {
        for row in &group.rows {
            let mut cells = vec![Cow::Borrowed(""); grid.columns.len()];
            for cell in &row.cells {
                let lines: Vec<_> = cell.lines.iter().map(|line| printable(line.as_str())).collect();
                cells[cell.column] = Cow::Owned(guarded(&lines.join("; ")).into_owned());
            }
            record(f, [text(&group.title), text(&row.subject), text(&row.state)].into_iter().chain(cells))?;
        }
    }
    Ok(())
}

/// A text as it can stand in a cell.
fn text(said: &Phrase) -> Cow<'_, str> {
    match printable(said.as_str()) {
        Cow::Borrowed(text) => guarded(text),
        Cow::Owned(text) => Cow::Owned(guarded(&text).into_owned()),
    }
}

fn record<'c>(f: &mut fmt::Formatter<'_>, cells: impl Iterator<Item = Cow<'c, str>>) -> fmt::Result {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    cells.into_iter().try_for_each(|cell| writer.write_field(cell.as_bytes())).map_err(|_| fmt::Error)?;
    writer.write_record(None::<&[u8]>).map_err(|_| fmt::Error)?;
    let line = writer.into_inner().map_err(|_| fmt::Error)?;
    f.write_str(std::str::from_utf8(&line).map_err(|_| fmt::Error)?)
}
