//! The columns of a table of statements, and the row that names them.

use super::cell::Cell;
use super::decode::shortened;
use super::fault::{Fault, Remedy};
use super::mend::Mend;
use super::node::Span;

/// The columns of a table of statements, in the order in which they are written.
///
/// # Examples
///
/// ```
/// use impasse::text::COLUMNS;
///
/// assert_eq!(COLUMNS[..4], ["id", "party", "act", "step"]);
/// ```
pub const COLUMNS: [&str; 17] = [
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

/// What the first row says of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// One of [`COLUMNS`].
    Named(&'static str),
    /// A name that is wrong, which is reported already.
    Refused,
    /// No name.
    Unnamed,
}

/// The columns that the first row names.
#[derive(Default)]
pub(super) struct Header {
    /// Each with its position, in order; positions without a cell are left out.
    columns: Vec<(usize, Column)>,
}

impl Header {
    /// Reads the first row; one without which no row could be understood is reported, and names nothing.
    pub(super) fn read(cells: &[Cell<'_>], faults: &mut Vec<Fault>) -> Self {
        let names: Vec<String> = cells.iter().map(|cell| cell.text.trim().to_lowercase()).collect();
        if !names.iter().any(|name| COLUMNS.contains(&&**name)) {
            let remedy = format!("begin with a row of the columns {}", COLUMNS.join(", "));
            faults.push(Fault::syntax(first(cells), "the first row does not name the columns", remedy));
            return Self::default();
        }
        let mut header = Self { columns: Vec::with_capacity(cells.len()) };
        for (cell, name) in cells.iter().zip(&names) {
            let column = header.column(cell, name, faults);
            header.columns.push((cell.column, column));
        }
        if header.is_incomplete(cells, faults) { Self::default() } else { header }
    }

    /// Returns whether rows below can be understood.
    pub(super) fn names_any(&self) -> bool {
        self.columns.iter().any(|(_, column)| matches!(column, Column::Named(_)))
    }

    /// Returns the column at a position; `None` to the right of all that the first row has.
    pub(super) fn get(&self, position: usize) -> Option<Column> {
        let at = self.columns.partition_point(|&(before, _)| before < position);
        let &(found, column) = self.columns.get(at)?;
        Some(if found == position { column } else { Column::Unnamed })
    }

    fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|&(_, other)| other == column)
    }

    /// Returns the column that a cell names; what names none is reported.
    fn column(&self, cell: &Cell<'_>, name: &str, faults: &mut Vec<Fault>) -> Column {
        match COLUMNS.into_iter().find(|column| *column == name) {
            Some(column) if self.has(Column::Named(column)) => {
                let message = format!("the column \"{column}\" is there twice");
                faults.push(Fault::at(cell.span, "repeated-column", Vec::new(), message, "keep one of the two"));
                Column::Refused
            }
            Some(column) => Column::Named(column),
            None if name.is_empty() => Column::Unnamed,
            None => {
                let nearest = COLUMNS.into_iter().map(|column| (strsim::osa_distance(name, column), column)).min();
                let near = nearest.filter(|&(distance, column)| distance <= column.len().max(3) / 3).map(|(_, column)| column);
                let remedy = match near {
                    Some(column) => format!("did you mean \"{column}\"?"),
                    None => format!("remove it; the columns are {}", COLUMNS.join(", ")),
                };
                let message = format!("unknown column \"{}\"", shortened(cell.text.trim()));
                let mend = near.map(|column| Mend::cell(cell.span, column));
                faults.push(Fault::at(cell.span, "unknown-column", Vec::new(), message, Remedy::new(remedy, mend)));
                Column::Refused
            }
        }
    }

    /// Reports that acts have no column, or what they are about has none, so that no row says anything.
    fn is_incomplete(&self, cells: &[Cell<'_>], faults: &mut Vec<Fault>) -> bool {
        let missing = match (self.has(Column::Named("act")), self.has(Column::Named("step"))) {
            (false, true) => "act",
            (true, false) => "step",
            _ => return false,
        };
        // A name that is not known may be the one that is missing; it is reported already.
        if self.has(Column::Refused) {
            return false;
        }
        let message = format!("the first row names no column \"{missing}\"");
        let remedy = "add it: a statement needs the columns party, act and step";
        faults.push(Fault::at(first(cells), "missing-column", Vec::new(), message, remedy));
        true
    }
}

fn first(cells: &[Cell<'_>]) -> Span {
    cells.first().map_or_else(Span::default, |cell| cell.span)
}
