//! CSV to rows of cells.
//!
//! A cell in quotation marks holds whatever stands between them, two marks for one; behind the closing mark only blanks may follow before
//! the next separator or the end of the line. Elsewhere a quotation mark is a letter like any other. Lines end as on any system.
//!
//! A mark that is not closed where it should be would swallow the rows below. Such a cell is a problem, and reading goes on with the next
//! line that is a statement: the rows below are none the worse for it.

use std::borrow::Cow;

use super::acts;
use super::cell::Cell;
use super::columns::{self, Header};
use super::node::Span;
use super::parse_rows;
use super::row::{Flaw, Row, Rows, RowsRead};
use super::separator::{Form, declared};
use super::table::Table;
use crate::draft::ProblemCode;

/// Reads a CSV text.
pub(super) fn parse(text: &str) -> RowsRead<'_> {
    let form = Form::of(text);
    parse_rows::parse(Records::new(text, form))
}

/// Lists where the cells of a CSV text stand, with their quotation marks.
pub(super) fn cells(text: &str) -> Vec<Span> {
    let mut records = Records::new(text, Form::of(text));
    let mut cells = Vec::new();
    while let Some(row) = records.next() {
        cells.extend(row.cells.iter().map(|cell| cell.span));
    }
    cells
}

/// Takes a CSV text apart into cells; `None` when it cannot be told where a cell ends.
pub(super) fn table(text: &str) -> Option<Table> {
    let mut records = Records::new(text, Form::of(text));
    let mut table = Table::new("statements");
    let mut number = 0;
    while let Some(row) = records.next() {
        if row.flaw.is_some() {
            return None;
        }
        // The line sep=; is no row.
        if number == 0 && records.row == 0 && declared(text).is_some() && records.form.head > 0 {
            continue;
        }
        for cell in row.cells.into_iter().filter(|cell| !cell.text.is_empty()) {
            table.set(number, u32::try_from(cell.column).ok()?, cell.text.into_owned());
        }
        number += 1;
    }
    Some(table)
}

/// The rows of a CSV text, cell by cell with their places.
struct Records<'t> {
    text: &'t str,
    at: usize,
    form: Form,
    /// Where the row begins that was read last.
    row: usize,
    /// Where the acts stand, once the head is known.
    act: Option<usize>,
}

/// How a cell ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// With a separator.
    Cell,
    /// With the end of the line or of the text.
    Row,
}

