//! What falls with steps that never come: unit propagation with counters.
//!
//! A clause falls when all its options have fallen, a statement with any of its clauses, a step with all the statements of one party that it
//! needs, or with the level below. W. F. Dowling, J. H. Gallier, *Linear-time algorithms for testing the satisfiability of propositional
//! Horn formulae*, J. Logic Programming 1 (1984), doi:10.1016/0743-1066(84)90014-1.

use super::precedence::Precedence;

const UNCOUNTED: u32 = u32::MAX;

/// Working storage: the counters.
pub(super) struct Falling {
    /// By clause: options that stand.
    clause_left: Vec<u32>,
    /// By group: statements that stand.
    group_left: Vec<u32>,
    /// By step: whether it has fallen but nothing that rests on it has been told.
    pending: Vec<bool>,
    fallen_statement: Vec<bool>,
    touched_clauses: Vec<u32>,
    touched_groups: Vec<u32>,
    touched_statements: Vec<u32>,
}

/// What is known before steps fall.
pub(super) struct Known<S, N, D> {
    /// Which steps may fall.
    pub(super) scope: S,
    /// Which other steps never come.
    pub(super) never: N,
    /// Which statements never hold.
    pub(super) dead: D,
}

impl Falling {
    pub(super) fn new(system: &Precedence) -> Self {
        Self {
            clause_left: vec![UNCOUNTED; system.clauses.len()],
            group_left: vec![UNCOUNTED; system.groups.len()],
            pending: vec![false; system.node_count()],
            fallen_statement: vec![false; system.body_count()],
            touched_clauses: Vec::new(),
            touched_groups: Vec::new(),
            touched_statements: Vec::new(),
        }
    }

    /// Marks in `fallen` the `lost` steps and all that falls with them, and is as new afterwards.
    ///
    /// # Complexity
    ///
    /// Linear in what waits for the steps that fall.
    pub(super) fn some<S: Fn(u32) -> bool, N: Fn(u32) -> bool, D: Fn(u32) -> bool>(
        &mut self,
        system: &Precedence,
        known: &Known<S, N, D>,
        lost: &[u32],
        fallen: &mut [bool],
    ) {
        self.all(system, known, lost, fallen);
        for clause in self.touched_clauses.drain(..) {
            self.clause_left[clause as usize] = UNCOUNTED;
        }
        for group in self.touched_groups.drain(..) {
            self.group_left[group as usize] = UNCOUNTED;
        }
        for statement in self.touched_statements.drain(..) {
            self.fallen_statement[statement as usize] = false;
        }
    }

    /// Marks in `fallen` the `lost` steps and all that falls with them. Counts on with what fell before.
    pub(super) fn all<S: Fn(u32) -> bool, N: Fn(u32) -> bool, D: Fn(u32) -> bool>(
        &mut self,
        system: &Precedence,
        known: &Known<S, N, D>,
        lost: &[u32],
        fallen: &mut [bool],
    ) {
        let mut queue: Vec<u32> = Vec::with_capacity(lost.len());
        for &step in lost {
            self.fall(step, fallen, &mut queue);
        }
        while let Some(step) = queue.pop() {
            if let Some(above) = system.above(step).filter(|&above| (known.scope)(above)) {
                self.fall(above, fallen, &mut queue);
            }
            for &clause in system.occurrences(step) {
                let statement = system.clauses[clause as usize].statement;
                if self.fallen_statement[statement as usize] || (known.dead)(statement) || !self.clause_falls(system, known, clause, fallen)
                {
                    continue;
                }
                for &entry in system.covers(statement) {
                    let covered = system.step_of_use(entry);
                    let stands = (known.scope)(covered) && !fallen[covered as usize];
                    if stands && self.group_falls(system, known, system.use_group[entry as usize]) {
                        self.fall(covered, fallen, &mut queue);
                    }
                }
                self.fallen_statement[statement as usize] = true;
                self.touched_statements.push(statement);
            }
            self.pending[step as usize] = false;
        }
    }

    /// Returns by statement whether it has fallen.
    pub(super) fn into_statements(self) -> Vec<bool> {
        self.fallen_statement
    }

    fn fall(&mut self, step: u32, fallen: &mut [bool], queue: &mut Vec<u32>) {
        if !std::mem::replace(&mut fallen[step as usize], true) {
            self.pending[step as usize] = true;
            queue.push(step);
        }
    }

