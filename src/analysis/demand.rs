//! Lists what is demanded, and whether it is met.

use crate::finding::Demand;
use crate::graph::NEVER;
use crate::model::{Act, Date, Negotiation, PartyId, StepId, Time};

/// Lists the steps that are demanded, by statement, then as the statement names them.
pub(super) fn find(negotiation: &Negotiation, times: &[Time]) -> Vec<Demand> {
    find_of(negotiation, times, |_| true)
}

/// Lists the steps that some parties demand, in the same order.
pub(super) fn find_of(negotiation: &Negotiation, times: &[Time], is_heard: impl Fn(PartyId) -> bool) -> Vec<Demand> {
    let mut found = Vec::new();
    for (statement, said) in negotiation.standing() {
        if !matches!(said.act, Act::Demands | Act::Offers) || !is_heard(said.party) {
            continue;
        }
        for plain in negotiation.step_acts(statement).filter(|plain| plain.act == Act::Demands) {
            let deadline = said.deadline();
            let met = is_met(negotiation, plain.step, deadline, times);
            found.push(Demand { statement, party: said.party, step: plain.step, met, deadline });
        }
    }
    found
}

/// Returns whether a demanded step is done, or performable by the deadline.
pub(super) fn is_met(negotiation: &Negotiation, step: StepId, deadline: Option<Date>, times: &[Time]) -> bool {
    let time = times[step.index()];
    negotiation.is_done(step) || is_in_time(negotiation, deadline, (time != NEVER).then_some(time))
}

/// Returns whether what can be complete at a time, or never, is complete by a deadline.
pub(super) fn is_in_time(negotiation: &Negotiation, deadline: Option<Date>, time: Option<Time>) -> bool {
    time.is_some_and(|time| days_left(negotiation, deadline).is_none_or(|days| time.day <= days))
}

/// Returns the last day, counted from day 0, that a deadline allows.
fn days_left(negotiation: &Negotiation, deadline: Option<Date>) -> Option<i64> {
    Some(deadline?.last_day().since(negotiation.as_of()?))
}
