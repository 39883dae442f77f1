//! Finds what one party wants and another refuses.

use std::collections::BTreeSet;

use super::each_once::each_once;
use super::side::{self, Sides};
use super::{Solution, Wanted};
use crate::finding::{Conflict, Evidence, Refusal};
use crate::model::PartyId;

/// Finds, of what every statement wants, the steps that others refuse: one conflict for each set of parties that do.
pub(super) fn find(solution: &Solution, wants: &[Wanted]) -> Vec<Conflict> {
    let network = &solution.network;
    let negotiation = &network.negotiation;
    let mut sides = Sides::new(side::refusers(network));
    let mut found = Vec::new();
    for &Wanted { statement: wanting, want, ref steps, .. } in wants {
        let party = negotiation.statement(wanting).party;
        for side in sides.of(steps, |refuser| refuser != party) {
            let refusals = side.statements.clone();
            let speakers = each_once(refusals.iter().map(|&refusal| negotiation.statement(refusal).party));
            let others: BTreeSet<PartyId> = speakers.iter().copied().collect();
            found.push(Conflict {
                parties: std::iter::once(party).chain(speakers).collect(),
                steps: side.steps.clone(),
                statements: std::iter::once(wanting).chain(refusals.iter().copied()).collect(),
                evidence: Evidence::Refusal(Refusal {
                    wanting,
                    want,
                    steps: side.steps.clone(),
                    parties: others.into_iter().collect(),
                    refusals,
                }),
            });
        }
    }
    found
}
