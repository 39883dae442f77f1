//! Where the positions of negotiating parties clash, which steps wait for one another in a circle, and why.

pub mod certify;
pub mod draft;
pub mod finding;
pub mod model;
pub mod render;
pub mod text;

mod analysis;
mod graph;
mod limits;
mod sheet;

pub use analysis::{
    agreeable_sets, agreeable_sets_within, analyze, analyze_within, changes, compare, distances, doubts, explain, groups, groups_within,
    rounds,
};
pub use draft::{Draft, Error, Problem};
pub use finding::Report;
pub use limits::{Cancel, Limits};
pub use model::Negotiation;

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
