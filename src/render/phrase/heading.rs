//! Headings and the small words of a report's layout.

use super::{Phrase, Role, name, phrase, plural};
use crate::finding::{ConflictId, ConflictKind, DeadlockId};
use crate::model::{Negotiation, NotCounted, SourceId};

/// The title, or what stands in for one.
pub(in crate::render) fn title(n: &Negotiation) -> Phrase {
    match n.title() {
        Some(title) => Phrase::of(Role::Name, title),
        None => phrase!["Negotiation"],
    }
}

/// The day as of which positions are read, and how much there is.
pub(in crate::render) fn as_of(n: &Negotiation) -> Phrase {
    let (parties, steps, said) = (n.parties().len(), n.steps().len(), n.standing().count());
    let size = phrase![
        parties,
        plural(parties, " party", " parties"),
        ", ",
        steps,
        plural(steps, " step", " steps"),
        ", ",
        said,
        plural(said, " statement", " statements"),
        " that ",
        plural(said, "stands", "stand")
    ];
    match n.as_of() {
        Some(day) => phrase!["As of ", name::date(day), ": ", size],
        None => phrase!["Undated: ", size],
    }
}

/// How many statements do not count on the day looked at, and why; nothing where all do, withdrawals aside.
pub(in crate::render) fn not_counted(n: &Negotiation) -> Option<Phrase> {
    let NotCounted { later, ended } = n.not_counted();
    let all = later + ended + n.standing().count();
    let later_said = (later > 0).then(|| later_in_words(n, later, all));
    let ended_said = (ended > 0).then(|| match (later, n.as_of()) {
        (0, Some(_)) => phrase![some_of(ended, all), " had been replaced or withdrawn by then and ", do_not_count(ended)],
        (0, None) => phrase![some_of(ended, all), plural(ended, " has", " have"), " been replaced or withdrawn and ", do_not_count(ended)],
        (_, Some(_)) => phrase!["; ", ended, " had been replaced or withdrawn by then"],
        (_, None) => phrase!["; ", ended, plural(ended, " has", " have"), " been replaced or withdrawn"],
    });
    (later > 0 || ended > 0).then(|| phrase![later_said, ended_said, "."])
}

/// How many statements were made after the day up to which rounds are followed; nothing where none were.
pub(in crate::render) fn made_later(n: &Negotiation) -> Option<Phrase> {
    let counts = n.not_counted();
    let all = counts.later + counts.ended + n.standing().count();
    (counts.later > 0).then(|| phrase![later_in_words(n, counts.later, all), "."])
}

/// How many statements come later: `4 of 20 statements were made after 2024-01-01 and do not count`.
fn later_in_words(n: &Negotiation, later: usize, all: usize) -> Phrase {
    phrase![some_of(later, all), plural(later, " was", " were"), " made ", afterwards(n), " and ", do_not_count(later)]
}

/// After the day or round up to which positions are read.
pub(super) fn afterwards(n: &Negotiation) -> Phrase {
    match (n.as_of_round(), n.as_of()) {
        (Some(round), _) => phrase!["after the round ", name::round(n, round)],
        (None, Some(day)) => phrase!["after ", name::date(day)],
        (None, None) => phrase!["later"],
    }
}

fn some_of(count: usize, all: usize) -> Phrase {
    if all == 1 { phrase!["The one statement"] } else { phrase![count, " of ", all, " statements"] }
}

const fn do_not_count(count: usize) -> &'static str {
    plural(count, "does not count", "do not count")
}

/// The heading over the conflicts of one kind.
pub(in crate::render) const fn kind(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Refusal => "Wanted by one, refused by another",
        ConflictKind::Unanswered => "Wanted, but not offered",
        ConflictKind::Shortfall => "Less offered than demanded",
        ConflictKind::Incompatible => "Needed together, though they exclude each other",
        ConflictKind::Deadline => "Possible, but too late",
        ConflictKind::Definition => "One word, several meanings",
        ConflictKind::Claim => "Contradictory accounts",
        ConflictKind::SelfContradiction => "A party in its own way",
    }
}

/// The number of a deadlock.
pub(in crate::render) fn deadlock_number(index: usize) -> Phrase {
    name::deadlock_id(DeadlockId::new(index))
}

/// The number of a conflict.
pub(in crate::render) fn conflict_number(index: usize) -> Phrase {
    name::conflict_id(ConflictId::new(index))
}

/// The line that stands for what a list leaves out.
pub(in crate::render) fn omitted(count: usize) -> Phrase {
    phrase!["… and ", count, " more (the JSON form lists all)"]
}

/// The line that stands for the links of a circle that are not drawn.
pub(in crate::render) fn links_omitted(count: usize) -> Phrase {
    phrase!["… ", count, " more ", plural(count, "step", "steps"), " …"]
}

