//! Doubts in words.

use super::heading::afterwards;
use super::name::{self, step};
use super::{Phrase, Role, phrase, statement};
use crate::finding::doubt::{Alike, Doubt};
use crate::model::{ClaimId, MeasureId, Negotiation, StatementId, Subject, readable};

/// Says a doubt in one sentence, without the full stop.
#[must_use]
pub fn doubt(negotiation: &Negotiation, doubt: Doubt) -> Phrase {
    let n = negotiation;
    match doubt {
        Doubt::AsOfBeforeEverything => phrase!["every statement was made after ", day_read(n), ", so none counts"],
        Doubt::NothingDemanded if n.is_demanded_later() => {
            phrase!["nobody demands anything by ", day_read(n), ": what is demanded was said later and does not count"]
        }
        Doubt::NothingDemanded => phrase!["nobody demands anything, so there is nothing that parties could fail to agree on"],
        Doubt::NotYetSaid { statement } => phrase![said(n, statement), " was made after ", day_read(n), " and does not count"],
        Doubt::RepeatedStatement { statement, earlier } => phrase![said(n, statement), " repeats ", said(n, earlier)],
        Doubt::SameName { namesakes } => same_name(n, namesakes),
        Doubt::WithdrawsNothing { statement } => {
            phrase![said(n, statement), " finds nothing to withdraw: the party had no position on it then"]
        }
        Doubt::DemandsAndOffersExcluded { statement, offer, demanded, offered, .. } => {
            let (party, offers) = (name::party(n, n.statement(statement).party), phrase![" and offers ", step(n, offered)]);
            phrase![party, " demands ", step(n, demanded), of(n, statement), offers, of(n, offer), ", which exclude each other"]
        }
        Doubt::WaitsForOwnLevel { statement, precondition } => {
            let below = match n.subject(&n.preconditions(statement)[precondition]) {
                Subject::Step(below) => phrase![step(n, below)],
                _ => phrase!["the lower level"],
            };
            phrase![
                said(n, statement),
                " waits for a lower level of its own measure, so it is no offer of ",
                below,
                ": offer that separately"
            ]
        }
        Doubt::DoneLater { measure } => {
            let on = done_on(n, measure);
            phrase![key_of(n, measure), " is done", on, ", after ", day_read(n), ", and so not done yet"]
        }
        Doubt::UndatedDone { measure } => {
            phrase![key_of(n, measure), " is done without a date: it counts as done before every round"]
        }
        Doubt::LapsedOffer { statement } => {
            let until = n.statement(statement).until().map(|date| phrase![" on ", date.to_string()]);
            phrase![said(n, statement), " had lapsed", until, ", before ", day_read(n)]
        }
        Doubt::PastDeadline { statement } => {
            let deadline = n.statement(statement).deadline().map(|date| phrase![" ", date.to_string()]);
            phrase!["the deadline", deadline, " of ", said(n, statement), " lies before ", day_read(n)]
        }
        Doubt::ClaimOutsideRound { claim, round } => {
            phrase![number(claim), " has the date of the round ", name::round(n, round), ", but is not in that round"]
        }
        Doubt::RepeatedPrecondition { statement, precondition } => {
            phrase![said(n, statement), " has the precondition ", condition(n, statement, precondition), " more than once"]
        }
        Doubt::UnspokenMeasure { measure } => phrase!["no statement that stands speaks of the measure ", key_of(n, measure)],
        Doubt::IdleParty { party } => phrase![name::party(n, party), " says nothing and performs nothing"],
        Doubt::UnusedTerm { term } => phrase!["no statement uses the term ", name::term(n, term)],
        Doubt::EmptyIssue { issue } => phrase!["no measure belongs to the issue ", Phrase::of(Role::Id, n.issue_key(issue))],
        Doubt::UncitedSource { source } => phrase!["nothing cites the source ", Phrase::of(Role::Id, n.source_key(source))],
        Doubt::NoSource { statement } => phrase![said(n, statement), " cites no source"],
    }
}

/// Says of how many things there is one kind of doubt, of which `one` is an example: `15 of 20 statements cite no source`.
///
/// What they are can be listed after it.
#[must_use]
pub fn doubts(negotiation: &Negotiation, one: Doubt, count: usize) -> Phrase {
    let n = negotiation;
    let share = |all: usize, what: &'static str| phrase![count, " of ", all, " ", what];
    let (statements, claims) = (share(n.statements().len(), "statements"), share(n.claims().len(), "claims"));
    let (measures, parties) = (share(n.measures().len(), "measures"), share(n.parties().len(), "parties"));
    match one {
        Doubt::AsOfBeforeEverything | Doubt::NothingDemanded => doubt(n, one),
        Doubt::NotYetSaid { .. } => phrase![statements, " were made ", afterwards(n), " and do not count"],
        Doubt::RepeatedStatement { .. } => phrase![statements, " repeat earlier ones"],
        Doubt::SameName { .. } => phrase![count, " things have the name of an earlier one of their kind"],
        Doubt::WithdrawsNothing { .. } => phrase![statements, " find nothing to withdraw"],
        Doubt::DemandsAndOffersExcluded { .. } => {
            phrase![count, " times a party demands one and offers another of steps that exclude each other"]
        }
        Doubt::WaitsForOwnLevel { .. } => {
            phrase![
                count,
                " preconditions of offers are a lower level of the measure offered, which is then not offered: offer it separately"
            ]
        }
        Doubt::DoneLater { .. } => phrase![measures, " are done after ", day_read(n), ", and so not done yet"],
        Doubt::UndatedDone { .. } => {
            phrase![measures, " are done without a date: they count as done before every round"]
        }
        Doubt::LapsedOffer { .. } => phrase![statements, " had lapsed before ", day_read(n)],
        Doubt::PastDeadline { .. } => phrase![statements, " have a deadline before ", day_read(n)],
        Doubt::ClaimOutsideRound { .. } => phrase![claims, " have the date of a round, but are not in that round"],
        Doubt::RepeatedPrecondition { .. } => phrase![count, " preconditions are repeated in their statement"],
        Doubt::UnspokenMeasure { .. } => phrase!["no statement that stands speaks of ", measures],
        Doubt::IdleParty { .. } => phrase![parties, " say nothing and perform nothing"],
        Doubt::UnusedTerm { .. } => phrase![share(n.terms().len(), "terms"), " are used by no statement"],
        Doubt::EmptyIssue { .. } => phrase![share(n.issues().len(), "issues"), " have no measures"],
        Doubt::UncitedSource { .. } => phrase![share(n.sources().len(), "sources"), " are cited by nothing"],
        Doubt::NoSource { .. } => phrase![statements, " cite no source"],
    }
}

