//! Tables of cells, such as the sheets of a spreadsheet.

use std::collections::{BTreeMap, BTreeSet};

/// A table as a sheet of a spreadsheet has it: cells in rows and columns, one row of which names the columns.
///
/// The library reads no spreadsheets. Whoever does hands it the cells, and gets problems back with the names of the cells.
///
/// # Examples
///
/// ```
/// use impasse::text::{CellValue, Input, Table, read};
///
/// let mut table = Table::new("statements");
/// for (column, name) in ["party", "act", "step"].into_iter().enumerate() {
///     table.set(0, column as u32, name);
/// }
/// table.set(6, 0, "us");
/// table.set(6, 1, CellValue::Error("#REF!".to_owned()));
/// table.set(6, 2, "dismantle");
///
/// let positions = Input::new("talks.toml", b"parties = { us = {}, dprk = {} }\nmeasures.dismantle.by = 'dprk'\n");
/// let error = read(&[positions, Input::table("talks.xlsx", &table)], None).unwrap_err();
/// assert!(error.to_string().starts_with("talks.xlsx:statements!B7: the cell holds the error #REF!"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    sheet: String,
    cells: BTreeMap<(u32, u32), CellValue>,
    merged: Vec<Merged>,
    hidden_rows: BTreeSet<u32>,
    shortened: BTreeSet<(u32, u32)>,
    is_hidden: bool,
}

/// Cells that are shown as one; rows and columns are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merged {
    /// The row and column of the first cell, which has the value.
    pub first: (u32, u32),
    /// The row and column of the last cell.
    pub last: (u32, u32),
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// A text, or the text of a number, a truth value or a date.
    Text(String),
    /// An error of the spreadsheet in place of a value, such as `#REF!`.
    Error(String),
    /// A formula that has not been calculated.
    Formula,
}

impl From<&str> for CellValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for CellValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Table {
    /// Makes a table without cells; the sheet is what it is called in its file.
    pub fn new(sheet: impl Into<String>) -> Self {
        Self { sheet: sheet.into(), ..Self::default() }
    }

    /// Fills a cell; rows and columns are counted from 0.
    pub fn set(&mut self, row: u32, column: u32, value: impl Into<CellValue>) {
        self.cells.insert((row, column), value.into());
    }

    /// Shows several cells as one, whose value is that of the first of them.
    ///
    /// Where the cells of one column are merged, the value counts in each of their rows.
    pub fn merge(&mut self, merged: Merged) {
        let at = self.merged.partition_point(|before| *before <= merged);
        self.merged.insert(at, merged);
    }

    /// Hides a row, counted from 0: it is read all the same, and the reader is told.
    pub fn hide_row(&mut self, row: u32) {
        self.hidden_rows.insert(row);
    }

    /// Hides the whole table: it is not read, and the reader is told when it looks like one of statements.
    pub fn hide(&mut self) {
        self.is_hidden = true;
    }

    /// Says of the date in a cell that it is more exact than its text, as it is shown to the month or year alone: the reader is told.
    pub fn shorten_date(&mut self, row: u32, column: u32) {
        self.shortened.insert((row, column));
    }

    /// Lists the cells with dates that are more exact than their texts, by row and column, in order.
    #[must_use]
    pub fn shortened_dates(&self) -> impl ExactSizeIterator<Item = (u32, u32)> {
        self.shortened.iter().copied()
    }

    /// Returns whether the whole table is hidden.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.is_hidden
    }

    /// Returns whether a row is hidden.
    #[must_use]
    pub fn is_row_hidden(&self, row: u32) -> bool {
        self.hidden_rows.contains(&row)
    }

    /// Lists the merged cells in order of the first of them.
    #[must_use]
    pub fn merged(&self) -> &[Merged] {
        &self.merged
    }

    /// Returns the merged cells that begin at a row and column.
    pub(super) fn merged_at(&self, first: (u32, u32)) -> Option<Merged> {
        let at = self.merged.partition_point(|merged| merged.first < first);
        self.merged.get(at).copied().filter(|merged| merged.first == first)
    }

    /// Returns what the table is called in its file.
    #[must_use]
    pub fn sheet(&self) -> &str {
        &self.sheet
    }

    /// Lists the filled cells by row and column, in order.
    pub fn cells(&self) -> impl Iterator<Item = (u32, u32, &CellValue)> {
        self.cells.iter().map(|(&(row, column), value)| (row, column, value))
    }

    /// Names a cell as spreadsheets do: `statements!C7`.
    pub(super) fn cell_name(&self, row: u32, column: u32) -> String {
        let cell = plain_name(row, column);
        let plain = |c: char| c.is_alphanumeric() || c == '_';
        match &*self.sheet {
            "" => cell,
            sheet if sheet.chars().all(plain) => format!("{sheet}!{cell}"),
            sheet => format!("'{}'!{cell}", sheet.replace('\'', "''")),
        }
    }
}

/// Names a cell without its sheet: `C7`.
pub(super) fn plain_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        let name = |sheet: &str, row, column| Table::new(sheet).cell_name(row, column);
        assert_eq!(name("statements", 6, 2), "statements!C7");
        assert_eq!(name("s", 0, 25), "s!Z1");
        assert_eq!(name("s", 0, 26), "s!AA1");
        assert_eq!(name("s", 1_048_575, 16_383), "s!XFD1048576");
        assert_eq!(name("", u32::MAX, u32::MAX), "MWLQKWV4294967296");
        assert_eq!(name("발언", 0, 0), "발언!A1");
        assert_eq!(name("Hanoi '19", 0, 0), "'Hanoi ''19'!A1");
    }
}
