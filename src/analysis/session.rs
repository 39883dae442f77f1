//! One analysis that everything is asked of.

use std::fmt;
use std::sync::OnceLock;

use super::solution::Solution;
use super::{agreeable, changes, comparison, distance, doubts, explain as explanation, groups, report, rounds};
use crate::finding::agreeable::{AgreeableSets, Groups};
use crate::finding::comparison::Comparison;
use crate::finding::distance::Distances;
use crate::finding::doubt::Doubt;
use crate::finding::explanation::Explanation;
use crate::finding::rounds::{Change, Rounds};
use crate::finding::{Finding, Report};
use crate::limits::Limits;
use crate::model::{AsOf, Negotiation, When};

/// A negotiation as it is read on one day, and everything that is found about it.
///
/// It holds the negotiation, and keeps each answer once it has been asked for: what several answers rest on is worked out once.
/// What it says always belongs together, as nothing else can be put into it.
/// It is owned and can be shared between threads; [`Analysis::read_as_of`] makes the analysis of another day.
///
/// The functions of this crate, such as [`analyze`](crate::analyze), are short ways to one of its answers.
///
/// # Examples
///
/// ```
/// use impasse::Analysis;
/// use impasse::finding::{Finding, Verdict};
///
/// let mut draft = impasse::Draft::new("A swap");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.measure("bread", ["b"]);
/// draft.says("a").offers("apples").after("bread");
/// draft.says("b").offers("bread").after("apples");
/// let analysis = Analysis::new(draft.build()?);
/// assert_eq!(analysis.report().verdict(), Verdict::Impasse);
/// assert_eq!(analysis.comparison().rows.len(), 2);
/// let circle = analysis.find("D1").expect("the two wait for each other");
/// assert_eq!(analysis.explain(circle)?.lines.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Analysis {
    negotiation: Negotiation,
    limits: Limits,
    solution: OnceLock<Solution>,
    report: OnceLock<Report>,
    distances: OnceLock<Distances>,
    comparison: OnceLock<Comparison>,
    agreeable_sets: OnceLock<AgreeableSets>,
    groups: OnceLock<Groups>,
    rounds: OnceLock<Rounds>,
    doubts: OnceLock<Vec<Doubt>>,
}

/// A finding was asked about that this analysis does not have.
///
/// A [`Finding`] is a number or a step and belongs to the analysis that it comes from.
/// Of another one only what this analysis has too few of is noticed: its own `D1` is meant by any `D1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the analysis has no such finding: {0:?}")]
pub struct UnknownFinding(pub Finding);

/// What is looked at.
impl Analysis {
    /// Prepares the analysis of a negotiation as it is read; nothing is worked out before it is asked for.
    #[must_use]
    pub fn new(negotiation: Negotiation) -> Self {
        Self {
            negotiation,
            limits: Limits::default(),
            solution: OnceLock::new(),
            report: OnceLock::new(),
            distances: OnceLock::new(),
            comparison: OnceLock::new(),
            agreeable_sets: OnceLock::new(),
            groups: OnceLock::new(),
            rounds: OnceLock::new(),
            doubts: OnceLock::new(),
        }
    }

    /// Sets how much each search of this analysis may do, and what can end it early. An answer that was worked out already stays as it is.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Prepares the analysis of the same statements as of another day or round.
    #[must_use]
    pub fn read_as_of(&self, as_of: AsOf) -> Self {
        Self::new(self.negotiation.read_as_of(Some(as_of))).within(self.limits.clone())
    }

    /// Prepares the analysis of the same statements right after one moment.
    #[must_use]
    pub fn read_right_after(&self, when: When) -> Self {
        Self::new(self.negotiation.read_right_after(when)).within(self.limits.clone())
    }

    /// Returns the negotiation as it is read.
    #[must_use]
    pub fn negotiation(&self) -> &Negotiation {
        &self.negotiation
    }

