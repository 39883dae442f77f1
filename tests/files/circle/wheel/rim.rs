//! Names `hub` by its path.

pub struct Rim;

pub(super) fn hub_of(rim: Rim) -> super::hub::Hub {
    super::spoke::turn(rim)
}
