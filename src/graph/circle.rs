//! The waits inside one circular group of steps, as a plain graph, and the shortest chain that shows the circle.

use super::{Clause, Hopeless, Network};
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

    fn is_strict(self) -> bool {
        !self.loose
    }
}

/// A strongly connected group of steps and, for each pair of which one waits for the other, the plainest reason why: a strict wait before
/// others, then the first statement; of its preconditions the one without a way past it, then the strictest.
pub(crate) struct Circle {
    pub(crate) steps: Vec<u32>,
    edges: Vec<WaitEdge>,
    rows: Vec<u32>,
    /// The statements that link steps of the group, in order.
    pub(crate) statements: Vec<u32>,
}

/// A closed chain: positions in the group, each with the edge to the next.
pub(crate) struct Chain {
    pub(crate) links: Vec<(u32, WaitEdge)>,
    /// Whether no shorter one exists, or the search was cut short.
    pub(crate) shortest: bool,
}

impl Circle {
    /// Collects the waits inside a group of steps, in order of declaration. `position` is storage by step, `u32::MAX` everywhere.
    pub(crate) fn new(network: &Network, hopeless: &Hopeless, steps: Vec<u32>, position: &mut [u32]) -> Self {
        for (i, &step) in steps.iter().enumerate() {
            position[step as usize] = i as u32;
        }
        let mut circle =
            Self { edges: Vec::with_capacity(steps.len()), rows: Vec::with_capacity(steps.len() + 1), statements: Vec::new(), steps };
        let mut found: Vec<WaitEdge> = Vec::new();
        for &step in &circle.steps {
            circle.rows.push(circle.edges.len() as u32);
            found.clear();
            if let Some(below) = network.below(step).filter(|&below| position[below as usize] != u32::MAX) {
                found.push(WaitEdge::level(position[below as usize]));
            }
            for entry in network.uses_of_step(step) {
                let statement = network.uses[entry];
                if hopeless.statement[statement as usize] {
                    continue;
                }
                let before = found.len();
                for clause in network.clauses_of(statement) {
                    let options = network.options_of(clause);
                    let is_inside = |option: u32| position[option as usize] != u32::MAX;
                    let has_way_past = options.iter().any(|&option| !is_inside(option) && !hopeless.step[option as usize]);
                    let clause = &network.clauses[clause];
                    let inside = options.iter().filter(|&&option| is_inside(option)).map(|&option| position[option as usize]);
                    found.extend(inside.map(|to| WaitEdge::by(clause, to, has_way_past)));
                }
                if found.len() > before {
                    circle.statements.push(statement);
                }
            }
            found.sort_unstable();
            found.dedup_by_key(|edge| edge.to);
            circle.edges.extend_from_slice(&found);
        }
        circle.rows.push(circle.edges.len() as u32);
        circle.statements.sort_unstable();
        circle.statements.dedup();
        for &step in &circle.steps {
            position[step as usize] = u32::MAX;
        }
        circle
    }

    pub(crate) fn edges_of(&self, at: u32) -> &[WaitEdge] {
        &self.edges[self.rows[at as usize] as usize..self.rows[at as usize + 1] as usize]
    }

    pub(crate) fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// Finds a shortest closed chain with a strict wait; of several, the first in order of declaration, from its earliest step.
    ///
    /// The search follows the waits from each step at which they branch, and stops when it has looked at `1,000,000 + 2·e` waits, where
    /// `e` is the number of waits of the group; what it has found then is not marked as shortest. As many are spent on finding the first in
    /// order among the shortest.
    ///
    /// # Panics
    ///
    /// If the group has no strict wait, which no deadlock is without.
    pub(crate) fn chain(&self) -> Chain {
        let count = self.steps.len() as u32;
        if self.edges.len() == self.steps.len() {
            let mut links = Vec::with_capacity(self.steps.len());
            let mut at = 0;
            loop {
                let edge = self.edges_of(at)[0];
                links.push((at, edge));
                at = edge.to;
                if at == 0 {
                    return Chain { links, shortest: true };
                }
            }
        }
        let limit = 1_000_000 + 2 * self.edges.len();
        let mut search = Search::new(self);
        let mut best = u32::MAX;
        let mut from = 0;
        let mut shortest = true;
        for start in (0..count).filter(|&at| self.edges_of(at).len() > 1) {
            if let Some(length) = search.closed_walk(start, best) {
                (best, from) = (length, start);
            }
            if search.work > limit {
                shortest = false;
                break;
            }
        }
        search.work = 0;
        for start in 0..count {
            if let Some(length) = search.closed_walk(start, best + 1) {
                (best, from) = (length, start);
                break;
            }
            if search.work > limit {
                break;
            }
        }
        let mut links = search.first_walk(from, best);
        let earliest = (0..links.len()).min_by_key(|&i| links[i].0).expect("a chain has links");
        links.rotate_left(earliest);
        Chain { links, shortest }
    }
}

