//! Finds propositions about which parties assert opposite things.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Solution;
use crate::finding::{Conflict, ContradictoryClaims, Evidence};
use crate::model::{Claim, ClaimId, Moment, PartyId};

pub(super) fn find(solution: &Solution) -> Vec<Conflict> {
    let negotiation = &solution.network.negotiation;
    let mut by_proposition: Vec<Vec<(ClaimId, &Claim)>> = vec![Vec::new(); negotiation.propositions().len()];
    for (id, claim) in negotiation.claims().filter(|&(id, _)| negotiation.is_made(id)) {
        by_proposition[claim.proposition.index()].push((id, claim));
    }
    let mut found = Vec::new();
    for (proposition, claims) in negotiation.propositions().zip(by_proposition) {
        if !Claim::contradict(claims.iter().map(|&(_, claim)| claim)) {
            continue;
        }
        let mut latest: IndexMap<PartyId, (Moment, bool), foldhash::fast::RandomState> = IndexMap::default();
        for (_, claim) in &claims {
            let word = (negotiation.moment(claim.when), claim.holds);
            let known = latest.entry(claim.party).or_insert(word);
            if word.0 >= known.0 {
                *known = word;
            }
        }
        let side = |holds: bool| {
            let parties = claims.iter().filter(|(_, claim)| claim.holds == holds).map(|(_, claim)| claim.party);
            parties.collect::<BTreeSet<PartyId>>().into_iter().collect()
        };
        found.push(Conflict {
            parties: latest.keys().copied().collect(),
            steps: [].into(),
            statements: Vec::new(),
            evidence: Evidence::Claim(ContradictoryClaims {
                proposition,
                holds: latest.into_iter().map(|(party, (_, holds))| (party, holds)).collect(),
                asserted_by: side(true),
                denied_by: side(false),
                claims: claims.into_iter().map(|(id, _)| id).collect(),
            }),
        });
    }
    found
}
