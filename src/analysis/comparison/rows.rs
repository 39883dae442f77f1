//! The rows: every step and term that is spoken of, and who says what on it.

use std::collections::HashSet;

use super::standing::Standings;
use super::wishes::{self, Wishes};
use crate::finding::comparison::{Cell, ComparedTerm, Row, Standing};
use crate::graph::Network;
use crate::model::{Act, Negotiation, PartyId, StatementId, StepAct, StepId, Subject, Target, TermId};

/// Lists the rows by issue, then the steps without one, then the terms, each in order of declaration.
pub(super) fn find(network: &Network, wishes: &Wishes, standings: &Standings, terms: &[ComparedTerm]) -> Vec<Row> {
    let subjects = Subjects::named(&network.negotiation);
    let mut rows: Vec<Row> = subjects.list.iter().map(|&subject| row(network, wishes, standings, terms, subject)).collect();
    let mut entries = entries(&network.negotiation, &subjects);
    entries.sort_unstable();
    entries.dedup();
    for of_cell in entries.chunk_by(|a, b| (a.row, a.party) == (b.row, b.party)) {
        let of = |part: Part| of_cell.iter().filter(|entry| entry.part == part).map(|entry| entry.statement).collect();
        let (said, bearing, awaiting) = (of(Part::Said), of(Part::Bearing), of(Part::Awaiting));
        rows[of_cell[0].row as usize].cells.push(Cell { party: of_cell[0].party, said, bearing, awaiting });
    }
    rows
}

/// A row without its cells.
fn row(network: &Network, wishes: &Wishes, standings: &Standings, terms: &[ComparedTerm], subject: Target) -> Row {
    let cells = Vec::new();
    match subject {
        Target::Step(step) => {
            let measure = network.negotiation.measure_of(step);
            let settled = network.negotiation.is_done(step) || measure.given;
            Row {
                subject,
                issue: measure.issue,
                standing: standings.of(step),
                wanted_by: wishes.of_step(step).to_vec(),
                silent: if settled { Vec::new() } else { network.silent(step) },
                offered: standings.offered(step),
                cells,
            }
        }
        Target::Term(term) => Row {
            subject,
            issue: None,
            standing: of_term(standings, terms, term),
            wanted_by: wishes.of_term(term).to_vec(),
            silent: Vec::new(),
            offered: None,
            cells,
        },
    }
}

/// Returns the worst standing among the steps that anybody means by a term.
fn of_term(standings: &Standings, terms: &[ComparedTerm], term: TermId) -> Standing {
    let compared = terms.binary_search_by_key(&term, |compared| compared.term).map(|at| &terms[at]);
    let meanings = compared.iter().flat_map(|compared| &compared.meanings);
    meanings.flat_map(|meaning| &meaning.steps).map(|&step| standings.of(step)).min().unwrap_or(Standing::Undisputed)
}

