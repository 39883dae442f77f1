//! The columns of a table of statements, as the fields of statements are declared.

use crate::draft::{Field, Kind, Named, StatementDraft};
use crate::model::Act;

/// A column of a table of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name in the head.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// How many characters wide its cells usually are.
    pub width: u8,
    /// What goes into it, for whoever fills the table.
    pub note: &'static str,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Holds {
    /// An id, a date or another word.
    Word,
    /// Text of any length.
    Prose,
    /// One of the verbs.
    Act,
    /// The id of a party.
    Party,
    /// A step or a term.
    Step,
    /// The id of a round.
    Round,
    /// The id of a source.
    Source,
    /// Several steps or terms, with signs between them and days behind them.
    Preconditions,
    /// A whole number, 1 or more.
    Count,
    /// A number from 0 to 1.
    Share,
    /// True or false.
    Truth,
}

/// The columns of a table of statements, in the order in which they are written.
///
/// Each is a field of a statement in the position file, but for two: `act` says which of the verbs is meant, and `step` what it is about.
///
/// # Examples
///
/// ```
/// use impasse::text::COLUMNS;
///
/// let names = COLUMNS.map(|column| column.name);
/// assert_eq!(names[..4], ["id", "party", "act", "step"]);
/// ```
pub const COLUMNS: [Column; COUNT] = columns();

const ACT: Column =
    Column { name: "act", holds: Holds::Act, width: 12, note: "What the party does: demands, offers, accepts, refuses or withdraws." };
const STEP: Column = Column {
    name: "step",
    holds: Holds::Step,
    width: 26,
    note: "What the act is about: a measure, measure:level or a term of the position file. A measure with levels means its top level.",
};

const FIELDS: &[Field] = StatementDraft::RECORD.fields;

const COUNT: usize = {
    let (mut count, mut i) = (2, 0);
    while i < FIELDS.len() {
        count += FIELDS[i].column.is_some() as usize;
        i += 1;
    }
    count
};

const fn columns() -> [Column; COUNT] {
    let mut columns = [ACT; COUNT];
    let (mut count, mut i) = (0, 0);
    while i < FIELDS.len() {
        if let Kind::Verb(Act::Demands) = FIELDS[i].kind {
            // The verbs are keys in the position file, and together these two columns here.
            (columns[count], columns[count + 1]) = (ACT, STEP);
            count += 2;
        }
        if let Some(heading) = FIELDS[i].column {
            columns[count] = Column { name: FIELDS[i].key, holds: holds(FIELDS[i].kind), width: heading.width, note: heading.note };
            count += 1;
        }
        i += 1;
    }
    columns
}

const fn holds(kind: Kind) -> Holds {
    match kind {
        Kind::Id(Named::Party) => Holds::Party,
        Kind::Id(Named::Round) => Holds::Round,
        Kind::Id(Named::Source) => Holds::Source,
        Kind::Prose => Holds::Prose,
        Kind::Preconditions(_) => Holds::Preconditions,
        Kind::Count => Holds::Count,
        Kind::Share => Holds::Share,
        Kind::Truth => Holds::Truth,
        _ => Holds::Word,
    }
}

/// Returns the column of a name as it is written here.
pub(super) fn column(name: &str) -> Option<&'static Column> {
    const ALL: &[Column] = &COLUMNS;
    ALL.iter().find(|column| column.name == name)
}

/// Lists the names of the columns in a message.
pub(super) fn listed_columns() -> String {
    COLUMNS.map(|column| column.name).join(", ")
}
