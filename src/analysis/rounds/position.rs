//! One party's position on one target, in the form in which positions are compared.

use std::collections::BTreeMap;

use crate::model::{Act, Day, MeasureId, Negotiation, PartyId, Precondition, StatementId, StepId, Subject, Target, Wait};

/// Everything that one party says on one measure or term. A term counts as a measure of one level, 0.
#[derive(Default)]
pub(super) struct Position {
    pub(super) demands: Vec<Demand>,
    /// What is asked for on the way by offering a term some of whose steps are for others to perform.
    pub(super) implied: Vec<Firmness>,
    pub(super) refusals: Vec<Refusal>,
    pub(super) offers: Vec<Offer>,
    /// By level: each level that is accepted is a condition of its own.
    pub(super) acceptances: BTreeMap<usize, Vec<Acceptance>>,
    /// Whether silence counts as an offer, so that a first offer with preconditions takes something away.
    pub(super) given: bool,
}

/// How a party holds to a statement.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Firmness {
    pub(super) weight: u32,
    pub(super) firm: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Demand {
    pub(super) level: usize,
    pub(super) deadline: Option<Day>,
    pub(super) hold: Firmness,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Refusal {
    pub(super) level: usize,
    pub(super) hold: Firmness,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Offer {
    pub(super) level: usize,
    pub(super) until: Option<Day>,
    pub(super) hold: Firmness,
    pub(super) clauses: Vec<Clause>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Acceptance {
    pub(super) hold: Firmness,
    pub(super) clauses: Vec<Clause>,
}

/// One precondition, a term read as one for each step meant.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Clause {
    /// Of each measure among the options the lowest level, by measure: no higher level can come sooner.
    pub(super) options: Vec<(MeasureId, usize)>,
    pub(super) wait: Wait,
    /// Of `after`, the least days between, 0 when not said; of `promise`, the most days later.
    pub(super) days: Option<u32>,
}

impl Position {
    /// Reads the statements of one party on one target.
    pub(super) fn of(n: &Negotiation, statements: &[StatementId]) -> Self {
        let mut position = Self::default();
        for &id in statements {
            position.add(n, id);
        }
        position
    }

    fn add(&mut self, n: &Negotiation, id: StatementId) {
        let said = n.statement(id);
        let hold = Firmness { weight: said.weight, firm: said.firm };
        let level = match said.target {
            Target::Step(step) => n.step(step).level,
            Target::Term(_) => 0,
        };
        match said.act {
            Act::Demands => self.demands.push(Demand { level, deadline: said.deadline().map(|date| date.last_day()), hold }),
            Act::Refuses => self.refusals.push(Refusal { level, hold }),
            Act::Offers => {
                let until = said.until().map(|date| date.last_day());
                self.offers.push(Offer { level, until, hold, clauses: clauses(n, id) });
                if n.step_acts(id).any(|plain| plain.act == Act::Demands) {
                    self.implied.push(hold);
                }
            }
            Act::Accepts => self.acceptances.entry(level).or_default().push(Acceptance { hold, clauses: clauses(n, id) }),
            Act::Withdraws => {}
        }
        self.given |= is_given(n, said.party, said.target);
    }

    /// Returns the highest level offered.
    pub(super) fn highest_offer(&self) -> Option<usize> {
        self.offers.iter().map(|offer| offer.level).max()
    }
}

/// Returns whether a party performs something of a target that nobody disputes it will do.
fn is_given(n: &Negotiation, party: PartyId, target: Target) -> bool {
    let given = |step: StepId| n.measure_of(step).given && n.performs(party, step);
    match target {
        Target::Step(step) => given(step),
        Target::Term(term) => n.meaning(term, party).iter().any(|&step| given(step)),
    }
}

/// Lists the preconditions of a statement, by the measure of their first option.
fn clauses(n: &Negotiation, id: StatementId) -> Vec<Clause> {
    let party = n.statement(id).party;
    let mut clauses = Vec::new();
    for precondition in n.preconditions(id) {
        let awaited = n.awaited(precondition, party);
        let together = if matches!(n.subject(precondition), Subject::Term(_)) { 1 } else { awaited.len() };
        clauses.extend(awaited.chunks(together).map(|options| clause(n, precondition, options)));
    }
    clauses.sort_unstable();
    clauses.dedup();
    clauses
}

fn clause(n: &Negotiation, precondition: &Precondition, steps: &[StepId]) -> Clause {
    let mut options: Vec<_> = steps.iter().map(|&step| (n.step(step).measure, n.step(step).level)).collect();
    options.sort_unstable();
    options.dedup_by_key(|option| option.0);
    let days = match precondition.wait {
        Wait::After => Some(precondition.days.unwrap_or(0)),
        Wait::With | Wait::Promise => precondition.days,
    };
    Clause { options, wait: precondition.wait, days }
}