/// Breadth-first search over pairs of a position and whether a strict wait has been passed.
struct Search<'c> {
    circle: &'c Circle,
    /// By pair: the length of the walk to it, or `u32::MAX`.
    length: Vec<u32>,
    queue: Vec<u32>,
    work: usize,
}

/// The waits turned round.
struct Back {
    rows: Vec<u32>,
    from: Vec<(u32, bool)>,
}

impl<'c> Search<'c> {
    fn new(circle: &'c Circle) -> Self {
        Self { circle, length: vec![u32::MAX; circle.steps.len() * 2], queue: Vec::new(), work: 0 }
    }

    /// Returns the length of a shortest closed walk with a strict wait through a position, if it is less than `below`.
    fn closed_walk(&mut self, start: u32, below: u32) -> Option<u32> {
        let goal = start * 2 + 1;
        let mut found = None;
        self.queue.clear();
        self.queue.push(start * 2);
        self.length[start as usize * 2] = 0;
        let mut next = 0;
        'search: while let Some(&pair) = self.queue.get(next) {
            next += 1;
            let length = self.length[pair as usize] + 1;
            if length >= below {
                break;
            }
            for edge in self.circle.edges_of(pair / 2) {
                self.work += 1;
                let to = edge.to * 2 + (pair & 1 | u32::from(edge.is_strict()));
                if self.length[to as usize] == u32::MAX {
                    self.length[to as usize] = length;
                    self.queue.push(to);
                    if to == goal {
                        found = Some(length);
                        break 'search;
                    }
                }
            }
        }
        for pair in self.queue.drain(..) {
            self.length[pair as usize] = u32::MAX;
        }
        found
    }

    /// Returns the first in order of the closed walks of the given length, which is that of a shortest one through the start.
    fn first_walk(&mut self, start: u32, length: u32) -> Vec<(u32, WaitEdge)> {
        let back = turn_round(self.circle);
        // The way still to go from each pair, walked backwards from the goal.
        let to_go = &mut self.length;
        let goal = start * 2 + 1;
        to_go[goal as usize] = 0;
        self.queue.clear();
        self.queue.push(goal);
        let mut next = 0;
        while let Some(&pair) = self.queue.get(next) {
            next += 1;
            let (at, strict_seen) = (pair / 2, pair & 1 == 1);
            let far = to_go[pair as usize] + 1;
            for &(from, strict) in &back.from[back.rows[at as usize] as usize..back.rows[at as usize + 1] as usize] {
                for seen in [false, true] {
                    let before = from * 2 + u32::from(seen);
                    if (seen || strict) == strict_seen && to_go[before as usize] == u32::MAX {
                        to_go[before as usize] = far;
                        self.queue.push(before);
                    }
                }
            }
        }
        let mut links = Vec::with_capacity(length as usize);
        let mut pair = start * 2;
        for left in (0..length).rev() {
            let next = |edge: &WaitEdge| edge.to * 2 + (pair & 1 | u32::from(edge.is_strict()));
            let edges = self.circle.edges_of(pair / 2);
            let edge = *edges.iter().find(|edge| to_go[next(edge) as usize] == left).expect("the walk goes on");
            links.push((pair / 2, edge));
            pair = next(&edge);
        }
        for pair in self.queue.drain(..) {
            to_go[pair as usize] = u32::MAX;
        }
        links
    }
}

fn turn_round(circle: &Circle) -> Back {
    let count = circle.steps.len();
    let mut rows = vec![0u32; count + 1];
    for edge in &circle.edges {
        rows[edge.to as usize + 1] += 1;
    }
    for i in 0..count {
        rows[i + 1] += rows[i];
    }
    let mut next = rows.clone();
    let mut from = vec![(0, false); circle.edges.len()];
    for at in 0..count as u32 {
        for edge in circle.edges_of(at) {
            from[next[edge.to as usize] as usize] = (at, edge.is_strict());
            next[edge.to as usize] += 1;
        }
    }
    Back { rows, from }
}
