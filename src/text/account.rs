//! What was read from where, and what an encoder should look at again in the files themselves.

use super::opened::Opened;
use crate::draft::Place;

/// What was read from one text, or from one sheet of a spreadsheet.
///
/// Each row of a table is in exactly one of the three counts: it gave a statement, it has a problem, or it was passed over. A row is a
/// record, which may take several lines; the row that names the columns is not counted. Of a position file the rows are its statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name of the input.
    pub file: String,
    /// The name of the sheet, of a spreadsheet.
    pub sheet: Option<String>,
    /// How many rows there are.
    pub rows: usize,
    /// How many of them gave a statement.
    pub statements: usize,
    /// How many of them have a problem, or could not be judged because of one.
    pub problems: usize,
    /// How many of them were passed over: empty ones, what stands above the names of the columns, headings, and those in which only the
    /// encoder's own columns are filled.
    pub passed_over: usize,
    /// The lines (of a sheet, the rows) on which the first and the last statement begin, counted from 1; none of a position file.
    pub lines: Option<(usize, usize)>,
}

impl Account {
    /// Counts the rows of one part of the inputs.
    pub(super) fn of(part: &Opened<'_>, rows: Rows) -> Self {
        let lines = rows.span.map(|(first, last)| {
            let lines = part.lines();
            (lines.number_at(first), lines.number_at(last))
        });
        Self {
            file: part.name.to_owned(),
            sheet: part.sheet().map(str::to_owned),
            rows: rows.judged + rows.unjudged + rows.passed_over,
            statements: rows.judged - rows.faulty,
            problems: rows.faulty + rows.unjudged,
            passed_over: rows.passed_over,
            lines,
        }
    }
}

/// The rows of one part of the inputs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rows {
    /// How many were taken for statements.
    pub(super) judged: usize,
    /// How many of those have a problem.
    pub(super) faulty: usize,
    /// How many could not be judged.
    pub(super) unjudged: usize,
    pub(super) passed_over: usize,
    /// Where the first and the last statement of a table begin.
    pub(super) span: Option<(usize, usize)>,
}

/// Something in an input that could be read, but perhaps not as its encoder meant it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputDoubt {
    /// A short name of the kind of doubt, which stays the same from version to version: `unread-sheet`, `rows-in-a-cell`, `longer-row`,
    /// `day-not-shown`, `heading`, `hidden-rows`.
    pub code: &'static str,
    /// What is doubtful, as a sentence without the full stop.
    pub message: String,
    /// Where it is.
    pub place: Place,
}

impl InputDoubt {
    pub(super) const fn new(code: &'static str, message: String, place: Place) -> Self {
        Self { code, message, place }
    }
}
