//! Finds whose word a step lacks: who refuses it, or who is silent on it.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::each_once::each_once;
use super::side;
use super::solution::Solution;
use crate::finding::PartyLists;
use crate::graph::Fate;
use crate::model::{PartyId, StepId};

/// Lists, of every refused step, who refuses it or a lower level, in order of their first refusals; of every unanswered step, the
/// performers without an offer that covers it, as the measure names them.
///
/// # Complexity
///
/// Linear in the refusals and performers of these steps; equal lists are kept once.
pub(super) fn find(solution: &Solution) -> PartyLists {
    let network = &solution.network;
    let (refusers, silent) = (side::refusers(network), side::silent(network));
    let mut lists: IndexSet<Vec<PartyId>, foldhash::fast::RandomState> = IndexSet::default();
    lists.insert(Vec::new());
    // By party, the list of it alone: most steps have one performer.
    let mut alone: HashMap<PartyId, u32, foldhash::fast::RandomState> = HashMap::default();
    let list = (0..network.step_count()).map(|index| {
        let step = StepId::new(index);
        match (network.fate[index], network.negotiation.performers(step)) {
            (Fate::Done | Fate::Open, _) => 0,
            (Fate::Unanswered, &[party]) => *alone.entry(party).or_insert_with(|| lists.insert_full(vec![party]).0 as u32),
            (Fate::Unanswered, _) => lists.insert_full(silent(step).into_iter().map(|(party, _)| party).collect()).0 as u32,
            (Fate::Refused, _) => lists.insert_full(each_once(refusers(step).into_iter().map(|(party, _)| party))).0 as u32,
        }
    });
    PartyLists { list: list.collect(), lists: lists.into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use crate::model::{Act, Negotiation, PartyId, StepId};

    /// Who refuses a step or a lower level, straight from the statements.
    fn refusers(n: &Negotiation, step: StepId) -> Vec<PartyId> {
        let mut parties = Vec::new();
        for (id, said) in n.standing() {
            let bars = |other: StepId| n.step(other).measure == n.step(step).measure && other <= step;
            if n.step_acts(id).any(|plain| plain.act == Act::Refuses && bars(plain.step)) && !parties.contains(&said.party) {
                parties.push(said.party);
            }
        }
        parties
    }

    /// The performers without an offer of a step or a higher level, straight from the statements.
    fn silent(n: &Negotiation, step: StepId) -> Vec<PartyId> {
        let covers = |other: StepId| n.step(other).measure == n.step(step).measure && other >= step;
        let offers = |&party: &PartyId| {
            n.standing()
                .any(|(id, said)| said.party == party && n.step_acts(id).any(|plain| plain.act == Act::Offers && covers(plain.step)))
        };
        n.performers(step).iter().copied().filter(|party| !offers(party)).collect()
    }

    #[test]
    fn refusals_bar_the_levels_above_and_offers_cover_those_below() {
        let text = "parties = { a = {}, b = {}, c = {} }
            measures = { m = { by = ['b', 'a'], levels = ['l', 'h'] }, n = { by = 'a', levels = ['l', 'h'] }, x = { by = 'c' } }
            terms = { t = { means = ['n:l', 'n:h'] } }
            statements = [
                { party = 'a', offers = 'm:l' }, { party = 'c', refuses = 'n:h' }, { party = 'b', refuses = 't' },
                { party = 'a', offers = 'n' },
            ]";
        let n = crate::text::from_toml(text).unwrap();
        let report = crate::analyze(&n);
        let listed = |step| report.blockers(n.find_step(step).unwrap()).iter().map(|&p| n.party_key(p)).collect::<Vec<_>>().join(" ");
        assert_eq!(["m:l", "m:h", "n:l", "n:h", "x"].map(listed), ["b", "b a", "b", "c b", "c"]);
        for (step, _) in n.steps() {
            let refusers = refusers(&n, step);
            let expected = if refusers.is_empty() { silent(&n, step) } else { refusers };
            assert_eq!(report.blockers(step), expected, "{}", n.step_key(step));
        }
    }
}
