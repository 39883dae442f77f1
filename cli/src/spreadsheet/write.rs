//! Tables to spreadsheets with drop-downs.

use impasse::model::Act;
use impasse::text::{COLUMNS, CellValue, Column, Holds, Table};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Note,
    Workbook, Worksheet, XlsxError,
};

use super::Lists;
use crate::failure::Failure;

/// How many empty rows with drop-downs follow the statements.
const SPARE_ROWS: u32 = 1_000;
/// How many rows a sheet can have.
const ROWS: u32 = 1_048_576;
/// How wide the encoder's own columns are, in characters.
const OWN_WIDTH: u8 = 20;
/// The number format of text, which every program knows by this number.
const TEXT: u8 = 49;
/// What numbers and texts a user may not put in are answered with.
const SAID: &str = "Not for this column";

/// Writes the rows of a table below the names of the columns, each cell as what it is and never as a formula, with drop-downs.
///
/// The same table and lists give the same bytes.
///
/// # Errors
///
/// A text that is longer than a cell can hold, or more rows than a sheet can have.
pub(crate) fn write(table: &Table, lists: &Lists) -> Result<Vec<u8>, Failure> {
    write_all(std::slice::from_ref(table), lists)
}

/// Writes several tables as [`write()`] does, each on a sheet of its own; columns beyond the usual ones are the encoder's own, with names in
/// the first row of the table.
pub(crate) fn write_all(tables: &[Table], lists: &Lists) -> Result<Vec<u8>, Failure> {
    let mut book = Workbook::new();
    fill(&mut book, tables, lists).map_err(|(row, why)| misfit(row, &why))?;
    book.save_to_buffer().map_err(|why| misfit(0, &why))
}

/// What does not fit into a spreadsheet: the row, which counts the statements from 1, and why.
type Misfit = (u32, XlsxError);

fn misfit(row: u32, why: &XlsxError) -> Failure {
    let message = match why {
        XlsxError::MaxStringLengthExceeded => {
            format!("statement {row} has a text that is longer than the 32,767 characters that a cell of a spreadsheet can hold")
        }
        XlsxError::RowColumnLimitError => format!("a spreadsheet has only {ROWS} rows, and there are more statements"),
        other => format!("the spreadsheet cannot be made: {other}"),
    };
    Failure::Usage { message, remedy: "convert to CSV, which has no such limits".to_owned() }
}

fn fill(book: &mut Workbook, tables: &[Table], lists: &Lists) -> Result<(), Misfit> {
    let general = |why| (0, why);
    let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(general)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for table in tables {
        let sheet = book.add_worksheet().set_name(table.sheet()).map_err(general)?;
        header(sheet, table).map_err(general)?;
        let last = rows(sheet, table)?.saturating_add(SPARE_ROWS).min(ROWS - 1);
        rules(sheet, last, lists).map_err(general)?;
    }
    if LISTS.iter().any(|(list, _)| !lists.of_kind(*list).is_empty()) {
        write_lists(book.add_worksheet(), lists).map_err(general)?;
    }
    Ok(())
}

