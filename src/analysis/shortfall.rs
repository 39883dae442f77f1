//! Finds demands of which only a lower level is offered.

use super::each_once::each_once;
use super::{Outlook, Wanted};
use crate::finding::{Conflict, Evidence, Shortfall, Want};
use crate::graph::Fate;
use crate::model::{StatementId, StepId};

/// Returns the highest level below a step that all its performers offer.
pub(super) fn offered_below(outlook: &Outlook<'_>, step: StepId) -> Option<StepId> {
    let lowest = step.index() - outlook.network.negotiation.step(step).level;
    (lowest..step.index()).rev().map(StepId::new).find(|&lower| outlook.network.silent(lower).is_empty())
}

pub(super) fn find(outlook: &Outlook<'_>, wants: &[Wanted]) -> Vec<Conflict> {
    let network = &outlook.network;
    let mut found = Vec::new();
    for &Wanted { statement, step, want, .. } in wants {
        if want != Want::Demand || network.fate[step.index()] != Fate::Unanswered {
            continue;
        }
        let Some(offered) = offered_below(outlook, step) else { continue };
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
        let evidence = Evidence::Shortfall(Shortfall { wanting: statement, demanded: step, offered, offers });
        found.push(Conflict { parties, steps: vec![step], statements, evidence });
    }
    found
}
