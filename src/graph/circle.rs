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
///
/// Waits for the same steps of a term are kept as waits for its meaning, which has a position behind those of the steps, and from there to
/// each of these steps: a wait for a step is one for the step itself or for a meaning that holds it.
pub(crate) struct Circle {
    pub(crate) steps: Vec<u32>,
    /// By step, the waits for steps and meanings by position, of each the plainest.
    edges: Vec<WaitEdge>,
    rows: Vec<u32>,
    /// By meaning, its steps in the group by position, in order; two at least, for one alone is waited for directly.
    meant: Vec<Vec<u32>>,
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
    /// Collects the waits inside a group of steps, and of the meanings among them, in order of declaration. `position` is storage by node,
    /// `u32::MAX` everywhere.
    pub(crate) fn new(network: &Network, hopeless: &Hopeless, nodes: &[u32], position: &mut [u32]) -> Self {
        let steps: Vec<u32> = nodes.iter().copied().filter(|&node| !network.is_meaning(node)).collect();
        for (i, &step) in steps.iter().enumerate() {
            position[step as usize] = i as u32;
        }
        let mut meant: Vec<Vec<u32>> = Vec::new();
        for &meaning in nodes.iter().filter(|&&node| network.is_meaning(node)) {
            let inside = network.meant(meaning).iter().map(|&step| position[step as usize]);
            let mut inside: Vec<u32> = inside.filter(|&at| at != u32::MAX).collect();
            inside.sort_unstable();
            position[meaning as usize] = if let [single] = *inside { single } else { (steps.len() + meant.len()) as u32 };
            if inside.len() > 1 {
                meant.push(inside);
            }
        }
        let mut circle = Self {
            edges: Vec::with_capacity(steps.len()),
            rows: Vec::with_capacity(steps.len() + 1),
            meant,
            statements: Vec::new(),
            steps,
        };
        circle.collect(network, hopeless, position);
        for &node in nodes {
            position[node as usize] = u32::MAX;
        }
        circle
    }

