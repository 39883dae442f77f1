//! Where reading or checking is in a draft: kept on the stack, written out only when there is a problem.

use std::fmt;

use super::fix::Fix;
use super::problem::Segment;
use super::wording::quoted;

/// The way from the top of the draft to a value, and the thing that the value belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Trail<'a> {
    parent: Option<&'a Trail<'a>>,
    part: Part<'a>,
    owner: Owner<'a>,
}

#[derive(Clone, Copy)]
enum Part<'a> {
    Top,
    Key(&'a str),
    KeyItself(&'a str),
    Index(usize),
}

/// The declared thing, statement or claim that a message is about; positions count from 0.
#[derive(Clone, Copy)]
pub(crate) enum Owner<'a> {
    Draft,
    Entry { what: &'static str, id: &'a str },
    Definition { term: &'a str, party: &'a str },
    Exclusion(usize),
    Statement { position: usize, id: Option<&'a str> },
    Claim(usize),
}

impl<'a> Trail<'a> {
    /// The draft itself.
    pub(crate) const TOP: Self = Self { parent: None, part: Part::Top, owner: Owner::Draft };

    /// Begins at a key at the top of the draft.
    pub(crate) const fn top(key: &'a str) -> Self {
        Self { parent: None, part: Part::Key(key), owner: Owner::Draft }
    }

    /// Goes on to the value of a key.
    pub(crate) const fn key(&'a self, key: &'a str) -> Self {
        Self { parent: Some(self), part: Part::Key(key), owner: self.owner }
    }

    /// Goes on to a key itself.
    pub(crate) const fn key_itself(&'a self, key: &'a str) -> Self {
        Self { parent: Some(self), part: Part::KeyItself(key), owner: self.owner }
    }

    /// Goes on to an item of a list, or an entry of a table with a repeated key.
    pub(crate) const fn index(&'a self, index: usize) -> Self {
        Self { parent: Some(self), part: Part::Index(index), owner: self.owner }
    }

    /// Says to what everything from here on belongs.
    pub(crate) const fn of(mut self, owner: Owner<'a>) -> Self {
        self.owner = owner;
        self
    }

    /// Returns what the value belongs to.
    pub(crate) const fn owner(&self) -> Owner<'a> {
        self.owner
    }

    /// Returns the words ` in statement "s1"` with which a message says what the value belongs to; nothing at the top.
    pub(crate) fn in_owner(&self) -> String {
        match self.owner {
            Owner::Draft => String::new(),
            owner => format!(" in {owner}"),
        }
    }

    /// Writes another word in the place of the text, or of the key that is meant itself.
    pub(crate) fn rewritten(&self, word: &str) -> Fix {
        if matches!(self.part, Part::KeyItself(_)) { Fix::Key(word.to_owned()) } else { Fix::text(word) }
    }

    /// Returns the key whose list this is an item of.
    pub(crate) fn list(&self) -> Option<&'a str> {
        match (self.part, self.parent.map(|parent| parent.part)) {
            (Part::Index(_), Some(Part::Key(key))) => Some(key),
            _ => None,
        }
    }

    /// Returns whether this is the draft itself.
    pub(crate) const fn is_top(&self) -> bool {
        matches!(self.part, Part::Top)
    }

    /// Returns whether this is the value of a key of the draft itself.
    pub(crate) const fn is_at_top(&self) -> bool {
        match (self.part, self.parent) {
            (Part::Key(_), Some(parent)) => parent.is_top(),
            (Part::Key(_), None) => true,
            _ => false,
        }
    }

    /// Returns whether this is the value of a certain key.
    pub(crate) fn is_key(&self, key: &str) -> bool {
        matches!(self.part, Part::Key(own) if own == key)
    }

    /// Returns the words with which a message names the value: its key, or its position in the list under a key.
    pub(crate) fn named(&self) -> String {
        match (self.part, self.parent.map(|parent| parent.part)) {
            (Part::Key(key) | Part::KeyItself(key), _) => quoted(key).to_string(),
            (Part::Index(index), Some(Part::Key(key))) => format!("item {} of {}", index + 1, quoted(key)),
            (Part::Index(index), _) => format!("item {}", index + 1),
            (Part::Top, _) => "the file".to_owned(),
        }
    }

    /// Writes the way out.
    pub(crate) fn segments(&self) -> Vec<Segment> {
        let mut segments: Vec<Segment> = std::iter::successors(Some(self), |trail| trail.parent)
            .filter_map(|trail| match trail.part {
                Part::Top => None,
                Part::Key(key) => Some(Segment::Key(key.to_owned())),
                Part::KeyItself(key) => Some(Segment::KeyItself(key.to_owned())),
                Part::Index(index) => Some(Segment::Index(index)),
            })
            .collect();
        segments.reverse();
        segments
    }
}

impl fmt::Display for Owner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Draft => f.write_str("the negotiation"),
            Self::Entry { what, id } => write!(f, "{what} {}", quoted(id)),
            Self::Definition { term, party } => write!(f, "the definition of {} by {}", quoted(term), quoted(party)),
            Self::Exclusion(position) => write!(f, "exclusion {}", position + 1),
            Self::Statement { id: Some(id), .. } => write!(f, "statement {}", quoted(id)),
            Self::Statement { position, id: None } => write!(f, "statement \"s{}\"", position + 1),
            Self::Claim(position) => write!(f, "claim {}", position + 1),
        }
    }
}
