//! Which of two positions is harder.
//!
//! A position is no harder than another when it asks for no more and gives no less: `docs/rounds.md` has the rules. Whatever follows from
//! them holds in every negotiation: where one position takes the place of another that is harder, nothing comes later.

use std::collections::HashSet;
use std::hash::Hash;

use super::position::{Acceptance, Clause, Demand, Firmness, Offer, Position, Refusal};
use crate::finding::rounds::Shift;
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
fn holds_no_more(new: Firmness, old: Firmness) -> bool {
    new.weight <= old.weight && (old.firm || !new.firm)
}

fn demands_no_more(new: &Demand, old: &Demand) -> bool {
    new.level <= old.level && is_no_earlier(new.deadline, old.deadline) && holds_no_more(new.hold, old.hold)
}

/// Returns whether what the offer of a term asks for has been asked for before, by a demand of the term or by offering it.
fn is_implied_by(hold: Firmness, old: &Position) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::When;

    /// Moves of party `a`, which performs `m` (low, mid, top) and half of the term `t`: what it says before and after, and the shift.
    const MOVES: &[(&str, &str, Shift)] = &[
        // Demands: of `b`'s measure `w`.
        ("demands = 'w:top'", "demands = 'w:low'", Shift::Softened),
        ("demands = 'w', deadline = '2020-06'", "demands = 'w', deadline = '2020-07'", Shift::Softened),
        ("demands = 'w', deadline = '2020-06-30'", "demands = 'w', deadline = '2020-06'", Shift::Unchanged),
        ("demands = 'w', deadline = '2020-06'", "demands = 'w'", Shift::Softened),
        ("demands = 'w'", "demands = 'w', weight = 3", Shift::Hardened),
        ("demands = 'w', firm = true", "demands = 'w'", Shift::Softened),
        ("demands = 'w:top', deadline = '2020-06'", "demands = 'w:low', deadline = '2020-05'", Shift::Changed),
        ("demands = 'w'; demands = 'w:low'", "demands = 'w'", Shift::Unchanged),
        ("demands = 'w'", "refuses = 'w'", Shift::Changed),
        ("demands = 'w'", "refuses = 'w'; demands = 'w'", Shift::Hardened),
        // Refusals.
        ("refuses = 'w:low'", "refuses = 'w:top'", Shift::Softened),
        ("refuses = 'm'", "offers = 'm'", Shift::Softened),
        ("refuses = 'm'", "offers = 'm', after = 'x'", Shift::Softened),
        // Offers.
        ("offers = 'm:low'", "offers = 'm:mid'", Shift::Softened),
        ("offers = 'm'", "offers = 'm', until = '2020-06'", Shift::Hardened),
        ("offers = 'm', after = 'x'", "offers = 'm', after = 'x'; offers = 'm', after = 'y'", Shift::Softened),
        ("offers = 'm', after = 'x'", "offers = 'm', after = 'y'", Shift::Changed),
        ("offers = 'm:low'", "offers = 'm:top', after = 'x'", Shift::Changed),
        ("offers = 'm:low'", "offers = 'm:low'; offers = 'm:top', after = 'x'", Shift::Softened),
        // Rungs, days and options.
        ("offers = 'm', after = 'x'", "offers = 'm', with = 'x'", Shift::Softened),
        ("offers = 'm', with = 'x'", "offers = 'm', promise = 'x'", Shift::Softened),
        ("offers = 'm', promise = 'x'", "offers = 'm'", Shift::Softened),
        ("offers = 'm', after = { step = 'x', days = 9 }", "offers = 'm', after = 'x'", Shift::Softened),
        ("offers = 'm', after = 'x'", "offers = 'm', promise = { step = 'x', within = 0 }", Shift::Softened),
        ("offers = 'm', with = 'x'", "offers = 'm', promise = { step = 'x', within = 0 }", Shift::Softened),
        ("offers = 'm', promise = { step = 'x', within = 3 }", "offers = 'm', promise = { step = 'x', within = 9 }", Shift::Softened),
        ("offers = 'm', promise = { step = 'x', within = 3 }", "offers = 'm', promise = 'x'", Shift::Softened),
        ("offers = 'm', after = 'x'", "offers = 'm', after = { any = ['x', 'y'] }", Shift::Softened),
        ("offers = 'm', after = { any = ['x', 'y'] }", "offers = 'm', after = ['x', 'y']", Shift::Hardened),
        ("offers = 'm', after = 'w:top'", "offers = 'm', after = 'w:low'", Shift::Softened),
        ("offers = 'm', after = ['w:top', 'w:low']", "offers = 'm', after = 'w:top'", Shift::Unchanged),
        ("offers = 'm', after = 't'", "offers = 'm', after = ['x', 'y']", Shift::Unchanged),
        ("offers = 'm', after = 't'", "offers = 'm', after = 'x'", Shift::Softened),
        // Acceptances: each level is a condition of its own.
        ("accepts = 'w', after = 'x'", "accepts = 'w'", Shift::Softened),
        ("accepts = 'w:low'", "accepts = 'w:top'", Shift::Changed),
        ("accepts = 'w:low', after = 'x'; demands = 'w'", "demands = 'w'", Shift::Softened),
        ("demands = 'w'", "demands = 'w'; accepts = 'w', after = 'x'", Shift::Hardened),
        // Terms are compared as one; to offer one is to ask for the steps of it that are for others.
        ("demands = 't'", "demands = 't', deadline = '2020-06'", Shift::Hardened),
        ("refuses = 't'", "offers = 't'", Shift::Changed),
        ("demands = 't'", "offers = 't'", Shift::Softened),
        // What nobody disputes counts as offered: a first condition takes from it.
        ("demands = 'g'", "demands = 'g'; offers = 'g', after = 'x'", Shift::Changed),
        ("demands = 'g'", "demands = 'g'; offers = 'g'", Shift::Softened),
        ("offers = 'g:low', after = 'x'", "offers = 'g:low', after = 'x'; offers = 'g:top', after = 'x'", Shift::Changed),
    ];

    fn moved(before: &str, after: &str) -> Shift {
        let said = |position: &str, round: &str| {
            let statements = position.split("; ").map(|said| format!("{{ party = 'a', round = '{round}', {said} }},"));
            statements.collect::<String>()
        };
        let levels = "levels = ['low', 'mid', 'top']";
        let text = format!(
            "as_of = '2020-03'
             parties = {{ a = {{}}, b = {{}} }}
             rounds = {{ one = {{ date = '2020-01' }}, two = {{ date = '2020-02' }} }}
             statements = [{}{}]
             [measures]
             m = {{ by = 'a', {levels} }}
             w = {{ by = 'b', {levels} }}
             g = {{ by = ['a', 'b'], given = true, {levels} }}
             x = {{ by = 'a' }}
             y = {{ by = 'b' }}
             [terms]
             t = {{ means = ['x', 'y'] }}
            ",
            said(before, "one"),
            said(after, "two")
        );
        let n = crate::text::from_toml(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let [one, two] = ["one", "two"].map(|round| When::In(n.find_round(round).unwrap()));
        crate::changes(&n, one, two)[0].shift
    }

    #[test]
    fn moves_are_softer_or_harder_as_documented() {
        for &(before, after, shift) in MOVES {
            assert_eq!(moved(before, after), shift, "from {before} to {after}");
            let back = match shift {
                Shift::Softened => Shift::Hardened,
                Shift::Hardened => Shift::Softened,
                other => other,
            };
            assert_eq!(moved(after, before), back, "from {after} to {before}");
        }
    }
}