impl<'t> Records<'t> {
    const fn new(text: &'t str, form: Form) -> Self {
        Self { text, at: 0, form, row: 0, act: None }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Returns how far a run of bytes goes.
    fn run(&self, from: usize, goes_on: impl Fn(u8) -> bool) -> usize {
        from + self.text.as_bytes()[from..].iter().take_while(|&&b| goes_on(b)).count()
    }

    const fn is_line_end(byte: u8) -> bool {
        matches!(byte, b'\r' | b'\n')
    }

    /// Returns where the cell that is not in quotation marks ends.
    fn plain_end(&self, from: usize) -> usize {
        self.run(from, |b| b != self.form.separator && !Self::is_line_end(b))
    }

    /// Goes past what ended a cell.
    fn pass(&mut self, end: usize) -> End {
        match self.byte(end) {
            Some(byte) if byte == self.form.separator => {
                self.at = end + 1;
                End::Cell
            }
            Some(b'\r') if self.byte(end + 1) == Some(b'\n') => {
                self.at = end + 2;
                End::Row
            }
            Some(_) => {
                self.at = end + 1;
                End::Row
            }
            None => {
                self.at = end;
                End::Row
            }
        }
    }

    /// Returns where the closing mark of the cell opened at a mark stands, if there is one.
    fn closing(&self, opening: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = opening + 1;
        loop {
            at += bytes[at..].iter().position(|&b| b == b'"')?;
            if bytes.get(at + 1) != Some(&b'"') {
                return Some(at);
            }
            at += 2;
        }
    }

    /// Reads the next cell, and what is wrong with it.
    fn cell(&mut self, column: usize) -> (Cell<'t>, End, Option<Flaw>) {
        let start = self.at;
        let is_blank = |b: u8| b == b' ' || b == b'\t' && self.form.separator != b'\t';
        let opening = self.run(start, is_blank);
        if self.byte(opening) != Some(b'"') {
            return self.plain(start, column, None);
        }
        let closing = self.closing(opening);
        let end = closing.map(|closing| self.run(closing + 1, is_blank));
        let is_closed = end.is_some_and(|end| self.byte(end).is_none_or(|b| b == self.form.separator || Self::is_line_end(b)));
        if let (Some(closing), Some(end), true) = (closing, end, is_closed) {
            let inside = &self.text[opening + 1..closing];
            let (text, verbatim) = if inside.contains('"') {
                (Cow::Owned(inside.replace("\"\"", "\"")), None)
            } else {
                (Cow::Borrowed(inside), Some(opening + 1))
            };
            let cell = Cell::new(text, column, Span::new(opening, closing + 1), verbatim);
            return (cell, self.pass(end), None);
        }
        // With blanks before it, a mark that opens nothing is a letter.
        if opening > start {
            return self.plain(start, column, None);
        }
        let line_end = self.run(opening, |b| !Self::is_line_end(b));
        match closing {
            Some(closing) if closing < line_end => {
                let flaw = Flaw {
                    code: ProblemCode::QuotationMark,
                    span: Span::new(opening, closing + 1),
                    message: "a quotation mark opens this cell, and text follows behind the one that closes it",
                    remedy: "put the whole cell in quotation marks, and write a quotation mark inside it twice",
                };
                self.plain(start, column, Some(flaw))
            }
            _ => {
                let flaw = Flaw {
                    code: ProblemCode::QuotationMark,
                    span: Span::new(opening, line_end),
                    message: "the closing quotation mark of this cell is missing",
                    remedy: "add it at the end of the cell, and write a quotation mark inside a quoted cell twice",
                };
                let cell = Cell::new(Cow::Borrowed(&self.text[start..line_end]), column, Span::new(start, line_end), Some(start));
                self.at = self.next_statement(line_end, closing.unwrap_or(self.text.len()));
                (cell, End::Row, Some(flaw))
            }
        }
    }

    /// Reads a cell that is not in quotation marks.
    fn plain(&mut self, start: usize, column: usize, flaw: Option<Flaw>) -> (Cell<'t>, End, Option<Flaw>) {
        let end = self.plain_end(start);
        let cell = Cell::new(Cow::Borrowed(&self.text[start..end]), column, Span::new(start, end), Some(start));
        (cell, self.pass(end), flaw)
    }

    /// Returns where the next line begins that has an act where acts stand, of those that begin before the end of a cell which swallowed
    /// them; the line after that end when there is none.
    fn next_statement(&self, line_end: usize, cell_end: usize) -> usize {
        let mut at = self.run(line_end, Self::is_line_end);
        while at <= cell_end && at < self.text.len() {
            let end = self.run(at, |b| !Self::is_line_end(b));
            if self.is_statement(&self.text[at..end]) {
                return at;
            }
            at = self.run(end, Self::is_line_end);
        }
        at
    }

    /// Returns whether a line has an act where acts stand.
    fn is_statement(&self, line: &str) -> bool {
        // What stands between quotation marks separates nothing.
        let mut is_quoted = false;
        let mut cells = line.split(|c| {
            is_quoted ^= c == '"';
            c == char::from(self.form.separator) && !is_quoted
        });
        self.act.and_then(|act| cells.nth(act)).is_some_and(|cell| acts::meant(cell.trim_matches([' ', '"'])).is_some())
    }

    /// Returns whether a cell has line breaks, and behind one of them what would be a statement if it stood alone.
    fn holds_statements(&self, cell: &Cell<'_>) -> bool {
        let inside = &self.text[cell.span.start..cell.span.end];
        let mut lines = inside.split(['\n', '\r']);
        let first = lines.next().unwrap_or_default();
        // The first line stands behind the cells before it.
        let begins = || format!("{}{first}", char::from(self.form.separator).to_string().repeat(cell.column));
        lines.clone().next().is_some() && (lines.any(|line| self.is_statement(line)) || self.is_statement(&begins().replace('"', "")))
    }
}

impl<'t> Rows<'t> for Records<'t> {
    const MAY_SHIFT: bool = true;

