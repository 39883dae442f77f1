//! Which parties stand together: the largest groups of which all demands can be met.

use super::demand;
use super::verdict::can_be_met;
use crate::finding::agreeable::Groups;
use crate::graph::{Exhausted, Fate, NEVER, Network, Solver, hitting_sets, minimal_core};
use crate::model::{Exclusion, Negotiation, PartyId, Time};

/// How many groups are listed.
const GROUPS: usize = 100;
/// How many parts of the search are looked at.
const PARTS: usize = 100_000;
/// How many steps and statements may be looked at in all when groups are tried.
const WORK: usize = 20_000_000;

/// Finds the largest groups of parties whose positions can be met together, and the smallest choices of parties whose positions cannot.
///
/// A group is tried by itself: only its members have spoken, and everybody else goes along. A party that is in no group stands in its own
/// way. At most 100 groups are listed, and the search stops at a limit of work; `complete` says whether these are all.
///
/// # Complexity
///
/// About one calculation of all times for each group, and for each choice that cannot be met one for each doubling of the number of
/// parties. Exponential in the number of parties in the worst case, and then cut off by the limits: 100,000 parts of the search, and
/// 20,000,000 steps and statements looked at.
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
pub fn groups(negotiation: &Negotiation) -> Groups {
    let everybody: Vec<u32> = (0..negotiation.parties().len() as u32).collect();
    let cost = negotiation.steps().len() + negotiation.statements().len() + 1;
    let mut work = WORK;
    let mut can_stand_together = |members: &[u32]| {
        work = work.checked_sub(cost).ok_or(Exhausted)?;
        are_compatible(negotiation, members, &mut work)
    };
    let found = hitting_sets(&vec![1; everybody.len()], (GROUPS, PARTS), |outside| {
        let members: Vec<u32> = everybody.iter().copied().filter(|party| outside.binary_search(party).is_err()).collect();
        match can_stand_together(&members)? {
            true => Ok(None),
            false => minimal_core(&members, &mut can_stand_together).map(Some),
        }
    });
    let party = |&party: &u32| PartyId::new(party as usize);
    let inside = |outside: &Vec<u32>| everybody.iter().filter(|party| outside.binary_search(party).is_err()).map(party).collect();
    let mut groups: Vec<Vec<PartyId>> = found.sets.iter().map(inside).filter(|group: &Vec<_>| !group.is_empty()).collect();
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    let mut apart: Vec<Vec<PartyId>> = found.cores.iter().map(|core| core.iter().map(party).collect()).collect();
    apart.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    Groups { groups, apart, complete: found.complete }
}

/// Returns whether all demands of some parties, in order, could be met together if only they had spoken and everybody else went along.
fn are_compatible(negotiation: &Negotiation, members: &[u32], work: &mut usize) -> Result<bool, Exhausted> {
    let is_member = |party: PartyId| members.binary_search(&(party.index() as u32)).is_ok();
    let network = Network::among(negotiation, &is_member);
    let mut times: Vec<Time> = network.fate.iter().map(|&fate| if fate == Fate::Done { Time::default() } else { NEVER }).collect();
    let open: Vec<u32> = (0..network.step_count() as u32).filter(|&step| network.fate[step as usize] == Fate::Open).collect();
    let mut solver = Solver::new(&network);
    solver.solve(&open, &mut times, true);
    let mut demands = demand::find(negotiation, &times);
    demands.retain(|demand| is_member(demand.party));
    let exclusions: Vec<&Exclusion> = negotiation.exclusions().map(|(_, exclusion)| exclusion).collect();
    match demands.iter().all(|demand| demand.met) {
        true if !exclusions.is_empty() => can_be_met(&mut solver, &times, &demands, &exclusions, work),
        met => Ok(met),
    }
}
