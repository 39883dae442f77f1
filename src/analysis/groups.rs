//! Which parties stand together: the largest groups of which all demands can be met.

use std::collections::VecDeque;

use super::deal::{Deal, Met};
use super::{Solution, demand};
use crate::finding::Proof;
use crate::finding::agreeable::Groups;
use crate::graph::{Fate, NEVER, Network, Solver, hitting_sets, minimal_core};
use crate::limits::{Exhausted, Limits, PARTS_LOOKED_AT, SETS_LISTED, Work};
use crate::model::{Negotiation, PartyId, Time};

/// What each step and each statement counts for when the positions of a group are compiled and solved.
const LOOKS_TO_COMPILE: usize = 4;

/// How many choices of parties that are compatible are remembered.
const REMEMBERED: usize = 64;

/// Finds the largest groups of parties whose positions can be met together, and the smallest choices of parties whose positions cannot.
///
/// A group is tried by itself: only its members have spoken, and everybody else goes along. A party that is in no group stands in its own
/// way. At most 100 groups are listed, and the search stops at its [limit](Limits); `complete` says whether these are all.
///
/// # Complexity
///
/// About one calculation of all times for each group, and for each choice that cannot be met one for each doubling of the number of
/// parties, unless one of them refuses what another demands. Exponential in the number of parties in the worst case, and then cut off by the [limits](Limits).
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
    find(&Solution::new(negotiation), &Limits::default())
}

pub(super) fn find(solution: &Solution, limits: &Limits) -> Groups {
    let negotiation = &solution.network.negotiation;
    let everybody: Vec<u32> = (0..negotiation.parties().len() as u32).collect();
    let mut work = Work::within(limits);
    let mut compatibility = Compatibility::new(solution);
    let found = hitting_sets(&vec![1; everybody.len()], (SETS_LISTED, PARTS_LOOKED_AT), &mut work, |outside, work| {
        let members: Vec<u32> = everybody.iter().copied().filter(|party| outside.binary_search(party).is_err()).collect();
        match compatibility.of(&members, work)? {
            true => Ok(None),
            false => minimal_core(&members, |some| compatibility.of(some, work)).map(Some),
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

/// Answers which parties are compatible, and remembers what answers others.
struct Compatibility<'s> {
    negotiation: &'s Negotiation,
    /// By party: the parties that refuse something it demands, each once.
    refused_by: Vec<Vec<u32>>,
    /// Parties that are compatible, found last first.
    known: VecDeque<Vec<u32>>,
    is_member: Vec<bool>,
}

impl<'s> Compatibility<'s> {
    fn new(solution: &'s Solution) -> Self {
        let negotiation = &solution.network.negotiation;
        let mut refused_by = vec![Vec::new(); negotiation.parties().len()];
        for demand in demand::find(negotiation, &solution.times) {
            if solution.network.fate[demand.step.index()] == Fate::Refused {
                let refusals = solution.network.refusals_of(demand.step);
                let by = refusals.into_iter().map(|refusal| negotiation.statement(refusal).party.index() as u32);
                refused_by[demand.party.index()].extend(by);
            }
        }
        for by in &mut refused_by {
            by.sort_unstable();
            by.dedup();
        }
        Self { negotiation, refused_by, known: VecDeque::new(), is_member: vec![false; negotiation.parties().len()] }
    }

    /// Returns whether some parties, in order, are compatible. Whoever refuses what another demands is not, and whoever is within others that
    /// are, is; the rest is calculated.
    fn of(&mut self, members: &[u32], work: &mut Work) -> Result<bool, Exhausted> {
        work.spend(members.len() + 1)?;
        members.iter().for_each(|&party| self.is_member[party as usize] = true);
        let is_refused = members.iter().any(|&party| self.refused_by[party as usize].iter().any(|&by| self.is_member[by as usize]));
        members.iter().for_each(|&party| self.is_member[party as usize] = false);
        if is_refused {
            return Ok(false);
        }
        let is_within = |known: &Vec<u32>| members.iter().all(|party| known.binary_search(party).is_ok());
        if self.known.iter().any(is_within) {
            return Ok(true);
        }
        let are = are_compatible(self.negotiation, members, work)?;
        if are {
            self.known.truncate(REMEMBERED - 1);
            self.known.push_front(members.to_vec());
        }
        Ok(are)
    }
}

/// Returns whether all demands of some parties, in order, could be met together if only they had spoken and everybody else went along.
fn are_compatible(negotiation: &Negotiation, members: &[u32], work: &mut Work) -> Result<bool, Exhausted> {
    work.spend((negotiation.steps().len() + negotiation.statements().len()) * LOOKS_TO_COMPILE + 1)?;
    let is_member = |party: PartyId| members.binary_search(&(party.index() as u32)).is_ok();
    let network = Network::among(negotiation, &is_member);
    let mut times: Vec<Time> = network.fate.iter().map(|&fate| if fate == Fate::Done { Time::default() } else { NEVER }).collect();
    Solver::new(&network).solve(&network.open(), &mut times, true);
    let demands = demand::find_of(negotiation, &times, is_member);
    if negotiation.exclusions().len() == 0 || demands.iter().any(|demand| !demand.met) {
        return Ok(demands.iter().all(|demand| demand.met));
    }
    let wishes: Vec<u32> = (0..demands.len() as u32).collect();
    let exclusions: Vec<u32> = (0..negotiation.exclusions().len() as u32).collect();
    let mut deal = Deal::new(&network, &times, demands.into_iter().map(|demand| vec![demand]).collect());
    Ok(matches!(deal.can_be_met(&wishes, &exclusions, work)?, Met::Together))
}