    fn next(&mut self) -> Option<Row<'t>> {
        // Ends of lines before a row belong to no cell.
        self.at = self.run(self.at, Self::is_line_end);
        if self.at >= self.text.len() {
            return None;
        }
        self.row = self.at;
        let mut row = Row::default();
        loop {
            let (cell, end, flaw) = self.cell(row.cells.len());
            row.cells.push(cell);
            row.flaw = row.flaw.or(flaw);
            if end == End::Row {
                break;
            }
        }
        if self.row < self.form.head {
            // Whatever stands above the head, it does not reach into it.
            self.at = self.at.min(self.form.head);
        }
        // A cell that holds what looks like rows has a line for each.
        if row.flaw.is_none() && self.act.is_some() {
            row.swallowed = row.cells.iter().find(|cell| self.holds_statements(cell)).map(|cell| cell.span);
        }
        Some(row)
    }

    fn is_head(&self, row: &Row<'t>) -> bool {
        self.row == self.form.head && (self.form.is_sure || columns::naming(row.texts()).0 > 0)
    }

    fn expect(&mut self, header: &Header) {
        self.act = header.position("act");
    }

    fn separator(&self) -> Option<u8> {
        Some(self.form.separator)
    }
}

#[cfg(test)]
mod tests {
    use super::super::node::Value;
    use super::super::opened::statements;
    use super::*;

    /// Writes each statement as its keys, words and their places, and each fault as its code and place.
    fn rows(text: &str) -> (Vec<String>, Vec<String>) {
        let read = parse(text);
        let shown = statements(Some(&read.root)).iter().map(|row| {
            let Value::Table(entries) = &row.value else { panic!("a table") };
            let cells = entries.iter().map(|e| match &e.node.value {
                Value::Text(word) => format!("{}={word}@{}", e.key, &text[e.node.span.start..e.node.span.end]),
                other => format!("{}={other:?}", e.key),
            });
            cells.collect::<Vec<_>>().join(" ")
        });
        let faults = read.faults.iter().map(|f| format!("{} @{}", f.problem.code, &text[f.span.start..f.span.end]));
        (shown.collect(), faults.collect())
    }

    fn counts(text: &str) -> (usize, usize, usize) {
        let read = parse(text);
        (statements(Some(&read.root)).len(), read.passed_over, read.unjudged)
    }

    #[test]
    fn rows_are_statements() {
        let (found, faults) = rows("party,act,step,quote\r\nus,demands, lift ,\"a \"\"b\"\",\nc\"\r\n\r\n,,,\r\n한,Offers,\"x\",d");
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(
            found,
            ["party=us@us quote=a \"b\",\nc@\"a \"\"b\"\",\nc\" demands=lift@lift", "party=한@한 quote=d@\"x\",d offers=x@x"]
                .map(|row| row.replace("d@\"x\",d", "d@d"))
        );
    }

    #[test]
    fn lines_end_as_on_any_system() {
        for end in ["\n", "\r\n", "\r", "\n\n"] {
            let text = ["party;act;step", "us;demands;x", "dprk;offers;\"x\""].join(end);
            assert_eq!(rows(&text).0, ["party=us@us demands=x@x", "party=dprk@dprk offers=x@x"], "{text:?}");
        }
    }

