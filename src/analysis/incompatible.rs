//! Finds steps that exclude each other and are needed together.

use std::collections::BTreeSet;

use super::each_once::each_once;
use super::removal::Removal;
use super::{Solution, demand};
use crate::finding::{Conflict, Demand, Evidence, Incompatible};
use crate::model::{StatementId, StepId};

/// Finds, of every exclusion, the steps that are demanded themselves or by a higher level, or without which some demand that is met would
/// not be; and reports those of which two or more are needed.
pub(super) fn find(solution: &Solution, demands: &[Demand]) -> Vec<Conflict> {
    let negotiation = &solution.network.negotiation;
    if negotiation.exclusions().len() == 0 {
        return Vec::new();
    }
    let mut removal = Removal::new(&solution.network, &solution.times);
    let mut found = Vec::new();
    for (exclusion, declared) in negotiation.exclusions() {
        let mut needed: Vec<StepId> = Vec::new();
        let mut needing: BTreeSet<StatementId> = BTreeSet::new();
        for &step in &declared.steps {
            let by = needed_by(solution, &mut removal, demands, step);
            if !by.is_empty() {
                needed.push(step);
                needing.extend(by);
            }
        }
        if needed.len() < 2 {
            continue;
        }
        let demands: Vec<StatementId> = needing.into_iter().collect();
        found.push(Conflict {
            parties: each_once(demands.iter().map(|&demand| negotiation.statement(demand).party)),
            steps: needed.clone().into(),
            statements: demands.clone(),
            evidence: Evidence::Incompatible(Incompatible { exclusion, needed, demands }),
        });
    }
    found.sort_by_key(|conflict| conflict.statements[0]);
    found
}

/// Lists the demands that need a step.
fn needed_by(solution: &Solution, removal: &mut Removal<'_>, demands: &[Demand], step: StepId) -> Vec<StatementId> {
    let negotiation = &solution.network.negotiation;
    let measure = negotiation.step(step).measure;
    removal.leave_out([step.index() as u32]);
    let needs = |demand: &&Demand| {
        let demanded = demand.step >= step && negotiation.step(demand.step).measure == measure;
        demanded || demand.met && !demand::is_met(negotiation, demand.step, demand.deadline, removal.times())
    };
    demands.iter().filter(needs).map(|demand| demand.statement).collect()
}
