//! How steps depend on one another: the graph of steps and statements, and what is calculated on it.
//!
//! Everything here is about indices; only the compilation in `network` knows the words of the model.
//! Nothing recurses: rings and chains of a million steps are ordinary input.

mod arrival;
mod choice;
mod circle;
mod components;
mod count;
mod hitting_set;
mod hopeless;
mod minimal_core;
mod network;
mod times;
mod together;

pub(crate) use arrival::Arrival;
pub(crate) use choice::{AtMostOne, Choice, Chosen};
pub(crate) use circle::Circle;
pub(crate) use components::{Components, Node, View};
pub(crate) use count::count_circles;
pub(crate) use hitting_set::hitting_sets;
pub(crate) use hopeless::Hopeless;
pub(crate) use minimal_core::{minimal_core, narrowed_core};
pub(crate) use network::{Clause, Fate, Network};
pub(crate) use times::{NEVER, Ready, Solver, earliest_given, first_option, ready_outside_circles};
