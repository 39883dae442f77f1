//! A whole negotiation, valid by construction.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use indexmap::{IndexMap, IndexSet};

use super::namesake::{Namesake, Namesakes, readable};
use super::statement::On;
use super::timeline::Timeline;
use super::{
    Claim, ClaimId, Date, Day, Definition, Done, Exclusion, ExclusionId, Issue, IssueId, Measure, MeasureId, Moment, Party, PartyId,
    Precondition, PropositionId, Round, RoundId, Source, SourceId, Statement, StatementId, Step, StepId, Subject, Term, TermId,
};

/// A table of declared things by id, in order of declaration.
pub(crate) type Table<T> = IndexMap<Box<str>, T, foldhash::fast::RandomState>;
pub(crate) type Index<V> = HashMap<Box<str>, V, foldhash::fast::RandomState>;

/// What the parties to a negotiation demand, offer, accept and refuse, on which preconditions, as of a day.
///
/// A negotiation that exists is valid: every reference resolves, every act is by a party that may do it.
/// It is made by a [`Draft`](crate::draft::Draft), in code or read from text.
/// Everything in it is listed in order of declaration.
///
/// # Examples
///
/// ```
/// use impasse::Draft;
///
/// let mut draft = Draft::new("A swap");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.measure("bread", ["b"]);
/// draft.says("a").offers("apples").after("bread");
/// draft.says("b").offers("bread").after("apples");
/// let negotiation = draft.build()?;
/// assert_eq!(negotiation.steps().len(), 2);
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Negotiation {
    content: Arc<Content>,
    pub(super) reading: Reading,
}

/// What was written down; it does not change once the negotiation is made, and every reading of it shares it.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub(crate) title: Option<Box<str>>,
    pub(crate) declared_as_of: Option<Date>,
    pub(crate) sources: Table<Source>,
    pub(crate) parties: Table<Party>,
    pub(crate) rounds: Table<Round>,
    pub(crate) issues: Table<Issue>,
    pub(crate) measures: Table<Measure>,
    pub(crate) terms: Table<Term>,
    pub(crate) steps: Vec<Step>,
    pub(crate) exclusions: Vec<Exclusion>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) preconditions: Vec<Precondition>,
    pub(crate) options: Vec<StepId>,
    /// The explicit ids of statements both ways; the others are called by their position.
    pub(crate) statement_keys: HashMap<StatementId, Box<str>, foldhash::fast::RandomState>,
    pub(crate) statements_by_key: Index<StatementId>,
    pub(crate) propositions: IndexSet<Box<str>, foldhash::fast::RandomState>,
    pub(crate) claims: Vec<Claim>,
    /// When each statement stands, once everything has been written down.
    pub(super) timeline: Timeline,
    /// What shares its name with something else, once it has been asked for.
    namesakes: OnceLock<Namesakes>,
}

/// How what was written down is looked at: up to when, and with whose words.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) day_zero: Option<Day>,
    /// The last moment that counts, when positions are read as of a day or round.
    pub(super) last_moment: Option<Moment>,
    /// How many of the moments of the timeline count.
    pub(super) moments: u32,
    /// The terms by which everybody is taken to mean the same steps.
    pub(super) agreed_terms: Vec<(TermId, Arc<[StepId]>)>,
}

impl Default for Negotiation {
    /// Makes the negotiation in which nothing has been declared and nothing said.
    fn default() -> Self {
        Self { content: Arc::default(), reading: Reading::default() }
    }
}

/// Access to what was written down.
impl Negotiation {
    pub(crate) fn content(&self) -> &Content {
        &self.content
    }

    /// Returns what was written down, to write more.
    ///
    /// # Panics
    ///
    /// The negotiation is shared: it is written while it is checked, and read ever after.
    pub(crate) fn write(&mut self) -> &mut Content {
        Arc::get_mut(&mut self.content).expect("a negotiation is not shared before it is made")
    }
}

macro_rules! tables {
    ($($what:literal $field:ident: $record:ident, $id:ident, $get:ident, $key:ident, $find:ident;)*) => {
        /// Lookup of declared things, in order of declaration.
        impl Negotiation {$(
            #[doc = concat!("Lists every ", $what, " in order of declaration.")]
            pub fn $field(&self) -> impl ExactSizeIterator<Item = ($id, &$record)> + DoubleEndedIterator + use<'_> {
                self.content.$field.values().enumerate().map(|(i, record)| ($id::new(i), record))
            }

            #[doc = concat!("Returns a ", $what, " by its handle.")]
            ///
            /// # Panics
            ///
            /// The handle is of another negotiation that has more of them; [`model`](crate::model#handles) says more.
            #[must_use]
            pub fn $get(&self, id: $id) -> &$record {
                &self.content.$field[id.index()]
            }

            #[doc = concat!("Returns the id under which a ", $what, " was declared.")]
            ///
            /// # Panics
            ///
            /// The handle is of another negotiation that has more of them; [`model`](crate::model#handles) says more.
            #[must_use]
            pub fn $key(&self, id: $id) -> &str {
                self.content.$field.get_index(id.index()).expect("a handle of this negotiation").0
            }

            #[doc = concat!("Finds a ", $what, " by its id.")]
            #[must_use]
            pub fn $find(&self, key: &str) -> Option<$id> {
                self.content.$field.get_index_of(key).map($id::new)
            }
        )*}
    };
}

