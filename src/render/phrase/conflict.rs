//! What clashes in a conflict, in one sentence.

use super::{Phrase, Role, claim, name, phrase, statement};
use crate::finding::{
    ClashingDefinitions, Conflict, ContradictoryClaims, Evidence, Incompatible, MissedDeadline, Refusal, SelfContradiction, Shortfall,
    Unanswered, Want,
};
use crate::model::{Negotiation, PartyId, StatementId, StepId, Subject};

/// Says what clashes: `North demanded “Lift the blockade”, which South refused.`
#[must_use]
pub fn conflict(n: &Negotiation, conflict: &Conflict) -> Phrase {
    phrase![sentence(n, conflict), "."]
}

/// What clashes, without the full stop.
pub(super) fn sentence(n: &Negotiation, conflict: &Conflict) -> Phrase {
    match &conflict.evidence {
        Evidence::Refusal(refusal) => refused(n, refusal),
        Evidence::Unanswered(request) => unanswered(n, request),
        Evidence::Shortfall(shortfall) => short(n, shortfall),
        Evidence::Incompatible(needs) => incompatible(n, needs),
        Evidence::Deadline(missed) => late(n, missed),
        Evidence::Definition(clash) => definitions(n, clash),
        Evidence::Claim(clash) => claims(n, clash),
        Evidence::SelfContradiction(own) => contradiction(n, own),
    }
}

/// What a statement wants, up to the steps in question: `North demanded “a”`, or `North offered “b” only after “a”`.
///
/// Returns also whether the step itself has been named last, so that the sentence may go on with `which`.
fn wanting(n: &Negotiation, id: StatementId, want: Want, steps: &[StepId]) -> (Phrase, Named) {
    let party = name::party(n, n.statement(id).party);
    match want {
        Want::Demand => (phrase![party, " demanded ", name::steps_and(n, steps)], Named::Alone),
        Want::Precondition { precondition, .. } => {
            let precondition = &n.preconditions(id)[precondition];
            let named = match n.subject(precondition) {
                Subject::Step(_) | Subject::Any([_]) if precondition.days.is_none() => Named::Alone,
                _ => Named::AmongOthers,
            };
            (phrase![party, " ", statement::offered(n, id), " ", statement::condition(n, precondition)], named)
        }
    }
}

/// Whether a sentence has named the step in question last, or only as one of several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Alone,
    AmongOthers,
}

