//! The columns of a table of statements, and the row that names them: the head of the table.

use super::cell::Cell;
use super::column::{COLUMNS, Holds, listed_columns};
use super::fault::{Fault, Remedy};
use super::mend::Mend;
use super::node::Span;
use crate::draft::{ProblemCode, shortened};

/// The columns without which no row is a statement.
const NEEDED: [&str; 3] = ["party", "act", "step"];
/// Names that people give to these columns, and which.
const SYNONYMS: [(&str, &str); 14] = [
    ("speaker", "party"),
    ("actor", "party"),
    ("side", "party"),
    ("who", "party"),
    ("country", "party"),
    ("verb", "act"),
    ("action", "act"),
    ("type", "act"),
    ("statement", "act"),
    ("measure", "step"),
    ("measures", "step"),
    ("what", "step"),
    ("item", "step"),
    ("object", "step"),
];
/// How many names of columns a message lists.
const MOST_NAMED: usize = 8;
/// No column has a longer name.
const LONGEST_NAME: usize = 12;
/// What the name of a column begins with that is the encoder's own, and no business of ours.
const OWN: char = '#';

/// Returns the column that a text in the head names, whatever its case and the blanks around it.
pub(super) fn named(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.len() > LONGEST_NAME {
        return None;
    }
    COLUMNS.iter().map(|column| column.name).find(|name| name.eq_ignore_ascii_case(text))
}

/// Returns how many columns the cells of a row name, and whether the row is a head: it names the act, and something beside it.
pub(super) fn naming<'c>(cells: impl Iterator<Item = &'c str>) -> (usize, bool) {
    let mut seen = [false; COLUMNS.len()];
    for name in cells.filter_map(named) {
        seen[COLUMNS.iter().position(|column| column.name == name).unwrap_or_default()] = true;
    }
    let count = seen.iter().filter(|&&is_named| is_named).count();
    let has_act = COLUMNS.iter().zip(seen).any(|(column, is_named)| is_named && column.holds == Holds::Act);
    (count, count > 1 && has_act)
}

/// Returns how many of the columns without which no row is a statement are named by the cells of a row, if by other words: one at least
/// has its own name.
pub(super) fn naming_needed<'c>(cells: impl Iterator<Item = &'c str>) -> usize {
    let mut seen = [false; NEEDED.len()];
    let mut is_certain = false;
    for cell in cells.map(str::trim).filter(|cell| cell.len() <= LONGEST_NAME) {
        let name = cell.to_lowercase();
        for (needed, seen) in NEEDED.into_iter().zip(&mut seen) {
            is_certain |= name == needed;
            *seen |= name == needed || is_meant(&name, needed);
        }
    }
    if is_certain { seen.iter().filter(|&&is_seen| is_seen).count() } else { 0 }
}

/// Returns whether another word is meant to name one of the columns that are needed.
fn is_meant(name: &str, needed: &str) -> bool {
    SYNONYMS.contains(&(name, needed)) || is_near(name, needed)
}

/// What the head says of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Headed {
    /// One of [`COLUMNS`].
    Named(&'static str),
    /// The encoder's own, which is passed over.
    Own,
    /// A name that is wrong, which is reported already.
    Refused,
    /// No name.
    Nameless,
}

/// The columns that the head names.
#[derive(Default)]
pub(super) struct Header {
    /// Each with its position, in order; positions without a cell are left out.
    columns: Vec<(usize, Headed, Span)>,
    /// Where the names stand.
    pub(super) span: Span,
    /// Where the last of them ends: cells beyond it are in no column.
    pub(super) width: usize,
    /// Whether a column is missing without which no row is a statement, which is reported already.
    pub(super) is_incomplete: bool,
}

impl Header {
    /// Reads the head; what is wrong with the names of columns is reported.
    pub(super) fn read(cells: &[Cell<'_>], faults: &mut Vec<Fault>) -> Self {
        let mut header = Self { columns: Vec::with_capacity(cells.len()), ..Self::default() };
        if let (Some(first), Some(last)) = (cells.first(), cells.last()) {
            header.span = Span::new(first.span.start, last.span.end);
            header.width = last.column + 1;
        }
        let (mut unknown, mut repeated) = (Vec::new(), Vec::new());
        for cell in cells {
            let text = cell.text.trim();
            let column = match named(text) {
                Some(name) if header.has(name) => {
                    repeated.push((cell, name));
                    Headed::Refused
                }
                Some(name) => Headed::Named(name),
                None if text.is_empty() => Headed::Nameless,
                None if text.starts_with(OWN) => Headed::Own,
                None => {
                    unknown.push(cell);
                    Headed::Refused
                }
            };
            header.columns.push((cell.column, column, cell.span));
        }
        let missing: Vec<&'static str> = NEEDED.into_iter().filter(|needed| !header.has(needed)).collect();
        header.is_incomplete = !missing.is_empty();
        report_repeated(&repeated, faults);
        header.report(unknown, missing, faults);
        header
    }

    /// Returns the column at a position; `None` to the right of all that the head has.
    pub(super) fn get(&self, position: usize) -> Option<Headed> {
        if position >= self.width {
            return None;
        }
        Some(self.at(position).map_or(Headed::Nameless, |&(_, column, _)| column))
    }

    /// Returns where the head has the name of the column at a position, or the empty cell for it.
    pub(super) fn place(&self, position: usize) -> Option<Span> {
        self.at(position).map(|&(_, _, span)| span)
    }

    fn at(&self, position: usize) -> Option<&(usize, Headed, Span)> {
        let at = self.columns.partition_point(|&(before, ..)| before < position);
        self.columns.get(at).filter(|&&(found, ..)| found == position)
    }

    /// Returns the position of a column.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().find(|(_, column, _)| matches!(column, Headed::Named(named) if *named == name)).map(|&(position, ..)| position)
    }

