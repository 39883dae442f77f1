//! Passes its parts on, and holds what they share.

mod hub;
mod rim;
mod spoke;

pub use hub::Hub;
pub(in crate::wheel) use rim::*;

pub struct Axle;
