//! What is wrong with a draft: each problem with its place and its remedy.

use std::fmt;

use super::fix::{Fix, Flaw};
use crate::draft::ProblemCode;

/// Why a text or draft is not a negotiation: every problem of it, in order of place.
///
/// `Debug` writes the same sentences as `Display`, so that what a `main` returns can be read.
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    problems: Vec<Problem>,
    /// What else the check of a draft says of each problem, for the reading of texts.
    notes: Vec<(Option<Fix>, Option<String>)>,
}

impl Error {
    pub(crate) fn new(problems: Vec<Problem>) -> Self {
        debug_assert!(!problems.is_empty(), "an error has at least one problem");
        Self { problems, notes: Vec::new() }
    }

    pub(super) fn of_draft(flaws: Vec<Flaw>) -> Self {
        debug_assert!(!flaws.is_empty(), "an error has at least one problem");
        let (problems, notes) = flaws.into_iter().map(|flaw| (flaw.problem, (flaw.fix, flaw.in_cells))).unzip();
        Self { problems, notes }
    }

    /// Lists the problems; there is at least one.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns whether the text could not even be taken apart, so that nothing could be said about its meaning.
    #[must_use]
    pub fn is_syntax(&self) -> bool {
        self.problems.iter().any(|problem| problem.code == ProblemCode::Syntax)
    }

    /// Returns the problems of a draft, each with what mends it.
    pub(crate) fn into_flaws(self) -> impl Iterator<Item = Flaw> {
        let notes = self.notes.into_iter().chain(std::iter::repeat((None, None)));
        self.problems.into_iter().zip(notes).map(|(problem, (fix, in_cells))| Flaw { problem, fix, in_cells })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.problems.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

/// One mistake in a draft, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of mistake.
    pub code: ProblemCode,
    /// Where in the structure of the draft it is.
    pub path: Vec<Segment>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// Where in the text it is, when the draft was read from text.
    pub place: Option<Place>,
    /// The remedy as a change of the text, when it says exactly what to write.
    pub edit: Option<Edit>,
}

/// One part of the way to a value in a draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// The value of a key.
    Key(String),
    /// The key itself, as the last segment.
    KeyItself(String),
    /// The item of a list, counted from 0; of a table with a repeated key, the entry.
    Index(usize),
}

/// A place in a text or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What the text is called: the file's name, `-` for standard input.
    pub file: String,
    /// The cell of a table, named as spreadsheets do: `statements!C7`.
    pub cell: Option<String>,
    /// The line, counted from 1; of a table, the row.
    pub line: usize,
    /// The column in characters, counted from 1; of a table, the column of the cell.
    pub column: usize,
    /// The line itself, or the filled cells of the row, cut to about 120 columns around the place; empty when the file is no text.
    pub excerpt: String,
    /// Where in the excerpt the place begins and ends, in bytes.
    pub mark: (usize, usize),
}

/// A change of a text, or of a cell of a spreadsheet, that does what a remedy says.
///
/// Made alone, it leaves nothing wrong at the place of its problem.
/// Lines and columns count as in [`Place`]; the end is the first character that stays, so that nothing is taken away where it is the beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What the text is called, as in the [`Place`] of the problem.
    pub file: String,
    /// The cell whose whole text is replaced, named as spreadsheets do; `None` in a text.
    pub cell: Option<String>,
    /// The line on which it begins, or the row of the cell.
    pub line: usize,
    /// The column in which it begins, or that of the cell.
    pub column: usize,
    /// The line on which it ends, or the row of the cell.
    pub end_line: usize,
    /// The column in which it ends, or that of the cell.
    pub end_column: usize,
    /// What to write instead, as it stands in the file.
    pub text: String,
}

/// Writes `talks.toml:42:7` or `talks.xlsx:statements!C7`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cell {
            Some(cell) => write!(f, "{}:{cell}", self.file),
            None => write!(f, "{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}; {}", self.message, self.remedy)
    }
}
