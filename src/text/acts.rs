//! The verb of an act that was probably meant by another word.

use crate::model::Act;

/// Other words for each act.
const OTHERS: [(&str, &[&str]); 5] = [
    ("demands", &["wants", "asks", "requests", "requires", "claims", "insists"]),
    ("offers", &["proposes", "suggests", "tenders"]),
    ("accepts", &["agrees", "approves", "consents", "tolerates"]),
    ("refuses", &["rejects", "declines", "denies", "opposes"]),
    ("withdraws", &["retracts", "revokes", "recants", "cancels"]),
];

/// Returns the verb that was probably meant by a word: another word for the act, another form of either, or a misspelling.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    if word.len() > 30 {
        return None;
    }
    let word = word.trim().to_lowercase();
    let asked = stem(&word);
    let same = Act::ALL.map(Act::word).into_iter().find(|verb| stem(verb) == asked);
    let other = || OTHERS.iter().find(|(_, words)| words.iter().any(|other| stem(other) == asked)).map(|&(verb, _)| verb);
    let near = || {
        let nearest = Act::ALL.map(Act::word).into_iter().map(|verb| (strsim::osa_distance(&word, verb), verb)).min();
        nearest.filter(|&(distance, verb)| distance <= verb.len().min(word.len()) / 3).map(|(_, verb)| verb)
    };
    same.or_else(other).or_else(near)
}

/// Cuts off what makes other forms of a verb: `refuses`, `refused`, `refusing`, `refusal`.
fn stem(word: &str) -> &str {
    let cut = ["ing", "ed", "es", "al", "s", "e"].iter().find_map(|end| word.strip_suffix(end).filter(|stem| stem.len() >= 3));
    cut.map_or(word, |stem| stem.strip_suffix('e').unwrap_or(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_told_from_other_words() {
        for (word, verb) in [
            ("demand", "demands"),
            ("Demanded", "demands"),
            ("wants", "demands"),
            ("asked", "demands"),
            ("offered", "offers"),
            ("ofers", "offers"),
            ("proposed", "offers"),
            ("proposal", "offers"),
            ("accept", "accepts"),
            ("agrees", "accepts"),
            ("rejects", "refuses"),
            ("rejected", "refuses"),
            ("refuse", "refuses"),
            ("refusal", "refuses"),
            ("withdraw", "withdraws"),
            ("withdrwas", "withdraws"),
            ("revoked", "withdraws"),
        ] {
            assert_eq!(meant(word), Some(verb), "{word}");
        }
        for word in ["", "x", "says", "party", "한국", "s", "es", &"demands".repeat(10)] {
            assert_eq!(meant(word), None, "{word}");
        }
    }
}