    /// Lists the columns that mean something, each with its position.
    pub(super) fn named(&self) -> impl Iterator<Item = (usize, &'static str)> {
        self.columns.iter().filter_map(|&(position, column, _)| match column {
            Headed::Named(name) => Some((position, name)),
            _ => None,
        })
    }

    fn has(&self, name: &'static str) -> bool {
        self.columns.iter().any(|&(_, other, _)| other == Headed::Named(name))
    }

    /// Reports names that mean nothing, each once: as the column that is missing when that is what they seem to be.
    fn report(&self, unknown: Vec<&Cell<'_>>, mut missing: Vec<&'static str>, faults: &mut Vec<Fault>) {
        let is_alone = unknown.len() == 1 && missing.len() == 1;
        let mut foreign = Vec::new();
        for cell in unknown {
            let name = cell.text.trim().to_lowercase();
            let shown = shortened(cell.text.trim());
            let meant = missing.iter().position(|needed| is_meant(&name, needed));
            if meant.is_none() && !is_alone && self.is_incomplete {
                foreign.push(shown);
                continue;
            }
            let (code, message, remedy) = if let Some(at) = meant.or(is_alone.then_some(0)) {
                let needed = missing.remove(at);
                let message = format!("no column is called \"{needed}\", and \"{shown}\" is none that is known");
                let remedy = match meant {
                    Some(_) => format!("did you mean \"{needed}\"? The rows are not read before that is settled"),
                    None => format!(
                        "call it \"{needed}\" if that is what it holds, else add a column of that name; the rows are not read before"
                    ),
                };
                (ProblemCode::MissingColumn, message, Remedy::new(remedy, meant.map(|_| Mend::cell(cell.span, needed))))
            } else {
                let near = COLUMNS.map(|column| column.name).into_iter().filter(|column| is_near(&name, column) && !self.has(column));
                let nearest = near.min_by_key(|column| strsim::osa_distance(&name, column));
                let remedy = match nearest {
                    Some(column) => format!("did you mean \"{column}\"?"),
                    None => format!("call it \"#{shown}\" to have it passed over, or remove it; the columns are {}", listed_columns()),
                };
                let name = nearest.map_or_else(|| format!("#{}", cell.text.trim()), str::to_owned);
                (ProblemCode::UnknownColumn, format!("unknown column \"{shown}\""), Remedy::new(remedy, Mend::cell(cell.span, name)))
            };
            faults.push(Fault::at(cell.span, code, Vec::new(), message, remedy));
        }
        if !missing.is_empty() {
            let names = missing.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" and none ");
            // One of them may be what is missing, in other words.
            let others = if foreign.is_empty() {
                String::new()
            } else {
                format!("; not known are {}", foreign[..foreign.len().min(MOST_NAMED)].join(", "))
            };
            let message = format!("no column is called {names}{others}");
            let remedy = "add it, or give it this name: a statement needs the columns party, act and step; the rows are not read without";
            faults.push(Fault::at(self.span, ProblemCode::MissingColumn, Vec::new(), message, remedy));
        }
    }
}

/// Reports columns that are there twice; several of them are a second table beside the first.
fn report_repeated(repeated: &[(&Cell<'_>, &'static str)], faults: &mut Vec<Fault>) {
    match repeated {
        [] => {}
        [(cell, name)] => {
            let message = format!("the column \"{name}\" is there twice");
            let remedy = format!("keep one of the two; a name such as \"#{name}\", which begins with #, is passed over");
            let remedy = Remedy::new(remedy, Mend::cell(cell.span, format!("#{name}")));
            faults.push(Fault::at(cell.span, ProblemCode::RepeatedColumn, Vec::new(), message, remedy));
        }
        [(cell, _), ..] => {
            let names: Vec<&str> = repeated.iter().take(MOST_NAMED).map(|(_, name)| *name).collect();
            let message = format!("the columns {} are there twice, as if a second table stood beside the first", names.join(", "));
            let remedy = "put the second table below the first, or on a sheet or into a file of its own";
            faults.push(Fault::at(cell.span, ProblemCode::RepeatedColumn, Vec::new(), message, remedy));
        }
    }
}

/// Returns whether a name differs from that of a column in so few letters that it seems to be meant.
fn is_near(name: &str, column: &str) -> bool {
    strsim::osa_distance(name, column) <= column.len().max(3) / 3
}
