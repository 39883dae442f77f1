//! The waits inside one circular group of steps, as a plain graph.

use super::hopeless::Hopeless;
use super::precedence::{Clause, Precedence};
use super::rows::Rows;
use crate::model::Wait;

/// Why a step of the group waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WaitEdge {
    /// The step that is waited for, as a position in the group.
    pub(crate) to: u32,
    /// Loose waits (`with`, `promise`, levels) come after strict ones.
    loose: bool,
    /// The statement, or `None` for a level.
    pub(crate) statement: Option<u32>,
    /// How it waits.
    pub(crate) wait: Option<Wait>,
    /// Whether the precondition has another option, outside the group, that could come.
    pub(crate) has_way_past: bool,
    /// The less strict the days of the precondition, the more.
    laxness: u32,
    /// Which precondition of the statement it is; 0 for a level.
    pub(crate) precondition: u32,
}

/// Returns how lax the days of a precondition are, to be compared with those of others of its kind.
const fn laxness(clause: &Clause) -> u32 {
    match (clause.wait, clause.days) {
        (Wait::After, Some(days)) => u32::MAX - days,
        (Wait::Promise, Some(days)) => days,
        (Wait::After | Wait::Promise, None) => u32::MAX,
        (Wait::With, _) => 0,
    }
}

impl WaitEdge {
    fn level(to: u32) -> Self {
        Self { to, loose: true, statement: None, wait: None, has_way_past: false, laxness: 0, precondition: 0 }
    }

    fn by(clause: &Clause, to: u32, has_way_past: bool) -> Self {
        Self {
            to,
            loose: clause.wait != Wait::After,
            statement: Some(clause.statement),
            wait: Some(clause.wait),
            has_way_past,
            laxness: laxness(clause),
            precondition: clause.precondition,
        }
    }

    pub(super) fn is_strict(self) -> bool {
        !self.loose
    }
}

/// A strongly connected group of steps and, for each pair of which one waits for the other, the plainest reason why: a strict wait before
/// others, then the first statement; of its preconditions the one without a way past it, then the strictest.
///
/// Waits for the same steps of a term are kept as waits for its meaning, which has a position behind those of the steps, and from there to
/// each of these steps: a wait for a step is one for the step itself or for a meaning that holds it.
pub(crate) struct Circle {
    pub(crate) steps: Vec<u32>,
    /// By step, the waits for steps and meanings by position, of each the plainest.
    pub(super) edges: Vec<WaitEdge>,
    rows: Rows,
    /// By meaning, its steps in the group by position, in order; two at least, for one alone is waited for directly.
    pub(super) meant: Vec<Vec<u32>>,
    /// The statements that link steps of the group, in order.
    pub(crate) statements: Vec<u32>,
}

impl Circle {
    /// Collects the waits inside a group of steps, and of the meanings among them, in order of declaration. `position` is storage by node,
    /// `u32::MAX` everywhere.
    pub(crate) fn new(system: &Precedence, hopeless: &Hopeless, nodes: &[u32], position: &mut [u32]) -> Self {
        let steps: Vec<u32> = nodes.iter().copied().filter(|&node| !system.is_meaning(node)).collect();
        for (i, &step) in steps.iter().enumerate() {
            position[step as usize] = i as u32;
        }
        let mut meant: Vec<Vec<u32>> = Vec::new();
        for &meaning in nodes.iter().filter(|&&node| system.is_meaning(node)) {
            let inside = system.meant(meaning).iter().map(|&step| position[step as usize]);
            let mut inside: Vec<u32> = inside.filter(|&at| at != u32::MAX).collect();
            inside.sort_unstable();
            position[meaning as usize] = if let [single] = *inside { single } else { (steps.len() + meant.len()) as u32 };
            if inside.len() > 1 {
                meant.push(inside);
            }
        }
        let mut circle =
            Self { edges: Vec::with_capacity(steps.len()), rows: Rows::with_capacity(steps.len()), meant, statements: Vec::new(), steps };
        circle.collect(system, hopeless, position);
        for &node in nodes {
            position[node as usize] = u32::MAX;
        }
        circle
    }

    fn collect(&mut self, system: &Precedence, hopeless: &Hopeless, position: &[u32]) {
        let mut found: Vec<WaitEdge> = Vec::new();
        for &step in &self.steps {
            found.clear();
            if let Some(below) = system.below(step).filter(|&below| position[below as usize] != u32::MAX) {
                found.push(WaitEdge::level(position[below as usize]));
            }
            for entry in system.uses_of_step(step) {
                let statement = system.uses[entry];
                if hopeless.statement[statement as usize] {
                    continue;
                }
                let before = found.len();
                for clause in system.clauses_of(statement) {
                    let options = system.options_of(clause);
                    let is_inside = |option: u32| position[option as usize] != u32::MAX;
                    let has_way_past = options.iter().any(|&option| !is_inside(option) && !hopeless.step[option as usize]);
                    let clause = &system.clauses[clause];
                    let inside = options.iter().filter(|&&option| is_inside(option)).map(|&option| position[option as usize]);
                    found.extend(inside.map(|to| WaitEdge::by(clause, to, has_way_past)));
                }
                if found.len() > before {
                    self.statements.push(statement);
                }
            }
            found.sort_unstable();
            found.dedup_by_key(|edge| edge.to);
            self.edges.extend_from_slice(&found);
            self.rows.end(self.edges.len());
        }
        self.statements.sort_unstable();
        self.statements.dedup();
    }

