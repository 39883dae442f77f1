//! When each step can happen: the least solution of section 2 of the semantics.
//!
//! The order of the passes, from the outside in:
//!
//! 1. [`Solver::solve`]: the components of the graph of nodes and statements are taken in order of dependency. Outside a circle a step's
//!    time follows from those of the steps it waits for ([`ready`]); nothing is looked at twice.
//! 2. [`cyclic`]: in a circle, every promise is trusted at first; the times are calculated; promises of steps that never come are trusted no
//!    more, with all that falls with these ([`propagate`](super::propagate)); this is repeated until no such promise is left.
//! 3. [`cyclic`] again, for each of these times: what is promised within some days bounds what was offered for it from below; the times are
//!    calculated with the bounds that the last ones set, until they agree.
//! 4. [`run`], for each of these: time runs from moment to moment; what is due happens, and what that lets happen.
//! 5. [`simultaneous`]: at a moment at which nothing more can happen alone, the largest set of steps that let one another happen by `with`
//!    happens together.

mod cyclic;
mod members;
mod ready;
mod run;
mod simultaneous;

use self::cyclic::Cyclic;
use self::ready::earliest;
pub(crate) use self::ready::{NEVER, Ready, earliest_given, first_of, first_option, ready_outside_circles};
use super::components::{Components, Node, View};
use super::precedence::Precedence;
use crate::model::Time;

/// Calculates times on parts of a system; keeps its working storage from one calculation to the next.
pub(crate) struct Solver<'w> {
    pub(crate) system: &'w Precedence,
    pub(crate) components: Components,
    /// Made at the first circle: where there is none, nothing of it is needed.
    cyclic: Option<Cyclic>,
    ready: Vec<Ready>,
    in_scope: Vec<bool>,
}

struct Scope<'s>(&'s [bool]);

impl View for Scope<'_> {
    fn has_step(&self, step: u32) -> bool {
        self.0[step as usize]
    }
}

impl<'w> Solver<'w> {
    pub(crate) fn new(system: &'w Precedence) -> Self {
        Self {
            system,
            components: Components::new(system),
            cyclic: None,
            ready: vec![Ready::AT_ONCE; system.body_count()],
            in_scope: vec![false; system.node_count()],
        }
    }

