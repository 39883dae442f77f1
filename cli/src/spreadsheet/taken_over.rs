//! The rows of an old table of statements, taken over into a new sheet cell by cell, whatever is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use impasse::text::{COLUMNS, CellValue, Merged, Table};
use rust_xlsxwriter::utility::row_col_to_cell;

use super::write::LISTS;

/// How many dates are named of those whose days would be lost.
const MOST_DATES: usize = 3;

/// Texts by row and column.
type Rows<'t> = BTreeMap<u32, BTreeMap<u32, &'t str>>;

/// What a new sheet takes over, and what it has no place for.
#[derive(Debug, Default)]
pub(crate) struct TakenOver {
    /// The tables of statements: the usual columns in their order, and to the right those of the encoder's own.
    pub(crate) tables: Vec<Table>,
    /// The encoder's own columns, as a reader is told of them.
    pub(crate) own_columns: Vec<String>,
    /// What is in the old tables beside that, as a reader is told of it.
    pub(crate) lost: Vec<String>,
}

/// Takes over all tables that name the columns of statements.
pub(crate) fn take_over(tables: &[Table]) -> TakenOver {
    let mut taken = TakenOver::default();
    for table in tables {
        match table.head() {
            Some(head) if !table.is_hidden() => taken.take(table, head),
            _ if is_empty(table) || is_of_choices(table) => {}
            _ if table.is_hidden() => taken.lost.push(format!("the hidden sheet \"{}\"", table.sheet())),
            _ => taken.lost.push(format!("the sheet \"{}\"", table.sheet())),
        }
    }
    taken
}

/// Names a cell of a sheet for a reader.
pub(super) fn cell(sheet: &str, row: u32, column: u32) -> String {
    let at = row_col_to_cell(row, u16::try_from(column).unwrap_or(u16::MAX));
    if sheet.is_empty() { at } else { format!("{sheet}!{at}") }
}

fn is_filled(value: &CellValue) -> bool {
    !matches!(value, CellValue::Text(text) if text.trim().is_empty())
}

fn is_empty(table: &Table) -> bool {
    !table.cells().any(|(.., value)| is_filled(value))
}

/// Returns whether it is the sheet that the drop-downs take their choices from, which is made anew.
fn is_of_choices(table: &Table) -> bool {
    let mut head = table.cells().filter(|(row, ..)| *row == 0).map(|(_, column, value)| (column, value.clone()));
    (0..).zip(LISTS).all(|(column, (_, name))| head.next() == Some((column, name.into()))) && head.next().is_none()
}

impl TakenOver {
    fn take(&mut self, table: &Table, head: u32) {
        let sheet = table.sheet();
        let mut rows: Rows<'_> = BTreeMap::new();
        for (row, column, value) in table.cells().filter(|(.., value)| is_filled(value)) {
            match value {
                CellValue::Text(text) => {
                    rows.entry(row).or_default().insert(column, text);
                }
                CellValue::Error(error) => self.lost.push(format!("the error {error} in {}", cell(sheet, row, column))),
                CellValue::Formula => self.lost.push(format!("the formula in {}, which has no value yet", cell(sheet, row, column))),
            }
        }
        let mut names = rows.remove(&head).unwrap_or_default();
        let mut above = rows.clone();
        let mut rows = above.split_off(&head);
        for merged in table.merged().iter().filter(|merged| merged.first.0 < head && merged.last.0 >= head) {
            // A name may be merged with the cells below it.
            if let Some(name) = above.get_mut(&merged.first.0).and_then(|row| row.remove(&merged.first.1)) {
                names.entry(merged.first.1).or_insert(name);
            }
        }
        for (row, column) in table.shortened_dates().take(MOST_DATES) {
            self.lost.push(format!("the day of the date in {}, which is not shown", cell(sheet, row, column)));
        }
        above.retain(|_, row| !row.is_empty());
        if let (Some((first, _)), Some((last, _))) = (above.first_key_value(), above.last_key_value()) {
            let rows = if first == last { format!("row {}", first + 1) } else { format!("rows {} to {}", first + 1, last + 1) };
            self.lost.push(format!("what stands above the names of the columns in the sheet \"{sheet}\", {rows}"));
        }
        let places = self.places(sheet, &names, &rows);
        for merged in table.merged().iter().filter(|merged| merged.first.0 > head) {
            self.unmerge(sheet, *merged, &mut rows, &places);
        }
        let mut made = Table::new(sheet);
        for (&column, &place) in places.iter().filter(|&(_, &place)| place as usize >= COLUMNS.len()) {
            made.set(0, place, names.get(&column).copied().unwrap_or_default());
        }
        for (number, row) in (1..).zip(rows.values()) {
            for (column, &text) in row {
                made.set(number, places[column], text);
            }
        }
        self.tables.push(made);
    }

