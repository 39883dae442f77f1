//! Finds demands of which only a lower level is offered.

use super::each_once::each_once;
use super::{Solution, Wanted};
use crate::finding::{Conflict, Evidence, Shortfall};
use crate::model::StatementId;

pub(super) fn find(solution: &Solution, wants: &[Wanted]) -> Vec<Conflict> {
    let network = &solution.network;
    let mut found = Vec::new();
    for Wanted { statement, steps, offered_below, .. } in wants {
        let (statement, Some(offered)) = (*statement, *offered_below) else { continue };
        let performers = network.negotiation.performers(offered);
        let mut offers: Vec<StatementId> = Vec::new();
        for group in network.groups_of(offered.index() as u32) {
            if performers.contains(&network.groups[group].party) {
                offers.extend(network.uses[network.uses_of(group)].iter().map(|&offer| StatementId::new(offer as usize)));
            }
        }
        offers.sort_unstable();
        let said = |statement: StatementId| network.negotiation.statement(statement).party;
        let parties = each_once(std::iter::once(statement).chain(offers.iter().copied()).map(said));
        let statements = std::iter::once(statement).chain(offers.iter().copied()).collect();
        let evidence = Evidence::Shortfall(Shortfall { wanting: statement, demanded: steps[0], offered, offers });
        found.push(Conflict { parties, steps: steps.clone(), statements, evidence });
    }
    found
}
