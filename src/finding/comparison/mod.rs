//! The comparison: the parties side by side, row by row, and where each row stands.
//!
//! A [`Comparison`] has a [`Row`] for each step or term that somebody speaks of, with a [`Cell`] for each party that says something on it,
//! and the [`Standing`] of the row; what each party means by the terms ([`ComparedTerm`]), and what would be found if all meant the same
//! ([`Reading`]); and what they say has happened ([`Account`]). A [`Selection`] narrows it to some parties, issues or standings.

mod selection;

pub use selection::Selection;

use serde::Serialize;

use super::agreeable::{AgreeableSets, Groups};
use super::distance::Distances;
use super::{ConflictKind, Proof, Verdict};
use crate::model::{Act, ClaimId, IssueId, Negotiation, PartyId, PropositionId, StatementId, StepId, Target, TermId, vocabulary};

/// The parties side by side.
///
/// `docs/comparison.md` says exactly what stands in it. [`Comparison::only`] narrows it to some parties, issues or standings.
///
/// # Examples
///
/// ```
/// use impasse::finding::comparison::Standing;
/// use impasse::model::Target;
///
/// let mut draft = impasse::Draft::new("A blockade");
/// draft.party("north");
/// draft.party("south");
/// draft.measure("open-the-ports", ["south"]);
/// draft.says("north").demands("open-the-ports");
/// let negotiation = draft.build()?;
/// let comparison = impasse::compare(&negotiation);
/// let ports = Target::Step(negotiation.find_step("open-the-ports").unwrap());
/// assert_eq!(comparison.row(ports).unwrap().standing, Standing::Unanswered);
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// The parties compared, in order of declaration.
    pub parties: Vec<PartyId>,
    /// What they say, row by row: by issue in order of declaration, then the steps that belong to no issue, then the terms.
    pub rows: Vec<Row>,
    /// The terms that they use, in order of declaration.
    pub terms: Vec<ComparedTerm>,
    /// What they say has happened, by proposition in order of first claim.
    pub accounts: Vec<Account>,
    /// How far apart they are.
    pub distances: Distances,
    /// Which demands can all be met together; `None` until it is asked for, by [`agreeable_sets`](crate::agreeable_sets).
    pub agreeable: Option<AgreeableSets>,
    /// Which parties stand together; `None` until it is asked for, by [`groups`](crate::groups).
    pub groups: Option<Groups>,
    /// What is found as they use their words: what the readings of a term are to be compared with.
    pub outcome: Outcome,
}

/// A step or term, and what each party says on it.
///
/// Every step is a row that a standing statement names, by itself, by a term or in a precondition; of a measure that nobody names, the top
/// level is a row. So is every term that a standing statement names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Row {
    /// The step or term.
    pub subject: Target,
    /// The issue it belongs to; a term belongs to none.
    pub issue: Option<IssueId>,
    /// Where the parties stand on it.
    pub standing: Standing,
    /// The parties that want it, a higher level of it, or the term, in order of declaration: by a demand, or by a precondition of what they
    /// offer or accept. What a party makes its own step wait for is no wish when it alone performs that too.
    pub wanted_by: Vec<PartyId>,
    /// The performers that have no offer which covers the step, when it is neither done nor given; none for a term.
    pub silent: Vec<PartyId>,
    /// Of a row that stands as a shortfall, the highest level that all performers offer.
    pub offered: Option<StepId>,
    /// What is said, in order of declaration of the parties; a party without a cell says nothing on it.
    pub cells: Vec<Cell>,
}

/// What one party says on the step or term of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Cell {
    /// The party.
    pub party: PartyId,
    /// Its standing statements on just this step or term, in order of declaration. Each standing statement is in exactly one cell.
    pub said: Vec<StatementId>,
    /// Its standing statements on another row that bear on this step, in order of declaration: an offer of another level, which covers
    /// this one or falls short of it, a demand of a higher level, a refusal of a lower one, or a statement on a term that comes to one of
    /// these or to an act on the step itself. A term has none.
    pub bearing: Vec<StatementId>,
    /// Its standing offers and acceptances that wait for this step or a higher level of it, or for this term, in order of declaration; none
    /// where the party alone performs it, so that whoever wants the subject has a demand or one of these.
    pub awaiting: Vec<StatementId>,
}

/// Where the parties stand on a step, from the worst to the best; the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Standing {
    /// Some party refuses it or a lower level.
    Refused,
    /// It waits in a circle with others, now or once what stands in front of the circle is gone.
    Deadlocked,
    /// Somebody wants it and some performer has offered nothing of it.
    Unanswered,
    /// Somebody demands it and all performers offer a lower level.
    Shortfall,
    /// It is wanted and offered, but waits for something that cannot come.
    Waiting,
    /// It is wanted and offered, but an offer lapses before.
    Expired,
    /// It is wanted and offered, on preconditions that are open but within reach.
    Conditional,
    /// It is offered by somebody, and nobody wants it.
    Unrequested,
    /// It is wanted, and offered without open preconditions.
    Agreed,
    /// Nothing is open: it is done, or nobody wants it and nobody offers it.
    Undisputed,
}

