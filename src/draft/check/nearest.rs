//! The declared id that a misspelt one was probably meant to be.

use crate::draft::wording::slug;

/// How many unknown ids get a search.
const SEARCHES: usize = 200;
/// How much work all searches together may do, in steps of about the cost of comparing two letters.
const WORK: usize = 30_000_000;
/// What looking at a candidate costs before anything is compared.
const LOOK: usize = 8;
/// Longer words are not compared.
const LONGEST: usize = 100;
/// The most letters that may differ, however long the word is.
const FARTHEST: usize = 5;

/// The search for near ids, bounded so that a draft full of unknown ids is still checked quickly.
pub(super) struct Nearest {
    searches: usize,
    work: usize,
}

impl Default for Nearest {
    fn default() -> Self {
        Self { searches: SEARCHES, work: WORK }
    }
}

impl Nearest {
    /// Finds the candidate nearest to a word, by its id or its name: the first of those that differ in the fewest letters.
    ///
    /// Returns `None` when none is near, or when so many searches have been made that no more are.
    pub(super) fn find<'c>(&mut self, word: &str, candidates: impl Iterator<Item = (&'c str, Option<&'c str>)>) -> Option<&'c str> {
        if self.searches == 0 || word.len() > LONGEST {
            return None;
        }
        self.searches -= 1;
        let word = slug(word);
        let length = word.chars().count();
        if length == 0 {
            return None;
        }
        let mut best = None;
        // One more than may differ: a third of the letters, at least one, but not all.
        let mut limit = ((length.max(3) / 3).min(FARTHEST) + 1).min(length);
        for (id, name) in candidates {
            let named = name.filter(|name| name.len() <= LONGEST).map(slug);
            for spelling in [Some(id), named.as_deref()].into_iter().flatten() {
                self.work = self.work.saturating_sub(LOOK);
                if spelling.len() > LONGEST || spelling.chars().count().abs_diff(length) >= limit {
                    continue;
                }
                self.work = self.work.saturating_sub(length * spelling.len());
                let distance = strsim::osa_distance(&word, spelling);
                if distance < limit {
                    (best, limit) = (Some(id), distance);
                }
            }
            if limit == 0 || self.work == 0 {
                break;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest<'c>(word: &str, ids: &[(&'c str, Option<&'c str>)]) -> Option<&'c str> {
        Nearest::default().find(word, ids.iter().copied())
    }

    #[test]
    fn finds_swapped_missing_and_wrong_letters() {
        let ids = [("us", None), ("dprk", None), ("lift-sanctions", None)];
        assert_eq!(nearest("dpkr", &ids), Some("dprk"));
        assert_eq!(nearest("drk", &ids), Some("dprk"));
        assert_eq!(nearest("DPRK", &ids), Some("dprk"));
        assert_eq!(nearest("lift sanction", &ids), Some("lift-sanctions"));
        assert_eq!(nearest("lift_sanctions", &ids), Some("lift-sanctions"));
        assert_eq!(nearest("dismantle", &ids), None);
    }

    #[test]
    fn finds_by_name() {
        let ids = [("us", Some("United States")), ("dprk", Some("North Korea"))];
        assert_eq!(nearest("norht-korea", &ids), Some("dprk"));
    }

    #[test]
    fn the_first_of_the_nearest_wins() {
        assert_eq!(nearest("abcd", &[("abcx", None), ("abcy", None)]), Some("abcx"));
        assert_eq!(nearest("abcdefgh", &[("abcdefxy", None), ("abcdefgy", None)]), Some("abcdefgy"));
    }

    #[test]
    fn gives_up_after_enough_work() {
        let mut nearest = Nearest::default();
        for _ in 0..SEARCHES {
            assert_eq!(nearest.find("abcd", [("abce", None)].into_iter()), Some("abce"));
        }
        assert_eq!(nearest.find("abcd", [("abce", None)].into_iter()), None);
        let many = std::iter::repeat_n(("abxy", None), 100_000_000).chain([("abcd", None)]);
        assert_eq!(Nearest::default().find("abcd", many), None);
        assert_eq!(Nearest::default().find(&"a".repeat(1000), [("a", None)].into_iter()), None);
    }
}
