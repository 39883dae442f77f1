//! Names `rim` by way of its folder.

use super::{Axle, Rim};

pub struct Hub(Vec<Rim>, Axle);
