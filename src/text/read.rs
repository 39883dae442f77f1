//! Reading texts: parse, decode, check, and the report of everything that is wrong with its place.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::decode::{self, Shape};
use super::edit::Editor;
use super::fault::Fault;
use super::input::{Content, Format, Input};
use super::locate::{self, Locator};
use super::mend::Mend;
use super::node::{Node, Span, Value};
use super::opened::Opened;
use crate::draft::{Draft, Error, Flaw, Problem, Segment};
use crate::model::Negotiation;

/// Reads a position file in TOML.
///
/// # Errors
///
/// Every problem of the text, in order of place.
///
/// # Examples
///
/// ```
/// let negotiation = impasse::text::from_toml(
///     r#"
///     parties.us.name = "United States"
///     parties.dprk = {}
///     [measures.dismantle]
///     by = "dprk"
///     [[statements]]
///     party = "us"
///     demands = "dismantle"
///     "#,
/// )?;
/// assert_eq!(negotiation.statements().len(), 1);
///
/// let error = impasse::text::from_toml("title = 5\npartys = {}\n").unwrap_err();
/// let places = error.problems().iter().map(|problem| problem.place.as_ref().map(|place| (place.line, place.column)));
/// assert_eq!(places.collect::<Vec<_>>(), [Some((1, 9)), Some((2, 1))]);
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn from_toml(text: &str) -> Result<Negotiation, Error> {
    read(&[Input::text("text", text.as_bytes(), Format::Toml)], None)
}

/// Reads a position file in JSON.
///
/// # Errors
///
/// Every problem of the text, in order of place.
///
/// # Examples
///
/// ```
/// let negotiation = impasse::text::from_json(r#"{"title": "A deposit", "parties": {"tenant": {}}}"#)?;
/// assert_eq!(negotiation.title(), Some("A deposit"));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn from_json(text: &str) -> Result<Negotiation, Error> {
    read(&[Input::text("text", text.as_bytes(), Format::Json)], None)
}

/// Reads a position file, and CSV files or tables that add to its statements.
///
/// `as_of` is a round or a date and takes the place of the position file's own.
/// A byte order mark at the beginning of a text is skipped, lines may end as in Windows, and an empty text is valid.
///
/// # Errors
///
/// Every problem of all texts, in order of the texts and places in them. A mistake of form in one text (code `syntax`) leaves what the
/// statements mean unchecked; the shapes of the other texts are reported all the same.
///
/// # Complexity
///
/// Linear in the length of the texts, but for the sorting of TOML's keys and of the problems.
/// A JSON text without problems is read into its draft in one pass, without places.
///
/// # Examples
///
/// ```
/// use impasse::text::{Input, read};
///
/// let positions = Input::new("talks.toml", b"parties.us = {}\nparties.dprk = {}\nmeasures.dismantle.by = 'dprk'\n");
/// let statements = Input::new("round1.csv", b"party,act,step\nus,demands,dismantle\ndprk,offer,dismantle\n");
///
/// let error = read(&[positions, statements], None).unwrap_err();
/// assert_eq!(error.to_string(), "round1.csv:3:6: unknown act \"offer\"; did you mean \"offers\"?");
/// ```
pub fn read(inputs: &[Input<'_>], as_of: Option<&str>) -> Result<Negotiation, Error> {
    let Some(first) = inputs.first() else {
        let message = "there is no text to read".to_owned();
        let remedy = "give a position file".to_owned();
        return Err(Error::new(vec![Problem { code: "no-input", path: Vec::new(), message, remedy, place: None, edit: None }]));
    };
    let mut faults = Vec::new();
    let opened: Vec<Opened<'_>> = inputs.iter().enumerate().map(|(i, input)| opened(i, input, &mut faults)).collect();
    let mut report = Report { opened: &opened, faults };
    report.check_formats(inputs);
    let tree = OnceCell::new();
    let parse = || {
        let mut faults = Vec::new();
        (opened[0].position(&mut faults), faults)
    };
    let mut shapes = vec![Shape::default()];
    let quick = if first.position_format() == Some(Format::Json) { quick_json(opened[0].text()) } else { None };
    let mut draft = quick.unwrap_or_else(|| match tree.get_or_init(parse) {
        (Some(node), _) => decode::draft(node, &mut shapes[0]),
        (None, _) => Draft::default(),
    });
    if let Some((_, faults)) = tree.get() {
        report.faults.extend(faults.iter().map(|fault| (0, fault.clone())));
    }
    let tables: Vec<Option<Statements<'_>>> = opened[1..].iter().map(Statements::parse).collect();
    // The position of the first statement of each input.
    let mut starts = vec![0];
    for (i, table) in tables.iter().enumerate() {
        let mut shape = Shape::default();
        let start = draft.statements.len();
        starts.push(start);
        if let Some(table) = table {
            table.report(start, &mut shape);
            draft.statements.extend(decode::statements(table.rows(), start, &mut shape));
        }
        report.faults.extend(shape.faults.drain(..).map(|fault| (i + 1, fault)));
        shapes.push(shape);
    }
    let shape_faults = std::mem::take(&mut shapes[0].faults);
    report.faults.extend(shape_faults.into_iter().map(|fault| (0, fault)));
    if report.faults.iter().any(|(_, fault)| fault.is_syntax()) {
        return Err(report.error(Vec::new()));
    }
    let flaws = match draft.build_as_of(as_of) {
        Ok(negotiation) if report.faults.is_empty() => return Ok(negotiation),
        Ok(_) => Vec::new(),
        Err(error) => error.into_flaws().collect(),
    };
    let mut locators: Vec<Option<Locator<'_>>> = Vec::with_capacity(inputs.len());
    locators.push(tree.get_or_init(parse).0.as_ref().map(|root| Locator::new(root, &shapes[0].misspelt)));
    locators.extend(tables.iter().zip(&shapes[1..]).map(|(table, shape)| Some(Locator::new(&table.as_ref()?.root, &shape.misspelt))));
    let mut placeless = Vec::new();
    for Flaw { problem, fix } in flaws {
        match located(&problem, &starts, &mut locators, &shapes) {
            Some(Found::Consequence) => {}
            Some(Found::At(file, found)) => {
                let mend = fix.and_then(|fix| Mend::of(fix, &found));
                report.faults.push((file, Fault { problem, span: found.span, mend }));
            }
            None => placeless.push(problem),
        }
    }
    Err(report.error(placeless))
}

/// Reads a JSON text that has no mistake of form or shape, without places.
pub(super) fn quick_json(text: &str) -> Option<Draft<'_>> {
    // A list would be read as the values of a draft in order.
    text.trim_start().starts_with('{').then(|| serde_json::from_str(text).ok()).flatten()
}

