//! Contradictory claims: two accounts of one fact.

use crate::model::{ClaimId, PartyId, PropositionId};

/// Two parties assert opposite things about the same proposition.
///
/// # Ways out
///
/// It does not change the verdict by itself; the parties may settle what happened or leave it aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContradictoryClaims {
    /// What the claims are about.
    pub proposition: PropositionId,
    /// What each party that asserts anything about it says, by its latest claim; in order of the parties' first claims.
    pub holds: Vec<(PartyId, bool)>,
    /// The claims, in order of declaration.
    pub claims: Vec<ClaimId>,
}
