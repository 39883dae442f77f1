//! Rows of cells to nodes: each row a statement, as if it had been written in a position file.
//!
//! The first row names the columns, in any order; columns may be left out, and cells left empty.
//! Rows without any text are skipped. CSV files and spreadsheets differ only in where their rows come from.

use std::borrow::Cow;

use super::cell::Cell;
use super::columns::{Column, Header};
use super::decode::shortened;
use super::fault::{Fault, Remedy};
use super::mend::Mend;
use super::node::{Entry, Node, Span, Value};
use crate::draft::Segment;
use crate::model::Act;

/// What rows of cells come from.
pub(super) trait Rows<'t> {
    /// What is wrong with a filled cell to the right of all columns, and what to do about it.
    const SURPLUS: (&'static str, &'static str);

    /// Returns the cells of the next row, in order of their columns.
    fn next(&mut self, faults: &mut Vec<Fault>) -> Option<Vec<Cell<'t>>>;
}

/// Reads rows as a table with one key, `statements`. Statements are counted from 0 in the paths of faults.
pub(super) fn parse<'t, R: Rows<'t>>(mut rows: R, span: Span, faults: &mut Vec<Fault>) -> Node<'t> {
    let header = rows.next(faults).map(|cells| Header::read(&cells, faults)).filter(Header::names_any);
    let mut statements = Vec::new();
    if let Some(header) = header {
        while let Some(cells) = rows.next(faults) {
            if cells.iter().any(Cell::is_filled) {
                let row = Row { position: statements.len(), cells: &cells, header: &header };
                statements.push(row.statement(R::SURPLUS, faults));
            }
        }
    }
    let list = Node::new(Value::List(statements), span);
    let entry = Entry { key: Cow::Borrowed("statements"), key_span: Span::default(), node: list };
    Node::new(Value::Table(vec![entry]), span)
}

/// A row below the first.
struct Row<'r, 't> {
    /// Which statement of the table it is.
    position: usize,
    cells: &'r [Cell<'t>],
    header: &'r Header,
}

impl<'r, 't> Row<'r, 't> {
    /// Returns the path of the statement, or of a value in it.
    fn path(&self, key: Option<&str>) -> Vec<Segment> {
        let key = key.map(|key| Segment::Key(key.to_owned()));
        [Segment::Key("statements".to_owned()), Segment::Index(self.position)].into_iter().chain(key).collect()
    }

    fn span(&self) -> Span {
        Span::new(self.cells.first().map_or(0, |cell| cell.span.start), self.cells.last().map_or(0, |cell| cell.span.end))
    }

    /// Returns the statement in the row.
    fn statement(&self, surplus: (&str, &str), faults: &mut Vec<Fault>) -> Node<'t> {
        let mut entries = Vec::new();
        let (mut act, mut step, mut beside) = (None, None, None);
        for cell in self.cells.iter().filter(|cell| cell.is_filled()) {
            match self.header.get(cell.column) {
                Some(Column::Named("act")) => act = Some(cell),
                Some(Column::Named("step")) => step = Some(cell),
                Some(Column::Named(column)) => {
                    if let Some(node) = self.value(column, cell, faults) {
                        entries.push(Entry { key: Cow::Borrowed(column), key_span: cell.span, node });
                    }
                }
                Some(Column::Refused) => {}
                Some(Column::Unnamed) => {
                    beside = beside.or(Some((cell, "the cell is in a column without a name", "name the column in the first row")));
                }
                None => beside = beside.or(Some((cell, surplus.0, surplus.1))),
            }
        }
        if let Some((cell, message, remedy)) = beside {
            faults.push(Fault::at(cell.span, "surplus-cell", self.path(None), message, remedy));
        }
        if act.is_some() || step.is_some() {
            entries.push(self.said(act, step, faults));
        }
        Node::new(Value::Table(entries), self.span())
    }

    /// Returns what a cell holds; one whose value cannot be told is reported, and a placeholder stands for a word.
    fn value(&self, column: &str, cell: &Cell<'t>, faults: &mut Vec<Fault>) -> Option<Node<'t>> {
        let is_told = !cell.report_trouble(self.path(Some(column)), faults);
        match column {
            "after" | "with" | "promise" => is_told.then(|| cell.preconditions()),
            "weight" | "confidence" => is_told.then(|| cell.number()),
            "firm" => is_told.then(|| cell.truth()),
            "quote" | "note" => is_told.then(|| cell.prose()),
            _ => Some(if is_told { cell.word() } else { Node::text("", cell.span) }),
        }
    }

    /// Returns the act of the row as an entry; one that cannot be told is reported, and stands for any.
    fn said(&self, act: Option<&Cell<'t>>, step: Option<&Cell<'t>>, faults: &mut Vec<Fault>) -> Entry<'t> {
        let (key, key_span) = match act {
            Some(act) => (self.verb(act, faults), act.span),
            None => {
                let verb = Act::Demands.verb();
                let span = step.map_or(self.span(), |step| step.span);
                let remedy = format!("write one of {} in the column \"act\"", Act::ALL.map(Act::verb).join(", "));
                faults.push(Fault::at(span, "no-act", self.path(Some(verb)), "the row has a step, but no act", remedy));
                (verb, span)
            }
        };
        let node = match step {
            Some(step) if step.report_trouble(self.path(Some(key)), faults) => Node::text("", step.span),
            Some(step) => step.word(),
            None => {
                let message = format!("the row says \"{key}\", but not what");
                let remedy = "write the step or term in the column \"step\"";
                faults.push(Fault::at(key_span, "no-step", self.path(Some(key)), message, remedy));
                Node::text("", key_span)
            }
        };
        Entry { key: Cow::Borrowed(key), key_span, node }
    }

    /// Returns the verb in a cell, or the nearest to it when there is none.
    fn verb(&self, act: &Cell<'t>, faults: &mut Vec<Fault>) -> &'static str {
        let fallback = Act::Demands.verb();
        if act.report_trouble(self.path(Some(fallback)), faults) {
            return fallback;
        }
        let verbs = Act::ALL.map(Act::verb);
        let word = act.text.trim().to_lowercase();
        if let Some(verb) = verbs.into_iter().find(|&verb| verb == word) {
            return verb;
        }
        let nearest = verbs.into_iter().map(|verb| (strsim::osa_distance(&word, verb), verb)).min();
        let near = nearest.filter(|&(distance, _)| distance <= 3).map(|(_, verb)| verb);
        let remedy = match near {
            Some(verb) => format!("did you mean \"{verb}\"?"),
            None => format!("write one of {}", verbs.join(", ")),
        };
        let message = format!("unknown act \"{}\"", shortened(act.text.trim()));
        let key = near.unwrap_or(fallback);
        let mend = near.map(|verb| Mend::cell(act.span, verb));
        faults.push(Fault::at(act.span, "unknown-act", self.path(Some(key)), message, Remedy::new(remedy, mend)));
        key
    }
}
