//! What was found, in numbers.

use serde::Serialize;

use super::{ConflictKind, DemandCounts, Proof, Report, Status, Verdict};

/// A report in numbers: the verdict, and how much there is of each kind. It is small, whatever the report is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Whether everything demanded can be had.
    pub verdict: Verdict,
    /// Whether that is proven.
    pub proof: Proof,
    /// How many steps there are of each status, in order of the statuses.
    pub steps: [(Status, usize); Status::ALL.len()],
    /// How many demands there are.
    pub demands: DemandCounts,
    /// Whether nothing is demanded by the day looked at, but something is after it.
    pub is_only_demanded_later: bool,
    /// How many conflicts there are of each kind, in order of the kinds.
    pub conflicts: [(ConflictKind, usize); ConflictKind::ALL.len()],
    /// How many deadlocks there are.
    pub deadlocks: DeadlockCounts,
}

/// How many deadlocks there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DeadlockCounts {
    /// Those on the table.
    pub actual: usize,
    /// Those behind something else.
    pub latent: usize,
    /// The steps in those on the table.
    pub steps: usize,
}

impl Summary {
    /// Returns how many conflicts there are of one kind.
    #[must_use]
    pub fn conflicts_of(&self, kind: ConflictKind) -> usize {
        self.conflicts[kind as usize].1
    }

    /// Returns how many conflicts there are of all kinds together.
    #[must_use]
    pub fn conflict_count(&self) -> usize {
        self.conflicts.iter().map(|&(_, count)| count).sum()
    }
}

impl DeadlockCounts {
    /// Returns how many there are of both kinds together.
    #[must_use]
    pub fn all(self) -> usize {
        self.actual + self.latent
    }
}

impl Report {
    /// Returns the report in numbers.
    ///
    /// # Complexity
    ///
    /// Linear in the steps, demands, conflicts and deadlocks.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut deadlocks = DeadlockCounts::default();
        for deadlock in self.deadlocks() {
            if deadlock.latent {
                deadlocks.latent += 1;
            } else {
                deadlocks.actual += 1;
                deadlocks.steps += deadlock.steps.len();
            }
        }
        Summary {
            verdict: self.verdict(),
            proof: self.proof(),
            steps: self.status_counts(),
            demands: self.demand_counts(),
            is_only_demanded_later: self.is_only_demanded_later(),
            conflicts: self.conflict_counts(),
            deadlocks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::from_toml;

    #[test]
    fn everything_is_counted_under_its_kind() {
        let circles = r#"
            parties = { a = {}, b = {} }
            measures = { bread = { by = "a" }, wine = { by = "b" }, salt = { by = "a" }, oil = { by = "b" }, gold = { by = "b" } }
            statements = [
                { party = "a", offers = "bread", after = ["wine"] },
                { party = "b", offers = "wine", after = ["bread"] },
                { party = "a", offers = "salt", after = ["oil", "gold"] },
                { party = "b", offers = "oil", after = ["salt"] },
                { party = "a", demands = "gold" },
                { party = "b", demands = "bread" },
                { party = "b", refuses = "gold" },
            ]
        "#;
        let summary = crate::analyze(&from_toml(circles).unwrap()).summary();
        assert_eq!(summary.verdict, Verdict::Impasse);
        assert_eq!(summary.deadlocks, DeadlockCounts { actual: 1, latent: 1, steps: 2 });
        assert_eq!((summary.deadlocks.all(), summary.demands), (2, DemandCounts { demands: 2, unmet: 2 }));
        assert_eq!((summary.conflicts_of(ConflictKind::Refusal), summary.conflict_count()), (2, 2));
        assert_eq!(summary.steps.iter().map(|&(_, count)| count).sum::<usize>(), 5);
    }
}