    /// Calculates the times of the steps in `scope`, which are taken to depend on their statements alone, from those of all other steps,
    /// which stay as they are. With `until`, offers lapse.
    ///
    /// # Complexity
    ///
    /// Linear in the scope and its links outside circles; see [`cyclic`] for circles.
    pub(crate) fn solve(&mut self, scope: &[u32], times: &mut [Time], until: bool) {
        for &step in scope {
            self.in_scope[step as usize] = true;
            times[step as usize] = NEVER;
        }
        let (system, cyclic, ready) = (self.system, &mut self.cyclic, &mut self.ready);
        self.components.visit(system, &Scope(&self.in_scope), scope.iter().copied(), |_, component| match *component {
            [Node::Statement(statement)] => ready[statement as usize] = ready_outside_circles(system, statement, times),
            [Node::Step(step)] => times[step as usize] = earliest(system, step, times, |statement| ready[statement as usize], until),
            _ => cyclic.get_or_insert_with(|| Cyclic::new(system)).solve(system, component, times, ready, until),
        });
        for &step in scope {
            self.in_scope[step as usize] = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::precedence::Fate;
    use crate::graph::tests::{On, Precondition, Spec, Statement, Taste, settled};
    use crate::model::Wait;

    /// The least solution as it is defined: times are raised from the first moment on until all equations hold; what passes the longest way
    /// there is, never comes.
    fn by_definition(spec: &Spec, until: bool) -> Vec<Time> {
        let days: u64 = spec.steps.iter().map(|step| u64::from(step.takes)).sum::<u64>()
            + spec.statements.iter().flat_map(|s| &s.preconditions).map(|p| u64::from(p.days.unwrap_or(0))).sum::<u64>();
        let (last_day, last_phase) = (days as i64 * spec.steps.len() as i64, spec.steps.len() as u32 * 2);
        let mut times = vec![Time::default(); spec.steps.len()];
        loop {
            let next: Vec<Time> = (0..spec.steps.len())
                .map(|step| moment(spec, step, &times, until))
                // No least time has a later phase than there are steps: what gets there is not before the next day.
                .map(|time| if time != NEVER && time.phase > last_phase { Time { day: time.day + 1, phase: 0 } } else { time })
                .map(|time| if time.day > last_day { NEVER } else { time })
                .collect();
            if next == times {
                return times;
            }
            times = next;
        }
    }

    fn moment(spec: &Spec, at: usize, times: &[Time], until: bool) -> Time {
        let step = &spec.steps[at];
        match step.fate {
            Fate::Done => return Time::default(),
            Fate::Refused | Fate::Unanswered => return NEVER,
            Fate::Open => {}
        }
        let least = Time { day: i64::from(step.takes), phase: 0 }.max(if step.has_below { times[at - 1] } else { Time::default() });
        let complete = |statement: &Statement| {
            let conditions = statement.preconditions.iter().map(|precondition| when(precondition, step.takes, times));
            conditions.fold(Time { day: i64::from(step.takes), phase: 0 }, Time::max)
        };
        let lasts = |statement: &Statement| if until { statement.until.unwrap_or(i64::MAX) } else { i64::MAX };
        let holds = |statement: u32, moment: Time| {
            let statement = &spec.statements[statement as usize];
            complete(statement) <= moment && moment.day <= lasts(statement)
        };
        let mut moments: Vec<Time> = step.consents.iter().flatten().map(|&s| complete(&spec.statements[s as usize])).collect();
        moments.push(least);
        moments.retain(|&moment| moment >= least && moment != NEVER);
        moments.sort();
        let all_hold = |moment: &Time| step.consents.iter().all(|any| any.iter().any(|&statement| holds(statement, *moment)));
        moments.into_iter().find(all_hold).unwrap_or(NEVER)
    }

    fn when(precondition: &Precondition, takes: u32, times: &[Time]) -> Time {
        let one = |&step: &u32| match (times[step as usize], precondition.wait, precondition.days) {
            (NEVER, _, _) => NEVER,
            (time, Wait::After, days) => Time { day: time.day + i64::from(days.unwrap_or(0)) + i64::from(takes), phase: time.phase + 1 },
            (time, Wait::With, _) => time,
            (_, Wait::Promise, None) => Time::default(),
            (time, Wait::Promise, Some(days)) => Time { day: (time.day - i64::from(days)).max(0), phase: 0 },
        };
        match &precondition.on {
            On::Any(options) => options.iter().map(one).min().expect("there is an option"),
            On::All(steps) => steps.iter().map(one).max().expect("a step is meant"),
        }
    }

    fn solved(system: &Precedence, until: bool) -> Vec<Time> {
        let mut times = settled(system);
        Solver::new(system).solve(&system.open(), &mut times, until);
        times
    }

    #[test]
    fn the_times_are_the_least_solution_whether_a_term_is_one_node_or_many_clauses() {
        let mut finite = 0;
        for seed in 0..6_000 {
            let spec = Spec::random(seed, Taste { until: seed % 3 == 0, barred: seed % 2 == 0, terms: 45 });
            for until in [false, true] {
                let expected = by_definition(&spec, until);
                let (with_meanings, with_copies) = (spec.with_meanings(), spec.with_copies());
                let mut times = solved(&with_meanings, until);
                for meaning in spec.steps.len()..times.len() {
                    let last = with_meanings.meant(meaning as u32).iter().map(|&step| times[step as usize]).max();
                    assert_eq!(Some(times[meaning]), last, "a meaning comes with the last of its steps: seed {seed}, {spec:#?}");
                }
                times.truncate(spec.steps.len());
                assert_eq!(times, expected, "seed {seed}, until: {until}, {spec:#?}");
                assert_eq!(solved(&with_copies, until), expected, "seed {seed}, until: {until}, {spec:#?}");
                finite += expected.iter().filter(|&&time| time != NEVER && time != Time::default()).count();
            }
        }
        assert!(finite > 4_000, "only {finite} steps come later than at the first moment");
    }

    #[test]
    fn steps_that_happen_together_wait_for_a_level_below_that_comes_later() {
        let text = "parties = { a = {}, b = {}, c = {}, d = {} }
            measures = { x = { by = 'a', levels = ['l', 'h'] }, y = { by = 'b' }, z = { by = 'b', takes = 5 } }
            statements = [
                { party = 'a', offers = 'x' }, { party = 'c', accepts = 'x:h', with = 'y' }, { party = 'b', offers = 'y', with = 'x:h' },
                { party = 'd', accepts = 'x:l', after = 'z' }, { party = 'b', offers = 'z' },
            ]";
        let n = crate::text::from_toml(text).unwrap();
        let report = crate::analyze(&n);
        let day = |key| report.time(n.find_step(key).unwrap()).map(|time| time.day);
        assert_eq!(["x:l", "x:h", "y", "z"].map(day), [Some(5); 4]);
    }

    #[test]
    fn what_is_out_of_scope_stays_as_it_is() {
        for seed in 0..1_000 {
            let spec = Spec::random(seed, Taste { until: false, barred: true, terms: 30 });
            let system = spec.with_meanings();
            let all = solved(&system, false);
            // Solving one half after the other, with what is known of the first, gives the second half the same times.
            let mut times = all.clone();
            let half: Vec<u32> = system.open().into_iter().filter(|node| node % 2 == 0).collect();
            let before = times.clone();
            Solver::new(&system).solve(&half, &mut times, false);
            for node in 0..system.node_count() {
                let is_half = half.contains(&(node as u32));
                assert!(if is_half { times[node] <= all[node] } else { times[node] == before[node] }, "seed {seed}, {spec:#?}");
            }
        }
    }
}
