//! The columns of a spreadsheet of statements: what goes into each, and what can be chosen there.

/// A column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its name in the first row.
    pub(super) name: &'static str,
    /// How wide it is, in characters.
    pub(super) width: u8,
    /// What a note at its name says about it.
    pub(super) note: &'static str,
    /// What its cells hold.
    pub(super) holds: Holds,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// An id, a date or another word, which no program may turn into a number.
    Word,
    /// Text of any length.
    Prose,
    /// One of the five verbs.
    Act,
    /// The id of a party, a round or a source, or a step or term.
    One(List),
    /// Several steps or terms, with signs between them and days behind them.
    Several,
    /// A whole number, 1 or more.
    Weight,
    /// True or false.
    Truth,
    /// A number from 0 to 1.
    Confidence,
}

/// Which of the lists that a position file makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Parties,
    Steps,
    Rounds,
    Sources,
}

const fn column(name: &'static str, width: u8, holds: Holds, note: &'static str) -> Column {
    Column { name, width, note, holds }
}

/// The columns, in the order in which they are written.
pub(super) const COLUMNS: [Column; 17] = [
    column("id", 14, Holds::Word, "A name for the statement, such as us-1. Leave it empty for s1, s2 and so on."),
    column("party", 14, Holds::One(List::Parties), "Who speaks: the id of a party in the position file."),
    column("act", 12, Holds::Act, "What the party does: demands, offers, accepts, refuses or withdraws."),
    column(
        "step",
        26,
        Holds::One(List::Steps),
        "What the act is about: a measure, measure:level or a term of the position file. A measure with levels means its top level.",
    ),
    column(
        "after",
        26,
        Holds::Several,
        "Of offers and accepts: the steps or terms that must be complete before. Put ; between several, | between alternatives, \
         and +30d behind one for at least 30 days.",
    ),
    column(
        "with",
        26,
        Holds::Several,
        "Of offers and accepts: the steps or terms that must happen at the same time or before. Put ; between several, | between alternatives.",
    ),
    column(
        "promise",
        26,
        Holds::Several,
        "Of offers and accepts: the steps or terms that must be promised. Put ; between several, | between alternatives, \
         and <90d behind one for at most 90 days later.",
    ),
    column("round", 14, Holds::One(List::Rounds), "The round in which it was said: its id in the position file. Either this or a date."),
    column("date", 12, Holds::Word, "When it was said, outside the rounds: 2019-02-27, 2019-02 or 2019."),
    column("deadline", 12, Holds::Word, "Of demands: the date by which the party wants it."),
    column("until", 12, Holds::Word, "Of offers: the date until which the offer is valid."),
    column("weight", 9, Holds::Weight, "How dearly the party holds to it: a whole number, 1 or more. Empty means 1."),
    column("firm", 8, Holds::Truth, "TRUE when the party will not concede it. Empty means FALSE."),
    column("confidence", 12, Holds::Confidence, "How sure you are that it was said and meant so, from 0 to 1. Empty means 1."),
    column("source", 16, Holds::One(List::Sources), "Where it was read: the id of a source in the position file."),
    column("quote", 60, Holds::Prose, "The words of the source."),
    column("note", 40, Holds::Prose, "A remark of your own."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_those_of_the_library() {
        assert_eq!(COLUMNS.map(|column| column.name), impasse::text::COLUMNS);
    }
}
