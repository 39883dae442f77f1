//! Which parties stand together: the largest groups of which all demands can be met.

use super::deal::{Deal, Met};
use super::demand;
use crate::finding::Proof;
use crate::finding::agreeable::Groups;
use crate::graph::{Fate, NEVER, Network, Solver, hitting_sets, minimal_core};
use crate::limits::{Exhausted, Limits, PARTS_LOOKED_AT, SETS_LISTED, Work};
use crate::model::{Negotiation, PartyId, Time};

/// What each step and each statement counts for when the positions of a group are compiled and solved.
const LOOKS_TO_COMPILE: usize = 4;

/// Finds the largest groups of parties whose positions can be met together, and the smallest choices of parties whose positions cannot.
///
/// A group is tried by itself: only its members have spoken, and everybody else goes along. A party that is in no group stands in its own
/// way. At most 100 groups are listed, and the search stops at its [limit](Limits); `complete` says whether these are all.
///
/// # Complexity
///
/// About one calculation of all times for each group, and for each choice that cannot be met one for each doubling of the number of
/// parties. Exponential in the number of parties in the worst case, and then cut off by the [limits](Limits).
///
/// # Examples
///
/// ```
/// let mut draft = impasse::Draft::new("Three neighbours");
/// for party in ["a", "b", "c"] {
///     draft.party(party);
/// }
/// draft.measure("fell-the-tree", ["a"]);
/// draft.says("b").demands("fell-the-tree");
/// draft.says("c").refuses("fell-the-tree");
/// draft.says("a").offers("fell-the-tree");
/// let negotiation = draft.build()?;
/// let groups = impasse::groups(&negotiation);
/// let named = |group: &Vec<_>| group.iter().map(|&party| negotiation.party_key(party)).collect::<String>();
/// assert_eq!(groups.groups.iter().map(named).collect::<Vec<_>>(), ["ab", "ac"]);
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn groups(negotiation: &Negotiation) -> Groups {
    find(negotiation, &Limits::default())
}

pub(super) fn find(negotiation: &Negotiation, limits: &Limits) -> Groups {
    let everybody: Vec<u32> = (0..negotiation.parties().len() as u32).collect();
    let mut work = Work::within(limits);
    let found = hitting_sets(&vec![1; everybody.len()], (SETS_LISTED, PARTS_LOOKED_AT), &mut work, |outside, work| {
        let members: Vec<u32> = everybody.iter().copied().filter(|party| outside.binary_search(party).is_err()).collect();
        match are_compatible(negotiation, &members, work)? {
            true => Ok(None),
            false => minimal_core(&members, |some| are_compatible(negotiation, some, work)).map(Some),
        }
    });
    let party = |&party: &u32| PartyId::new(party as usize);
    let inside = |outside: &Vec<u32>| everybody.iter().filter(|party| outside.binary_search(party).is_err()).map(party).collect();
    let mut groups: Vec<Vec<PartyId>> = found.sets.iter().map(inside).filter(|group: &Vec<_>| !group.is_empty()).collect();
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    let mut apart: Vec<Vec<PartyId>> = found.cores.iter().map(|core| core.iter().map(party).collect()).collect();
    apart.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    Groups { groups, apart, complete: Proof::when(found.complete) }
}

/// Returns whether all demands of some parties, in order, could be met together if only they had spoken and everybody else went along.
fn are_compatible(negotiation: &Negotiation, members: &[u32], work: &mut Work) -> Result<bool, Exhausted> {
    work.spend((negotiation.steps().len() + negotiation.statements().len()) * LOOKS_TO_COMPILE + 1)?;
    let is_member = |party: PartyId| members.binary_search(&(party.index() as u32)).is_ok();
    let network = Network::among(negotiation, &is_member);
    let mut times: Vec<Time> = network.fate.iter().map(|&fate| if fate == Fate::Done { Time::default() } else { NEVER }).collect();
    Solver::new(&network).solve(&network.open(), &mut times, true);
    let mut demands = demand::find(negotiation, &times);
    demands.retain(|demand| is_member(demand.party));
    if negotiation.exclusions().len() == 0 || demands.iter().any(|demand| !demand.met) {
        return Ok(demands.iter().all(|demand| demand.met));
    }
    let wishes: Vec<u32> = (0..demands.len() as u32).collect();
    let exclusions: Vec<u32> = (0..negotiation.exclusions().len() as u32).collect();
    let mut deal = Deal::new(&network, &times, demands.into_iter().map(|demand| vec![demand]).collect());
    Ok(matches!(deal.can_be_met(&wishes, &exclusions, work)?, Met::Together))
}
