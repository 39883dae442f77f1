//! Whether what is demanded needs steps that exclude each other, or comes too late, as a conflict says.

use std::collections::{BTreeSet, HashMap};

use super::consent::clauses;
use super::facts::{Facts, each_once};
use super::wait::complete;
use super::wanted::Made;
use crate::finding::{Incompatible, MissedDeadline};
use crate::model::{StatementId, StepId, Time};

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
    let parties = each_once(statements.iter().map(|&statement| facts.speaker(statement)));
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
        && is_critical(facts, path, &times)
        && path.last() == Some(step);
    is_so.then(|| (vec![facts.speaker(*demand)], vec![*step], vec![*demand]))
}

/// Returns whether steps are a critical path: the first is done or comes as soon as it has taken its days, and each other one comes exactly
/// when the one before lets it.
fn is_critical(facts: &Facts<'_>, path: &[StepId], times: &HashMap<StepId, Time>) -> bool {
    let negotiation = facts.negotiation;
    let time = |step: StepId| if negotiation.is_done(step) { Some(Time::default()) } else { times.get(&step).copied() };
    let starts = |step: StepId| {
        let alone = Time { day: i64::from(negotiation.measure_of(step).takes), phase: 0 };
        negotiation.is_done(step) || time(step) == Some(alone)
    };
    let lets = |on: StepId, step: StepId| match (time(on), time(step)) {
        (Some(at), Some(then)) => negotiation.below(step) == Some(on) && at == then || lets_come(facts, step, on, at).contains(&then),
        _ => false,
    };
    path.first().is_some_and(|&first| starts(first)) && path.windows(2).all(|pair| lets(pair[0], pair[1]))
}

/// Lists when a step can be complete by preconditions that have another step among their options, each alone.
fn lets_come(facts: &Facts<'_>, step: StepId, on: StepId, at: Time) -> Vec<Time> {
    let negotiation = facts.negotiation;
    let takes = i64::from(negotiation.measure_of(step).takes);
    let mut found = Vec::new();
    for statement in facts.consents.parties(step).into_iter().flat_map(|party| facts.consents.by(step, party)) {
        for precondition in negotiation.preconditions(statement) {
            if clauses(negotiation, statement, precondition).iter().flatten().any(|&option| option == on) {
                let days = precondition.days.map(i64::from);
                found.extend(complete(precondition.wait, days, takes, at));
            }
        }
    }
    found
}
