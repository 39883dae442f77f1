//! Strongly connected components of the graph of steps and statements, dependencies first.
//!
//! Tarjan's algorithm with its stack made explicit, so that a ring of a million steps needs no more of the machine's stack than one of two.
//! R. Tarjan, *Depth-first search and linear graph algorithms*, SIAM J. Comput. 1 (1972), doi:10.1137/0201010.

use super::precedence::Precedence;

/// A node: a step, or a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Step(u32),
    Statement(u32),
}

impl Node {
    /// Returns the step that it is, if it is one.
    pub(crate) fn step(self) -> Option<u32> {
        match self {
            Self::Step(step) => Some(step),
            Self::Statement(_) => None,
        }
    }

    /// Returns the statement that it is, if it is one.
    pub(crate) fn statement(self) -> Option<u32> {
        match self {
            Self::Step(_) => None,
            Self::Statement(statement) => Some(statement),
        }
    }
}

/// Working storage, kept between runs so that a run costs only what it visits.
pub(crate) struct Components {
    steps: u32,
    /// 0 for a node not yet seen; else its number in order of visits, from 1; `u32::MAX` once its component is complete.
    number: Vec<u32>,
    frames: Vec<Frame>,
    stack: Vec<u32>,
    seen: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Frame {
    node: u32,
    low: u32,
    next: u32,
}

const CLOSED: u32 = u32::MAX;

/// Which part of the graph a run looks at.
pub(crate) trait View {
    /// Whether the step belongs to the part.
    fn has_step(&self, step: u32) -> bool;
    /// Whether the statement's links count.
    fn has_statement(&self, _statement: u32) -> bool {
        true
    }
    /// Whether the links of a clause count.
    fn has_clause(&self, _network: &Precedence, _clause: usize) -> bool {
        true
    }
    /// Whether `has_clause` must be asked at all.
    const ASKS_CLAUSES: bool = false;
}

impl Components {
    pub(crate) fn new(system: &Precedence) -> Self {
        let nodes = system.node_count() + system.body_count();
        Self { steps: system.node_count() as u32, number: vec![0; nodes], frames: Vec::new(), stack: Vec::new(), seen: Vec::new() }
    }

    fn node(&self, number: u32) -> Node {
        if number < self.steps { Node::Step(number) } else { Node::Statement(number - self.steps) }
    }

    /// Calls `found` with every component that a step of `scope` reaches, each after all those that it depends on.
    ///
    /// # Complexity
    ///
    /// Linear in the nodes and links reached.
    pub(crate) fn visit<V: View>(
        &mut self,
        system: &Precedence,
        view: &V,
        scope: impl Iterator<Item = u32>,
        mut found: impl FnMut(&V, &[Node]),
    ) {
        let mut component = Vec::new();
        let mut count = 0;
        for root in scope {
            if self.number[root as usize] != 0 || !view.has_step(root) {
                continue;
            }
            self.open(root, &mut count);
            while let Some(frame) = self.frames.last().copied() {
                let (child, next) = self.child(system, view, frame);
                let top = self.frames.last_mut().expect("just looked at");
                top.next = next;
                match child {
                    Some(child) => match self.number[child as usize] {
                        0 => self.open(child, &mut count),
                        CLOSED => {}
                        number => top.low = top.low.min(number),
                    },
                    None => {
                        let Frame { node, low, .. } = *top;
                        self.frames.pop();
                        if let Some(parent) = self.frames.last_mut() {
                            parent.low = parent.low.min(low);
                        }
                        if low == self.number[node as usize] {
                            component.clear();
                            while let Some(member) = self.stack.pop() {
                                self.number[member as usize] = CLOSED;
                                component.push(self.node(member));
                                if member == node {
                                    break;
                                }
                            }
                            found(view, &component);
                        }
                    }
                }
            }
        }
        for node in self.seen.drain(..) {
            self.number[node as usize] = 0;
        }
    }

    fn open(&mut self, node: u32, count: &mut u32) {
        *count += 1;
        self.number[node as usize] = *count;
        self.seen.push(node);
        self.stack.push(node);
        self.frames.push(Frame { node, low: *count, next: 0 });
    }

