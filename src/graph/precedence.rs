//! Which steps wait for which, as numbers: a system of AND/OR precedence constraints.
//!
//! A node happens when each of its *groups* has a statement that holds; a statement holds when each of its *clauses* is met; a clause is met
//! by any of its options, which are nodes again. So the graph has two kinds of vertices in turn, nodes and statements.
//! R. H. Möhring, M. Skutella, F. Stork, *Scheduling with AND/OR precedence constraints*, SIAM J. Comput. 33 (2004),
//! doi:10.1137/S009753970036727X.
//!
//! Most nodes are steps, and most statements were said. Behind the steps there are the *meanings*: nodes each of which stands for several
//! steps together, and happens by one statement, behind those that were said, that waits `with` each of these steps.
//! [`network`](super::network) says what they are for.

use super::rows::Rows;
use crate::model::{PartyId, Wait};

/// What is settled about a node before anything is calculated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is done.
    Done,
    /// Some party refuses it or a lower level of it.
    Refused,
    /// Some performer has no offer that covers it.
    Unanswered,
    /// Everything depends on the statements.
    Open,
}

/// One precondition with its options; that of a precondition on a term is the step meant, or the meaning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clause {
    pub(crate) wait: Wait,
    /// Least days between of `after`; most days of `promise`.
    pub(crate) days: Option<u32>,
    /// The statement.
    pub(crate) statement: u32,
    /// Which precondition of the statement it comes from.
    pub(crate) precondition: u32,
}

/// The consent of one party that a node needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    pub(crate) step: u32,
    pub(crate) party: PartyId,
}

/// The system. Every list by another is flat, in rows.
pub(crate) struct Precedence {
    steps: usize,
    statements: usize,
    pub(crate) fate: Vec<Fate>,
    pub(crate) takes: Vec<u32>,
    /// By node: whether the one before it in the list is the level below.
    has_below: Vec<bool>,
    pub(crate) groups: Vec<Group>,
    group_rows: Rows,
    /// Who uses which statement: entries are statements, in rows by group.
    pub(crate) uses: Vec<u32>,
    pub(crate) use_group: Vec<u32>,
    use_rows: Rows,
    /// By statement: the entries of `uses` that are this statement.
    covers: Vec<u32>,
    cover_rows: Rows,
    pub(crate) clauses: Vec<Clause>,
    clause_rows: Rows,
    pub(crate) options: Vec<u32>,
    option_rows: Rows,
    /// By node: the clauses that have it as an option, once for each time.
    occurrences: Vec<u32>,
    occurrence_rows: Rows,
    /// By statement: the last day, counted from day 0, on which it is valid; `i64::MAX` for always.
    pub(crate) until: Vec<i64>,
    pub(crate) has_until: bool,
}

/// Puts a system together: first the clauses of every statement, statement by statement, then the groups of every step, step by step, then
/// the meanings.
pub(super) struct Builder {
    made: Precedence,
}

impl Builder {
    pub(super) fn new(steps: usize, statements: usize) -> Self {
        let none = || Rows::with_capacity(0);
        Self {
            made: Precedence {
                steps,
                statements,
                fate: Vec::with_capacity(steps),
                takes: Vec::with_capacity(steps),
                has_below: Vec::with_capacity(steps),
                groups: Vec::with_capacity(steps),
                group_rows: Rows::with_capacity(steps),
                uses: Vec::with_capacity(steps),
                use_group: Vec::with_capacity(steps),
                use_rows: Rows::with_capacity(steps),
                covers: Vec::new(),
                cover_rows: none(),
                clauses: Vec::new(),
                clause_rows: Rows::with_capacity(statements),
                options: Vec::new(),
                option_rows: none(),
                occurrences: Vec::new(),
                occurrence_rows: none(),
                until: Vec::with_capacity(statements),
                has_until: false,
            },
        }
    }

    /// Adds a clause of the statement that is ended next.
    pub(super) fn clause(&mut self, wait: Wait, days: Option<u32>, precondition: u32, options: impl IntoIterator<Item = u32>) {
        let made = &mut self.made;
        let statement = made.until.len() as u32;
        made.clauses.push(Clause { wait, days, statement, precondition });
        made.options.extend(options);
        made.option_rows.end(made.options.len());
    }

    /// Ends a statement; `until` is the last day on which it is valid.
    pub(super) fn end_statement(&mut self, until: Option<i64>) {
        self.made.until.push(until.unwrap_or(i64::MAX));
        self.made.has_until |= until.is_some();
        self.made.clause_rows.end(self.made.clauses.len());
    }

    /// Adds to the step that is ended next the consent of a party, which any of some statements gives.
    pub(super) fn group(&mut self, party: PartyId, statements: impl IntoIterator<Item = u32>) {
        let made = &mut self.made;
        made.uses.extend(statements);
        made.use_group.resize(made.uses.len(), made.groups.len() as u32);
        made.use_rows.end(made.uses.len());
        made.groups.push(Group { step: made.fate.len() as u32, party });
    }

    /// Ends a step.
    pub(super) fn end_step(&mut self, fate: Fate, takes: u32, has_below: bool) {
        self.made.fate.push(fate);
        self.made.takes.push(takes);
        self.made.has_below.push(has_below);
        self.made.group_rows.end(self.made.groups.len());
    }

    /// Adds a node that stands for several steps; the party is one that means them.
    pub(super) fn meaning(&mut self, party: PartyId, steps: impl IntoIterator<Item = u32> + Clone) {
        let is_done = steps.clone().into_iter().all(|step| self.made.fate[step as usize] == Fate::Done);
        let statement = self.made.until.len() as u32;
        steps.into_iter().for_each(|step| self.clause(Wait::With, None, 0, [step]));
        self.end_statement(None);
        self.group(party, [statement]);
        self.end_step(if is_done { Fate::Done } else { Fate::Open }, 0, false);
    }

