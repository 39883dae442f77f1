//! The statements of a draft as a table.

use std::borrow::Cow;

use super::column::{COLUMNS, Column, Holds};
use super::table::Table;
use super::to_draft::to_draft;
use crate::draft::{Fields, PreconditionDraft, StatementDraft, SubjectDraft, Value};
use crate::model::Negotiation;
use crate::sheet::{self, Awaited, guarded_as_text};

/// Writes the statements of a negotiation as a table called `statements`, one a row, below a row with the names of the columns.
///
/// A cell says itself that it holds text, so texts are written as they are, also those that a spreadsheet would take for a formula if
/// they were typed in. Only what would be read otherwise gets an apostrophe before it: a text without anything to see, and one that begins
/// as the guarded texts of [`to_csv`](super::to_csv) do.
///
/// # Examples
///
/// ```
/// use impasse::{Draft, text::{CellValue, to_table}};
///
/// let mut draft = Draft::new("A deposit");
/// draft.party("tenant");
/// draft.measure("pay", ["tenant"]);
/// draft.says("tenant").offers("pay").quote("=SUM(A1:A9)");
/// let table = to_table(&draft.build()?);
/// assert!(table.cells().any(|(row, _, value)| row == 1 && *value == CellValue::from("=SUM(A1:A9)")));
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn to_table(negotiation: &Negotiation) -> Table {
    let mut table = Table::new("statements");
    let draft = to_draft(negotiation);
    let head = COLUMNS.iter().map(|column| Cow::Borrowed(column.name)).collect();
    let rows = std::iter::once(head).chain(draft.statements.iter().map(|said| row(said, guarded_as_text)));
    for (number, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            table.set(number, column, cell.into_owned());
        }
    }
    table
}

/// Returns the cells of a statement, in the order of the columns; how a text is written that could be read otherwise is given.
pub(super) fn row<'d>(said: &'d StatementDraft<'_>, guarded: fn(&'d str) -> Cow<'d, str>) -> Vec<Cow<'d, str>> {
    let (verb, step) = said.acts().next().map_or(("", ""), |(act, step)| (act.word(), &**step));
    let cell = |column: &Column| match column.holds {
        Holds::Act => Cow::Borrowed(verb),
        Holds::Step => guarded(step),
        _ => match StatementDraft::RECORD.position(column.name).and_then(|position| said.value(position)) {
            Some(Value::Text(text)) => guarded(text),
            Some(Value::Whole(number)) => Cow::Owned(number.to_string()),
            Some(Value::Number(number)) => Cow::Owned(number.to_string()),
            Some(Value::Truth(truth)) => Cow::Owned(truth.to_string()),
            Some(Value::Preconditions(list)) => preconditions(list),
            _ => Cow::Borrowed(""),
        },
    };
    COLUMNS.iter().map(cell).collect()
}

fn preconditions<'d>(list: &[PreconditionDraft<'_>]) -> Cow<'d, str> {
    let written = list.iter().map(|precondition| {
        let awaited = match &precondition.subject {
            SubjectDraft::Step(step) => Awaited::One(Cow::Borrowed(step)),
            SubjectDraft::Any(steps) => Awaited::Any(steps.iter().map(|step| Cow::Borrowed(&**step)).collect()),
        };
        sheet::precondition(&awaited, precondition.days, precondition.within)
    });
    Cow::Owned(sheet::preconditions(written))
}
