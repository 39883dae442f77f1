//! What is settled so far in the search, and what follows from it.

use super::AtMostOne;
use super::literal::Literal;
use crate::limits::{Exhausted, Work};

/// Why a variable is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// It was assumed or tried.
    None,
    /// All other literals of a clause are false.
    Clause(u32),
    /// Another element of an exclusion stays.
    Excluded { exclusion: u32, stays: u32 },
    /// An exclusion has room for nothing.
    NoRoom { exclusion: u32 },
}

/// What a goal needs: at least one of some elements.
pub(super) struct Need {
    pub(super) goal: u32,
    pub(super) options: Vec<u32>,
}

/// The state of the search.
pub(super) struct State {
    pub(super) elements: u32,
    pub(super) goals: u32,
    pub(super) exclusions: Vec<AtMostOne>,
    /// By element.
    pub(super) exclusions_of: Vec<Vec<u32>>,
    pub(super) needs: Vec<Need>,
    pub(super) needs_of: Vec<Vec<u32>>,
    pub(super) clauses: Vec<Vec<Literal>>,
    /// By literal: the clauses to look at when it becomes false.
    pub(super) watches: Vec<Vec<u32>>,
    /// Clauses of a single literal.
    pub(super) facts: Vec<Literal>,
    pub(super) value: Vec<Option<bool>>,
    pub(super) reason: Vec<Reason>,
    pub(super) level: Vec<u32>,
    /// What is settled, in order.
    pub(super) trail: Vec<Literal>,
    pub(super) levels: Vec<Level>,
    /// How much of the trail has been followed up.
    pub(super) followed: usize,
    /// The needs of the goals asked for; those known to have an option that stays come last.
    pub(super) open: Vec<u32>,
    pub(super) open_count: usize,
    /// No element before this one is unsettled.
    pub(super) first_unsettled: u32,
    pub(super) activity: Vec<f64>,
    pub(super) bump: f64,
    pub(super) seen: Vec<bool>,
}

/// Where a level begins.
pub(super) struct Level {
    trail: usize,
    open_count: usize,
}

impl State {
    pub(super) fn new(elements: usize, goals: usize, exclusions: Vec<AtMostOne>) -> Self {
        let variables = elements + goals + exclusions.len();
        let mut exclusions_of = vec![Vec::new(); elements];
        for (i, exclusion) in exclusions.iter().enumerate() {
            exclusion.elements.iter().for_each(|&element| exclusions_of[element as usize].push(i as u32));
        }
        Self {
            elements: elements as u32,
            goals: goals as u32,
            exclusions,
            exclusions_of,
            needs: Vec::new(),
            needs_of: vec![Vec::new(); goals],
            clauses: Vec::new(),
            watches: vec![Vec::new(); variables * 2],
            facts: Vec::new(),
            value: vec![None; variables],
            reason: vec![Reason::None; variables],
            level: vec![0; variables],
            trail: Vec::new(),
            levels: Vec::new(),
            followed: 0,
            open: Vec::new(),
            open_count: 0,
            first_unsettled: 0,
            activity: vec![0.0; variables],
            bump: 1.0,
            seen: vec![false; variables],
        }
    }

    /// Returns the variable that is so where a goal is asked for.
    pub(super) fn goal(&self, goal: u32) -> u32 {
        self.elements + goal
    }

    /// Returns the variable that is so where an exclusion counts.
    pub(super) fn exclusion(&self, exclusion: u32) -> u32 {
        self.elements + self.goals + exclusion
    }

    pub(super) fn value(&self, literal: Literal) -> Option<bool> {
        self.value[literal.variable() as usize].map(|so| so == literal.is_yes())
    }

    pub(super) fn is_out(&self, element: u32) -> bool {
        self.value[element as usize] == Some(false)
    }

    /// Takes in a need, as a clause.
    pub(super) fn need(&mut self, goal: u32, options: Vec<u32>) {
        self.back_to(0);
        // Of the options, what may still stay comes first, to be watched.
        let (out, left): (Vec<u32>, Vec<u32>) = options.iter().partition(|&&option| self.is_out(option));
        let clause = std::iter::once(Literal::no(self.goal(goal))).chain(left.into_iter().chain(out).map(Literal::yes)).collect();
        self.needs_of[goal as usize].push(self.needs.len() as u32);
        self.needs.push(Need { goal, options });
        self.add_clause(clause);
    }

    /// Takes in a clause; its first two literals are watched.
    pub(super) fn add_clause(&mut self, clause: Vec<Literal>) -> u32 {
        match clause[..] {
            [only] => self.facts.push(only),
            [first, second, ..] => {
                for watched in [first, second] {
                    self.watches[watched.index()].push(self.clauses.len() as u32);
                }
            }
            [] => {}
        }
        self.clauses.push(clause);
        self.clauses.len() as u32 - 1
    }

    pub(super) fn begin_level(&mut self) {
        self.levels.push(Level { trail: self.trail.len(), open_count: self.open_count });
    }

    pub(super) fn level_count(&self) -> usize {
        self.levels.len()
    }

