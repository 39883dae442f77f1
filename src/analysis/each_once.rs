//! Lists in which each thing comes once, at its first place.

use indexmap::IndexSet;

use crate::model::PartyId;

/// Up to how many parties are compared one by one.
const FEW: usize = 8;

/// Returns parties in order of first appearance, each once.
pub(super) fn each_once(parties: impl IntoIterator<Item = PartyId>) -> Vec<PartyId> {
    let mut parties = parties.into_iter();
    let mut few: Vec<PartyId> = Vec::new();
    while few.len() < FEW {
        match parties.next() {
            None => return few,
            Some(party) if !few.contains(&party) => few.push(party),
            Some(_) => {}
        }
    }
    few.into_iter().chain(parties).collect::<IndexSet<_, foldhash::fast::RandomState>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_comes_at_its_first_place() {
        for count in [0, 1, 3, FEW, FEW + 1, 40] {
            let parties: Vec<PartyId> = (0..count).map(|at| PartyId::new(at * 7 % count)).collect();
            let mut naive: Vec<PartyId> = Vec::new();
            for &party in parties.iter().chain(&parties) {
                if !naive.contains(&party) {
                    naive.push(party);
                }
            }
            assert_eq!(each_once(parties.iter().chain(&parties).copied()), naive);
        }
    }
}
