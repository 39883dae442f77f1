//! Which demands are met only with which steps.

use std::collections::HashMap;

use super::removal::Removal;
use super::{Solution, cause, demand};
use crate::finding::Demand;
use crate::graph::{Fate, NEVER, Network, first_option};
use crate::model::{StatementId, StepId, Time};

/// Returns, of each of some steps, the statements that need it: those that demand it or a higher level, and those of whose demands one that
/// is met would not be met without it. Each list is in order of declaration.
///
/// Where there are fewer steps than demands, each step is left out in turn. Else one goes back from each demand: what it waits for with no
/// other way is needed, what is in no plan that meets it is not, and only what is in a plan and might be done without is left out in turn.
///
/// # Complexity
///
/// The first way costs the calculation of times on what depends on each step; the second is linear in the plan of each demand, and as the
/// first for steps that are options beside others.
pub(super) fn by_demands(solution: &Solution, demands: &[Demand], steps: &[StepId]) -> Vec<Vec<StatementId>> {
    let met = demands.iter().filter(|demand| demand.met).count();
    if steps.len() <= met { by_leaving_out(solution, demands, steps) } else { by_going_back(solution, demands, steps) }
}

/// Leaves each step out in turn.
fn by_leaving_out(solution: &Solution, demands: &[Demand], steps: &[StepId]) -> Vec<Vec<StatementId>> {
    let mut leaving_out = LeavingOut::new(solution, demands);
    steps.iter().map(|&step| leaving_out.needing(step)).collect()
}

/// Goes back from each demand that is met.
fn by_going_back(solution: &Solution, demands: &[Demand], steps: &[StepId]) -> Vec<Vec<StatementId>> {
    let mut leaving_out = LeavingOut::new(solution, demands);
    let mut needing: Vec<Vec<StatementId>> = steps.iter().map(|&step| leaving_out.demanding(step)).collect();
    let mut is_open = vec![false; steps.len()];
    let place: HashMap<u32, usize, foldhash::fast::RandomState> =
        steps.iter().enumerate().map(|(at, step)| (step.index() as u32, at)).collect();
    let mut plans = Plans::new(solution);
    for demand in demands.iter().filter(|demand| demand.met) {
        plans.visit(demand.step, |step, is_forced| match place.get(&step) {
            Some(&at) if is_forced => needing[at].push(demand.statement),
            Some(&at) => is_open[at] = true,
            None => {}
        });
    }
    for (at, list) in needing.iter_mut().enumerate() {
        if is_open[at] {
            *list = leaving_out.needing(steps[at]);
        } else {
            list.sort_unstable();
            list.dedup();
        }
    }
    needing
}

/// Leaves one step after another out of the deal, and looks which demands are met no more.
struct LeavingOut<'s> {
    solution: &'s Solution,
    removal: Removal<'s>,
    demands: &'s [Demand],
    /// The demands of each step.
    of_step: HashMap<StepId, Vec<u32>, foldhash::fast::RandomState>,
}

impl<'s> LeavingOut<'s> {
    fn new(solution: &'s Solution, demands: &'s [Demand]) -> Self {
        let mut of_step: HashMap<StepId, Vec<u32>, foldhash::fast::RandomState> = HashMap::default();
        for (at, demand) in demands.iter().enumerate() {
            of_step.entry(demand.step).or_default().push(at as u32);
        }
        Self { solution, removal: Removal::new(&solution.network, &solution.times), demands, of_step }
    }

    /// Lists the statements that demand a step or a higher level.
    fn demanding(&self, step: StepId) -> Vec<StatementId> {
        let negotiation = &self.solution.network.negotiation;
        let higher = negotiation.steps_of(negotiation.step(step).measure).filter(|&level| level >= step);
        let demands = higher.filter_map(|level| self.of_step.get(&level)).flatten();
        demands.map(|&demand| self.demands[demand as usize].statement).collect()
    }

    /// Lists the statements that need a step.
    fn needing(&mut self, step: StepId) -> Vec<StatementId> {
        let mut found = self.demanding(step);
        self.removal.leave_out([step.index() as u32]);
        let (negotiation, times) = (&self.solution.network.negotiation, self.removal.times());
        let touched = self.removal.touched().iter();
        let of_touched = touched.filter_map(|&step| self.of_step.get(&StepId::new(step as usize))).flatten();
        let lost = of_touched
            .map(|&demand| &self.demands[demand as usize])
            .filter(|demand| demand.met && !demand::is_met(negotiation, demand.step, demand.deadline, times));
        found.extend(lost.map(|demand| demand.statement));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Goes back from one demanded step after another through what lets it happen.
struct Plans<'s> {
    network: &'s Network,
    times: &'s [Time],
    /// By statement, then by what meanings happen by: whether all its preconditions hold at some time.
    may_hold: Vec<bool>,
    /// By step, then by meaning: the last visit that came by, counted from 1.
    seen: Vec<u32>,
    visit: u32,
}

impl<'s> Plans<'s> {
    fn new(solution: &'s Solution) -> Self {
        let (network, times) = (&solution.network, &solution.times);
        let has_way = |clause: usize| network.options_of(clause).iter().any(|&option| times[option as usize] != NEVER);
        let may_hold = (0..network.body_count() as u32).map(|statement| network.clauses_of(statement).all(has_way)).collect();
        Self { network, times, may_hold, seen: vec![0; network.node_count()], visit: 0 }
    }

