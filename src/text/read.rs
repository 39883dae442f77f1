//! Reading texts: parse, decode, check, and the report of everything that is wrong with its place.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::decode::{self, Shape};
use super::fault::Fault;
use super::input::{Format, Input};
use super::locate::Locator;
use super::node::{Node, Span, Value};
use super::place::Lines;
use super::{parse_csv, parse_json, parse_toml};
use crate::draft::{Draft, Error, Problem, Segment};
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
    read(&[Input { name: "text", bytes: text.as_bytes(), format: Format::Toml }], None)
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
    read(&[Input { name: "text", bytes: text.as_bytes(), format: Format::Json }], None)
}

/// Reads a position file, and CSV files that add to its statements.
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
    let Some((first, others)) = inputs.split_first() else {
        let message = "there is no text to read".to_owned();
        let remedy = "give a position file".to_owned();
        return Err(Error::new(vec![Problem { code: "no-input", path: Vec::new(), message, remedy, place: None }]));
    };
    let mut report = Report { inputs, texts: Vec::new(), faults: Vec::new(), garbled: Vec::new() };
    for input in inputs {
        report.open(input);
    }
    report.check_formats();
    let texts = report.texts.clone();
    let tree = OnceCell::new();
    let parse = || {
        let mut faults = Vec::new();
        let node = match first.format {
            Format::Toml => parse_toml::parse(&texts[0], &mut faults),
            Format::Json => parse_json::parse(&texts[0], &mut faults),
            Format::Csv => None,
        };
        (node, faults)
    };
    let mut shapes = vec![Shape::default()];
    let quick = if first.format == Format::Json { quick_json(&texts[0]) } else { None };
    let mut draft = quick.unwrap_or_else(|| match tree.get_or_init(parse) {
        (Some(node), _) => decode::draft(node, &mut shapes[0]),
        (None, _) => Draft::default(),
    });
    if let Some((_, faults)) = tree.get() {
        report.faults.extend(faults.iter().map(|fault| (0, fault.clone())));
    }
    let tables: Vec<Option<Rows<'_>>> = others.iter().zip(&texts[1..]).map(|(input, text)| Rows::parse(input, text)).collect();
    // The position of the first statement of each text.
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
    let problems = match draft.build_as_of(as_of) {
        Ok(negotiation) if report.faults.is_empty() => return Ok(negotiation),
        Ok(_) => Vec::new(),
        Err(error) => error.into_problems(),
    };
    let mut locators: Vec<Option<Locator<'_>>> = Vec::with_capacity(inputs.len());
    locators.push(tree.get_or_init(parse).0.as_ref().map(|root| Locator::new(root, &shapes[0].misspelt)));
    locators.extend(tables.iter().zip(&shapes[1..]).map(|(table, shape)| Some(Locator::new(&table.as_ref()?.root, &shape.misspelt))));
    let mut placeless = Vec::new();
    for problem in problems {
        match located(&problem, &starts, &mut locators, &shapes) {
            Some(Found::Consequence) => {}
            Some(Found::At(file, span)) => report.faults.push((file, Fault { problem, span })),
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

/// What is wrong so far, with the number of the text in which it is.
struct Report<'i> {
    inputs: &'i [Input<'i>],
    texts: Vec<Cow<'i, str>>,
    faults: Vec<(usize, Fault)>,
    /// The texts of which nothing can be said but that they are no text.
    garbled: Vec<usize>,
}

impl<'i> Report<'i> {
    /// Takes the text of an input; what is no text is reported.
    fn open(&mut self, input: &Input<'i>) {
        let bytes = input.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(input.bytes);
        self.texts.push(match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(error) => {
                let at = error.valid_up_to();
                let message = format!("this is not UTF-8 text: there is a byte {:#04X}", bytes[at]);
                let remedy = match bytes {
                    [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "save it as UTF-8 instead of UTF-16 (which some programs call Unicode)",
                    [b'P', b'K', 3, 4, ..] => "save the spreadsheet as CSV in UTF-8",
                    _ => "save it as UTF-8",
                };
                if bytes.contains(&0) {
                    self.garbled.push(self.texts.len());
                }
                let fault = Fault::syntax(Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8()), message, remedy);
                self.faults.push((self.texts.len(), fault));
                String::from_utf8_lossy(bytes)
            }
        });
    }

    /// Reports a position file that is not the first text, and a first text that is none.
    fn check_formats(&mut self) {
        for (i, input) in self.inputs.iter().enumerate() {
            let (message, remedy) = match (i, input.format) {
                (0, Format::Csv) => {
                    ("a CSV file alone declares no parties and measures", "give the position file first, then CSV files of statements")
                }
                (1.., Format::Toml | Format::Json) => (
                    "this is not a CSV file of statements",
                    "give one position file alone, and after it CSV files only (with names in .csv)",
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
        self.faults.retain(|(file, _)| {
            let is_first = !told.contains(file);
            if is_first && self.garbled.contains(file) {
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
        let mut lines: Option<(usize, Lines<'_>)> = None;
        for (file, fault) in self.faults {
            if lines.as_ref().is_none_or(|(open, _)| *open != file) {
                lines = Some((file, Lines::new(self.inputs[file].name, &self.texts[file])));
            }
            let place = lines.as_ref().map(|(_, lines)| lines.place(fault.span));
            problems.push(Problem { place, ..fault.problem });
        }
        Error::new(problems)
    }
}

/// The rows of a CSV text as statements.
struct Rows<'t> {
    root: Node<'t>,
    faults: Vec<Fault>,
}

impl<'t> Rows<'t> {
    /// Reads an input, if it is CSV.
    fn parse(input: &Input<'_>, text: &'t str) -> Option<Self> {
        let mut faults = Vec::new();
        (input.format == Format::Csv).then(|| Self { root: parse_csv::parse(text, &mut faults), faults })
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

enum Found {
    At(usize, Span),
    /// The problem is there only because of a mistake of shape that is reported already.
    Consequence,
}

/// Finds the text and the place of a problem of the draft; `None` when it is about nothing in the texts.
fn located(problem: &Problem, starts: &[usize], locators: &mut [Option<Locator<'_>>], shapes: &[Shape<'_>]) -> Option<Found> {
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
    Some(Found::At(file, found.span))
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

/// Returns the line, counted from 1, on which each statement of a text begins; nothing for a text that cannot be read.
///
/// # Examples
///
/// ```
/// use impasse::text::{Input, statement_lines};
///
/// let input = Input::new("talks.toml", b"[[statements]]\nparty = 'us'\n\n[[statements]]\nparty = 'dprk'\n");
/// assert_eq!(statement_lines(&input), [1, 4]);
/// ```
pub fn statement_lines(input: &Input<'_>) -> Vec<usize> {
    let bytes = input.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(input.bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    let mut faults = Vec::new();
    let root = match input.format {
        Format::Toml => parse_toml::parse(text, &mut faults),
        Format::Json => parse_json::parse(text, &mut faults),
        Format::Csv => Some(parse_csv::parse(text, &mut faults)),
    };
    let Some(Node { value: Value::Table(entries), .. }) = root else { return Vec::new() };
    let statements = entries.iter().find(|entry| entry.key == "statements").map(|entry| &entry.node.value);
    let Some(Value::List(statements)) = statements else { return Vec::new() };
    let lines = Lines::new(input.name, text);
    statements.iter().map(|statement| lines.line(statement.span.start) + 1).collect()
}
