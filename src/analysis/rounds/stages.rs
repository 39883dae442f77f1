//! The stages of a negotiation, in order of time.

use std::collections::{BTreeMap, HashMap};

use super::interval::Interval;
use super::positions::Positions;
use super::turns;
use crate::analysis::solution::Solution;
use crate::analysis::{distance, report};
use crate::finding::distance::PairDistance;
use crate::finding::rounds::{Apart, ClaimMade, Rounds, Stage};
use crate::finding::{ContradictoryClaims, Report};
use crate::limits::Limits;
use crate::model::{ClaimId, Day, Moment, Negotiation, PropositionId, When};

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
#[must_use]
pub fn rounds(negotiation: &Negotiation) -> Rounds {
    follow(negotiation, &Limits::default(), false)
}

/// Follows a negotiation as [`rounds`] does, and lists the positions on which a party said nothing.
///
/// # Complexity
///
/// That of [`rounds`]; the result holds each position once for each stage at which nothing was said on it.
///
/// # Examples
///
/// ```
/// let mut draft = impasse::Draft::new("A swap");
/// draft.party("a");
/// draft.round("spring", "2020-03");
/// draft.round("autumn", "2020-09");
/// draft.measure("apples", ["a"]);
/// draft.says("a").offers("apples").round("spring");
/// let autumn = &impasse::rounds_in_full(&draft.build()?).stages[1];
/// assert_eq!((autumn.silent[0].count, autumn.silent[0].positions.len()), (1, 1));
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn rounds_in_full(negotiation: &Negotiation) -> Rounds {
    follow(negotiation, &Limits::default(), true)
}

/// Follows a negotiation within limits for the searches of each stage; `in_full` lists what is silent, too.
pub(in crate::analysis) fn follow(negotiation: &Negotiation, limits: &Limits, in_full: bool) -> Rounds {
    let mut stages = Vec::new();
    let mut before = View::default();
    for when in moments(negotiation) {
        let solution = Solution::new(&negotiation.read_right_after(when));
        let report = report::find(&solution, limits);
        let (stage, positions) = stage(&solution, &report, when, &before, in_full);
        before = View { positions, last: Some((stage.day, report)) };
        stages.push(stage);
    }
    Rounds { stages }
}

/// What a stage is held against: the positions before it, and of the stage before, if there is one, day 0 and the report.
#[derive(Default)]
struct View {
    positions: Positions,
    last: Option<(Option<Day>, Report)>,
}

fn stage(solution: &Solution, report: &Report, when: When, before: &View, in_full: bool) -> (Stage, Positions) {
    let (n, distances) = (&solution.network.negotiation, distance::find(solution, report));
    let now = Positions::of(n);
    let (changes, silent) = before.positions.moves_to(&now, n, in_full);
    let interval = Interval::new(n, (&before.positions, &now), &changes, before.last.as_ref().map(|last| last.0));
    let (appeared, disappeared) = turns::find(&interval, before.last.as_ref().map(|last| &last.1), report);
    let apart = |pair: &PairDistance| Apart { parties: pair.parties, distance: pair.distance };
    let (claims, done) = (interval.claims, interval.done);
    let stage = Stage {
        when,
        day: n.as_of(),
        summary: report.summary(),
        distance: distances.overall,
        pairs: distances.pairs.iter().map(apart).collect(),
        claims: with_opponents(n, report, &claims),
        changes,
        silent,
        done,
        appeared,
        disappeared,
    };
    (stage, now)
}

/// Says of claims who had claimed the opposite.
fn with_opponents(n: &Negotiation, report: &Report, claims: &[ClaimId]) -> Vec<ClaimMade> {
    if claims.is_empty() {
        return Vec::new();
    }
    let clashes: HashMap<PropositionId, &ContradictoryClaims> = report.contradictions().map(|clash| (clash.proposition, clash)).collect();
    let against = |claim: ClaimId| clashes.get(&n.claim(claim).proposition).map(|clash| clash.against(n.claim(claim)).collect());
    claims.iter().map(|&claim| ClaimMade { claim, against: against(claim).unwrap_or_default() }).collect()
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
