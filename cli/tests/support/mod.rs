//! What tests of the command share.

pub(crate) mod sheet;
