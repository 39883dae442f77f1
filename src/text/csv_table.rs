//! CSV as a table of cells, for those who take cells over and not only what they mean.

use super::encoding::decoded;
use super::parse_csv;
use super::table::Table;

/// Takes a CSV text apart into a table called `statements`, a row for each record, with every cell as it stands in the text.
///
/// `None` when the text cannot be taken apart without a doubt: it is not UTF-8 or UTF-16, or a quotation mark leaves open where a cell ends.
///
/// # Complexity
///
/// Linear in the length of the text, but for the sorting of cells.
///
/// # Examples
///
/// ```
/// use impasse::text::{CellValue, csv_table};
///
/// let table = csv_table(b"party;act;step;#coder\nus;demands;dismantle;Kim\n").unwrap();
/// assert_eq!(table.head(), Some(0));
/// assert!(table.cells().any(|cell| cell == (1, 3, &CellValue::from("Kim"))));
/// assert!(csv_table(b"party,act,step\n\"us,demands,dismantle\n").is_none());
/// ```
#[must_use]
pub fn csv_table(bytes: &[u8]) -> Option<Table> {
    let (text, fault) = decoded(bytes);
    if fault.is_some() { None } else { parse_csv::table(&text) }
}
