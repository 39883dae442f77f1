//! Whether parties mean different things by a term, or tell opposite things of one fact, as a conflict says.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, each_once};
use super::wanted::Made;
use crate::finding::{ClashingDefinitions, ContradictoryClaims};
use crate::model::{PartyId, StepId, Subject, Target};

pub(super) fn definition(facts: &Facts<'_>, found: &ClashingDefinitions) -> Option<Made> {
    let ClashingDefinitions { term, shared, only } = found;
    let negotiation = facts.negotiation;
    let defines = |party: &PartyId| negotiation.definition(*term, *party).is_some();
    let uses = |party: &PartyId| {
        negotiation.standing().filter(|(_, said)| said.party == *party).any(|(id, said)| {
            let mut subjects = negotiation.preconditions(id).iter().map(|precondition| negotiation.subject(precondition));
            said.target == Target::Term(*term) || subjects.any(|subject| subject == Subject::Term(*term))
        })
    };
    let users: Vec<PartyId> = negotiation.parties().map(|(party, _)| party).filter(|party| defines(party) || uses(party)).collect();
    let means: BTreeMap<PartyId, BTreeSet<StepId>> =
        users.iter().map(|&party| (party, negotiation.meaning(*term, party).iter().copied().collect())).collect();
    let everybody: BTreeSet<StepId> = means.values().flatten().copied().collect();
    let (common, disputed): (Vec<StepId>, Vec<StepId>) =
        everybody.into_iter().partition(|step| means.values().all(|steps| steps.contains(step)));
    let own = |party: &PartyId| means[party].iter().copied().filter(|step| disputed.contains(step)).collect();
    let apart: Vec<(PartyId, Vec<StepId>)> = users.iter().map(|party| (*party, own(party))).collect();
    let is_so = !disputed.is_empty() && common == *shared && apart == *only;
    is_so.then_some((users, disputed, Vec::new()))
}

pub(super) fn claim(facts: &Facts<'_>, found: &ContradictoryClaims) -> Option<Made> {
    let ContradictoryClaims { proposition, holds, asserted_by, denied_by, claims } = found;
    let negotiation = facts.negotiation;
    let made: Vec<_> = negotiation.claims().filter(|(id, claim)| negotiation.is_made(*id) && claim.proposition == *proposition).collect();
    let parties = each_once(made.iter().map(|(_, claim)| claim.party));
    // Of several claims of one party the latest counts; of one moment the last.
    let latest = |party: PartyId| {
        let own = made.iter().filter(|(_, claim)| claim.party == party);
        own.max_by_key(|(id, claim)| (negotiation.moment(claim.when), *id)).is_some_and(|(_, claim)| claim.holds)
    };
    let side = |holds: bool| {
        let parties = made.iter().filter(|(_, claim)| claim.holds == holds).map(|(_, claim)| claim.party);
        parties.collect::<BTreeSet<PartyId>>()
    };
    let (asserting, denying) = (side(true), side(false));
    let oppose = asserting.iter().any(|one| denying.iter().any(|other| one != other));
    let is_so = oppose
        && parties.iter().map(|&party| (party, latest(party))).eq(holds.iter().copied())
        && asserting.iter().eq(asserted_by.iter())
        && denying.iter().eq(denied_by.iter())
        && made.iter().map(|(id, _)| id).eq(claims);
    is_so.then_some((parties, Vec::new(), Vec::new()))
}
