//! Counting: so many needs require so many places.
//!
//! Elements that all exclude each other share a *place*: at most one of them stays. Needs that have no option in common each take a place of
//! their own, so that there must be a way to give each need the place of one of its options that is not out. Where there is none, some needs
//! have fewer places among them than they are (P. Hall, *On representatives of subsets*, J. London Math. Soc. 10 (1935),
//! <https://doi.org/10.1112/jlms/s1-10.37.26>), and these, with what has left them so few, are the conflict. Ways are mended one need at a
//! time by a chain of changes (H. W. Kuhn, *The Hungarian method for the assignment problem*, Naval Research Logistics Quarterly 2 (1955),
//! <https://doi.org/10.1002/nav.3800020109>); going back in the search leaves a way as good as it was.

use std::collections::BTreeSet;

use super::literal::Literal;
use super::state::State;
use crate::limits::{Exhausted, Work};

const NONE: u32 = u32::MAX;

/// Needs without common options, and places for them.
pub(super) struct Places {
    /// The needs, by their number in the state.
    needs: Vec<u32>,
    /// By element: its place.
    of_element: Vec<u32>,
    /// By place: the exclusions by which its elements exclude each other.
    kept_by: Vec<Vec<u32>>,
    /// By need here: the element that takes its place.
    taken: Vec<u32>,
    /// By place: the need here that takes it.
    taken_by: Vec<u32>,
    /// By place: the need here from which it was reached in the present chain of changes, and how.
    reached_from: Vec<Option<(u32, u32)>>,
}

impl Places {
    /// Picks needs of those asked for, the smallest first, and makes places of the exclusions that count, first those that most of these
    /// needs compete for.
    pub(super) fn new(state: &State, exclusions: &[u32], needs: &[u32], work: &mut Work) -> Result<Self, Exhausted> {
        let mut counts = vec![false; state.exclusions.len()];
        exclusions.iter().for_each(|&exclusion| counts[exclusion as usize] = state.exclusions[exclusion as usize].has_room);
        let mut places = Self {
            needs: Vec::new(),
            of_element: vec![NONE; state.exclusions_of.len()],
            kept_by: Vec::new(),
            taken: Vec::new(),
            taken_by: Vec::new(),
            reached_from: Vec::new(),
        };
        let need_of = places.pick_needs(state, &counts, needs, work)?;
        let mut wanted: Vec<(usize, u32)> = Vec::new();
        for &exclusion in exclusions.iter().filter(|&&exclusion| counts[exclusion as usize]) {
            let elements = &state.exclusions[exclusion as usize].elements;
            work.spend(elements.len())?;
            let mut by: Vec<u32> = elements.iter().map(|&element| need_of[element as usize]).filter(|&need| need != NONE).collect();
            by.sort_unstable();
            by.dedup();
            wanted.push((by.len(), exclusion));
        }
        wanted.sort_by_key(|&(by, exclusion)| (std::cmp::Reverse(by), exclusion));
        for (_, exclusion) in wanted {
            places.make_place(state, &counts, &need_of, exclusion, work)?;
        }
        places.taken_by = vec![NONE; places.kept_by.len()];
        places.reached_from = vec![None; places.kept_by.len()];
        Ok(places)
    }

    /// Picks needs without common options all of whose options compete for something. Returns the need of each element, by its number here.
    fn pick_needs(&mut self, state: &State, counts: &[bool], needs: &[u32], work: &mut Work) -> Result<Vec<u32>, Exhausted> {
        let mut need_of = vec![NONE; state.exclusions_of.len()];
        let mut by_size = needs.to_vec();
        by_size.sort_by_key(|&need| (state.needs[need as usize].options.len(), need));
        for need in by_size {
            let options = &state.needs[need as usize].options;
            work.spend(options.len() + 1)?;
            let competes = |&option: &u32| state.exclusions_of[option as usize].iter().any(|&exclusion| counts[exclusion as usize]);
            if options.iter().all(|option| need_of[*option as usize] == NONE && (state.is_out(*option) || competes(option))) {
                options.iter().for_each(|&option| need_of[option as usize] = self.needs.len() as u32);
                self.needs.push(need);
                self.taken.push(NONE);
            }
        }
        Ok(need_of)
    }

