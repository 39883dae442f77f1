//! The kinds of findings: their names and what they are, in one table.

use crate::model::vocabulary;

/// A kind of conflict, in the order of reports; its word is the name of its page in `docs/findings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ConflictKind {
    /// A party wants what another refuses.
    Refusal,
    /// A party wants what its performer has not offered.
    Unanswered,
    /// A party demands more of a measure than is offered.
    Shortfall,
    /// Steps that exclude each other are needed together.
    Incompatible,
    /// What is demanded can happen, but not in time.
    Deadline,
    /// Parties mean different things by one term.
    Definition,
    /// Parties assert opposite things about one fact.
    Claim,
    /// A party stands in its own way.
    SelfContradiction,
}

vocabulary!(ConflictKind: Refusal "refusal", Unanswered "unanswered", Shortfall "shortfall", Incompatible "incompatible",
    Deadline "deadline", Definition "definition", Claim "claim", SelfContradiction "self-contradiction");

/// A kind of finding: its name, what it is in one line, and the page about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kind {
    /// The name, which is that of the page in `docs/findings`.
    pub word: &'static str,
    /// What it is, in one line.
    pub summary: &'static str,
    /// The page about it, in Markdown.
    pub page: &'static str,
    /// The version that brought it.
    pub since: &'static str,
}

macro_rules! kinds {
    ($($word:literal $summary:literal;)*) => {
        impl Kind {
            /// Every kind of finding: deadlocks first, then conflicts in the order of reports.
            pub const ALL: &'static [Self] = &[$(Self {
                word: $word,
                summary: $summary,
                page: include_str!(concat!("../../docs/findings/", $word, ".md")),
                since: "0.1.0",
            }),*];
        }
    };
}

kinds! {
    "deadlock" "steps wait for one another in a circle";
    "latent-deadlock" "steps would wait in a circle once refusals and silence are out of the way";
    "refusal" "a party wants what another refuses";
    "unanswered" "a party wants what its performer has not offered";
    "shortfall" "a party demands more of a measure than is offered";
    "incompatible" "steps that exclude each other are needed together";
    "deadline" "what is demanded can happen, but not in time";
    "definition" "parties mean different things by one term";
    "claim" "parties assert opposite things about one fact";
    "self-contradiction" "a party stands in its own way";
}

impl Kind {
    /// Finds a kind by its name.
    #[must_use]
    pub fn find(word: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|kind| kind.word == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_conflict_kind_has_a_row_and_no_name_twice() {
        for kind in ConflictKind::ALL {
            assert!(Kind::find(kind.word()).is_some(), "{kind:?}");
        }
        let mut words: Vec<_> = Kind::ALL.iter().map(|kind| kind.word).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Kind::ALL.len());
        assert_eq!(Kind::ALL.len(), ConflictKind::ALL.len() + 2);
    }
}