/// Writes the names of the columns, with a note on each, and how the cells below look.
fn header(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_background_color("D9E2EC");
    for (number, column) in (0..).zip(COLUMNS) {
        sheet.set_column_width(number, column.width)?;
        sheet.set_column_format(number, &format(column.holds))?;
        sheet.write_string_with_format(0, number, column.name, &bold)?;
        let note = Note::new(column.note).set_author("impasse").add_author_prefix(false).set_width(260).set_height(110);
        sheet.insert_note(0, number, &note)?;
    }
    for (number, name) in own_columns(table) {
        sheet.set_column_width(number, OWN_WIDTH)?;
        sheet.set_column_format(number, &format(Holds::Word))?;
        sheet.write_string_with_format(0, number, name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Lists the columns that a table has beyond the usual ones, with their names.
fn own_columns(table: &Table) -> impl Iterator<Item = (u16, &str)> {
    table.cells().take_while(|(row, ..)| *row == 0).filter_map(|(_, number, value)| match value {
        CellValue::Text(name) if number as usize >= COLUMNS.len() => Some((u16::try_from(number).unwrap_or(u16::MAX), &**name)),
        _ => None,
    })
}

/// Returns how the cells of a column look. What is formatted as text is kept as it is typed in: no date, no number, no formula.
fn format(holds: Holds) -> Format {
    match holds {
        Holds::Count | Holds::Truth | Holds::Share => Format::new().set_align(FormatAlign::Top),
        Holds::Prose => Format::new().set_num_format_index(TEXT).set_align(FormatAlign::Top).set_text_wrap(),
        _ => Format::new().set_num_format_index(TEXT).set_align(FormatAlign::Top),
    }
}

/// Writes the rows below the first and returns the last of them.
fn rows(sheet: &mut Worksheet, table: &Table) -> Result<u32, Misfit> {
    let formats = COLUMNS.map(|column| format(column.holds));
    let own = format(Holds::Word);
    let mut last = 0;
    for (row, number, value) in table.cells().filter(|(row, ..)| *row > 0) {
        let CellValue::Text(text) = value else { continue };
        let place = (row, u16::try_from(number).unwrap_or(u16::MAX));
        match COLUMNS.get(number as usize) {
            Some(column) => cell(sheet, place, column, text, &formats[number as usize]),
            None => sheet.write_string_with_format(place.0, place.1, text, &own).map(|_| ()),
        }
        .map_err(|why| (row, why))?;
        last = row;
    }
    Ok(last)
}

/// Writes a cell: numbers and truth values as such, so that a spreadsheet can reckon with them, and everything else as text.
fn cell(sheet: &mut Worksheet, (row, number): (u32, u16), column: &Column, text: &str, format: &Format) -> Result<(), XlsxError> {
    match (column.holds, text.parse::<f64>(), text.parse::<bool>()) {
        (Holds::Count | Holds::Share, Ok(value), _) => sheet.write_number_with_format(row, number, value, format)?,
        (Holds::Truth, _, Ok(truth)) => sheet.write_boolean_with_format(row, number, truth, format)?,
        _ => sheet.write_string_with_format(row, number, text, format)?,
    };
    Ok(())
}

/// Says for each column down to a row what may be put into its cells.
fn rules(sheet: &mut Worksheet, last: u32, lists: &Lists) -> Result<(), XlsxError> {
    for (number, column) in (0..).zip(COLUMNS) {
        if let Some(validation) = validation(column.holds, lists)? {
            sheet.add_data_validation(1, number, last, number, &validation)?;
        }
    }
    Ok(())
}

/// Returns what may be put into the cells of a column, and what can be chosen there.
fn validation(holds: Holds, lists: &Lists) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    Ok(Some(match holds {
        Holds::Act => refusing(rule.allow_list_strings(&Act::ALL.map(Act::word))?, "Choose one of the five acts.")?,
        Holds::Truth => refusing(rule.allow_list_strings(&["TRUE", "FALSE"])?, "Choose TRUE or FALSE, or leave the cell empty.")?,
        Holds::Count => refusing(
            rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(1)),
            "Write a whole number, 1 or more, or leave the cell empty.",
        )?,
        Holds::Share => refusing(
            rule.allow_decimal_number(DataValidationRule::Between(0.0, 1.0)),
            "Write a number from 0 to 1, or leave the cell empty.",
        )?,
        // Several can be written, with signs and days, and only a single one can be chosen: nothing is refused.
        Holds::Preconditions => match choices(Holds::Step, lists) {
            Some(choices) => rule.allow_list_formula(choices).show_error_message(false),
            None => return Ok(None),
        },
        holds => match choices(holds, lists) {
            // What the position file declares later is right, too.
            Some(choices) => refusing(
                rule.allow_list_formula(choices).set_error_style(DataValidationErrorStyle::Warning),
                "The position file did not declare this when the spreadsheet was made. Declare it there, too.",
            )?,
            None => return Ok(None),
        },
    }))
}

/// Has a spreadsheet program answer to what is not allowed.
fn refusing(rule: DataValidation, why: &str) -> Result<DataValidation, XlsxError> {
    rule.set_error_title(SAID)?.set_error_message(why)
}

/// The lists in the order of their columns in the sheet `lists`.
pub(super) const LISTS: [(Holds, &str); 4] =
    [(Holds::Party, "parties"), (Holds::Step, "steps and terms"), (Holds::Round, "rounds"), (Holds::Source, "sources")];

impl Lists {
    /// Returns what can be chosen in cells that hold such things; nothing where anything may be written.
    fn of_kind(&self, holds: Holds) -> &[String] {
        match holds {
            Holds::Party => &self.parties,
            Holds::Step => &self.steps,
            Holds::Round => &self.rounds,
            Holds::Source => &self.sources,
            _ => &[],
        }
    }
}

/// Returns where a list stands in the sheet `lists`, unless it is empty. A list in a rule itself could have 255 characters at most.
fn choices(list: Holds, lists: &Lists) -> Option<Formula> {
    let (letter, _) = ('A'..).zip(LISTS).find(|(_, (kind, _))| *kind == list)?;
    let count = lists.of_kind(list).len();
    (count > 0).then(|| Formula::new(format!("=lists!${letter}$2:${letter}${}", count + 1)))
}

/// Writes the sheet that the drop-downs take their choices from.
fn write_lists(sheet: &mut Worksheet, lists: &Lists) -> Result<(), XlsxError> {
    sheet.set_name("lists")?;
    let (bold, word) = (Format::new().set_bold(), format(Holds::Word));
    for (number, (list, name)) in (0..).zip(LISTS) {
        sheet.set_column_width(number, 26)?;
        sheet.write_string_with_format(0, number, name, &bold)?;
        for (row, id) in (1..).zip(lists.of_kind(list)) {
            sheet.write_string_with_format(row, number, id, &word)?;
        }
    }
    Ok(())
}
