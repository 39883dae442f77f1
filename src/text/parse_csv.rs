//! CSV to nodes: each row a statement, as if it had been written in a position file.
//!
//! The first row names the columns, in any order; columns may be left out, and cells left empty.
//! Rows without any text are skipped. Cells are separated by commas; by tabs or semicolons when the first row has those and no commas.

use std::borrow::Cow;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::csv_cell::Cell;
use super::fault::Fault;
use super::node::{Entry, Node, Span, Value};
use crate::draft::Segment;
use crate::model::Act;

/// The columns, in the order in which they are written.
pub(super) const COLUMNS: [&str; 17] = [
    "id",
    "party",
    "act",
    "step",
    "after",
    "with",
    "promise",
    "round",
    "date",
    "deadline",
    "until",
    "weight",
    "firm",
    "confidence",
    "source",
    "quote",
    "note",
];

/// Reads a CSV text as a table with one key, `statements`. Statements are counted from 0 in the paths of faults.
pub(super) fn parse<'t>(text: &'t str, faults: &mut Vec<Fault>) -> Node<'t> {
    let mut records = Records::new(text);
    let columns = records.next(faults).map_or_else(Vec::new, |header| {
        let columns = header_columns(&header, faults);
        if missing_column(&header, &columns, faults) { Vec::new() } else { columns }
    });
    let mut rows = Vec::new();
    if columns.iter().any(Option::is_some) {
        while let Some(cells) = records.next(faults) {
            if cells.iter().any(|cell| !cell.text.trim().is_empty()) {
                rows.push(row(rows.len(), &cells, &columns, faults));
            }
        }
    }
    let span = Span::new(0, text.len());
    let statements = Entry { key: Cow::Borrowed("statements"), key_span: Span::default(), node: Node::new(Value::List(rows), span) };
    Node::new(Value::Table(vec![statements]), span)
}

/// Reports that acts have no column, or what they are about has none, so that no row says anything.
fn missing_column(header: &[Cell<'_>], columns: &[Option<&'static str>], faults: &mut Vec<Fault>) -> bool {
    let is_there = |column| columns.contains(&Some(column));
    let missing = match (is_there("act"), is_there("step")) {
        (false, true) => "act",
        (true, false) => "step",
        _ => return false,
    };
    // A name that is not known may be the one that is missing; it is reported already.
    if columns.iter().zip(header).all(|(column, cell)| column.is_some() || cell.text.trim().is_empty()) {
        let span = header.first().map_or_else(Span::default, |cell| cell.span);
        let message = format!("the first row names no column \"{missing}\"");
        let remedy = "add it: a statement needs the columns party, act and step";
        faults.push(Fault::at(span, "missing-column", Vec::new(), message, remedy));
        return true;
    }
    false
}

