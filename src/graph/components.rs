//! Strongly connected components of the graph of steps and statements, dependencies first.
//!
//! Tarjan's algorithm with its stack made explicit, so that a ring of a million steps needs no more of the machine's stack than one of two.
//! R. Tarjan, *Depth-first search and linear graph algorithms*, SIAM J. Comput. 1 (1972), doi:10.1137/0201010.

use super::Network;

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
    fn has_clause(&self, _network: &Network, _clause: usize) -> bool {
        true
    }
    /// Whether `has_clause` must be asked at all.
    const ASKS_CLAUSES: bool = false;
}

impl Components {
    pub(crate) fn new(network: &Network) -> Self {
        let nodes = network.step_count() + network.statement_count();
        Self { steps: network.step_count() as u32, number: vec![0; nodes], frames: Vec::new(), stack: Vec::new(), seen: Vec::new() }
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
        network: &Network,
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
                let (child, next) = self.child(network, view, frame);
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
    fn child<V: View>(&self, network: &Network, view: &V, frame: Frame) -> (Option<u32>, u32) {
        let mut next = frame.next;
        if frame.node < self.steps {
            if next == 0 {
                next = 1;
                if let Some(below) = network.below(frame.node).filter(|&b| view.has_step(b)) {
                    return (Some(below), next);
                }
            }
            let uses = network.uses_of_step(frame.node);
            while let Some(&statement) = network.uses[uses.clone()].get(next as usize - 1) {
                next += 1;
                if view.has_statement(statement) {
                    return (Some(self.steps + statement), next);
                }
            }
            return (None, next);
        }
        let statement = frame.node - self.steps;
        let options = network.options_of_statement(statement);
        while let Some(&step) = network.options[options.clone()].get(next as usize) {
            next += 1;
            if view.has_step(step)
                && (!V::ASKS_CLAUSES || view.has_clause(network, network.clause_of_option(options.start + next as usize - 1, statement)))
            {
                return (Some(step), next);
            }
        }
        (None, next)
    }
}
