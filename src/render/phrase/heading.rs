//! Headings and the small words of a report's layout.

use super::{Phrase, Role, name, phrase, plural};
use crate::finding::ConflictKind;
use crate::model::{Negotiation, SourceId};

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
    name::deadlock_id(index)
}

/// The number of a conflict.
pub(in crate::render) fn conflict_number(index: usize) -> Phrase {
    name::conflict_id(index)
}

/// The line that stands for what a list leaves out.
pub(in crate::render) fn omitted(count: usize) -> Phrase {
    phrase!["… and ", count, " more (--format json lists all)"]
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

/// When steps can go ahead: today, on a date, or after others of that day.
pub(in crate::render) fn opens(n: &Negotiation, day: i64, later_that_day: bool) -> Phrase {
    match (day, later_that_day) {
        (_, true) => phrase!["then"],
        (0, false) => phrase!["today"],
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
    /// The heading over the accounts.
    ACCOUNTS = "What is said to have happened";
    /// The heading over the accounts that contradict each other.
    CONTRADICTORY = "Contradictory";
    /// The heading over the other accounts.
    UNCONTRADICTED = "Not contradicted";
    /// The heading over the sources.
    SOURCES = "Sources";
}