/// Returns the column of each cell of the first row.
fn header_columns(header: &[Cell<'_>], faults: &mut Vec<Fault>) -> Vec<Option<&'static str>> {
    let names: Vec<String> = header.iter().map(|cell| cell.text.trim().to_lowercase()).collect();
    if !names.iter().any(|name| COLUMNS.contains(&&**name)) {
        let span = header.first().map_or_else(Span::default, |cell| cell.span);
        let remedy = format!("begin with a row of the columns {}", COLUMNS.join(", "));
        faults.push(Fault::syntax(span, "the first row does not name the columns", remedy));
        return Vec::new();
    }
    let mut columns: Vec<Option<&'static str>> = Vec::with_capacity(names.len());
    for (cell, name) in header.iter().zip(&names) {
        let column = COLUMNS.into_iter().find(|column| column == name);
        match column {
            Some(column) if columns.contains(&Some(column)) => {
                let message = format!("the column \"{column}\" is there twice");
                faults.push(Fault::at(cell.span, "repeated-column", Vec::new(), message, "keep one of the two"));
                columns.push(None);
                continue;
            }
            None if !name.is_empty() => {
                let nearest = COLUMNS.into_iter().map(|column| (strsim::osa_distance(name, column), column)).min();
                let remedy = match nearest {
                    Some((distance, column)) if distance <= column.len().max(3) / 3 => format!("did you mean \"{column}\"?"),
                    _ => format!("remove it; the columns are {}", COLUMNS.join(", ")),
                };
                let message = format!("unknown column \"{}\"", super::decode::shortened(cell.text.trim()));
                faults.push(Fault::at(cell.span, "unknown-column", Vec::new(), message, remedy));
            }
            _ => {}
        }
        columns.push(column);
    }
    columns
}

/// Returns the statement in a row.
fn row<'t>(position: usize, cells: &[Cell<'t>], columns: &[Option<&'static str>], faults: &mut Vec<Fault>) -> Node<'t> {
    let path = |key: &str| vec![Segment::Key("statements".to_owned()), Segment::Index(position), Segment::Key(key.to_owned())];
    let filled = |cell: &&Cell<'t>| !cell.text.trim().is_empty();
    let mut entries = Vec::new();
    let (mut act, mut step) = (None, None);
    for (cell, column) in cells.iter().zip(columns).filter(|(cell, _)| filled(cell)) {
        let node = match column {
            None => continue,
            Some("act") => {
                act = Some(cell);
                continue;
            }
            Some("step") => {
                step = Some(cell);
                continue;
            }
            Some("after" | "with" | "promise") => cell.preconditions(),
            Some("weight" | "confidence") => cell.number(),
            Some("firm") => cell.truth(),
            Some("quote" | "note") => cell.prose(),
            Some(_) => cell.word(),
        };
        entries.push(Entry { key: Cow::Borrowed(column.unwrap_or_default()), key_span: cell.span, node });
    }
    if let Some(surplus) = cells.iter().skip(columns.len()).find(filled) {
        let mut path = path("");
        path.pop();
        let remedy = "put a cell that contains the separator in double quotes, or name another column in the first row";
        faults.push(Fault::at(surplus.span, "surplus-cell", path, "the row has more cells than there are columns", remedy));
    }
    let span = Span::new(cells.first().map_or(0, |cell| cell.span.start), cells.last().map_or(0, |cell| cell.span.end));
    if act.is_some() || step.is_some() {
        entries.push(said(act, step, span, &path, faults));
    }
    Node::new(Value::Table(entries), span)
}

/// Returns the act of a row as an entry; one that cannot be told is reported, and stands for any.
fn said<'t>(
    act: Option<&Cell<'t>>,
    step: Option<&Cell<'t>>,
    row: Span,
    path: &dyn Fn(&str) -> Vec<Segment>,
    faults: &mut Vec<Fault>,
) -> Entry<'t> {
    let verbs = Act::ALL.map(Act::verb);
    let fallback = Act::Demands.verb();
    let (key, key_span) = match act {
        None => {
            let span = step.map_or(row, |step| step.span);
            let message = "the row has a step, but no act";
            faults.push(Fault::at(
                span,
                "no-act",
                path(fallback),
                message,
                format!("write one of {} in the column \"act\"", verbs.join(", ")),
            ));
            (fallback, span)
        }
        Some(act) => {
            let word = act.text.trim().to_lowercase();
            let known = verbs.into_iter().find(|&verb| verb == word);
            let key = known.unwrap_or_else(|| {
                let nearest = verbs.into_iter().map(|verb| (strsim::osa_distance(&word, verb), verb)).min();
                let near = nearest.filter(|&(distance, _)| distance <= 3).map(|(_, verb)| verb);
                let remedy = match near {
                    Some(verb) => format!("did you mean \"{verb}\"?"),
                    None => format!("write one of {}", verbs.join(", ")),
                };
                let message = format!("unknown act \"{}\"", super::decode::shortened(act.text.trim()));
                let key = near.unwrap_or(fallback);
                faults.push(Fault::at(act.span, "unknown-act", path(key), message, remedy));
                key
            });
            (key, act.span)
        }
    };
    let node = step.map(Cell::word).unwrap_or_else(|| {
        let remedy = "write the step or term in the column \"step\"";
        faults.push(Fault::at(key_span, "no-step", path(key), format!("the row says \"{key}\", but not what"), remedy));
        Node::text("", key_span)
    });
    Entry { key: Cow::Borrowed(key), key_span, node }
}

/// The rows of a CSV text, cell by cell with their places.
struct Records<'t> {
    text: &'t str,
    at: usize,
    reader: Reader,
    /// Room for one cell.
    room: Vec<u8>,
}

impl<'t> Records<'t> {
    fn new(text: &'t str) -> Self {
        let first = text.trim_start().lines().next().unwrap_or_default();
        let separator = if first.contains(',') {
            b','
        } else if first.contains('\t') {
            b'\t'
        } else if first.contains(';') {
            b';'
        } else {
            b','
        };
        Self { text, at: 0, reader: ReaderBuilder::new().delimiter(separator).build(), room: vec![0; 256] }
    }

