//! Spreadsheets to tables.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};

use calamine::{Reader, SheetType, Xlsx, XlsxError};
use impasse::text::{CellValue, Table};
use zip::ZipArchive;

use super::{Unreadable, kind, limits, value};

/// The sheet that is read, in any case of letters; without one, the first.
const SHEET: &str = "statements";

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;
/// The filled cells of a sheet, by row and column.
type Cells = BTreeMap<(u32, u32), CellValue>;

/// Reads the statements of a spreadsheet.
///
/// The reader of spreadsheets may count beyond what a number holds when a file has been made to that end. Such a file is damaged like any
/// other: a panic is caught, and nobody hears of it.
pub(crate) fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    let told = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = panic::catch_unwind(AssertUnwindSafe(|| table(bytes)));
    panic::set_hook(told);
    read.unwrap_or_else(|_| Err(Unreadable::damaged("it contradicts itself")))
}

fn table(bytes: &[u8]) -> Result<Table, Unreadable> {
    kind::check_packing(bytes)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    kind::check_parts(archive.file_names().filter_map(Result::ok))?;
    limits::check(&mut archive)?;
    let mut book = Book::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    let sheet = sheet(&book)?;
    let mut cells = Cells::new();
    values(&mut book, &sheet, &mut cells)?;
    uncalculated(&mut book, &sheet, &mut cells).map_err(Unreadable::damaged)?;
    let merged = book.merge_cells_by_sheet_name(&sheet).map_err(Unreadable::damaged)?;
    // How far to the right each merged cell goes.
    let merged = merged.iter().map(|range| (range.start, range.end.1)).collect();
    Ok(statements(sheet, cells, &merged))
}

/// Returns the name of the sheet with the statements.
fn sheet(book: &Book<'_>) -> Result<String, Unreadable> {
    let sheets: Vec<_> = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    let named = sheets.iter().find(|sheet| sheet.name.trim().to_lowercase() == SHEET);
    let sheet = named.or(sheets.first()).ok_or_else(|| Unreadable::damaged("it has no sheet with cells"))?;
    Ok(sheet.name.clone())
}

/// Reads the values of all cells.
fn values(book: &mut Book<'_>, sheet: &str, cells: &mut Cells) -> Result<(), Unreadable> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(Unreadable::damaged)?;
    let formats: Vec<String> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map(|format| format.format_code.clone()).unwrap_or_default())
        .collect();
    loop {
        let (cell, style) = match reader.next_cell_with_style_id() {
            Ok(Some(next)) => next,
            Ok(None) => return Ok(()),
            Err(why) => return Err(broken_off(sheet, cells, &why)),
        };
        let format = formats.get(style).map(String::as_str).unwrap_or_default();
        if let Some(value) = value::meant(cell.get_value(), format) {
            cells.insert(cell.get_position(), value);
        }
    }
}

/// Says that a sheet cannot be read to its end, and how far it can be.
fn broken_off(sheet: &str, cells: &Cells, why: &XlsxError) -> Unreadable {
    let last = cells.last_key_value().map_or(0, |(&(row, _), _)| row + 1);
    Unreadable::damaged(format!("its sheet {sheet} cannot be read beyond row {last}: {why}"))
}

/// Finds the formulas that no program has calculated: they look empty and are not.
fn uncalculated(book: &mut Book<'_>, sheet: &str, cells: &mut Cells) -> Result<(), XlsxError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    while let Some(cell) = reader.next_cell_with_formula_metadata()? {
        if cell.formula.is_some() {
            cells.entry(cell.pos).or_insert(CellValue::Formula);
        }
    }
    Ok(())
}

/// Makes a table of cells, without the rows that only head others: those whose one filled cell is merged with cells beside it.
fn statements(sheet: String, cells: Cells, merged: &HashMap<(u32, u32), u32>) -> Table {
    let is_empty = |value: &CellValue| matches!(value, CellValue::Text(text) if text.trim().is_empty());
    let mut cells = cells.into_iter().filter(|(_, value)| !is_empty(value)).peekable();
    let mut table = Table::new(sheet);
    while let Some((at, value)) = cells.next() {
        let is_alone = cells.peek().is_none_or(|((row, _), _)| *row != at.0);
        if is_alone && merged.get(&at).is_some_and(|&last| last > at.1) {
            continue;
        }
        table.set(at.0, at.1, value);
        // The others of the row head nothing, as there are several.
        while let Some(((row, column), value)) = cells.next_if(|((row, _), _)| *row == at.0) {
            table.set(row, column, value);
        }
    }
    table
}
