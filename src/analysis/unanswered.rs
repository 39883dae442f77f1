//! Finds what a party wants and its performers have not offered.

use super::each_once::each_once;
use super::side::{self, Sides};
use super::{Solution, Wanted};
use crate::finding::{Conflict, Evidence, Unanswered};

/// Finds, of what every statement wants, the steps that some performer has not offered: one conflict for each set of silent performers.
pub(super) fn find(solution: &Solution, wants: &[Wanted]) -> Vec<Conflict> {
    let network = &solution.network;
    let mut sides = Sides::new(side::silent(network));
    let mut found = Vec::new();
    // A demand of which a lower level is offered falls short instead.
    for &Wanted { statement: wanting, want, ref steps, .. } in wants.iter().filter(|wanted| wanted.offered_below.is_none()) {
        let party = network.negotiation.statement(wanting).party;
        for side in sides.of(steps, |_| true) {
            let silent = side.parties.clone();
            found.push(Conflict {
                parties: each_once(std::iter::once(party).chain(silent.iter().copied())),
                steps: side.steps.clone(),
                statements: vec![wanting],
                evidence: Evidence::Unanswered(Unanswered { wanting, want, steps: side.steps.clone(), silent }),
            });
        }
    }
    found
}
