//! Finds steps that exclude each other and are needed together.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::each_once::each_once;
use super::{Solution, needed};
use crate::finding::{Conflict, Demand, Evidence, Incompatible};
use crate::model::{StatementId, StepId};

/// Finds, of every exclusion, the steps that are demanded themselves or by a higher level, or without which some demand that is met would
/// not be; and reports those of which two or more are needed.
///
/// # Complexity
///
/// That of finding which demands need the steps of the exclusions, [`needed::by_demands`]; and linear in what is reported.
pub(super) fn find(solution: &Solution, demands: &[Demand]) -> Vec<Conflict> {
    let negotiation = &solution.network.negotiation;
    let excluded: IndexSet<StepId, foldhash::fast::RandomState> =
        negotiation.exclusions().flat_map(|(_, declared)| declared.steps.iter().copied()).collect();
    if excluded.is_empty() {
        return Vec::new();
    }
    let by_demands = needed::by_demands(solution, demands, &excluded.iter().copied().collect::<Vec<_>>());
    let needed_by = |step: &StepId| &by_demands[excluded.get_index_of(step).expect("it is excluded")];
    let mut found = Vec::new();
    for (exclusion, declared) in negotiation.exclusions() {
        let needed: Vec<StepId> = declared.steps.iter().copied().filter(|step| !needed_by(step).is_empty()).collect();
        if needed.len() < 2 {
            continue;
        }
        let needing: BTreeSet<StatementId> = needed.iter().flat_map(needed_by).copied().collect();
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
