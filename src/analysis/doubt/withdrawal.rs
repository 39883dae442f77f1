//! Withdrawals that come when there is nothing to withdraw.

use std::collections::HashSet;

use crate::finding::doubt::Doubt;
use crate::model::{Act, Negotiation, PartyId, StatementId, Topic};

/// Goes through what was said in order of time; at one moment what is declared first was said first.
pub(super) fn find(n: &Negotiation, found: &mut Vec<Doubt>) {
    if !n.statements().any(|(_, said)| said.act == Act::Withdraws) {
        return;
    }
    let mut in_time: Vec<_> = n.statements().map(|(id, said)| (n.moment(said.when), id)).collect();
    in_time.sort_unstable();
    let mut positions: HashSet<(PartyId, Topic)> = HashSet::new();
    let mut idle: Vec<StatementId> = Vec::new();
    for (_, id) in in_time {
        let said = n.statement(id);
        let position = (said.party, n.topic(said.target));
        if said.act != Act::Withdraws {
            positions.insert(position);
        } else if !positions.remove(&position) {
            idle.push(id);
        }
    }
    idle.sort_unstable();
    found.extend(idle.into_iter().map(|statement| Doubt::WithdrawsNothing { statement }));
}
