//! How findings are found.

use crate::finding::{Explanation, Finding, Report};
use crate::model::Negotiation;

/// Finds everything.
pub fn analyze(_negotiation: &Negotiation) -> Report {
    unreachable!()
}

/// Explains a finding.
pub fn explain(_negotiation: &Negotiation, _report: &Report, _finding: Finding) -> Explanation {
    unreachable!()
}
