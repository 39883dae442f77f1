//! The statements of a comparison as a document of one table, in the notation of a position file.

use std::borrow::Cow;

use super::document::{Block, Cell, Column, ColumnKind, Document, Table, TableRow};
use super::phrase::{self, Phrase, Role};
use crate::finding::comparison::{Comparison, Row};
use crate::model::{Negotiation, PartyId, StatementId, Subject, Target, Wait, When};
use crate::sheet::{self, Awaited};

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

/// Tells a comparison as a document of one table: a row for each statement and for each performer that owes an answer, whose act is `silent`.
///
/// It is meant for [`Document::csv`]. Every standing statement of the parties compared is on one line, that of its own step or term. A step
/// or term with no such line has one without a party. Nothing is left out.
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
/// let csv = impasse::render::statement_table(&negotiation, &comparison).csv().to_string();
/// let lines: Vec<_> = csv.lines().collect();
/// assert_eq!(lines[1], ",open-the-ports,unanswered,north,demands,,,,,1,false,s1,,,,,");
/// assert_eq!(lines[2], ",open-the-ports,unanswered,south,silent,,,,,,,,,,,,");
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn statement_table(negotiation: &Negotiation, comparison: &Comparison) -> Document {
    let subject = StatementTable { n: negotiation, comparison };
    let column = |&title| Column { title: phrase::words(title), kind: ColumnKind::Words, room: 0 };
    let rows = comparison.rows.iter().flat_map(|row| subject.rows(row)).collect();
    let table = Table { caption: None, columns: COLUMNS.iter().map(column).collect(), rows, left_out: None, note: None };
    let mut document = Document::new(phrase::title(negotiation));
    document.lead.push(Block::Table(table));
    document
}

struct StatementTable<'a> {
    n: &'a Negotiation,
    comparison: &'a Comparison,
}

impl StatementTable<'_> {
    fn rows(&self, row: &Row) -> Vec<TableRow> {
        let table_row =
            |cell: &dyn Fn(&str) -> Cell| TableRow { cells: COLUMNS.iter().map(|column| cell(column)).collect(), in_short: None };
        let mut rows = Vec::new();
        for &party in &self.comparison.parties {
            let said = row.cell(party).map_or(&[][..], |cell| &cell.said);
            rows.extend(said.iter().map(|&id| table_row(&|column| self.of_statement(row, id, column))));
            if row.owes_answer(self.n, party) {
                rows.push(table_row(&|column| self.of_silence(row, party, column)));
            }
        }
        if rows.is_empty() {
            rows.push(table_row(&|column| self.of_row(row, column)));
        }
        rows
    }

    /// The cells that every line of a row has.
    fn of_row(&self, row: &Row, column: &str) -> Cell {
        let n = self.n;
        match (column, row.subject) {
            ("issue", _) => row.issue.map_or(Cell::Empty, |issue| id(n.issue_key(issue))),
            ("step", Target::Step(step)) => id(&n.step_key(step)),
            ("step", Target::Term(term)) => id(n.term_key(term)),
            ("level", Target::Step(step)) => n.level_name(step).map_or(Cell::Empty, id),
            ("standing", _) => words(row.standing.word()),
            _ => Cell::Empty,
        }
    }

    fn of_silence(&self, row: &Row, party: PartyId, column: &str) -> Cell {
        match column {
            "party" => id(self.n.party_key(party)),
            "act" => words("silent"),
            _ => self.of_row(row, column),
        }
    }

    fn of_statement(&self, row: &Row, statement: StatementId, column: &str) -> Cell {
        let n = self.n;
        let said = n.statement(statement);
        let text = |text: Option<&str>| text.map_or(Cell::Empty, |text| Cell::Text(Phrase::of(Role::Quote, text)));
        match (column, said.when) {
            ("party", _) => id(n.party_key(said.party)),
            ("act", _) => words(said.act.word()),
            ("after", _) => self.preconditions(statement, Wait::After),
            ("with", _) => self.preconditions(statement, Wait::With),
            ("promise", _) => self.preconditions(statement, Wait::Promise),
            ("weight", _) => words(&said.weight.to_string()),
            ("firm", _) => words(if said.firm { "true" } else { "false" }),
            ("statement", _) => id(&n.statement_key(statement)),
            ("round", When::In(round)) => id(n.round_key(round)),
            ("date", When::On(date)) => words(&date.to_string()),
            ("source", _) => said.source().map_or(Cell::Empty, |source| id(n.source_key(source))),
            ("quote", _) => text(said.quote()),
            ("note", _) => text(said.note()),
            _ => self.of_row(row, column),
        }
    }

    /// The preconditions of one kind, as a position file in CSV has them.
    fn preconditions(&self, statement: StatementId, wait: Wait) -> Cell {
        let n = self.n;
        let of_kind: Vec<_> = n.preconditions(statement).iter().filter(|precondition| precondition.wait == wait).collect();
        let written = of_kind.iter().map(|precondition| {
            let awaited = match n.subject(precondition) {
                Subject::Step(step) => Awaited::One(n.step_key(step)),
                Subject::Term(term) => Awaited::One(Cow::Borrowed(n.term_key(term))),
                Subject::Any(steps) => Awaited::Any(steps.iter().map(|&step| n.step_key(step)).collect()),
            };
            let (days, within) = if wait == Wait::Promise { (None, precondition.days) } else { (precondition.days, None) };
            sheet::precondition(&awaited, days, within)
        });
        if of_kind.is_empty() { Cell::Empty } else { id(&sheet::preconditions(written)) }
    }
}

fn id(key: &str) -> Cell {
    Cell::Text(Phrase::of(Role::Id, key))
}

fn words(text: &str) -> Cell {
    Cell::Text(phrase::words(text))
}