    /// Returns the new place of each column: the first of each name that is known has its usual place, all others follow.
    fn places(&mut self, sheet: &str, names: &BTreeMap<u32, &str>, rows: &Rows<'_>) -> BTreeMap<u32, u32> {
        let columns: BTreeSet<u32> = names.keys().chain(rows.values().flat_map(BTreeMap::keys)).copied().collect();
        let mut places = BTreeMap::new();
        let mut taken = BTreeSet::new();
        let mut next = COLUMNS.len() as u32;
        for column in columns {
            let name = names.get(&column).map(|name| name.trim());
            let known = COLUMNS.iter().position(|known| name.is_some_and(|name| name.eq_ignore_ascii_case(known.name)));
            match known.map(|at| at as u32).filter(|at| taken.insert(*at)) {
                Some(at) => places.insert(column, at),
                None => {
                    next += 1;
                    self.own_columns.push(match name {
                        Some(name) => format!("the column \"{name}\""),
                        None => format!("the column without a name at {}", cell(sheet, 0, column)),
                    });
                    places.insert(column, next - 1)
                }
            };
        }
        places
    }

    /// Puts the value of merged cells into each row that it counts for. A heading over the rows below has no place in a new sheet.
    fn unmerge(&mut self, sheet: &str, merged: Merged, rows: &mut Rows<'_>, places: &BTreeMap<u32, u32>) {
        let Merged { first, last } = merged;
        let Some(&value) = rows.get(&first.0).and_then(|row| row.get(&first.1)) else { return };
        if last.1 > first.1 {
            let is_heading = rows.get(&first.0).is_some_and(|row| row.len() == 1);
            if is_heading {
                rows.remove(&first.0);
            }
            let what = if is_heading { "the heading" } else { "that cells are merged over several columns" };
            self.lost.push(format!("{what} in {}", cell(sheet, first.0, first.1)));
        } else if places.contains_key(&first.1) {
            for (_, row) in rows.range_mut(first.0 + 1..=last.0) {
                row.entry(first.1).or_insert(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(sheet: &str, rows: &[&str]) -> Table {
        let mut table = Table::new(sheet);
        for (row, line) in (0..).zip(rows) {
            for (column, text) in (0..).zip(line.split('|')).filter(|(_, text)| !text.is_empty()) {
                table.set(row, column, text);
            }
        }
        table
    }

    fn shown(table: &Table) -> Vec<(u32, u32, &str)> {
        fn text(value: &CellValue) -> &str {
            if let CellValue::Text(text) = value { text } else { "" }
        }
        table.cells().map(|(row, column, value)| (row, column, text(value))).collect()
    }

    #[test]
    fn rows_move_under_the_usual_columns_and_own_columns_stay() {
        let old = table("Round 1", &["#coder|Act |party|step|page||act", "Kim|offers|us|lift|7", "", "|bogus||?||x|y", "Lee"]);
        let taken = take_over(std::slice::from_ref(&old));
        assert_eq!(taken.lost, [""; 0]);
        assert_eq!(
            taken.own_columns,
            ["the column \"#coder\"", "the column \"page\"", "the column without a name at Round 1!F1", "the column \"act\""]
        );
        let own = u32::try_from(COLUMNS.len()).unwrap();
        let expected = [
            (0, own, "#coder"),
            (0, own + 1, "page"),
            (0, own + 2, ""),
            (0, own + 3, "act"),
            (1, 1, "us"),
            (1, 2, "offers"),
            (1, 3, "lift"),
            (1, own, "Kim"),
            (1, own + 1, "7"),
            (2, 2, "bogus"),
            (2, 3, "?"),
            (2, own + 2, "x"),
            (2, own + 3, "y"),
            (3, own, "Lee"),
        ];
        assert_eq!(shown(&taken.tables[0]), expected);
    }

    #[test]
    fn what_has_no_place_is_named() {
        let mut first = table("a", &["Coded by hand", "", "party|act|step", "Day one", "us|offers|lift", "|demands|go"]);
        first.set(9, 2, CellValue::Error("#REF!".into()));
        first.set(9, 3, CellValue::Formula);
        first.merge(Merged { first: (3, 0), last: (3, 2) });
        first.merge(Merged { first: (4, 0), last: (5, 0) });
        let mut hidden = table("h", &["party|act|step"]);
        hidden.hide();
        let lists = table("lists", &["parties|steps and terms|rounds|sources", "us"]);
        let taken = take_over(&[first, hidden, table("Notes", &["hello"]), Table::new("Sheet3"), lists]);
        assert_eq!(
            taken.lost,
            [
                "the error #REF! in a!C10",
                "the formula in a!D10, which has no value yet",
                "what stands above the names of the columns in the sheet \"a\", row 1",
                "the heading in a!A4",
                "the hidden sheet \"h\"",
                "the sheet \"Notes\"",
            ]
        );
        let expected = [(1, 1, "us"), (1, 2, "offers"), (1, 3, "lift"), (2, 1, "us"), (2, 2, "demands"), (2, 3, "go")];
        assert_eq!(shown(&taken.tables[0]), expected);
    }
}
