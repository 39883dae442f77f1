//! Minimal hitting sets in order of weight: the cheapest ways to take something from every core.
//!
//! Cores are sets of elements that cannot stay together. They are not known beforehand: a function finds one among what is left, or says
//! that there is none. R. Reiter, *A theory of diagnosis from first principles*, Artificial Intelligence 32 (1987),
//! <https://doi.org/10.1016/0004-3702(87)90062-2>, takes diagnoses from conflicts in this way; the search here goes by weight.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::limits::{Exhausted, Work};

/// What was found.
pub(crate) struct HittingSets {
    /// The minimal hitting sets, the lightest first, each in order.
    pub(crate) sets: Vec<Vec<u32>>,
    /// The cores that were found, each in order. Every set hits all of them; each element of a set is the only one that hits some core.
    pub(crate) cores: Vec<Vec<u32>>,
    /// Whether these are all.
    pub(crate) complete: bool,
    /// Whether it is proven that no minimal hitting set that is not listed is lighter than any of these.
    pub(crate) lightest: bool,
}

/// A part of the search: all hitting sets that hold what is taken and nothing of what is kept.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    /// No set of the part weighs less.
    least: u64,
    /// Of equal parts, the one nearest to its end is searched first.
    taken_count: Reverse<usize>,
    /// Then the one that was made first.
    number: usize,
    weight: u64,
    taken: Vec<u32>,
    kept: Vec<u32>,
}

/// Enumerates the minimal hitting sets of the cores that a function finds, in order of weight; `weights` are positive.
///
/// `find_core` is given the elements taken, in order, and returns a minimal core without any of them, or `None` when what is left can stay.
/// It returns an error when it has used up the work it is given.
///
/// Stops after `sets` sets, when `parts` parts of the search have been looked at, or when `work` has been used up but for a quarter; what
/// has been found by then is minimal and no other set is lighter. If nothing has been found by then, that quarter is for picking one
/// minimal set without proof that it is light; should it not suffice, there is none.
///
/// # Complexity
///
/// Exponential in the worst case, and bounded by the number of parts looked at times the size of the cores. Cores that have no element in
/// common cost no more than their number for each set.
pub(crate) fn hitting_sets(
    weights: &[u64],
    (sets, parts): (usize, usize),
    work: &mut Work,
    mut find_core: impl FnMut(&[u32], &mut Work) -> Result<Option<Vec<u32>>, Exhausted>,
) -> HittingSets {
    let mut found = HittingSets { sets: Vec::new(), cores: Vec::new(), complete: true, lightest: true };
    let mut set_apart = work.set_apart(4);
    let all = search(weights, (sets, parts), work, &mut find_core, &mut found).unwrap_or(false);
    found.complete = all;
    if found.sets.is_empty() && !all {
        found.lightest = false;
        found.sets.extend(some_set(weights, &mut set_apart, find_core, &mut found.cores));
    }
    found
}

/// Searches part by part. Returns whether all sets were found.
///
/// # Errors
///
/// `work` has been used up.
fn search(
    weights: &[u64],
    (sets, parts): (usize, usize),
    work: &mut Work,
    find_core: &mut impl FnMut(&[u32], &mut Work) -> Result<Option<Vec<u32>>, Exhausted>,
    found: &mut HittingSets,
) -> Result<bool, Exhausted> {
    let mut queue =
        BinaryHeap::from([Reverse(Part { least: 0, taken_count: Reverse(0), number: 0, weight: 0, taken: Vec::new(), kept: Vec::new() })]);
    let mut looked_at = 0;
    let mut made = 1;
    while let Some(Reverse(mut part)) = queue.pop() {
        looked_at += 1;
        work.spend(weights.len() + found.cores.iter().map(Vec::len).sum::<usize>())?;
        if looked_at > parts || found.sets.len() == sets {
            return Ok(false);
        }
        if found.sets.iter().any(|set| is_subset(set, &part.taken)) {
            continue;
        }
        // Cores found since the part was made may have made it heavier.
        let Some(rest) = least_rest(&found.cores, &part, weights) else { continue };
        if part.weight + rest > part.least {
            part.least = part.weight + rest;
            queue.push(Reverse(part));
            continue;
        }
        let unhit = found.cores.iter().find(|core| !hits(&part.taken, core));
        let core = match unhit {
            Some(core) => core.clone(),
            None => match find_core(&part.taken, work)? {
                None => {
                    found.sets.push(part.taken);
                    continue;
                }
                Some(core) => {
                    add(&mut found.cores, core.clone());
                    core
                }
            },
        };
        let mut kept = part.kept.clone();
        for element in core {
            if part.kept.binary_search(&element).is_ok() {
                continue;
            }
            let mut taken = part.taken.clone();
            insert(&mut taken, element);
            let weight = part.weight + weights[element as usize];
            let taken_count = Reverse(taken.len());
            let least = part.least.max(weight);
            queue.push(Reverse(Part { least, taken_count, number: made, weight, taken, kept: kept.clone() }));
            made += 1;
            insert(&mut kept, element);
        }
    }
    Ok(true)
}

