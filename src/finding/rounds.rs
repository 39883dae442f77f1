//! Rounds: how positions moved, and which findings came and went.

use serde::Serialize;

use super::{Conflict, ConflictId, Deadlock, DeadlockId, Finding, Summary};
use crate::model::{ClaimId, Day, PartyId, StatementId, StepId, Topic, When, shown_as_word, vocabulary};

/// A negotiation followed from round to round.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Rounds {
    /// The stages in order of time.
    pub stages: Vec<Stage>,
}

/// A negotiation as it stood right after one moment: a round, a date outside the rounds, or before everything dated.
///
/// [`Negotiation::read_right_after`](crate::Negotiation::read_right_after) reads it so again.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Stage {
    /// The moment.
    pub when: When,
    /// Day 0 of it, when there is any date to go by.
    pub day: Option<Day>,
    /// What was found then, in numbers.
    pub summary: Summary,
    /// How far apart the parties were, all pairs taken together.
    pub distance: f64,
    /// The pairs between whom something was open, in order of declaration.
    pub pairs: Vec<Apart>,
    /// How positions changed since the stage before, by party, then by target in order of declaration; everything is new at the first.
    /// Positions on which nothing was said since are not among them.
    pub changes: Vec<Change>,
    /// The parties with positions on which they said nothing since, in order of declaration.
    pub silent: Vec<Silence>,
    /// The claims made since the stage before, in order of declaration.
    pub claims: Vec<ClaimMade>,
    /// The steps done since the stage before, in order of declaration; at the first stage, all that were done by then.
    pub done: Vec<StepId>,
    /// The findings of this stage that the stage before did not have, deadlocks first, in the order of the report.
    pub appeared: Vec<Turn>,
    /// The findings of the stage before that this one does not have, in the order of the report before.
    pub disappeared: Vec<Turn>,
}

/// How far apart two parties were.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Apart {
    /// The two parties, in order of declaration.
    pub parties: [PartyId; 2],
    /// The distance, from 0 to 1.
    pub distance: f64,
}

/// The positions of a party that stand and on which it said nothing between two stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Silence {
    /// The party.
    pub party: PartyId,
    /// How many positions it has on which it said nothing.
    pub count: usize,
    /// These positions, where they were asked for: [`rounds_in_full`](crate::rounds_in_full) lists them, [`rounds`](crate::rounds) counts.
    pub positions: Vec<Change>,
}

/// A claim that was made, and who had said the opposite by then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClaimMade {
    /// The claim.
    pub claim: ClaimId,
    /// The other parties that claimed the opposite, in order of declaration.
    pub against: Vec<PartyId>,
}

/// How one party's position on one target changed between two stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// The party.
    pub party: PartyId,
    /// What the position is about.
    pub topic: Topic,
    /// How it changed.
    pub shift: Shift,
    /// Its statements that stood before, in order of declaration.
    pub before: Vec<StatementId>,
    /// Its statements that stand after, in order of declaration.
    pub after: Vec<StatementId>,
    /// Of a dropped position, the statement that withdrew it.
    pub withdrawal: Option<StatementId>,
}

/// How a position changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Shift {
    /// The party had no position before.
    New,
    /// It withdrew its position.
    Dropped,
    /// It asks for no more and gives no less than before, and its position is not the same.
    Softened,
    /// It asks for no less and gives no more than before, and its position is not the same.
    Hardened,
    /// It gives here and takes there.
    Changed,
    /// It spoke before and has not repeated it; what it said stands.
    Silent,
    /// It repeated its position.
    Unchanged,
}

vocabulary!(Shift: New "new", Dropped "dropped", Softened "softened", Hardened "hardened", Changed "changed", Silent "silent",
    Unchanged "unchanged");

/// A finding that appeared or disappeared, and what caused it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Turn {
    /// The finding.
    pub found: Found,
    /// What caused it.
    pub cause: Cause,
}

/// A deadlock or a conflict, with its number in the report that has it: that of its stage, or of the stage before when it disappeared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Found {
    /// A deadlock.
    Deadlock {
        /// Its number.
        id: DeadlockId,
        /// The deadlock.
        deadlock: Deadlock,
    },
    /// A conflict.
    Conflict {
        /// Its number.
        id: ConflictId,
        /// The conflict.
        conflict: Conflict,
    },
}

impl Found {
    /// Returns the number of the finding, as the report that has it counts.
    #[must_use]
    pub fn finding(&self) -> Finding {
        match self {
            Self::Deadlock { id, .. } => Finding::Deadlock(*id),
            Self::Conflict { id, .. } => Finding::Conflict(*id),
        }
    }

    /// Lists the parties to it.
    #[must_use]
    pub fn parties(&self) -> &[PartyId] {
        match self {
            Self::Deadlock { deadlock, .. } => &deadlock.parties,
            Self::Conflict { conflict, .. } => &conflict.parties,
        }
    }

    /// Lists the steps that it is about.
    #[must_use]
    pub fn steps(&self) -> &[StepId] {
        match self {
            Self::Deadlock { deadlock, .. } => &deadlock.steps,
            Self::Conflict { conflict, .. } => &conflict.steps,
        }
    }
}

/// Why a finding appeared or disappeared between two stages, as far as its own statements, steps, claims and days tell.
///
/// It names what changed about the finding itself, and is no proof that nothing else would have had the same effect.
/// `docs/rounds.md` says in which order the causes are tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(tag = "cause", rename_all = "kebab-case")]
pub enum Cause {
    /// Statements that were made in between.
    Said {
        /// The statements, in order of declaration.
        statements: Vec<StatementId>,
    },
    /// Statements that no longer stand.
    NoLongerSaid {
        /// The statements, in order of declaration.
        statements: Vec<StatementId>,
        /// What their parties say on the same targets instead, in order of declaration; nothing when they took it back.
        instead: Vec<StatementId>,
    },
    /// Claims that were made in between.
    Claimed {
        /// The claims, in order of declaration.
        claims: Vec<ClaimId>,
    },
    /// Steps that were done in between.
    Done {
        /// The steps, in order of declaration.
        steps: Vec<StepId>,
    },
    /// Time has passed: a deadline or the end of an offer is nearer.
    Time,
    /// It was there from the first stage on and rests on nothing that was said at any time, such as two definitions of a term.
    Outset,
    /// Something that was said or done about other steps, on which the finding depends in a roundabout way.
    Elsewhere,
}

impl Cause {
    /// Returns the word of the JSON document.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Said { .. } => "said",
            Self::NoLongerSaid { .. } => "no-longer-said",
            Self::Claimed { .. } => "claimed",
            Self::Done { .. } => "done",
            Self::Time => "time",
            Self::Outset => "outset",
            Self::Elsewhere => "elsewhere",
        }
    }
}

shown_as_word!(Cause);
