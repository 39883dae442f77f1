//! The times of steps that wait for one another in a circle.
//!
//! Time runs forward from moment to moment, as in D. E. Knuth's generalisation of Dijkstra's algorithm (*Information Processing Letters* 6,
//! 1977, doi:10.1016/0020-0190(77)90002-3): a statement counts its unmet preconditions down, a step happens at the first moment at which
//! every consenting party has a statement that holds. What the circle adds:
//!
//! - Steps that are linked by `with` may happen together though none can happen alone: [`together`](super::together).
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

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::hopeless::Spread;
use super::together::{SoFar, Zones};
use super::{Clause, NEVER, Network, Node, Ready};
use crate::model::{Time, Wait};

/// Something that is due at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    /// A statement is ready for one of its steps, but for what must happen together with it.
    Use(u32),
    /// An option outside the circle meets a clause.
    Clause(u32),
    /// The level below a step, outside the circle, has happened.
    Below(u32),
}

/// Working storage, kept between circles so that each costs only what it holds.
pub(crate) struct Arrival {
    here: Members,
    due: BinaryHeap<Reverse<(Time, Due)>>,
    settled: Vec<u32>,
    lower: Vec<Time>,
    state: State,
    zones: Zones,
    spread: Spread,
}

/// Which steps and statements make up the circle, and which of its steps are known never to come.
pub(super) struct Members {
    pub(super) steps: Vec<u32>,
    pub(super) statements: Vec<u32>,
    pub(super) is_step: Vec<bool>,
    pub(super) is_statement: Vec<bool>,
    pub(super) is_gone: Vec<bool>,
}

impl Members {
    pub(super) fn is_live(&self, step: u32) -> bool {
        self.is_step[step as usize] && !self.is_gone[step as usize]
    }
}

/// What has happened so far in a run.
pub(super) struct State {
    /// By clause: whether one of its options has happened.
    pub(super) met: Vec<bool>,
    /// By statement: how many `after` and `with` clauses are unmet.
    pub(super) after_left: Vec<u32>,
    pub(super) with_left: Vec<u32>,
    /// By use: whether the statement is ready but for what must happen together with it.
    pub(super) primed: Vec<bool>,
    /// By group: the last day on which some statement that holds is valid.
    pub(super) lasts: Vec<i64>,
    /// By step: how many groups have no statement that holds.
    groups_left: Vec<u32>,
}

impl Arrival {
    pub(crate) fn new(network: &Network) -> Self {
        let (steps, statements) = (network.step_count(), network.statement_count());
        Self {
            here: Members {
                steps: Vec::new(),
                statements: Vec::new(),
                is_step: vec![false; steps],
                is_statement: vec![false; statements],
                is_gone: vec![false; steps],
            },
            due: BinaryHeap::new(),
            settled: Vec::new(),
            lower: vec![Time::default(); steps],
            state: State {
                met: vec![false; network.clauses.len()],
                after_left: vec![0; statements],
                with_left: vec![0; statements],
                primed: vec![false; network.uses.len()],
                lasts: vec![i64::MIN; network.groups.len()],
                groups_left: vec![0; steps],
            },
            zones: Zones::new(network),
            spread: Spread::new(network),
        }
    }

    /// Calculates the times of the steps of a component from those of the steps outside it, and what its statements come to.
    pub(crate) fn solve(&mut self, network: &Network, component: &[Node], times: &mut [Time], ready: &mut [Ready], until: bool) {
        self.here.steps.clear();
        self.here.statements.clear();
        self.here.steps.extend(component.iter().copied().filter_map(Node::step));
        self.here.statements.extend(component.iter().copied().filter_map(Node::statement));
        self.here.steps.sort_unstable();
        self.here.statements.sort_unstable();
        for &step in &self.here.steps {
            self.here.is_step[step as usize] = true;
            self.lower[step as usize] = Time::default();
        }
        for &statement in &self.here.statements {
            self.here.is_statement[statement as usize] = true;
        }
        let promises = self.inner_promises(network);
        self.zones.find(network, &self.here);
        loop {
            self.run_until_bounds_agree(network, times, ready, until, &promises);
            if !promises.any {
                break;
            }
            let lost = self.here.steps.iter().copied().filter(|&step| times[step as usize] == NEVER && !self.here.is_gone[step as usize]);
            let lost: Vec<u32> = lost.collect();
            if !self.is_promised(network, &lost) {
                break;
            }
            self.spread.within(network, &mut self.here, times, ready, &lost);
        }
        for &step in &self.here.steps {
            self.here.is_step[step as usize] = false;
            self.here.is_gone[step as usize] = false;
        }
        for &statement in &self.here.statements {
            self.here.is_statement[statement as usize] = false;
            // Steps outside the circle may use its statements too.
            if self.state.after_left[statement as usize] + self.state.with_left[statement as usize] > 0 {
                ready[statement as usize] = Ready::NEVER;
            }
        }
    }

