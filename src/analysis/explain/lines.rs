//! Lines collected for a conclusion, put in an order in which each rests on earlier ones.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::hold::{self, Held, step_id};
use super::prune::prune_line;
use super::ranking::{self, Ranking};
use crate::analysis::{Solution, cause};
use crate::certify::Facts;
use crate::finding::explanation::{Blocker, Line, LineClaim, Support};
use crate::graph::{Fate, NEVER, first_of};
use crate::model::{StatementId, StepId, Time};

/// Collects the lines that show why steps never come, or come no sooner than they do.
pub(super) struct Why<'o> {
    solution: &'o Solution,
    facts: OnceCell<Facts<'o>>,
    ranking: Ranking,
    /// Steps whose lines name everything, because less went round in a circle.
    generous: BTreeSet<u32>,
}

/// What is to be written as one line.
struct Block {
    steps: Vec<u32>,
    held: Held,
}

impl<'o> Why<'o> {
    pub(super) fn new(solution: &'o Solution) -> Self {
        Self { solution, facts: OnceCell::new(), ranking: ranking::rank(solution), generous: BTreeSet::new() }
    }

    /// Returns the lines for a step; the last is its own.
    pub(super) fn never_or_no_sooner(&mut self, step: u32) -> Vec<Line> {
        loop {
            let blocks = self.collect(vec![self.block_of(step)]);
            if let Some(lines) = self.put_in_order(blocks, step) {
                return lines;
            }
        }
    }

    /// Returns the lines for a group of steps that never come together; the last is the group's.
    pub(super) fn circle(&mut self, steps: &[u32], is_latent: bool) -> Vec<Line> {
        let hopeless = |step: u32| !is_latent && self.is_hopeless(step);
        let mut held = hold::circle(self.solution, steps, hopeless);
        held.rests_on.retain(|&step| hopeless(step));
        let mut block = Block { steps: steps.to_vec(), held };
        self.prune(&mut block);
        let blocks = self.collect(vec![block]);
        self.put_in_order(blocks, steps[0]).expect("what a circle rests on is in order of rank")
    }

    /// Whether a step follows from refusals and silence alone: ranked before every circle.
    fn is_hopeless(&self, step: u32) -> bool {
        self.solution.hopeless[step as usize]
    }

    fn block_of(&self, step: u32) -> Block {
        let solution = self.solution;
        let mut block = if solution.times[step as usize] != NEVER {
            let generous = self.generous.contains(&step);
            Block { steps: vec![step], held: if generous { hold::everything(solution, &[step]) } else { hold::no_sooner(solution, step) } }
        } else if solution.network.fate[step as usize] != Fate::Open {
            return Block { steps: vec![step], held: Held::default() };
        } else if let Some(circle) = self.ranking.circle_of[step as usize] {
            let steps = &self.ranking.circles[circle as usize];
            let rank = self.ranking.rank[step as usize];
            Block { steps: steps.clone(), held: hold::circle(solution, steps, |step| self.ranking.rank[step as usize] < rank) }
        } else {
            Block { steps: vec![step], held: hold::never_alone(solution, &self.ranking, step) }
        };
        let steps = &block.steps;
        block.held.rests_on.retain(|other| steps.binary_search(other).is_err());
        if solution.times[step as usize] == NEVER {
            // What is ranked later cannot be rested on; pruning does without.
            let rank = self.ranking.rank[step as usize];
            block.held.rests_on.retain(|&other| solution.times[other as usize] != NEVER || self.ranking.rank[other as usize] < rank);
            self.prune(&mut block);
        }
        block
    }

    fn prune(&self, block: &mut Block) {
        if !block.held.is_generous {
            block.held.rests_on.sort_unstable();
            block.held.rests_on.dedup();
            return;
        }
        let steps: Vec<StepId> = block.steps.iter().map(|&step| step_id(step)).collect();
        let bound = |step: u32| Some(self.solution.times[step as usize]).filter(|&time| time != NEVER);
        let not_before: Vec<Option<Time>> = block.steps.iter().map(|&step| bound(step)).collect();
        let facts = self.facts.get_or_init(|| Facts::new(&self.solution.network.negotiation));
        prune_line(facts, &steps, &not_before, &mut block.held, bound);
    }

