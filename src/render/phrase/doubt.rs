//! Doubts in words.

use super::name::{self, step};
use super::{Phrase, Role, phrase, statement};
use crate::finding::Doubt;
use crate::model::{Negotiation, StatementId, Subject};

/// Says a doubt in one sentence, without the full stop.
pub fn doubt(negotiation: &Negotiation, doubt: Doubt) -> Phrase {
    let n = negotiation;
    let said = |id: StatementId| phrase!["statement ", Phrase::of(Role::Id, &n.statement_key(id))];
    match doubt {
        Doubt::NothingDemanded => phrase!["nobody demands anything, so there is nothing that parties could fail to agree on"],
        Doubt::IdleParty { party } => phrase![name::party(n, party), " says nothing and performs nothing"],
        Doubt::EmptyIssue { issue } => phrase!["no measure belongs to the issue ", Phrase::of(Role::Id, n.issue_key(issue))],
        Doubt::UnspokenMeasure { measure } => {
            phrase!["no statement that stands speaks of the measure ", Phrase::of(Role::Id, n.measure_key(measure))]
        }
        Doubt::UnusedTerm { term } => phrase!["no statement uses the term ", name::term(n, term)],
        Doubt::UncitedSource { source } => phrase!["nothing cites the source ", Phrase::of(Role::Id, n.source_key(source))],
        Doubt::NoSource { statement } => phrase![said(statement), " cites no source"],
        Doubt::NotYetSaid { statement } => {
            let day = n.as_of().map(|day| phrase![" (", day.to_string(), ")"]);
            phrase![said(statement), " was made after the day as of which positions are read", day, " and does not count"]
        }
        Doubt::WithdrawsNothing { statement } => phrase![said(statement), " withdraws what the party had not spoken on before"],
        Doubt::LapsedOffer { statement } => {
            let until = n.statement(statement).until().map(|date| phrase![" on ", date.to_string()]);
            phrase![said(statement), " had lapsed", until, ", before the day as of which positions are read"]
        }
        Doubt::PastDeadline { statement } => {
            let deadline = n.statement(statement).deadline().map(|date| phrase![" ", date.to_string()]);
            phrase!["the deadline", deadline, " of ", said(statement), " lies before the day as of which positions are read"]
        }
        Doubt::RepeatedPrecondition { statement, precondition } => {
            phrase![said(statement), " has the precondition ", condition(n, statement, precondition), " more than once"]
        }
        Doubt::WaitsForOwnLevel { statement, precondition } => {
            let below = match n.subject(&n.preconditions(statement)[precondition]) {
                Subject::Step(below) => phrase![step(n, below)],
                _ => phrase!["the lower level"],
            };
            phrase![said(statement), " waits for a lower level of its own measure, so it is no offer of ", below, ": offer that separately"]
        }
    }
}

fn condition(n: &Negotiation, id: StatementId, precondition: usize) -> Phrase {
    phrase!["“", statement::condition(n, &n.preconditions(id)[precondition]), "”"]
}
