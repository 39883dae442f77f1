//! Steps that can happen only together: circles of `with`.
//!
//! A *zone* is a group of steps of a circle that are linked in a circle by `with` and by levels alone. At a moment, the largest set of its
//! steps happens of which each is let happen by what has happened and by the set itself (a greatest fixpoint, found by striking out).
//! Möhring, Skutella and Stork (SIAM J. Comput. 33, 2004, doi:10.1137/S009753970240719X) discuss such arcs of length zero.

use super::members::{Members, State};
use super::ready::NEVER;
use crate::graph::components::{Components, Node, View};
use crate::graph::precedence::{Clause, Precedence};
use crate::model::{Time, Wait};

const NONE: u32 = u32::MAX;

/// The zones of a circle, and working storage to try them.
pub(super) struct Zones {
    components: Components,
    zones: Vec<Zone>,
    of_step: Vec<u32>,
    of_statement: Vec<u32>,
    touched: Vec<u32>,
    /// By group: whether some statement of it is primed.
    any_primed: Vec<bool>,
    /// By step: how many groups have no primed statement.
    unprimed: Vec<u32>,
    striking: Striking,
}

#[derive(Default)]
pub(super) struct Zone {
    steps: Vec<u32>,
    statements: Vec<u32>,
    /// Whether no step has an alternative and no clause an option, so that all of it happens at once or not at all.
    all_or_none: bool,
    /// How many steps have a party none of whose statements is primed.
    cold: u32,
    is_touched: bool,
}

/// Storage for striking out, by step, clause, group and statement.
struct Striking {
    candidate: Vec<bool>,
    clause: Vec<u32>,
    group: Vec<u32>,
    supports: Vec<bool>,
    struck: Vec<u32>,
}

struct Simultaneous<'m>(&'m Members);

impl View for Simultaneous<'_> {
    const ASKS_CLAUSES: bool = true;

    fn has_step(&self, step: u32) -> bool {
        self.0.is_step[step as usize]
    }

    fn has_statement(&self, statement: u32) -> bool {
        self.0.is_statement[statement as usize]
    }

    fn has_clause(&self, system: &Precedence, clause: usize) -> bool {
        system.clauses[clause].wait == Wait::With
    }
}

impl Zones {
    pub(super) fn new(system: &Precedence) -> Self {
        let (steps, statements) = (system.node_count(), system.body_count());
        Self {
            components: Components::new(system),
            zones: Vec::new(),
            of_step: vec![NONE; steps],
            of_statement: vec![NONE; statements],
            touched: Vec::new(),
            any_primed: vec![false; system.groups.len()],
            unprimed: vec![0; steps],
            striking: Striking {
                candidate: vec![false; steps],
                clause: vec![0; system.clauses.len()],
                group: vec![0; system.groups.len()],
                supports: vec![false; statements],
                struck: Vec::new(),
            },
        }
    }

    /// Finds the zones of a circle.
    pub(super) fn find(&mut self, system: &Precedence, here: &Members) {
        for zone in self.zones.drain(..) {
            zone.steps.iter().for_each(|&step| self.of_step[step as usize] = NONE);
            zone.statements.iter().for_each(|&statement| self.of_statement[statement as usize] = NONE);
        }
        let together = |&s: &u32| system.clauses_of(s).any(|clause| system.clauses[clause].wait == Wait::With);
        if !here.statements.iter().any(together) {
            return;
        }
        let zones = &mut self.zones;
        self.components.visit(system, &Simultaneous(here), here.steps.iter().copied(), |_, component| {
            if component.len() == 1 {
                return;
            }
            let steps: Vec<u32> = component.iter().copied().filter_map(Node::step).collect();
            let statements: Vec<u32> = component.iter().copied().filter_map(Node::statement).collect();
            let no_alternative = |&step: &u32| system.groups_of(step).all(|group| system.uses_of(group).len() == 1);
            let no_option = |&statement: &u32| system.clauses_of(statement).all(|clause| system.options_of(clause).len() == 1);
            let all_or_none = steps.iter().all(no_alternative) && statements.iter().all(no_option);
            zones.push(Zone { steps, statements, all_or_none, ..Zone::default() });
        });
        for (i, zone) in self.zones.iter().enumerate() {
            zone.steps.iter().for_each(|&step| self.of_step[step as usize] = i as u32);
            zone.statements.iter().for_each(|&statement| self.of_statement[statement as usize] = i as u32);
        }
    }

    /// Sets the zones back for a run.
    pub(super) fn begin(&mut self, system: &Precedence, here: &Members) {
        self.touched.clear();
        for zone in &mut self.zones {
            zone.is_touched = false;
            zone.cold = 0;
            for &step in zone.steps.iter().filter(|&&step| here.is_live(step)) {
                let groups = system.groups_of(step);
                self.unprimed[step as usize] = groups.len() as u32;
                zone.cold += u32::from(!groups.is_empty());
                self.any_primed[groups].fill(false);
            }
        }
    }

    /// Takes note that a statement is primed for one of its steps.
    pub(super) fn primed(&mut self, system: &Precedence, entry: u32) {
        let group = system.use_group[entry as usize];
        let step = system.groups[group as usize].step;
        let zone = self.of_step[step as usize];
        if zone == NONE {
            return;
        }
        if !std::mem::replace(&mut self.any_primed[group as usize], true) {
            self.unprimed[step as usize] -= 1;
            if self.unprimed[step as usize] == 0 {
                self.zones[zone as usize].cold -= 1;
            }
        }
        self.touch(step);
    }

