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
    Analysis, UnknownFinding, agreeable_sets, analyze, changes, compare, distances, doubts, explain, groups, rounds, rounds_in_full,
};
pub use draft::{Draft, Error, Problem};
pub use finding::Report;
pub use limits::{Cancel, Limits};
pub use model::Negotiation;

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
