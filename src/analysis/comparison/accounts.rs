//! What the parties say has happened, side by side.

use crate::finding::comparison::Account;
use crate::model::{Claim, ClaimId, Negotiation};

/// Gathers the claims made on each proposition, by when they were made, then in order of declaration.
pub(super) fn find(n: &Negotiation) -> Vec<Account> {
    let mut claims: Vec<Vec<ClaimId>> = vec![Vec::new(); n.propositions().len()];
    for (id, claim) in n.claims().filter(|&(id, _)| n.is_made(id)) {
        claims[claim.proposition.index()].push(id);
    }
    let made = n.propositions().zip(claims).filter(|(_, claims)| !claims.is_empty());
    made.map(|(proposition, mut claims)| {
        let contradictory = Claim::contradict(claims.iter().map(|&id| n.claim(id)));
        claims.sort_by_key(|&id| n.moment(n.claim(id).when));
        Account { proposition, claims, contradictory }
    })
    .collect()
}