/// What a doubt is about by its id, for a list; nothing where it is about the whole.
#[must_use]
pub fn doubted(negotiation: &Negotiation, doubt: Doubt) -> Option<Phrase> {
    let n = negotiation;
    let key = |key: &str| Some(Phrase::of(Role::Id, key));
    match doubt {
        Doubt::AsOfBeforeEverything | Doubt::NothingDemanded => None,
        Doubt::SameName { namesakes } => key(keys_of(n, namesakes).1),
        Doubt::ClaimOutsideRound { claim, .. } => Some(number(claim)),
        Doubt::DoneLater { measure } | Doubt::UndatedDone { measure } | Doubt::UnspokenMeasure { measure } => key(n.measure_key(measure)),
        Doubt::IdleParty { party } => key(n.party_key(party)),
        Doubt::UnusedTerm { term } => key(n.term_key(term)),
        Doubt::EmptyIssue { issue } => key(n.issue_key(issue)),
        Doubt::UncitedSource { source } => key(n.source_key(source)),
        _ => doubt.statement().and_then(|statement| key(&n.statement_key(statement))),
    }
}

/// The day or round up to which positions are read.
fn day_read(n: &Negotiation) -> Phrase {
    match (n.as_of_round(), n.as_of()) {
        (Some(round), _) => phrase!["the round after which positions are read (", name::round(n, round), ")"],
        (None, Some(day)) => phrase!["the day as of which positions are read (", name::date(day), ")"],
        (None, None) => phrase!["the day as of which positions are read"],
    }
}

fn said(n: &Negotiation, id: StatementId) -> Phrase {
    phrase!["statement ", Phrase::of(Role::Id, &n.statement_key(id))]
}

/// A claim, which has no id, by its place among the claims.
fn number(claim: ClaimId) -> Phrase {
    phrase!["claim ", claim.index() + 1]
}

fn key_of(n: &Negotiation, measure: MeasureId) -> Phrase {
    Phrase::of(Role::Id, n.measure_key(measure))
}

fn done_on(n: &Negotiation, measure: MeasureId) -> Option<Phrase> {
    n.measure(measure).done.and_then(|done| done.on).map(|on| {
        let is_a_day = on.first_day() == on.last_day();
        phrase![if is_a_day { " on " } else { " in " }, on.to_string()]
    })
}

fn condition(n: &Negotiation, id: StatementId, precondition: usize) -> Phrase {
    phrase!["“", statement::condition(n, &n.preconditions(id)[precondition]), "”"]
}

fn of(n: &Negotiation, id: StatementId) -> Phrase {
    phrase![" [", Phrase::of(Role::Id, &n.statement_key(id)), "]"]
}

fn same_name(n: &Negotiation, alike: Alike) -> Phrase {
    let (first, other) = keys_of(n, alike);
    let name = match alike {
        Alike::Parties(id, _) => &n.party(id).name,
        Alike::Rounds(id, _) => &n.round(id).name,
        Alike::Issues(id, _) => &n.issue(id).name,
        Alike::Measures(id, _) => &n.measure(id).name,
        Alike::Terms(id, _) => &n.term(id).name,
    };
    let name = Phrase::of(Role::Name, readable(name, first));
    let (first, other) = (Phrase::of(Role::Id, first), Phrase::of(Role::Id, other));
    phrase!["two ", kind_of(alike), " are called ", name, ": ", first, " and ", other]
}

fn keys_of(n: &Negotiation, alike: Alike) -> (&str, &str) {
    match alike {
        Alike::Parties(first, other) => (n.party_key(first), n.party_key(other)),
        Alike::Rounds(first, other) => (n.round_key(first), n.round_key(other)),
        Alike::Issues(first, other) => (n.issue_key(first), n.issue_key(other)),
        Alike::Measures(first, other) => (n.measure_key(first), n.measure_key(other)),
        Alike::Terms(first, other) => (n.term_key(first), n.term_key(other)),
    }
}

const fn kind_of(alike: Alike) -> &'static str {
    match alike {
        Alike::Parties(..) => "parties",
        Alike::Rounds(..) => "rounds",
        Alike::Issues(..) => "issues",
        Alike::Measures(..) => "measures",
        Alike::Terms(..) => "terms",
    }
}
