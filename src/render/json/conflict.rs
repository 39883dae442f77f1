//! A conflict of a JSON report: what all kinds have, and what each kind adds.

use std::borrow::Cow;

use serde::Serialize;

use super::report::{parties, statement_keys, step_keys};
use super::{Pairs, message};
use crate::finding::{Conflict, ConflictId, Evidence};
use crate::model::Negotiation;
use crate::render::phrase;

#[derive(Serialize)]
pub(super) struct ConflictRow<'a> {
    id: String,
    kind: &'static str,
    parties: Vec<&'a str>,
    steps: Vec<Cow<'a, str>>,
    statements: Vec<Cow<'a, str>>,
    message: String,
    #[serde(flatten)]
    evidence: EvidenceFields<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum EvidenceFields<'a> {
    None {},
    Shortfall { demanded: Cow<'a, str>, offered: Cow<'a, str> },
    Deadline { deadline: String, earliest: Option<String>, path: Vec<Cow<'a, str>> },
    Definition { term: &'a str, shared: Vec<Cow<'a, str>>, only: Pairs<(&'a str, Vec<Cow<'a, str>>)> },
    Claim { proposition: &'a str, holds: Pairs<(&'a str, bool)> },
}

impl<'a> ConflictRow<'a> {
    pub(super) fn new(n: &'a Negotiation, index: usize, conflict: &Conflict) -> Self {
        Self {
            id: ConflictId::new(index).to_string(),
            kind: conflict.kind().word(),
            parties: parties(n, &conflict.parties),
            steps: step_keys(n, &conflict.steps),
            statements: statement_keys(n, &conflict.statements),
            message: message(&phrase::conflict(n, conflict)),
            evidence: fields(n, &conflict.evidence),
        }
    }
}

fn fields<'a>(n: &'a Negotiation, evidence: &Evidence) -> EvidenceFields<'a> {
    match evidence {
        Evidence::Refusal(_) | Evidence::Unanswered(_) | Evidence::Incompatible(_) | Evidence::SelfContradiction(_) => {
            EvidenceFields::None {}
        }
        Evidence::Shortfall(short) => {
            EvidenceFields::Shortfall { demanded: n.step_key(short.demanded), offered: n.step_key(short.offered) }
        }
        Evidence::Deadline(missed) => EvidenceFields::Deadline {
            deadline: missed.deadline.to_string(),
            earliest: missed.earliest.date().map(|date| date.to_string()),
            path: step_keys(n, &missed.path),
        },
        Evidence::Definition(clash) => EvidenceFields::Definition {
            term: n.term_key(clash.term),
            shared: step_keys(n, &clash.shared),
            only: Pairs(clash.only.iter().map(|(party, steps)| (n.party_key(*party), step_keys(n, steps))).collect()),
        },
        Evidence::Claim(clash) => EvidenceFields::Claim {
            proposition: n.proposition(clash.proposition),
            holds: Pairs(clash.holds.iter().map(|&(party, holds)| (n.party_key(party), holds)).collect()),
        },
    }
}
