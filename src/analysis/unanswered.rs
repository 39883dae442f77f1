//! Finds what a party wants and its performers have not offered.

use super::each_once::each_once;
use super::{Outlook, Wanted, shortfall};
use crate::finding::{Conflict, Evidence, Unanswered, Want};
use crate::graph::Fate;

pub(super) fn find(outlook: &Outlook<'_>, wants: &[Wanted]) -> Vec<Conflict> {
    let network = &outlook.network;
    let mut found = Vec::new();
    for &Wanted { statement, step, want, .. } in wants.iter().filter(|wanted| network.fate[wanted.step.index()] == Fate::Unanswered) {
        if want == Want::Demand && shortfall::offered_below(outlook, step).is_some() {
            continue;
        }
        let silent = network.silent(step);
        let party = network.negotiation.statement(statement).party;
        let parties = each_once(std::iter::once(party).chain(silent.iter().copied()));
        let evidence = Evidence::Unanswered(Unanswered { wanting: statement, want, step, silent });
        found.push(Conflict { parties, steps: vec![step], statements: vec![statement], evidence });
    }
    found
}
