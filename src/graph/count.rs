//! How many elementary circles a group of steps holds.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::NodeFiltered;

use super::circle::Circle;

/// Counts the elementary circles of a strongly connected group, as sequences of steps, up to a limit. Returns the count and whether there
/// are more.
///
/// D. B. Johnson, *Finding all the elementary circuits of a directed graph*, SIAM J. Comput. 4 (1975), doi:10.1137/0204007, on the group with
/// its chains contracted. A strongly connected graph has at least `e − n + 1` elementary circles, so that one with more links than the limit
/// allows need not be searched; what is searched then has less than four times as many links as the limit.
///
/// # Complexity
///
/// Linear in the group, and for the search `O((c + 1)·l)`, where `c` is the number counted and `l` the limit.
pub(crate) fn count_circles(circle: &Circle, limit: usize) -> (usize, bool) {
    let Some(waits) = circle.waits(circle.steps.len() - 1 + limit) else {
        return (limit, true);
    };
    let kernel = contract_chains(&waits);
    let mut johnson = Johnson::new(&kernel, limit);
    for start in kernel.node_indices() {
        johnson.from(start);
        if johnson.count > limit {
            return (limit, true);
        }
    }
    (johnson.count, false)
}

/// Replaces every chain of steps that each wait for one and are waited for by one by a single link. A lone ring becomes one node with a link
/// to itself.
fn contract_chains(waits: &[Vec<u32>]) -> DiGraph<(), ()> {
    let mut arriving = vec![0u32; waits.len()];
    for &to in waits.iter().flatten() {
        arriving[to as usize] += 1;
    }
    let is_chain = |at: usize| arriving[at] == 1 && waits[at].len() == 1;
    let mut kernel = DiGraph::new();
    let mut node = vec![None; waits.len()];
    for at in (0..waits.len()).filter(|&at| !is_chain(at)) {
        node[at] = Some(kernel.add_node(()));
    }
    if kernel.node_count() == 0 {
        let lone = kernel.add_node(());
        kernel.add_edge(lone, lone, ());
        return kernel;
    }
    for (at, waits_for) in waits.iter().enumerate() {
        let Some(from) = node[at] else { continue };
        for &to in waits_for {
            let mut to = to;
            while node[to as usize].is_none() {
                to = waits[to as usize][0];
            }
            kernel.add_edge(from, node[to as usize].expect("left the chain"), ());
        }
    }
    kernel
}

struct Johnson<'k> {
    kernel: &'k DiGraph<(), ()>,
    limit: usize,
    count: usize,
    blocked: Vec<bool>,
    blocks: Vec<Vec<NodeIndex>>,
}

impl<'k> Johnson<'k> {
    fn new(kernel: &'k DiGraph<(), ()>, limit: usize) -> Self {
        let nodes = kernel.node_count();
        Self { kernel, limit, count: 0, blocked: vec![false; nodes], blocks: vec![Vec::new(); nodes] }
    }

    /// Counts the circles of which `start` is the first node.
    fn from(&mut self, start: NodeIndex) {
        let later = NodeFiltered::from_fn(self.kernel, |node| node >= start);
        let mut inside = vec![false; self.kernel.node_count()];
        if let Some(component) = kosaraju_scc(&later).into_iter().find(|component| component.contains(&start)) {
            component.into_iter().for_each(|node| inside[node.index()] = true);
        }
        self.blocked.fill(false);
        self.blocks.iter_mut().for_each(Vec::clear);
        // Frames of the search: a node, the targets of its links that are left, whether a circle was closed below it.
        let kernel = self.kernel;
        let targets = |node: NodeIndex| -> Vec<NodeIndex> { kernel.neighbors(node).filter(|target| inside[target.index()]).collect() };
        let mut frames = vec![(start, targets(start), false)];
        self.blocked[start.index()] = true;
        while let Some((node, left, closed)) = frames.last_mut() {
            match left.pop() {
                Some(target) if target == start => {
                    self.count += 1;
                    *closed = true;
                    if self.count > self.limit {
                        return;
                    }
                }
                Some(target) if !self.blocked[target.index()] => {
                    self.blocked[target.index()] = true;
                    frames.push((target, targets(target), false));
                }
                Some(_) => {}
                None => {
                    let (node, closed) = (*node, *closed);
                    frames.pop();
                    if closed {
                        self.unblock(node);
                        if let Some((_, _, parent_closed)) = frames.last_mut() {
                            *parent_closed = true;
                        }
                    } else {
                        for target in targets(node) {
                            let blocks = &mut self.blocks[target.index()];
                            if !blocks.contains(&node) {
                                blocks.push(node);
                            }
                        }
                    }
                }
            }
        }
    }

    fn unblock(&mut self, node: NodeIndex) {
        let mut queue = vec![node];
        while let Some(node) = queue.pop() {
            if std::mem::replace(&mut self.blocked[node.index()], false) {
                queue.append(&mut self.blocks[node.index()]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::circle::tests::groups;
    use crate::graph::tests::{Spec, Taste};

    /// Counts every way back to the first step of a path that meets no step twice and none before the first.
    fn by_walking(waits: &[Vec<u32>], path: &mut Vec<u32>) -> usize {
        let mut count = 0;
        for &next in &waits[*path.last().expect("a path has a step") as usize] {
            if next == path[0] {
                count += 1;
            } else if next > path[0] && !path.contains(&next) {
                path.push(next);
                count += by_walking(waits, path);
                path.pop();
            }
        }
        count
    }

    #[test]
    fn as_many_circles_are_counted_as_there_are_ways_back_up_to_the_limit() {
        let mut most = 0;
        for seed in 0..4_000 {
            let spec = Spec::random(seed, Taste { until: false, barred: false, terms: 60 });
            for circle in groups(&spec.with_meanings()) {
                let waits = circle.waits(usize::MAX).expect("without a limit");
                let count: usize = (0..waits.len() as u32).map(|start| by_walking(&waits, &mut vec![start])).sum();
                assert_eq!(count_circles(&circle, 1_000), (count, false), "seed {seed}, {spec:#?}");
                for limit in [1, count / 2, count.saturating_sub(1)] {
                    let expected = if count > limit { (limit, true) } else { (count, false) };
                    assert_eq!(count_circles(&circle, limit), expected, "limit {limit}, seed {seed}, {spec:#?}");
                }
                most = most.max(count);
            }
        }
        assert!(most > 20, "{most}");
    }
}
