//! What falls with steps that never come: unit propagation with counters.
//!
//! A clause falls when all its options have fallen, a statement with any of its clauses, a step with all the statements of one party that it
//! needs, or with the level below. W. F. Dowling, J. H. Gallier, *Linear-time algorithms for testing the satisfiability of propositional
//! Horn formulae*, J. Logic Programming 1 (1984), doi:10.1016/0743-1066(84)90014-1.

use super::arrival::Members;
use super::{Fate, NEVER, Network, Ready};
use crate::model::Time;

const UNCOUNTED: u32 = u32::MAX;

/// Steps and statements that cannot come whatever the order.
pub(crate) struct Hopeless {
    /// By step.
    pub(crate) step: Vec<bool>,
    /// By statement: whether all options of some precondition are hopeless. The others are *free* of what is hopeless.
    pub(crate) statement: Vec<bool>,
}

impl Hopeless {
    /// Nothing is hopeless.
    pub(crate) fn nothing(network: &Network) -> Self {
        Self { step: vec![false; network.step_count()], statement: vec![false; network.statement_count()] }
    }

    /// Finds what is hopeless because of refusals and silence.
    ///
    /// # Complexity
    ///
    /// Linear in the network.
    pub(crate) fn find(network: &Network) -> Self {
        let mut hopeless = Self::nothing(network);
        let barred = |&step: &u32| matches!(network.fate[step as usize], Fate::Refused | Fate::Unanswered);
        let barred: Vec<u32> = (0..network.step_count() as u32).filter(barred).collect();
        if barred.is_empty() {
            return hopeless;
        }
        let mut spread = Spread::new(network);
        let open = |step: u32| network.fate[step as usize] != Fate::Done;
        spread.run(network, &Known { scope: open, never: |_| false, dead: |_| false }, &barred, &mut hopeless.step);
        hopeless.statement = spread.fallen_statement;
        hopeless
    }
}

/// Working storage: the counters.
pub(super) struct Spread {
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
struct Known<S, N, D> {
    /// Which steps are looked at.
    scope: S,
    /// Which other steps never come.
    never: N,
    /// Which statements never hold.
    dead: D,
}

impl Spread {
    pub(super) fn new(network: &Network) -> Self {
        Self {
            clause_left: vec![UNCOUNTED; network.clauses.len()],
            group_left: vec![UNCOUNTED; network.groups.len()],
            pending: vec![false; network.step_count()],
            fallen_statement: vec![false; network.statement_count()],
            touched_clauses: Vec::new(),
            touched_groups: Vec::new(),
            touched_statements: Vec::new(),
        }
    }

    /// Marks as gone, among the steps of a circle, the `lost` ones and all that falls with them.
    pub(super) fn within(&mut self, network: &Network, here: &mut Members, times: &[Time], ready: &[Ready], lost: &[u32]) {
        let Members { is_step, is_gone, .. } = here;
        let known = Known {
            scope: |step: u32| is_step[step as usize],
            never: |step: u32| !is_step[step as usize] && times[step as usize] == NEVER,
            dead: |statement: u32| ready[statement as usize].is_never(),
        };
        self.run(network, &known, lost, is_gone);
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

    /// Marks in `fallen` the `lost` steps and all that falls with them.
    fn run<S: Fn(u32) -> bool, N: Fn(u32) -> bool, D: Fn(u32) -> bool>(
        &mut self,
        network: &Network,
        known: &Known<S, N, D>,
        lost: &[u32],
        fallen: &mut [bool],
    ) {
        let mut queue: Vec<u32> = Vec::with_capacity(lost.len());
        for &step in lost {
            self.fall(step, fallen, &mut queue);
        }
        while let Some(step) = queue.pop() {
            if let Some(above) = network.above(step).filter(|&above| (known.scope)(above)) {
                self.fall(above, fallen, &mut queue);
            }
            for &clause in network.occurrences(step) {
                let statement = network.clauses[clause as usize].statement;
                if self.fallen_statement[statement as usize]
                    || (known.dead)(statement)
                    || !self.clause_falls(network, known, clause, fallen)
                {
                    continue;
                }
                for &entry in network.covers(statement) {
                    let covered = network.step_of_use(entry);
                    let stands = (known.scope)(covered) && !fallen[covered as usize];
                    if stands && self.group_falls(network, known, network.use_group[entry as usize]) {
                        self.fall(covered, fallen, &mut queue);
                    }
                }
                self.fallen_statement[statement as usize] = true;
                self.touched_statements.push(statement);
            }
            self.pending[step as usize] = false;
        }
    }

    fn fall(&mut self, step: u32, fallen: &mut [bool], queue: &mut Vec<u32>) {
        if !std::mem::replace(&mut fallen[step as usize], true) {
            self.pending[step as usize] = true;
            queue.push(step);
        }
    }

    /// Takes one option from a clause. Returns whether it was the last.
    fn clause_falls<S, N: Fn(u32) -> bool, D>(&mut self, network: &Network, known: &Known<S, N, D>, clause: u32, fallen: &[bool]) -> bool {
        let left = &mut self.clause_left[clause as usize];
        if *left == UNCOUNTED {
            let stands = |&&option: &&u32| (!fallen[option as usize] || self.pending[option as usize]) && !(known.never)(option);
            *left = network.options_of(clause as usize).iter().filter(stands).count() as u32;
            self.touched_clauses.push(clause);
        }
        *left -= 1;
        *left == 0
    }

    /// Takes one statement from a group. Returns whether it was the last.
    fn group_falls<S, N, D: Fn(u32) -> bool>(&mut self, network: &Network, known: &Known<S, N, D>, group: u32) -> bool {
        let left = &mut self.group_left[group as usize];
        if *left == UNCOUNTED {
            let stands = |&entry: &usize| {
                let statement = network.uses[entry];
                !self.fallen_statement[statement as usize] && !(known.dead)(statement)
            };
            *left = network.uses_of(group as usize).filter(stands).count() as u32;
            self.touched_groups.push(group);
        }
        *left -= 1;
        *left == 0
    }
}