vocabulary!(Standing: Refused "refused", Deadlocked "deadlocked", Unanswered "unanswered", Shortfall "shortfall", Waiting "waiting",
    Expired "expired", Conditional "conditional", Unrequested "unrequested", Agreed "agreed", Undisputed "undisputed");

/// A term, what each party means by it, and what hangs on that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ComparedTerm {
    /// The term.
    pub term: TermId,
    /// What each party that defines or uses it means, in order of declaration.
    pub meanings: Vec<Meaning>,
    /// The steps that all of them mean, in order of declaration.
    pub shared: Vec<StepId>,
    /// The steps that only some of them mean, in order of declaration.
    pub disputed: Vec<DisputedPart>,
    /// The standing statements that rest on the word: those on it and those with a precondition on it, in order of declaration.
    pub resting: Vec<StatementId>,
    /// When they mean different things: what would be found if all took one meaning, in the order of the first party that has it.
    pub readings: Vec<Reading>,
}

/// What one party means by a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Meaning {
    /// The party.
    pub party: PartyId,
    /// Whether the definition is its own; otherwise it uses the word with its default meaning.
    pub own: bool,
    /// The steps, as defined.
    pub steps: Vec<StepId>,
}

/// A step that only some parties mean by a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DisputedPart {
    /// The step; its performers would have to do it.
    pub step: StepId,
    /// Who means it, in order of declaration.
    pub meant_by: Vec<PartyId>,
}

/// What would be found if all parties meant the same by a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// Whose meaning it is, in order of declaration.
    pub of: Vec<PartyId>,
    /// The steps meant, as the first of them defines it.
    pub steps: Vec<StepId>,
    /// What would be found.
    pub outcome: Outcome,
}

/// What is found about a negotiation, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Outcome {
    /// Whether every demand can be met.
    pub verdict: Verdict,
    /// Whether the verdict is proven, as [`Report::proof`](crate::Report::proof) says.
    pub proof: Proof,
    /// How many steps are demanded, counted once for each demand of them.
    pub demands: usize,
    /// How many of those demands are met.
    pub met: usize,
    /// How many conflicts there are of each kind that has any, in order of the kinds.
    pub conflicts: Vec<(ConflictKind, usize)>,
    /// The steps of each actual deadlock.
    pub deadlocks: Vec<Vec<StepId>>,
    /// The steps of each latent deadlock.
    pub latent: Vec<Vec<StepId>>,
}

/// What the parties say about one proposition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Account {
    /// The proposition.
    pub proposition: PropositionId,
    /// The claims made by the day looked at, by when they were made, then in order of declaration.
    pub claims: Vec<ClaimId>,
    /// Whether two parties assert opposite things.
    pub contradictory: bool,
}

impl Comparison {
    /// Returns the row of a step or term; `None` when nobody names it.
    #[must_use]
    pub fn row(&self, subject: Target) -> Option<&Row> {
        self.rows.iter().find(|row| row.subject == subject)
    }

    /// Returns what the parties mean by a term; `None` when nobody defines or uses it.
    #[must_use]
    pub fn term(&self, term: TermId) -> Option<&ComparedTerm> {
        self.terms.binary_search_by_key(&term, |compared| compared.term).ok().map(|at| &self.terms[at])
    }
}

impl ComparedTerm {
    /// Sets out what parties mean by a term, at least one of them: what they share, and what only some of them mean.
    pub(crate) fn new(term: TermId, meanings: Vec<Meaning>) -> Self {
        let mut meant: Vec<(StepId, PartyId)> = Vec::new();
        for meaning in &meanings {
            meant.extend(meaning.steps.iter().map(|&step| (step, meaning.party)));
        }
        meant.sort_unstable();
        let (mut shared, mut disputed) = (Vec::new(), Vec::new());
        for by in meant.chunk_by(|a, b| a.0 == b.0) {
            let step = by[0].0;
            if by.len() == meanings.len() {
                shared.push(step);
            } else {
                disputed.push(DisputedPart { step, meant_by: by.iter().map(|&(_, party)| party).collect() });
            }
        }
        Self { term, meanings, shared, disputed, resting: Vec::new(), readings: Vec::new() }
    }
}

impl Row {
    /// Returns what a party says on it; `None` when it says nothing.
    #[must_use]
    pub fn cell(&self, party: PartyId) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.party == party)
    }

    /// Returns whether a party owes an answer: it is among the performers without an offer, and has refused nothing of it either.
    #[must_use]
    pub fn owes_answer(&self, negotiation: &Negotiation, party: PartyId) -> bool {
        let refuses = |&id: &StatementId| negotiation.statement(id).act == Act::Refuses;
        let refused = self.cell(party).is_some_and(|cell| cell.said.iter().chain(&cell.bearing).any(refuses));
        self.silent.contains(&party) && !refused
    }
}