    /// Takes note that something about a step of a zone has changed.
    pub(super) fn touch(&mut self, step: u32) {
        self.touch_zone(self.of_step[step as usize]);
    }

    /// Takes note that something about a statement of a zone has changed.
    pub(super) fn touch_statement(&mut self, statement: u32) {
        self.touch_zone(self.of_statement[statement as usize]);
    }

    fn touch_zone(&mut self, zone: u32) {
        if zone != NONE && !std::mem::replace(&mut self.zones[zone as usize].is_touched, true) {
            self.touched.push(zone);
        }
    }

    /// Returns a zone that has changed since it was last tried and is worth trying.
    pub(super) fn next_touched(&mut self) -> Option<u32> {
        while let Some(zone) = self.touched.pop() {
            let state = &mut self.zones[zone as usize];
            state.is_touched = false;
            if !(state.all_or_none && state.cold > 0) {
                return Some(zone);
            }
        }
        None
    }

    /// Returns the largest set of steps of a zone that can happen together now.
    pub(super) fn together(&mut self, zone: u32, run: &SoFar<'_>, now: Time) -> Vec<u32> {
        let Self { zones, striking, .. } = self;
        let zone = &zones[zone as usize];
        let waiting = |&step: &u32| run.here.is_live(step) && run.times[step as usize] == NEVER;
        let waiting: Vec<u32> = zone.steps.iter().copied().filter(waiting).collect();
        for &step in &waiting {
            striking.candidate[step as usize] = true;
        }
        striking.count_statements(zone, run);
        striking.count_groups(&waiting, run, now);
        striking.strike_out(run, now);
        let mut found = waiting;
        found.retain(|&step| std::mem::replace(&mut striking.candidate[step as usize], false));
        for &statement in &zone.statements {
            striking.supports[statement as usize] = false;
        }
        found
    }
}

/// What has happened so far in a run, as far as zones need to know.
pub(super) struct SoFar<'r> {
    pub(super) system: &'r Precedence,
    pub(super) here: &'r Members,
    pub(super) times: &'r [Time],
    pub(super) state: &'r State,
    pub(super) until: bool,
}

impl SoFar<'_> {
    fn lasts(&self, entry: u32, now: Time) -> bool {
        !self.until || self.system.until[self.system.uses[entry as usize] as usize] >= now.day
    }
}

impl Striking {
    /// Counts, of each unmet clause, the options among the candidates; a statement supports its steps while every clause has one.
    fn count_statements(&mut self, zone: &Zone, run: &SoFar<'_>) {
        for &statement in &zone.statements {
            let mut supports = run.state.after_left[statement as usize] == 0;
            for clause in run.system.clauses_of(statement) {
                if run.system.clauses[clause].wait == Wait::With && !run.state.met[clause] {
                    let options = run.system.options_of(clause);
                    let count = options.iter().filter(|&&step| self.candidate[step as usize]).count() as u32;
                    self.clause[clause] = count;
                    supports &= count > 0;
                }
            }
            self.supports[statement as usize] = supports;
        }
    }

    /// Counts, of each party that a candidate needs, the statements that support it; strikes the candidates that some party does not.
    fn count_groups(&mut self, waiting: &[u32], run: &SoFar<'_>, now: Time) {
        for &step in waiting {
            let mut stays = match run.system.below(step) {
                Some(below) => run.times[below as usize] <= now || self.candidate[below as usize],
                None => true,
            };
            for group in run.system.groups_of(step) {
                let mut count = u32::from(run.state.lasts[group] >= now.day);
                for entry in run.system.uses_of(group) {
                    let supports = run.state.primed[entry] && self.supports[run.system.uses[entry] as usize];
                    count += u32::from(supports && run.lasts(entry as u32, now));
                }
                self.group[group] = count;
                stays &= count > 0;
            }
            if !stays {
                self.struck.push(step);
            }
        }
        for &step in &self.struck {
            self.candidate[step as usize] = false;
        }
    }

    /// Strikes what rests on something struck, until nothing more falls.
    fn strike_out(&mut self, run: &SoFar<'_>, now: Time) {
        while let Some(step) = self.struck.pop() {
            if let Some(above) = run.system.above(step) {
                self.strike(above);
            }
            for &clause in run.system.occurrences(step) {
                let Clause { wait, statement, .. } = run.system.clauses[clause as usize];
                if wait != Wait::With || run.state.met[clause as usize] || !self.supports[statement as usize] {
                    continue;
                }
                self.clause[clause as usize] -= 1;
                if self.clause[clause as usize] > 0 {
                    continue;
                }
                self.supports[statement as usize] = false;
                for &entry in run.system.covers(statement) {
                    let covered = run.system.step_of_use(entry);
                    if self.candidate[covered as usize] && run.state.primed[entry as usize] && run.lasts(entry, now) {
                        let group = run.system.use_group[entry as usize] as usize;
                        self.group[group] -= 1;
                        if self.group[group] == 0 {
                            self.strike(covered);
                        }
                    }
                }
            }
        }
    }

    fn strike(&mut self, step: u32) {
        if std::mem::replace(&mut self.candidate[step as usize], false) {
            self.struck.push(step);
        }
    }
}
