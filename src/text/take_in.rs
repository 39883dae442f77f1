//! Taking in a position file and tables: parse, decode, check, and what was read from where.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::account::{Account, InputDoubt, InputDoubtKind, Rows};
use super::consequence::{Found, located};
use super::decode::{self, Shape};
use super::edit::Editor;
use super::fault::Fault;
use super::format::Format;
use super::input::Input;
use super::locate::Locator;
use super::mend::Mend;
use super::node::Span;
use super::opened::{self, Opened};
use super::quick_json::quick_json;
use super::row::RowsRead;
use crate::draft::{Draft, Error, Flaw, Problem, ProblemCode, Segment};
use crate::model::Negotiation;

/// What came of reading a position file and the tables that add to it.
#[derive(Debug)]
pub struct Intake {
    /// The negotiation, or every problem.
    pub negotiation: Result<Negotiation, Error>,
    /// What was read from where, the position file first, then the tables in the order named, the sheets of one in their order.
    pub read: Vec<Account>,
    /// What could be read, but perhaps not as it was meant.
    pub doubts: Vec<InputDoubt>,
}

/// Reads as [`read`](fn@crate::text::read) does, and says what was read from where.
///
/// # Examples
///
/// ```
/// use impasse::text::{Input, take_in};
///
/// let statements = Input::new("coded", b"Coded by hand\n\nparty;act;step\nus;demands;dismantle\n;;\n");
/// let positions = Input::new("talks.toml", b"parties.us = {}\nparties.dprk = {}\nmeasures.dismantle.by = 'dprk'\n");
///
/// let intake = take_in(&[statements, positions], None);
/// assert_eq!(intake.negotiation?.statements().len(), 1);
/// let coded = &intake.read[1];
/// assert_eq!((coded.rows, coded.statements, coded.problems, coded.passed_over), (3, 1, 0, 2));
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn take_in(inputs: &[Input<'_>], as_of: Option<&str>) -> Intake {
    let mut doubts = Vec::new();
    let mut faults = Vec::new();
    let mut opened: Vec<Opened<'_>> = Vec::new();
    // The position file comes first, wherever it stands among the tables.
    let first = inputs.iter().position(|input| !input.adds_statements());
    let order = first.into_iter().chain((0..inputs.len()).filter(|&i| Some(i) != first));
    for (nth, i) in order.clone().enumerate() {
        let mut found = Vec::new();
        let parts = if order.clone().take(nth).any(|before| inputs[before].is_same(&inputs[i])) {
            found.push(Fault::at(Span::default(), ProblemCode::NamedTwice, Vec::new(), "this file is named twice", "name it once"));
            vec![Opened::nothing(inputs[i].name)]
        } else {
            Opened::all(&inputs[i], &mut found, &mut doubts)
        };
        faults.extend(found.into_iter().map(|fault| (opened.len(), fault)));
        opened.extend(parts);
    }
    let mut taking =
        Taking { opened: &opened, rows: vec![Rows::default(); opened.len()], doubts, report: Report { opened: &opened, faults } };
    let negotiation = taking.negotiation(as_of);
    let read = opened.iter().zip(&taking.rows).map(|(part, &rows)| Account::of(part, rows)).collect();
    Intake { negotiation, read, doubts: taking.doubts }
}

/// Reading in progress.
struct Taking<'o> {
    opened: &'o [Opened<'o>],
    rows: Vec<Rows>,
    doubts: Vec<InputDoubt>,
    report: Report<'o>,
}