    /// Returns the waits of a step for steps and meanings.
    pub(super) fn edges_of(&self, at: u32) -> &[WaitEdge] {
        &self.edges[self.rows.of(at as usize)]
    }

    /// Returns the steps of a meaning that are in the group, or nothing for a step.
    pub(super) fn meant(&self, at: u32) -> &[u32] {
        (at as usize).checked_sub(self.steps.len()).map_or(&[], |meaning| &self.meant[meaning])
    }

    /// Returns whether a step waits for several.
    pub(super) fn branches(&self, at: u32) -> bool {
        match self.edges_of(at) {
            [single] => !self.meant(single.to).is_empty(),
            several => several.len() > 1,
        }
    }

    /// Returns the plainest of the waits of one step for another.
    pub(super) fn plainest(&self, at: u32, to: u32) -> WaitEdge {
        let leads_there = |edge: &&WaitEdge| edge.to == to || self.meant(edge.to).binary_search(&to).is_ok();
        let edges = self.edges_of(at).iter().filter(leads_there).map(|&edge| WaitEdge { to, ..edge });
        edges.min().expect("the one waits for the other")
    }

    /// Lists by step the steps that it waits for, in order, unless there are more than `most` in all.
    pub(crate) fn waits(&self, most: usize) -> Option<Vec<Vec<u32>>> {
        let mut left = most;
        let mut waits = Vec::with_capacity(self.steps.len());
        let mut listed = vec![u32::MAX; self.steps.len()];
        for at in 0..self.steps.len() as u32 {
            let mut of_step = Vec::new();
            for edge in self.edges_of(at) {
                let single = [edge.to];
                let steps = if self.meant(edge.to).is_empty() { &single } else { self.meant(edge.to) };
                for &to in steps {
                    if std::mem::replace(&mut listed[to as usize], at) != at {
                        left = left.checked_sub(1)?;
                        of_step.push(to);
                    }
                }
            }
            of_step.sort_unstable();
            waits.push(of_step);
        }
        Some(waits)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::graph::components::{Components, Node, View};
    use crate::graph::tests::{Spec, Taste};

    struct Everything;

    impl View for Everything {
        fn has_step(&self, _: u32) -> bool {
            true
        }
    }

    /// Returns the waits of every group of steps that wait for one another, by their first step.
    pub(in crate::graph) fn groups(system: &Precedence) -> Vec<Circle> {
        let mut groups: Vec<Vec<u32>> = Vec::new();
        Components::new(system).visit(system, &Everything, 0..system.node_count() as u32, |_, component| {
            if component.len() > 1 {
                groups.push(component.iter().copied().filter_map(Node::step).collect());
            }
        });
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups.sort();
        let mut position = vec![u32::MAX; system.node_count()];
        let hopeless = Hopeless::nothing(system);
        let circles = groups.iter().map(|nodes| Circle::new(system, &hopeless, nodes, &mut position)).collect();
        assert!(position.iter().all(|&at| at == u32::MAX), "the storage is left as it was");
        circles
    }

    #[test]
    fn waits_for_the_steps_of_a_term_are_the_same_as_waits_for_its_meaning() {
        let mut pairs = 0;
        for seed in 0..4_000 {
            let spec = Spec::random(seed, Taste { until: false, barred: false, terms: 60 });
            let (with_meanings, with_copies) = (groups(&spec.with_meanings()), groups(&spec.with_copies()));
            assert_eq!(with_meanings.len(), with_copies.len(), "seed {seed}, {spec:#?}");
            for (circle, copied) in with_meanings.iter().zip(&with_copies) {
                assert_eq!(circle.steps, copied.steps, "seed {seed}, {spec:#?}");
                assert_eq!(circle.statements, copied.statements, "seed {seed}, {spec:#?}");
                let waits = circle.waits(usize::MAX).expect("without a limit");
                for at in 0..circle.steps.len() as u32 {
                    let edges = copied.edges_of(at);
                    assert_eq!(waits[at as usize], edges.iter().map(|edge| edge.to).collect::<Vec<_>>(), "seed {seed}, {spec:#?}");
                    assert_eq!(circle.branches(at), edges.len() > 1, "seed {seed}, {spec:#?}");
                    for &edge in edges {
                        assert_eq!(circle.plainest(at, edge.to), edge, "seed {seed}, {spec:#?}");
                        pairs += 1;
                    }
                }
                let count = waits.iter().map(Vec::len).sum();
                assert!(circle.waits(count).is_some() && circle.waits(count - 1).is_none(), "seed {seed}, {spec:#?}");
            }
        }
        assert!(pairs > 10_000, "only {pairs} pairs of steps wait for each other");
    }
}
