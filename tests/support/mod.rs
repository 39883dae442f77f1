//! What the tests share: an oracle, a generator of negotiations, and the comparison of a report with the oracle.
#![allow(dead_code, reason = "each test uses its part")]

pub(crate) mod changed;
pub(crate) mod compare;
pub(crate) mod concessions;
pub(crate) mod contested;
pub(crate) mod generate;
pub(crate) mod identity;
pub(crate) mod moves;
pub(crate) mod oracle;
pub(crate) mod renaming;
pub(crate) mod shrink;
