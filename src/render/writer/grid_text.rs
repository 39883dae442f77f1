//! Speakers side by side on a terminal page, or one below the other where there is no room.

use std::fmt;

use super::columns::{Columns, Paragraphs};
use super::page::{Page, Style, pieces};
use crate::render::document::{Grid, GridRow, Group};

/// Writes a grid: a table of the speakers where they fit beside one another.
pub(super) fn grid(page: &mut Page<'_, '_>, grid: &Grid) -> fmt::Result {
    match Columns::fit(page.width(), grid.columns.len() + 1) {
        Some(columns) => side_by_side(page, grid, &columns)?,
        None => stacked(page, grid)?,
    }
    grid.left_out.iter().try_for_each(|said| page.left_out(said, 0))
}

fn side_by_side(page: &mut Page<'_, '_>, grid: &Grid, columns: &Columns) -> fmt::Result {
    let names = grid.columns.iter().map(|name| vec![pieces(name, Some(Style::Heading))]);
    columns.row(page, &std::iter::once(Vec::new()).chain(names).collect::<Vec<_>>())?;
    for group in &grid.groups {
        columns.rule(page)?;
        heading(page, group)?;
        for (i, row) in group.rows.iter().enumerate() {
            if i > 0 {
                columns.rule(page)?;
            }
            columns.row(page, &cells(grid, row))?;
        }
    }
    Ok(())
}

/// The cells of a row: what it is about, then one for each speaker.
fn cells(grid: &Grid, row: &GridRow) -> Vec<Paragraphs> {
    let mut cells = vec![vec![pieces(&grid.nothing, Some(Style::Faint))]; grid.columns.len() + 1];
    cells[0] = vec![pieces(&row.subject, None), pieces(&row.state, Some(state(row)))];
    for cell in &row.cells {
        cells[cell.column + 1] = cell.lines.iter().map(|line| pieces(line, None)).collect();
    }
    cells
}

/// Writes the speakers one below the other, under each thing those that have something to say.
fn stacked(page: &mut Page<'_, '_>, grid: &Grid) -> fmt::Result {
    for (i, group) in grid.groups.iter().enumerate() {
        if i > 0 {
            page.blank()?;
        }
        heading(page, group)?;
        group.rows.iter().try_for_each(|row| stacked_row(page, grid, row))?;
    }
    Ok(())
}

fn stacked_row(page: &mut Page<'_, '_>, grid: &Grid, row: &GridRow) -> fmt::Result {
    let colon = || (Style::Plain, ": ".to_owned());
    let head = [pieces(&row.subject, None), vec![colon()], pieces(&row.state, Some(state(row)))].concat();
    page.pieces("  ", "    ", &head)?;
    let shown = row.in_brief.as_ref().map_or(row.cells.len(), |(shown, _)| *shown);
    for cell in row.cells.iter().take(shown) {
        let first = [pieces(&grid.columns[cell.column], None), vec![colon()], pieces(&cell.lines[0], None)].concat();
        page.pieces("    ", "      ", &first)?;
        cell.lines[1..].iter().try_for_each(|line| page.phrase("      ", "        ", line))?;
    }
    if row.cells.is_empty() {
        page.styled("    ", "      ", &[(Some(Style::Faint), &grid.nobody)])?;
    }
    row.in_brief.iter().try_for_each(|(_, said)| page.left_out(said, 4))
}

fn heading(page: &mut Page<'_, '_>, group: &Group) -> fmt::Result {
    if group.is_plain { Ok(()) } else { page.styled("", "", &[(Some(Style::Heading), &group.title)]) }
}

fn state(row: &GridRow) -> Style {
    row.tone.map_or(Style::Plain, Style::from)
}
