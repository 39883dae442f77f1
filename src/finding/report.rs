//! The report: everything that was found about a negotiation.

use super::{
    ClashingDefinitions, ConflictKind, ContradictoryClaims, Deadlock, DeadlockId, Incompatible, MissedDeadline, Proof, Refusal, Root,
    SelfContradiction, Shortfall, Status, Time, Unanswered,
};
use crate::model::{Date, ExclusionId, Negotiation, PartyId, StatementId, StepId};

/// Everything that was found: the verdict, what becomes of each step, deadlocks and conflicts.
///
/// Lists are in order of declaration: deadlocks first the actual ones, then the latent, each by its first step; conflicts by kind, then by
/// the first statement they rest on.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    parts: Parts,
}

/// What a report is put together from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parts {
    pub(crate) verdict: Verdict,
    /// Whether the verdict is proven.
    pub(crate) proof: Proof,
    /// The exclusions that alone stand in the way.
    pub(crate) in_the_way: Vec<ExclusionId>,
    pub(crate) status: Vec<Status>,
    pub(crate) time: Vec<Option<Time>>,
    pub(crate) roots: RootLists,
    pub(crate) demands: Vec<Demand>,
    /// Whether nothing is demanded only because the demands were made later.
    pub(crate) demanded_later: bool,
    pub(crate) deadlocks: Vec<Deadlock>,
    pub(crate) conflicts: Vec<Conflict>,
}

/// The roots of every step; steps with the same roots share one list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RootLists {
    /// By step: the list, or `u32::MAX` for none.
    pub(crate) list: Vec<u32>,
    pub(crate) lists: Vec<(Vec<Root>, Proof)>,
}

/// Whether every demand can be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// For some choice of what stays under all exclusions, every demand is met and no step waits in a circle.
    Agreement,
    /// Not so.
    Impasse,
}

impl Verdict {
    /// Returns the word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Impasse => "impasse",
        }
    }
}

/// One step that is demanded, and whether the demand is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The demand.
    pub statement: StatementId,
    /// Who demands it.
    pub party: PartyId,
    /// The step.
    pub step: StepId,
    /// Whether the step is done, or performable by the deadline.
    pub met: bool,
    /// The deadline as said.
    pub deadline: Option<Date>,
}

/// How many demands there are, and how many of them are not met; a demand of a term is one, and is met when all its steps are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DemandCounts {
    /// All of them.
    pub demands: usize,
    /// Those that are not met.
    pub unmet: usize,
}

/// A conflict of a report; its number in the report's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConflictId(pub(crate) u32);

impl ConflictId {
    /// Returns the position in the report, counted from 0; reports write it counted from 1, as `C1`.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A small set of statements that cannot all be honoured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The parties to it; whoever wants something first.
    pub parties: Vec<PartyId>,
    /// The steps that it is about.
    pub steps: Vec<StepId>,
    /// The statements that clash; the one that wants something first.
    pub statements: Vec<StatementId>,
    /// What kind of conflict it is, with what shows it.
    pub evidence: Evidence,
}

/// What shows a conflict, by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A party wants what another refuses.
    Refusal(Refusal),
    /// A party wants what its performer has not offered.
    Unanswered(Unanswered),
    /// A party demands more of a measure than is offered.
    Shortfall(Shortfall),
    /// Steps that exclude each other are needed together.
    Incompatible(Incompatible),
    /// What is demanded can happen, but not in time.
    Deadline(MissedDeadline),
    /// Parties mean different things by one term.
    Definition(ClashingDefinitions),
    /// Parties assert opposite things about one fact.
    Claim(ContradictoryClaims),
    /// A party stands in its own way.
    SelfContradiction(SelfContradiction),
}

impl Conflict {
    /// Returns the kind of conflict.
    pub const fn kind(&self) -> ConflictKind {
        match self.evidence {
            Evidence::Refusal(_) => ConflictKind::Refusal,
            Evidence::Unanswered(_) => ConflictKind::Unanswered,
            Evidence::Shortfall(_) => ConflictKind::Shortfall,
            Evidence::Incompatible(_) => ConflictKind::Incompatible,
            Evidence::Deadline(_) => ConflictKind::Deadline,
            Evidence::Definition(_) => ConflictKind::Definition,
            Evidence::Claim(_) => ConflictKind::Claim,
            Evidence::SelfContradiction(_) => ConflictKind::SelfContradiction,
        }
    }
}

