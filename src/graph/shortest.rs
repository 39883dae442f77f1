//! The shortest chain of waits that shows a circle.

use super::circle::{Circle, WaitEdge};
use super::rows::Rows;
use crate::limits::LINKS_FOLLOWED;

/// A closed chain: positions in the group, each with the edge to the next.
pub(crate) struct Chain {
    pub(crate) links: Vec<(u32, WaitEdge)>,
    /// Whether no shorter one exists, or the search was cut short.
    pub(crate) shortest: bool,
}

impl Circle {
    /// Finds a shortest closed chain with a strict wait; of several, the first in order of declaration, from its earliest step.
    ///
    /// The search follows the waits from each step at which they branch, and stops when it has looked at `1,000,000 + 2·e` waits, where
    /// `e` is the number of waits of the group, those for the steps of a term counted as one; what it has found then is not marked as
    /// shortest. As many are spent on finding the first in order among the shortest.
    ///
    /// # Panics
    ///
    /// If the group has no strict wait, which no deadlock is without.
    pub(crate) fn chain(&self) -> Chain {
        if self.edges.len() == self.steps.len() && self.meant.is_empty() {
            return self.whole();
        }
        let (start, length, shortest) = self.start_of_shortest();
        let mut links = Search::new(self).first_walk(start, length);
        let earliest = (0..links.len()).min_by_key(|&i| links[i].0).expect("a chain has links");
        links.rotate_left(earliest);
        Chain { links, shortest }
    }

    /// Returns the chain that is all of a group in which every step waits for one other.
    fn whole(&self) -> Chain {
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

    /// Returns the earliest step of which a shortest closed walk starts, its length, and whether no shorter one exists.
    fn start_of_shortest(&self) -> (u32, u32, bool) {
        let count = self.steps.len() as u32;
        let limit = LINKS_FOLLOWED + 2 * self.edges.len();
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
        (from, best, shortest)
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

/// The waits turned round, each with whether it is strict, and by step the meanings that hold it.
struct Back {
    rows: Rows,
    from: Vec<(u32, bool)>,
}

impl Back {
    fn of(&self, at: u32) -> &[(u32, bool)] {
        &self.from[self.rows.of(at as usize)]
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
    let (rows, from) = Rows::sort(circle.steps.len() + circle.meant.len(), waits.chain(meant));
    Back { rows, from }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::circle::tests::groups;
    use crate::graph::tests::{Spec, Taste};

    /// Returns the first in order of the shortest chains with a strict wait, from their earliest step, by trying all of up to some length.
    fn by_trying(circle: &Circle) -> Option<Vec<u32>> {
        let waits = circle.waits(usize::MAX).expect("without a limit");
        let mut paths: Vec<Vec<u32>> = (0..waits.len() as u32).map(|start| vec![start]).collect();
        for _ in 0..waits.len() {
            let is_closed = |path: &&Vec<u32>| {
                let ends = path.iter().copied().zip(path.iter().copied().cycle().skip(1));
                waits[path[path.len() - 1] as usize].contains(&path[0])
                    && ends.into_iter().any(|(at, to)| circle.plainest(at, to).is_strict())
            };
            if let Some(path) = paths.iter().filter(|path| waits[path[path.len() - 1] as usize].contains(&path[0])).find(is_closed) {
                return Some(path.clone());
            }
            let onward = |path: &Vec<u32>| -> Vec<Vec<u32>> {
                let next = waits[path[path.len() - 1] as usize].iter().filter(|&to| *to > path[0] && !path.contains(to));
                next.map(|&to| [&path[..], &[to]].concat()).collect()
            };
            paths = paths.iter().flat_map(onward).collect();
        }
        None
    }

    #[test]
    fn the_chain_is_the_first_of_the_shortest_and_links_are_the_plainest_waits() {
        let mut longest = 0;
        for seed in 0..4_000 {
            let spec = Spec::random(seed, Taste { until: false, barred: false, terms: 60 });
            let (with_meanings, with_copies) = (groups(&spec.with_meanings()), groups(&spec.with_copies()));
            for (circle, copied) in with_meanings.iter().zip(&with_copies) {
                let Some(expected) = by_trying(circle) else { continue };
                let (chain, of_copies) = (circle.chain(), copied.chain());
                assert!(chain.shortest, "seed {seed}, {spec:#?}");
                assert_eq!(chain.links.iter().map(|link| link.0).collect::<Vec<_>>(), expected, "seed {seed}, {spec:#?}");
                assert_eq!(chain.links, of_copies.links, "seed {seed}, {spec:#?}");
                let next = chain.links.iter().map(|link| link.0).cycle().skip(1);
                for (&(at, edge), next) in chain.links.iter().zip(next) {
                    assert_eq!((edge.to, edge), (next, circle.plainest(at, next)), "seed {seed}, {spec:#?}");
                }
                longest = longest.max(expected.len());
            }
        }
        assert!(longest > 3, "{longest}");
    }
}
