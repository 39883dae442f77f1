//! The verdict in a sentence.

use super::{Phrase, join, phrase, plural};
use crate::finding::{ConflictKind, DeadlockCounts, DemandCounts, Report, Summary, Verdict};

/// Says whether all demands can be met, and how many cannot: `Impasse: none of the 4 demands can be met as things stand.`
#[must_use]
pub fn verdict(report: &Report) -> Phrase {
    verdict_of(&report.summary())
}

/// Says the same of a report in numbers.
#[must_use]
pub fn verdict_of(summary: &Summary) -> Phrase {
    let DemandCounts { demands, unmet } = summary.demands;
    let by_then = summary.is_only_demanded_later.then_some(" by that day");
    match summary.verdict {
        Verdict::Agreement => match demands {
            0 if hangs(summary) => {
                phrase!["Nothing is demanded", by_then, ", so no demand is at stake; but some of what was offered cannot happen."]
            }
            0 if by_then.is_some() => phrase!["Nothing is demanded", by_then, "; what is demanded was said later."],
            0 => phrase!["Nothing is demanded: there is nothing to disagree about."],
            1 => phrase!["Agreement is possible: the one demand can be met."],
            2 => phrase!["Agreement is possible: both demands can be met."],
            _ => phrase!["Agreement is possible: all ", demands, " demands can be met."],
        },
        Verdict::Impasse if !summary.proof.is_proven() => phrase!["Impasse, unproven: ", undecided(demands)],
        Verdict::Impasse => phrase!["Impasse: ", stuck(summary, demands, unmet)],
    }
}

/// Returns whether conflicts or circles stand in the way of something, demanded or not.
fn hangs(summary: &Summary) -> bool {
    let harmless = |kind| matches!(kind, ConflictKind::Definition | ConflictKind::Claim);
    summary.deadlocks.all() > 0 || summary.conflicts.iter().any(|&(kind, count)| count > 0 && !harmless(kind))
}

fn stuck(summary: &Summary, demands: usize, unmet: usize) -> Phrase {
    match (demands, unmet) {
        (0, _) => {
            phrase!["nothing is demanded", summary.is_only_demanded_later.then_some(" by that day"), ", but ", why_still(summary), "."]
        }
        (1, 0) => phrase!["the one demand can be met, but ", why_still(summary), "."],
        (_, 0) => phrase!["each of the ", demands, " demands can be met, but ", why_still(summary), "."],
        (1, _) => phrase!["the one demand cannot be met as things stand."],
        (2, 2) => phrase!["neither of the 2 demands can be met as things stand."],
        (_, _) if unmet == demands => phrase!["none of the ", demands, " demands can be met as things stand."],
        _ => phrase![unmet, " of the ", demands, " demands cannot be met as things stand."],
    }
}

/// Says that a choice among exclusions was looked for in vain, and not to the end.
fn undecided(demands: usize) -> Phrase {
    let found = match demands {
        1 => phrase!["the one demand can be met, but no deal was found that meets it and keeps all exclusions"],
        2 => phrase!["both demands can be met, but no deal was found that meets both and keeps all exclusions"],
        _ => phrase!["each of the ", demands, " demands can be met, but no deal was found that meets them all and keeps all exclusions"],
    };
    phrase![found, "; the search for one ended at its limit."]
}

/// Why there is an impasse although each demand by itself can be met.
fn why_still(summary: &Summary) -> Phrase {
    let DeadlockCounts { actual, steps, .. } = summary.deadlocks;
    let mut reasons = Vec::new();
    if steps == 1 {
        reasons.push(phrase!["1 step waits for itself"]);
    } else if steps > 1 {
        reasons.push(phrase![steps, " steps wait for one another in ", plural(actual, "a circle", "circles")]);
    }
    if summary.conflicts_of(ConflictKind::Incompatible) > 0 || reasons.is_empty() {
        reasons.push(phrase!["not all of what is wanted fits into one deal"]);
    }
    let count = reasons.len();
    join(reasons, count, "and", 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{ConflictKind, Demand, Overview, Parts, Proof};
    use crate::model::{PartyId, StatementId, StepId};
    use crate::render::sample;

    /// The verdict on demands of which each is met or not.
    fn on(verdict: Verdict, met: &[bool], change: impl FnOnce(&mut Parts)) -> String {
        let demand = |(i, &met): (usize, &bool)| Demand {
            statement: StatementId::new(i),
            party: PartyId::new(0),
            step: StepId::new(0),
            met,
            deadline: None,
        };
        let mut parts = Parts { verdict, demands: met.iter().enumerate().map(demand).collect(), ..sample::parts() };
        change(&mut parts);
        let n = crate::Draft::default().build().unwrap();
        super::verdict(&Report::new(parts, &n, |_, _| Overview::default())).to_string()
    }

    #[test]
    fn the_verdict_counts_demands() {
        let found = crate::analyze(&sample::negotiation());
        let circle = |parts: &mut Parts| parts.deadlocks = found.deadlocks()[..1].to_vec();
        let excluded = found.conflicts().iter().filter(|conflict| conflict.kind() == ConflictKind::Incompatible).cloned();
        let exclusion = |parts: &mut Parts| parts.conflicts = excluded.collect();
        let none = |_: &mut Parts| {};
        use Verdict::{Agreement, Impasse};
        assert_eq!(on(Agreement, &[], none), "Nothing is demanded: there is nothing to disagree about.");
        let later = |parts: &mut Parts| parts.demanded_later = true;
        assert_eq!(on(Agreement, &[], later), "Nothing is demanded by that day; what is demanded was said later.");
        let later_and_circle = |parts: &mut Parts| (later(parts), circle(parts)).1;
        let text = "Nothing is demanded by that day, so no demand is at stake; but some of what was offered cannot happen.";
        assert_eq!(on(Agreement, &[], later_and_circle), text);
        let text = "Impasse: nothing is demanded by that day, but 3 steps wait for one another in a circle.";
        assert_eq!(on(Impasse, &[], later_and_circle), text);
        assert_eq!(on(Agreement, &[true], none), "Agreement is possible: the one demand can be met.");
        assert_eq!(on(Agreement, &[true, true], none), "Agreement is possible: both demands can be met.");
        assert_eq!(on(Agreement, &[true; 3], none), "Agreement is possible: all 3 demands can be met.");
        assert_eq!(on(Impasse, &[false], none), "Impasse: the one demand cannot be met as things stand.");
        assert_eq!(on(Impasse, &[false; 2], none), "Impasse: neither of the 2 demands can be met as things stand.");
        assert_eq!(on(Impasse, &[false; 3], none), "Impasse: none of the 3 demands can be met as things stand.");
        assert_eq!(on(Impasse, &[false, true], none), "Impasse: 1 of the 2 demands cannot be met as things stand.");
        assert_eq!(on(Impasse, &[], circle), "Impasse: nothing is demanded, but 3 steps wait for one another in a circle.");
        let at_limit = |parts: &mut Parts| parts.proof = Proof::AtLimit;
        let text = "Impasse, unproven: each of the 9 demands can be met, but no deal was found that meets them all and keeps all exclusions; \
                    the search for one ended at its limit.";
        assert_eq!(on(Impasse, &[true; 9], at_limit), text);
        let text = "Impasse, unproven: the one demand can be met, but no deal was found that meets it and keeps all exclusions; \
                    the search for one ended at its limit.";
        assert_eq!(on(Impasse, &[true], at_limit), text);
        let text = "Impasse: each of the 2 demands can be met, but not all of what is wanted fits into one deal.";
        assert_eq!(on(Impasse, &[true; 2], exclusion), text);
    }
}
