//! Circular deadlocks: groups of steps that stay stuck when everything outside them has come.

use crate::graph::{Circle, Hopeless, NEVER, Network, Node, Solver, View};
use crate::model::Time;

/// A group of steps that wait for one another, in order of declaration, with the waits that count inside it.
pub(super) struct Group {
    pub(super) circle: Circle,
    pub(super) is_latent: bool,
}

/// The stuck steps of a part, and the statements whose preconditions are not all hopeless.
struct Stuck<'h> {
    is_stuck: Vec<bool>,
    hopeless: &'h Hopeless,
}

impl View for Stuck<'_> {
    fn has_step(&self, step: u32) -> bool {
        self.is_stuck[step as usize]
    }

    fn has_statement(&self, statement: u32) -> bool {
        !self.hopeless.statement[statement as usize]
    }
}

/// Finds the deadlocks among stuck steps, by first step.
///
/// The stuck steps are taken apart into groups that wait for one another; each group is tested with every step outside it done, except the
/// hopeless ones; what stays stuck of a group only in part is taken apart again.
///
/// # Complexity
///
/// Each test costs what the calculation of times costs on the group. A group that is taken apart again has become smaller.
pub(super) fn find(network: &Network, solver: &mut Solver<'_>, hopeless: &Hopeless, stuck: Vec<u32>, is_latent: bool) -> Vec<Group> {
    let mut found = Vec::new();
    let mut times: Vec<Time> = hopeless.step.iter().map(|&hopeless| if hopeless { NEVER } else { Time::default() }).collect();
    let mut view = Stuck { is_stuck: vec![false; network.node_count()], hopeless };
    let mut parts = if stuck.is_empty() { Vec::new() } else { vec![stuck] };
    while let Some(part) = parts.pop() {
        let mut groups: Vec<Vec<u32>> = Vec::new();
        part.iter().for_each(|&step| view.is_stuck[step as usize] = true);
        solver.components.visit(network, &view, part.iter().copied(), |_, component| {
            if component.len() > 1 {
                groups.push(component.iter().copied().filter_map(Node::step).collect());
            }
        });
        part.iter().for_each(|&step| view.is_stuck[step as usize] = false);
        for mut group in groups {
            group.sort_unstable();
            solver.solve(&group, &mut times, false);
            let remaining: Vec<u32> = group.iter().copied().filter(|&step| times[step as usize] == NEVER).collect();
            group.iter().for_each(|&step| times[step as usize] = Time::default());
            if remaining.len() == group.len() {
                found.push(group);
            } else if !remaining.is_empty() {
                parts.push(remaining);
            }
        }
    }
    found.sort_unstable_by_key(|group| group[0]);
    let mut position = vec![u32::MAX; if found.is_empty() { 0 } else { network.node_count() }];
    let group = |nodes: Vec<u32>| Group { circle: Circle::new(network, hopeless, &nodes, &mut position), is_latent };
    found.into_iter().map(group).collect()
}
