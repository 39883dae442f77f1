//! Explanations: why something is so, as lines that rest on earlier lines only.
//!
//! An [`Explanation`] is a list of [`Line`]s. What a line says is its [`LineClaim`], with what holds steps back ([`Blocker`], [`BlockingReason`]) or
//! what lets them happen ([`Support`]); what it cites are statements. The last line is what was asked about.
//! [`certify::explanation`](crate::certify::explanation) checks that each line follows.

use serde::Serialize;

use super::{ConflictId, Proof};
use crate::model::{ClaimId, ExclusionId, PartyId, StatementId, StepId, TermId, Time};

/// Why a step cannot happen, can, or can no sooner; or what a finding rests on.
///
/// The lines are in an order in which each rests on earlier ones only; the last line is the conclusion.
/// Steps that wait for one another in a circle share one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The lines; at least one.
    pub lines: Vec<Line>,
    /// Whether it is proven that no line can be left out: that what is left would not show the last.
    pub fewest: Proof,
}

/// One line of an explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Line {
    /// What the line says.
    pub claim: LineClaim,
    /// The statements that it cites, in order of declaration.
    pub cites: Vec<StatementId>,
    /// The earlier lines that it rests on, rising.
    pub rests_on: Vec<usize>,
}

/// What a line of an explanation says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(tag = "claims", rename_all = "kebab-case")]
pub enum LineClaim {
    /// The step is done.
    Done {
        /// The step.
        step: StepId,
    },
    /// The step is refused by the statements cited.
    Refused {
        /// The step.
        step: StepId,
    },
    /// Some performer has not offered the step.
    Unanswered {
        /// The step.
        step: StepId,
        /// The performers without an offer that covers it.
        silent: Vec<PartyId>,
    },
    /// The steps cannot happen before a time, or never, because of what holds each of them.
    Held {
        /// The steps; several when they wait for one another in a circle.
        steps: Vec<StepId>,
        /// The time before which each of them cannot be complete, in the order of the steps; `None` for never.
        not_before: Vec<Option<Time>>,
        /// What holds each step, in the order of the steps.
        holds: Vec<Blocker>,
    },
    /// The steps can be complete at a time.
    Happens {
        /// The steps; several when they happen together or on mutual promises.
        steps: Vec<StepId>,
        /// When each of them can be complete, in the order of the steps.
        at: Vec<Time>,
        /// What lets each step happen.
        supports: Vec<Support>,
    },
    /// A statement is on the table.
    Said {
        /// The statement.
        statement: StatementId,
    },
    /// A party asserts something.
    Claimed {
        /// The claim.
        claim: ClaimId,
    },
    /// A party means certain steps by a term.
    Means {
        /// The term.
        term: TermId,
        /// The party.
        party: PartyId,
    },
    /// Some steps exclude each other.
    Excludes {
        /// The exclusion.
        exclusion: ExclusionId,
    },
    /// The conflict follows.
    Conflict {
        /// The conflict.
        conflict: ConflictId,
    },
}

/// What holds one step back: the level below, or one consenting party whose every alternative waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Blocker {
    /// The level below holds it.
    Level {
        /// The step.
        step: StepId,
        /// The level below.
        below: StepId,
    },
    /// One party whose consent it needs holds it.
    Party {
        /// The step.
        step: StepId,
        /// The party.
        party: PartyId,
        /// Why each of the party's statements on the step does not help.
        reasons: Vec<BlockingReason>,
    },
}

/// Why one statement does not let its step happen in time.
///
/// Several reasons may be given for one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BlockingReason {
    /// The statement.
    pub statement: StatementId,
    /// The precondition that is not met in time, counted from 0 as written.
    pub precondition: Option<usize>,
    /// Of a precondition on a term, the step meant that is not there in time; `None` otherwise.
    pub of_term: Option<StepId>,
    /// Whether the offer lapses before it could be used.
    pub lapses: bool,
}

/// What lets one step happen: a statement of a consenting party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Support {
    /// The step.
    pub step: StepId,
    /// The party that consents.
    pub party: PartyId,
    /// Its statement; `None` where the step is given and the party has made no offer.
    pub statement: Option<StatementId>,
}
