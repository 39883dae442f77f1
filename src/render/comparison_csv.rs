//! A comparison as CSV.

use std::borrow::Cow;
use std::fmt;

use super::escape::printable;
use crate::finding::comparison::{Comparison, Row};
use crate::model::{Negotiation, PartyId, StatementId, Subject, Target, Wait, When};
use crate::sheet::{self, Awaited, guarded};

/// The columns; those of a position file keep their names and their notation there.
const COLUMNS: [&str; 17] = [
    "issue",
    "step",
    "standing",
    "party",
    "act",
    "level",
    "after",
    "with",
    "promise",
    "weight",
    "firm",
    "statement",
    "round",
    "date",
    "source",
    "quote",
    "note",
];

/// The rows of a comparison as CSV, for a spreadsheet: one line for each statement and for each performer that owes an answer, whose act is
/// `silent`; `Display` writes it.
///
/// Every standing statement of the parties compared is on one line, that of its own step or term. A step or term with no such line has one
/// without a party. A text that a spreadsheet would take for a formula gets an apostrophe before it.
///
/// # Examples
///
/// ```
/// let mut draft = impasse::Draft::new("A blockade");
/// draft.party("north");
/// draft.party("south");
/// draft.measure("open-the-ports", ["south"]);
/// draft.says("north").demands("open-the-ports");
/// let negotiation = draft.build()?;
/// let comparison = impasse::compare(&negotiation);
/// let csv = impasse::render::ComparisonCsv::new(&negotiation, &comparison).to_string();
/// let lines: Vec<_> = csv.lines().collect();
/// assert_eq!(lines[1], ",open-the-ports,unanswered,north,demands,,,,,1,false,s1,,,,,");
/// assert_eq!(lines[2], ",open-the-ports,unanswered,south,silent,,,,,,,,,,,,");
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ComparisonCsv<'a> {
    negotiation: &'a Negotiation,
    comparison: &'a Comparison,
}

impl<'a> ComparisonCsv<'a> {
    /// Lays out a comparison.
    pub fn new(negotiation: &'a Negotiation, comparison: &'a Comparison) -> Self {
        Self { negotiation, comparison }
    }
}

impl fmt::Display for ComparisonCsv<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_line(f, COLUMNS.map(Cow::Borrowed))?;
        self.comparison.rows.iter().try_for_each(|row| self.row(f, row))
    }
}

impl ComparisonCsv<'_> {
    fn row(&self, f: &mut fmt::Formatter<'_>, row: &Row) -> fmt::Result {
        let mut lines = 0;
        for &party in &self.comparison.parties {
            let said = row.cell(party).map_or(&[][..], |cell| &cell.said);
            for &id in said {
                write_line(f, COLUMNS.map(|column| self.of_statement(row, id, column)))?;
            }
            let owes = row.owes_answer(self.negotiation, party);
            if owes {
                write_line(f, COLUMNS.map(|column| self.of_silence(row, party, column)))?;
            }
            lines += said.len() + usize::from(owes);
        }
        match lines {
            0 => write_line(f, COLUMNS.map(|column| self.of_row(row, column))),
            _ => Ok(()),
        }
    }

    /// The cells that every line of a row has.
    fn of_row(&self, row: &Row, column: &str) -> Cow<'_, str> {
        let n = self.negotiation;
        match (column, row.subject) {
            ("issue", _) => row.issue.map_or(Cow::Borrowed(""), |issue| guarded(n.issue_key(issue))),
            ("step", Target::Step(step)) => n.step_key(step),
            ("step", Target::Term(term)) => Cow::Borrowed(n.term_key(term)),
            ("level", Target::Step(step)) => Cow::Borrowed(n.level_name(step).unwrap_or("")),
            ("standing", _) => Cow::Borrowed(row.standing.word()),
            _ => Cow::Borrowed(""),
        }
    }

    fn of_silence(&self, row: &Row, party: PartyId, column: &str) -> Cow<'_, str> {
        match column {
            "party" => guarded(self.negotiation.party_key(party)),
            "act" => Cow::Borrowed("silent"),
            _ => self.of_row(row, column),
        }
    }

    fn of_statement(&self, row: &Row, id: StatementId, column: &str) -> Cow<'_, str> {
        let n = self.negotiation;
        let said = n.statement(id);
        let text = |text: Option<&str>| text.map_or(Cow::Borrowed(""), |text| Cow::Owned(guarded(&printable(text)).into_owned()));
        match (column, said.when) {
            ("party", _) => guarded(n.party_key(said.party)),
            ("act", _) => Cow::Borrowed(said.act.word()),
            ("after", _) => self.preconditions(id, Wait::After),
            ("with", _) => self.preconditions(id, Wait::With),
            ("promise", _) => self.preconditions(id, Wait::Promise),
            ("weight", _) => Cow::Owned(said.weight.to_string()),
            ("firm", _) => Cow::Borrowed(if said.firm { "true" } else { "false" }),
            ("statement", _) => n.statement_key(id),
            ("round", When::In(round)) => Cow::Borrowed(n.round_key(round)),
            ("date", When::On(date)) => Cow::Owned(date.to_string()),
            ("source", _) => said.source().map_or(Cow::Borrowed(""), |source| Cow::Borrowed(n.source_key(source))),
            ("quote", _) => text(said.quote()),
            ("note", _) => text(said.note()),
            _ => self.of_row(row, column),
        }
    }

    /// The preconditions of one kind, as a position file in CSV has them.
    fn preconditions(&self, id: StatementId, wait: Wait) -> Cow<'_, str> {
        let n = self.negotiation;
        let written = n.preconditions(id).iter().filter(|precondition| precondition.wait == wait).map(|precondition| {
            let awaited = match n.subject(precondition) {
                Subject::Step(step) => Awaited::One(n.step_key(step)),
                Subject::Term(term) => Awaited::One(Cow::Borrowed(n.term_key(term))),
                Subject::Any(steps) => Awaited::Any(steps.iter().map(|&step| n.step_key(step)).collect()),
            };
            let (days, within) = if wait == Wait::Promise { (None, precondition.days) } else { (precondition.days, None) };
            sheet::precondition(&awaited, days, within)
        });
        Cow::Owned(sheet::preconditions(written))
    }
}

fn write_line<'c>(f: &mut fmt::Formatter<'_>, cells: [Cow<'c, str>; 17]) -> fmt::Result {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(|_| fmt::Error)?;
    let line = writer.into_inner().map_err(|_| fmt::Error)?;
    f.write_str(std::str::from_utf8(&line).map_err(|_| fmt::Error)?)
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, file};

    use super::super::sample;
    use super::*;

    #[test]
    fn the_sample_reads_well() {
        let n = sample::negotiation();
        let comparison = sample::comparison(&n);
        assert_data_eq!(ComparisonCsv::new(&n, &comparison).to_string(), file!["sample/comparison.csv"].raw());
    }

    #[test]
    fn no_cell_is_a_formula() {
        let mut draft = crate::Draft::new("Formulas");
        draft.party("a");
        draft.party("b");
        draft.measure("m", ["a"]);
        draft.says("a").offers("m").quote("=HYPERLINK(\"x\")\u{1b}[31m");
        let n = draft.build().unwrap();
        let comparison = crate::compare(&n);
        let csv = ComparisonCsv::new(&n, &comparison).to_string();
        assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\\u{1b}[31m\""), "{csv}");
    }
}
