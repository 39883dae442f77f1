//! The times of steps that wait for one another in a circle.
//!
//! Time runs forward from moment to moment, as in D. E. Knuth's generalisation of Dijkstra's algorithm (*Information Processing Letters* 6,
//! 1977, doi:10.1016/0020-0190(77)90002-3): a statement counts its unmet preconditions down, a step happens at the first moment at which
//! every consenting party has a statement that holds. What the circle adds:
//!
//! - Steps that are linked by `with` may happen together though none can happen alone: [`simultaneous`](super::simultaneous).
//! - Every promise is trusted at first. Steps that turn out never to come are trusted no longer, and the run is repeated without them.
//! - A promise to be kept within some days bounds a step from below by one that may come later: runs are repeated with the bounds that the
//!   last one gave until they agree, or pass the longest time that any order of the circle's steps could take.
//!
//! # Complexity
//!
//! `O(m log m)` a run, where `m` is the number of links of the circle, and `O(m)` more for each moment at which steps linked by `with` in
//! a circle of alternatives are tried together. The runs for trust are at most one more than the steps of the circle. The runs for
//! `within` are at most two more than such promises where the circle has no alternatives; where it has, they are bounded by the days that its
//! waits add up to.

use super::members::Members;
use super::ready::{NEVER, Ready};
use super::run::Runs;
use crate::graph::components::Node;
use crate::graph::precedence::{Clause, Precedence};
use crate::graph::propagate::{Falling, Known};
use crate::model::{Time, Wait};

/// Working storage, kept between circles so that each costs only what it holds.
pub(super) struct Cyclic {
    here: Members,
    /// By step: the bounds that promises within some days set.
    lower: Vec<Time>,
    runs: Runs,
    falling: Falling,
}

impl Cyclic {
    pub(super) fn new(system: &Precedence) -> Self {
        Self {
            here: Members::new(system),
            lower: vec![Time::default(); system.node_count()],
            runs: Runs::new(system),
            falling: Falling::new(system),
        }
    }

    /// Calculates the times of the steps of a component from those of the steps outside it, and what its statements come to.
    pub(super) fn solve(&mut self, system: &Precedence, component: &[Node], times: &mut [Time], ready: &mut [Ready], until: bool) {
        self.here.become_those_of(component);
        for &step in &self.here.steps {
            self.lower[step as usize] = Time::default();
        }
        let promises = self.inner_promises(system);
        self.runs.prepare(system, &self.here);
        loop {
            self.run_until_bounds_agree(system, times, ready, until, &promises);
            if !promises.any || !self.trust_less(system, times, ready) {
                break;
            }
        }
        for &statement in &self.here.statements {
            // Steps outside the circle may use its statements too.
            if self.runs.is_waiting(statement) {
                ready[statement as usize] = Ready::NEVER;
            }
        }
    }

    /// Trusts no promise any more of a step that turned out never to come. Returns whether one was trusted.
    fn trust_less(&mut self, system: &Precedence, times: &[Time], ready: &[Ready]) -> bool {
        let is_lost = |&step: &u32| times[step as usize] == NEVER && !self.here.is_gone[step as usize];
        let lost: Vec<u32> = self.here.steps.iter().copied().filter(is_lost).collect();
        let any = self.is_promised(system, &lost);
        if any {
            let Members { is_step, is_gone, .. } = &mut self.here;
            let known = Known {
                scope: |step: u32| is_step[step as usize],
                never: |step: u32| !is_step[step as usize] && times[step as usize] == NEVER,
                dead: |statement: u32| ready[statement as usize].is_never(),
            };
            self.falling.some(system, &known, &lost, is_gone);
        }
        any
    }

    /// Returns whether some statement of the circle has a promise of one of the steps.
    fn is_promised(&self, system: &Precedence, steps: &[u32]) -> bool {
        let promised = |&clause: &u32| {
            let clause = &system.clauses[clause as usize];
            clause.wait == Wait::Promise && self.here.is_statement[clause.statement as usize]
        };
        steps.iter().any(|&step| system.occurrences(step).iter().any(promised))
    }

    fn inner_promises(&self, system: &Precedence) -> InnerPromises {
        let alone = |&step: &u32| system.groups_of(step).all(|group| system.uses_of(group).len() == 1);
        let mut found = InnerPromises { any: false, within: 0, no_choice: self.here.steps.iter().all(alone) };
        for &statement in &self.here.statements {
            for clause in system.clauses_of(statement) {
                let Clause { wait, days, .. } = system.clauses[clause];
                if wait == Wait::Promise && system.options_of(clause).iter().any(|&step| self.here.is_step[step as usize]) {
                    found.any = true;
                    found.within += usize::from(days.is_some());
                }
                found.no_choice &= system.options_of(clause).len() == 1;
            }
        }
        found
    }

    /// Repeats runs until the bounds that promises within some days set are those that follow from the run itself.
    ///
    /// Without alternatives this is Bellman and Ford's search for longest chains: what still gets later after as many runs as there are such
    /// promises is pushed on by a circle of waits that gains days each time round, and never comes.
    fn run_until_bounds_agree(
        &mut self,
        system: &Precedence,
        times: &mut [Time],
        ready: &mut [Ready],
        until: bool,
        promises: &InnerPromises,
    ) {
        if promises.within == 0 {
            return self.runs.run(system, &self.here, &self.lower, (times, ready), until);
        }
        let longest = self.longest(system, times, ready);
        for round in 0.. {
            let is_pushed_on = promises.no_choice && round > promises.within;
            self.runs.run(system, &self.here, &self.lower, (times, ready), until);
            let mut agree = true;
            for &step in &self.here.steps {
                let time = &mut times[step as usize];
                let before = self.lower[step as usize];
                if time.day > longest || before == NEVER || is_pushed_on && before != *time {
                    *time = NEVER;
                }
                agree &= before == *time;
                self.lower[step as usize] = *time;
            }
            if agree {
                return;
            }
        }
    }

    /// Returns a day that no step of the circle can pass and still come: everything before it in the least solution is the end of a chain of
    /// waits that visits no step twice.
    fn longest(&self, system: &Precedence, times: &[Time], ready: &[Ready]) -> i64 {
        let mut outside = 0;
        let mut inside = 0i64;
        for &step in &self.here.steps {
            inside = inside.saturating_add(i64::from(system.takes[step as usize]));
            let constants = system.uses_of_step(step).map(|entry| system.uses[entry]);
            for statement in constants.filter(|&s| !self.here.is_statement[s as usize]) {
                let complete = ready[statement as usize].complete(system.takes[step as usize]);
                if complete != NEVER {
                    outside = outside.max(complete.day);
                }
            }
            if let Some(below) = system.below(step).filter(|&below| !self.here.is_step[below as usize])
                && times[below as usize] != NEVER
            {
                outside = outside.max(times[below as usize].day);
            }
        }
        for &statement in &self.here.statements {
            let mut most = 0;
            for clause in system.clauses_of(statement) {
                if system.clauses[clause].wait == Wait::After {
                    most = most.max(i64::from(system.clauses[clause].days.unwrap_or(0)));
                }
                for &step in system.options_of(clause) {
                    if !self.here.is_step[step as usize] && times[step as usize] != NEVER {
                        outside = outside.max(times[step as usize].day);
                    }
                }
            }
            inside = inside.saturating_add(most);
        }
        outside.saturating_add(inside)
    }
}

struct InnerPromises {
    /// Whether some statement of the circle has a promise of one of its steps.
    any: bool,
    /// How many of them are to be kept within some days.
    within: usize,
    /// Whether no step has an alternative and no clause an option.
    no_choice: bool,
}