    fn collect(&mut self, network: &Network, hopeless: &Hopeless, position: &[u32]) {
        let mut found: Vec<WaitEdge> = Vec::new();
        for &step in &self.steps {
            self.rows.push(self.edges.len() as u32);
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
                    self.statements.push(statement);
                }
            }
            found.sort_unstable();
            found.dedup_by_key(|edge| edge.to);
            self.edges.extend_from_slice(&found);
        }
        self.rows.push(self.edges.len() as u32);
        self.statements.sort_unstable();
        self.statements.dedup();
    }

    /// Returns the waits of a step for steps and meanings.
    fn edges_of(&self, at: u32) -> &[WaitEdge] {
        &self.edges[self.rows[at as usize] as usize..self.rows[at as usize + 1] as usize]
    }

    /// Returns the steps of a meaning that are in the group, or nothing for a step.
    fn meant(&self, at: u32) -> &[u32] {
        (at as usize).checked_sub(self.steps.len()).map_or(&[], |meaning| &self.meant[meaning])
    }

    /// Returns whether a step waits for several.
    fn branches(&self, at: u32) -> bool {
        match self.edges_of(at) {
            [single] => !self.meant(single.to).is_empty(),
            several => several.len() > 1,
        }
    }

    /// Returns the plainest of the waits of one step for another.
    fn plainest(&self, at: u32, to: u32) -> WaitEdge {
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

    /// Finds a shortest closed chain with a strict wait; of several, the first in order of declaration, from its earliest step.
    ///
    /// The search follows the waits from each step at which they branch, and stops when it has looked at `1,000,000 + 2·e` waits, where
    /// `e` is the number of waits of the group, those for the steps of a term counted as one; what it has found then is not marked as shortest. As many are spent on finding the first in
    /// order among the shortest.
    ///
    /// # Panics
    ///
    /// If the group has no strict wait, which no deadlock is without.
    pub(crate) fn chain(&self) -> Chain {
        let count = self.steps.len() as u32;
        if self.edges.len() == self.steps.len() && self.meant.is_empty() {
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
        for start in (0..count).filter(|&at| self.branches(at)) {
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

/// Breadth-first search over pairs of a position and whether a strict wait has been passed. From a meaning to its steps is no way at all.
struct Search<'c> {
    circle: &'c Circle,
    /// By pair: the length of the walk to it, or `u32::MAX`.
    length: Vec<u32>,
    queue: Vec<u32>,
    /// The pairs of meanings that have a length.
    passed: Vec<u32>,
    work: usize,
}

/// The waits turned round, and by step the meanings that hold it.
struct Back {
    rows: Vec<u32>,
    from: Vec<(u32, bool)>,
}

impl Back {
    fn of(&self, at: u32) -> &[(u32, bool)] {
        &self.from[self.rows[at as usize] as usize..self.rows[at as usize + 1] as usize]
    }
}

impl<'c> Search<'c> {
    fn new(circle: &'c Circle) -> Self {
        let positions = circle.steps.len() + circle.meant.len();
        Self { circle, length: vec![u32::MAX; positions * 2], queue: Vec::new(), passed: Vec::new(), work: 0 }
    }

    /// Returns the length of a shortest closed walk with a strict wait through a position, if it is less than `below`.
    fn closed_walk(&mut self, start: u32, below: u32) -> Option<u32> {
        let goal = start * 2 + 1;
        let mut found = None;
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
                self.arrive(edge.to * 2 + (pair & 1 | u32::from(edge.is_strict())), length);
                if self.length[goal as usize] != u32::MAX {
                    found = Some(length);
                    break 'search;
                }
            }
        }
        self.forget();
        found
    }

    /// Takes note of a walk to a pair, unless there was one before.
    fn arrive(&mut self, pair: u32, length: u32) {
        self.work += 1;
        if self.length[pair as usize] != u32::MAX {
            return;
        }
        self.length[pair as usize] = length;
        let meant = self.circle.meant(pair / 2);
        if meant.is_empty() {
            self.queue.push(pair);
        } else {
            self.passed.push(pair);
            meant.iter().for_each(|&step| self.arrive(step * 2 + (pair & 1), length));
        }
    }

    fn forget(&mut self) {
        for pair in self.queue.drain(..).chain(self.passed.drain(..)) {
            self.length[pair as usize] = u32::MAX;
        }
    }

    /// Returns the first in order of the closed walks of the given length, which is that of a shortest one through the start.
    fn first_walk(&mut self, start: u32, length: u32) -> Vec<(u32, WaitEdge)> {
        self.measure_to(start * 2 + 1);
        let circle = self.circle;
        let to_go = &self.length;
        let mut links = Vec::with_capacity(length as usize);
        let mut pair = start * 2;
        for left in (0..length).rev() {
            let next = |edge: &WaitEdge| edge.to * 2 + (pair & 1 | u32::from(edge.is_strict()));
            let is_on_the_way = |pair: u32| to_go[pair as usize] == left;
            let steps = circle.edges_of(pair / 2).iter().filter(|edge| is_on_the_way(next(edge))).filter_map(|edge| {
                let meant = circle.meant(edge.to);
                if meant.is_empty() { Some(edge.to) } else { meant.iter().copied().find(|step| is_on_the_way(step * 2 + (next(edge) & 1))) }
            });
            let edge = circle.plainest(pair / 2, steps.min().expect("the walk goes on"));
            links.push((pair / 2, edge));
            pair = next(&edge);
        }
        self.forget();
        links
    }

    /// Measures the way still to go from each pair, walking backwards from the goal.
    fn measure_to(&mut self, goal: u32) {
        let back = turn_round(self.circle);
        let steps = self.circle.steps.len() as u32;
        self.length[goal as usize] = 0;
        self.queue.push(goal);
        let mut next = 0;
        while let Some(&pair) = self.queue.get(next) {
            next += 1;
            for &(from, strict) in back.of(pair / 2) {
                if from < steps {
                    self.comes_from(from, strict, pair);
                    continue;
                }
                let meaning = from * 2 + (pair & 1);
                if self.length[meaning as usize] == u32::MAX {
                    self.length[meaning as usize] = self.length[pair as usize];
                    self.passed.push(meaning);
                    back.of(from).iter().for_each(|&(from, strict)| self.comes_from(from, strict, pair));
                }
            }
        }
    }

    /// Takes note that a wait leads to a pair from those of another position, unless they had a shorter way.
    fn comes_from(&mut self, from: u32, strict: bool, pair: u32) {
        for seen in [false, true] {
            let before = from * 2 + u32::from(seen);
            if (seen || strict) == (pair & 1 == 1) && self.length[before as usize] == u32::MAX {
                self.length[before as usize] = self.length[pair as usize] + 1;
                self.queue.push(before);
            }
        }
    }
}

fn turn_round(circle: &Circle) -> Back {
    let steps = circle.steps.len() as u32;
    let waits = (0..steps).flat_map(|at| circle.edges_of(at).iter().map(move |edge| (edge.to, (at, edge.is_strict()))));
    let meant = (steps..).zip(&circle.meant).flat_map(|(meaning, meant)| meant.iter().map(move |&step| (step, (meaning, false))));
    let links: Vec<(u32, (u32, bool))> = waits.chain(meant).collect();
    let mut rows = vec![0u32; circle.steps.len() + circle.meant.len() + 1];
    for (to, _) in &links {
        rows[*to as usize + 1] += 1;
    }
    for i in 1..rows.len() {
        rows[i] += rows[i - 1];
    }
    let mut next = rows.clone();
    let mut from = vec![(0, false); links.len()];
    for (to, link) in links {
        from[next[to as usize] as usize] = link;
        next[to as usize] += 1;
    }
    Back { rows, from }
}