fn speakers(n: &Negotiation, statements: &[StatementId]) -> Vec<PartyId> {
    let mut parties: Vec<_> = statements.iter().map(|&id| n.statement(id).party).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

fn refused(n: &Negotiation, refusal: &Refusal) -> Phrase {
    let (wanted, named) = wanting(n, refusal.wanting, refusal.want, &refusal.steps);
    let refusers = name::parties(n, &refusal.parties, "and");
    match named {
        Named::Alone => phrase![wanted, ", which ", refusers, " refused"],
        Named::AmongOthers => phrase![wanted, "; ", refusers, " refused ", name::steps_and(n, &refusal.steps)],
    }
}

fn unanswered(n: &Negotiation, request: &Unanswered) -> Phrase {
    let (wanted, named) = wanting(n, request.wanting, request.want, &request.steps);
    let what = match named {
        Named::Alone => phrase!["it"],
        Named::AmongOthers => name::steps(n, &request.steps, "or", name::NAMES),
    };
    if *request.silent == [n.statement(request.wanting).party] {
        return phrase![wanted, ", but made no offer of ", what];
    }
    phrase![wanted, ", but no offer of ", what, " came from ", name::parties(n, &request.silent, "or")]
}

fn short(n: &Negotiation, shortfall: &Shortfall) -> Phrase {
    let demander = name::party(n, n.statement(shortfall.wanting).party);
    let offerers = name::parties(n, &speakers(n, &shortfall.offers), "and");
    let (demanded, offered) = (name::step(n, shortfall.demanded), name::step(n, shortfall.offered));
    phrase![demander, " demanded ", demanded, ", but ", offered, " is the most that ", offerers, " offered"]
}

fn incompatible(n: &Negotiation, needs: &Incompatible) -> Phrase {
    let demanders = name::parties(n, &speakers(n, &needs.demands), "and");
    let both = if needs.needed.len() == 2 { "both" } else { "all" };
    let because = n.exclusion(needs.exclusion).because.as_deref().map(|why| phrase![" (“", Phrase::of(Role::Quote, why), "”)"]);
    phrase![
        name::steps_and(n, &needs.needed),
        format!(" are {both} needed to meet what "),
        demanders,
        " demanded, but only one of them can be in the deal",
        because,
    ]
}

fn late(n: &Negotiation, missed: &MissedDeadline) -> Phrase {
    let demander = name::party(n, n.statement(missed.demand).party);
    let late = missed.earliest.since(missed.deadline.last_day()).max(0).unsigned_abs();
    let path = missed.path.strip_suffix(&[missed.step]).filter(|before| !before.is_empty());
    let held_up = path.map(|before| phrase![", held up by ", name::steps(n, before, "and", 4)]);
    phrase![
        demander,
        " demanded ",
        name::step(n, missed.step),
        format!(" by {}, but it can be complete on {} at the earliest, {} late", missed.deadline, missed.earliest, name::days(late)),
        held_up,
    ]
}

fn definitions(n: &Negotiation, clash: &ClashingDefinitions) -> Phrase {
    let all = if clash.only.len() == 2 { "both" } else { "all" };
    let shared = (!clash.shared.is_empty()).then(|| phrase![name::steps_and(n, &clash.shared), " to ", all]);
    let as_well = if shared.is_some() { " as well" } else { "" };
    let differing = clash.only.iter().filter(|(_, only)| !only.is_empty());
    let rows = differing.map(|(party, only)| phrase![name::steps_and(n, only), " to ", name::party(n, *party), as_well]);
    let mut phrase = phrase![name::term(n, clash.term), " means different things to the parties: "];
    for (i, row) in shared.into_iter().chain(rows).enumerate().take(name::NAMES) {
        phrase.add(if i > 0 { "; " } else { "" }).add(row);
    }
    if differing_beyond(clash) > 0 {
        phrase.add("; and more to ").add(differing_beyond(clash)).add(" others");
    }
    phrase
}

/// How many parties' own meanings a sentence leaves out.
fn differing_beyond(clash: &ClashingDefinitions) -> usize {
    let rows = clash.only.iter().filter(|(_, only)| !only.is_empty()).count() + usize::from(!clash.shared.is_empty());
    rows.saturating_sub(name::NAMES)
}

fn claims(n: &Negotiation, clash: &ContradictoryClaims) -> Phrase {
    let side = |holds: bool| {
        let parties: Vec<_> = clash.holds.iter().filter(|&&(_, h)| h == holds).map(|&(party, _)| party).collect();
        name::parties(n, &parties, "and")
    };
    phrase![side(true), " asserted ", claim::proposition(n, clash.proposition), ", and ", side(false), " denied it"]
}

fn contradiction(n: &Negotiation, own: &SelfContradiction) -> Phrase {
    match own {
        SelfContradiction::SaidAndRefused { statement, step, .. } => {
            phrase![statement::statement(n, *statement), ", and refused ", name::step(n, *step)]
        }
        SelfContradiction::WantedAndRefused { wanting: id, want, steps, .. } => {
            let (wanted, _) = wanting(n, *id, *want, steps);
            let what = if *want == Want::Demand { phrase!["it"] } else { name::steps_and(n, steps) };
            phrase![wanted, ", and refused ", what]
        }
        SelfContradiction::OwnCircle { party, deadlock, .. } => {
            let id = name::deadlock_id(*deadlock);
            phrase!["What ", name::party(n, *party), " said makes steps wait for one another in a circle, without anybody else (", id, ")"]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The conflicts of a position file, as sentences. Party `a` performs `m`, `b` performs `n` and `k`, `c` performs `x`; `t` means `n`, `k`
    /// and `x`, `u` means `m` and `x`.
    #[track_caller]
    fn assert_conflicts(statements: &str, expected: &[&str]) {
        let text = format!(
            "parties = {{ a = {{}}, b = {{}}, c = {{}} }}
            measures = {{ m = {{ by = 'a' }}, n = {{ by = 'b' }}, k = {{ by = 'b' }}, x = {{ by = 'c' }} }}
            terms = {{ t = {{ means = ['n', 'k', 'x'] }}, u = {{ means = ['m', 'x'] }} }}
            statements = [{statements}]"
        );
        let n = crate::text::from_toml(&text).unwrap();
        let report = crate::analyze(&n);
        let sentences: Vec<_> = report.conflicts().iter().map(|found| conflict(&n, found).to_string()).collect();
        assert_eq!(sentences, expected);
    }

    #[test]
    fn the_precondition_quoted_is_the_one_that_fails() {
        let either_and_one = "{ party = 'a', offers = 'm', after = [{ any = ['n', 'k'] }, 'k'] }, { party = 'b', offers = 'n' }";
        assert_conflicts(either_and_one, &["a offered “m” only after “k”, but no offer of it came from b."]);
        let either = "{ party = 'a', offers = 'm', after = 'x', promise = { any = ['n', 'k'] } }, { party = 'c', offers = 'x' }";
        assert_conflicts(
            either,
            &[
                "a offered “m” only on the promise of either “n” or “k”, but no offer of “n” came from b.",
                "a offered “m” only on the promise of either “n” or “k”, but no offer of “k” came from b.",
            ],
        );
    }

    #[test]
    fn a_precondition_on_a_term_is_one_conflict_for_each_side() {
        let offer = "{ party = 'a', offers = 'm', after = 't' }";
        assert_conflicts(
            offer,
            &[
                "a offered “m” only after “t”, but no offer of “n” or “k” came from b.",
                "a offered “m” only after “t”, but no offer of “x” came from c.",
            ],
        );
        assert_conflicts(
            &format!("{offer}, {{ party = 'b', refuses = 'n' }}, {{ party = 'b', refuses = 'x' }}, {{ party = 'c', refuses = 'k' }}"),
            &["a offered “m” only after “t”; b refused “n” and “x”.", "a offered “m” only after “t”; c refused “k”."],
        );
        assert_conflicts(
            &format!("{offer}, {{ party = 'a', refuses = 't' }}, {{ party = 'b', refuses = 'k' }}"),
            &["a offered “m” only after “t”; b refused “k”.", "a offered “m” only after “t”, and refused “n”, “k” and “x”."],
        );
        assert_conflicts(
            "{ party = 'a', offers = 'u', promise = ['x', 't'] }",
            &[
                "a offered “u” only on the promise of “t”, but no offer of “n” or “k” came from b.",
                "a demanded “x”, but no offer of it came from c.",
            ],
        );
    }
}