    pub(super) fn solution(&self) -> &Solution {
        self.solution.get_or_init(|| Solution::new(&self.negotiation))
    }
}

/// What is found.
impl Analysis {
    /// Returns what becomes of each step, deadlocks, conflicts and the verdict; see [`analyze`](crate::analyze).
    #[must_use]
    pub fn report(&self) -> &Report {
        self.report.get_or_init(|| report::find(self.solution(), &self.limits))
    }

    /// Finds what is meant by `D1`, `C1` or a step as the position file writes it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<Finding> {
        self.report().find(&self.negotiation, key)
    }

    /// Explains a finding, line by line; see [`explain`](crate::explain).
    ///
    /// # Errors
    ///
    /// The finding is not one of this analysis.
    pub fn explain(&self, finding: Finding) -> Result<Explanation, UnknownFinding> {
        let known = match finding {
            Finding::Step(step) => step.index() < self.negotiation.steps().len(),
            Finding::Deadlock(id) => id.index() < self.report().deadlocks().len(),
            Finding::Conflict(id) => id.index() < self.report().conflicts().len(),
        };
        if known { Ok(explanation::find(self.solution(), self.report(), finding)) } else { Err(UnknownFinding(finding)) }
    }

    /// Returns the parties side by side; see [`compare`](crate::compare).
    #[must_use]
    pub fn comparison(&self) -> &Comparison {
        self.comparison.get_or_init(|| comparison::find(self.solution(), self.report(), self.distances(), &self.limits))
    }

    /// Returns how far apart the parties are; see [`distances`](crate::distances).
    #[must_use]
    pub fn distances(&self) -> &Distances {
        self.distances.get_or_init(|| distance::find(self.solution(), self.report()))
    }

    /// Returns which demands can all be met together; see [`agreeable_sets`](crate::agreeable_sets).
    #[must_use]
    pub fn agreeable_sets(&self) -> &AgreeableSets {
        self.agreeable_sets.get_or_init(|| agreeable::find(self.solution(), &self.limits))
    }

    /// Returns which parties stand together; see [`groups`](crate::groups).
    #[must_use]
    pub fn groups(&self) -> &Groups {
        self.groups.get_or_init(|| groups::find(self.solution(), &self.limits))
    }

    /// Returns the negotiation followed from round to round; see [`rounds`](crate::rounds).
    #[must_use]
    pub fn rounds(&self) -> &Rounds {
        self.rounds.get_or_init(|| rounds::follow(&self.negotiation, &self.limits, false))
    }

    /// Returns the same with the positions on which a party said nothing; see [`rounds_in_full`](crate::rounds_in_full).
    #[must_use]
    pub fn rounds_in_full(&self) -> Rounds {
        rounds::follow(&self.negotiation, &self.limits, true)
    }

    /// Compares everybody's positions right after one moment with those right after another; see [`changes`](crate::changes).
    #[must_use]
    pub fn changes(&self, from: When, to: When) -> Vec<Change> {
        changes(&self.negotiation, from, to)
    }

    /// Returns what may not be meant as it is written; see [`doubts`](crate::doubts).
    #[must_use]
    pub fn doubts(&self) -> &[Doubt] {
        self.doubts.get_or_init(|| doubts(&self.negotiation))
    }
}

