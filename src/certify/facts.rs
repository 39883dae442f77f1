//! What the statements come to, read once for one check.

use std::collections::{HashMap, HashSet};

use super::consent::{Consents, clauses};
use super::system::{Bounds, System};
use crate::model::{Act, Date, Negotiation, PartyId, StatementId, StepId, Time};

/// The statements of a negotiation, to be asked what follows from them.
pub(super) struct Facts<'n> {
    pub(super) negotiation: &'n Negotiation,
    pub(super) consents: Consents,
}

impl<'n> Facts<'n> {
    pub(super) fn new(negotiation: &'n Negotiation) -> Self {
        Self { negotiation, consents: Consents::of(negotiation) }
    }

    pub(super) fn speaker(&self, statement: StatementId) -> PartyId {
        self.negotiation.statement(statement).party
    }

    /// Returns whether some party refuses a step that is not done, or a lower level of it.
    pub(super) fn is_refused(&self, step: StepId) -> bool {
        !self.negotiation.is_done(step) && self.consents.is_refused(step)
    }

    /// Lists the performers of a step without an offer that covers it, as the measure names them.
    pub(super) fn without_offer(&self, step: StepId) -> Vec<PartyId> {
        let performers = self.negotiation.performers(step).iter().copied();
        performers.filter(|&party| self.consents.by(step, party).next().is_none()).collect()
    }

    /// Lists those whose silence a step waits for; nobody where it is refused, done or given.
    pub(super) fn silent(&self, step: StepId) -> Vec<PartyId> {
        let is_settled = self.negotiation.is_done(step) || self.is_refused(step) || self.negotiation.measure_of(step).given;
        if is_settled { Vec::new() } else { self.without_offer(step) }
    }

    /// Lists the standing refusals of a step that is not done, or of a lower level, in order of declaration.
    pub(super) fn refusals(&self, step: StepId) -> Vec<StatementId> {
        if self.negotiation.is_done(step) {
            return Vec::new();
        }
        let negotiation = self.negotiation;
        let bars = |refused: StepId| refused <= step && negotiation.step(refused).measure == negotiation.step(step).measure;
        let refuses = |statement: StatementId| negotiation.step_acts(statement).any(|said| said.act == Act::Refuses && bars(said.step));
        negotiation.standing().map(|(id, _)| id).filter(|&id| refuses(id)).collect()
    }

    /// Returns the last day, counted from day 0, that a date allows.
    pub(super) fn last_day(&self, date: Date) -> Option<i64> {
        Some(date.last_day().since(self.negotiation.as_of()?))
    }

    /// Lists each step that is demanded with the statement that demands it.
    pub(super) fn demands(&self) -> Vec<(StatementId, StepId)> {
        let standing = self.negotiation.standing();
        let demanded = |id| self.negotiation.step_acts(id).filter(|said| said.act == Act::Demands).map(move |said| (id, said.step));
        standing.flat_map(|(id, _)| demanded(id)).collect()
    }

    /// Returns whether a demanded step is done, or comes in time.
    pub(super) fn is_met(&self, (statement, step): (StatementId, StepId), times: &HashMap<StepId, Time>) -> bool {
        let deadline = self.negotiation.statement(statement).deadline().and_then(|date| self.last_day(date));
        self.negotiation.is_done(step) || times.get(&step).is_some_and(|time| deadline.is_none_or(|last| time.day <= last))
    }

    /// Returns the earliest times of the steps that come and are not done, some steps and the levels above them left out of the deal.
    pub(super) fn times(&self, left_out: &[StepId]) -> HashMap<StepId, Time> {
        let negotiation = self.negotiation;
        let is_out = |step: StepId| {
            left_out.iter().any(|&out| step >= out && negotiation.step(step).measure == negotiation.step(out).measure)
                || self.is_refused(step)
                || !self.silent(step).is_empty()
        };
        let open = negotiation.steps().map(|(step, _)| step).filter(|&step| !negotiation.is_done(step));
        let (never, steps): (Vec<StepId>, Vec<StepId>) = open.partition(|&step| is_out(step));
        let outside: Bounds = never.into_iter().map(|step| (step, None)).collect();
        let times = System::whole(negotiation, &self.consents, &steps, &outside, true).solve();
        steps.iter().zip(times).filter_map(|(&step, time)| Some((step, time?))).collect()
    }

    /// Lists what cannot come whatever the order, by striking until nothing changes.
    pub(super) fn hopeless(&self) -> HashSet<StepId> {
        let open: Vec<StepId> = self.negotiation.steps().map(|(id, _)| id).filter(|&step| !self.negotiation.is_done(step)).collect();
        let mut hopeless: HashSet<StepId> =
            open.iter().copied().filter(|&step| self.is_refused(step) || !self.silent(step).is_empty()).collect();
        loop {
            let before = hopeless.len();
            for &step in &open {
                let is_free = |statement: StatementId| self.is_free(statement, &hopeless);
                let barred = self.consents.parties(step).into_iter().any(|party| !self.consents.by(step, party).any(is_free));
                if barred || self.negotiation.below(step).is_some_and(|below| hopeless.contains(&below)) {
                    hopeless.insert(step);
                }
            }
            if hopeless.len() == before {
                return hopeless;
            }
        }
    }

    /// Returns whether every precondition of a statement has an option that is not hopeless.
    pub(super) fn is_free(&self, statement: StatementId, hopeless: &HashSet<StepId>) -> bool {
        let preconditions = self.negotiation.preconditions(statement).iter();
        let mut alternatives = preconditions.flat_map(|precondition| clauses(self.negotiation, statement, precondition));
        alternatives.all(|options| options.iter().any(|option| !hopeless.contains(option)))
    }
}