/// Opens the input with a number.
fn opened<'i>(number: usize, input: &'i Input<'i>, faults: &mut Vec<(usize, Fault)>) -> Opened<'i> {
    let mut found = Vec::new();
    let opened = Opened::new(input, &mut found);
    faults.extend(found.into_iter().map(|fault| (number, fault)));
    opened
}

/// What is wrong so far, with the number of the input in which it is.
struct Report<'o> {
    opened: &'o [Opened<'o>],
    faults: Vec<(usize, Fault)>,
}

impl Report<'_> {
    /// Reports a position file that is not the first input, and a first input that is none.
    fn check_formats(&mut self, inputs: &[Input<'_>]) {
        for (i, input) in inputs.iter().enumerate() {
            let (message, remedy) = match (i, input.content) {
                (0, Content::Text { format: Format::Csv, .. }) => (
                    "a CSV file alone declares no parties and measures",
                    "give the position file first, then CSV files or spreadsheets of statements",
                ),
                (0, Content::Table(_)) => (
                    "a spreadsheet alone declares no parties and measures",
                    "give the position file first, then CSV files or spreadsheets of statements",
                ),
                (1.., Content::Text { format: Format::Toml | Format::Json, .. }) => (
                    "this is no file of statements",
                    "give one position file alone, and after it CSV files and spreadsheets only (with names in .csv or .xlsx)",
                ),
                _ => continue,
            };
            self.faults.push((i, Fault::syntax(Span::default(), message, remedy)));
        }
    }

    /// Sorts everything by place and drops what is said twice.
    fn error(mut self, placeless: Vec<Problem>) -> Error {
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
        for (file, fault) in self.faults {
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

/// A table of statements, row by row.
struct Statements<'t> {
    root: Node<'t>,
    faults: Vec<Fault>,
}

impl<'t> Statements<'t> {
    /// Takes an input apart, if it is a table.
    fn parse(opened: &'t Opened<'_>) -> Option<Self> {
        let mut faults = Vec::new();
        let root = opened.table(&mut faults)?;
        Some(Self { root, faults })
    }

    fn rows(&self) -> &[Node<'t>] {
        match &self.root.value {
            Value::Table(entries) => match entries.first().map(|entry| &entry.node.value) {
                Some(Value::List(rows)) => rows,
                _ => &[],
            },
            _ => &[],
        }
    }

    /// Passes on what is wrong with the rows, the first of which is at a position of the draft.
    fn report(&self, start: usize, shape: &mut Shape<'_>) {
        for fault in &self.faults {
            let mut fault = fault.clone();
            if let Some(Segment::Index(row)) = fault.problem.path.get_mut(1) {
                *row += start;
                shape.rejected.insert(fault.problem.path.clone());
            }
            shape.faults.push(fault);
        }
    }
}

enum Found<'n> {
    At(usize, locate::Found<'n>),
    /// The problem is there only because of a mistake of shape that is reported already.
    Consequence,
}

/// Finds the text and the place of a problem of the draft; `None` when it is about nothing in the texts.
fn located<'n>(problem: &Problem, starts: &[usize], locators: &mut [Option<Locator<'n>>], shapes: &[Shape<'_>]) -> Option<Found<'n>> {
    let path = &problem.path[..];
    let (file, in_file) = match path {
        [] => return None,
        [Segment::Key(list), Segment::Index(i), rest @ ..] if list == "statements" => {
            let file = starts.partition_point(|&start| start <= *i) - 1;
            let mut shifted = vec![path[0].clone(), Segment::Index(i - starts[file])];
            shifted.extend_from_slice(rest);
            (file, Cow::Owned(shifted))
        }
        _ => (0, Cow::Borrowed(path)),
    };
    if shapes[0].lost_section && problem.code.starts_with("unknown-") || is_rejected(path, &shapes[file]) {
        return Some(Found::Consequence);
    }
    let locator = locators.get_mut(file)?.as_mut()?;
    let found = locator.find(&in_file);
    let words = match found.node.map(|node| &node.value) {
        Some(Value::Text(text)) => Some(text.split(':').next().unwrap_or_default()),
        _ => None,
    };
    if words.is_some_and(|word| shapes[0].blurred.contains(word)) {
        return Some(Found::Consequence);
    }
    Some(Found::At(file, found))
}

/// Returns whether a placeholder stands at a path, or around it.
fn is_rejected(path: &[Segment], shape: &Shape<'_>) -> bool {
    if shape.rejected.is_empty() {
        return false;
    }
    let mut path = path.to_vec();
    if let Some(Segment::KeyItself(key)) = path.last_mut() {
        let key = std::mem::take(key);
        path.pop();
        path.push(Segment::Key(key));
    }
    (1..=path.len()).any(|length| shape.rejected.contains(&path[..length]))
}