impl<'o> Taking<'o> {
    fn negotiation(&mut self, as_of: Option<&str>) -> Result<Negotiation, Error> {
        let Some(first) = self.opened.first() else { return Err(nothing_to_read()) };
        self.report.check_formats();
        let tree = OnceCell::new();
        let parse = || {
            let mut faults = Vec::new();
            (first.position(&mut faults), faults)
        };
        let quick = if first.position_format() == Some(Format::Json) { quick_json(first.text()) } else { None };
        let mut shapes = vec![Shape::default()];
        let mut draft = quick.unwrap_or_else(|| match tree.get_or_init(parse) {
            (Some(node), _) => decode::draft(node, &mut shapes[0]),
            (None, _) => Draft::default(),
        });
        if let Some((_, faults)) = tree.get() {
            self.report.add(0, faults.iter().cloned());
        }
        // Without a position file the first part is a table like the others.
        let ahead = usize::from(first.position_format().is_some());
        let tables: Vec<Option<RowsRead<'_>>> =
            self.opened.iter().enumerate().map(|(i, part)| if i < ahead { None } else { part.table() }).collect();
        // The position of the first statement of each part.
        let mut starts = Vec::with_capacity(tables.len());
        for (i, table) in tables.iter().enumerate() {
            let start = if i < ahead { 0 } else { draft.statements.len() };
            starts.push(start);
            if i > 0 {
                shapes.push(Shape::default());
            }
            if let Some(table) = table {
                self.account(i, table);
                report_rows(table, start, &mut shapes[i]);
                draft.statements.extend(decode::statements(opened::statements(Some(&table.root)), start, &mut shapes[i]));
            } else {
                self.rows[i].judged = draft.statements.len();
            }
            let faults = std::mem::take(&mut shapes[i].faults);
            self.report.add(i, faults);
        }
        if self.report.faults.iter().any(|(_, fault)| fault.is_syntax()) {
            self.count_faulty(&starts, &shapes);
            return Err(self.report.error(Vec::new()));
        }
        let flaws = match draft.build_as_of(as_of) {
            Ok(negotiation) if self.report.faults.is_empty() => return Ok(negotiation),
            Ok(_) => Vec::new(),
            Err(error) => error.into_flaws().collect(),
        };
        let mut locators: Vec<Option<Locator<'_>>> = Vec::with_capacity(tables.len());
        for (i, table) in tables.iter().enumerate() {
            let root = if i < ahead { tree.get_or_init(parse).0.as_ref() } else { table.as_ref().map(|table| &table.root) };
            locators.push(root.map(|root| Locator::new(root, &shapes[i].misspelt)));
        }
        let mut placeless = Vec::new();
        for Flaw { mut problem, fix, in_cells } in flaws {
            match located(&problem, &starts, &mut locators, &shapes) {
                Some(Found::Consequence) => {}
                Some(Found::At(file, found)) => {
                    let mend = fix.and_then(|fix| Mend::of(fix, &found));
                    if let Some(words) = in_cells.filter(|_| file >= ahead) {
                        problem.remedy = words;
                    }
                    self.report.faults.push((file, Fault { problem, span: found.span, mend }));
                }
                None => placeless.push(problem),
            }
        }
        self.count_faulty(&starts, &shapes);
        Err(self.report.error(placeless))
    }

    /// Counts the rows of a table, and notes what is doubtful about it.
    fn account(&mut self, i: usize, table: &RowsRead<'_>) {
        let statements = opened::statements(Some(&table.root));
        let ends = statements.first().zip(statements.last()).map(|(first, last)| (first.span.start, last.span.start));
        self.rows[i] = Rows { judged: statements.len(), faulty: 0, unjudged: table.unjudged, passed_over: table.passed_over, span: ends };
        let shortened = self.opened[i].shortened_dates();
        let is_plain = table.swallowed.is_empty() && table.longer.is_empty() && table.hidden.is_none() && table.headings.is_none();
        if is_plain && shortened.is_none() {
            return;
        }
        let lines = self.opened[i].lines();
        let swallowed = table.swallowed.iter().map(|&span| {
            let message = "the lines in this cell look like statements of their own, which are not read: is a quotation mark missing at the \
                           end of its first line?";
            InputDoubt::new(InputDoubtKind::RowsInACell, message.to_owned(), lines.place(span))
        });
        self.doubts.extend(swallowed);
        let longer = table.longer.iter().map(|&span| {
            let message =
                "this row has more cells than the head names, of which the last are empty: has a separator in a text moved the others?";
            InputDoubt::new(InputDoubtKind::LongerRow, message.to_owned(), lines.place(span))
        });
        self.doubts.extend(longer);
        if let Some((span, count)) = shortened {
            let message = match count {
                1 => "this date has a day which is not shown, and is read to the month or year that is".to_owned(),
                _ => format!(
                    "{count} dates, of which this is the first, have days which are not shown, and are read to the month or year that is"
                ),
            };
            self.doubts.push(InputDoubt::new(InputDoubtKind::DayNotShown, message, lines.place(span)));
        }
        if let Some((span, count)) = table.headings {
            let message = match count {
                1 => "this heading is passed over: what it says of the rows below is not in them".to_owned(),
                _ => {
                    format!("{count} headings, of which this is the first, are passed over: what they say of the rows below is not in them")
                }
            };
            self.doubts.push(InputDoubt::new(InputDoubtKind::Heading, message, lines.place(span)));
        }
        if let Some((span, count)) = table.hidden {
            let message = match count {
                1 => "this row is hidden, and is read all the same".to_owned(),
                _ => format!("{count} rows are hidden, of which this is the first, and are read all the same"),
            };
            self.doubts.push(InputDoubt::new(InputDoubtKind::HiddenRows, message, lines.place(span)));
        }
    }

