//! Which of two positions is harder.
//!
//! A position is no harder than another when it asks for no more and gives no less: `docs/rounds.md` has the rules. Whatever follows from
//! them holds in every negotiation: where one position takes the place of another that is harder, nothing comes later.

use std::collections::HashSet;
use std::hash::Hash;

use super::position::{Acceptance, Clause, Demand, Hold, Offer, Position, Refusal};
use crate::finding::Shift;
use crate::model::{Day, Negotiation, StatementId, Wait};

/// Says how one party moved on one target, from some statements to others, none of which are missing.
pub(super) fn shift(n: &Negotiation, before: &[StatementId], after: &[StatementId]) -> Shift {
    let (before, after) = (Position::of(n, before), Position::of(n, after));
    match (is_no_harder(&after, &before), is_no_harder(&before, &after)) {
        (true, true) => Shift::Unchanged,
        (true, false) => Shift::Softened,
        (false, true) => Shift::Hardened,
        (false, false) => Shift::Changed,
    }
}

/// Returns whether a position asks for no more and gives no less than an old one.
fn is_no_harder(new: &Position, old: &Position) -> bool {
    let asks_no_more = each_has(&new.demands, &old.demands, demands_no_more)
        && new.implied.iter().all(|&hold| is_implied_by(hold, old))
        && each_has(&new.refusals, &old.refusals, refuses_no_more);
    asks_no_more && offers_no_less(new, old) && accepts_no_less(new, old)
}

/// Returns whether each entry of one list has one in another that it may be set beside; equal entries always may.
fn each_has<T: Eq + Hash>(entries: &[T], others: &[T], may: impl Fn(&T, &T) -> bool) -> bool {
    let equal: HashSet<&T> = others.iter().collect();
    entries.iter().all(|entry| equal.contains(entry) || others.iter().any(|other| may(entry, other)))
}

/// Returns whether a party holds to something no more dearly than before.
fn holds_no_more(new: Hold, old: Hold) -> bool {
    new.weight <= old.weight && (old.firm || !new.firm)
}

fn demands_no_more(new: &Demand, old: &Demand) -> bool {
    new.level <= old.level && is_no_earlier(new.deadline, old.deadline) && holds_no_more(new.hold, old.hold)
}

/// Returns whether what the offer of a term asks for has been asked for before, by a demand of the term or by offering it.
fn is_implied_by(hold: Hold, old: &Position) -> bool {
    let before = old.demands.iter().map(|demand| demand.hold).chain(old.implied.iter().copied());
    before.into_iter().any(|old| holds_no_more(hold, old))
}

fn refuses_no_more(new: &Refusal, old: &Refusal) -> bool {
    new.level >= old.level && holds_no_more(new.hold, old.hold)
}

fn offers_no_less(new: &Position, old: &Position) -> bool {
    let no_less = |old: &Offer, new: &Offer| {
        new.level >= old.level
            && is_no_earlier(new.until, old.until)
            && holds_no_more(new.hold, old.hold)
            && are_no_stricter(&new.clauses, &old.clauses)
    };
    each_has(&old.offers, &new.offers, no_less) && keeps_what_is_given(new, old)
}

/// Returns whether no precondition has been put to what counted as offered without any.
fn keeps_what_is_given(new: &Position, old: &Position) -> bool {
    let highest = new.highest_offer();
    let is_free = |offer: &Offer| Some(offer.level) == highest && offer.clauses.is_empty() && offer.until.is_none();
    !new.given || highest <= old.highest_offer() || new.offers.iter().any(is_free)
}

fn accepts_no_less(new: &Position, old: &Position) -> bool {
    let no_less = |old: &Acceptance, new: &Acceptance| holds_no_more(new.hold, old.hold) && are_no_stricter(&new.clauses, &old.clauses);
    new.acceptances.iter().all(|(level, new)| old.acceptances.get(level).is_some_and(|old| each_has(old, new, no_less)))
}

/// Returns whether a day is no earlier than another; no day is the latest.
fn is_no_earlier(day: Option<Day>, other: Option<Day>) -> bool {
    match (day, other) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(day), Some(other)) => day >= other,
    }
}

/// Returns whether each of some preconditions follows from one of others, which are by the measure of their first option.
fn are_no_stricter(new: &[Clause], old: &[Clause]) -> bool {
    new.iter().all(|clause| {
        clause.options.iter().any(|&(measure, _)| {
            // Every option of the old one has to be met by one of the new, the first among them.
            let start = old.partition_point(|other| other.options[0].0 < measure);
            old[start..].iter().take_while(|other| other.options[0].0 == measure).any(|other| follows(clause, other))
        })
    })
}

/// Returns whether a precondition holds wherever another does.
fn follows(clause: &Clause, from: &Clause) -> bool {
    let met = |&(measure, level): &(_, usize)| {
        let place = clause.options.binary_search_by_key(&measure, |option| option.0);
        place.is_ok_and(|place| clause.options[place].1 <= level)
    };
    is_no_stricter(clause, from) && from.options.iter().all(met)
}

/// Returns whether one wait for a step binds no more than another: what comes after a step comes with it too, and on any promise of it.
fn is_no_stricter(wait: &Clause, other: &Clause) -> bool {
    match (other.wait, wait.wait) {
        (Wait::After, Wait::After) => wait.days <= other.days,
        (Wait::After | Wait::With, Wait::With | Wait::Promise) => true,
        (Wait::Promise, Wait::Promise) => wait.days.is_none() || other.days.is_some_and(|within| wait.days >= Some(within)),
        (Wait::With | Wait::Promise, Wait::After) | (Wait::Promise, Wait::With) => false,
    }
}
