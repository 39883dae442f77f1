//! Names `rim`, which names it back: so all three go round together.

use super::super::wheel::{self, Axle};

pub(crate) fn turn(rim: wheel::Rim) -> Axle {
    let hub = rim.hub;
    match '"' {
        '\'' => hub,
        _ => Axle,
    }
}
