//! What the statements come to, read once for one check.

use std::collections::{HashMap, HashSet};

use super::consent::{Consents, clauses};
use super::system::{Bounds, System};
use super::wait::complete;
use crate::model::{Act, Date, Negotiation, PartyId, Precondition, StatementId, StepId, Time};

/// The statements of a negotiation, to be asked what follows from them.
pub(crate) struct Facts<'n> {
    pub(super) negotiation: &'n Negotiation,
    pub(super) consents: Consents,
}

impl<'n> Facts<'n> {
    pub(crate) fn new(negotiation: &'n Negotiation) -> Self {
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
        self.negotiation.standing().map(|(id, _)| id).filter(|&id| self.refuses(id, step)).collect()
    }

    /// Returns whether a standing statement refuses a step or a lower level of it.
    pub(super) fn refuses(&self, statement: StatementId, step: StepId) -> bool {
        let negotiation = self.negotiation;
        let bars = |refused: StepId| refused <= step && negotiation.step(refused).measure == negotiation.step(step).measure;
        negotiation.stands(statement) && negotiation.step_acts(statement).any(|said| said.act == Act::Refuses && bars(said.step))
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

    /// Returns whether a step can be complete at a time: it has taken its days, nobody refuses it, the level below has come, and everybody
    /// whose consent it takes has a statement that counts and all of whose preconditions hold by then.
    pub(super) fn can_be_complete(
        &self,
        step: StepId,
        at: Time,
        times: &HashMap<StepId, Time>,
        counts: impl Fn(PartyId, StatementId) -> bool,
    ) -> bool {
        let takes = i64::from(self.negotiation.measure_of(step).takes);
        let climbed = self.negotiation.below(step).is_none_or(|below| times.get(&below).is_some_and(|&time| time <= at));
        let agrees = |party| {
            let mut own = self.consents.by(step, party);
            own.any(|statement| counts(party, statement) && self.holds_by(statement, takes, at, times))
        };
        Time { day: takes, phase: 0 } <= at
            && !self.consents.is_refused(step)
            && climbed
            && self.silent(step).is_empty()
            && self.consents.parties(step).into_iter().all(agrees)
    }

    /// Returns whether a statement on a step that takes some days is valid and all its preconditions are met at a time.
    fn holds_by(&self, statement: StatementId, takes: i64, at: Time, times: &HashMap<StepId, Time>) -> bool {
        let last = self.negotiation.statement(statement).until().and_then(|until| self.last_day(until));
        let holds = |precondition: &Precondition| {
            let days = precondition.days.map(i64::from);
            let moment = |step: &StepId| complete(precondition.wait, days, takes, *times.get(step)?);
            let met = |step: &StepId| moment(step).is_some_and(|moment| moment <= at);
            clauses(self.negotiation, statement, precondition).iter().all(|options| options.iter().any(met))
        };
        last.is_none_or(|last| at.day <= last) && self.negotiation.preconditions(statement).iter().all(holds)
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

/// Lists the entries of a list, each at its first place.
pub(super) fn each_once<T: PartialEq + Copy>(list: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    list.into_iter().for_each(|one| {
        if !found.contains(&one) {
            found.push(one)
        }
    });
    found
}