    /// Takes back what was settled above a level.
    pub(super) fn back_to(&mut self, level: usize) {
        if level >= self.levels.len() {
            return;
        }
        self.open_count = self.levels[level].open_count;
        self.first_unsettled = 0;
        for literal in self.trail.drain(self.levels[level].trail..) {
            self.value[literal.variable() as usize] = None;
        }
        self.levels.truncate(level);
        self.followed = self.trail.len();
    }

    pub(super) fn settle(&mut self, literal: Literal, reason: Reason) {
        let variable = literal.variable() as usize;
        self.value[variable] = Some(literal.is_yes());
        self.reason[variable] = reason;
        self.level[variable] = self.levels.len() as u32;
        self.trail.push(literal);
    }

    /// Settles all that follows from what is settled. Returns a clause that nothing can make true any more, if there is one.
    pub(super) fn follow_up(&mut self, work: &mut Work) -> Result<Option<Vec<Literal>>, Exhausted> {
        while let Some(&literal) = self.trail.get(self.followed) {
            self.followed += 1;
            let mut looks = 1;
            let conflict = self.follow_clauses(literal.opposite(), &mut looks).or_else(|| self.follow_exclusions(literal, &mut looks));
            work.spend(looks)?;
            if conflict.is_some() {
                return Ok(conflict);
            }
        }
        Ok(None)
    }

    /// Looks at the clauses that watch a literal that has become false.
    fn follow_clauses(&mut self, gone: Literal, looks: &mut usize) -> Option<Vec<Literal>> {
        let mut watching = std::mem::take(&mut self.watches[gone.index()]);
        let mut conflict = None;
        let mut kept = 0;
        for i in 0..watching.len() {
            let at = watching[i];
            if conflict.is_some() || self.still_watches(at, gone, looks) {
                watching[kept] = at;
                kept += 1;
                if conflict.is_none() {
                    let first = self.clauses[at as usize][0];
                    match self.value(first) {
                        Some(true) => {}
                        Some(false) => conflict = Some(self.clauses[at as usize].clone()),
                        None => self.settle(first, Reason::Clause(at)),
                    }
                }
            }
        }
        watching.truncate(kept);
        self.watches[gone.index()] = watching;
        conflict
    }

    /// Lets a clause watch another literal than one that has become false, if there is any; that one comes second otherwise.
    fn still_watches(&mut self, at: u32, gone: Literal, looks: &mut usize) -> bool {
        let Self { clauses, value, watches, .. } = self;
        let value = |literal: Literal| value[literal.variable() as usize].map(|so| so == literal.is_yes());
        let clause = &mut clauses[at as usize];
        *looks += 1;
        if clause[0] == gone {
            clause.swap(0, 1);
        }
        if value(clause[0]) == Some(true) {
            return true;
        }
        for i in 2..clause.len() {
            *looks += 1;
            if value(clause[i]) != Some(false) {
                clause.swap(1, i);
                watches[clause[1].index()].push(at);
                return false;
            }
        }
        true
    }

    /// Looks at the exclusions of an element that stays, or at one that counts from now on.
    fn follow_exclusions(&mut self, literal: Literal, looks: &mut usize) -> Option<Vec<Literal>> {
        let variable = literal.variable();
        if !literal.is_yes() {
            return None;
        }
        if variable < self.elements {
            for i in 0..self.exclusions_of[variable as usize].len() {
                let exclusion = self.exclusions_of[variable as usize][i];
                *looks += 1;
                if self.value[self.exclusion(exclusion) as usize] == Some(true)
                    && let Some(conflict) = self.shut(exclusion, Some(variable), looks)
                {
                    return Some(conflict);
                }
            }
            return None;
        }
        let exclusion = variable.checked_sub(self.elements + self.goals)?;
        let AtMostOne { elements, has_room } = &self.exclusions[exclusion as usize];
        *looks += elements.len();
        let stays = elements.iter().copied().find(|&element| self.value[element as usize] == Some(true));
        if *has_room && stays.is_none() { None } else { self.shut(exclusion, stays.filter(|_| *has_room), looks) }
    }

    /// Leaves out all elements of an exclusion but one, if one may stay.
    fn shut(&mut self, exclusion: u32, stays: Option<u32>, looks: &mut usize) -> Option<Vec<Literal>> {
        let counts = self.exclusion(exclusion);
        let reason = match stays.filter(|_| self.exclusions[exclusion as usize].has_room) {
            Some(stays) => Reason::Excluded { exclusion, stays },
            None => Reason::NoRoom { exclusion },
        };
        for i in 0..self.exclusions[exclusion as usize].elements.len() {
            let element = self.exclusions[exclusion as usize].elements[i];
            *looks += 1;
            match self.value[element as usize] {
                _ if reason == (Reason::Excluded { exclusion, stays: element }) => {}
                Some(false) => {}
                None => self.settle(Literal::no(element), reason),
                Some(true) => {
                    let because = if let Reason::Excluded { stays, .. } = reason { Some(Literal::no(stays)) } else { None };
                    return Some([Literal::no(counts), Literal::no(element)].into_iter().chain(because).collect());
                }
            }
        }
        None
    }
}