    /// Makes a place of the elements of an exclusion that have none, and of further elements that exclude all of these.
    fn make_place(&mut self, state: &State, counts: &[bool], need_of: &[u32], exclusion: u32, work: &mut Work) -> Result<(), Exhausted> {
        let place = self.kept_by.len() as u32;
        let is_free = |places: &Self, element: u32| need_of[element as usize] != NONE && places.of_element[element as usize] == NONE;
        let mut members: Vec<u32> = Vec::new();
        for &element in &state.exclusions[exclusion as usize].elements {
            if is_free(self, element) {
                self.of_element[element as usize] = place;
                members.push(element);
            }
        }
        let Some(&first) = members.first() else { return Ok(()) };
        let mut kept_by = vec![exclusion];
        for &other in state.exclusions_of[first as usize].iter().filter(|&&other| counts[other as usize]) {
            for &element in &state.exclusions[other as usize].elements {
                work.spend(1)?;
                if !is_free(self, element) {
                    continue;
                }
                work.spend(members.len() * state.exclusions_of[element as usize].len())?;
                let between = |&member: &u32| {
                    let exclusions = &state.exclusions_of[element as usize];
                    let both = |&&exclusion: &&u32| {
                        counts[exclusion as usize] && state.exclusions_of[member as usize].binary_search(&exclusion).is_ok()
                    };
                    exclusions.iter().find(both).copied()
                };
                if let Some(exclusions) = members.iter().map(between).collect::<Option<Vec<u32>>>() {
                    kept_by.extend(exclusions);
                    self.of_element[element as usize] = place;
                    members.push(element);
                }
            }
        }
        kept_by.sort_unstable();
        kept_by.dedup();
        self.kept_by.push(kept_by);
        Ok(())
    }

    /// Gives every need a place, as what is out leaves them. Returns a clause that is false if there are too few.
    pub(super) fn find_too_few(&mut self, state: &State, work: &mut Work) -> Result<Option<Vec<Literal>>, Exhausted> {
        work.spend(self.needs.len())?;
        for need in 0..self.needs.len() as u32 {
            let element = self.taken[need as usize];
            if element != NONE && state.is_out(element) {
                self.taken_by[self.of_element[element as usize] as usize] = NONE;
                self.taken[need as usize] = NONE;
            }
        }
        for need in 0..self.needs.len() as u32 {
            if self.taken[need as usize] == NONE
                && let Some(competing) = self.find_place(state, need, work)?
            {
                return Ok(Some(self.conflict(state, &competing)));
            }
        }
        Ok(None)
    }

    /// Gives a need a place, by moving others if that helps. Returns the needs that compete for too few if there is none.
    fn find_place(&mut self, state: &State, need: u32, work: &mut Work) -> Result<Option<Vec<u32>>, Exhausted> {
        let mut competing = vec![need];
        let mut reached: Vec<u32> = Vec::new();
        let mut next = 0;
        let mut free = None;
        while let Some(&need) = competing.get(next).filter(|_| free.is_none()) {
            next += 1;
            let options = &state.needs[self.needs[need as usize] as usize].options;
            work.spend(options.len())?;
            for &option in options.iter().filter(|&&option| !state.is_out(option)) {
                let place = self.of_element[option as usize];
                if self.reached_from[place as usize].is_some() {
                    continue;
                }
                self.reached_from[place as usize] = Some((need, option));
                reached.push(place);
                match self.taken_by[place as usize] {
                    NONE => {
                        free = Some(place);
                        break;
                    }
                    other => competing.push(other),
                }
            }
        }
        let found = free.is_some();
        while let Some(place) = free {
            let (need, element) = self.reached_from[place as usize].expect("it was reached");
            let before = std::mem::replace(&mut self.taken[need as usize], element);
            self.taken_by[place as usize] = need;
            free = (before != NONE).then(|| self.of_element[before as usize]);
        }
        for place in reached {
            self.reached_from[place as usize] = None;
        }
        Ok((!found).then_some(competing))
    }

    /// Says why needs compete for too few places: they are asked for, the exclusions of their places count, and of their options those with
    /// other places are out.
    fn conflict(&self, state: &State, competing: &[u32]) -> Vec<Literal> {
        let options = |need: u32| state.needs[self.needs[need as usize] as usize].options.iter().copied();
        let place = |element: u32| self.of_element[element as usize];
        let mut places: BTreeSet<u32> = BTreeSet::new();
        for &need in competing {
            places.extend(options(need).filter(|&option| !state.is_out(option)).map(place));
        }
        let mut clause: Vec<Literal> = Vec::new();
        for &need in competing {
            clause.push(Literal::no(state.goal(state.needs[self.needs[need as usize] as usize].goal)));
            let out = options(need).filter(|&option| state.is_out(option) && !places.contains(&place(option)));
            clause.extend(out.map(Literal::yes));
        }
        let exclusions = places.iter().flat_map(|&place| &self.kept_by[place as usize]);
        clause.extend(exclusions.map(|&exclusion| Literal::no(state.exclusion(exclusion))));
        clause.sort_unstable();
        clause.dedup();
        clause
    }
}
