//! The dependency graph of a negotiation, in compressed rows: which statements each step needs, and which steps they wait for.
//!
//! A step needs one statement of every consenting party (its *groups*); each statement waits for all of its *clauses*; a clause waits for
//! any of its options, which are steps again. So the graph has two kinds of nodes in turn, steps and statements.

use crate::model::{Act, Negotiation, PartyId, StatementId, StepId, Subject, Wait};

/// What is settled about a step before anything is calculated.
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

/// One precondition with its options; a precondition on a term is a clause for each step meant.
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

/// The consent of one party that a step needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    pub(crate) step: u32,
    pub(crate) party: PartyId,
}

/// The compiled graph. All rows are ranges of indices into the flat lists.
pub(crate) struct Network {
    /// The reading that it was compiled from.
    pub(crate) negotiation: Negotiation,
    pub(crate) fate: Vec<Fate>,
    pub(crate) takes: Vec<u32>,
    /// By step: whether the step before it in the list is the level below.
    pub(crate) has_below: Vec<bool>,
    pub(crate) groups: Vec<Group>,
    group_rows: Vec<u32>,
    /// Who uses which statement: entries are statements, in rows by group.
    pub(crate) uses: Vec<u32>,
    pub(crate) use_group: Vec<u32>,
    use_rows: Vec<u32>,
    /// By statement: the entries of `uses` that are this statement.
    covers: Vec<u32>,
    cover_rows: Vec<u32>,
    pub(crate) clauses: Vec<Clause>,
    clause_rows: Vec<u32>,
    pub(crate) options: Vec<u32>,
    option_rows: Vec<u32>,
    /// By step: the clauses that have it as an option, once for each time.
    occurrences: Vec<u32>,
    occurrence_rows: Vec<u32>,
    /// By statement: the last day, counted from day 0, on which an offer is valid; `i64::MAX` for always.
    pub(crate) until: Vec<i64>,
    pub(crate) has_until: bool,
    /// Standing refusals, by the step refused, then by statement.
    refusals: Vec<(u32, StatementId)>,
}

/// Turns counts by row into row starts, in place: `rows[i]..rows[i + 1]`.
fn starts(rows: &mut [u32]) {
    let mut sum = 0u32;
    for row in rows {
        let count = *row;
        *row = sum;
        sum = sum.checked_add(count).expect("more than four billion dependencies");
    }
}

fn row(rows: &[u32], i: usize) -> std::ops::Range<usize> {
    rows[i] as usize..rows[i + 1] as usize
}

/// Sorts entries into rows: returns the row starts and the values, each row in the order of `entries`.
fn into_rows(count: usize, entries: impl Iterator<Item = (u32, u32)> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut rows = vec![0u32; count + 1];
    for (row, _) in entries.clone() {
        rows[row as usize] += 1;
    }
    starts(&mut rows);
    let mut next = rows.clone();
    let mut values = vec![0u32; rows[count] as usize];
    for (row, value) in entries {
        let at = &mut next[row as usize];
        values[*at as usize] = value;
        *at += 1;
    }
    (rows, values)
}

impl Network {
    /// Compiles what stands.
    ///
    /// # Complexity
    ///
    /// Linear in the statements with their preconditions as the terms in them are read, where an offer counts once for every level it
    /// covers; up to the sorting of the parties that consent to one step.
    pub(crate) fn new(negotiation: &Negotiation) -> Self {
        Self::among(negotiation, &|_| true)
    }

    /// Compiles what stands of what some parties said, as if the others went along: whatever they perform they offer without conditions.
    pub(crate) fn among(negotiation: &Negotiation, is_heard: &dyn Fn(PartyId) -> bool) -> Self {
        let steps = negotiation.steps().len();
        let statements = negotiation.statements().len();
        let mut refused_from = vec![false; steps];
        let mut refusals = Vec::new();
        let mut consents: Vec<(u32, u32)> = Vec::new();
        for (id, _) in negotiation.standing().filter(|(_, said)| is_heard(said.party)) {
            for plain in negotiation.step_acts(id) {
                match plain.act {
                    Act::Refuses => {
                        refused_from[plain.step.index()] = true;
                        refusals.push((plain.step.index() as u32, id));
                    }
                    Act::Offers => {
                        let lowest = plain.step.index() - negotiation.step(plain.step).level;
                        consents.extend((lowest..=plain.step.index()).map(|step| (step as u32, id.index() as u32)));
                    }
                    Act::Accepts => consents.push((plain.step.index() as u32, id.index() as u32)),
                    Act::Demands | Act::Withdraws => {}
                }
            }
        }
        refusals.sort_unstable();
        let has_below: Vec<bool> = negotiation.steps().map(|(_, step)| step.level > 0).collect();
        let takes = negotiation.steps().map(|(id, _)| negotiation.measure_of(id).takes).collect();
        for step in 1..steps {
            refused_from[step] |= has_below[step] && refused_from[step - 1];
        }

        let (by_step_rows, by_step) = into_rows(steps, consents.iter().copied());
        drop(consents);
        let mut network = Self {
            negotiation: negotiation.clone(),
            fate: vec![Fate::Open; steps],
            takes,
            has_below,
            groups: Vec::with_capacity(steps),
            group_rows: Vec::with_capacity(steps + 1),
            uses: Vec::with_capacity(by_step.len()),
            use_group: Vec::with_capacity(by_step.len()),
            use_rows: vec![0],
            covers: Vec::new(),
            cover_rows: Vec::new(),
            clauses: Vec::new(),
            clause_rows: Vec::with_capacity(statements + 1),
            options: Vec::new(),
            option_rows: vec![0],
            occurrences: Vec::new(),
            occurrence_rows: Vec::new(),
            until: vec![i64::MAX; statements],
            has_until: false,
            refusals,
        };
        network.add_clauses(is_heard);
        network.add_groups(is_heard, &refused_from, &by_step_rows, &by_step);
        let (cover_rows, covers) = into_rows(statements, network.uses.iter().enumerate().map(|(u, &s)| (s, u as u32)));
        let clause_of_option = network.option_rows.windows(2).enumerate().flat_map(|(c, w)| (w[0]..w[1]).map(move |_| c as u32));
        let (occurrence_rows, occurrences) = into_rows(steps, network.options.iter().copied().zip(clause_of_option));
        (network.cover_rows, network.covers) = (cover_rows, covers);
        (network.occurrence_rows, network.occurrences) = (occurrence_rows, occurrences);
        network
    }

