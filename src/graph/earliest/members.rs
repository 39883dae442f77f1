//! A circle: what it is made of, and what has happened in it so far.

use crate::graph::components::Node;
use crate::graph::precedence::Precedence;

/// Which steps and statements make up the circle, and which of its steps are known never to come.
pub(super) struct Members {
    pub(super) steps: Vec<u32>,
    pub(super) statements: Vec<u32>,
    pub(super) is_step: Vec<bool>,
    pub(super) is_statement: Vec<bool>,
    pub(super) is_gone: Vec<bool>,
}

impl Members {
    pub(super) fn new(system: &Precedence) -> Self {
        let (nodes, statements) = (system.node_count(), system.body_count());
        Self {
            steps: Vec::new(),
            statements: Vec::new(),
            is_step: vec![false; nodes],
            is_statement: vec![false; statements],
            is_gone: vec![false; nodes],
        }
    }

    /// Takes the members of a component in place of those that there are.
    pub(super) fn become_those_of(&mut self, component: &[Node]) {
        self.steps.drain(..).for_each(|step| (self.is_step[step as usize], self.is_gone[step as usize]) = (false, false));
        self.statements.drain(..).for_each(|statement| self.is_statement[statement as usize] = false);
        self.steps.extend(component.iter().copied().filter_map(Node::step));
        self.statements.extend(component.iter().copied().filter_map(Node::statement));
        self.steps.sort_unstable();
        self.statements.sort_unstable();
        self.steps.iter().for_each(|&step| self.is_step[step as usize] = true);
        self.statements.iter().for_each(|&statement| self.is_statement[statement as usize] = true);
    }

    /// Returns whether a step belongs to the circle and may still come.
    pub(super) fn is_live(&self, step: u32) -> bool {
        self.is_step[step as usize] && !self.is_gone[step as usize]
    }
}

/// What has happened so far in a run.
pub(super) struct State {
    /// By clause: whether one of its options has happened.
    pub(super) met: Vec<bool>,
    /// By statement: how many `after` and `with` clauses are unmet.
    pub(super) after_left: Vec<u32>,
    pub(super) with_left: Vec<u32>,
    /// By use: whether the statement is ready but for what must happen together with it.
    pub(super) primed: Vec<bool>,
    /// By group: the last day on which some statement that holds is valid.
    pub(super) lasts: Vec<i64>,
    /// By step: how many groups have no statement that holds.
    pub(super) groups_left: Vec<u32>,
}

impl State {
    pub(super) fn new(system: &Precedence) -> Self {
        let statements = system.body_count();
        Self {
            met: vec![false; system.clauses.len()],
            after_left: vec![0; statements],
            with_left: vec![0; statements],
            primed: vec![false; system.uses.len()],
            lasts: vec![i64::MIN; system.groups.len()],
            groups_left: vec![0; system.node_count()],
        }
    }
}
