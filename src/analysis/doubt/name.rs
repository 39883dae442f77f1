//! Things of one kind and one name.

use crate::finding::doubt::{Alike, Doubt};
use crate::model::Negotiation;

pub(super) fn find(n: &Negotiation, found: &mut Vec<Doubt>) {
    let names = n.namesakes();
    let parties = names.parties.pairs.iter().map(|&(first, other)| Alike::Parties(first, other));
    let rounds = names.rounds.pairs.iter().map(|&(first, other)| Alike::Rounds(first, other));
    let issues = names.issues.pairs.iter().map(|&(first, other)| Alike::Issues(first, other));
    let measures = names.measures.pairs.iter().map(|&(first, other)| Alike::Measures(first, other));
    let terms = names.terms.pairs.iter().map(|&(first, other)| Alike::Terms(first, other));
    let all = parties.chain(rounds).chain(issues).chain(measures).chain(terms);
    found.extend(all.map(|namesakes| Doubt::SameName { namesakes }));
}
