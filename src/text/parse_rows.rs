//! Rows of cells to nodes: each row a statement, as if it had been written in a position file.
//!
//! The head names the columns, in any order; columns may be left out, and cells left empty. What stands above the head is passed over, and
//! so are rows without any text, rows in which only the encoder's own columns are filled, headings, and heads that come again.
//! Every row is a statement, has a problem, or is passed over, and is counted as one of the three.
//! CSV files and spreadsheets differ only in where their rows come from.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::acts;
use super::cell::{Cell, Trouble};
use super::column::{Holds, column, listed_columns};
use super::columns::{self, Headed, Header};

use super::fault::{Fault, Remedy};
use super::mend::Mend;
use super::node::{Entry, Node, Span, Value};
use super::row::{Row, Rows, RowsRead, is_shifted, is_verb, other_separator};
use crate::draft::{ProblemCode, Segment, shortened};
use crate::model::Act;
use crate::sheet::stands_for_nothing;

/// Reads rows.
pub(super) fn parse<'t, R: Rows<'t>>(mut rows: R) -> RowsRead<'t> {
    let mut reading = Reading::default();
    let mut above = None;
    while let Some(row) = rows.next() {
        if reading.header.is_none() && row.is_filled() && rows.is_head(&row) {
            reading.take_head(&row);
            reading.tell(&mut rows);
        } else if reading.header.is_none() {
            reading.passed_over += 1;
            above =
                above.or_else(|| row.is_filled().then(|| row.cells.iter().find(|cell| cell.is_filled()).map(|cell| cell.span)).flatten());
        } else if !row.is_filled() {
            reading.passed_over += 1;
        } else if row.is_heading {
            reading.passed_over += 1;
            reading.headings.get_or_insert((row.span(), 0)).1 += 1;
        } else if reading.is_head_again(&row) {
            reading.passed_over += 1;
            reading.tell(&mut rows);
        } else {
            reading.take::<R>(&row, rows.separator());
        }
    }
    if let (None, Some(first)) = (&reading.header, above) {
        let remedy = format!("write the names of the columns above the statements: {}", listed_columns());
        reading.faults.push(Fault::at(first, ProblemCode::NoHead, Vec::new(), "no row names the columns", remedy));
        reading.unjudged = std::mem::take(&mut reading.passed_over);
    }
    reading.report_columns();
    reading.finish()
}

/// A column in which cells cannot be read: the first of them, and how many there are.
struct Affected {
    first: Span,
    position: usize,
    count: usize,
}

/// What has been read so far.
#[derive(Default)]
struct Reading<'t> {
    header: Option<Header>,
    /// The names in the head, to know it again.
    names: Vec<String>,
    statements: Vec<Node<'t>>,
    faults: Vec<Fault>,
    silenced: Vec<Vec<Segment>>,
    passed_over: usize,
    unjudged: usize,
    /// Columns without a name, by position.
    nameless: BTreeMap<usize, Affected>,
    /// Columns with the word that a program writes for nothing, or with formulas that have not been calculated.
    missing: BTreeMap<(&'static str, Option<String>), Affected>,
    swallowed: Vec<Span>,
    /// How many cells each statement has beyond those that the head names, none of them filled.
    excess: Vec<(Span, usize)>,
    hidden: Option<(Span, usize)>,
    headings: Option<(Span, usize)>,
}

impl<'t> Reading<'t> {
    fn take_head(&mut self, row: &Row<'t>) {
        if let Some(flaw) = row.flaw {
            self.faults.push(Fault::at(flaw.span, flaw.code, Vec::new(), flaw.message, flaw.remedy));
        }
        self.names = row.texts().map(|text| text.trim().to_lowercase()).collect();
        let mut header = Header::read(&row.cells, &mut self.faults);
        header.is_incomplete |= row.flaw.is_some();
        self.header = Some(header);
    }

    /// Takes a row as the head if it is one: the same again, or another, as when files were joined.
    fn is_head_again(&mut self, row: &Row<'t>) -> bool {
        let is_again = columns::naming(row.texts()).1 && !self.act_of(row).is_some_and(is_verb);
        if is_again && !row.texts().map(|text| text.trim().to_lowercase()).eq(self.names.iter().cloned()) {
            self.report_columns();
            self.take_head(row);
        }
        is_again
    }