/// Something that can be asked about: a step, a deadlock, a conflict or a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// A step and what becomes of it.
    Step(StepId),
    /// A deadlock.
    Deadlock(DeadlockId),
    /// A conflict.
    Conflict(ConflictId),
}

impl Report {
    pub(crate) fn new(parts: Parts) -> Self {
        Self { parts }
    }

    /// Returns whether every demand can be met.
    pub fn verdict(&self) -> Verdict {
        self.parts.verdict
    }

    /// Returns whether the verdict is proven.
    ///
    /// Only an impasse can be unproven: where all that stands in the way is a choice among exclusions, and the search for one that meets
    /// every demand came to its [limit](crate::Limits) first.
    pub fn proof(&self) -> Proof {
        self.parts.proof
    }

    /// Lists the exclusions that alone stand in the way, in order of declaration: each demand can be met, no step waits in a circle, and
    /// under these exclusions not all demands can be met together. No one of them can be spared, unless the search for the fewest came to
    /// its [limit](crate::Limits) first.
    ///
    /// Empty where something else stands in the way, where nothing does, and where the verdict is unproven.
    pub fn exclusions_in_the_way(&self) -> &[ExclusionId] {
        &self.parts.in_the_way
    }

    /// Returns what becomes of a step.
    pub fn status(&self, step: StepId) -> Status {
        self.parts.status[step.index()]
    }

    /// Returns the earliest moment at which a step can be complete; `None` when it cannot happen.
    ///
    /// A step that is done counts from day 0, phase 0.
    pub fn time(&self, step: StepId) -> Option<Time> {
        self.parts.time[step.index()]
    }

    /// Returns what a waiting or deadlocked step comes down to: the first sixteen refused, unanswered and expired steps and deadlocks that
    /// it waits for, directly or not; and whether these are all.
    ///
    /// They are in order of declaration, a deadlock at its first step and after that step itself. Steps of another status have none.
    pub fn roots(&self, step: StepId) -> (&[Root], Proof) {
        match self.parts.roots.list.get(step.index()) {
            None | Some(&u32::MAX) => (&[], Proof::Proven),
            Some(&list) => {
                let (roots, all) = &self.parts.roots.lists[list as usize];
                (roots, *all)
            }
        }
    }

    /// Lists the steps that are demanded, by statement, then as the statement names them.
    pub fn demands(&self) -> &[Demand] {
        &self.parts.demands
    }

    /// Returns whether nothing is demanded by the day looked at, but something is after it.
    pub fn is_only_demanded_later(&self) -> bool {
        self.parts.demanded_later
    }

    /// Counts the demands, a demand of a term as one.
    pub fn demand_counts(&self) -> DemandCounts {
        let by_statement = self.demands().chunk_by(|a, b| a.statement == b.statement);
        by_statement.fold(DemandCounts::default(), |counts, rows| DemandCounts {
            demands: counts.demands + 1,
            unmet: counts.unmet + usize::from(rows.iter().any(|row| !row.met)),
        })
    }

    /// Lists the deadlocks: first the actual ones, then the latent, each by its first step.
    pub fn deadlocks(&self) -> &[Deadlock] {
        &self.parts.deadlocks
    }

    /// Returns a deadlock by its handle.
    pub fn deadlock(&self, id: DeadlockId) -> &Deadlock {
        &self.parts.deadlocks[id.index()]
    }

    /// Lists the conflicts: by kind, then by the first statement.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.parts.conflicts
    }

    /// Returns a conflict by its handle.
    pub fn conflict(&self, id: ConflictId) -> &Conflict {
        &self.parts.conflicts[id.index()]
    }

    /// Finds what is meant by `D1`, `C1` or a step as the position file writes it.
    pub fn find(&self, negotiation: &Negotiation, key: &str) -> Option<Finding> {
        let numbered = |prefix: char, count: usize| {
            let number = key.strip_prefix(prefix).filter(|digits| !digits.starts_with(['0', '+']))?;
            number.parse::<usize>().ok().filter(|n| (1..=count).contains(n)).map(|n| (n - 1) as u32)
        };
        if let Some(n) = numbered('D', self.deadlocks().len()) {
            return Some(Finding::Deadlock(DeadlockId(n)));
        }
        if let Some(n) = numbered('C', self.conflicts().len()) {
            return Some(Finding::Conflict(ConflictId(n)));
        }
        negotiation.find_step(key).map(Finding::Step)
    }
}
