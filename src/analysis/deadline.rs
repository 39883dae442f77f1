//! Finds demands that can be met, but not in time.

use super::{Solution, cause};
use crate::finding::{Conflict, Demand, Evidence, MissedDeadline, Status};
use crate::model::StepId;

pub(super) fn find(solution: &Solution, demands: &[Demand]) -> Vec<Conflict> {
    let negotiation = &solution.network.negotiation;
    let mut found = Vec::new();
    for demand in demands.iter().filter(|demand| !demand.met && solution.status[demand.step.index()] == Status::Performable) {
        let (Some(deadline), Some(zero)) = (demand.deadline, negotiation.as_of()) else { continue };
        let path = cause::critical_path(&solution.network, demand.step.index() as u32, &solution.times);
        found.push(Conflict {
            parties: vec![demand.party],
            steps: [demand.step].into(),
            statements: vec![demand.statement],
            evidence: Evidence::Deadline(MissedDeadline {
                demand: demand.statement,
                step: demand.step,
                deadline,
                earliest: zero.plus(solution.times[demand.step.index()].day),
                path: path.into_iter().map(|step| StepId::new(step as usize)).collect(),
            }),
        });
    }
    found.sort_by_key(|conflict| (conflict.statements[0], conflict.steps[0]));
    found
}
