//! Checking a draft: every reference resolves and every act is by a party that may do it, or all that is wrong is listed.

use super::{Draft, Error};
use crate::model::Negotiation;

pub(super) fn check(_draft: &Draft<'_>, _as_of: Option<&str>) -> Result<Negotiation, Error> {
    Err(Error::new(Vec::new()))
}
