//! Who is on the other side of what a statement wants: steps that the same parties hold back are put together.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use indexmap::IndexMap;

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

impl Side {
    fn new(holders: Vec<Holder>, steps: Arc<[StepId]>) -> Self {
        let mut statements: Vec<StatementId> = holders.iter().filter_map(|&(_, statement)| statement).collect();
        statements.sort_unstable();
        statements.dedup();
        Self { parties: each_once(holders.into_iter().map(|(party, _)| party)).into(), statements: statements.into(), steps }
    }
}

/// One party that holds back a step, by a statement or by its silence.
pub(super) type Holder = (PartyId, Option<StatementId>);

/// Finds the sides of lists of steps, each list once: statements that want the same of a term share its list.
pub(super) struct Sides<F> {
    /// Lists who holds back a step.
    holders: F,
    known: HashMap<*const StepId, Vec<Side>, foldhash::fast::RandomState>,
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
    pub(super) fn of(&mut self, steps: &Arc<[StepId]>, counts: impl Fn(PartyId) -> bool) -> Vec<Side> {
        if let [step] = **steps {
            let holders: Vec<Holder> = (self.holders)(step).into_iter().filter(|&(party, _)| counts(party)).collect();
            return if holders.is_empty() { Vec::new() } else { vec![Side::new(holders, steps.clone())] };
        }
        // The list is borrowed as long as the wants are, so its place in memory is its own.
        let place = steps.as_ptr();
        if !self.known.contains_key(&place) {
            let everybody = self.put_together(steps, |_| true);
            self.known.insert(place, everybody);
        }
        let everybody = &self.known[&place];
        let mut parties = everybody.iter().flat_map(|side| side.parties.iter());
        if !parties.clone().any(|&party| counts(party)) {
            Vec::new()
        } else if parties.all(|&party| counts(party)) {
            everybody.clone()
        } else {
            self.put_together(steps, counts)
        }
    }

    fn put_together(&self, steps: &Arc<[StepId]>, counts: impl Fn(PartyId) -> bool) -> Vec<Side> {
        let mut found: IndexMap<BTreeSet<PartyId>, (Vec<Holder>, Vec<StepId>), foldhash::fast::RandomState> = IndexMap::default();
        for &step in &**steps {
            let holders: Vec<Holder> = (self.holders)(step).into_iter().filter(|&(party, _)| counts(party)).collect();
            if !holders.is_empty() {
                let side = found.entry(holders.iter().map(|&(party, _)| party).collect()).or_default();
                side.0.extend(holders);
                side.1.push(step);
            }
        }
        let steps_of = |found: Vec<StepId>| if found.len() == steps.len() { steps.clone() } else { found.into() };
        found.into_values().map(|(holders, found)| Side::new(holders, steps_of(found))).collect()
    }
}
