//! How steps depend on one another: the graph of steps and statements, and what is calculated on it.
//!
//! Everything here is about numbers but [`network`], which knows the words of the model: it compiles a negotiation to the system of
//! precedence constraints that [`precedence`] defines and all the others are about. On it
//!
//! - [`earliest`] calculates when each step can happen, and shows there in which order of passes;
//! - [`hopeless`] finds what cannot come whatever the order, by [`propagate`];
//! - [`components`] finds what waits for itself;
//! - [`circle`] collects the waits of one group that does, [`shortest`] the chain that shows it, and [`count`] how many chains there are;
//! - [`choice`] decides what stays of things that exclude one another; [`hitting_set`] and [`minimal_core`] search choices, whatever they are
//!   of.
//!
//! Nothing recurses: rings and chains of a million steps are ordinary input.

mod choice;
mod circle;
mod components;
mod count;
mod earliest;
mod hitting_set;
mod hopeless;
mod meaning;
mod minimal_core;
mod network;
mod precedence;
mod propagate;
mod rows;
mod shortest;
#[cfg(test)]
mod tests;

pub(crate) use choice::{AtMostOne, Choice, Chosen};
pub(crate) use circle::Circle;
pub(crate) use components::{Components, Node, View};
pub(crate) use count::count_circles;
pub(crate) use earliest::{NEVER, Ready, Solver, earliest_given, first_of, first_option, ready_outside_circles};
pub(crate) use hitting_set::hitting_sets;
pub(crate) use hopeless::Hopeless;
pub(crate) use minimal_core::{minimal_core, narrowed_core};
pub(crate) use network::Network;
pub(crate) use precedence::{Clause, Fate, Precedence};
