//! Distance: how much is open between two parties, as a number with what it comes from.
//!
//! [`Distances`] hold one for each pair of parties ([`PairDistance`]) and for each issue ([`IssueDistance`]). What is open between two is a
//! list of [`Matter`]s: steps that one of them wants and the other holds back, each with how it does so ([`HoldBack`]).

use serde::Serialize;

use crate::model::{IssueId, PartyId, StatementId, StepId, vocabulary};

/// How far apart the parties are, pair by pair and issue by issue.
///
/// A distance lies between 0, when nothing is open between two parties, and 1, when everything is that they could do for each other.
/// `docs/distance.md` defines it and says what can be relied on.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Distances {
    /// The distance over all pairs taken together; 0 when nothing is open between any two parties.
    pub overall: f64,
    /// The pairs between whom something is open, in order of declaration; all other pairs are at distance 0.
    pub pairs: Vec<PairDistance>,
    /// The issues on which something is open, in order of declaration, over all pairs; what belongs to no issue comes last.
    pub issues: Vec<IssueDistance>,
}

/// How far apart two parties are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PairDistance {
    /// The two parties, in order of declaration.
    pub parties: [PartyId; 2],
    /// The distance, from 0 to 1.
    pub distance: f64,
    /// The issues on which something is open between the two, in order of declaration; what belongs to no issue comes last.
    pub issues: Vec<IssueDistance>,
    /// What is open between them, what weighs most first; then in order of declaration of the step, of the party that wants it and of the
    /// party that holds it back. One for each direction and measure.
    pub matters: Vec<Matter>,
}

/// How far apart parties are on one issue.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct IssueDistance {
    /// The issue; `None` for the measures that belong to none.
    pub issue: Option<IssueId>,
    /// The distance, from 0 to 1.
    pub distance: f64,
}

/// One thing that is open between two parties: a step that one of them wants, does not get, and that the other holds back.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Matter {
    /// Who wants the step.
    pub wanting: PartyId,
    /// Who holds it back.
    pub holding: PartyId,
    /// The step.
    pub step: StepId,
    /// The demand of it, or the offer or acceptance of which it is a precondition.
    pub wish: StatementId,
    /// How it is held back.
    pub hold: HoldBack,
    /// How firmly it is held back, above 0 and at most 1; 1 for what is refused.
    pub resistance: f64,
    /// How much it weighs: the weight of the wish and of the refusal.
    pub weight: f64,
}

/// How a party holds back what another wants, from the firmest to the mildest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum HoldBack {
    /// It refuses it.
    Refused,
    /// It would perform it and has offered nothing.
    Unanswered,
    /// It would perform it and has offered less.
    Shortfall,
    /// It makes it depend on what does not come.
    Conditional,
    /// It has consented, but so that it comes too late: what it offered lapses before, or the demand's deadline passes.
    Late,
    /// It has consented, for a time or to what is demanded by a deadline; whether that is in time is open as long as somebody else holds
    /// the step back.
    Limited,
}

vocabulary!(HoldBack: Refused "refused", Unanswered "unanswered", Shortfall "shortfall", Conditional "conditional", Late "late", Limited "limited");

impl Distances {
    /// Returns how far apart two parties are; 0 between a party and itself.
    ///
    /// # Complexity
    ///
    /// Logarithmic in the number of pairs between whom something is open.
    #[must_use]
    pub fn between(&self, a: PartyId, b: PartyId) -> f64 {
        let pair = [a.min(b), a.max(b)];
        self.pairs.binary_search_by_key(&pair, |found| found.parties).map_or(0.0, |at| self.pairs[at].distance)
    }
}