/// What the rows are about.
struct Subjects {
    list: Vec<Target>,
    /// By step: its row, or `NONE`.
    of_step: Vec<u32>,
    /// By term: its row, or `NONE`.
    of_term: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Subjects {
    /// Gathers the steps and terms that standing statements name; of a measure of which none is named, the top level.
    fn named(n: &Negotiation) -> Self {
        let mut named = Named { steps: vec![false; n.steps().len()], terms: vec![false; n.terms().len()], meant: HashSet::default() };
        for (id, said) in n.standing() {
            match said.target {
                Target::Step(step) => named.steps(&[step]),
                Target::Term(term) => named.term(n, term, said.party),
            }
            for precondition in n.preconditions(id) {
                match n.subject(precondition) {
                    Subject::Term(term) => named.term(n, term, said.party),
                    Subject::Step(_) | Subject::Any(_) => named.steps(n.awaited(precondition, said.party)),
                }
            }
        }
        for (measure, _) in n.measures() {
            let top = n.steps_of(measure).next_back().filter(|_| !n.steps_of(measure).any(|step| named.steps[step.index()]));
            named.steps(top.as_slice());
        }
        Self::in_order(n, &named)
    }

    fn in_order(n: &Negotiation, named: &Named) -> Self {
        let mut steps: Vec<StepId> = n.steps().map(|(step, _)| step).filter(|step| named.steps[step.index()]).collect();
        // The sort is stable and so keeps the order of declaration; steps without an issue come last.
        steps.sort_by_key(|&step| n.measure_of(step).issue.map_or(usize::MAX, |issue| issue.index()));
        let terms = n.terms().map(|(term, _)| term).filter(|term| named.terms[term.index()]);
        let list: Vec<Target> = steps.into_iter().map(Target::Step).chain(terms.map(Target::Term)).collect();
        let (mut of_step, mut of_term) = (vec![NONE; n.steps().len()], vec![NONE; n.terms().len()]);
        for (row, &subject) in list.iter().enumerate() {
            match subject {
                Target::Step(step) => of_step[step.index()] = row as u32,
                Target::Term(term) => of_term[term.index()] = row as u32,
            }
        }
        Self { list, of_step, of_term }
    }

    fn row(&self, subject: Target) -> u32 {
        match subject {
            Target::Step(step) => self.of_step[step.index()],
            Target::Term(term) => self.of_term[term.index()],
        }
    }
}

/// By step and by term: whether a standing statement names it.
struct Named {
    steps: Vec<bool>,
    terms: Vec<bool>,
    /// The meanings that have been looked at: of a party, or the default.
    meant: HashSet<(TermId, Option<PartyId>), foldhash::fast::RandomState>,
}

impl Named {
    fn steps(&mut self, steps: &[StepId]) {
        steps.iter().for_each(|step| self.steps[step.index()] = true);
    }

    /// Notes that a party names a term, and with it every step that it means.
    fn term(&mut self, n: &Negotiation, term: TermId, party: PartyId) {
        self.terms[term.index()] = true;
        let own = n.definition(term, party).map(|_| party);
        if self.meant.insert((term, own)) {
            self.steps(n.meaning(term, party));
        }
    }
}

/// One statement in one part of one cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    row: u32,
    party: PartyId,
    part: Part,
    statement: StatementId,
}

/// Why a statement stands in a cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Said,
    Bearing,
    Awaiting,
}

/// Lists every standing statement on its own row, on those that it bears on and on those that it waits for.
fn entries(n: &Negotiation, subjects: &Subjects) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (statement, said) in n.standing() {
        let party = said.party;
        let own = subjects.row(said.target);
        entries.push(Entry { row: own, party, part: Part::Said, statement });
        let mut add = |part: Part, row: u32| {
            if row != NONE {
                entries.push(Entry { row, party, part, statement });
            }
        };
        for plain in n.step_acts(statement) {
            let rows = bears_on(n, plain).map(|step| subjects.row(Target::Step(step)));
            rows.filter(|&row| row != own).for_each(|row| add(Part::Bearing, row));
        }
        for precondition in n.preconditions(statement) {
            let others_act = |&&step: &&StepId| n.performers(step) != [party];
            let levels = n.awaited(precondition, party).iter().filter(others_act).flat_map(|&step| up_to(n, step));
            levels.for_each(|step| add(Part::Awaiting, subjects.row(Target::Step(step))));
        }
        for term in wishes::terms_awaited(n, statement) {
            add(Part::Awaiting, subjects.row(Target::Term(term)));
        }
    }
    entries
}

/// Lists the levels of a measure up to a step.
fn up_to(n: &Negotiation, step: StepId) -> impl Iterator<Item = StepId> {
    n.steps_of(n.step(step).measure).take_while(move |&level| level <= step)
}

/// Lists the steps that an act on a step bears on, itself included.
fn bears_on(n: &Negotiation, plain: StepAct) -> impl Iterator<Item = StepId> {
    let levels = n.steps_of(n.step(plain.step).measure);
    levels.filter(move |&level| match plain.act {
        // It covers the levels below and falls short of those above.
        Act::Offers => true,
        Act::Demands => level <= plain.step,
        Act::Refuses => level >= plain.step,
        Act::Accepts | Act::Withdraws => level == plain.step,
    })
}
