//! The search: what is tried next, and what is learned where it fails.

use super::Chosen;
use super::literal::Literal;
use super::places::Places;
use super::state::{Reason, State};
use crate::limits::{Exhausted, Work};

/// How many open needs are looked at for the one that has the fewest options left.
const NEEDS_LOOKED_AT: usize = 1_000;
/// After how many conflicts the search begins anew, times the numbers of Luby's sequence.
const CONFLICTS: u64 = 64;
/// The level of what is assumed; below it is what always holds, above it what is tried.
const ASSUMED: usize = 1;

impl State {
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