    /// Takes one option from a clause. Returns whether it was the last.
    fn clause_falls<S, N: Fn(u32) -> bool, D>(
        &mut self,
        system: &Precedence,
        known: &Known<S, N, D>,
        clause: u32,
        fallen: &[bool],
    ) -> bool {
        let left = &mut self.clause_left[clause as usize];
        if *left == UNCOUNTED {
            let stands = |&&option: &&u32| (!fallen[option as usize] || self.pending[option as usize]) && !(known.never)(option);
            *left = system.options_of(clause as usize).iter().filter(stands).count() as u32;
            self.touched_clauses.push(clause);
        }
        *left -= 1;
        *left == 0
    }

    /// Takes one statement from a group. Returns whether it was the last.
    fn group_falls<S, N, D: Fn(u32) -> bool>(&mut self, system: &Precedence, known: &Known<S, N, D>, group: u32) -> bool {
        let left = &mut self.group_left[group as usize];
        if *left == UNCOUNTED {
            let stands = |&entry: &usize| {
                let statement = system.uses[entry];
                !self.fallen_statement[statement as usize] && !(known.dead)(statement)
            };
            *left = system.uses_of(group as usize).filter(stands).count() as u32;
            self.touched_groups.push(group);
        }
        *left -= 1;
        *left == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::tests::{Random, Spec, Taste};

    /// What falls, looked for again and again among everything.
    fn by_looking_at_all(system: &Precedence, scope: &[bool], never: &[bool], dead: &[bool], lost: &[u32]) -> Vec<bool> {
        let mut fallen = vec![false; system.node_count()];
        lost.iter().for_each(|&step| fallen[step as usize] = true);
        loop {
            let before = fallen.clone();
            let out = |option: &u32| before[*option as usize] || never[*option as usize];
            // A clause none of whose options has fallen was out of the question before: that is for `dead` to say.
            let falls = |clause: usize| {
                let options = system.options_of(clause);
                options.iter().all(out) && options.iter().any(|&option| before[option as usize])
            };
            let statement_falls = |statement: u32| system.clauses_of(statement).any(falls);
            for node in (0..system.node_count() as u32).filter(|&node| scope[node as usize]) {
                let below = system.below(node).is_some_and(|below| before[below as usize]);
                let group = |group: usize| {
                    let statements = &system.uses[system.uses_of(group)];
                    statements.iter().all(|&s| dead[s as usize] || statement_falls(s)) && statements.iter().any(|&s| !dead[s as usize])
                };
                fallen[node as usize] |= below || system.groups_of(node).any(group);
            }
            if fallen == before {
                return fallen;
            }
        }
    }

    #[test]
    fn everything_falls_that_has_nothing_left_to_stand_on_and_the_counters_are_as_new() {
        let mut more = 0;
        for seed in 0..3_000 {
            let mut random = Random::new(seed);
            let system = Spec::random(seed, Taste { until: false, barred: false, terms: 30 }).with_meanings();
            let mut draw = |count: usize, percent: u64| -> Vec<bool> { (0..count).map(|_| random.chance(percent)).collect() };
            let scope = draw(system.node_count(), 85);
            let never: Vec<bool> = draw(system.node_count(), 30).iter().zip(&scope).map(|(&never, &scope)| never && !scope).collect();
            let dead = draw(system.body_count(), 10);
            let mut falling = Falling::new(&system);
            for _ in 0..2 {
                let is_lost = draw(system.node_count(), 20);
                let lost: Vec<u32> = (0..system.node_count() as u32).filter(|&n| is_lost[n as usize] && scope[n as usize]).collect();
                let mut fallen = vec![false; system.node_count()];
                let known = Known {
                    scope: |node: u32| scope[node as usize],
                    never: |node: u32| never[node as usize],
                    dead: |statement: u32| dead[statement as usize],
                };
                falling.some(&system, &known, &lost, &mut fallen);
                assert_eq!(fallen, by_looking_at_all(&system, &scope, &never, &dead, &lost), "seed {seed}");
                more += fallen.iter().filter(|&&fallen| fallen).count() - lost.len();
            }
        }
        assert!(more > 1_000, "only {more} steps fall with others");
    }
}
