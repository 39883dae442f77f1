//! Who refused and who offered: what a report needs to say whose word a step lacks.

use std::collections::{HashMap, HashSet};

use crate::model::{Act, MeasureId, Negotiation, PartyId, StepId};

/// Who refused and who offered the measures that a report dwells on.
#[derive(Debug, Default)]
pub(super) struct Said {
    by_measure: HashMap<MeasureId, Vec<(PartyId, Act, usize)>>,
}

impl Said {
    /// Gathers what stands about the measures of some steps, in one pass over the statements.
    pub(super) fn about(n: &Negotiation, steps: impl IntoIterator<Item = StepId>) -> Self {
        let wanted: HashSet<MeasureId> = steps.into_iter().map(|step| n.step(step).measure).collect();
        let mut by_measure: HashMap<MeasureId, Vec<_>> = HashMap::new();
        for (id, said) in n.standing().filter(|(_, said)| matches!(said.act, Act::Refuses | Act::Offers)) {
            for plain in n.step_acts(id) {
                let step = n.step(plain.step);
                if wanted.contains(&step.measure) {
                    by_measure.entry(step.measure).or_default().push((said.party, plain.act, step.level));
                }
            }
        }
        Self { by_measure }
    }

    /// Lists who refused a step or a level below it, in order of statements.
    pub(super) fn refusers(&self, n: &Negotiation, step: StepId) -> Vec<PartyId> {
        let mut parties = Vec::new();
        for &(party, act, level) in self.of(n, step) {
            if act == Act::Refuses && level <= n.step(step).level && !parties.contains(&party) {
                parties.push(party);
            }
        }
        parties
    }

    /// Lists the performers without an offer that covers a step.
    pub(super) fn silent(&self, n: &Negotiation, step: StepId) -> Vec<PartyId> {
        let level = n.step(step).level;
        let offered = |party| self.of(n, step).iter().any(|&(p, act, l)| p == party && act == Act::Offers && l >= level);
        n.performers(step).iter().copied().filter(|&party| !offered(party)).collect()
    }

    fn of(&self, n: &Negotiation, step: StepId) -> &[(PartyId, Act, usize)] {
        self.by_measure.get(&n.step(step).measure).map_or(&[], Vec::as_slice)
    }
}
