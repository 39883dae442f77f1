//! What a subject has to tell, in order, before any form: sections of paragraphs, lists, tables and circles.
//!
//! A subject builds a [`Document`], a writer lays it out, and neither knows the other. What forms do differently is in the document as a
//! notion of its own (a list in brief beside the whole one, a table with its rows in short), never as the name of a form.

use super::phrase::{self, Phrase};

/// A report, a comparison, an account of rounds or an explanation, ready to be written in any form for readers.
///
/// The same subject gives the same document, and the same document the same bytes.
///
/// # Examples
///
/// ```
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let report = impasse::analyze(&negotiation);
/// let document = impasse::render::report(&negotiation, &report);
/// print!("{}", document.text().width(100));
/// assert!(document.markdown().to_string().starts_with("# A swap\n"));
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Document {
    pub(super) title: Phrase,
    /// What stands under the title: the day, how much there is.
    pub(super) about: Vec<Paragraph>,
    /// What comes before the first section.
    pub(super) lead: Vec<Block>,
    pub(super) sections: Vec<Section>,
    /// Said at the end, where the last sections are left out.
    pub(super) left_out: Option<Phrase>,
}

impl Document {
    /// Begins a document.
    pub(super) fn new(title: Phrase) -> Self {
        Self { title, about: Vec::new(), lead: Vec::new(), sections: Vec::new(), left_out: None }
    }
}

/// A part with a heading of its own.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Section {
    pub(super) title: Phrase,
    pub(super) blocks: Vec<Block>,
}

impl Section {
    /// A section under a heading of fixed words.
    pub(super) fn of(title: &str, blocks: impl IntoIterator<Item = Block>) -> Self {
        Self { title: phrase::words(title), blocks: blocks.into_iter().collect() }
    }
}

/// One thing below the other.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    Paragraph(Paragraph),
    List(List),
    Part(Part),
    Card(Card),
    Circle(Circle),
    Table(Table),
    Grid(Grid),
    Curves(Vec<Curve>),
    /// Stands for the parts or cards that are left out.
    LeftOut(Phrase),
}

/// How a paragraph or title is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// In the tone of headings.
    Strong,
    /// What is as it should be.
    Good,
    /// What is not.
    Bad,
    /// What matters less.
    Faint,
}

/// Sentences, each of which may begin a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    pub(super) lines: Vec<Phrase>,
    pub(super) tone: Option<Tone>,
}

impl Paragraph {
    pub(super) fn of(line: Phrase) -> Self {
        Self { lines: vec![line], tone: None }
    }

    pub(super) fn toned(line: Phrase, tone: Tone) -> Self {
        Self { lines: vec![line], tone: Some(tone) }
    }
}

/// A part of a section, with a smaller heading.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) title: Phrase,
    pub(super) tone: Option<Tone>,
    pub(super) setting: Setting,
    pub(super) blocks: Vec<Block>,
}

/// How a part stands to what is above it, in forms that have but lines and blanks to show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// A line is left free between it and the part before.
    Apart,
    /// It follows the part before at once.
    Close,
    /// It is set back, for it belongs to what is above.
    Inset,
}

/// Blocks that belong to a numbered finding; the first is a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Card {
    pub(super) number: Phrase,
    pub(super) blocks: Vec<Block>,
}

/// Entries, one below the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct List {
    pub(super) items: Vec<Item>,
}

impl List {
    pub(super) fn of(items: impl IntoIterator<Item = Item>) -> Self {
        Self { items: items.into_iter().collect() }
    }

    /// A list of phrases that all have the same marker.
    pub(super) fn alike(marker: &Marker, phrases: impl IntoIterator<Item = Phrase>) -> Self {
        Self::of(phrases.into_iter().map(|phrase| Item::new(marker.clone(), phrase)))
    }

    /// Adds what stands for the entries left out, if any are.
    pub(super) fn then(mut self, left_out: Option<Phrase>) -> Self {
        self.items.extend(left_out.map(|said| Item::new(Marker::LeftOut, said)));
        self
    }
}

/// An entry of a list, and what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) marker: Marker,
    /// The entry; of several lines each stands for itself under the same marker.
    pub(super) lines: Vec<Phrase>,
    /// What follows on the same line and matters less.
    pub(super) aside: Option<Phrase>,
    /// What follows on a line of its own.
    pub(super) more: Option<Phrase>,
    pub(super) below: Vec<List>,
    /// What stands below in forms with less room, where it is less.
    pub(super) below_in_brief: Option<Vec<List>>,
}