    /// Collects the blocks that the first ones rest on, directly or not.
    fn collect(&self, mut blocks: Vec<Block>) -> Vec<Block> {
        let mut seen: BTreeSet<u32> = blocks.iter().flat_map(|block| block.steps.iter().copied()).collect();
        let mut next = 0;
        while next < blocks.len() {
            let rests_on = blocks[next].held.rests_on.clone();
            next += 1;
            for step in rests_on {
                if !seen.contains(&step) && self.solution.times[step as usize] > Time::default() {
                    let block = self.block_of(step);
                    seen.extend(block.steps.iter().copied());
                    blocks.push(block);
                }
            }
        }
        blocks
    }

    /// Puts blocks in order. Returns `None` when lines rest on one another in a circle; these will name everything the next time.
    fn put_in_order(&mut self, mut blocks: Vec<Block>, last: u32) -> Option<Vec<Line>> {
        let block_of = |blocks: &[Block]| -> BTreeMap<u32, usize> {
            blocks.iter().enumerate().flat_map(|(i, block)| block.steps.iter().map(move |&step| (step, i))).collect()
        };
        let components = components(&blocks, &block_of(&blocks));
        let circular: BTreeSet<u32> =
            components.iter().filter(|c| c.len() > 1).flatten().flat_map(|&block| blocks[block].steps.iter().copied()).collect();
        let before = self.generous.len();
        self.generous.extend(&circular);
        if self.generous.len() > before {
            return None;
        }
        // Blocks that name everything and still rest on one another are one line.
        let mut merged: Vec<Block> = Vec::new();
        for component in components {
            let mut steps: Vec<u32> = component.iter().flat_map(|&block| blocks[block].steps.iter().copied()).collect();
            steps.sort_unstable();
            let mut held = std::mem::take(&mut blocks[component[0]].held);
            if component.len() > 1 {
                held = hold::everything(self.solution, &steps);
            }
            let mut block = Block { steps, held };
            if component.len() > 1 || self.solution.times[block.steps[0] as usize] != NEVER {
                self.prune(&mut block);
            }
            merged.push(block);
        }
        let index = block_of(&merged);
        let needed = needed(&merged, &index, index[&last]);
        let mut number = vec![usize::MAX; merged.len()];
        let mut lines = Vec::new();
        for (i, block) in merged.into_iter().enumerate().filter(|(i, _)| needed[*i]) {
            number[i] = lines.len();
            let mut rests_on: Vec<usize> = block.held.rests_on.iter().filter_map(|step| Some(number[*index.get(step)?])).collect();
            rests_on.sort_unstable();
            rests_on.dedup();
            lines.push(self.line(block, rests_on));
        }
        Some(lines)
    }

    fn line(&self, block: Block, rests_on: Vec<usize>) -> Line {
        let network = &self.solution.network;
        let step = step_id(block.steps[0]);
        let mut cites: Vec<StatementId> = Vec::new();
        let claim = if block.held.holds.is_empty() && network.fate[step.index()] == Fate::Refused {
            cites = network.refusals_of(step);
            LineClaim::Refused { step }
        } else if block.held.holds.is_empty() && network.fate[step.index()] == Fate::Unanswered {
            LineClaim::Unanswered { step, silent: network.silent(step) }
        } else {
            for hold in &block.held.holds {
                if let Blocker::Party { reasons, .. } = hold {
                    cites.extend(reasons.iter().map(|reason| reason.statement));
                }
            }
            let time = |&step: &u32| Some(self.solution.times[step as usize]).filter(|&time| time != NEVER);
            LineClaim::Held {
                not_before: block.steps.iter().map(time).collect(),
                steps: block.steps.iter().map(|&step| step_id(step)).collect(),
                holds: block.held.holds,
            }
        };
        cites.sort_unstable();
        cites.dedup();
        Line { claim, cites, rests_on }
    }
}

/// Returns the components of the blocks, each after those it rests on.
fn components(blocks: &[Block], block_of: &BTreeMap<u32, usize>) -> Vec<Vec<usize>> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(blocks.len(), blocks.len());
    blocks.iter().for_each(|_| {
        graph.add_node(());
    });
    for (i, block) in blocks.iter().enumerate() {
        for step in &block.held.rests_on {
            if let Some(&on) = block_of.get(step).filter(|&&on| on != i) {
                graph.add_edge(NodeIndex::new(i), NodeIndex::new(on), ());
            }
        }
    }
    let indices = |component: Vec<NodeIndex>| component.into_iter().map(NodeIndex::index).collect();
    kosaraju_scc(&graph).into_iter().map(indices).collect()
}

