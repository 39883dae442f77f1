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
