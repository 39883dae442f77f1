//! Finds what a party wants and its performers have not offered.

use super::each_once::each_once;
use super::{Solution, Wanted};
use crate::finding::{Conflict, Evidence, Unanswered};
use crate::graph::Fate;

pub(super) fn find(solution: &Solution, wants: &[Wanted]) -> Vec<Conflict> {
    let network = &solution.network;
    let mut found = Vec::new();
    // A demand of which a lower level is offered falls short instead.
    let is_gap = |wanted: &&Wanted| network.fate[wanted.step.index()] == Fate::Unanswered && wanted.offered_below.is_none();
    for &Wanted { statement, step, want, .. } in wants.iter().filter(is_gap) {
        let silent = network.silent(step);
        let party = network.negotiation.statement(statement).party;
        let parties = each_once(std::iter::once(party).chain(silent.iter().copied()));
        let evidence = Evidence::Unanswered(Unanswered { wanting: statement, want, step, silent });
        found.push(Conflict { parties, steps: vec![step], statements: vec![statement], evidence });
    }
    found
}