/// Picks a minimal hitting set: keeps one element after another, the heaviest first, where it can stay with those kept before.
fn some_set(
    weights: &[u64],
    work: &mut Work,
    mut find_core: impl FnMut(&[u32], &mut Work) -> Result<Option<Vec<u32>>, Exhausted>,
    cores: &mut Vec<Vec<u32>>,
) -> Option<Vec<u32>> {
    let mut heaviest_first: Vec<u32> = (0..weights.len() as u32).collect();
    heaviest_first.sort_by_key(|&element| Reverse(weights[element as usize]));
    let mut taken: Vec<u32> = (0..weights.len() as u32).collect();
    for element in heaviest_first {
        let at = taken.binary_search(&element).ok()?;
        taken.remove(at);
        work.spend(cores.iter().map(Vec::len).sum::<usize>() + 1).ok()?;
        let core = match cores.iter().any(|core| !hits(&taken, core)) {
            true => None,
            false => find_core(&taken, work).ok()?,
        };
        if core.is_some() || cores.iter().any(|core| !hits(&taken, core)) {
            taken.insert(at, element);
        }
        core.into_iter().for_each(|core| add(cores, core));
    }
    Some(taken)
}

/// Takes in a core; they are kept in order, so that the bound passes along chains of cores that share elements.
fn add(cores: &mut Vec<Vec<u32>>, core: Vec<u32>) {
    let at = cores.partition_point(|known| *known < core);
    cores.insert(at, core);
}

/// Returns the least that is still to be taken by any set of a part, or `None` when a core cannot be hit any more.
///
/// Each core in turn charges its elements alike for what the cheapest of them still costs, and no element is charged more than its weight:
/// so any set that hits all of them costs at least what is charged (the dual of the linear relaxation, filled greedily).
fn least_rest(cores: &[Vec<u32>], part: &Part, weights: &[u64]) -> Option<u64> {
    let mut uncharged: Vec<u64> = weights.to_vec();
    let mut rest = 0;
    for core in cores.iter().filter(|core| !hits(&part.taken, core)) {
        let free = || core.iter().copied().filter(|element| part.kept.binary_search(element).is_err());
        let charge = free().map(|element| uncharged[element as usize]).min()?;
        free().for_each(|element| uncharged[element as usize] -= charge);
        rest += charge;
    }
    Some(rest)
}

fn hits(set: &[u32], core: &[u32]) -> bool {
    core.iter().any(|element| set.binary_search(element).is_ok())
}

fn is_subset(small: &[u32], large: &[u32]) -> bool {
    small.iter().all(|element| large.binary_search(element).is_ok())
}

