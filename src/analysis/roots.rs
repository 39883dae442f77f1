//! What stuck steps come down to: the refusals, silences, lapsed offers and deadlocks behind them.

use indexmap::IndexSet;

use super::Solution;
use crate::finding::{DeadlockId, Proof, Root, RootLists, Status};
use crate::graph::{Components, NEVER, Node, View};
use crate::limits::ROOTS_LISTED;
use crate::model::{StepId, Time};

/// How many are kept: a latent deadlock is left out of its own list, and one more says that there are more.
const KEPT: usize = ROOTS_LISTED + 2;
const NO_DEADLOCK: u32 = 0;

/// A root with its place in the order: by step, a deadlock at its first step and after that step itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key {
    step: u32,
    /// The deadlock's number from 1, or 0 for the step itself.
    deadlock: u32,
}

impl Key {
    fn root(self) -> Root {
        match self.deadlock {
            NO_DEADLOCK => Root::Step(StepId::new(self.step as usize)),
            number => Root::Deadlock(DeadlockId::new(number as usize - 1)),
        }
    }
}

type Lists = IndexSet<Vec<Key>, foldhash::fast::RandomState>;

struct Stuck<'o>(&'o [Time]);

impl View for Stuck<'_> {
    fn has_step(&self, step: u32) -> bool {
        self.0[step as usize] == NEVER
    }
}

/// The roots of every waiting or deadlocked step, and of each deadlock what stands in front of it.
pub(super) struct Roots {
    pub(super) of_steps: RootLists,
    /// By deadlock: the first sixteen, and whether these are all.
    pub(super) behind: Vec<(Vec<Root>, Proof)>,
}

/// Finds the roots of all stuck steps.
///
/// # Complexity
///
/// Linear in the stuck part of the network: each component of it merges the lists of those that it waits for, of which the first few are
/// kept.
pub(super) fn find(solution: &Solution) -> Roots {
    let network = &solution.network;
    let steps = network.step_count();
    let mut lists = Lists::default();
    lists.insert(Vec::new());
    // By node, what is reached through it, itself included, and what is reached from it; by statement, what is reached from it.
    let mut through = vec![0u32; network.node_count()];
    let mut from = vec![0u32; network.node_count()];
    let mut of_statement = vec![0u32; network.body_count()];
    let keys = own_keys(solution);
    let view = Stuck(&solution.times);
    let mut below: Vec<u32> = Vec::new();
    let mut own: Vec<Key> = Vec::new();
    Components::new(network).visit(network, &view, 0..steps as u32, |view, component| {
        below.clear();
        own.clear();
        for node in component {
            match *node {
                Node::Step(step) => {
                    below.extend(network.below(step).filter(|&b| view.has_step(b)).map(|b| through[b as usize]));
                    below.extend(network.uses[network.uses_of_step(step)].iter().map(|&statement| of_statement[statement as usize]));
                    own.extend_from_slice(keys.of(step));
                }
                Node::Statement(statement) => {
                    let options = network.options[network.options_of_statement(statement)].iter();
                    below.extend(options.filter(|&&option| view.has_step(option)).map(|&option| through[option as usize]));
                }
            }
        }
        below.sort_unstable();
        below.dedup();
        match *component {
            [Node::Statement(statement)] => of_statement[statement as usize] = merge(&mut lists, &below, &[]),
            [Node::Step(step)] => {
                from[step as usize] = merge(&mut lists, &below, &[]);
                through[step as usize] = if own.is_empty() { from[step as usize] } else { merge(&mut lists, &below, &own) };
            }
            _ => {
                let list = merge(&mut lists, &below, &own);
                for node in component {
                    match *node {
                        Node::Step(step) => (through[step as usize], from[step as usize]) = (list, list),
                        Node::Statement(statement) => of_statement[statement as usize] = list,
                    }
                }
            }
        }
    });
    let behind = solution.deadlocks.iter().enumerate().map(|(i, group)| {
        let list = &lists[from[group.circle.steps[0] as usize] as usize];
        let mut roots: Vec<Root> = list.iter().filter(|key| key.deadlock != i as u32 + 1).map(|key| key.root()).collect();
        let all = Proof::when(!group.is_latent || roots.len() <= ROOTS_LISTED);
        roots.truncate(if group.is_latent { ROOTS_LISTED } else { 0 });
        (roots, all)
    });
    let behind = behind.collect();
    Roots { of_steps: listed(solution, &lists, from), behind }
}

fn listed(solution: &Solution, lists: &Lists, mut from: Vec<u32>) -> RootLists {
    from.truncate(solution.network.step_count());
    for (list, status) in from.iter_mut().zip(&solution.status) {
        if !matches!(status, Status::Waiting | Status::Deadlocked) {
            *list = u32::MAX;
        }
    }
    let roots = |list: &Vec<Key>| (list.iter().take(ROOTS_LISTED).map(|key| key.root()).collect(), Proof::when(list.len() <= ROOTS_LISTED));
    RootLists { list: from, lists: lists.iter().map(roots).collect() }
}

/// Returns the list that holds the first keys of several lists and of `own`.
fn merge(lists: &mut Lists, below: &[u32], own: &[Key]) -> u32 {
    if let ([] | [0], []) = (below, own) {
        return 0;
    }
    if let ([single] | [0, single], []) = (below, own) {
        return *single;
    }
    let mut keys: Vec<Key> = own.to_vec();
    for &list in below {
        keys.extend_from_slice(&lists[list as usize]);
    }
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(KEPT);
    lists.insert_full(keys).0 as u32
}

/// Of each step, the roots that it is itself or belongs to.
struct OwnKeys {
    rows: Vec<u32>,
    keys: Vec<Key>,
}

impl OwnKeys {
    fn of(&self, step: u32) -> &[Key] {
        if step as usize + 1 >= self.rows.len() {
            // A meaning is never what stands in front; the steps of it may be.
            return &[];
        }
        &self.keys[self.rows[step as usize] as usize..self.rows[step as usize + 1] as usize]
    }
}

fn own_keys(solution: &Solution) -> OwnKeys {
    let mut entries: Vec<(u32, Key)> = Vec::new();
    for (step, status) in solution.status.iter().enumerate() {
        if matches!(status, Status::Refused | Status::Unanswered | Status::Expired) {
            entries.push((step as u32, Key { step: step as u32, deadlock: NO_DEADLOCK }));
        }
    }
    for (i, group) in solution.deadlocks.iter().enumerate() {
        let key = Key { step: group.circle.steps[0], deadlock: i as u32 + 1 };
        entries.extend(group.circle.steps.iter().map(|&step| (step, key)));
    }
    entries.sort_unstable();
    let mut rows = Vec::with_capacity(solution.status.len() + 1);
    let mut at = 0;
    for step in 0..solution.status.len() as u32 {
        rows.push(at as u32);
        while entries.get(at).is_some_and(|entry| entry.0 == step) {
            at += 1;
        }
    }
    rows.push(at as u32);
    OwnKeys { rows, keys: entries.into_iter().map(|entry| entry.1).collect() }
}
