//! What each party wants and does not get: demands that are not met, and preconditions that are out of reach.

use super::resistance::{LATE, Resistances};
use crate::analysis::demand::is_in_time;
use crate::finding::Report;
use crate::finding::distance::HoldBack;
use crate::graph::Network;
use crate::model::{Act, PartyId, StatementId, StepId};

/// Something that a party wants and does not get.
pub(super) struct Unmet {
    pub(super) party: PartyId,
    pub(super) statement: StatementId,
    /// The step demanded, or the options of a precondition, each once.
    options: Vec<StepId>,
    /// How whoever would do it stands to the deadline, of a demand with one: it comes too late, or is held up otherwise.
    deadline: Option<HoldBack>,
}

/// How one party holds back a wish.
#[derive(Clone, Copy)]
pub(super) struct Held {
    pub(super) step: StepId,
    pub(super) hold: HoldBack,
    pub(super) resistance: f64,
    pub(super) weight: f64,
}

/// Lists the wishes that are not met, by statement, demands first.
pub(super) fn unmet<'a>(network: &'a Network, report: &'a Report) -> impl Iterator<Item = Unmet> {
    let negotiation = &network.negotiation;
    negotiation.standing().flat_map(move |(statement, said)| {
        let party = said.party;
        let demanded = negotiation.step_acts(statement).filter(|plain| plain.act == Act::Demands).map(|plain| plain.step);
        let deadline = said.deadline();
        let demands = demanded
            .filter(move |&step| !negotiation.is_done(step) && !is_in_time(negotiation, deadline, report.time(step)))
            .map(move |step| {
                let missed = if report.time(step).is_some() { HoldBack::Late } else { HoldBack::Limited };
                Unmet { party, statement, options: vec![step], deadline: deadline.map(|_| missed) }
            });
        let conditions = network.clauses_of(statement.index() as u32).flat_map(move |clause| network.conditions_of(clause));
        let preconditions = conditions.filter_map(move |options| {
            let mut options: Vec<StepId> = options.iter().map(|&option| StepId::new(option as usize)).collect();
            options.sort_unstable();
            options.dedup();
            let out_of_reach = options.iter().all(|&option| report.time(option).is_none());
            out_of_reach.then_some(Unmet { party, statement, options, deadline: None })
        });
        demands.chain(preconditions)
    })
}

impl Unmet {
    /// Lists who holds it back and how. Of a wish that any of several steps would meet, a hold on one of them is open by its share.
    pub(super) fn held_by(&self, holds: &Resistances) -> Vec<(PartyId, Held)> {
        let share = 1.0 / self.options.len() as f64;
        let mut held = Vec::new();
        for &step in &self.options {
            for hold in holds.of(step) {
                let (resistance, back) = match self.deadline.filter(|_| hold.performs && hold.resistance < LATE) {
                    Some(missed) => (LATE, missed),
                    None => (hold.resistance, hold.back),
                };
                if resistance > 0.0 {
                    held.push((hold.party, Held { step, hold: back, resistance: resistance * share, weight: hold.weight }));
                }
            }
        }
        held
    }
}
