//! What would become of the rest if some steps were left out of the deal.

use crate::graph::{Fate, NEVER, Precedence, Solver};
use crate::model::Time;

/// Leaves steps out of the deal, one choice of them after another, and calculates what that does to the times of all.
pub(super) struct Removal<'s> {
    solver: Solver<'s>,
    before: &'s [Time],
    times: Vec<Time>,
    /// The steps whose times were calculated anew.
    touched: Vec<u32>,
}

impl<'s> Removal<'s> {
    /// Begins with the times of all steps when nothing is left out.
    pub(super) fn new(system: &'s Precedence, times: &'s [Time]) -> Self {
        Self { solver: Solver::new(system), before: times, times: times.to_vec(), touched: Vec::new() }
    }

    pub(super) fn system(&self) -> &'s Precedence {
        self.solver.system
    }

    /// Returns the times without what was left out last.
    pub(super) fn times(&self) -> &[Time] {
        &self.times
    }

    /// Lists the nodes whose times may be others without what was left out last.
    pub(super) fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// Returns whether what was left out last makes a step late, or never come.
    pub(super) fn is_changed(&self, step: u32) -> bool {
        self.times[step as usize] != self.before[step as usize]
    }

    /// Calculates what becomes of all times if some steps, and the levels above them, were never to come, and no others left out. A step
    /// that is done cannot be left out. Returns how many steps and links were looked at.
    ///
    /// # Complexity
    ///
    /// That of the calculation of times on the steps that depend on those left out now and before.
    pub(super) fn leave_out(&mut self, steps: impl IntoIterator<Item = u32>) -> usize {
        for step in self.touched.drain(..) {
            self.times[step as usize] = self.before[step as usize];
        }
        let system = self.solver.system;
        for step in steps.into_iter().filter(|&step| system.fate[step as usize] != Fate::Done) {
            let mut level = Some(step);
            while let Some(step) = level {
                self.touch(step);
                level = system.above(step);
            }
        }
        // Everything that comes and depends on what is left out, directly or not.
        let out = self.touched.len();
        let (mut next, mut looks) = (0, 1);
        while let Some(&step) = self.touched.get(next) {
            next += 1;
            looks += 1 + system.uses_of_step(step).len();
            if let Some(above) = system.above(step) {
                self.touch(above);
            }
            for &clause in system.occurrences(step) {
                let covers = system.covers(system.clauses[clause as usize].statement);
                looks += 1 + covers.len();
                for &entry in covers {
                    self.touch(system.step_of_use(entry));
                }
            }
        }
        self.solver.solve(&self.touched[out..], &mut self.times, true);
        looks
    }

    fn touch(&mut self, step: u32) {
        if self.solver.system.fate[step as usize] == Fate::Open && self.times[step as usize] != NEVER {
            self.times[step as usize] = NEVER;
            self.touched.push(step);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Solution;
    use crate::draft::{Draft, PreconditionDraft};

    /// Bread comes after water or after wine, the feast after bread; wine is done in two days.
    fn feast() -> Draft<'static> {
        let mut draft = Draft::new("");
        draft.party("a");
        draft.measure("wine", ["a"]).takes(2);
        for step in ["water", "bread", "feast"] {
            draft.measure(step, ["a"]);
        }
        draft.says("a").offers("wine");
        draft.says("a").offers("water");
        draft.says("a").offers("bread").after(PreconditionDraft::any(["water", "wine"]));
        draft.says("a").offers("feast").after("bread");
        draft
    }

    #[test]
    fn each_choice_is_left_out_by_itself() {
        let n = feast().build().unwrap();
        let solution = Solution::new(&n);
        let mut removal = Removal::new(&solution.network, &solution.times);
        let step = |key| n.find_step(key).unwrap().index();
        let days = |removal: &Removal<'_>| ["wine", "water", "bread", "feast"].map(|key| removal.times()[step(key)].day);
        removal.leave_out([step("water") as u32]);
        assert_eq!(days(&removal), [2, i64::MAX, 2, 2]);
        assert!(removal.is_changed(step("feast") as u32) && !removal.is_changed(step("wine") as u32));
        removal.leave_out([step("wine") as u32]);
        assert_eq!(days(&removal), [i64::MAX, 0, 0, 0]);
        removal.leave_out([step("wine") as u32, step("water") as u32]);
        assert_eq!(days(&removal), [i64::MAX; 4]);
        removal.leave_out([]);
        assert_eq!(removal.times(), solution.times);
    }
}