    /// Counts the rows with a problem in each part.
    fn count_faulty(&mut self, starts: &[usize], shapes: &[Shape<'_>]) {
        let mut faulty: Vec<HashSet<usize>> = vec![HashSet::new(); self.rows.len()];
        let statement = |path: &[Segment]| match path {
            [Segment::Key(list), Segment::Index(i), ..] if list == "statements" => Some(*i),
            _ => None,
        };
        for (part, fault) in &self.report.faults {
            faulty[*part].extend(statement(&fault.problem.path));
        }
        for (part, shape) in shapes.iter().enumerate() {
            faulty[part].extend(shape.rejected.iter().filter_map(|path| statement(path)));
        }
        for ((rows, faulty), start) in self.rows.iter_mut().zip(faulty).zip(starts) {
            rows.faulty = faulty.into_iter().filter(|i| (*start..start + rows.judged).contains(i)).count();
        }
    }
}

/// Passes on what is wrong with the rows of a table, the first of which is at a position of the draft.
fn report_rows(table: &RowsRead<'_>, start: usize, shape: &mut Shape<'_>) {
    let shifted = |path: &[Segment]| {
        let mut path = path.to_vec();
        if let Some(Segment::Index(row)) = path.get_mut(1) {
            *row += start;
        }
        path
    };
    shape.rejected.extend(table.silenced.iter().map(|path| shifted(path)));
    for fault in &table.faults {
        let mut fault = fault.clone();
        fault.problem.path = shifted(&fault.problem.path);
        if fault.problem.path.len() > 1 {
            shape.rejected.insert(fault.problem.path.clone());
        }
        shape.faults.push(fault);
    }
}

/// What is wrong so far, with the number of the input in which it is.
struct Report<'o> {
    opened: &'o [Opened<'o>],
    faults: Vec<(usize, Fault)>,
}

impl Report<'_> {
    fn add(&mut self, part: usize, faults: impl IntoIterator<Item = Fault>) {
        self.faults.extend(faults.into_iter().map(|fault| (part, fault)));
    }

    /// Reports that there is no position file, or a second one.
    fn check_formats(&mut self) {
        for (i, part) in self.opened.iter().enumerate() {
            let (message, remedy) = match (i, part.position_format(), part.sheet()) {
                (0, None, None) => ("a table of statements alone declares no parties and measures", "give the position file, too"),
                (0, None, Some(_)) => ("a spreadsheet alone declares no parties and measures", "give the position file, too"),
                (1.., Some(_), _) => {
                    ("this is a second position file", "give one position file, and with it tables and spreadsheets of statements only")
                }
                _ => continue,
            };
            if !part.is_garbled {
                self.add(i, [Fault::syntax(Span::default(), message, remedy)]);
            }
        }
    }

    /// Sorts everything by place and drops what is said twice.
    fn error(&mut self, placeless: Vec<Problem>) -> Error {
        // What is wrong with the encoding was found first.
        let mut told = Vec::new();
        let opened = self.opened;
        self.faults.retain(|(file, _)| {
            let is_first = !told.contains(file);
            if is_first && opened[*file].is_garbled {
                told.push(*file);
            }
            is_first
        });
        self.faults.sort_by_key(|(file, fault)| (*file, fault.span.start));
        self.faults.dedup_by(|(file, fault), (before, kept)| {
            file == before && fault.span == kept.span && fault.problem.message == kept.problem.message
        });
        let mut problems = placeless;
        problems.reserve(self.faults.len());
        let mut editor: Option<(usize, Editor<'_>)> = None;
        for (file, fault) in std::mem::take(&mut self.faults) {
            if editor.as_ref().is_none_or(|(open, _)| *open != file) {
                editor = Some((file, self.opened[file].editor()));
            }
            let editor = editor.as_ref().map(|(_, editor)| editor);
            let place = editor.map(|editor| editor.place(fault.span));
            let edit = editor.zip(fault.mend).and_then(|(editor, mend)| editor.edit(mend));
            problems.push(Problem { place, edit, ..fault.problem });
        }
        Error::new(problems)
    }
}

/// Says that there is nothing to read.
fn nothing_to_read() -> Error {
    Error::new(vec![Problem {
        code: ProblemCode::NoInput,
        path: Vec::new(),
        message: "there is no text to read".to_owned(),
        remedy: "give a position file".to_owned(),
        place: None,
        edit: None,
    }])
}