    fn add_clauses(&mut self, is_heard: &dyn Fn(PartyId) -> bool) {
        let negotiation = self.negotiation.clone();
        for (id, said) in negotiation.statements() {
            self.clause_rows.push(self.clauses.len() as u32);
            if !negotiation.stands(id) || !is_heard(said.party) {
                continue;
            }
            if let (Some(until), Some(zero)) = (said.until(), negotiation.as_of()) {
                self.until[id.index()] = until.last_day().since(zero);
                self.has_until = true;
            }
            for (index, precondition) in negotiation.preconditions(id).iter().enumerate() {
                let clause =
                    Clause { wait: precondition.wait, days: precondition.days, statement: id.index() as u32, precondition: index as u32 };
                match negotiation.subject(precondition) {
                    Subject::Step(step) => self.add_clause(clause, &[step]),
                    Subject::Any(steps) => self.add_clause(clause, steps),
                    Subject::Term(term) => {
                        for step in negotiation.meaning(term, said.party) {
                            self.add_clause(clause, std::slice::from_ref(step));
                        }
                    }
                }
            }
        }
        self.clause_rows.push(self.clauses.len() as u32);
    }

    fn add_clause(&mut self, clause: Clause, options: &[StepId]) {
        self.clauses.push(clause);
        self.options.extend(options.iter().map(|step| step.index() as u32));
        self.option_rows.push(u32::try_from(self.options.len()).expect("more than four billion options"));
    }

    /// Groups the statements on each step by party: performers as the measure names them, then the others by their first statement.
    fn add_groups(&mut self, is_heard: &dyn Fn(PartyId) -> bool, refused_from: &[bool], rows: &[u32], by_step: &[u32]) {
        let negotiation = self.negotiation.clone();
        let party_of = |s: u32| negotiation.statement(StatementId::new(s as usize)).party;
        let mut sorted: Vec<(u32, u32)> = Vec::new();
        for step in 0..rows.len() - 1 {
            self.group_rows.push(self.groups.len() as u32);
            let id = StepId::new(step);
            let measure = negotiation.measure_of(id);
            let statements = &by_step[row(rows, step)];
            let first_group = self.groups.len();
            sorted.clear();
            if statements.windows(2).all(|w| party_of(w[0]) == party_of(w[1])) {
                sorted.extend(statements.iter().map(|&s| (0, s)));
            } else {
                let mut rank = std::collections::HashMap::<PartyId, u32, foldhash::fast::RandomState>::default();
                for &party in &measure.by {
                    let next = rank.len() as u32;
                    rank.entry(party).or_insert(next);
                }
                for &s in statements {
                    let next = rank.len() as u32;
                    sorted.push((*rank.entry(party_of(s)).or_insert(next), s));
                }
                sorted.sort_unstable();
            }
            sorted.dedup();
            for &(_, s) in &sorted {
                let party = party_of(s);
                if self.groups[first_group..].last().is_none_or(|group| group.party != party) {
                    if self.groups.len() > first_group {
                        self.use_rows.push(self.uses.len() as u32);
                    }
                    self.groups.push(Group { step: step as u32, party });
                }
                self.uses.push(s);
                self.use_group.push(self.groups.len() as u32 - 1);
            }
            if self.groups.len() > first_group {
                self.use_rows.push(self.uses.len() as u32);
            }
            self.fate[step] = if negotiation.is_done(id) {
                Fate::Done
            } else if refused_from[step] {
                Fate::Refused
            } else if !measure.given && !self.all_offered(is_heard, first_group, &measure.by) {
                Fate::Unanswered
            } else {
                Fate::Open
            };
        }
        self.group_rows.push(self.groups.len() as u32);
    }

