//! What a claim asserts.

use super::{Phrase, Role, name, phrase};
use crate::model::{ClaimId, Negotiation, PropositionId};

/// Says what a party asserted: `North Korea denied “us-brought-new-proposals”`.
#[must_use]
pub fn claim(n: &Negotiation, id: ClaimId) -> Phrase {
    let said = n.claim(id);
    phrase![name::party(n, said.party), if said.holds { " asserted " } else { " denied " }, proposition(n, said.proposition)]
}

/// A proposition in quotation marks.
pub(super) fn proposition(n: &Negotiation, id: PropositionId) -> Phrase {
    phrase!["“", Phrase::of(Role::Name, &proposition_name(n, id)), "”"]
}

/// A proposition as it reads; as it is an id, spaces take the place of hyphens.
pub(in crate::render) fn proposition_name(n: &Negotiation, id: PropositionId) -> String {
    n.proposition(id).replace(['-', '_'], " ")
}
