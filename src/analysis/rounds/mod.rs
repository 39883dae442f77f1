//! Rounds: a negotiation followed from moment to moment.

mod causes;
mod identity;
mod order;
mod passage;
mod position;
mod positions;
mod stages;
mod turns;

pub use positions::changes;
pub use stages::rounds;