tables! {
    "source" sources: Source, SourceId, source, source_key, find_source;
    "party" parties: Party, PartyId, party, party_key, find_party;
    "round" rounds: Round, RoundId, round, round_key, find_round;
    "issue" issues: Issue, IssueId, issue, issue_key, find_issue;
    "measure" measures: Measure, MeasureId, measure, measure_key, find_measure;
    "term" terms: Term, TermId, term, term_key, find_term;
}

macro_rules! lists {
    ($($what:literal $field:ident: $record:ident, $id:ident, $get:ident;)*) => {
        /// Lists without ids of their own.
        impl Negotiation {$(
            #[doc = concat!("Lists every ", $what, " in order of declaration.")]
            pub fn $field(&self) -> impl ExactSizeIterator<Item = ($id, &$record)> + DoubleEndedIterator + use<'_> {
                self.content.$field.iter().enumerate().map(|(i, record)| ($id::new(i), record))
            }

            #[doc = concat!("Returns a ", $what, " by its handle.")]
            ///
            /// # Panics
            ///
            /// The handle is of another negotiation that has more of them; [`model`](crate::model#handles) says more.
            #[must_use]
            pub fn $get(&self, id: $id) -> &$record {
                &self.content.$field[id.index()]
            }
        )*}
    };
}

lists! {
    "exclusion" exclusions: Exclusion, ExclusionId, exclusion;
    "statement, standing or not," statements: Statement, StatementId, statement;
    "claim" claims: Claim, ClaimId, claim;
    "step" steps: Step, StepId, step;
}

/// The day looked at, and what holds on it.
impl Negotiation {
    /// Returns the title.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.content.title.as_deref()
    }

    /// Returns day 0: the day as of which the positions are read, when there is any date to go by.
    #[must_use]
    pub fn as_of(&self) -> Option<Day> {
        self.reading.day_zero
    }

    /// Returns whether a statement stands on the day looked at.
    ///
    /// On each target (a measure with all its levels, or a term) everything stands that the party said in the latest round in which it
    /// spoke on that target, less what it withdrew. A withdrawal itself is no position and does not stand.
    #[must_use]
    pub fn stands(&self, statement: StatementId) -> bool {
        self.content.timeline.stands(statement, self.reading.moments)
    }

    /// Lists the statements that stand, in order of declaration.
    pub fn standing(&self) -> impl Iterator<Item = (StatementId, &Statement)> {
        self.statements().filter(|&(id, _)| self.stands(id))
    }

    /// Returns whether a claim has been made by the day looked at.
    #[must_use]
    pub fn is_made(&self, claim: ClaimId) -> bool {
        self.content.timeline.is_made(claim, self.reading.moments)
    }

    /// Returns whether a step has been done by the day looked at.
    #[must_use]
    pub fn is_done(&self, step: StepId) -> bool {
        let reached =
            |done: &Done| step <= done.step && !matches!((done.on, self.as_of()), (Some(on), Some(zero)) if on.first_day() > zero);
        self.measure_of(step).done.as_ref().is_some_and(reached)
    }
}

/// Steps and what they are called.
impl Negotiation {
    /// Lists the steps of a measure from the lowest level to the top.
    pub fn steps_of(&self, measure: MeasureId) -> impl ExactSizeIterator<Item = StepId> + DoubleEndedIterator + use<> {
        let measure = self.measure(measure);
        let first = measure.first_step as usize;
        (first..first + measure.levels.len().max(1)).map(StepId::new)
    }

    /// Returns the step one level below.
    #[must_use]
    pub fn below(&self, step: StepId) -> Option<StepId> {
        (self.step(step).level > 0).then(|| StepId::new(step.index() - 1))
    }

    /// Returns the measure that a step belongs to.
    #[must_use]
    pub fn measure_of(&self, step: StepId) -> &Measure {
        self.measure(self.step(step).measure)
    }

    /// Returns the performers of a step: the parties who must all act.
    #[must_use]
    pub fn performers(&self, step: StepId) -> &[PartyId] {
        &self.measure_of(step).by
    }

    /// Returns the name of a step's level, when its measure has levels.
    #[must_use]
    pub fn level_name(&self, step: StepId) -> Option<&str> {
        self.measure_of(step).levels.get(self.step(step).level).map(|name| &**name)
    }

    /// Returns a step as the position file writes it: `measure`, or `measure:level` when the measure has levels.
    #[must_use]
    pub fn step_key(&self, step: StepId) -> Cow<'_, str> {
        let measure = self.measure_key(self.step(step).measure);
        match self.level_name(step) {
            Some(level) => Cow::Owned(format!("{measure}:{level}")),
            None => Cow::Borrowed(measure),
        }
    }

    /// Finds a step as the position file writes it; a measure alone is its top level.
    #[must_use]
    pub fn find_step(&self, key: &str) -> Option<StepId> {
        let (measure, level) = key.split_once(':').map_or((key, None), |(m, l)| (m, Some(l)));
        let id = self.find_measure(measure)?;
        match level {
            None => self.steps_of(id).next_back(),
            Some(level) => {
                let index = self.measure(id).levels.iter().position(|name| **name == *level)?;
                self.steps_of(id).nth(index)
            }
        }
    }
}