    #[test]
    fn blanks_may_stand_around_quotation_marks() {
        let (found, faults) = rows("party,act,step,quote,note\nus, offers, x, \"a, b\" , \"c\" d\n");
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(found, ["party=us@us quote=a, b@\"a, b\" note= \"c\" d@ \"c\" d offers=x@x"]);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_swallows_nothing() {
        let text = "party,act,step,quote,note\nus,offers,x,\"open,p\nus,refuses,y,,\nsu,demands,z,\"closed\",q\n";
        let (found, faults) = rows(text);
        assert_eq!(faults, ["quotation-mark @\"open,p"]);
        assert_eq!(found, ["", "party=us@us refuses=y@y", "party=su@su quote=closed@\"closed\" note=q@q demands=z@z"]);
        // A cell of several lines is one cell, even with text behind it.
        let (found, faults) = rows("party,act,step,quote\nus,offers,x,\"a\nb\" c\nus,refuses,y,\n");
        assert_eq!((found.len(), &faults[..]), (2, &["quotation-mark @\"a".to_owned()][..]));
        let (found, faults) = rows("party,act,step,quote,note\nus,offers,x,\"Not\" they said \"no\".,n\n");
        assert_eq!((&*found[0], &faults[..]), ("", &["quotation-mark @\"Not\"".to_owned()][..]));
        assert_eq!(rows("party,act,step,quote\nus,offers,x,\"never closed\nus,offers,y,z\n").0.len(), 2);
    }

    #[test]
    fn rows_in_a_cell_are_noticed() {
        let text = "party,act,step,quote,note\nus,offers,x,\"a\nus,offers,y,b,\nus,offers,z,\",c\",\n";
        assert_eq!(parse(text).swallowed.len(), 1);
        // Also behind the mark on its first line, and with an act that is misspelt.
        let first = "quote,party,act,step\n\"a,us,offers,x\nb\",us,offers,y\n";
        assert_eq!(parse(first).swallowed.len(), 1);
        let misspelt = "party,act,step,quote\nus,offers,x,\"a\nus,offer,y,b\"\n";
        assert_eq!(parse(misspelt).swallowed.len(), 1);
        assert!(parse("party,act,step,quote\nus,offers,x,\"we say:\nus and them\"\n").swallowed.is_empty());
    }

    #[test]
    fn rows_that_are_longer_than_others_are_noticed() {
        let longer = |text: &str| parse(text).longer.iter().map(|span| &text[span.start..span.end]).collect::<Vec<_>>().join("|");
        assert_eq!(longer("party;act;step;after;with\nus;offers;x;a;b;\nus;offers;y;;\n"), "us;offers;x;a;b;");
        // A separator at the end of every row is only how the table is written.
        assert_eq!(longer("party;act;step\nus;offers;x;\nus;offers;y;\n"), "");
        assert_eq!(longer("party;act;step;\nus;offers;x;\nus;offers;y\n"), "");
    }

    #[test]
    fn mistakes_have_their_places() {
        for (text, expected) in [
            ("party,act,step,akt,party\nus,demand,x,,\n", &["repeated-column @party", "unknown-column @akt", "unknown-act @demand"][..]),
            ("party,act,step\nus,demands,,,\nus,demands,x,y\n", &["no-step @demands", "surplus-cell @y"]),
            (
                "act,step,party\n,x,us\nsays,y,us\nsays,y,\n,,us\n",
                &["no-act @x", "unknown-act @says", "no-party @says,y,", "unknown-act @says", "no-statement @,,us"],
            ),
            ("us,demands,x\n", &["no-head @us"]),
            ("party,act,step\nus;demands;x\n", &["other-separator @us;demands;x"]),
            ("party,act,step,weight\nus,demands,x,NA\nus,demands,NA,NA\n", &["no-value @NA", "no-value @NA"]),
        ] {
            assert_eq!(rows(text).1, expected, "{text}");
        }
        assert!(rows("").1.is_empty());
    }

    #[test]
    fn a_column_is_one_problem() {
        let many = |head: &str, row: &str| format!("{head}\n{}", format!("{row}\n").repeat(300));
        for (text, expected) in [
            (many("id,speaker,act,step", ",us,demands,x"), "missing-column @speaker"),
            (many("id,party,act,measure", ",us,demands,x"), "missing-column @measure"),
            (many("party,verb,step", "us,demands,x"), "missing-column @verb"),
            (many("id,act,step", ",demands,x"), "missing-column @id,act,step"),
            (many("id,act,step,page", ",demands,x,3"), "missing-column @page"),
            (many(",party,act,step", "0,us,demands,x"), "nameless-column @"),
            (many("party,act,step", "1,us,demands,x"), "nameless-column @party,act,step"),
            (many("party,act,step,coder", "us,demands,x,me"), "unknown-column @coder"),
        ] {
            assert_eq!(rows(&text).1, [expected]);
        }
        let (_, faults) = rows("speaker,verb,measure\nus,demands,x\n");
        assert_eq!(faults, ["no-head @speaker"]);
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        assert_eq!(counts("party,act,step\nus,demands,x\n"), (1, 0, 0));
        assert_eq!(counts("A title\n\n\"a note, of\ntwo lines\"\nparty,act,step\nus,demands,x\n,,\n\n"), (1, 3, 0));
        assert_eq!(counts("sep=;\n#coder;party;act;step;#\nme;us;demands;x;\nme;;;;why\n"), (1, 2, 0));
        // Files that were joined have their heads.
        assert_eq!(counts("party,act,step\nus,demands,x\nparty,act,step\nus,demands,y\nstep,act,party\nz,demands,us\n"), (3, 2, 0));
        assert_eq!(counts("id,speaker,act,step\n1,us,demands,x\n,,,\n"), (0, 1, 1));
        assert_eq!(counts("us,demands,x\nus,demands,y\n"), (0, 0, 2));
    }
}
