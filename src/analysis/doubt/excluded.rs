//! Parties that demand one and offer another of steps that exclude each other.

use std::collections::{HashMap, HashSet};

use crate::finding::doubt::Doubt;
use crate::model::{Act, ExclusionId, MeasureId, Negotiation, PartyId, StatementId, StepId};

/// Where a measure is in an exclusion: which exclusion, which of its steps, and the level from which on it is excluded.
type Place = (ExclusionId, usize, usize);

/// One act on a step that an exclusion holds.
#[derive(Clone, Copy)]
struct Held {
    party: PartyId,
    statement: StatementId,
    step: StepId,
    exclusion: ExclusionId,
    /// Which of the steps of the exclusion it is.
    slot: usize,
}

/// What a party demands of the steps of an exclusion: the first, and the first that is another.
type Demanded = [Option<Held>; 2];

pub(super) fn find(n: &Negotiation, found: &mut Vec<Doubt>) {
    let mut places: HashMap<MeasureId, Vec<Place>> = HashMap::new();
    for (exclusion, declared) in n.exclusions() {
        for (slot, &step) in declared.steps.iter().enumerate() {
            let step = n.step(step);
            places.entry(step.measure).or_default().push((exclusion, slot, step.level));
        }
    }
    if places.is_empty() {
        return;
    }
    let mut demanded: HashMap<(PartyId, ExclusionId), Demanded, foldhash::fast::RandomState> = HashMap::default();
    for demand in acts(n, &places, Act::Demands) {
        match demanded.entry((demand.party, demand.exclusion)).or_default() {
            [first @ None, _] => *first = Some(demand),
            [Some(first), second @ None] if first.slot != demand.slot => *second = Some(demand),
            _ => {}
        }
    }
    let mut told: HashSet<(PartyId, ExclusionId), foldhash::fast::RandomState> = HashSet::default();
    for Held { party, statement: offer, step: offered, exclusion, slot } in acts(n, &places, Act::Offers) {
        let demands = demanded.get(&(party, exclusion)).into_iter().flatten().flatten();
        let other = demands.copied().find(|demand| demand.slot != slot);
        if let Some(demand) = other.filter(|_| told.insert((party, exclusion))) {
            let (statement, demanded) = (demand.statement, demand.step);
            found.push(Doubt::DemandsAndOffersExcluded { statement, offer, demanded, offered, exclusion });
        }
    }
}

/// Lists who demands or offers a step that an exclusion holds, what is done already aside.
fn acts<'a>(n: &'a Negotiation, places: &'a HashMap<MeasureId, Vec<Place>>, act: Act) -> impl Iterator<Item = Held> + 'a {
    n.standing().flat_map(move |(statement, said)| {
        let of_kind = n.step_acts(statement).filter(move |plain| plain.act == act && !n.is_done(plain.step));
        of_kind.flat_map(move |plain| {
            let step = n.step(plain.step);
            let excluded = places.get(&step.measure).into_iter().flatten().filter(move |(_, _, from)| *from <= step.level);
            excluded.map(move |&(exclusion, slot, _)| Held { party: said.party, statement, step: plain.step, exclusion, slot })
        })
    })
}