    fn next(&mut self, faults: &mut Vec<Fault>) -> Option<Vec<Cell<'t>>> {
        let mut cells = Vec::new();
        // Ends of lines before a row belong to no cell.
        self.at += self.text[self.at..].bytes().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        loop {
            let start = self.at;
            let mut length = 0;
            let record_end = loop {
                let (result, read, written) = self.reader.read_field(&self.text.as_bytes()[self.at..], &mut self.room[length..]);
                self.at += read;
                length += written;
                match result {
                    ReadFieldResult::InputEmpty => {}
                    ReadFieldResult::OutputFull => self.room.resize(self.room.len() * 2, 0),
                    ReadFieldResult::Field { record_end } => break record_end,
                    ReadFieldResult::End => return (!cells.is_empty()).then_some(cells),
                }
            };
            cells.push(self.cell(start, length, record_end, faults));
            if record_end {
                return Some(cells);
            }
        }
    }

    /// Returns the cell that was just read from `start` on.
    fn cell(&self, start: usize, length: usize, record_end: bool, faults: &mut Vec<Fault>) -> Cell<'t> {
        let raw = &self.text[start..self.at];
        let raw = if record_end { raw.trim_end_matches(['\r', '\n']) } else { &raw[..raw.len().saturating_sub(1)] };
        let span = Span::new(start, start + raw.len());
        if !raw.starts_with('"') {
            return Cell { text: Cow::Borrowed(raw), span, verbatim: Some(start) };
        }
        if let Some(inside) = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'))
            && !inside.contains('"')
        {
            return Cell { text: Cow::Borrowed(inside), span, verbatim: Some(start + 1) };
        }
        if raw.bytes().filter(|&b| b == b'"').count() % 2 == 1 && self.at == self.text.len() {
            let remedy = "add it at the end of the cell, and write a quotation mark inside a quoted cell twice";
            faults.push(Fault::syntax(span, "the closing quotation mark of this cell is missing", remedy));
        }
        Cell { text: Cow::Owned(String::from_utf8_lossy(&self.room[..length]).into_owned()), span, verbatim: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Vec<String>, Vec<String>) {
        let mut faults = Vec::new();
        let root = parse(text, &mut faults);
        let Value::Table(mut entries) = root.value else { panic!("a table") };
        let Value::List(rows) = entries.remove(0).node.value else { panic!("a list") };
        let shown = rows.iter().map(|row| {
            let Value::Table(entries) = &row.value else { panic!("a table") };
            let cells = entries.iter().map(|e| match &e.node.value {
                Value::Text(word) => format!("{}={word}@{}", e.key, &text[e.node.span.start..e.node.span.end]),
                other => format!("{}={other:?}", e.key),
            });
            cells.collect::<Vec<_>>().join(" ")
        });
        let faults = faults.iter().map(|f| format!("{} @{}", f.problem.code, &text[f.span.start..f.span.end]));
        (shown.collect(), faults.collect())
    }

    #[test]
    fn rows_are_statements() {
        let (found, faults) = rows("party,act,step,quote\r\nus,demands, lift ,\"a \"\"b\"\",\nc\"\r\n\r\n,,,\r\n한,Offers,\"x\",d");
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(found, ["party=us@us quote=a \"b\",\nc@\"a \"\"b\"\",\nc\" demands=lift@lift", "party=한@한 quote=d@d offers=x@x"]);
    }

    #[test]
    fn other_separators_are_told_by_the_first_row() {
        assert_eq!(rows("party;step;act\nus;x;offers\n").0, ["party=us@us offers=x@x"]);
        assert_eq!(rows("party\tstep\tact\nus\tx\toffers\n").0, ["party=us@us offers=x@x"]);
    }

    #[test]
    fn mistakes_have_their_places() {
        assert_eq!(
            rows("party,akt,party,,act\nus,,,,demand,x\n").1,
            ["unknown-column @akt", "repeated-column @party", "surplus-cell @x", "unknown-act @demand", "no-step @demand"]
        );
        assert_eq!(rows("act,step\n,x\nsays,y\n").1, ["no-act @x", "unknown-act @says"]);
        assert_eq!(rows("us,demands,x\n").1, ["syntax @us"]);
        assert_eq!(rows("party,quote\nus,\"x\nus,y\n").1, ["syntax @\"x\nus,y"]);
        assert!(rows("").1.is_empty());
    }
}