/// Names.
impl Negotiation {
    /// Returns what shares its name with something else of its kind; it is looked for once.
    pub(crate) fn namesakes(&self) -> &Namesakes {
        self.content.namesakes.get_or_init(|| Namesakes {
            parties: Namesake::among(self.parties().map(|(id, party)| (id, readable(&party.name, self.party_key(id))))),
            measures: Namesake::among(self.measures().map(|(id, measure)| (id, readable(&measure.name, self.measure_key(id))))),
            terms: Namesake::among(self.terms().map(|(id, term)| (id, readable(&term.name, self.term_key(id))))),
            rounds: Namesake::among(self.rounds().map(|(id, round)| (id, readable(&round.name, self.round_key(id))))),
            issues: Namesake::among(self.issues().map(|(id, issue)| (id, readable(&issue.name, self.issue_key(id))))),
        })
    }
}

/// Statements and what they rest on.
impl Negotiation {
    /// Returns the id of a statement: its own, or `s` and its position counted from 1.
    #[must_use]
    pub fn statement_key(&self, statement: StatementId) -> Cow<'_, str> {
        match self.content.statement_keys.get(&statement) {
            Some(key) => Cow::Borrowed(key),
            None => Cow::Owned(format!("s{}", statement.index() + 1)),
        }
    }

    /// Returns whether the statement was given an id of its own.
    #[must_use]
    pub fn has_own_key(&self, statement: StatementId) -> bool {
        self.content.statement_keys.contains_key(&statement)
    }

    /// Finds a statement by its id.
    #[must_use]
    pub fn find_statement(&self, key: &str) -> Option<StatementId> {
        self.content.statements_by_key.get(key).copied().or_else(|| {
            let number = key.strip_prefix('s')?;
            let position: usize = number.parse().ok().filter(|_| !number.starts_with(['0', '+']))?;
            let id = (1..=self.content.statements.len()).contains(&position).then(|| StatementId::new(position - 1))?;
            (!self.has_own_key(id)).then_some(id)
        })
    }

    /// Returns a statement's preconditions: first those of `after`, then `with`, then `promise`, each as written.
    #[must_use]
    pub fn preconditions(&self, statement: StatementId) -> &[Precondition] {
        let (start, len) = self.statement(statement).preconditions;
        &self.content.preconditions[start as usize..(start + len) as usize]
    }

    /// Returns what a precondition waits for.
    #[must_use]
    pub fn subject(&self, precondition: &Precondition) -> Subject<'_> {
        match precondition.on {
            On::Step(step) => Subject::Step(step),
            On::Term(term) => Subject::Term(term),
            On::Any { start, len } => Subject::Any(&self.content.options[start as usize..(start + len) as usize]),
        }
    }

    /// Returns the steps that a precondition of a party's statement waits for: of an `any` every option, of a term every step that the party
    /// means by it.
    pub(crate) fn awaited<'n>(&'n self, precondition: &'n Precondition, party: PartyId) -> &'n [StepId] {
        match &precondition.on {
            On::Step(step) => std::slice::from_ref(step),
            &On::Any { start, len } => &self.content.options[start as usize..(start + len) as usize],
            &On::Term(term) => self.meaning(term, party),
        }
    }

    /// Returns a proposition as written.
    #[must_use]
    pub fn proposition(&self, proposition: PropositionId) -> &str {
        &self.content.propositions[proposition.index()]
    }

    /// Lists the propositions in order of their first claim.
    pub fn propositions(&self) -> impl ExactSizeIterator<Item = PropositionId> + use<> {
        (0..self.content.propositions.len()).map(PropositionId::new)
    }
}

/// What terms mean.
impl Negotiation {
    /// Returns a party's own definition of a term.
    #[must_use]
    pub fn definition(&self, term: TermId, party: PartyId) -> Option<&Definition> {
        match self.agreed(term) {
            Some(_) => None,
            None => self.term(term).definitions.iter().find(|d| d.party == party),
        }
    }

    /// Returns the steps that a party means by a term: those of its own definition, else of the term's default, else none.
    #[must_use]
    pub fn meaning(&self, term: TermId, party: PartyId) -> &[StepId] {
        match (self.agreed(term), self.definition(term, party)) {
            (Some(steps), _) => steps,
            (None, Some(definition)) => &definition.means,
            (None, None) => self.term(term).default.as_deref().unwrap_or_default(),
        }
    }

    /// Returns what everybody is taken to mean by a term in this reading.
    fn agreed(&self, term: TermId) -> Option<&[StepId]> {
        self.reading.agreed_terms.iter().rev().find(|(agreed, _)| *agreed == term).map(|(_, steps)| &**steps)
    }
}
