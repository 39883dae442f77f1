//! What conflicts teach.

use super::Chosen;
use super::literal::Literal;
use super::state::{Reason, State};

/// How much more a conflict counts than the one before.
const GROWTH: f64 = 1.0 / 0.95;

/// What a conflict teaches: a clause, of which the first literal follows once the search has gone back to a level.
pub(super) struct Learned {
    pub(super) clause: Vec<Literal>,
    pub(super) level: usize,
    pub(super) looks: usize,
}

impl State {
    /// Takes a conflict apart, a clause that is false at the present level, down to the last thing settled there that it all hangs on.
    pub(super) fn learned_from(&mut self, conflict: &[Literal]) -> Learned {
        let present = self.level_count() as u32;
        let mut clause = vec![Literal::yes(0)];
        let mut marked: Vec<u32> = Vec::new();
        let mut because: Vec<Literal> = conflict.to_vec();
        let (mut at, mut open, mut looks) = (self.trail.len(), 0, 0);
        let uip = loop {
            looks += because.len();
            for &literal in &because {
                let variable = literal.variable() as usize;
                if self.level[variable] == 0 || std::mem::replace(&mut self.seen[variable], true) {
                    continue;
                }
                marked.push(variable as u32);
                self.activity[variable] += self.bump;
                if self.level[variable] == present {
                    open += 1;
                } else {
                    clause.push(literal);
                }
            }
            at -= 1;
            while !self.seen[self.trail[at].variable() as usize] {
                at -= 1;
            }
            open -= 1;
            if open == 0 {
                break self.trail[at];
            }
            because = self.because(self.trail[at]);
        };
        clause[0] = uip.opposite();
        // What follows from the rest of the clause need not be in it.
        let rest: Vec<Literal> = clause[1..].iter().copied().filter(|&literal| !self.follows_from_seen(literal, &mut looks)).collect();
        clause.truncate(1);
        clause.extend(rest);
        marked.iter().for_each(|&variable| self.seen[variable as usize] = false);
        self.grow(&marked);
        let level_of = |search: &Self, literal: Literal| search.level[literal.variable() as usize] as usize;
        if let Some(second) = (1..clause.len()).max_by_key(|&i| level_of(self, clause[i])) {
            clause.swap(1, second);
        }
        let level = clause.get(1).map_or(0, |&literal| level_of(self, literal));
        Learned { clause, level, looks }
    }

    fn follows_from_seen(&self, literal: Literal, looks: &mut usize) -> bool {
        if self.reason[literal.variable() as usize] == Reason::None {
            return false;
        }
        let because = self.because(literal.opposite());
        *looks += because.len();
        because.iter().all(|literal| self.seen[literal.variable() as usize] || self.level[literal.variable() as usize] == 0)
    }

    /// Makes later conflicts count more.
    fn grow(&mut self, marked: &[u32]) {
        self.bump *= GROWTH;
        if marked.iter().any(|&variable| self.activity[variable as usize] > 1e100) {
            self.activity.iter_mut().for_each(|activity| *activity *= 1e-100);
            self.bump *= 1e-100;
        }
    }

    /// Lists the literals, all false, from which a literal followed.
    fn because(&self, literal: Literal) -> Vec<Literal> {
        match self.reason[literal.variable() as usize] {
            Reason::None => Vec::new(),
            Reason::Clause(clause) => self.clauses[clause as usize].iter().copied().filter(|&other| other != literal).collect(),
            Reason::Excluded { exclusion, stays } => vec![Literal::no(self.exclusion(exclusion)), Literal::no(stays)],
            Reason::NoRoom { exclusion } => vec![Literal::no(self.exclusion(exclusion))],
        }
    }

    /// Lists what was assumed and does not go together: what a conflict between assumptions rests on, with the assumption that was false
    /// before it could be made.
    pub(super) fn never(&mut self, conflict: &[Literal], last: Option<Literal>) -> Chosen {
        let mut assumed: Vec<Literal> = last.into_iter().collect();
        let mut because: Vec<Literal> = conflict.to_vec();
        let mut marked: Vec<u32> = Vec::new();
        for at in (0..=self.trail.len()).rev() {
            for literal in because.drain(..) {
                let variable = literal.variable();
                if self.level[variable as usize] > 0 && !std::mem::replace(&mut self.seen[variable as usize], true) {
                    marked.push(variable);
                }
            }
            let Some(&literal) = at.checked_sub(1).and_then(|at| self.trail.get(at)) else { break };
            if self.seen[literal.variable() as usize] {
                match self.reason[literal.variable() as usize] {
                    Reason::None => assumed.push(literal),
                    _ => because = self.because(literal),
                }
            }
        }
        marked.iter().for_each(|&variable| self.seen[variable as usize] = false);
        let (first_goal, first_exclusion) = (self.goal(0), self.exclusion(0));
        let mut variables: Vec<u32> = assumed.iter().map(|literal| literal.variable()).collect();
        variables.sort_unstable();
        let (goals, exclusions) = variables.split_at(variables.partition_point(|&variable| variable < first_exclusion));
        Chosen::Never {
            goals: goals.iter().map(|variable| variable - first_goal).collect(),
            exclusions: exclusions.iter().map(|variable| variable - first_exclusion).collect(),
        }
    }
}
