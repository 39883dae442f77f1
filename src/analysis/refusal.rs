//! Finds what one party wants and another refuses.

use super::each_once::each_once;
use super::{Solution, Wanted};
use crate::finding::{Conflict, Evidence, Refusal};
use crate::graph::Fate;
use crate::model::StatementId;

pub(super) fn find(solution: &Solution, wants: &[Wanted]) -> Vec<Conflict> {
    let network = &solution.network;
    let mut found = Vec::new();
    for &Wanted { statement, step, want, .. } in wants.iter().filter(|wanted| network.fate[wanted.step.index()] == Fate::Refused) {
        let party = |statement: StatementId| network.negotiation.statement(statement).party;
        let mut refusals = network.refusals_of(step);
        refusals.retain(|&refusal| party(refusal) != party(statement));
        if refusals.is_empty() {
            continue;
        }
        let parties = each_once(std::iter::once(statement).chain(refusals.iter().copied()).map(party));
        let statements = std::iter::once(statement).chain(refusals.iter().copied()).collect();
        let evidence = Evidence::Refusal(Refusal { wanting: statement, want, step, refusals });
        found.push(Conflict { parties, steps: vec![step], statements, evidence });
    }
    found
}