fn insert(set: &mut Vec<u32>, element: u32) {
    if let Err(at) = set.binary_search(&element) {
        set.insert(at, element);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::minimal_core;
    use crate::limits::Limits;

    fn enough() -> Work {
        Work::within(&Limits::default().work(u64::MAX))
    }

    /// Every minimal hitting set, by trying all sets.
    fn by_trying(count: u32, cores: &[Vec<u32>], weights: &[u64]) -> Vec<(u64, Vec<u32>)> {
        let set = |bits: u32| (0..count).filter(|i| bits >> i & 1 == 1).collect::<Vec<u32>>();
        let is_hitting = |bits: u32| cores.iter().all(|core| core.iter().any(|e| bits >> e & 1 == 1));
        let is_minimal = |bits: u32| (0..count).all(|i| bits >> i & 1 == 0 || !is_hitting(bits & !(1 << i)));
        let mut all: Vec<_> = (0..1u32 << count).filter(|&bits| is_hitting(bits) && is_minimal(bits)).map(set).collect();
        all.sort();
        let mut all: Vec<_> = all.into_iter().map(|set| (set.iter().map(|&e| weights[e as usize]).sum(), set)).collect();
        all.sort();
        all
    }

    #[test]
    fn all_minimal_hitting_sets_come_in_order_of_weight() {
        let mut state = 1u64;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..2_000 {
            let count = 1 + draw(8) as u32;
            let weights: Vec<u64> = (0..count).map(|_| 1 + draw(4)).collect();
            let cores: Vec<Vec<u32>> =
                (0..draw(7)).map(|_| (0..count).filter(|_| draw(3) == 0).collect::<Vec<u32>>()).filter(|core| !core.is_empty()).collect();
            let can_stay = |stay: &[u32]| cores.iter().all(|core| !is_subset(core, stay));
            let found = hitting_sets(&weights, (usize::MAX, usize::MAX), &mut enough(), |taken, _| {
                let stay: Vec<u32> = (0..count).filter(|e| !taken.contains(e)).collect();
                if can_stay(&stay) { Ok(None) } else { minimal_core(&stay, |some| Ok(can_stay(some))).map(Some) }
            });
            assert!(found.complete && found.lightest);
            let mut weighed: Vec<(u64, Vec<u32>)> =
                found.sets.iter().map(|set| (set.iter().map(|&e| weights[e as usize]).sum(), set.clone())).collect();
            assert!(weighed.is_sorted_by_key(|(weight, _)| *weight), "{weighed:?}");
            weighed.sort();
            assert_eq!(weighed, by_trying(count, &cores, &weights), "{cores:?}");
            for set in &found.sets {
                let is_needed =
                    |e: &u32| found.cores.iter().any(|core| core.contains(e) && set.iter().filter(|x| core.contains(x)).count() == 1);
                assert!(set.iter().all(is_needed), "each element alone hits some core");
            }
        }
    }

    #[test]
    fn independent_cores_do_not_multiply_the_work() {
        let weights = vec![1; 400];
        let mut questions = 0;
        let found = hitting_sets(&weights, (50, 100_000), &mut enough(), |taken, _| {
            questions += 1;
            Ok((0..200).map(|i| vec![2 * i, 2 * i + 1]).find(|core| !hits(taken, core)))
        });
        assert_eq!(found.sets.len(), 50);
        assert!(!found.complete && found.lightest);
        assert!(questions < 1_000, "{questions}");
    }

    #[test]
    fn at_the_limit_one_minimal_set_is_picked_and_said_to_be_only_that() {
        let weights = vec![1; 40];
        let cores: Vec<Vec<u32>> = (0..40).flat_map(|a| (a + 1..40).map(move |b| vec![a, b])).collect();
        let found = hitting_sets(&weights, (10, 3), &mut enough(), |taken, _| Ok(cores.iter().find(|core| !hits(taken, core)).cloned()));
        assert!(!found.complete && !found.lightest);
        assert_eq!(found.sets.iter().map(Vec::len).collect::<Vec<_>>(), [39], "all but one");
    }

    #[test]
    fn nothing_is_proven_beside_nothing_found() {
        for budget in 0..400 {
            let mut work = Work::within(&Limits::default().work(budget));
            let cores: Vec<Vec<u32>> = (0..6).flat_map(|a| (a + 1..6).map(move |b| vec![a, b])).collect();
            let found = hitting_sets(&[1; 6], (10, 1_000), &mut work, |taken, work| {
                work.spend(20)?;
                Ok(cores.iter().find(|core| !hits(taken, core)).cloned())
            });
            assert_eq!(found.complete, found.sets.len() == 6, "{budget}");
            assert!(!found.sets.is_empty() || !found.lightest, "{budget}");
            assert!(found.sets.iter().all(|set| set.len() == 5), "each that is listed is minimal: {budget}");
        }
    }
}
