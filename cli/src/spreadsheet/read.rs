//! Spreadsheets to tables, one for each sheet.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use impasse::text::{CellValue, Merged, Table};
use zip::ZipArchive;

use super::{Unreadable, kind, limits, parts, value};

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;
/// The filled cells of a sheet, by row and column.
type Cells = BTreeMap<(u32, u32), CellValue>;

/// Reads the sheets of a spreadsheet, in their order.
///
/// The reader of spreadsheets may count beyond what a number holds when a file has been made to that end. Such a file is damaged like any
/// other: a panic is caught, and nobody hears of it.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Table>, Unreadable> {
    let told = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = panic::catch_unwind(AssertUnwindSafe(|| tables(bytes)));
    panic::set_hook(told);
    read.unwrap_or_else(|_| Err(Unreadable::damaged("it contradicts itself")))
}

fn tables(bytes: &[u8]) -> Result<Vec<Table>, Unreadable> {
    kind::check_packing(bytes)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    kind::check_parts(archive.file_names().filter_map(Result::ok))?;
    limits::check(&mut archive)?;
    let hidden = parts::hidden_rows(&mut archive);
    let mended = parts::without_wrong_sizes(&mut archive)?;
    let mut book = Book::new(Cursor::new(mended.as_deref().unwrap_or(bytes))).map_err(Unreadable::damaged)?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<(String, bool)> = sheets.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect();
    if sheets.is_empty() {
        return Err(Unreadable::damaged("it has no sheet with cells"));
    }
    let mut tables = Vec::with_capacity(sheets.len());
    for (sheet, is_hidden) in sheets {
        let mut cells = Cells::new();
        let shortened = values(&mut book, &sheet, &mut cells)?;
        uncalculated(&mut book, &sheet, &mut cells).map_err(Unreadable::damaged)?;
        let mut table = Table::new(&*sheet);
        for ((row, column), value) in cells {
            table.set(row, column, value);
        }
        shortened.into_iter().for_each(|(row, column)| table.shorten_date(row, column));
        for merged in book.merge_cells_by_sheet_name(&sheet).map_err(Unreadable::damaged)? {
            table.merge(Merged { first: merged.start, last: merged.end });
        }
        hidden.get(&sheet).into_iter().flatten().for_each(|&row| table.hide_row(row));
        if is_hidden {
            table.hide();
        }
        tables.push(table);
    }
    Ok(tables)
}

/// Reads the values of all cells, and returns where dates are more exact than they are shown.
fn values(book: &mut Book<'_>, sheet: &str, cells: &mut Cells) -> Result<Vec<(u32, u32)>, Unreadable> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(Unreadable::damaged)?;
    let formats: Vec<String> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map(|format| format.format_code.clone()).unwrap_or_default())
        .collect();
    let mut shortened = Vec::new();
    loop {
        let (cell, style) = match reader.next_cell_with_style_id() {
            Ok(Some(next)) => next,
            Ok(None) => return Ok(shortened),
            Err(why) => return Err(broken_off(sheet, cells, &why)),
        };
        let format = formats.get(style).map(String::as_str).unwrap_or_default();
        if value::is_shortened(cell.get_value(), format) {
            shortened.push(cell.get_position());
        }
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