/// A source: its id, and what is known of it.
pub(in crate::render) fn source(n: &Negotiation, id: SourceId) -> Phrase {
    let source = n.source(id);
    let mut phrase = Phrase::of(Role::Id, n.source_key(id));
    let parts = [source.title.as_deref().map(|t| ("“", t, "”")), source.publisher.as_deref().map(|p| ("", p, ""))];
    let mut separator = ": ";
    for (open, text, close) in parts.into_iter().flatten() {
        phrase.add(separator).add(open).add(Phrase::of(Role::Quote, text)).add(close);
        separator = ", ";
    }
    if let Some(date) = source.date {
        phrase.add(separator).add(date.to_string());
        separator = ", ";
    }
    if let Some(url) = &source.url {
        phrase.add(separator).add(Phrase::of(Role::Quote, url));
    }
    phrase
}

/// When steps can go ahead: on a date, or after others of that day; where nothing is dated, at once or on a day counted from there.
pub(in crate::render) fn opens(n: &Negotiation, day: i64, later_that_day: bool) -> Phrase {
    match (day, later_that_day) {
        (_, true) => phrase!["then"],
        (0, false) if n.as_of().is_none() => phrase!["at once"],
        (_, false) => name::day(n, day),
    }
}

words! {
    /// The heading over the conflicts.
    CONFLICTS = "Conflicts";
    /// Said where there is no conflict.
    NO_CONFLICTS = "None.";
    /// The heading over the deadlocks.
    CIRCLES = "Circles";
    /// Said where there is no circle.
    NO_CIRCLES = "None: no steps wait for one another.";
    /// The heading over what can go ahead.
    OPEN = "What can go ahead";
    /// Said where nothing can go ahead.
    NOTHING_OPEN = "Nothing.";
    /// The heading over the demands.
    DEMANDS = "Demands";
    /// The heading over what becomes of the steps.
    STEPS = "Steps, and what holds the stuck ones";
    /// Said where no row is left.
    NO_ROWS = "There is nothing to compare.";
    /// Stands in the cell of a party that has nothing to say.
    NOTHING = "–";
    /// Said where no party is named under a step.
    NOBODY = "Nobody speaks of it.";
    /// The heading over the terms.
    MEANINGS = "One word, several meanings";
    /// Said where no term is disputed.
    NO_MEANINGS = "None.";
    /// Said under an explanation of which it is not proven that each line is needed.
    MAY_HAVE_SPARE_LINES = "It is so long that not every line was tried: perhaps some could be left out.";
    /// The heading over the accounts.
    ACCOUNTS = "What is said to have happened";
    /// The heading over the accounts that contradict each other.
    CONTRADICTORY = "Contradictory";
    /// The heading over the other accounts.
    UNCONTRADICTED = "Not contradicted";
    /// The heading over the sources.
    SOURCES = "Sources";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Draft;

    /// Statements of `a`, each with what it does and when, as of a day; the lines of a report and of an account of rounds.
    fn lines(said: &[(&str, &str)], as_of: Option<&str>) -> [Option<String>; 2] {
        let mut draft = Draft::new("");
        draft.party("a");
        draft.party("b");
        draft.measure("x", ["b"]);
        draft.round("spring", "2024-03");
        draft.round("summer", "2024-03");
        for (act, when) in said {
            let statement = match *act {
                "withdraws" => draft.says("a").withdraws("x"),
                _ => draft.says("a").demands("x"),
            };
            match *when {
                "" => {}
                date if date.starts_with('2') => drop(statement.date(date.to_owned())),
                round => drop(statement.round(round.to_owned())),
            }
        }
        let n = draft.build_as_of(as_of).unwrap();
        [not_counted(&n), made_later(&n)].map(|line| line.map(|line| line.to_string()))
    }

    #[test]
    fn what_does_not_count_is_counted_in_words() {
        let of = |said: &[(&str, &str)], as_of: &str| lines(said, Some(as_of))[0].clone().unwrap_or_default();
        assert_eq!(of(&[("demands", ""), ("demands", "")], "2024"), "");
        assert_eq!(of(&[("demands", "2024-03-05")], "2024-03-04"), "The one statement was made after 2024-03-04 and does not count.");
        assert_eq!(
            of(&[("demands", "2025"), ("demands", "2025-02")], "2024"),
            "2 of 2 statements were made after 2024-12-31 and do not count."
        );
        assert_eq!(
            of(&[("demands", "2023"), ("demands", "2024-01"), ("demands", "2025")], "2024"),
            "1 of 3 statements was made after 2024-12-31 and does not count; 1 had been replaced or withdrawn by then."
        );
        assert_eq!(
            of(&[("demands", "spring"), ("demands", "summer")], "spring"),
            "1 of 2 statements was made after the round spring and does not count."
        );
        assert_eq!(
            of(&[("demands", "spring"), ("withdraws", "summer")], "2024"),
            "The one statement had been replaced or withdrawn by then and does not count."
        );
        assert_eq!(of(&[("demands", "spring"), ("withdraws", "summer")], "spring"), "");
    }

    #[test]
    fn an_account_of_rounds_has_told_of_what_was_replaced() {
        let said = [("demands", "2023"), ("demands", "2024-01"), ("demands", "2025")];
        let [_, rounds] = lines(&said, Some("2024"));
        assert_eq!(rounds.as_deref(), Some("1 of 3 statements was made after 2024-12-31 and does not count."));
        assert_eq!(lines(&said, None)[1], None);
    }
}
