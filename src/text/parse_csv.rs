//! CSV to rows of cells.
//!
//! Cells are separated by commas; by tabs or semicolons when the first row has those and no commas.

use std::borrow::Cow;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::cell::Cell;
use super::fault::Fault;
use super::node::{Node, Span};
use super::parse_rows::{self, Rows};

/// Reads a CSV text as a table with one key, `statements`.
pub(super) fn parse<'t>(text: &'t str, faults: &mut Vec<Fault>) -> Node<'t> {
    parse_rows::parse(Records::new(text), Span::new(0, text.len()), faults)
}

/// Lists where the cells of a CSV text stand, with their quotation marks.
pub(super) fn cells(text: &str) -> Vec<Span> {
    let mut records = Records::new(text);
    let mut cells = Vec::new();
    while let Some(row) = records.next(&mut Vec::new()) {
        cells.extend(row.iter().map(|cell| cell.span));
    }
    cells
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

    /// Returns the cell that was just read from `start` on.
    fn cell(&self, start: usize, column: usize, length: usize, record_end: bool, faults: &mut Vec<Fault>) -> Cell<'t> {
        let raw = &self.text[start..self.at];
        let raw = if record_end { raw.trim_end_matches(['\r', '\n']) } else { &raw[..raw.len().saturating_sub(1)] };
        let span = Span::new(start, start + raw.len());
        if !raw.starts_with('"') {
            return Cell::new(Cow::Borrowed(raw), column, span, Some(start));
        }
        if let Some(inside) = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'))
            && !inside.contains('"')
        {
            return Cell::new(Cow::Borrowed(inside), column, span, Some(start + 1));
        }
        if raw.bytes().filter(|&b| b == b'"').count() % 2 == 1 && self.at == self.text.len() {
            let remedy = "add it at the end of the cell, and write a quotation mark inside a quoted cell twice";
            faults.push(Fault::syntax(span, "the closing quotation mark of this cell is missing", remedy));
        }
        let text = Cow::Owned(String::from_utf8_lossy(&self.room[..length]).into_owned());
        Cell::new(text, column, span, None)
    }
}

impl<'t> Rows<'t> for Records<'t> {
    const SURPLUS: (&'static str, &'static str) = (
        "the row has more cells than there are columns",
        "put a cell that contains the separator in double quotes, or name another column in the first row",
    );

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
            cells.push(self.cell(start, cells.len(), length, record_end, faults));
            if record_end {
                return Some(cells);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::node::Value;
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
        assert_eq!(rows("party,,act,step\nus,,demands,x\nus,y,demands,x\n").1, ["surplus-cell @y"]);
        assert_eq!(rows("act,step\n,x\nsays,y\n").1, ["no-act @x", "unknown-act @says"]);
        assert_eq!(rows("us,demands,x\n").1, ["syntax @us"]);
        assert_eq!(rows("party,quote\nus,\"x\nus,y\n").1, ["syntax @\"x\nus,y"]);
        assert!(rows("").1.is_empty());
    }
}
