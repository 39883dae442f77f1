//! The report: everything that was found about a negotiation.

use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::{
    ClashingDefinitions, ConflictId, ConflictKind, ContradictoryClaims, Deadlock, DeadlockId, Finding, Incompatible, MissedDeadline,
    Obstacle, Opening, Overview, Proof, Refusal, Root, SelfContradiction, Shortfall, Status, StuckGroup, Unanswered,
};
use crate::model::{Date, ExclusionId, Negotiation, PartyId, StatementId, StepId, Time, vocabulary};

/// Everything that was found: the verdict, what becomes of each step, deadlocks and conflicts.
///
/// Lists are in order of declaration: deadlocks first the actual ones, then the latent, each by its first step; conflicts by kind, then by
/// the first statement they rest on.
#[derive(Clone)]
pub struct Report {
    parts: Parts,
    /// By step of a deadlock, in order of declaration: the deadlock, an actual one rather than a latent.
    circles: Vec<(StepId, DeadlockId)>,
    negotiation: Negotiation,
    look_over: fn(&Negotiation, &Self) -> Overview,
    /// What has been seen by looking over the rest, once somebody has asked.
    overview: OnceLock<Overview>,
}

/// What a report is put together from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parts {
    pub(crate) verdict: Verdict,
    pub(crate) proof: Proof,
    /// The exclusions that alone stand in the way.
    pub(crate) in_the_way: Vec<ExclusionId>,
    pub(crate) status: Vec<Status>,
    pub(crate) time: Vec<Option<Time>>,
    pub(crate) roots: RootLists,
    pub(crate) blockers: PartyLists,
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

/// The parties whose word every step lacks; steps that lack that of the same parties share one list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PartyLists {
    /// By step: the list.
    pub(crate) list: Vec<u32>,
    pub(crate) lists: Vec<Vec<PartyId>>,
}

/// Whether every demand can be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// For some choice of what stays under all exclusions, every demand is met and no step waits in a circle.
    Agreement,
    /// Not so.
    Impasse,
}

vocabulary!(Verdict: Agreement "agreement", Impasse "impasse");

/// One step that is demanded, and whether the demand is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DemandCounts {
    /// All of them.
    pub demands: usize,
    /// Those that are not met.
    pub unmet: usize,
}

/// A small set of statements that cannot all be honoured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Conflict {
    /// The parties to it; whoever wants something first.
    pub parties: Vec<PartyId>,
    /// The steps that it is about.
    pub steps: Arc<[StepId]>,
    /// The statements that clash; the one that wants something first.
    pub statements: Vec<StatementId>,
    /// What kind of conflict it is, with what shows it.
    pub evidence: Evidence,
}

/// What shows a conflict, by kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(tag = "kind", rename_all = "kebab-case")]
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
    #[must_use]
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

impl Report {
    /// Puts a report together; `look_over` looks over it when somebody asks for what stands out.
    pub(crate) fn new(parts: Parts, negotiation: &Negotiation, look_over: fn(&Negotiation, &Self) -> Overview) -> Self {
        let numbered = parts.deadlocks.iter().enumerate();
        let in_circle =
            |(at, deadlock): (usize, &Deadlock)| deadlock.steps.iter().map(|&step| (step, DeadlockId::new(at))).collect::<Vec<_>>();
        let mut circles: Vec<_> = numbered.flat_map(in_circle).collect();
        circles.sort_unstable();
        circles.dedup_by_key(|circle| circle.0);
        Self { parts, circles, negotiation: negotiation.clone(), look_over, overview: OnceLock::new() }
    }

    fn overview(&self) -> &Overview {
        self.overview.get_or_init(|| (self.look_over)(&self.negotiation, self))
    }

    /// Returns numbers for the lists of roots and of blockers of a step: of two steps with the same number the lists are the same.
    pub(crate) fn lists_of(&self, step: StepId) -> (u32, u32) {
        let of = |lists: &[u32]| lists.get(step.index()).copied().unwrap_or(u32::MAX);
        (of(&self.parts.roots.list), of(&self.parts.blockers.list))
    }

