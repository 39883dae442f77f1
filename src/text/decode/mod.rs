//! Nodes to a draft: every value of the wrong type and every unknown key is reported, and the rest is read all the same.
//!
//! Where a value cannot be used, the draft gets a placeholder in its stead, so that positions in lists stay what they are and the check of
//! the draft does not say that something is missing. What the check then says about a placeholder is left out of the report;
//! [`Shape`] remembers where the placeholders are.

pub(super) mod field;
mod precondition;
mod table;

use std::collections::{HashMap, HashSet};

#[cfg(test)]
pub(super) use table::known_keys;

use super::acts;
use super::fault::{Fault, Remedy};
use super::node::{Node, Span, Value};
use crate::draft::{Draft, Segment, StatementDraft};

/// How many different unknown keys get a search for the known key nearest to them.
const SEARCHES: usize = 1_000;
/// The most letters of a name that a message quotes, and that a search compares.
const LONGEST: usize = 60;

/// Other words that people write for keys.
const OTHER_WORDS: [(&str, &str); 10] = [
    ("speaker", "party"),
    ("who", "party"),
    ("actor", "party"),
    ("condition", "after"),
    ("conditions", "after"),
    ("precondition", "after"),
    ("preconditions", "after"),
    ("performer", "by"),
    ("performers", "by"),
    ("meaning", "means"),
];

/// The way from the top of a draft to a value, kept on the stack and written out only for a problem.
#[derive(Clone, Copy)]
pub(super) struct Trail<'a> {
    outer: Option<&'a Trail<'a>>,
    part: Part<'a>,
}

#[derive(Clone, Copy)]
enum Part<'a> {
    Top,
    Key(&'a str),
    Index(usize),
}

impl<'a> Trail<'a> {
    const TOP: Self = Self { outer: None, part: Part::Top };

    const fn key(&'a self, key: &'a str) -> Self {
        Self { outer: Some(self), part: Part::Key(key) }
    }

    const fn index(&'a self, index: usize) -> Self {
        Self { outer: Some(self), part: Part::Index(index) }
    }

    fn segments(&self) -> Vec<Segment> {
        let mut segments: Vec<Segment> = std::iter::successors(Some(self), |trail| trail.outer)
            .filter_map(|trail| match trail.part {
                Part::Top => None,
                Part::Key(key) => Some(Segment::Key(key.to_owned())),
                Part::Index(index) => Some(Segment::Index(index)),
            })
            .collect();
        segments.reverse();
        segments
    }
}

/// What is wrong with the shape of one text, and what the rest of the report has to know of it.
#[derive(Default)]
pub(super) struct Shape<'n> {
    pub(super) faults: Vec<Fault>,
    /// Where placeholders stand.
    pub(super) rejected: HashSet<Vec<Segment>>,
    /// Misspelt keys, by their place, and the keys that they were read as.
    pub(super) misspelt: HashMap<Span, &'static str>,
    /// Measures of which it is not known who performs them or what levels they have.
    pub(super) blurred: HashSet<&'n str>,
    /// Whether a whole section could not be read, so that references into it lead nowhere.
    pub(super) lost_section: bool,
    /// Whether the nodes are rows of a table.
    pub(super) is_table: bool,
    /// What the search for unknown keys has found, by the kind of table and the unknown key.
    nearest: HashMap<(&'static str, &'n str), Option<usize>>,
}

impl<'n> Shape<'n> {
    /// Reports a mistake at a value that is then replaced by a placeholder or left out.
    fn reject(&mut self, at: &Trail<'_>, span: Span, code: &'static str, message: impl Into<String>, remedy: impl Into<Remedy>) {
        let path = at.segments();
        self.rejected.insert(path.clone());
        self.faults.push(Fault::at(span, code, path, message, remedy));
    }

