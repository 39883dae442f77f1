//! The statements of a draft as CSV.

use std::borrow::Cow;

use super::column::COLUMNS;
use super::to_draft::to_draft;
use super::write_table::row;
use crate::draft::Draft;
use crate::model::Negotiation;
use crate::sheet::guarded;

/// Writes the statements of a negotiation as CSV, one a row, below a row with the names of the columns.
///
/// Parties, measures and everything else that is declared is not in it: it is read after a position file that declares them.
///
/// A text that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-`, `@`, their wide forms, a tab or a line
/// break, gets an apostrophe before it, and so does one without anything to see; reading takes that away again.
///
/// # Examples
///
/// ```
/// use impasse::{Draft, text::to_csv};
///
/// let mut draft = Draft::new("A deposit");
/// draft.party("tenant");
/// draft.party("landlord");
/// draft.measure("pay", ["tenant"]);
/// draft.measure("hand-over", ["landlord"]);
/// draft.says("landlord").offers("hand-over").after("pay").quote("After the money, the keys");
/// let csv = to_csv(&draft.build()?);
/// let mut lines = csv.lines();
/// assert!(lines.next().unwrap().starts_with("id,party,act,step,after,with,promise,"));
/// assert_eq!(lines.next(), Some(",landlord,offers,hand-over,pay,,,,,,,,,,,,\"After the money, the keys\","));
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn to_csv(negotiation: &Negotiation) -> String {
    draft_to_csv(&to_draft(negotiation))
}

pub(super) fn draft_to_csv(draft: &Draft<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = COLUMNS.iter().map(|column| Cow::Borrowed(column.name)).collect();
    let written = std::iter::once(head).chain(draft.statements.iter().map(|said| row(said, guarded)));
    for cells in written {
        writer.write_record(cells.iter().map(|cell| cell.as_bytes())).expect("memory has room, and every row as many cells");
    }
    String::from_utf8(writer.into_inner().expect("memory has room")).expect("cells are text")
}
