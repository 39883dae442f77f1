//! What clashes in a conflict, in one sentence.

use super::{Phrase, Role, claim, join, name, phrase, statement};
use crate::finding::{
    ClashingDefinitions, Conflict, ContradictoryClaims, Evidence, Incompatible, MissedDeadline, Refusal, SelfContradiction, Shortfall,
    Unanswered, Want,
};
use crate::model::{Negotiation, PartyId, Precondition, StatementId, StepId, Subject};

/// Says what clashes: `North demanded “Lift the blockade”, which South refused.`
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

/// What a statement wants, up to the step in question: `North demanded “a”`, or `North offered “b” only after “a”`.
///
/// Returns also whether the step itself has been named last, so that the sentence may go on with `which`.
fn wanting(n: &Negotiation, id: StatementId, want: Want, step: StepId) -> (Phrase, Named) {
    let party = name::party(n, n.statement(id).party);
    let precondition = match want {
        Want::Demand => None,
        Want::Precondition => n.preconditions(id).iter().find(|p| mentions(n, id, p, step)),
    };
    match precondition {
        None => (phrase![party, " demanded ", name::step(n, step)], Named::Alone),
        Some(precondition) => {
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

/// Whether a precondition waits for a step, directly, as an option or by a term.
pub(super) fn mentions(n: &Negotiation, id: StatementId, precondition: &Precondition, step: StepId) -> bool {
    match n.subject(precondition) {
        Subject::Step(other) => other == step,
        Subject::Any(options) => options.contains(&step),
        Subject::Term(term) => n.meaning(term, n.statement(id).party).contains(&step),
    }
}

fn speakers(n: &Negotiation, statements: &[StatementId]) -> Vec<PartyId> {
    let mut parties: Vec<_> = statements.iter().map(|&id| n.statement(id).party).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

fn refused(n: &Negotiation, refusal: &Refusal) -> Phrase {
    let (wanted, named) = wanting(n, refusal.wanting, refusal.want, refusal.step);
    let refusers = name::parties(n, &speakers(n, &refusal.refusals), "and");
    match named {
        Named::Alone => phrase![wanted, ", which ", refusers, " refused"],
        Named::AmongOthers => phrase![wanted, "; ", refusers, " refused ", name::step(n, refusal.step)],
    }
}

fn unanswered(n: &Negotiation, request: &Unanswered) -> Phrase {
    let (wanted, named) = wanting(n, request.wanting, request.want, request.step);
    let what = match named {
        Named::Alone => phrase!["it"],
        Named::AmongOthers => name::step(n, request.step),
    };
    if request.silent == [n.statement(request.wanting).party] {
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
    let rows = definition_rows(n, clash);
    let count = rows.len();
    let rows = rows.into_iter().map(|(who, what)| phrase![who, " ", what]);
    phrase!["The parties mean different things by ", name::term(n, clash.term), ": ", join(rows, count, "and", name::NAMES)]
}

/// What each side of a clash means: those who mean the same are one row, `(“both”, “a”)`, `(North Korea also, “b” and “c”)`.
pub(in crate::render) fn definition_rows(n: &Negotiation, clash: &ClashingDefinitions) -> Vec<(Phrase, Phrase)> {
    let mut rows = Vec::new();
    let shares = !clash.shared.is_empty();
    if shares {
        let all = if clash.only.len() == 2 { "both" } else { "all" };
        rows.push((phrase![all], name::steps_and(n, &clash.shared)));
    }
    for (party, only) in clash.only.iter().filter(|(_, only)| !only.is_empty()) {
        rows.push((phrase![name::party(n, *party), if shares { " also" } else { "" }], name::steps_and(n, only)));
    }
    rows
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
        SelfContradiction::WantedAndRefused { wanting: id, want, step, .. } => {
            let (wanted, named) = wanting(n, *id, *want, *step);
            let what = match (want, named) {
                (Want::Demand, _) => phrase!["it"],
                (Want::Precondition, _) => name::step(n, *step),
            };
            phrase![wanted, ", and refused ", what]
        }
        SelfContradiction::OwnCircle { party, deadlock, .. } => {
            let id = name::deadlock_id(deadlock.index());
            phrase!["What ", name::party(n, *party), " said makes steps wait for one another in a circle, without anybody else (", id, ")"]
        }
    }
}
