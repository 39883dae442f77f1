//! The search: what is settled so far, what follows from it, and what is tried next.

use super::literal::Literal;
use super::places::Places;
use super::{AtMostOne, Chosen};
use crate::limits::{Exhausted, Work};

/// How many open needs are looked at for the one that has the fewest options left.
const NEEDS_LOOKED_AT: usize = 1_000;
/// After how many conflicts the search begins anew, times the numbers of Luby's sequence.
const CONFLICTS: u64 = 64;
/// The level of what is assumed; below it is what always holds, above it what is tried.
const ASSUMED: usize = 1;

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
pub(super) struct Search {
    elements: u32,
    goals: u32,
    pub(super) exclusions: Vec<AtMostOne>,
    /// By element.
    pub(super) exclusions_of: Vec<Vec<u32>>,
    pub(super) needs: Vec<Need>,
    needs_of: Vec<Vec<u32>>,
    pub(super) clauses: Vec<Vec<Literal>>,
    /// By literal: the clauses to look at when it becomes false.
    watches: Vec<Vec<u32>>,
    /// Clauses of a single literal.
    facts: Vec<Literal>,
    value: Vec<Option<bool>>,
    pub(super) reason: Vec<Reason>,
    pub(super) level: Vec<u32>,
    /// What is settled, in order.
    pub(super) trail: Vec<Literal>,
    levels: Vec<Level>,
    /// How much of the trail has been followed up.
    followed: usize,
    /// The needs of the goals asked for; those known to have an option that stays come last.
    open: Vec<u32>,
    open_count: usize,
    /// No element before this one is unsettled.
    first_unsettled: u32,
    pub(super) activity: Vec<f64>,
    pub(super) bump: f64,
    pub(super) seen: Vec<bool>,
}

/// Where a level begins.
struct Level {
    trail: usize,
    open_count: usize,
}

