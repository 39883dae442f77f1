//! The statements of a draft as a table.

use std::borrow::Cow;

use super::columns::COLUMNS;
use super::table::Table;
use super::to_draft::to_draft;
use crate::draft::{PreconditionDraft, StatementDraft, SubjectDraft};
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
pub fn to_table(negotiation: &Negotiation) -> Table {
    let mut table = Table::new("statements");
    let draft = to_draft(negotiation);
    let rows = std::iter::once(COLUMNS.map(Cow::Borrowed)).chain(draft.statements.iter().map(|said| row(said, guarded_as_text)));
    for (number, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            table.set(number, column, cell.into_owned());
        }
    }
    table
}

/// Returns the cells of a statement, in the order of the columns; how a text is written that could be read otherwise is given.
pub(super) fn row<'d>(said: &'d StatementDraft<'_>, guarded: fn(&'d str) -> Cow<'d, str>) -> [Cow<'d, str>; 17] {
    let (verb, step) = said.acts().next().map_or(("", ""), |(act, step)| (act.word(), &**step));
    COLUMNS.map(|column| {
        let text = match column {
            "id" => &said.id,
            "party" => &said.party,
            "act" => return Cow::Borrowed(verb),
            "step" => return guarded(step),
            "after" => return preconditions(&said.after),
            "with" => return preconditions(&said.with),
            "promise" => return preconditions(&said.promise),
            "round" => &said.round,
            "date" => &said.date,
            "deadline" => &said.deadline,
            "until" => &said.until,
            "weight" => return shown(said.weight),
            "firm" => return shown(said.firm),
            "confidence" => return shown(said.confidence),
            "source" => &said.source,
            "quote" => &said.quote,
            _ => &said.note,
        };
        text.as_deref().map_or(Cow::Borrowed(""), guarded)
    })
}

fn shown<'d>(value: Option<impl ToString>) -> Cow<'d, str> {
    value.map_or(Cow::Borrowed(""), |value| Cow::Owned(value.to_string()))
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
