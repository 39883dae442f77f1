//! Finds terms that parties mean different things by.

use std::collections::BTreeSet;

use super::Solution;
use crate::finding::{ClashingDefinitions, Conflict, Evidence};
use crate::model::{Negotiation, PartyId, StepId, Subject, Target, TermId};

pub(super) fn find(solution: &Solution) -> Vec<Conflict> {
    let negotiation = &solution.network.negotiation;
    if negotiation.terms().len() == 0 {
        return Vec::new();
    }
    let users = users(negotiation);
    let mut found = Vec::new();
    for ((term, _), parties) in negotiation.terms().zip(users) {
        let meanings: Vec<(PartyId, BTreeSet<StepId>)> =
            parties.into_iter().map(|party| (party, negotiation.meaning(term, party).iter().copied().collect())).collect();
        if meanings.windows(2).all(|pair| pair[0].1 == pair[1].1) {
            continue;
        }
        let shared: BTreeSet<StepId> =
            meanings[0].1.iter().copied().filter(|step| meanings.iter().all(|(_, means)| means.contains(step))).collect();
        let only: Vec<(PartyId, Vec<StepId>)> =
            meanings.iter().map(|(party, means)| (*party, means.difference(&shared).copied().collect())).collect();
        let disputed: BTreeSet<StepId> = only.iter().flat_map(|(_, steps)| steps.iter().copied()).collect();
        found.push(Conflict {
            parties: only.iter().map(|&(party, _)| party).collect(),
            steps: disputed.into_iter().collect(),
            statements: Vec::new(),
            evidence: Evidence::Definition(ClashingDefinitions { term, shared: shared.into_iter().collect(), only }),
        });
    }
    found
}

/// Lists, of each term, the parties that define it or use it in what stands, in order of declaration.
pub(super) fn users(negotiation: &Negotiation) -> Vec<BTreeSet<PartyId>> {
    let mut users: Vec<BTreeSet<PartyId>> =
        negotiation.terms().map(|(_, term)| term.definitions.iter().map(|definition| definition.party).collect()).collect();
    let mut uses = |term: TermId, party: PartyId| users[term.index()].insert(party);
    for (id, said) in negotiation.standing() {
        if let Target::Term(term) = said.target {
            uses(term, said.party);
        }
        for precondition in negotiation.preconditions(id) {
            if let Subject::Term(term) = negotiation.subject(precondition) {
                uses(term, said.party);
            }
        }
    }
    users
}