impl Item {
    pub(super) fn new(marker: Marker, line: Phrase) -> Self {
        Self::of_lines(marker, vec![line])
    }

    pub(super) fn of_lines(marker: Marker, lines: Vec<Phrase>) -> Self {
        Self { marker, lines, aside: None, more: None, below: Vec::new(), below_in_brief: None }
    }

    /// Puts a list below the entry, unless it is empty.
    pub(super) fn with(mut self, list: List) -> Self {
        if !list.items.is_empty() {
            self.below.push(list);
        }
        self
    }
}

/// What stands before an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Marker {
    /// Nothing.
    Bare,
    /// Nothing; the entry is a citation, in which only the words of the source are set apart.
    Cited,
    /// It is one of the points that matter.
    Bullet,
    /// It is one of several.
    Dot,
    /// It is a detail of what is above.
    Dash,
    /// It has come, or gone.
    Come(bool),
    /// It is as wanted, or is not.
    Met(bool),
    /// Its place in a chain of entries that rest on one another.
    Place(usize),
    /// The number of a finding.
    Number(Phrase),
    /// What the lines have in common, in a column of its own.
    Label(Phrase),
    /// What becomes of the thing, in a column of its own.
    Tag {
        word: Phrase,
        /// Whether the entry goes on with the sentence that the tag begins.
        goes_on: bool,
    },
    /// How many there are of what is named.
    Count(usize, Phrase),
    /// Nothing; the entry stands for those that are left out.
    LeftOut,
}

/// Steps each of which waits for the next, the last for the first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Circle {
    pub(super) links: Vec<Wait>,
    /// After how many links some are left out, and what stands for them.
    pub(super) gap: Option<(usize, Phrase)>,
    /// What is to be known of the whole.
    pub(super) caption: Option<Phrase>,
}

/// One link of a circle.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wait {
    /// What waits, with its id.
    pub(super) at: Phrase,
    /// What waits, by name alone.
    pub(super) name: Phrase,
    /// How it waits, to stand before what it waits for.
    pub(super) how: Phrase,
    /// What it waits for, by name.
    pub(super) next: Phrase,
    pub(super) cited: Option<Phrase>,
}

/// Rows of short cells under headings.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// A title, in forms that do not open with the table.
    pub(super) caption: Option<Phrase>,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<TableRow>,
    pub(super) left_out: Option<Phrase>,
    /// What is to be known of the cells.
    pub(super) note: Option<Phrase>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub(super) title: Phrase,
    pub(super) kind: ColumnKind,
    /// How many signs its cells usually take.
    pub(super) room: usize,
}

/// What is in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Words,
    /// A name, which may be long and then goes on below.
    Name,
    Number,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TableRow {
    pub(super) cells: Vec<Cell>,
    /// The row as a sentence, for where there is no room for a table.
    pub(super) in_short: Option<Phrase>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(Phrase),
    /// A share of a whole, from 0 to 1, as a number and a bar.
    Bar(f64),
}

/// Numbers one after the other, each a share of the greatest; they stand in a table above, too.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Curve {
    pub(super) title: Phrase,
    pub(super) shares: Vec<f64>,
}

/// Some speakers side by side, and what each says on one thing after the other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// The speakers.
    pub(super) columns: Vec<Phrase>,
    pub(super) groups: Vec<Group>,
    pub(super) left_out: Option<Phrase>,
    /// Stands in the cell of one that says nothing.
    pub(super) nothing: Phrase,
    /// Said where none says anything.
    pub(super) nobody: Phrase,
}

/// Rows under one heading.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) title: Phrase,
    /// Whether the rows can do without it.
    pub(super) is_plain: bool,
    pub(super) rows: Vec<GridRow>,
}

/// What the speakers say on one thing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GridRow {
    pub(super) subject: Phrase,
    pub(super) state: Phrase,
    pub(super) tone: Option<Tone>,
    /// The columns that are not empty, in order.
    pub(super) cells: Vec<GridCell>,
    /// How many of the cells are shown where they stand below one another, and what stands for the others, where there are more.
    pub(super) in_brief: Option<(usize, Phrase)>,
}

/// What one speaker says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GridCell {
    pub(super) column: usize,
    /// At least one.
    pub(super) lines: Vec<Phrase>,
}
