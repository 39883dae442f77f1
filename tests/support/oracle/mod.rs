//! A naive oracle: what the semantics say about a negotiation, worked out rule by rule.
//!
//! It is written to be obviously right, not to be fast, and shares nothing with the library but the model's plain fields.
//! Section numbers are those of `docs/semantics.md`. Read the files in this order:
//! `positions` (what is said, as of a day), `system` (who must consent to what), `solve` (when), `deadlock` and `cycle` (why not),
//! `outlook` (statuses and roots), `wants`, `needs`, `words` and `own` (conflicts), `verdict`, `comparison`.

pub(crate) mod comparison;
mod cycle;
pub(crate) mod deadlock;
mod needs;
mod outlook;
mod own;
mod positions;
mod solve;
mod system;
mod verdict;
mod wants;
mod words;

use std::ops::{Index, IndexMut};

use impasse::model::{AsOf, ClaimId, ExclusionId, Negotiation, PartyId, PropositionId, StatementId, StepId, TermId};

pub(crate) use cycle::check_cycle;
#[allow(unused_imports, reason = "the theorems name what the comparison with the oracle does not")]
pub(crate) use deadlock::{Deadlock, Link, hopeless, is_stuck_alone};
pub(crate) use outlook::{Root, Status};
pub(crate) use positions::{Condition, Positions, Said};
pub(crate) use solve::{Time, solve};
pub(crate) use system::{Alternative, System};
#[allow(unused_imports, reason = "the agreeable sets name what the comparison with the oracle does not")]
pub(crate) use verdict::{Demand, agreeable};
pub(crate) use wants::How;

/// Everything that the oracle says about a negotiation.
pub(crate) struct Answer {
    pub(crate) times: ByStep<Time>,
    pub(crate) status: ByStep<Status>,
    /// Of every waiting or deadlocked step, all that it comes down to.
    pub(crate) roots: ByStep<Vec<Root>>,
    pub(crate) deadlocks: Vec<Deadlock>,
    pub(crate) demands: Vec<Demand>,
    pub(crate) conflicts: Vec<Conflict>,
    pub(crate) agreement: bool,
}

/// A conflict, by kind, then by the first statement, then by the first step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    pub(crate) kind: &'static str,
    pub(crate) parties: Vec<PartyId>,
    pub(crate) steps: Vec<StepId>,
    pub(crate) statements: Vec<StatementId>,
    pub(crate) detail: Detail,
}

/// What only some kinds of conflict carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    Nothing,
    /// By which precondition, and whether as an option of it; `None` for a demand.
    Wanted(How),
    Silent(How, Vec<PartyId>),
    Offered(StepId),
    Exclusion(ExclusionId),
    /// The earliest day, counted from day 0.
    Earliest(i64),
    Meanings {
        term: TermId,
        shared: Vec<StepId>,
        only: Vec<(PartyId, Vec<StepId>)>,
    },
    Claims {
        proposition: PropositionId,
        holds: Vec<(PartyId, bool)>,
        claims: Vec<ClaimId>,
    },
    /// The deadlock's place in the answer.
    Circle(usize),
}

/// Says everything about a negotiation, read as of a date or round, or as of its latest one.
pub(crate) fn consult(negotiation: &Negotiation, as_of: Option<AsOf>) -> Answer {
    answer(&Positions::as_of(negotiation, as_of))
}

/// Says everything about a negotiation as it has been read.
pub(crate) fn answer(positions: &Positions<'_>) -> Answer {
    let actual = System::actual(positions);
    let times = solve(&actual);
    let deadlocks = deadlock::deadlocks(positions, &actual);
    let (status, roots, deadlocks) = outlook::outlook(positions, &actual, &times, deadlocks);
    let demands = verdict::demands(positions, &times);
    let agreement = verdict::agreement(positions, &actual, &deadlocks);
    let conflicts = [
        wants::refusals(positions),
        wants::unanswered(positions),
        wants::shortfalls(positions),
        needs::incompatible(positions, &actual, &demands),
        needs::missed_deadlines(positions, &times),
        words::definitions(positions),
        words::claims(positions),
        own::self_contradictions(positions, &deadlocks),
    ];
    Answer { times, status, roots, deadlocks, demands, conflicts: conflicts.concat(), agreement }
}

/// Something of every step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ByStep<T>(Vec<T>);

impl<T> ByStep<T> {
    pub(crate) fn of(negotiation: &Negotiation, value: impl Fn(StepId) -> T) -> Self {
        Self(negotiation.steps().map(|(step, _)| value(step)).collect())
    }
}

impl<T> Index<StepId> for ByStep<T> {
    type Output = T;

    fn index(&self, step: StepId) -> &T {
        &self.0[step.index()]
    }
}

impl<T> IndexMut<StepId> for ByStep<T> {
    fn index_mut(&mut self, step: StepId) -> &mut T {
        &mut self.0[step.index()]
    }
}

/// Lists things in the order in which they first appear, each once.
pub(crate) fn each_once<T: PartialEq>(things: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut list = Vec::new();
    for thing in things {
        if !list.contains(&thing) {
            list.push(thing);
        }
    }
    list
}
