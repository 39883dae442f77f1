//! In which order it follows that stuck steps never come.

use std::collections::{BTreeSet, VecDeque};

use crate::analysis::Solution;
use crate::graph::{Components, Fate, NEVER, Network, Node, View, earliest_given};
use crate::model::Time;

pub(super) const UNRANKED: u32 = u32::MAX;

/// An order of the stuck steps in which each follows from earlier ones; steps that only follow together, as a circle, share a rank.
pub(super) struct Ranking {
    /// By step, then by meaning; `UNRANKED` for what is not stuck. A meaning has the rank of the first of its steps.
    pub(super) rank: Vec<u32>,
    /// By step: the circle that it belongs to, if it does not follow alone.
    pub(super) circle_of: Vec<Option<u32>>,
    pub(super) circles: Vec<Vec<u32>>,
}

/// Ranks the stuck steps: first what refusals and silence bar and all that falls with them, then each deadlock and what falls with it, then
/// what else is circular.
///
/// # Complexity
///
/// Linear in the network, but for circles behind circles and for offers that lapse, each of which is looked at again when one of its
/// options falls.
pub(super) fn rank(solution: &Solution) -> Ranking {
    let network = &solution.network;
    let mut falling = Falling {
        solution,
        ranking: Ranking { rank: vec![UNRANKED; network.node_count()], circle_of: vec![None; network.step_count()], circles: Vec::new() },
        next_rank: 0,
        assumed: assumed(solution),
        clause_left: (0..network.clauses.len()).map(|clause| network.options_of(clause).len() as u32).collect(),
        group_left: (0..network.groups.len()).map(|group| network.uses_of(group).len() as u32).collect(),
        fallen: vec![false; network.body_count()],
        queue: VecDeque::new(),
        recheck: BTreeSet::new(),
    };
    let stuck: Vec<u32> = (0..network.step_count() as u32).filter(|&step| solution.times[step as usize] == NEVER).collect();
    for &step in &stuck {
        if network.fate[step as usize] != Fate::Open {
            falling.fall(step);
        }
    }
    falling.recheck.extend(stuck.iter().copied().filter(|&step| network.may_lapse(step)));
    falling.spread();
    for group in solution.deadlocks.iter().filter(|group| !group.is_latent) {
        if group.circle.steps.iter().all(|&step| falling.is_unranked(step)) {
            falling.fall_together(group.circle.steps.clone());
            falling.spread();
        }
    }
    while let Some(circles) = falling.bottom_circles(&stuck) {
        for circle in circles {
            falling.fall_together(circle);
        }
        falling.spread();
    }
    falling.ranking
}

impl Ranking {
    /// Returns the options of a clause; of a precondition on a term, of which a step is stuck, the first of the steps that fell first.
    pub(super) fn first_fallen<'n>(&self, network: &'n Network, clause: usize) -> &'n [u32] {
        let rank = |options: &[u32]| options.iter().map(|&option| self.rank[option as usize]).max();
        network.conditions_of(clause).min_by_key(|options| rank(options)).expect("a clause has options")
    }
}

/// Returns the times from which steps fall: what is stuck is taken to come at once, and a meaning when all of its steps have.
fn assumed(solution: &Solution) -> Vec<Time> {
    let network = &solution.network;
    let mut assumed: Vec<Time> = solution.times.iter().map(|&time| if time == NEVER { Time::default() } else { time }).collect();
    for meaning in network.step_count()..network.node_count() {
        let steps = network.meant(meaning as u32).iter();
        assumed[meaning] = steps.map(|&step| assumed[step as usize]).max().unwrap_or_default();
    }
    assumed
}

struct Falling<'o> {
    solution: &'o Solution,
    ranking: Ranking,
    next_rank: u32,
    /// By node: its time, as far as it is known to be stuck; what is stuck but not ranked is assumed to come at once.
    assumed: Vec<Time>,
    clause_left: Vec<u32>,
    group_left: Vec<u32>,
    fallen: Vec<bool>,
    queue: VecDeque<u32>,
    recheck: BTreeSet<u32>,
}

struct Unranked<'r>(&'r [Time], &'r [u32]);

impl View for Unranked<'_> {
    fn has_step(&self, step: u32) -> bool {
        self.0[step as usize] == NEVER && self.1[step as usize] == UNRANKED
    }
}

