//! Single statements that may not say what was meant.

use std::collections::HashSet;

use crate::finding::doubt::Doubt;
use crate::model::{Act, Day, Negotiation, StatementId, StepId, Target};

pub(super) fn find(n: &Negotiation, found: &mut Vec<Doubt>) {
    let has_sources = n.sources().len() > 0;
    let past = |day: Option<Day>| matches!((day, n.as_of()), (Some(day), Some(zero)) if day < zero);
    for (statement, said) in n.statements() {
        if has_sources && said.source().is_none() {
            found.push(Doubt::NoSource { statement });
        }
        if n.stands(statement) && past(said.until().map(|date| date.last_day())) {
            found.push(Doubt::LapsedOffer { statement });
        }
        if n.stands(statement) && past(said.deadline().map(|date| date.last_day())) {
            found.push(Doubt::PastDeadline { statement });
        }
        preconditions(n, statement, found);
    }
}

fn preconditions(n: &Negotiation, statement: StatementId, found: &mut Vec<Doubt>) {
    let said = n.statement(statement);
    let mut seen = HashSet::new();
    for (index, precondition) in n.preconditions(statement).iter().enumerate() {
        let steps = n.awaited(precondition, said.party);
        if n.preconditions(statement).len() > 1 && !seen.insert((precondition.wait, precondition.days, steps)) {
            found.push(Doubt::RepeatedPrecondition { statement, precondition: index });
        }
        let below = |offered: StepId| steps.iter().all(|&step| step < offered && n.step(step).measure == n.step(offered).measure);
        if said.act == Act::Offers && matches!(said.target, Target::Step(offered) if below(offered)) {
            found.push(Doubt::WaitsForOwnLevel { statement, precondition: index });
        }
    }
}
