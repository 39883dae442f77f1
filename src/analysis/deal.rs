//! What can be in one deal: whether some wishes can all be met under some exclusions.

use super::demand;
use super::removal::Removal;
use crate::finding::Demand;
use crate::graph::{AtMostOne, Choice, Chosen, Fate, NEVER, Network, minimal_core, narrowed_core};
use crate::limits::{Exhausted, Work};
use crate::model::{Negotiation, Time};

const NONE: u32 = u32::MAX;

/// Wishes, each met when nothing is left out, and the steps of which exclusions leave some out.
///
/// What stays is chosen by [`Choice`]; whether that meets the wishes is calculated. Where it does not, the fewest of the steps left out
/// without which a wish cannot be met are what it needs at least one of, and the choice is made again.
pub(super) struct Deal<'s> {
    negotiation: &'s Negotiation,
    removal: Removal<'s>,
    /// Each a list of demands that must all be met.
    wishes: Vec<Vec<Demand>>,
    /// The steps that exclude something and may come.
    contested: Vec<u32>,
    /// By step: its place in `contested`.
    place: Vec<u32>,
    choice: Choice,
    is_seen: Vec<bool>,
}

/// Whether wishes can all be met.
pub(super) enum Met {
    /// They can.
    Together,
    /// They cannot: these of them cannot under these of the exclusions. Each in order.
    Never { wishes: Vec<u32>, exclusions: Vec<u32> },
}

impl<'s> Deal<'s> {
    pub(super) fn new(network: &'s Network, times: &'s [Time], wishes: Vec<Vec<Demand>>) -> Self {
        let negotiation = &network.negotiation;
        let mut place = vec![NONE; network.node_count()];
        let mut contested = Vec::new();
        let mut exclusions = Vec::with_capacity(negotiation.exclusions().len());
        for (_, exclusion) in negotiation.exclusions() {
            let mut elements = Vec::new();
            for step in exclusion.steps.iter().map(|step| step.index()) {
                if network.fate[step] == Fate::Done || times[step] == NEVER {
                    continue;
                }
                if place[step] == NONE {
                    place[step] = contested.len() as u32;
                    contested.push(step as u32);
                }
                elements.push(place[step]);
            }
            let has_room = !exclusion.steps.iter().any(|step| network.fate[step.index()] == Fate::Done);
            exclusions.push(AtMostOne { elements, has_room });
        }
        Self {
            negotiation,
            removal: Removal::new(network, times),
            choice: Choice::new(contested.len(), wishes.len(), exclusions),
            wishes,
            contested,
            place,
            is_seen: vec![false; network.node_count()],
        }
    }

    /// Returns whether some wishes can all be met under some exclusions.
    ///
    /// # Errors
    ///
    /// `work` has been used up.
    ///
    /// # Complexity
    ///
    /// Exponential in the worst case in the number of exclusions that wishes compete for.
    pub(super) fn can_be_met(&mut self, wishes: &[u32], exclusions: &[u32], work: &mut Work) -> Result<Met, Exhausted> {
        loop {
            let stays = match self.choice.choose(wishes, exclusions, work)? {
                Chosen::Never { goals, exclusions } => return Ok(Met::Never { wishes: goals, exclusions }),
                Chosen::Stays(stays) => stays,
            };
            work.spend(self.removal.leave_out(left_out(&self.contested, &stays)))?;
            let mut missed: Vec<(u32, Vec<u32>)> = Vec::new();
            for &wish in wishes {
                if let Some(step) = self.first_missed(wish, work)? {
                    missed.push((wish, self.blamed(step, &stays, work)?));
                }
            }
            if missed.is_empty() {
                return Ok(Met::Together);
            }
            for (wish, blamed) in missed {
                let needed = self.fewest(wish, &blamed, work)?;
                self.choice.need(wish, needed);
            }
        }
    }

    /// Cuts wishes that cannot all be met down to the fewest: with any one less of them they could be. In order.
    ///
    /// # Errors
    ///
    /// `work` has been used up.
    pub(super) fn fewest_wishes(&mut self, wishes: Vec<u32>, exclusions: &[u32], work: &mut Work) -> Result<Vec<u32>, Exhausted> {
        narrowed_core(wishes, |some| match self.can_be_met(some, exclusions, work)? {
            Met::Together => Ok(None),
            Met::Never { wishes, .. } => Ok(Some(wishes)),
        })
    }

    /// Cuts exclusions under which some wishes cannot all be met down to the fewest: without any one of them the wishes could be. In order.
    ///
    /// # Errors
    ///
    /// `work` has been used up.
    pub(super) fn fewest_exclusions(&mut self, wishes: &[u32], exclusions: Vec<u32>, work: &mut Work) -> Result<Vec<u32>, Exhausted> {
        narrowed_core(exclusions, |some| match self.can_be_met(wishes, some, work)? {
            Met::Together => Ok(None),
            Met::Never { exclusions, .. } => Ok(Some(exclusions)),
        })
    }

    /// Returns the first demand of a wish that is not met without what was left out last, as a step.
    fn first_missed(&self, wish: u32, work: &mut Work) -> Result<Option<u32>, Exhausted> {
        let demands = &self.wishes[wish as usize];
        work.spend(demands.len())?;
        let missed = |demand: &&Demand| !demand::is_met(self.negotiation, demand.step, demand.deadline, self.removal.times());
        Ok(demands.iter().find(missed).map(|demand| demand.step.index() as u32))
    }

    /// Lists what was left out of all that makes a step late, directly or not: without these alone it is just as late.
    fn blamed(&mut self, step: u32, stays: &[bool], work: &mut Work) -> Result<Vec<u32>, Exhausted> {
        let system = self.removal.system();
        let mut blamed = Vec::new();
        let mut reached = vec![step];
        self.is_seen[step as usize] = true;
        let (mut next, mut looks) = (0, 1);
        while let Some(&step) = reached.get(next) {
            next += 1;
            let place = self.place[step as usize];
            if place != NONE && !stays[place as usize] {
                blamed.push(place);
                continue;
            }
            let mut reach = |step: u32| {
                if self.removal.is_changed(step) && !std::mem::replace(&mut self.is_seen[step as usize], true) {
                    reached.push(step);
                }
            };
            system.below(step).into_iter().for_each(&mut reach);
            for &statement in &system.uses[system.uses_of_step(step)] {
                let options = &system.options[system.options_of_statement(statement)];
                looks += 1 + options.len();
                options.iter().copied().for_each(&mut reach);
            }
        }
        reached.iter().for_each(|&step| self.is_seen[step as usize] = false);
        work.spend(looks + reached.len())?;
        blamed.sort_unstable();
        Ok(blamed)
    }

    /// Cuts what a wish cannot do without down to the fewest: with any one of them more it could be met.
    fn fewest(&mut self, wish: u32, blamed: &[u32], work: &mut Work) -> Result<Vec<u32>, Exhausted> {
        minimal_core(blamed, |some| {
            work.spend(self.removal.leave_out(some.iter().map(|&place| self.contested[place as usize])))?;
            Ok(self.first_missed(wish, work)?.is_none())
        })
    }
}

/// Lists the steps that do not stay.
fn left_out<'a>(contested: &'a [u32], stays: &'a [bool]) -> impl Iterator<Item = u32> + 'a {
    contested.iter().zip(stays).filter(|&(_, &stays)| !stays).map(|(&step, _)| step)
}