    /// Returns whether every demand can be met.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.parts.verdict
    }

    /// Returns whether the verdict is proven.
    ///
    /// Only an impasse can be unproven: where all that stands in the way is a choice among exclusions, and the search for one that meets
    /// every demand came to its [limit](crate::Limits) first.
    #[must_use]
    pub fn proof(&self) -> Proof {
        self.parts.proof
    }

    /// Lists the exclusions that alone stand in the way, in order of declaration: each demand can be met, no step waits in a circle, and
    /// under these exclusions not all demands can be met together. No one of them can be spared, unless the search for the fewest came to
    /// its [limit](crate::Limits) first.
    ///
    /// Empty where something else stands in the way, where nothing does, and where the verdict is unproven.
    #[must_use]
    pub fn exclusions_in_the_way(&self) -> &[ExclusionId] {
        &self.parts.in_the_way
    }

    /// Returns what becomes of a step.
    #[must_use]
    pub fn status(&self, step: StepId) -> Status {
        self.parts.status[step.index()]
    }

    /// Returns the earliest moment at which a step can be complete; `None` when it cannot happen.
    ///
    /// A step that is done counts from day 0, phase 0.
    #[must_use]
    pub fn time(&self, step: StepId) -> Option<Time> {
        self.parts.time[step.index()]
    }

    /// Returns what a waiting or deadlocked step comes down to: the first sixteen refused, unanswered and expired steps and deadlocks that
    /// it waits for, directly or not; and whether these are all.
    ///
    /// They are in order of declaration, a deadlock at its first step and after that step itself. Steps of another status have none.
    #[must_use]
    pub fn roots(&self, step: StepId) -> (&[Root], Proof) {
        match self.parts.roots.list.get(step.index()) {
            None | Some(&u32::MAX) => (&[], Proof::Proven),
            Some(&list) => {
                let (roots, all) = &self.parts.roots.lists[list as usize];
                (roots, *all)
            }
        }
    }

    /// Returns the deadlock that a step is in, an actual one rather than a latent; `None` when it is in none.
    #[must_use]
    pub fn circle_of(&self, step: StepId) -> Option<DeadlockId> {
        let at = self.circles.binary_search_by_key(&step, |circle| circle.0).ok()?;
        Some(self.circles[at].1)
    }

    /// Lists the parties whose word a step lacks: of a refused step those who refuse it or a lower level, in order of their first refusals;
    /// of an unanswered step the performers without an offer that covers it, as the measure names them; of any other step nobody.
    #[must_use]
    pub fn blockers(&self, step: StepId) -> &[PartyId] {
        match self.parts.blockers.list.get(step.index()) {
            Some(&list) => &self.parts.blockers.lists[list as usize],
            None => &[],
        }
    }

    /// Counts the steps of each status, in order of the statuses.
    #[must_use]
    pub fn status_counts(&self) -> [(Status, usize); Status::ALL.len()] {
        let mut counts = Status::ALL.map(|status| (status, 0));
        self.parts.status.iter().for_each(|&status| counts[status as usize].1 += 1);
        counts
    }

    /// Counts the conflicts of each kind, in order of the kinds.
    #[must_use]
    pub fn conflict_counts(&self) -> [(ConflictKind, usize); ConflictKind::ALL.len()] {
        let mut counts = ConflictKind::ALL.map(|kind| (kind, 0));
        self.conflicts().iter().for_each(|conflict| counts[conflict.kind() as usize].1 += 1);
        counts
    }

    /// Returns the steps that stand in the way of most of the unmet demands; `None` when no unmet demand comes down to a refused,
    /// unanswered or expired step.
    #[must_use]
    pub fn obstacle(&self) -> Option<&Obstacle> {
        self.overview().obstacle.as_ref()
    }

    /// Lists what can go ahead: the steps that can happen and have not, by the moment at which they start; the earliest roadmap.
    #[must_use]
    pub fn openings(&self) -> &[Opening] {
        &self.overview().openings
    }

    /// Lists the stuck steps, those that come down to the same together; each group at its first step in order of declaration.
    #[must_use]
    pub fn stuck(&self) -> &[StuckGroup] {
        &self.overview().stuck
    }

    /// Lists the contradictory claims among the conflicts, by proposition.
    pub fn contradictions(&self) -> impl Iterator<Item = &ContradictoryClaims> {
        // Conflicts are by kind.
        let of_kind = self.conflicts().partition_point(|conflict| conflict.kind() < ConflictKind::Claim);
        self.conflicts()[of_kind..].iter().map_while(|conflict| match &conflict.evidence {
            Evidence::Claim(clash) => Some(clash),
            _ => None,
        })
    }

    /// Lists the steps that are demanded, by statement, then as the statement names them.
    #[must_use]
    pub fn demands(&self) -> &[Demand] {
        &self.parts.demands
    }

    /// Returns whether nothing is demanded by the day looked at, but something is after it.
    #[must_use]
    pub fn is_only_demanded_later(&self) -> bool {
        self.parts.demanded_later
    }

    /// Counts the demands, a demand of a term as one.
    #[must_use]
    pub fn demand_counts(&self) -> DemandCounts {
        let by_statement = self.demands().chunk_by(|a, b| a.statement == b.statement);
        by_statement.fold(DemandCounts::default(), |counts, rows| DemandCounts {
            demands: counts.demands + 1,
            unmet: counts.unmet + usize::from(rows.iter().any(|row| !row.met)),
        })
    }

    /// Lists the deadlocks: first the actual ones, then the latent, each by its first step.
    #[must_use]
    pub fn deadlocks(&self) -> &[Deadlock] {
        &self.parts.deadlocks
    }

    /// Lists the numbers of the deadlocks, in order.
    pub fn deadlock_ids(&self) -> impl ExactSizeIterator<Item = DeadlockId> + use<> {
        (0..self.deadlocks().len()).map(DeadlockId::new)
    }

    /// Returns a deadlock by its number.
    #[must_use]
    pub fn deadlock(&self, id: DeadlockId) -> &Deadlock {
        &self.parts.deadlocks[id.index()]
    }

    /// Lists the conflicts: by kind, then by the first statement.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.parts.conflicts
    }

    /// Lists the numbers of the conflicts, in order.
    pub fn conflict_ids(&self) -> impl ExactSizeIterator<Item = ConflictId> + use<> {
        (0..self.conflicts().len()).map(ConflictId::new)
    }

    /// Returns a conflict by its number.
    #[must_use]
    pub fn conflict(&self, id: ConflictId) -> &Conflict {
        &self.parts.conflicts[id.index()]
    }

    /// Finds what is meant by `D1`, `C1` or a step as the position file writes it.
    #[must_use]
    pub fn find(&self, negotiation: &Negotiation, key: &str) -> Option<Finding> {
        let deadlock = key.parse().ok().filter(|id: &DeadlockId| id.index() < self.deadlocks().len()).map(Finding::Deadlock);
        let conflict = || key.parse().ok().filter(|id: &ConflictId| id.index() < self.conflicts().len()).map(Finding::Conflict);
        deadlock.or_else(conflict).or_else(|| negotiation.find_step(key).map(Finding::Step))
    }
}

/// Two reports are equal when the same is found in the same order.
impl PartialEq for Report {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.fmt(f)
    }
}