    fn tell<R: Rows<'t>>(&self, rows: &mut R) {
        if let Some(header) = &self.header {
            rows.expect(header);
        }
    }

    fn act_of<'r>(&self, row: &'r Row<'t>) -> Option<&'r str> {
        let act = self.header.as_ref()?.position("act")?;
        row.cells.iter().find(|cell| cell.column == act).map(|cell| &*cell.text)
    }

    /// Takes a row below the head.
    fn take<R: Rows<'t>>(&mut self, row: &Row<'t>, separator: Option<u8>) {
        let mut header = self.header.take().expect("rows below the head have one");
        if row.is_hidden {
            self.hidden.get_or_insert((row.span(), 0)).1 += 1;
        }
        if header.is_incomplete {
            self.unjudged += 1;
        } else if R::MAY_SHIFT && self.statements.is_empty() && is_shifted(row, &header) {
            let message = "the rows have one cell more than the row that names the columns, at their beginning";
            let words = "give the first column a name, too; one that begins with #, such as \"#row\", is passed over";
            let sign = separator.map_or(',', char::from);
            let remedy = Remedy::written(words, Span::new(header.span.start, header.span.start), format!("#row{sign}"));
            self.faults.push(Fault::at(header.span, ProblemCode::NamelessColumn, Vec::new(), message, remedy));
            self.unjudged += 1;
            header.is_incomplete = true;
        } else if row.flaw.is_none()
            && row.cells.iter().all(|cell| !cell.is_filled() || cell.is_merged || header.get(cell.column) == Some(Headed::Own))
        {
            self.passed_over += 1;
        } else {
            let node = self.statement::<R>(row, &header, separator);
            self.statements.push(node);
            self.swallowed.extend(row.swallowed);
            if R::MAY_SHIFT && row.flaw.is_none() {
                self.excess.push((row.span(), row.cells.len().saturating_sub(header.width)));
            }
        }
        self.header = Some(header);
    }

    /// Returns the path of the statement that is read, or of a value in it.
    fn path(&self, key: Option<&str>) -> Vec<Segment> {
        let key = key.map(|key| Segment::Key(key.to_owned()));
        [Segment::Key("statements".to_owned()), Segment::Index(self.statements.len())].into_iter().chain(key).collect()
    }

    /// Returns the path of a key of the statement, which stands for an act that cannot be told; what it is about is checked all the same.
    fn path_of_key(&self, key: &str) -> Vec<Segment> {
        self.path(None).into_iter().chain([Segment::KeyItself(key.to_owned())]).collect()
    }

    /// Reports what is wrong with a value of the statement that is read, or with the whole row, of which nothing more is said then.
    fn reject(&mut self, span: Span, code: ProblemCode, key: Option<&str>, message: impl Into<String>, remedy: impl Into<Remedy>) {
        let path = self.path(key);
        self.silenced.push(path.clone());
        self.faults.push(Fault::at(span, code, path, message, remedy));
    }

    /// Returns the statement in a row; an empty one when nothing can be said of the row but that it has a problem.
    fn statement<R: Rows<'t>>(&mut self, row: &Row<'t>, header: &Header, separator: Option<u8>) -> Node<'t> {
        let nothing = Node::new(Value::Table(Vec::new()), row.span());
        if let Some(flaw) = row.flaw {
            self.reject(flaw.span, flaw.code, None, flaw.message, flaw.remedy);
            return nothing;
        }
        if let Some(sign) = other_separator(row, separator) {
            let message = format!("the cells of this row are separated by {sign}, and those of the row that names the columns are not");
            self.reject(row.span(), ProblemCode::OtherSeparator, None, message, "separate the cells in all rows by the same sign");
            return nothing;
        }
        if R::MAY_SHIFT
            && let Some(cell) = row.cells.iter().find(|cell| cell.is_filled() && cell.column >= header.width)
        {
            let message = "the row has more cells than there are columns";
            let remedy = "put a cell that contains the separator in double quotes, or name another column in the row that names them";
            self.reject(cell.span, ProblemCode::SurplusCell, None, message, remedy);
            return nothing;
        }
        let mut entries = Vec::new();
        let (mut act, mut step, mut has_party) = (None, None, false);
        for cell in row.cells.iter().filter(|cell| cell.is_filled()) {
            match header.get(cell.column) {
                Some(Headed::Named("act")) => act = Some(cell),
                Some(Headed::Named("step")) => step = Some(cell),
                Some(Headed::Named(column)) => {
                    has_party |= column == "party";
                    if let Some(node) = self.value(column, cell) {
                        entries.push(Entry { key: Cow::Borrowed(column), key_span: cell.span, node });
                    }
                }
                Some(Headed::Refused | Headed::Own) => {}
                Some(Headed::Nameless) | None => {
                    let affected = Affected { first: cell.span, position: self.statements.len(), count: 0 };
                    self.nameless.entry(cell.column).or_insert(affected).count += 1;
                }
            }
        }
        let names_no_act = |act: &&Cell<'t>| act.trouble.is_none() && !stands_for_nothing(&act.text) && acts::meant(&act.text).is_none();
        if step.is_none() && act.is_some_and(|act| names_no_act(&act)) {
            let message = "this row is no statement: no act stands under \"act\", and its step is empty";
            self.reject(
                row.span(),
                ProblemCode::NoStatement,
                None,
                message,
                "fill both, or remove the row; a column whose name begins with # is for remarks",
            );
            return nothing;
        }
        if act.is_none() && step.is_none() {
            if row.cells.iter().any(|cell| cell.trouble.is_some()) {
                // It is reported already, and may be why the others are empty.
                self.silenced.push(self.path(None));
                return nothing;
            }
            let needed = if has_party { "fill both" } else { "fill them and the party" };
            let remedy = format!("{needed}, or remove the row; a column whose name begins with # is for remarks");
            self.reject(row.span(), ProblemCode::NoStatement, None, "this row is no statement: its act and its step are empty", remedy);
            return nothing;
        }
        if !has_party {
            let remedy = "write the id of the party that speaks in the column \"party\"";
            self.reject(row.span(), ProblemCode::NoParty, Some("party"), "the row does not say who speaks", remedy);
            entries.push(Entry { key: Cow::Borrowed("party"), key_span: row.span(), node: Node::text("", row.span()) });
        }
        entries.push(self.said(row, act, step));
        Node::new(Value::Table(entries), row.span())
    }

    /// Returns what a cell holds; one whose value cannot be told is reported, and a placeholder stands for a word.
    fn value(&mut self, name: &'static str, cell: &Cell<'t>) -> Option<Node<'t>> {
        let is_told = !self.is_trouble(name, name, cell);
        match column(name).map(|column| column.holds) {
            Some(Holds::Preconditions) => is_told.then(|| cell.preconditions()),
            Some(Holds::Count | Holds::Share) => is_told.then(|| cell.number()),
            Some(Holds::Truth) => is_told.then(|| cell.truth()),
            Some(Holds::Prose) => is_told.then(|| cell.prose()),
            _ => Some(if is_told { cell.word() } else { Node::text("", cell.span) }),
        }
    }

    /// Reports that the value of a cell cannot be told, if so; the key is that under which the statement has it.
    fn is_trouble(&mut self, column: &'static str, key: &str, cell: &Cell<'t>) -> bool {
        let path = if column == "act" { self.path_of_key(key) } else { self.path(Some(key)) };
        let is_formula = cell.trouble == Some(Trouble::Formula);
        if !is_formula && cell.report_trouble(path.clone(), &mut self.faults) {
            self.silenced.push(path);
            return true;
        }
        let is_missing = is_formula || stands_for_nothing(&cell.text);
        if is_missing {
            let affected = Affected { first: cell.span, position: self.statements.len(), count: 0 };
            let word = (!is_formula).then(|| cell.text.trim().to_owned());
            self.missing.entry((column, word)).or_insert(affected).count += 1;
            self.silenced.push(path);
        }
        is_missing
    }

    /// Returns the act of the row as an entry; one that cannot be told is reported, and stands for any.
    fn said(&mut self, row: &Row<'t>, act: Option<&Cell<'t>>, step: Option<&Cell<'t>>) -> Entry<'t> {
        let (key, key_span) = match act {
            Some(act) => (self.verb(act), act.span),
            None => {
                let verb = Act::Demands.word();
                let span = step.map_or(row.span(), |step| step.span);
                let remedy = format!("write one of {} in the column \"act\"", Act::ALL.map(Act::word).join(", "));
                self.faults.push(Fault::at(span, ProblemCode::NoAct, self.path_of_key(verb), "the row has a step, but no act", remedy));
                (verb, span)
            }
        };
        let node = match step {
            Some(step) if self.is_trouble("step", key, step) => Node::text("", step.span),
            Some(step) => step.word(),
            None => {
                let message = format!("the row says \"{key}\", but not what");
                self.reject(key_span, ProblemCode::NoStep, Some(key), message, "write the step or term in the column \"step\"");
                Node::text("", key_span)
            }
        };
        Entry { key: Cow::Borrowed(key), key_span, node }
    }

    /// Returns the verb in a cell, or the nearest to it when there is none.
    fn verb(&mut self, act: &Cell<'t>) -> &'static str {
        let fallback = Act::Demands.word();
        if self.is_trouble("act", fallback, act) {
            return fallback;
        }
        let verbs = Act::ALL.map(Act::word);
        let word = act.text.trim().to_lowercase();
        if let Some(verb) = verbs.into_iter().find(|&verb| verb == word) {
            return verb;
        }
        let near = acts::meant(&word);
        let remedy = match near {
            Some(verb) => format!("did you mean \"{verb}\"?"),
            None => format!("write one of {}", verbs.join(", ")),
        };
        let message = format!("unknown act \"{}\"", shortened(act.text.trim()));
        let key = near.unwrap_or(fallback);
        let mend = near.map(|verb| Mend::cell(act.span, verb));
        self.faults.push(Fault::at(act.span, ProblemCode::UnknownAct, self.path_of_key(key), message, Remedy::new(remedy, mend)));
        key
    }

    /// Reports the columns in which cells cannot be read, each once.
    fn report_columns(&mut self) {
        let places = std::mem::take(&mut self.nameless);
        for (column, Affected { first, position, count }) in places {
            let head = self.header.as_ref().and_then(|header| header.place(column));
            let (message, span) = match count {
                1 => ("this cell is in a column without a name".to_owned(), first),
                _ => (format!("this column has no name, and {count} of its cells hold something"), head.unwrap_or(first)),
            };
            let words = "give it a name that begins with #, such as \"#row\", to have it passed over, or remove it";
            let remedy = Remedy::new(words, head.filter(|_| count > 1).map(|head| Mend::cell(head, "#row")));
            let path = vec![Segment::Key("statements".to_owned()), Segment::Index(position), Segment::Key(String::new())];
            self.faults.push(Fault::at(span, ProblemCode::NamelessColumn, path, message, remedy));
        }
        for ((column, word), Affected { first, position, count }) in std::mem::take(&mut self.missing) {
            let more = if count > 1 { format!(", and in {} more of the column \"{column}\"", count - 1) } else { String::new() };
            let (message, remedy) = match word {
                Some(word) => (
                    format!("\"{word}\" stands in this cell{more}, which programs write where there is nothing"),
                    Remedy::new("leave such cells empty", Mend::cell(first, "")),
                ),
                None => (
                    format!("a formula that has not been calculated stands in this cell{more}"),
                    "open the file in a spreadsheet program and save it, or write the values themselves".into(),
                ),
            };
            let path = vec![Segment::Key("statements".to_owned()), Segment::Index(position), Segment::Key(column.to_owned())];
            self.faults.push(Fault::at(first, ProblemCode::NoValue, path, message, remedy));
        }
    }

    fn finish(self) -> RowsRead<'t> {
        // Where all rows end with as many separators, they are only the way in which the table is written.
        let least = self.excess.iter().map(|&(_, excess)| excess).min().unwrap_or_default();
        let longer = self.excess.iter().filter(|&&(_, excess)| excess > least).map(|&(span, _)| span).collect();
        let list = Node::new(Value::List(self.statements), Span::default());
        let entry = Entry { key: Cow::Borrowed("statements"), key_span: Span::default(), node: list };
        RowsRead {
            root: Node::new(Value::Table(vec![entry]), Span::default()),
            faults: self.faults,
            silenced: self.silenced,
            passed_over: self.passed_over,
            unjudged: self.unjudged,
            swallowed: self.swallowed,
            longer,
            hidden: self.hidden,
            headings: self.headings,
        }
    }
}
