//! Where the parties stand on each step.

use super::wishes::Wishes;
use crate::finding::comparison::Standing;
use crate::finding::{Report, Status};
use crate::graph::{Fate, Network};
use crate::model::StepId;

/// The standing of every step.
pub(super) struct Standings {
    of_step: Vec<Standing>,
    /// By step: of a shortfall, the highest level that all performers offer.
    offered: Vec<Option<StepId>>,
}

impl Standings {
    pub(super) fn find(network: &Network, report: &Report, wishes: &Wishes) -> Self {
        let unconditional = unconditional(network);
        let mut standings = Self { of_step: Vec::with_capacity(network.step_count()), offered: vec![None; network.step_count()] };
        // Of the measure at hand: the highest level so far that all performers offer.
        let mut highest = None;
        for (step, place) in network.negotiation.steps() {
            if place.level == 0 {
                highest = None;
            }
            let standing = match report.status(step) {
                Status::Done => Standing::Undisputed,
                Status::Refused => Standing::Refused,
                Status::Deadlocked => Standing::Deadlocked,
                _ if wishes.of_step(step).is_empty() => unasked(network, step),
                Status::Unanswered if wishes.is_demanded(step) && highest.is_some() => {
                    standings.offered[step.index()] = highest;
                    Standing::Shortfall
                }
                Status::Unanswered => Standing::Unanswered,
                Status::Waiting => Standing::Waiting,
                Status::Expired => Standing::Expired,
                Status::Performable if is_agreed(network, report, &unconditional, step) => Standing::Agreed,
                Status::Performable => Standing::Conditional,
            };
            standings.of_step.push(standing);
            if network.silent(step).is_empty() {
                highest = Some(step);
            }
        }
        standings
    }

    /// Returns where a step stands.
    pub(super) fn of(&self, step: StepId) -> Standing {
        self.of_step[step.index()]
    }

    /// Returns the highest level that all performers offer, of a step that stands as a shortfall.
    pub(super) fn offered(&self, step: StepId) -> Option<StepId> {
        self.offered[step.index()]
    }
}

/// Returns the standing of a step that nobody wants, refuses or has in a circle.
fn unasked(network: &Network, step: StepId) -> Standing {
    // A performer cannot accept, so what it says on the step is an offer.
    let offered = network.negotiation.performers(step).len() > network.silent(step).len();
    if offered { Standing::Unrequested } else { Standing::Undisputed }
}

/// Tells of each statement whether nothing that it waits for is still to be done.
fn unconditional(network: &Network) -> Vec<bool> {
    let is_done = |&option: &u32| network.fate[option as usize] == Fate::Done;
    let is_met = |clause: usize| network.options_of(clause).iter().any(is_done);
    (0..network.statement_count()).map(|statement| network.clauses_of(statement as u32).all(is_met)).collect()
}

/// Returns whether everybody who has a say in a step that can happen has consented to it without open preconditions.
fn is_agreed(network: &Network, report: &Report, unconditional: &[bool], step: StepId) -> bool {
    let day = report.time(step).map_or(0, |time| time.day);
    network.groups_of(step.index() as u32).all(|group| {
        let consents = |&statement: &u32| unconditional[statement as usize] && day <= network.until[statement as usize];
        network.uses[network.uses_of(group)].iter().any(consents)
    })
}
