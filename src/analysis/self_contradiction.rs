//! Finds parties that stand in their own way.

use std::sync::Arc;

use super::side::{self, Sides};
use super::{Solution, Wanted};
use crate::finding::{Conflict, DeadlockId, Evidence, SelfContradiction};
use crate::graph::Fate;
use crate::model::{Act, PartyId, StatementId, StepId};

pub(super) fn find(solution: &Solution, wants: &[Wanted]) -> Vec<Conflict> {
    let mut found = said_and_refused(solution);
    found.extend(wanted_and_refused(solution, wants));
    found.sort_by_key(|conflict| (conflict.statements[0], conflict.steps[0]));
    found.extend(own_circles(solution));
    found
}

/// Lists a party's own refusals that bar a step which is not done.
fn own_refusals(solution: &Solution, party: PartyId, step: StepId) -> Vec<StatementId> {
    if solution.network.fate[step.index()] != Fate::Refused {
        return Vec::new();
    }
    let mut own = solution.network.refusals_of(step);
    own.retain(|&refusal| solution.network.negotiation.statement(refusal).party == party);
    own
}

fn conflict(
    party: PartyId,
    steps: Arc<[StepId]>,
    statement: StatementId,
    refusals: &[StatementId],
    contradiction: SelfContradiction,
) -> Conflict {
    Conflict {
        parties: vec![party],
        steps,
        statements: std::iter::once(statement).chain(refusals.iter().copied()).collect(),
        evidence: Evidence::SelfContradiction(contradiction),
    }
}

fn said_and_refused(solution: &Solution) -> Vec<Conflict> {
    let negotiation = &solution.network.negotiation;
    let mut found: Vec<Conflict> = Vec::new();
    for (statement, said) in negotiation.standing().filter(|(_, said)| matches!(said.act, Act::Offers | Act::Accepts)) {
        for plain in negotiation.step_acts(statement).filter(|plain| plain.act == said.act) {
            let refusals = own_refusals(solution, said.party, plain.step);
            if !refusals.is_empty() {
                let step = plain.step;
                let contradiction = SelfContradiction::SaidAndRefused { statement, step, refusals: refusals.clone() };
                found.push(conflict(said.party, [step].into(), statement, &refusals, contradiction));
            }
        }
    }
    found
}

/// Finds, of what statements cannot do without, the steps that the speaker itself refuses.
fn wanted_and_refused(solution: &Solution, wants: &[Wanted]) -> Vec<Conflict> {
    let network = &solution.network;
    let negotiation = &network.negotiation;
    let mut sides = Sides::new(side::refusers(network));
    let mut found = Vec::new();
    for &Wanted { statement: wanting, want, ref steps, .. } in wants.iter().filter(|wanted| !wanted.want.is_option()) {
        let party = negotiation.statement(wanting).party;
        for side in sides.of(steps, |refuser| refuser == party) {
            let (steps, refusals) = (side.steps.clone(), side.statements.clone());
            let contradiction = SelfContradiction::WantedAndRefused { wanting, want, steps: steps.clone(), refusals: refusals.clone() };
            found.push(conflict(party, steps, wanting, &refusals, contradiction));
        }
    }
    found
}

fn own_circles<'a>(solution: &'a Solution) -> impl Iterator<Item = Conflict> + 'a {
    solution.deadlocks.iter().enumerate().filter_map(|(i, group)| {
        let statements: Vec<StatementId> = group.circle.statements.iter().map(|&s| StatementId::new(s as usize)).collect();
        let party_of = |&statement: &StatementId| solution.network.negotiation.statement(statement).party;
        let party = party_of(statements.first()?);
        statements.iter().all(|statement| party_of(statement) == party).then(|| {
            let deadlock = DeadlockId::new(i);
            Conflict {
                parties: vec![party],
                steps: group.circle.steps.iter().map(|&step| StepId::new(step as usize)).collect(),
                statements: statements.clone(),
                evidence: Evidence::SelfContradiction(SelfContradiction::OwnCircle { party, deadlock, statements }),
            }
        })
    })
}
