//! Lists in which each thing comes once, at its first place.

use indexmap::IndexSet;

use crate::model::PartyId;

/// Returns parties in order of first appearance, each once.
pub(super) fn each_once(parties: impl IntoIterator<Item = PartyId>) -> Vec<PartyId> {
    parties.into_iter().collect::<IndexSet<_, foldhash::fast::RandomState>>().into_iter().collect()
}
