//! A choice of what stays where some elements exclude each other, so that every goal gets what it needs.
//!
//! Of each exclusion at most one element stays. A goal has needs, each a list of elements of which at least one must stay; needs may be
//! found one after another. What is asked is whether some goals can be had under some exclusions, many times over for different goals and
//! exclusions: what one question teaches, the next one knows.
//!
//! The search is the one for satisfiability that learns from conflicts: J. P. Marques-Silva, K. A. Sakallah, *GRASP: a search algorithm for
//! propositional satisfiability*, IEEE Trans. Computers 48 (1999), <https://doi.org/10.1109/12.769433>; goals and exclusions are assumptions
//! as in N. Eén, N. Sörensson, *An extensible SAT-solver*, SAT 2003, <https://doi.org/10.1007/978-3-540-24605-3_37>. Clauses cannot count, so
//! that nine parties who want eight posts would be tried in all orders; [`places`] counts.

mod learn;
mod literal;
mod places;
mod search;
mod state;
#[cfg(test)]
mod tests;

use self::state::State;
use crate::limits::{Exhausted, Work};

/// Elements, exclusions and goals.
pub(crate) struct Choice {
    state: State,
}

/// What came of a question.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    /// By element: whether it stays. No other element could stay as well.
    Stays(Vec<bool>),
    /// There is no such choice. Some goals and exclusions of the question suffice to show it; each in order.
    Never { goals: Vec<u32>, exclusions: Vec<u32> },
}

/// Elements of which at most one stays, or none.
#[derive(Clone, Debug)]
pub(crate) struct AtMostOne {
    pub(crate) elements: Vec<u32>,
    /// Whether one may stay; otherwise what stays is settled, and none of these.
    pub(crate) has_room: bool,
}

impl Choice {
    /// Takes in a number of elements and of goals, and the exclusions.
    pub(crate) fn new(elements: usize, goals: usize, exclusions: Vec<AtMostOne>) -> Self {
        Self { state: State::new(elements, goals, exclusions) }
    }

    /// Takes in that a goal needs at least one of some elements.
    pub(crate) fn need(&mut self, goal: u32, options: Vec<u32>) {
        self.state.need(goal, options);
    }

    /// Chooses what stays so that of each of some exclusions at most one does, and every one of some goals has what it is known to need.
    ///
    /// # Errors
    ///
    /// `work` has been used up.
    ///
    /// # Complexity
    ///
    /// Exponential in the worst case. Linear in elements and needs where goals do not compete, or where counting shows that places are too
    /// few for them.
    pub(crate) fn choose(&mut self, goals: &[u32], exclusions: &[u32], work: &mut Work) -> Result<Chosen, Exhausted> {
        self.state.run(goals, exclusions, work)
    }
}