    /// Visits the steps of one plan by which a step comes, once each: first those without which no plan would do, as is seen from there
    /// being no other statement and no other option, then the others.
    fn visit(&mut self, step: StepId, mut on: impl FnMut(u32, bool)) {
        self.visit += 1;
        let mut queue: Vec<u32> = Vec::new();
        self.add(step.index() as u32, &mut queue);
        let mut next = 0;
        while let Some(&step) = queue.get(next) {
            next += 1;
            on(step, true);
            self.without_alternative(step, &mut queue);
        }
        let forced = queue.len();
        next = 0;
        while let Some(&step) = queue.get(next) {
            if next >= forced {
                on(step, false);
            }
            next += 1;
            self.chosen(step, &mut queue);
        }
    }

    fn add(&mut self, step: u32, queue: &mut Vec<u32>) {
        if self.network.fate[step as usize] != Fate::Done && self.seen[step as usize] != self.visit {
            self.seen[step as usize] = self.visit;
            queue.push(step);
        }
    }

    /// Adds what a step cannot come without: the level below, and the only option there is of a precondition of the only statement there is.
    fn without_alternative(&mut self, step: u32, queue: &mut Vec<u32>) {
        let (network, times) = (self.network, self.times);
        if let Some(below) = network.below(step) {
            self.add(below, queue);
        }
        for group in network.groups_of(step) {
            let mut ways = network.uses_of(group).map(|entry| network.uses[entry]).filter(|&way| self.may_hold[way as usize]);
            let (Some(statement), None) = (ways.next(), ways.next()) else { continue };
            for clause in network.clauses_of(statement) {
                let mut options = network.options_of(clause).iter().copied().filter(|&option| times[option as usize] != NEVER);
                let first = options.next();
                if let Some(only) = first.filter(|&first| options.all(|option| option == first)) {
                    self.add(only, queue);
                }
            }
        }
    }

    /// Adds what lets a step happen at its time.
    fn chosen(&mut self, step: u32, queue: &mut Vec<u32>) {
        let (network, times) = (self.network, self.times);
        if let Some(below) = network.below(step) {
            self.add(below, queue);
        }
        for group in network.groups_of(step) {
            let statement = cause::consent(network, group, times, times[step as usize]).expect("a step that happens has consent");
            for clause in network.clauses_of(statement) {
                self.add(first_option(network, clause, times), queue);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Negotiation;
    use crate::text::from_toml;

    /// Returns the statements that need a step as they are defined, one demand after another.
    fn as_defined(solution: &Solution, demands: &[Demand], step: StepId) -> Vec<StatementId> {
        let negotiation = &solution.network.negotiation;
        let mut removal = Removal::new(&solution.network, &solution.times);
        removal.leave_out([step.index() as u32]);
        let times = removal.times();
        let is_level = |demand: &Demand| negotiation.step(demand.step).measure == negotiation.step(step).measure && demand.step >= step;
        let is_lost = |demand: &Demand| demand.met && !demand::is_met(negotiation, demand.step, demand.deadline, times);
        let mut found: Vec<_> =
            demands.iter().filter(|demand| is_level(demand) || is_lost(demand)).map(|demand| demand.statement).collect();
        found.dedup();
        found
    }

    /// Checks both ways on every step. Returns how many pairs of a step and a statement that needs it there are.
    fn check(negotiation: &Negotiation) -> usize {
        let solution = Solution::new(negotiation);
        let demands = demand::find(negotiation, &solution.times);
        let steps: Vec<StepId> = negotiation.steps().map(|(step, _)| step).collect();
        let defined: Vec<_> = steps.iter().map(|&step| as_defined(&solution, &demands, step)).collect();
        assert_eq!(by_leaving_out(&solution, &demands, &steps), defined);
        assert_eq!(by_going_back(&solution, &demands, &steps), defined);
        defined.iter().map(Vec::len).sum()
    }

    /// Makes offers on one another of all kinds, and demands with and without deadline, from a seed.
    fn strewn(seed: u64) -> Negotiation {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut below = |limit: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % limit
        };
        let mut text = "as_of = \"2024-01-01\"\n[parties]\na = {}\nb = {}\n[measures]\n".to_owned();
        let steps = 4 + below(6);
        for step in 0..steps {
            let levels = if below(5) == 0 { ", levels = [\"some\", \"all\"]" } else { "" };
            text += &format!("m{step} = {{ by = \"a\", takes = {}{levels} }}\n", below(3));
        }
        for _ in 0..steps * 2 {
            let (offered, wait) = (below(steps), ["after", "with", "promise"][below(3) as usize]);
            let options: Vec<String> =
                (0..1 + below(2)).map(|_| below(steps)).filter(|&on| on != offered).map(|on| format!("\"m{on}\"")).collect();
            let until = if below(6) == 0 { "until = \"2024-01-03\"\n" } else { "" };
            text += &format!("[[statements]]\nparty = \"a\"\noffers = \"m{offered}\"\n{until}");
            if !options.is_empty() && below(4) > 0 {
                text += &format!("{wait} = [{{ any = [{}] }}]\n", options.join(", "));
            }
        }
        for _ in 0..2 + below(3) {
            let deadline = if below(2) == 0 { "deadline = \"2024-01-03\"\n" } else { "" };
            text += &format!("[[statements]]\nparty = \"b\"\ndemands = \"m{}\"\n{deadline}", below(steps));
        }
        from_toml(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    #[test]
    fn going_back_from_the_demands_finds_what_leaving_out_each_step_finds() {
        let needed: usize = (0..2_000).map(|seed| check(&strewn(seed))).sum();
        assert!(needed > 5_000, "only {needed} steps are needed by a demand");
    }
}