/// Marks the blocks that one block rests on, directly or not, and itself.
fn needed(blocks: &[Block], block_of: &BTreeMap<u32, usize>, last: usize) -> Vec<bool> {
    let mut needed = vec![false; blocks.len()];
    needed[last] = true;
    let mut queue = vec![last];
    while let Some(block) = queue.pop() {
        for step in &blocks[block].held.rests_on {
            if let Some(&on) = block_of.get(step)
                && !std::mem::replace(&mut needed[on], true)
            {
                queue.push(on);
            }
        }
    }
    needed
}

/// Returns the lines that show how a step can happen at its time; the last is its own.
pub(super) fn happens(solution: &Solution, step: u32) -> Vec<Line> {
    let (network, times) = (&solution.network, &solution.times);
    let Plan { steps, supports, graph } = Plan::of(solution, step);
    // By node: its line, from when its component is written.
    let mut number = vec![usize::MAX; steps.len()];
    let mut lines: Vec<Line> = Vec::new();
    for mut component in kosaraju_scc(&graph) {
        component.sort_unstable_by_key(|node| steps[node.index()]);
        let mut rests_on: Vec<usize> = Vec::new();
        for &node in &component {
            // What has no line yet is in the component itself.
            rests_on.extend(graph.neighbors(node).map(|on| number[on.index()]).filter(|&line| line != usize::MAX));
        }
        rests_on.sort_unstable();
        rests_on.dedup();
        component.iter().for_each(|node| number[node.index()] = lines.len());
        let members: Vec<u32> = component.iter().map(|node| steps[node.index()]).collect();
        let supports: Vec<Support> = component.iter().flat_map(|node| supports[node.index()].iter().copied()).collect();
        let mut cites: Vec<StatementId> = supports.iter().filter_map(|support| support.statement).collect();
        cites.sort_unstable();
        cites.dedup();
        let claim = match *members {
            [single] if network.fate[single as usize] == Fate::Done => LineClaim::Done { step: step_id(single) },
            _ => LineClaim::Happens {
                at: members.iter().map(|&step| times[step as usize]).collect(),
                steps: members.into_iter().map(step_id).collect(),
                supports,
            },
        };
        lines.push(Line { claim, cites, rests_on });
    }
    lines
}

/// What has to come for a step to come, the step first.
struct Plan {
    steps: Vec<u32>,
    /// By node: what lets the step happen.
    supports: Vec<Vec<Support>>,
    /// From each step to those that it rests on; nodes are as in `steps`.
    graph: DiGraph<(), ()>,
}

impl Plan {
    /// Goes back from a step that can happen, by the statements that let it and the others happen at their times.
    fn of(solution: &Solution, step: u32) -> Self {
        let mut plan = Self { steps: vec![step], supports: Vec::new(), graph: DiGraph::new() };
        let mut position = BTreeMap::from([(step, 0usize)]);
        plan.graph.add_node(());
        let mut next = 0;
        while let Some(&step) = plan.steps.get(next) {
            let (supports, rests_on) = supports_of(solution, step);
            plan.supports.push(supports);
            for on in rests_on {
                let at = *position.entry(on).or_insert_with(|| {
                    plan.steps.push(on);
                    plan.graph.add_node(()).index()
                });
                plan.graph.add_edge(NodeIndex::new(next), NodeIndex::new(at), ());
            }
            next += 1;
        }
        plan
    }
}

/// Returns what lets a step happen at its time, and the steps that it rests on then; nothing of a step that is done.
fn supports_of(solution: &Solution, step: u32) -> (Vec<Support>, Vec<u32>) {
    let (network, times) = (&solution.network, &solution.times);
    let (mut supports, mut rests_on) = (Vec::new(), Vec::new());
    if network.fate[step as usize] == Fate::Open {
        rests_on.extend(network.below(step));
        for group in network.groups_of(step) {
            let statement = cause::consent(network, group, times, times[step as usize]);
            let party = network.groups[group].party;
            supports.push(Support { step: step_id(step), party, statement: statement.map(|s| StatementId::new(s as usize)) });
            let clauses = statement.into_iter().flat_map(|statement| network.clauses_of(statement));
            rests_on.extend(clauses.flat_map(|clause| network.conditions_of(clause)).map(|options| first_of(options, times)));
        }
        let silent = network.silent(step_id(step)).into_iter();
        supports.extend(silent.map(|party| Support { step: step_id(step), party, statement: None }));
    }
    (supports, rests_on)
}
