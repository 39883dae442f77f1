//! A table on a terminal page, or its rows as sentences where there is no room.

use std::fmt;

use super::page::{Page, Style, pieces, plain};
use super::{BAR, sparkline};
use crate::render::document::{Cell, ColumnKind, Table, TableRow};
use crate::render::wrap;

/// How far a table stands in, and what stands between two columns.
const EDGE: &str = "  ";
const GAP: &str = "  ";
/// A narrower column has no room for names.
const LEAST_NAME: usize = 10;

/// Writes a table; names that are too long for their column go on below.
pub(super) fn table(page: &mut Page<'_, '_>, table: &Table) -> fmt::Result {
    table.caption.iter().try_for_each(|caption| page.heading(caption))?;
    match name_room(page, table) {
        Some(room) => rows(page, table, room)?,
        None => table.rows.iter().try_for_each(|row| in_short(page, table, row))?,
    }
    table.left_out.iter().try_for_each(|said| page.left_out(said, EDGE.len()))?;
    table.note.iter().try_for_each(|note| page.styled(EDGE, EDGE, &[(Some(Style::Faint), note)]))
}

/// Returns how much room the other columns leave for names; `None` when that is too little, or when there are none that could give way.
fn name_room(page: &Page<'_, '_>, table: &Table) -> Option<usize> {
    table.columns.iter().find(|column| column.kind == ColumnKind::Name)?;
    let others = table.columns.iter().filter(|column| column.kind != ColumnKind::Name).map(|column| column.room);
    let taken = EDGE.len() + others.sum::<usize>() + GAP.len() * table.columns.len().saturating_sub(1);
    page.width().checked_sub(taken).filter(|&room| room >= LEAST_NAME)
}

fn rows(page: &mut Page<'_, '_>, table: &Table, room: usize) -> fmt::Result {
    let is_name = |at: usize| table.columns[at].kind == ColumnKind::Name;
    let texts: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells.iter().map(text).collect()).collect();
    let names = texts.iter().flat_map(|row| row.iter().enumerate()).filter(|&(at, _)| is_name(at)).map(|(_, name)| wrap::columns(name));
    let room = names.max().unwrap_or_default().max(LEAST_NAME).min(room);
    let head: Vec<String> = table.columns.iter().map(|column| plain(&column.title)).collect();
    line(page, table, room, &head)?;
    for row in &texts {
        // Each cell in lines: of those that are no names there is one.
        let folded: Vec<Vec<String>> =
            row.iter().enumerate().map(|(at, text)| if is_name(at) { fold(text, room) } else { vec![text.clone()] }).collect();
        let height = folded.iter().map(Vec::len).max().unwrap_or_default();
        for below in 0..height {
            let cells: Vec<String> = folded.iter().map(|lines| lines.get(below).cloned().unwrap_or_default()).collect();
            line(page, table, room, &cells)?;
        }
    }
    Ok(())
}

/// Writes one line of the table.
fn line(page: &mut Page<'_, '_>, table: &Table, name_room: usize, cells: &[String]) -> fmt::Result {
    let mut line = EDGE.to_owned();
    for (i, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
        let room = if column.kind == ColumnKind::Name { name_room } else { column.room };
        let blanks = " ".repeat(room.saturating_sub(wrap::columns(cell)));
        let is_last = i + 1 == table.columns.len();
        line.push_str(if i == 0 { "" } else { GAP });
        match column.kind {
            ColumnKind::Number => line.extend([&*blanks, cell]),
            ColumnKind::Words | ColumnKind::Name => line.extend([&**cell, if is_last { "" } else { &*blanks }]),
        }
    }
    page.words(&line, "", Style::Plain, "")
}

fn fold(text: &str, room: usize) -> Vec<String> {
    let lines = wrap::wrap([((), text)], room, room);
    lines.into_iter().map(|line| line.into_iter().map(|(_, text)| text).collect()).collect()
}

/// A cell as text.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => plain(text),
        Cell::Bar(share) => format!("{share:.2} {}", sparkline::bar(*share, BAR)),
    }
}

/// Writes a row as a sentence, with its bars behind.
fn in_short(page: &mut Page<'_, '_>, table: &Table, row: &TableRow) -> fmt::Result {
    let mut all = match &row.in_short {
        Some(said) => pieces(said, None),
        None => in_full(table, row),
    };
    let bars = row.cells.iter().filter_map(|cell| if let Cell::Bar(share) = cell { Some(*share) } else { None });
    all.extend(bars.map(|share| (Style::Plain, format!(" {}", sparkline::bar(share, BAR)))));
    page.pieces(EDGE, "    ", &all)
}

/// The cells of a row one after the other, each behind the title of its column.
fn in_full(table: &Table, row: &TableRow) -> Vec<(Style, String)> {
    let filled = table.columns.iter().zip(&row.cells).filter(|(_, cell)| **cell != Cell::Empty);
    let mut all = Vec::new();
    for (i, (column, cell)) in filled.enumerate() {
        let before = if i == 0 { "" } else { ", " };
        all.push((Style::Plain, format!("{before}{}: ", plain(&column.title))));
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => all.extend(pieces(text, None)),
            Cell::Bar(share) => all.push((Style::Plain, format!("{share:.2}"))),
        }
    }
    all
}