    /// Returns whether some statement of the circle has a promise of one of the steps.
    fn is_promised(&self, network: &Network, steps: &[u32]) -> bool {
        let promised = |&clause: &u32| {
            let clause = &network.clauses[clause as usize];
            clause.wait == Wait::Promise && self.here.is_statement[clause.statement as usize]
        };
        steps.iter().any(|&step| network.occurrences(step).iter().any(promised))
    }

    fn inner_promises(&self, network: &Network) -> InnerPromises {
        let alone = |&step: &u32| network.groups_of(step).all(|group| network.uses_of(group).len() == 1);
        let mut found = InnerPromises { any: false, within: 0, no_choice: self.here.steps.iter().all(alone) };
        for &statement in &self.here.statements {
            for clause in network.clauses_of(statement) {
                let Clause { wait, days, .. } = network.clauses[clause];
                if wait == Wait::Promise && network.options_of(clause).iter().any(|&step| self.here.is_step[step as usize]) {
                    found.any = true;
                    found.within += usize::from(days.is_some());
                }
                found.no_choice &= network.options_of(clause).len() == 1;
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
        network: &Network,
        times: &mut [Time],
        ready: &mut [Ready],
        until: bool,
        promises: &InnerPromises,
    ) {
        if promises.within == 0 {
            return self.run(network, times, ready, until);
        }
        let longest = self.longest(network, times, ready);
        for round in 0.. {
            let is_pushed_on = promises.no_choice && round > promises.within;
            self.run(network, times, ready, until);
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
    fn longest(&self, network: &Network, times: &[Time], ready: &[Ready]) -> i64 {
        let mut outside = 0;
        let mut inside = 0i64;
        for &step in &self.here.steps {
            inside = inside.saturating_add(i64::from(network.takes[step as usize]));
            let constants = network.uses_of_step(step).map(|entry| network.uses[entry]);
            for statement in constants.filter(|&s| !self.here.is_statement[s as usize]) {
                let complete = ready[statement as usize].complete(network.takes[step as usize]);
                if complete != NEVER {
                    outside = outside.max(complete.day);
                }
            }
            if let Some(below) = network.below(step).filter(|&below| !self.here.is_step[below as usize])
                && times[below as usize] != NEVER
            {
                outside = outside.max(times[below as usize].day);
            }
        }
        for &statement in &self.here.statements {
            let mut most = 0;
            for clause in network.clauses_of(statement) {
                if network.clauses[clause].wait == Wait::After {
                    most = most.max(i64::from(network.clauses[clause].days.unwrap_or(0)));
                }
                for &step in network.options_of(clause) {
                    if !self.here.is_step[step as usize] && times[step as usize] != NEVER {
                        outside = outside.max(times[step as usize].day);
                    }
                }
            }
            inside = inside.saturating_add(most);
        }
        outside.saturating_add(inside)
    }

    /// Lets time run once, with promises as trusted now and bounds as they are now.
    fn run(&mut self, network: &Network, times: &mut [Time], ready: &mut [Ready], until: bool) {
        let Self { here, due, settled, lower, state, zones, .. } = self;
        let mut pass = Pass { network, here, due, settled, state, zones, times, ready, until };
        pass.begin(lower);
        while let Some(&Reverse((now, _))) = pass.due.peek() {
            while let Some(&Reverse((time, event))) = pass.due.peek().filter(|Reverse((time, _))| *time == now) {
                debug_assert_eq!(time, now);
                pass.due.pop();
                pass.occur(event, now);
            }
            loop {
                while let Some(step) = pass.settled.pop() {
                    pass.has_happened(step, now);
                }
                if !pass.try_together(now) {
                    break;
                }
            }
        }
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

/// One run.
struct Pass<'p> {
    network: &'p Network,
    here: &'p Members,
    due: &'p mut BinaryHeap<Reverse<(Time, Due)>>,
    settled: &'p mut Vec<u32>,
    state: &'p mut State,
    zones: &'p mut Zones,
    times: &'p mut [Time],
    ready: &'p mut [Ready],
    until: bool,
}

impl Pass<'_> {
    /// Sets everything back, and makes due what depends on nothing in the circle.
    fn begin(&mut self, lower: &[Time]) {
        let network = self.network;
        self.due.clear();
        for i in 0..self.here.steps.len() {
            let step = self.here.steps[i];
            self.times[step as usize] = NEVER;
            let groups = network.groups_of(step);
            self.state.groups_left[step as usize] = groups.len() as u32;
            self.state.lasts[groups].fill(i64::MIN);
            self.state.primed[network.uses_of_step(step)].fill(false);
        }
        self.zones.begin(network, self.here);
        for i in 0..self.here.statements.len() {
            self.begin_statement(self.here.statements[i], lower);
        }
        for i in 0..self.here.steps.len() {
            let step = self.here.steps[i];
            if self.here.is_gone[step as usize] {
                continue;
            }
            for entry in network.uses_of_step(step) {
                let statement = network.uses[entry];
                if !self.here.is_statement[statement as usize] {
                    self.make_due(self.ready[statement as usize].complete(network.takes[step as usize]), Due::Use(entry as u32));
                }
            }
            let alone = Ready::AT_ONCE.complete(network.takes[step as usize]);
            match network.below(step) {
                Some(below) if self.here.is_step[below as usize] => {}
                Some(below) => self.make_due(self.times[below as usize].max(alone), Due::Below(step)),
                None => self.make_due(alone, Due::Below(step)),
            }
        }
    }

    fn make_due(&mut self, time: Time, event: Due) {
        if time != NEVER {
            self.due.push(Reverse((time, event)));
        }
    }

    fn begin_statement(&mut self, statement: u32, lower: &[Time]) {
        let network = self.network;
        let mut ready = Ready::AT_ONCE;
        let (mut after, mut with) = (0, 0);
        for clause in network.clauses_of(statement) {
            self.state.met[clause] = false;
            let Clause { wait, days, .. } = network.clauses[clause];
            let mut outside = NEVER;
            let mut inside = None;
            for &step in network.options_of(clause) {
                if !self.here.is_step[step as usize] {
                    outside = outside.min(self.times[step as usize]);
                } else if !self.here.is_gone[step as usize] {
                    let bound = lower[step as usize];
                    inside = Some(inside.map_or(bound, |least: Time| least.min(bound)));
                }
            }
            match (wait, inside) {
                (Wait::Promise, Some(inside)) => ready.take(wait, days, outside.min(inside)),
                (_, None) => {
                    self.state.met[clause] = true;
                    ready.take(wait, days, outside);
                }
                (_, Some(_)) => {
                    let left = if wait == Wait::After { &mut after } else { &mut with };
                    *left += 1;
                    self.make_due(outside, Due::Clause(clause as u32));
                }
            }
        }
        self.ready[statement as usize] = ready;
        self.state.after_left[statement as usize] = after;
        self.state.with_left[statement as usize] = with;
        if after == 0 {
            self.prime(statement);
        }
    }

    /// Makes a statement due whose `after` clauses are all met.
    fn prime(&mut self, statement: u32) {
        let network = self.network;
        let ready = self.ready[statement as usize];
        for &entry in network.covers(statement) {
            let step = network.step_of_use(entry);
            if self.here.is_live(step) {
                self.make_due(ready.complete(network.takes[step as usize]), Due::Use(entry));
            }
        }
    }

    fn occur(&mut self, event: Due, now: Time) {
        match event {
            Due::Use(entry) => {
                let statement = self.network.uses[entry as usize];
                self.state.primed[entry as usize] = true;
                self.zones.primed(self.network, entry);
                if !self.here.is_statement[statement as usize] || self.state.with_left[statement as usize] == 0 {
                    self.holds(entry, now);
                }
            }
            Due::Clause(clause) => self.meet(clause, now),
            Due::Below(step) => self.try_alone(step, now),
        }
    }

    /// Meets a clause by an option that happened at a time.
    fn meet(&mut self, clause: u32, now: Time) {
        if std::mem::replace(&mut self.state.met[clause as usize], true) {
            return;
        }
        let Clause { wait, days, statement, .. } = self.network.clauses[clause as usize];
        let ready = &mut self.ready[statement as usize];
        if ready.is_never() {
            return;
        }
        ready.take(wait, days, now);
        if wait == Wait::With {
            self.zones.touch_statement(statement);
        }
        let left = match wait {
            Wait::After => &mut self.state.after_left[statement as usize],
            _ => &mut self.state.with_left[statement as usize],
        };
        *left -= 1;
        if *left > 0 {
            return;
        }
        if wait == Wait::After {
            self.prime(statement);
        } else if self.state.after_left[statement as usize] == 0 {
            let network = self.network;
            for &entry in network.covers(statement) {
                if self.here.is_live(network.step_of_use(entry)) && self.state.primed[entry as usize] {
                    self.holds(entry, now);
                }
            }
        }
    }

    /// Takes note that a statement holds for one of its steps.
    fn holds(&mut self, entry: u32, now: Time) {
        let last = self.last_day(self.network.uses[entry as usize]);
        let group = self.network.use_group[entry as usize];
        let step = self.network.groups[group as usize].step;
        if last < now.day || self.times[step as usize] != NEVER {
            return;
        }
        let lasts = &mut self.state.lasts[group as usize];
        if *lasts == i64::MIN {
            self.state.groups_left[step as usize] -= 1;
        }
        *lasts = (*lasts).max(last);
        self.zones.touch(step);
        self.try_alone(step, now);
    }

    fn last_day(&self, statement: u32) -> i64 {
        if self.until { self.network.until[statement as usize] } else { i64::MAX }
    }

    /// Lets a step happen if nothing holds it any more.
    fn try_alone(&mut self, step: u32, now: Time) {
        let free = self.times[step as usize] == NEVER
            && self.state.groups_left[step as usize] == 0
            && self.network.below(step).is_none_or(|below| self.times[below as usize] <= now)
            && (!self.until || self.network.groups_of(step).all(|group| self.state.lasts[group] >= now.day));
        if free {
            self.settle(step, now);
        }
    }

    fn settle(&mut self, step: u32, now: Time) {
        self.times[step as usize] = now;
        self.settled.push(step);
    }

    /// Tells the statements that wait for a step that it has happened.
    fn has_happened(&mut self, step: u32, now: Time) {
        let network = self.network;
        for &clause in network.occurrences(step) {
            let Clause { wait, statement, .. } = network.clauses[clause as usize];
            if wait != Wait::Promise && self.here.is_statement[statement as usize] {
                self.meet(clause, now);
            }
        }
        if let Some(above) = network.above(step).filter(|&above| self.here.is_live(above)) {
            self.zones.touch(above);
            self.try_alone(above, now);
        }
    }

    /// Lets steps happen together that can only happen together. Returns whether any did.
    fn try_together(&mut self, now: Time) -> bool {
        let mut any = false;
        while let Some(zone) = self.zones.next_touched() {
            let so_far = SoFar { network: self.network, here: self.here, times: self.times, state: self.state, until: self.until };
            let together = self.zones.together(zone, &so_far, now);
            any |= !together.is_empty();
            for step in together {
                self.settle(step, now);
            }
        }
        any
    }
}