    /// Returns the next child of a node and where to go on looking.
    ///
    /// Children of a step are the level below, then its statements; children of a statement are the options of its clauses.
    fn child<V: View>(&self, system: &Precedence, view: &V, frame: Frame) -> (Option<u32>, u32) {
        let mut next = frame.next;
        if frame.node < self.steps {
            if next == 0 {
                next = 1;
                if let Some(below) = system.below(frame.node).filter(|&b| view.has_step(b)) {
                    return (Some(below), next);
                }
            }
            let uses = system.uses_of_step(frame.node);
            while let Some(&statement) = system.uses[uses.clone()].get(next as usize - 1) {
                next += 1;
                if view.has_statement(statement) {
                    return (Some(self.steps + statement), next);
                }
            }
            return (None, next);
        }
        let statement = frame.node - self.steps;
        let options = system.options_of_statement(statement);
        while let Some(&step) = system.options[options.clone()].get(next as usize) {
            next += 1;
            if view.has_step(step)
                && (!V::ASKS_CLAUSES || view.has_clause(system, system.clause_of_option(options.start + next as usize - 1, statement)))
            {
                return (Some(step), next);
            }
        }
        (None, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::tests::{Random, Spec, Taste};

    struct Part {
        steps: Vec<bool>,
        statements: Vec<bool>,
    }

    impl View for Part {
        fn has_step(&self, step: u32) -> bool {
            self.steps[step as usize]
        }

        fn has_statement(&self, statement: u32) -> bool {
            self.statements[statement as usize]
        }
    }

    /// Which nodes each node leads to, itself included, numbered steps first.
    fn reach(system: &Precedence, part: &Part) -> Vec<Vec<bool>> {
        let (nodes, statements) = (system.node_count(), system.body_count());
        let mut reach: Vec<Vec<bool>> = (0..nodes + statements).map(|i| (0..nodes + statements).map(|j| i == j).collect()).collect();
        for node in (0..nodes).filter(|&node| part.steps[node]) {
            let below = system.below(node as u32).map(|below| below as usize).filter(|&below| part.steps[below]);
            let used = system.uses[system.uses_of_step(node as u32)].iter().map(|&s| s as usize).filter(|&s| part.statements[s]);
            for to in below.into_iter().chain(used.map(|statement| nodes + statement)) {
                reach[node][to] = true;
            }
        }
        for statement in 0..statements {
            for &option in &system.options[system.options_of_statement(statement as u32)] {
                reach[nodes + statement][option as usize] |= part.steps[option as usize];
            }
        }
        for via in 0..reach.len() {
            for from in 0..reach.len() {
                if reach[from][via] {
                    let onward = reach[via].clone();
                    reach[from].iter_mut().zip(onward).for_each(|(to, is_reached)| *to |= is_reached);
                }
            }
        }
        reach
    }

    #[test]
    fn components_are_what_reaches_itself_and_come_after_what_they_lead_to() {
        for seed in 0..3_000 {
            let mut random = Random::new(seed);
            let system = Spec::random(seed, Taste { until: false, barred: false, terms: 30 }).with_meanings();
            let steps = (0..system.node_count()).map(|_| random.chance(85)).collect();
            let part = Part { steps, statements: (0..system.body_count()).map(|_| random.chance(90)).collect() };
            let reach = reach(&system, &part);
            let number = |node: &Node| match *node {
                Node::Step(step) => step as usize,
                Node::Statement(statement) => system.node_count() + statement as usize,
            };
            let mut seen: Vec<usize> = Vec::new();
            let mut components = Components::new(&system);
            for _ in 0..2 {
                seen.clear();
                components.visit(&system, &part, 0..system.node_count() as u32, |_, component| {
                    let mut members: Vec<usize> = component.iter().map(number).collect();
                    for (other, back) in reach.iter().enumerate() {
                        let is_together = reach[members[0]][other] && back[members[0]];
                        assert_eq!(members.contains(&other), is_together, "seed {seed}");
                        assert!(!reach[members[0]][other] || is_together || seen.contains(&other), "seed {seed}: it comes before");
                    }
                    seen.append(&mut members);
                });
                let expected = (0..reach.len()).filter(|&to| (0..system.node_count()).any(|from| part.steps[from] && reach[from][to]));
                seen.sort_unstable();
                assert_eq!(seen, expected.collect::<Vec<_>>(), "seed {seed}: each once");
            }
        }
    }
}
