//! Who must consent to a step, and by which statements, read straight from the negotiation.

use std::collections::{HashMap, HashSet};

use crate::model::{Act, Negotiation, PartyId, Precondition, StatementId, StepId, Subject};

/// The statements by which each party consents to each step, and the steps that some party refuses.
pub(super) struct Consents {
    by_step: HashMap<StepId, Vec<(PartyId, StatementId)>>,
    refused: HashSet<StepId>,
}

impl Consents {
    pub(super) fn of(negotiation: &Negotiation) -> Self {
        let mut by_step: HashMap<StepId, Vec<(PartyId, StatementId)>> = HashMap::new();
        let mut refused = HashSet::new();
        for (id, said) in negotiation.standing() {
            for plain in negotiation.step_acts(id) {
                let measure = negotiation.step(plain.step).measure;
                let covered: Vec<StepId> = match plain.act {
                    Act::Offers => negotiation.steps_of(measure).filter(|&step| step <= plain.step).collect(),
                    Act::Accepts => vec![plain.step],
                    Act::Refuses => {
                        refused.extend(negotiation.steps_of(measure).filter(|&step| step >= plain.step));
                        continue;
                    }
                    _ => continue,
                };
                for step in covered {
                    let list = by_step.entry(step).or_default();
                    if !list.contains(&(said.party, id)) {
                        list.push((said.party, id));
                    }
                }
            }
        }
        Self { by_step, refused }
    }

    /// Returns whether some party refuses a step or a lower level of it.
    pub(super) fn is_refused(&self, step: StepId) -> bool {
        self.refused.contains(&step)
    }

    /// Lists a party's statements on a step.
    pub(super) fn by(&self, step: StepId, party: PartyId) -> impl Iterator<Item = StatementId> {
        self.by_step.get(&step).into_iter().flatten().filter(move |entry| entry.0 == party).map(|entry| entry.1)
    }

    /// Lists the parties that consent to a step by some statement.
    pub(super) fn parties(&self, step: StepId) -> Vec<PartyId> {
        let mut parties: Vec<PartyId> = self.by_step.get(&step).into_iter().flatten().map(|entry| entry.0).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    }
}

/// Returns the options of a precondition, as alternatives of which any one will do; a term gives one list for each step meant.
pub(super) fn clauses(negotiation: &Negotiation, statement: StatementId, precondition: &Precondition) -> Vec<Vec<StepId>> {
    match negotiation.subject(precondition) {
        Subject::Step(step) => vec![vec![step]],
        Subject::Any(steps) => vec![steps.to_vec()],
        Subject::Term(term) => {
            let meant = negotiation.meaning(term, negotiation.statement(statement).party);
            meant.iter().map(|&step| vec![step]).collect()
        }
    }
}
