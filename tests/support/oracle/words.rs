//! Conflicts over words and facts: definitions and claims (section 4).

use std::collections::BTreeSet;

use impasse::model::{ClaimId, PartyId, PropositionId, StepId, Subject, Target, TermId};

use super::positions::moment;
use super::{Conflict, Detail, Positions, each_once};

pub(super) fn definitions(positions: &Positions<'_>) -> Vec<Conflict> {
    positions.negotiation.terms().filter_map(|(term, _)| definition(positions, term)).collect()
}

fn definition(positions: &Positions<'_>, term: TermId) -> Option<Conflict> {
    let users = users(positions, term);
    let means = |party: PartyId| positions.meaning(term, party).into_iter().collect::<BTreeSet<StepId>>();
    let shared: Vec<StepId> = positions.steps().filter(|step| users.iter().all(|&party| means(party).contains(step))).collect();
    let only = |&party: &PartyId| (party, means(party).into_iter().filter(|step| !shared.contains(step)).collect::<Vec<_>>());
    let only: Vec<_> = users.iter().map(only).collect();
    let differing: BTreeSet<StepId> = only.iter().flat_map(|(_, steps)| steps.clone()).collect();
    (!differing.is_empty()).then(|| Conflict {
        kind: "definition",
        parties: users.into_iter().collect(),
        steps: differing.into_iter().collect(),
        statements: Vec::new(),
        detail: Detail::Meanings { term, shared, only },
    })
}

/// Lists the parties that define a term or use it in a statement that stands.
fn users(positions: &Positions<'_>, term: TermId) -> BTreeSet<PartyId> {
    let negotiation = positions.negotiation;
    let defines = negotiation.term(term).definitions.iter().map(|definition| definition.party);
    let uses = positions.standing.iter().filter(|&&id| {
        negotiation.statement(id).target == Target::Term(term)
            || negotiation.preconditions(id).iter().any(|precondition| negotiation.subject(precondition) == Subject::Term(term))
    });
    defines.chain(uses.map(|&id| negotiation.statement(id).party)).collect()
}

pub(super) fn claims(positions: &Positions<'_>) -> Vec<Conflict> {
    positions.negotiation.propositions().filter_map(|proposition| contradiction(positions, proposition)).collect()
}

fn contradiction(positions: &Positions<'_>, proposition: PropositionId) -> Option<Conflict> {
    let get = |id: ClaimId| positions.negotiation.claim(id);
    let made: Vec<ClaimId> = positions.claims.iter().copied().filter(|&id| get(id).proposition == proposition).collect();
    let opposed = |a: ClaimId, b: ClaimId| get(a).party != get(b).party && get(a).holds != get(b).holds;
    if !made.iter().any(|&a| made.iter().any(|&b| opposed(a, b))) {
        return None;
    }
    let parties = each_once(made.iter().map(|&id| get(id).party));
    let when = |id: ClaimId| moment(positions.negotiation, get(id).when);
    let latest = |party: PartyId| made.iter().copied().filter(|&id| get(id).party == party).max_by_key(|&id| (when(id), id));
    let holds = parties.iter().map(|&party| (party, latest(party).is_some_and(|id| get(id).holds))).collect();
    Some(Conflict {
        kind: "claim",
        parties,
        steps: Vec::new(),
        statements: Vec::new(),
        detail: Detail::Claims { proposition, holds, claims: made },
    })
}
