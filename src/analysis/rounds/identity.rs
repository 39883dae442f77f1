//! What makes two findings of different moments the same one.

use super::entry::Entry;
use crate::finding::{Conflict, ConflictKind, Evidence, Report, SelfContradiction, Want};
use crate::model::{Act, ExclusionId, Negotiation, PartyId, PropositionId, StatementId, StepId, TermId, Topic};

/// What a finding is about, whichever statements it rests on at the moment.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Identity<'r> {
    Deadlock {
        latent: bool,
        steps: &'r [StepId],
    },
    /// A dispute that stays the same when others join it.
    Dispute(Dispute),
    /// Steps that exclude each other stay in each other's way, whoever needs them.
    Incompatible(ExclusionId, &'r [StepId]),
    Conflict {
        kind: ConflictKind,
        parties: &'r [PartyId],
        steps: &'r [StepId],
        about: About,
    },
}

#[derive(PartialEq, Eq, Hash)]
pub(super) enum Dispute {
    Term(TermId),
    Proposition(PropositionId),
}

/// What tells conflicts of one kind apart, besides parties and steps.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum About {
    /// What the wanting statement is on, and whether it demands the step.
    Wish(Topic, bool),
    /// What the party says of a step that it refuses.
    Word(Act, Topic),
    Circle {
        latent: bool,
    },
}

impl<'r> Identity<'r> {
    /// Returns what a finding of a report is about.
    pub(super) fn of(n: &Negotiation, report: &Report, entry: Entry<'r>) -> Self {
        match entry {
            Entry::Deadlock(_, deadlock) => Self::Deadlock { latent: deadlock.latent, steps: &deadlock.steps },
            Entry::Conflict(_, conflict) => Self::of_conflict(n, report, conflict),
        }
    }

    fn of_conflict(n: &Negotiation, report: &Report, conflict: &'r Conflict) -> Self {
        let topic = |statement: StatementId| n.topic(n.statement(statement).target);
        let about = match &conflict.evidence {
            Evidence::Definition(clash) => return Self::Dispute(Dispute::Term(clash.term)),
            Evidence::Claim(clash) => return Self::Dispute(Dispute::Proposition(clash.proposition)),
            Evidence::Incompatible(needs) => return Self::Incompatible(needs.exclusion, &needs.needed),
            Evidence::Refusal(refusal) => About::Wish(topic(refusal.wanting), refusal.want == Want::Demand),
            Evidence::Unanswered(request) => About::Wish(topic(request.wanting), request.want == Want::Demand),
            Evidence::Shortfall(short) => About::Wish(topic(short.wanting), true),
            Evidence::Deadline(missed) => About::Wish(topic(missed.demand), true),
            Evidence::SelfContradiction(own) => match own {
                SelfContradiction::SaidAndRefused { statement, .. } => About::Word(n.statement(*statement).act, topic(*statement)),
                SelfContradiction::WantedAndRefused { wanting, want, .. } => About::Wish(topic(*wanting), *want == Want::Demand),
                SelfContradiction::OwnCircle { deadlock, .. } => About::Circle { latent: report.deadlock(*deadlock).latent },
            },
        };
        Self::Conflict { kind: conflict.kind(), parties: &conflict.parties, steps: &conflict.steps, about }
    }
}
