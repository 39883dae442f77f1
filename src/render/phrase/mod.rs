//! The words: every English sentence of a report or an explanation, as phrases that any renderer can lay out.
//!
//! A [`Phrase`] is plain text of which each piece knows its [`Role`], so that a renderer can escape or set apart what users wrote.
//! Parties are spoken of in the past tense ("offered", "refused"), which fits names of one and of many alike.

/// Fixed words, each under a name that says where it stands.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {$(
        $(#[$doc])*
        pub(in crate::render) const $name: &str = $text;
    )*};
}

mod agreeable;
mod citation;
mod claim;
mod comparison;
mod conflict;
mod deadlock;
mod distance;
mod doubt;
mod explanation;
mod heading;
mod headline;
mod name;
mod rounds;
mod statement;
mod status;
mod verdict;

pub use claim::claim;
pub(in crate::render) use claim::proposition_name;
pub use conflict::conflict;
pub use deadlock::deadlock;
pub use doubt::{doubt, doubted, doubts};
pub use explanation::line;
pub use statement::statement;
pub use verdict::{verdict, verdict_of};

pub(in crate::render) use agreeable::{apart, group_members, groups_counted, left_out, set, sets_counted};
pub(in crate::render) use citation::{conflict_citations, line_citations, link_citation, note};
pub(in crate::render) use comparison::{
    account, as_used, cell, group, in_words, meaning_citation, parts, reading, resting, rests, rows_counted, standing, subject, term_title,
    told,
};
pub(in crate::render) use deadlock::{behind, circles_counted, link};
pub(in crate::render) use distance::{AGREEABLE, APART, TOGETHER, distance_of_issue, matter, overall, pair};
pub(in crate::render) use explanation::{line_details, line_end, line_head, title as explanation_title};
pub(in crate::render) use heading::*;
pub(in crate::render) use headline::headlines;
pub(in crate::render) use name::{party, step, step_and_key};
pub(in crate::render) use rounds::*;
pub(in crate::render) use status::{demand, opening, status_counts, stuck, why};

use std::fmt;

/// A piece of a sentence, or several sentences, in plain text.
///
/// `Display` writes it as it is, unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    text: String,
    /// The role of each piece and where it ends in the text.
    pieces: Vec<(Role, usize)>,
}

/// What a piece of a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The report's own words.
    Words,
    /// A name that users gave: of a party, a step, a term.
    Name,
    /// Words quoted from a source, or an encoder's remark.
    Quote,
    /// An id of the position file or the number of a finding.
    Id,
}

impl Phrase {
    /// Returns the phrase as plain text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Lists the pieces in order.
    pub fn pieces(&self) -> impl Iterator<Item = (Role, &str)> {
        let mut start = 0;
        self.pieces.iter().map(move |&(role, end)| (role, &self.text[std::mem::replace(&mut start, end)..end]))
    }

    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Begins the phrase with a capital letter, where it begins with the report's own words.
    fn capitalized(mut self) -> Self {
        if self.pieces.first().is_some_and(|(role, _)| *role == Role::Words) {
            let first = self.text.chars().next().map_or(0, char::len_utf8);
            self.text[..first].make_ascii_uppercase();
        }
        self
    }

    pub(in crate::render) fn push(&mut self, role: Role, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        match self.pieces.last_mut() {
            Some((last, end)) if *last == role => *end = self.text.len(),
            _ => self.pieces.push((role, self.text.len())),
        }
    }

    pub(in crate::render) fn of(role: Role, text: &str) -> Self {
        let mut phrase = Self::default();
        phrase.push(role, text);
        phrase
    }

    fn add(&mut self, part: impl Part) -> &mut Self {
        part.add_to(self);
        self
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Fixed words as a phrase.
pub(in crate::render) fn words(text: &str) -> Phrase {
    Phrase::of(Role::Words, text)
}

/// What a phrase can be put together from.
trait Part {
    fn add_to(self, phrase: &mut Phrase);
}

impl Part for &str {
    fn add_to(self, phrase: &mut Phrase) {
        phrase.push(Role::Words, self);
    }
}

impl Part for String {
    fn add_to(self, phrase: &mut Phrase) {
        phrase.push(Role::Words, &self);
    }
}

impl Part for usize {
    fn add_to(self, phrase: &mut Phrase) {
        phrase.push(Role::Words, &thousands(self));
    }
}

impl Part for Phrase {
    fn add_to(self, phrase: &mut Phrase) {
        (&self).add_to(phrase);
    }
}

impl Part for &Phrase {
    fn add_to(self, phrase: &mut Phrase) {
        for (role, text) in self.pieces() {
            phrase.push(role, text);
        }
    }
}

impl<P: Part> Part for Option<P> {
    fn add_to(self, phrase: &mut Phrase) {
        if let Some(part) = self {
            part.add_to(phrase);
        }
    }
}

/// Puts a phrase together from words, numbers and phrases.
macro_rules! phrase {
    ($($part:expr),* $(,)?) => {{
        let mut phrase = $crate::render::phrase::Phrase::default();
        $(phrase.add($part);)*
        phrase
    }};
}
use phrase;

/// Writes a number as people read it: 1,000,000.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns the word for one or for several.
const fn plural<'w>(count: usize, one: &'w str, several: &'w str) -> &'w str {
    if count == 1 { one } else { several }
}

/// Joins at most `limit` of `count` parts: `a, b and c`, or `a, b and 7 more`.
fn join<P: Part>(parts: impl IntoIterator<Item = P>, count: usize, conjunction: &str, limit: usize) -> Phrase {
    let shown = if count > limit { limit.max(2) - 1 } else { count };
    let mut phrase = Phrase::default();
    for (i, part) in parts.into_iter().take(shown).enumerate() {
        if i > 0 {
            let last = i + 1 == shown && shown == count;
            phrase.add(if last { " " } else { ", " }).add(if last { conjunction } else { "" }).add(if last { " " } else { "" });
        }
        phrase.add(part);
    }
    if shown < count {
        phrase.add(" ").add(conjunction).add(" ").add(count - shown).add(" more");
    }
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_their_roles_and_add_up_to_the_text() {
        let mut phrase = phrase!["of ", 1_234_567, " steps: "];
        phrase.push(Role::Name, "Lift");
        phrase.add(", then");
        let pieces: Vec<_> = phrase.pieces().collect();
        assert_eq!(pieces, [(Role::Words, "of 1,234,567 steps: "), (Role::Name, "Lift"), (Role::Words, ", then")]);
        assert_eq!(phrase.to_string(), "of 1,234,567 steps: Lift, then");
    }

    #[test]
    fn lists_are_joined_and_cut() {
        let joined = |count: usize, limit| join((0..count).map(|i| i.to_string()), count, "and", limit).to_string();
        assert_eq!(joined(0, 3), "");
        assert_eq!(joined(1, 3), "0");
        assert_eq!(joined(2, 3), "0 and 1");
        assert_eq!(joined(3, 3), "0, 1 and 2");
        assert_eq!(joined(4, 3), "0, 1 and 2 more");
        assert_eq!(joined(1_000_002, 3), "0, 1 and 1,000,000 more");
    }
}
