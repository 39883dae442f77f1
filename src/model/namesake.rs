//! Things of one kind that their names do not tell apart.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::{Character, IssueId, MeasureId, PartyId, RoundId, TermId};

/// What has the name of something else of its kind, so that a name alone does not say which is meant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Namesakes {
    pub(crate) parties: Namesake<PartyId>,
    pub(crate) measures: Namesake<MeasureId>,
    pub(crate) terms: Namesake<TermId>,
    pub(crate) rounds: Namesake<RoundId>,
    pub(crate) issues: Namesake<IssueId>,
}

/// The things of one kind that share their names.
#[derive(Clone, Debug)]
pub(crate) struct Namesake<I> {
    /// Each thing whose name an earlier one has, after the first of that name.
    pub(crate) pairs: Vec<(I, I)>,
    all: HashSet<I, foldhash::fast::RandomState>,
}

impl<I> Default for Namesake<I> {
    fn default() -> Self {
        Self { pairs: Vec::new(), all: HashSet::default() }
    }
}

impl<I: Copy + Eq + Hash> Namesake<I> {
    /// Looks for what has the same name among things with their names.
    pub(super) fn among<'n>(named: impl Iterator<Item = (I, &'n str)>) -> Self {
        let mut first: HashMap<Cow<'n, str>, I, foldhash::fast::RandomState> = HashMap::default();
        let mut found = Self::default();
        for (id, name) in named {
            let of_the_name = *first.entry(as_seen(name)).or_insert(id);
            if of_the_name != id {
                found.pairs.push((of_the_name, id));
                found.all.extend([of_the_name, id]);
            }
        }
        found
    }

    /// Returns whether something else of the kind has the same name.
    pub(crate) fn has(&self, id: I) -> bool {
        self.all.contains(&id)
    }
}

/// Returns a name, or the id where there is none with anything to see in it.
pub(crate) fn readable<'n>(name: &'n Option<Box<str>>, key: &'n str) -> &'n str {
    visible(name).unwrap_or(key)
}

/// Returns a name in which there is something to see.
pub(crate) fn visible(name: &Option<Box<str>>) -> Option<&str> {
    name.as_deref().filter(|name| name.chars().any(|c| !c.is_whitespace() && !is_unseen(c)))
}

fn is_unseen(c: char) -> bool {
    Character::of(c) == Character::Unseen
}

/// Returns a name as a reader sees it: without what is invisible, and with single blanks.
fn as_seen(name: &str) -> Cow<'_, str> {
    let is_plain = !name.chars().any(|c| is_unseen(c) || (c.is_whitespace() && c != ' '));
    if is_plain && name.trim() == name && !name.contains("  ") {
        return Cow::Borrowed(name);
    }
    let seen: String = name.chars().filter(|&c| !is_unseen(c)).collect();
    Cow::Owned(seen.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_as_they_are_seen() {
        let mut draft = crate::Draft::new("");
        for (id, name) in
            [("a", "Port"), ("b", "Por\u{200b}t "), ("c", "port"), ("d", " \u{200b}"), ("e", "d"), ("f", "The  Port"), ("g", "The Port")]
        {
            draft.party(id).name(name);
        }
        draft.party("port");
        draft.measure("m", ["a"]).name("Port");
        let n = draft.build().unwrap();
        let pairs = |ids: &[(PartyId, PartyId)]| {
            ids.iter().map(|&(a, b)| (n.party_key(a).to_owned(), n.party_key(b).to_owned())).collect::<Vec<_>>()
        };
        let expected = [("a", "b"), ("d", "e"), ("f", "g"), ("c", "port")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(pairs(&n.namesakes().parties.pairs), expected);
        assert!(n.namesakes().parties.has(PartyId::new(0)) && n.namesakes().measures.pairs.is_empty());
    }
}
