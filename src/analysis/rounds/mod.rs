//! Rounds: a negotiation followed from moment to moment.

mod causes;
mod entry;
mod identity;
mod interval;
mod order;
mod position;
mod positions;
mod stages;
mod turns;

pub use positions::changes;
pub(super) use stages::follow;
pub use stages::{rounds, rounds_in_full};