/// Explains a finding of a report, line by line: why a step cannot happen or how it can, what holds a deadlock together, what clashes.
///
/// Each line rests on earlier lines only and names the statements it is about; steps that wait for one another in a circle share one line.
/// No line can be left out, where [`fewest`](crate::finding::explanation::Explanation::fewest) says that this is proven.
///
/// # Errors
///
/// The finding is not one of this negotiation as it is read.
///
/// # Complexity
///
/// That of [`analyze`](crate::analyze), and linear in the explanation but for circles that hold by more than strict waits: these are cut
/// down by trying what they do without.
///
/// # Examples
///
/// ```
/// use impasse::finding::Finding;
/// use impasse::finding::explanation::LineClaim;
///
/// let mut draft = impasse::Draft::new("A refusal");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.measure("bread", ["b"]);
/// draft.says("a").refuses("apples");
/// draft.says("b").offers("bread").after("apples");
/// let negotiation = draft.build()?;
/// let bread = Finding::Step(negotiation.find_step("bread").unwrap());
/// let explanation = impasse::explain(&negotiation, bread)?;
/// assert_eq!(explanation.lines.len(), 2);
/// assert!(matches!(explanation.lines[0].claim, LineClaim::Refused { .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain(negotiation: &Negotiation, finding: Finding) -> Result<Explanation, UnknownFinding> {
    Analysis::new(negotiation.clone()).explain(finding)
}

impl fmt::Debug for Analysis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let analysis = &mut f.debug_struct("Analysis");
        analysis.field("title", &self.negotiation.title()).field("as_of", &self.negotiation.as_of()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{ConflictId, DeadlockId, Proof, Verdict};
    use crate::model::StepId;

    #[test]
    fn it_can_be_sent_and_shared() {
        fn is_sent_and_shared<T: Send + Sync + 'static>() {}
        is_sent_and_shared::<Analysis>();
        is_sent_and_shared::<Negotiation>();
        is_sent_and_shared::<UnknownFinding>();
    }

    #[test]
    fn a_finding_of_another_analysis_is_an_error() {
        let analysis = Analysis::new(crate::Draft::new("Nothing").build().unwrap());
        for finding in [Finding::Step(StepId::new(0)), Finding::Deadlock(DeadlockId::new(7)), Finding::Conflict(ConflictId::new(0))] {
            assert_eq!(analysis.explain(finding), Err(UnknownFinding(finding)));
        }
    }

    #[test]
    fn what_a_term_would_come_to_is_searched_for_within_the_limits_too() {
        let mut draft = crate::Draft::new("One post");
        for party in ["chair", "p", "q"] {
            draft.party(party);
        }
        for (party, seat) in [("p", "seat-for-p"), ("q", "seat-for-q")] {
            draft.measure(seat, ["chair"]);
            draft.says("chair").offers(seat);
            draft.says(party).demands(seat);
        }
        draft.term("fairness").means(["seat-for-p"]).defined_by("q", ["seat-for-q"]);
        draft.says("p").demands("fairness");
        draft.exclude(["seat-for-p", "seat-for-q"]);
        let negotiation = draft.build().unwrap();
        for (limits, proof) in [(Limits::default(), Proof::Proven), (Limits::default().work(0), Proof::AtLimit)] {
            let analysis = Analysis::new(negotiation.clone()).within(limits);
            let comparison = analysis.comparison();
            assert_eq!(comparison.terms[0].readings.len(), 2);
            for outcome in comparison.terms[0].readings.iter().map(|reading| &reading.outcome).chain([&comparison.outcome]) {
                assert_eq!((outcome.verdict, outcome.proof), (Verdict::Impasse, proof));
            }
        }
    }

    #[test]
    fn the_short_functions_say_the_same() {
        let text = include_str!("../../examples/us-dprk.toml");
        let negotiation = crate::text::from_toml(text).unwrap();
        let analysis = Analysis::new(negotiation.clone());
        assert_eq!(analysis.report(), &crate::analyze(&negotiation));
        assert_eq!(analysis.comparison(), &crate::compare(&negotiation));
        assert_eq!(analysis.distances(), &crate::distances(&negotiation));
        assert_eq!(analysis.agreeable_sets(), &crate::agreeable_sets(&negotiation));
        assert_eq!(analysis.groups(), &groups(&negotiation));
        assert_eq!(analysis.rounds(), &rounds(&negotiation));
        assert_eq!(analysis.doubts(), doubts(&negotiation));
        let finding = analysis.find("D1").unwrap();
        assert_eq!(analysis.explain(finding), explain(&negotiation, finding));
    }
}
