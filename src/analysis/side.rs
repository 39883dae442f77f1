//! Who is on the other side of what a statement wants: steps that the same parties hold back are put together.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::each_once::each_once;
use crate::graph::{Fate, Network};
use crate::model::{PartyId, StatementId, StepId};

/// Wanted steps that the same parties hold back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Side {
    /// The parties, in the order in which the first step has them.
    pub(super) parties: Arc<[PartyId]>,
    /// What they said to hold the steps back, in order of declaration; nothing where they are silent.
    pub(super) statements: Arc<[StatementId]>,
    /// The steps, in the order in which they are wanted.
    pub(super) steps: Arc<[StepId]>,
}

/// One party that holds back a step, by a statement or by its silence.
pub(super) type Holder = (PartyId, Option<StatementId>);

/// Finds the sides of lists of steps, each list once: statements that want the same of a term share its list.
pub(super) struct Sides<F> {
    /// Lists who holds back a step.
    holders: F,
    known: HashMap<*const StepId, Rc<[Side]>, foldhash::fast::RandomState>,
}

/// Returns who refuses a refused step, by each of their refusals; nobody for any other step.
pub(super) fn refusers(network: &Network) -> impl Fn(StepId) -> Vec<Holder> {
    |step| match network.fate[step.index()] {
        Fate::Refused => {
            let refusals = network.refusals_of(step).into_iter();
            refusals.map(|refusal| (network.negotiation.statement(refusal).party, Some(refusal))).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns who is silent on an unanswered step; nobody on any other.
pub(super) fn silent(network: &Network) -> impl Fn(StepId) -> Vec<Holder> {
    |step| match network.fate[step.index()] {
        Fate::Unanswered => network.silent(step).into_iter().map(|party| (party, None)).collect(),
        _ => Vec::new(),
    }
}

impl<F: Fn(StepId) -> Vec<Holder>> Sides<F> {
    pub(super) fn new(holders: F) -> Self {
        Self { holders, known: HashMap::default() }
    }

    /// Lists the sides of steps as far as parties that are counted hold them back, each at its first step; steps that none of them holds
    /// back are on no side.
    ///
    /// # Complexity
    ///
    /// Linear in the holders of the steps; constant where the same list has been asked about and only parties that count hold it back.
    pub(super) fn of(&mut self, steps: &Arc<[StepId]>, counts: impl Fn(PartyId) -> bool) -> Rc<[Side]> {
        let everybody = match &**steps {
            [_] => self.put_together(steps, |_| true),
            // The list is borrowed as long as the wants are, so its place in memory is its own.
            _ => match self.known.get(&steps.as_ptr()) {
                Some(known) => known.clone(),
                None => {
                    let found = self.put_together(steps, |_| true);
                    self.known.insert(steps.as_ptr(), found.clone());
                    found
                }
            },
        };
        let mut parties = everybody.iter().flat_map(|side| side.parties.iter());
        if !parties.clone().any(|&party| counts(party)) {
            Rc::default()
        } else if parties.all(|&party| counts(party)) {
            everybody
        } else {
            self.put_together(steps, counts)
        }
    }

    fn put_together(&self, steps: &Arc<[StepId]>, counts: impl Fn(PartyId) -> bool) -> Rc<[Side]> {
        let mut by_parties: indexmap::IndexMap<Vec<PartyId>, (Vec<PartyId>, Vec<StatementId>, Vec<StepId>)> = indexmap::IndexMap::new();
        for &step in &**steps {
            let holders: Vec<Holder> = (self.holders)(step).into_iter().filter(|&(party, _)| counts(party)).collect();
            let parties = each_once(holders.iter().map(|&(party, _)| party));
            let mut key = parties.clone();
            key.sort_unstable();
            if !key.is_empty() {
                let (_, statements, steps) = by_parties.entry(key).or_insert_with(|| (parties, Vec::new(), Vec::new()));
                statements.extend(holders.iter().filter_map(|&(_, statement)| statement));
                steps.push(step);
            }
        }
        let side = |(parties, mut statements, found): (Vec<PartyId>, Vec<StatementId>, Vec<StepId>)| {
            statements.sort_unstable();
            statements.dedup();
            let steps = if found.len() == steps.len() { steps.clone() } else { found.into() };
            Side { parties: parties.into(), statements: statements.into(), steps }
        };
        by_parties.into_values().map(side).collect()
    }
}