    /// Whether every performer that is heard has a group among those of one step: performers cannot accept, so a group of theirs is an offer.
    fn all_offered(&self, is_heard: &dyn Fn(PartyId) -> bool, first_group: usize, by: &[PartyId]) -> bool {
        let groups = &self.groups[first_group..];
        match (by, groups) {
            ([single], [group]) => group.party == *single || !is_heard(*single),
            _ => {
                let mut parties: Vec<PartyId> = groups.iter().map(|group| group.party).collect();
                parties.sort_unstable();
                by.iter().all(|party| !is_heard(*party) || parties.binary_search(party).is_ok())
            }
        }
    }

    pub(crate) fn step_count(&self) -> usize {
        self.fate.len()
    }

    pub(crate) fn statement_count(&self) -> usize {
        self.until.len()
    }

    /// Returns the groups of a step.
    pub(crate) fn groups_of(&self, step: u32) -> std::ops::Range<usize> {
        row(&self.group_rows, step as usize)
    }

    /// Returns the entries of `uses` that belong to a group.
    pub(crate) fn uses_of(&self, group: usize) -> std::ops::Range<usize> {
        row(&self.use_rows, group)
    }

    /// Returns the entries of `uses` that belong to a step.
    pub(crate) fn uses_of_step(&self, step: u32) -> std::ops::Range<usize> {
        let groups = self.groups_of(step);
        self.use_rows[groups.start] as usize..self.use_rows[groups.end] as usize
    }

    /// Returns the entries of `uses` that are a statement: the steps it covers.
    pub(crate) fn covers(&self, statement: u32) -> &[u32] {
        &self.covers[row(&self.cover_rows, statement as usize)]
    }

    /// Returns the step that an entry of `uses` is for.
    pub(crate) fn step_of_use(&self, entry: u32) -> u32 {
        self.groups[self.use_group[entry as usize] as usize].step
    }

    /// Returns whether some statement that a step needs is valid only for some days.
    pub(crate) fn may_lapse(&self, step: u32) -> bool {
        self.has_until && self.uses[self.uses_of_step(step)].iter().any(|&statement| self.until[statement as usize] != i64::MAX)
    }

    /// Returns the clauses of a statement.
    pub(crate) fn clauses_of(&self, statement: u32) -> std::ops::Range<usize> {
        row(&self.clause_rows, statement as usize)
    }

    /// Returns the options of a clause.
    pub(crate) fn options_of(&self, clause: usize) -> &[u32] {
        &self.options[row(&self.option_rows, clause)]
    }

    /// Returns the options of all clauses of a statement, one clause after another, as a range of `options`.
    pub(crate) fn options_of_statement(&self, statement: u32) -> std::ops::Range<usize> {
        let clauses = self.clauses_of(statement);
        self.option_rows[clauses.start] as usize..self.option_rows[clauses.end] as usize
    }

    /// Returns the clauses that have a step as an option.
    pub(crate) fn occurrences(&self, step: u32) -> &[u32] {
        &self.occurrences[row(&self.occurrence_rows, step as usize)]
    }

    /// Returns the level below a step.
    pub(crate) fn below(&self, step: u32) -> Option<u32> {
        self.has_below[step as usize].then(|| step - 1)
    }

    /// Returns the level above a step.
    pub(crate) fn above(&self, step: u32) -> Option<u32> {
        self.has_below.get(step as usize + 1).is_some_and(|&b| b).then_some(step + 1)
    }

    /// Lists the standing refusals that bar a step, of the step itself or of a level below, in order of declaration.
    pub(crate) fn refusals_of(&self, step: StepId) -> Vec<StatementId> {
        let lowest = (step.index() - self.negotiation.step(step).level) as u32;
        let from = self.refusals.partition_point(|&(s, _)| s < lowest);
        let to = self.refusals.partition_point(|&(s, _)| s as usize <= step.index());
        let mut refusals: Vec<StatementId> = self.refusals[from..to].iter().map(|&(_, refusal)| refusal).collect();
        // The refusal of a term may refuse several levels.
        refusals.sort_unstable();
        refusals.dedup();
        refusals
    }

    /// Lists the performers of a step that have no offer which covers it.
    pub(crate) fn silent(&self, step: StepId) -> Vec<PartyId> {
        // The groups of performers come in the order in which the measure names them.
        let mut groups = self.groups[self.groups_of(step.index() as u32)].iter().peekable();
        let mut offers = |party: PartyId| groups.next_if(|group| group.party == party).is_some();
        self.negotiation.performers(step).iter().copied().filter(|&party| !offers(party)).collect()
    }
}

impl Network {
    /// Returns the clause that an entry of `options` belongs to, one of the given statement's.
    pub(crate) fn clause_of_option(&self, option: usize, statement: u32) -> usize {
        let clauses = self.clauses_of(statement);
        let rows = &self.option_rows[clauses.start + 1..=clauses.end];
        clauses.start + rows.partition_point(|&end| end as usize <= option)
    }
}
