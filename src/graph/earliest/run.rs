//! One run of time through a circle, with promises and bounds taken as they are.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::members::{Members, State};
use super::ready::{NEVER, Ready};
use super::simultaneous::{SoFar, Zones};
use crate::graph::precedence::{Clause, Precedence};
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

/// Working storage of runs.
pub(super) struct Runs {
    due: BinaryHeap<Reverse<(Time, Due)>>,
    settled: Vec<u32>,
    state: State,
    zones: Zones,
}

impl Runs {
    pub(super) fn new(system: &Precedence) -> Self {
        Self { due: BinaryHeap::new(), settled: Vec::new(), state: State::new(system), zones: Zones::new(system) }
    }

    /// Makes ready for runs through a circle.
    pub(super) fn prepare(&mut self, system: &Precedence, here: &Members) {
        self.zones.find(system, here);
    }

    /// Returns whether a statement of the circle still waited for something when the last run ended.
    pub(super) fn is_waiting(&self, statement: u32) -> bool {
        self.state.after_left[statement as usize] + self.state.with_left[statement as usize] > 0
    }

    /// Lets time run once through a circle, from moment to moment: what is due happens, then what that lets happen alone, then what can only
    /// happen together, until nothing more does at that moment. What is `gone` does not come, every other promise is kept; `lower` is from
    /// when what is promised within some days can come.
    pub(super) fn run(
        &mut self,
        system: &Precedence,
        here: &Members,
        lower: &[Time],
        (times, ready): (&mut [Time], &mut [Ready]),
        until: bool,
    ) {
        let Self { due, settled, state, zones } = self;
        let mut pass = Pass { system, here, due, settled, state, zones, times, ready, until };
        pass.begin(lower);
        while let Some(&Reverse((now, _))) = pass.due.peek() {
            while let Some(&Reverse((_, event))) = pass.due.peek().filter(|Reverse((time, _))| *time == now) {
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

/// One run.
struct Pass<'p> {
    system: &'p Precedence,
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
        let system = self.system;
        self.due.clear();
        for i in 0..self.here.steps.len() {
            let step = self.here.steps[i];
            self.times[step as usize] = NEVER;
            let groups = system.groups_of(step);
            self.state.groups_left[step as usize] = groups.len() as u32;
            self.state.lasts[groups].fill(i64::MIN);
            self.state.primed[system.uses_of_step(step)].fill(false);
        }
        self.zones.begin(system, self.here);
        for i in 0..self.here.statements.len() {
            self.begin_statement(self.here.statements[i], lower);
        }
        for i in 0..self.here.steps.len() {
            let step = self.here.steps[i];
            if self.here.is_gone[step as usize] {
                continue;
            }
            for entry in system.uses_of_step(step) {
                let statement = system.uses[entry];
                if !self.here.is_statement[statement as usize] {
                    self.make_due(self.ready[statement as usize].complete(system.takes[step as usize]), Due::Use(entry as u32));
                }
            }
            let alone = Ready::AT_ONCE.complete(system.takes[step as usize]);
            match system.below(step) {
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
        let system = self.system;
        let mut ready = Ready::AT_ONCE;
        let (mut after, mut with) = (0, 0);
        for clause in system.clauses_of(statement) {
            self.state.met[clause] = false;
            let Clause { wait, days, .. } = system.clauses[clause];
            let mut outside = NEVER;
            let mut inside = None;
            for &step in system.options_of(clause) {
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
        let system = self.system;
        let ready = self.ready[statement as usize];
        for &entry in system.covers(statement) {
            let step = system.step_of_use(entry);
            if self.here.is_live(step) {
                self.make_due(ready.complete(system.takes[step as usize]), Due::Use(entry));
            }
        }
    }

    fn occur(&mut self, event: Due, now: Time) {
        match event {
            Due::Use(entry) => {
                let statement = self.system.uses[entry as usize];
                self.state.primed[entry as usize] = true;
                self.zones.primed(self.system, entry);
                if !self.here.is_statement[statement as usize] || self.state.with_left[statement as usize] == 0 {
                    self.holds(entry, now);
                }
            }
            Due::Clause(clause) => self.meet(clause, now),
            Due::Below(step) => {
                // It may have been all that steps waited for which happen together.
                self.zones.touch(step);
                self.try_alone(step, now);
            }
        }
    }

    /// Meets a clause by an option that happened at a time.
    fn meet(&mut self, clause: u32, now: Time) {
        if std::mem::replace(&mut self.state.met[clause as usize], true) {
            return;
        }
        let Clause { wait, days, statement, .. } = self.system.clauses[clause as usize];
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
            let system = self.system;
            for &entry in system.covers(statement) {
                if self.here.is_live(system.step_of_use(entry)) && self.state.primed[entry as usize] {
                    self.holds(entry, now);
                }
            }
        }
    }

    /// Takes note that a statement holds for one of its steps.
    fn holds(&mut self, entry: u32, now: Time) {
        let last = self.last_day(self.system.uses[entry as usize]);
        let group = self.system.use_group[entry as usize];
        let step = self.system.groups[group as usize].step;
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
        if self.until { self.system.until[statement as usize] } else { i64::MAX }
    }

    /// Lets a step happen if nothing holds it any more.
    fn try_alone(&mut self, step: u32, now: Time) {
        let free = self.times[step as usize] == NEVER
            && self.state.groups_left[step as usize] == 0
            && self.system.below(step).is_none_or(|below| self.times[below as usize] <= now)
            && (!self.until || self.system.groups_of(step).all(|group| self.state.lasts[group] >= now.day));
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
        let system = self.system;
        for &clause in system.occurrences(step) {
            let Clause { wait, statement, .. } = system.clauses[clause as usize];
            if wait != Wait::Promise && self.here.is_statement[statement as usize] {
                self.meet(clause, now);
            }
        }
        if let Some(above) = system.above(step).filter(|&above| self.here.is_live(above)) {
            self.zones.touch(above);
            self.try_alone(above, now);
        }
    }

    /// Lets steps happen together that can only happen together. Returns whether any did.
    fn try_together(&mut self, now: Time) -> bool {
        let mut any = false;
        while let Some(zone) = self.zones.next_touched() {
            let so_far = SoFar { system: self.system, here: self.here, times: self.times, state: self.state, until: self.until };
            let together = self.zones.together(zone, &so_far, now);
            any |= !together.is_empty();
            for step in together {
                self.settle(step, now);
            }
        }
        any
    }
}