impl Falling<'_> {
    fn is_unranked(&self, step: u32) -> bool {
        self.solution.times[step as usize] == NEVER && self.ranking.rank[step as usize] == UNRANKED
    }

    fn fall(&mut self, step: u32) {
        if self.is_unranked(step) {
            self.ranking.rank[step as usize] = self.next_rank;
            self.next_rank += 1;
            self.assumed[step as usize] = NEVER;
            self.queue.push_back(step);
        }
    }

    fn fall_together(&mut self, mut steps: Vec<u32>) {
        steps.sort_unstable();
        let circle = self.ranking.circles.len() as u32;
        for &step in &steps {
            self.ranking.rank[step as usize] = self.next_rank;
            self.ranking.circle_of[step as usize] = Some(circle);
            self.assumed[step as usize] = NEVER;
            self.queue.push_back(step);
        }
        self.next_rank += 1;
        self.ranking.circles.push(steps);
    }

    fn spread(&mut self) {
        loop {
            while let Some(step) = self.queue.pop_front() {
                self.tell(step);
            }
            let Some(step) = self.recheck.pop_first() else { break };
            if self.is_unranked(step) && earliest_given(&self.solution.network, step, &self.assumed) == NEVER {
                self.fall(step);
            }
        }
    }

    /// Tells what waits for a step that it never comes.
    fn tell(&mut self, step: u32) {
        let network = &self.solution.network;
        if let Some(above) = network.above(step) {
            self.fall(above);
        }
        for clause in self.waiting_for(step) {
            self.clause_left[clause as usize] -= 1;
            let statement = network.clauses[clause as usize].statement;
            if network.has_until {
                let covered = network.covers(statement).iter().map(|&entry| network.step_of_use(entry));
                self.recheck.extend(covered.filter(|&covered| network.may_lapse(covered)));
            }
            if self.clause_left[clause as usize] > 0 || std::mem::replace(&mut self.fallen[statement as usize], true) {
                continue;
            }
            for &entry in network.covers(statement) {
                let group = network.use_group[entry as usize] as usize;
                self.group_left[group] -= 1;
                if self.group_left[group] == 0 {
                    self.fall(network.groups[group].step);
                }
            }
        }
    }

    /// Lists the clauses of statements that wait for a step, or for a meaning that falls with it, in order.
    fn waiting_for(&mut self, step: u32) -> Vec<u32> {
        let network = &self.solution.network;
        let mut clauses: Vec<u32> = Vec::with_capacity(network.occurrences(step).len());
        let mut any_meaning = false;
        for &clause in network.occurrences(step) {
            let Some(meaning) = network.meaning_by(network.clauses[clause as usize].statement) else {
                clauses.push(clause);
                continue;
            };
            if self.is_unranked(meaning) {
                self.ranking.rank[meaning as usize] = self.ranking.rank[step as usize];
                self.assumed[meaning as usize] = NEVER;
                clauses.extend_from_slice(network.occurrences(meaning));
                any_meaning = true;
            }
        }
        if any_meaning {
            clauses.sort_unstable();
        }
        clauses
    }

    /// Returns the circles among the unranked steps that rest on no other unranked step.
    fn bottom_circles(&self, stuck: &[u32]) -> Option<Vec<Vec<u32>>> {
        if !stuck.iter().any(|&step| self.is_unranked(step)) {
            return None;
        }
        let network = &self.solution.network;
        let view = Unranked(&self.solution.times, &self.ranking.rank);
        let mut component_of = vec![0u32; network.node_count()];
        let mut number = 0;
        let mut bottom = Vec::new();
        Components::new(network).visit(network, &view, stuck.iter().copied(), |view, component| {
            let steps: Vec<u32> = component.iter().copied().filter_map(Node::step).collect();
            number += 1;
            steps.iter().for_each(|&step| component_of[step as usize] = number);
            let rests_on_itself = |&step: &u32| {
                let statements = network.uses[network.uses_of_step(step)].iter();
                let options = statements.flat_map(|&statement| &network.options[network.options_of_statement(statement)]).copied();
                options.chain(network.below(step)).all(|option| !view.has_step(option) || component_of[option as usize] == number)
            };
            if !steps.is_empty() && steps.iter().all(rests_on_itself) {
                bottom.push(steps.into_iter().filter(|&step| !network.is_meaning(step)).collect());
            }
        });
        Some(bottom)
    }
}
