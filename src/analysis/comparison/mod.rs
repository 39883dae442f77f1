//! How the parties are put side by side.
//!
//! `docs/comparison.md` says what is found here: `wishes` who wants which steps, `standing` where each step stands, `rows` what is said on
//! which, `terms` what words mean and what hangs on that, `accounts` what is said to have happened.

mod accounts;
mod rows;
mod standing;
mod terms;
mod wishes;

use super::{Solution, definition, distance, report};
use crate::finding::Report;
use crate::finding::comparison::Comparison;
use crate::finding::distance::Distances;
use crate::limits::Limits;
use crate::model::Negotiation;
use standing::Standings;
use wishes::Wishes;

/// Puts the parties side by side: issue by issue what each says on each step, where that step stands, what each means by the words, and
/// what each says has happened.
///
/// Total and deterministic.
///
/// # Complexity
///
/// Linear in the size of the negotiation, where a statement counts once for every level of its measure that anybody names, up to sorting;
/// and one analysis for each different meaning of each term that parties mean different things by.
///
/// # Examples
///
/// ```
/// use impasse::finding::comparison::Standing;
///
/// let mut draft = impasse::Draft::new("A swap");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.measure("bread", ["b"]);
/// draft.says("a").offers("apples").after("bread");
/// draft.says("b").offers("bread");
/// draft.says("b").demands("apples");
/// let negotiation = draft.build()?;
/// let comparison = impasse::compare(&negotiation);
/// let standings: Vec<_> = comparison.rows.iter().map(|row| row.standing).collect();
/// assert_eq!(standings, [Standing::Conditional, Standing::Agreed]);
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn compare(negotiation: &Negotiation) -> Comparison {
    let solution = Solution::new(negotiation);
    let limits = Limits::default();
    let report = report::find(&solution, &limits);
    find(&solution, &report, &distance::find(&solution, &report), &limits)
}

/// Puts the parties side by side by what has been found on the same solution.
pub(super) fn find(solution: &Solution, report: &Report, distances: &Distances, limits: &Limits) -> Comparison {
    let network = &solution.network;
    let negotiation = &network.negotiation;
    let wishes = Wishes::find(network);
    let standings = Standings::find(network, report, &wishes);
    let terms = terms::find(negotiation, limits);
    Comparison {
        parties: negotiation.parties().map(|(party, _)| party).collect(),
        rows: rows::find(network, &wishes, &standings, &terms),
        terms,
        accounts: accounts::find(negotiation),
        distances: distances.clone(),
        agreeable: None,
        groups: None,
        outcome: terms::outcome(report),
    }
}
