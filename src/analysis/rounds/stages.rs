//! The stages of a negotiation, in order of time.

use std::collections::BTreeMap;

use super::passage::Passage;
use super::positions::Positions;
use super::turns;
use crate::analysis::Analysis;
use crate::finding::rounds::{Rounds, Stage};
use crate::model::{Moment, Negotiation, When};

/// Follows a negotiation from round to round: what was found after each, how positions moved, which findings came and went, and why.
///
/// There is a stage for each round, for each date outside the rounds on which something was said or claimed, and, when something is undated
/// while something else is dated, for the beginning. What lies after the day as of which the negotiation is read is left out. A negotiation
/// without any date has one stage.
///
/// Total and deterministic: the same negotiation gives equal rounds.
///
/// # Complexity
///
/// That of [`analyze`](crate::analyze) for each stage: near-linear in the size of the negotiation on ordinary input. Two positions are
/// compared alternative by alternative, which is quadratic in the alternatives of one position that are not repeated word for word.
///
/// # Examples
///
/// ```
/// use impasse::finding::rounds::Shift;
///
/// let mut draft = impasse::Draft::new("A swap");
/// draft.party("a");
/// draft.party("b");
/// draft.round("spring", "2020-03");
/// draft.round("autumn", "2020-09");
/// draft.measure("apples", ["a"]);
/// draft.measure("bread", ["b"]);
/// draft.says("a").offers("apples").after("bread").round("spring");
/// draft.says("a").offers("apples").with("bread").round("autumn");
/// let rounds = impasse::rounds(&draft.build()?);
/// assert_eq!(rounds.stages.len(), 2);
/// assert_eq!(rounds.stages[1].changes[0].shift, Shift::Softened);
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn rounds(negotiation: &Negotiation) -> Rounds {
    let mut stages: Vec<Stage> = Vec::new();
    let mut before = Positions::default();
    for when in moments(negotiation) {
        let reading = negotiation.read_right_after(when);
        let now = Positions::of(&reading);
        stages.push(stage(&reading, when, stages.last(), &before, &now));
        before = now;
    }
    Rounds { stages }
}

fn stage(n: &Negotiation, when: When, last: Option<&Stage>, before: &Positions, now: &Positions) -> Stage {
    let analysis = Analysis::new(n.clone());
    let (report, distances) = (analysis.report().clone(), analysis.distances().clone());
    let changes = before.changes_to(now, n);
    let passage = Passage::new(n, (before, now), &changes, last.map(|last| last.day));
    let (appeared, disappeared) = turns::find(&passage, last.map(|last| &last.report), &report);
    let (claims, done) = (passage.claims, passage.done);
    Stage { when, day: n.as_of(), distances, report, changes, claims, done, appeared, disappeared }
}

/// Lists the moments up to now, each once, as it is first written.
fn moments(n: &Negotiation) -> Vec<When> {
    let said = n.statements().map(|(_, said)| said.when).chain(n.claims().map(|(_, claim)| claim.when));
    let declared = n.rounds().map(|(round, _)| When::In(round));
    let mut moments: BTreeMap<Moment, When> = BTreeMap::new();
    for when in declared.chain(said).filter(|&when| !n.is_yet_to_come(when)) {
        moments.entry(n.moment(when)).or_insert(when);
    }
    if moments.is_empty() {
        moments.insert(n.moment(When::Undated), When::Undated);
    }
    moments.into_values().collect()
}
