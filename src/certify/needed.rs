//! Whether what is demanded needs steps that exclude each other, or comes too late, as a conflict says.

use std::collections::BTreeSet;

use super::consent::clauses;
use super::facts::Facts;
use super::wanted::Made;
use crate::finding::{Incompatible, MissedDeadline};
use crate::model::{PartyId, StatementId, StepId};

pub(super) fn incompatible(facts: &Facts<'_>, found: &Incompatible) -> Option<Made> {
    let Incompatible { exclusion, needed, demands } = found;
    let negotiation = facts.negotiation;
    let times = facts.times(&[]);
    let all = facts.demands();
    let met: Vec<_> = all.iter().copied().filter(|&demand| facts.is_met(demand, &times)).collect();
    let needing = |step: StepId| -> BTreeSet<StatementId> {
        let is_level = |demanded: StepId| demanded >= step && negotiation.step(demanded).measure == negotiation.step(step).measure;
        let without = facts.times(&[step]);
        let directly = all.iter().filter(|demand| is_level(demand.1));
        let lost = met.iter().filter(|&&demand| !negotiation.is_done(step) && !facts.is_met(demand, &without));
        directly.chain(lost).map(|demand| demand.0).collect()
    };
    let (_, declared) = negotiation.exclusions().find(|(id, _)| id == exclusion)?;
    let each: Vec<(StepId, BTreeSet<StatementId>)> = declared.steps.iter().map(|&step| (step, needing(step))).collect();
    let steps: Vec<StepId> = each.iter().filter(|(_, by)| !by.is_empty()).map(|&(step, _)| step).collect();
    let statements: Vec<StatementId> = each.into_iter().flat_map(|(_, by)| by).collect::<BTreeSet<_>>().into_iter().collect();
    let mut parties: Vec<PartyId> = Vec::new();
    for party in statements.iter().map(|&statement| facts.speaker(statement)) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    (steps.len() > 1 && steps == *needed && statements == *demands).then_some((parties, steps, statements))
}

pub(super) fn deadline(facts: &Facts<'_>, found: &MissedDeadline) -> Option<Made> {
    let MissedDeadline { demand, step, deadline, earliest, path } = found;
    let times = facts.times(&[]);
    let time = times.get(step)?;
    let day = facts.negotiation.as_of()?.plus(time.day);
    let is_so = facts.demands().contains(&(*demand, *step))
        && facts.negotiation.statement(*demand).deadline() == Some(*deadline)
        && facts.last_day(*deadline).is_some_and(|last| time.day > last)
        && day == *earliest
        && path.last() == Some(step)
        && path.iter().all(|step| times.contains_key(step))
        && path.windows(2).all(|pair| times[&pair[0]] <= times[&pair[1]] && waits_for(facts, pair[1], pair[0]));
    is_so.then(|| (vec![facts.speaker(*demand)], vec![*step], vec![*demand]))
}

/// Returns whether a step waits for another: its lower level, or an option of a statement that consents to it.
fn waits_for(facts: &Facts<'_>, step: StepId, on: StepId) -> bool {
    let negotiation = facts.negotiation;
    let statements = facts.consents.parties(step).into_iter().flat_map(|party| facts.consents.by(step, party));
    let mut options = statements.flat_map(|statement| {
        let preconditions = negotiation.preconditions(statement).iter();
        preconditions.flat_map(move |precondition| clauses(negotiation, statement, precondition)).flatten()
    });
    negotiation.below(step) == Some(on) || options.any(|option| option == on)
}