    /// Reports a value of the wrong type.
    fn wrong_type(&mut self, at: &Trail<'_>, node: &Node<'n>, expected: &str, remedy: impl Into<Remedy>) {
        if matches!(node.value, Value::Broken) {
            self.rejected.insert(at.segments());
            return;
        }
        let name = match (at.part, at.outer.map(|outer| outer.part)) {
            (Part::Key(key), _) => format!("\"{}\"", shortened(key)),
            (Part::Index(index), Some(Part::Key(key))) => format!("item {} of \"{}\"", index + 1, shortened(key)),
            (Part::Index(index), _) => format!("item {}", index + 1),
            (Part::Top, _) => "the file".to_owned(),
        };
        self.reject(at, node.span, "wrong-type", format!("{name} is {} instead of {expected}", node.value.what()), remedy);
    }
}

impl<'n> Shape<'n> {
    /// Returns whether an unknown key stands for a known one without doubt, so that its value is what the known one would have.
    fn is_certain(key: &str, known: &str, table: &str) -> bool {
        table == <Draft<'_> as table::Fields<'_>>::WHAT || is_form_of(&key.to_lowercase().replace(['-', ' '], "_"), known)
    }

    /// Finds which of the known keys of a kind of table was probably meant by an unknown one.
    fn nearest_key(&mut self, table: &'static str, key: &'n str, known: &[&str]) -> Option<usize> {
        let asked = (table, key);
        if let Some(&found) = self.nearest.get(&asked) {
            return found;
        }
        if self.nearest.len() == SEARCHES || key.len() > LONGEST {
            return None;
        }
        let written = key.to_lowercase().replace(['-', ' '], "_");
        // Another word for an act, where acts are keys.
        let verb = acts::meant(&written).filter(|_| known.contains(&"demands"));
        let other = OTHER_WORDS.iter().find(|(word, _)| *word == written).map(|&(_, key)| key);
        let is_meant = |known: &str| verb == Some(known) || other == Some(known);
        let near = |known: &str| is_meant(known).then_some(0).or_else(|| distance(&written, known));
        let found = (0..known.len()).filter_map(|i| Some((near(known[i])?, i))).min().map(|(_, i)| i);
        self.nearest.insert(asked, found);
        found
    }
}

/// Returns in how many letters a key differs from a known one; `None` when it is not near for its length.
fn distance(written: &str, known: &str) -> Option<usize> {
    if is_form_of(written, known) {
        return Some(0);
    }
    let distance = strsim::osa_distance(written, known);
    let farthest = match known.len().min(written.chars().count()) {
        // Of two letters, only the same two in the other order are near.
        ..=2 => usize::from(written.len() == known.len() && known.chars().all(|c| written.contains(c))),
        3..=5 => 1,
        length => (length / 3).min(3),
    };
    // One word may be the beginning of the other, as in "conf".
    let begins = known.starts_with(written) && written.len() >= 3 && 2 * written.len() >= known.len()
        || written.starts_with(known) && known.len() >= 4 && 2 * known.len() >= written.len();
    (distance <= farthest || begins).then_some(distance)
}

/// Returns whether a key is surely a known one: in capitals, in the singular or in the plural.
fn is_form_of(written: &str, known: &str) -> bool {
    let singular = |plural: &str, word: &str| {
        plural.strip_suffix('s') == Some(word) || plural.strip_suffix("ies").is_some_and(|stem| word.strip_suffix('y') == Some(stem))
    };
    written == known || singular(known, written) || singular(written, known)
}

/// Cuts a name that is too long for a message, and escapes what cannot be printed.
pub(super) fn shortened(name: &str) -> String {
    let cut = if name.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("{}{cut}", name.chars().take(LONGEST).collect::<String>().escape_debug())
}

/// Reads a whole position file.
pub(super) fn draft<'n>(root: &'n Node<'_>, shape: &mut Shape<'n>) -> Draft<'n> {
    let mut draft = Draft::default();
    table::fill(&mut draft, root, &Trail::TOP, shape);
    draft
}

/// Reads rows of a CSV file as statements, the first of which is at the given position of the draft.
pub(super) fn statements<'n>(rows: &'n [Node<'_>], first: usize, shape: &mut Shape<'n>) -> Vec<StatementDraft<'n>> {
    shape.is_table = true;
    let list = Trail::TOP.key("statements");
    let row = |(i, row)| {
        let mut statement = StatementDraft::default();
        table::fill(&mut statement, row, &list.index(first + i), shape);
        statement
    };
    rows.iter().enumerate().map(row).collect()
}
