//! What was read from where, and what an encoder should look at again in the files themselves.

use super::opened::Opened;
use crate::draft::Place;
use crate::model::vocabulary;

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
    /// The kind of doubt.
    pub kind: InputDoubtKind,
    /// What is doubtful, as a sentence without the full stop.
    pub message: String,
    /// Where it is.
    pub place: Place,
}

impl InputDoubt {
    pub(super) const fn new(kind: InputDoubtKind, message: String, place: Place) -> Self {
        Self { kind, message, place }
    }
}

/// A kind of doubt about an input, in the order in which they are told; its word stays the same from version to version.
///
/// The page `docs/files.md` says of each what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum InputDoubtKind {
    /// A sheet looks like statements and is not read.
    UnreadSheet,
    /// The lines in a cell look like statements of their own.
    RowsInACell,
    /// A row has more cells than the head names and than other rows have, of which the last are empty.
    LongerRow,
    /// A date is shown to the month or year alone and has a day that is not read.
    DayNotShown,
    /// Headings between the rows are passed over.
    Heading,
    /// Rows are hidden, and are read all the same.
    HiddenRows,
}

vocabulary!(InputDoubtKind: UnreadSheet "unread-sheet",
    RowsInACell "rows-in-a-cell",
    LongerRow "longer-row",
    DayNotShown "day-not-shown",
    Heading "heading",
    HiddenRows "hidden-rows");

impl InputDoubtKind {
    /// Returns what is doubtful where several are of the kind: the words behind their number.
    #[must_use]
    pub const fn of_several(self) -> &'static str {
        match self {
            Self::UnreadSheet => "sheets that look like statements are not read",
            Self::RowsInACell => "cells hold lines that look like statements of their own, which are not read",
            Self::LongerRow => "rows have more cells than the head names, of which the last are empty",
            Self::DayNotShown => "sheets have dates with days which are not shown, and are read to the month or year that is",
            Self::Heading => "sheets have headings between the rows, which are passed over",
            Self::HiddenRows => "sheets have hidden rows, which are read all the same",
        }
    }
}