    pub(super) fn build(self) -> Precedence {
        let mut made = self.made;
        let users = made.uses.iter().enumerate().map(|(entry, &statement)| (statement, entry as u32));
        (made.cover_rows, made.covers) = Rows::sort(made.body_count(), users);
        let of_clause = |clause: usize| made.options[made.option_rows.of(clause)].iter().map(move |&option| (option, clause as u32));
        (made.occurrence_rows, made.occurrences) = Rows::sort(made.node_count(), (0..made.clauses.len()).flat_map(of_clause));
        made
    }
}

/// How much there is.
impl Precedence {
    /// Returns how many steps there are.
    pub(crate) fn step_count(&self) -> usize {
        self.steps
    }

    /// Returns how many statements were made.
    pub(crate) fn statement_count(&self) -> usize {
        self.statements
    }

    /// Returns how many nodes there are: steps, and behind them meanings.
    pub(crate) fn node_count(&self) -> usize {
        self.fate.len()
    }

    /// Returns how many statements there are: those that were made, and behind them those by which meanings happen.
    pub(crate) fn body_count(&self) -> usize {
        self.until.len()
    }
}

/// What is settled, and what nodes need.
impl Precedence {
    /// Lists the nodes about which nothing is settled.
    pub(crate) fn open(&self) -> Vec<u32> {
        (0..self.node_count() as u32).filter(|&node| self.fate[node as usize] == Fate::Open).collect()
    }

    /// Returns the level below a step.
    pub(crate) fn below(&self, node: u32) -> Option<u32> {
        self.has_below[node as usize].then(|| node - 1)
    }

    /// Returns the level above a step.
    pub(crate) fn above(&self, node: u32) -> Option<u32> {
        self.has_below.get(node as usize + 1).is_some_and(|&b| b).then_some(node + 1)
    }

    /// Returns the groups of a node.
    pub(crate) fn groups_of(&self, node: u32) -> std::ops::Range<usize> {
        self.group_rows.of(node as usize)
    }

    /// Returns the entries of `uses` that belong to a group.
    pub(crate) fn uses_of(&self, group: usize) -> std::ops::Range<usize> {
        self.use_rows.of(group)
    }

    /// Returns the entries of `uses` that belong to a node.
    pub(crate) fn uses_of_step(&self, node: u32) -> std::ops::Range<usize> {
        self.use_rows.of_all(self.groups_of(node))
    }

    /// Returns the node that an entry of `uses` is for.
    pub(crate) fn step_of_use(&self, entry: u32) -> u32 {
        self.groups[self.use_group[entry as usize] as usize].step
    }

    /// Returns whether some statement that a node needs is valid only for some days.
    pub(crate) fn may_lapse(&self, node: u32) -> bool {
        self.has_until && self.uses[self.uses_of_step(node)].iter().any(|&statement| self.until[statement as usize] != i64::MAX)
    }
}

/// What statements wait for.
impl Precedence {
    /// Returns the entries of `uses` that are a statement: the nodes it covers.
    pub(crate) fn covers(&self, statement: u32) -> &[u32] {
        &self.covers[self.cover_rows.of(statement as usize)]
    }

    /// Returns the clauses of a statement.
    pub(crate) fn clauses_of(&self, statement: u32) -> std::ops::Range<usize> {
        self.clause_rows.of(statement as usize)
    }

    /// Returns the options of a clause.
    pub(crate) fn options_of(&self, clause: usize) -> &[u32] {
        &self.options[self.option_rows.of(clause)]
    }

    /// Returns the options of all clauses of a statement, one clause after another, as a range of `options`.
    pub(crate) fn options_of_statement(&self, statement: u32) -> std::ops::Range<usize> {
        self.option_rows.of_all(self.clauses_of(statement))
    }

    /// Returns the clause that an entry of `options` belongs to, one of the given statement's.
    pub(crate) fn clause_of_option(&self, option: usize, statement: u32) -> usize {
        self.option_rows.holding(option, self.clauses_of(statement))
    }

    /// Returns the clauses that have a node as an option, those of statements that were made first.
    pub(crate) fn occurrences(&self, node: u32) -> &[u32] {
        &self.occurrences[self.occurrence_rows.of(node as usize)]
    }
}

/// Nodes that stand for several steps.
impl Precedence {
    /// Returns whether a node stands for several steps.
    pub(crate) fn is_meaning(&self, node: u32) -> bool {
        node as usize >= self.steps
    }

    /// Returns the meaning that happens by a statement, unless it was made.
    pub(crate) fn meaning_by(&self, statement: u32) -> Option<u32> {
        (statement as usize >= self.statements).then(|| self.step_of_use(self.covers(statement)[0]))
    }

    /// Returns the steps of a meaning, in the order in which the party names them.
    pub(crate) fn meant(&self, meaning: u32) -> &[u32] {
        let statement = self.uses[self.uses_of_step(meaning)][0];
        &self.options[self.options_of_statement(statement)]
    }

    /// Returns what a clause waits for in terms of steps: one list of options of which any will do; of a meaning a list for each step.
    pub(crate) fn conditions_of(&self, clause: usize) -> std::slice::Chunks<'_, u32> {
        match self.options_of(clause) {
            &[meaning] if self.is_meaning(meaning) => self.meant(meaning).chunks(1),
            options => options.chunks(options.len()),
        }
    }
}