impl Search {
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
    fn add_clause(&mut self, clause: Vec<Literal>) -> u32 {
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

    /// Answers a question; see [`Choice::choose`](super::Choice::choose).
    pub(super) fn run(&mut self, goals: &[u32], exclusions: &[u32], work: &mut Work) -> Result<Chosen, Exhausted> {
        self.back_to(0);
        for fact in std::mem::take(&mut self.facts) {
            if self.value(fact).is_none() {
                self.settle(fact, Reason::None);
            }
        }
        if let Some(conflict) = self.follow_up(work)? {
            return Ok(self.never(&conflict, None));
        }
        self.open.clear();
        self.open.extend(goals.iter().flat_map(|&goal| &self.needs_of[goal as usize]));
        self.open_count = self.open.len();
        self.first_unsettled = 0;
        self.begin_level();
        let assumptions = exclusions.iter().map(|&e| self.exclusion(e)).chain(goals.iter().map(|&goal| self.goal(goal)));
        for assumed in assumptions.map(Literal::yes).collect::<Vec<_>>() {
            match self.value(assumed) {
                Some(true) => continue,
                Some(false) => return Ok(self.never(&[assumed], Some(assumed))),
                None => self.settle(assumed, Reason::None),
            }
            if let Some(conflict) = self.follow_up(work)? {
                return Ok(self.never(&conflict, None));
            }
        }
        let places = Places::new(self, exclusions, &self.open, work)?;
        self.search(places, work)
    }

    /// Tries what stays until every need has an option that does, or none of the assumptions is left to blame but all together.
    fn search(&mut self, mut places: Places, work: &mut Work) -> Result<Chosen, Exhausted> {
        let (mut conflicts, mut rounds) = (0, 1);
        loop {
            let conflict = match self.follow_up(work)? {
                Some(conflict) => Some(conflict),
                None => places.find_too_few(self, work)?,
            };
            if let Some(conflict) = conflict {
                let level = conflict.iter().map(|literal| self.level[literal.variable() as usize] as usize).max().unwrap_or(0);
                self.back_to(level);
                if level <= ASSUMED {
                    return Ok(self.never(&conflict, None));
                }
                self.learn(&conflict, work)?;
                conflicts += 1;
                if conflicts == CONFLICTS * luby(rounds) {
                    (conflicts, rounds) = (0, rounds + 1);
                    self.back_to(ASSUMED);
                }
            } else if let Some(element) = self.next_to_try(work)? {
                self.begin_level();
                self.settle(Literal::yes(element), Reason::None);
            } else {
                let stays = self.value[..self.elements as usize].iter().map(|&value| value != Some(false)).collect();
                return Ok(Chosen::Stays(stays));
            }
        }
    }

    /// Learns from a conflict, goes back and settles what follows.
    fn learn(&mut self, conflict: &[Literal], work: &mut Work) -> Result<(), Exhausted> {
        let learned = self.learned_from(conflict);
        work.spend(learned.looks)?;
        self.back_to(learned.level.max(ASSUMED));
        let follows = learned.clause[0];
        let clause = self.add_clause(learned.clause);
        self.settle(follows, Reason::Clause(clause));
        Ok(())
    }

    fn begin_level(&mut self) {
        self.levels.push(Level { trail: self.trail.len(), open_count: self.open_count });
    }

    pub(super) fn level_count(&self) -> usize {
        self.levels.len()
    }

    /// Takes back what was settled above a level.
    fn back_to(&mut self, level: usize) {
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

    fn settle(&mut self, literal: Literal, reason: Reason) {
        let variable = literal.variable() as usize;
        self.value[variable] = Some(literal.is_yes());
        self.reason[variable] = reason;
        self.level[variable] = self.levels.len() as u32;
        self.trail.push(literal);
    }

    /// Settles all that follows from what is settled. Returns a clause that nothing can make true any more, if there is one.
    fn follow_up(&mut self, work: &mut Work) -> Result<Option<Vec<Literal>>, Exhausted> {
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

    /// Picks an element to try: of the need with the fewest options left, the one that conflicts were about most. When no need is left, any.
    fn next_to_try(&mut self, work: &mut Work) -> Result<Option<u32>, Exhausted> {
        let mut best: Option<(usize, f64, u32)> = None;
        let (mut at, mut looks) = (0, 1);
        while at < self.open_count.min(NEEDS_LOOKED_AT) {
            let options = &self.needs[self.open[at] as usize].options;
            looks += options.len();
            if options.iter().any(|&option| self.value[option as usize] == Some(true)) {
                self.open_count -= 1;
                self.open.swap(at, self.open_count);
                continue;
            }
            at += 1;
            let left = || options.iter().copied().filter(|&option| self.value[option as usize].is_none());
            let Some(element) = left().reduce(|a, b| if self.activity[b as usize] > self.activity[a as usize] { b } else { a }) else {
                continue;
            };
            let (count, activity) = (left().count(), self.activity[element as usize]);
            if best.is_none_or(|(fewest, most, _)| count < fewest || count == fewest && activity > most) {
                best = Some((count, activity, element));
            }
        }
        work.spend(looks)?;
        if let Some((_, _, element)) = best {
            return Ok(Some(element));
        }
        let unsettled = |&element: &u32| self.value[element as usize].is_none();
        let next = (self.first_unsettled..self.elements).find(unsettled);
        self.first_unsettled = next.unwrap_or(self.elements);
        Ok(next)
    }
}

/// Returns a number of the sequence 1, 1, 2, 1, 1, 2, 4, … of M. Luby, A. Sinclair, D. Zuckerman, *Optimal speedup of Las Vegas algorithms*,
/// Information Processing Letters 47 (1993), <https://doi.org/10.1016/0020-0190(93)90029-9>; counted from 1.
pub(super) fn luby(mut n: u64) -> u64 {
    loop {
        let next = (n + 1).next_power_of_two();
        if n + 1 == next {
            return next / 2;
        }
        n -= next / 2 - 1;
    }
}
