//! The statements of a draft as CSV.

use std::borrow::Cow;

use super::parse_csv::COLUMNS;
use super::to_draft::to_draft;
use crate::draft::{Draft, PreconditionDraft, StatementDraft, SubjectDraft};
use crate::model::Negotiation;
use crate::sheet::{self, Awaited, guarded};

/// Writes the statements of a negotiation as CSV, one a row, below a row with the names of the columns.
///
/// Parties, measures and everything else that is declared is not in it: it is read after a position file that declares them.
///
/// A text that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-`, `@`, a tab or a carriage return, gets an
/// apostrophe before it; reading takes that away again.
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
/// assert_eq!(lines.next(), Some(",landlord,offers,hand-over,pay,,,,,,,,,,,\"After the money, the keys\","));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn to_csv(negotiation: &Negotiation) -> String {
    draft_to_csv(&to_draft(negotiation))
}

pub(super) fn draft_to_csv(draft: &Draft<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = std::iter::once(COLUMNS.map(Cow::Borrowed)).chain(draft.statements.iter().map(row));
    for cells in written {
        writer.write_record(cells.iter().map(|cell| cell.as_bytes())).expect("memory has room, and every row as many cells");
    }
    String::from_utf8(writer.into_inner().expect("memory has room")).expect("cells are text")
}

/// Returns the cells of a statement, in the order of the columns.
fn row<'d>(said: &'d StatementDraft<'_>) -> [Cow<'d, str>; 17] {
    let (verb, step) = said.acts().next().map_or(("", ""), |(act, step)| (act.verb(), &**step));
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
