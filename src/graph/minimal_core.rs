//! The fewest elements that cannot stay together.

use crate::limits::Exhausted;

/// Returns a smallest choice of elements that cannot stay together, in order: none of them can be spared. All together they cannot stay.
///
/// `can_stay` says whether some elements can; fewer elements can always stay where more can.
///
/// # Complexity
///
/// About `2k log(n / k)` questions for a core of `k` among `n` elements; no more than `k` where all of them belong to it.
pub(crate) fn minimal_core(elements: &[u32], mut can_stay: impl FnMut(&[u32]) -> Result<bool, Exhausted>) -> Result<Vec<u32>, Exhausted> {
    let mut core: Vec<u32> = Vec::new();
    // The core cannot stay with so many of the first elements, nor without the core with any number.
    let mut enough = elements.len();
    while enough > 0 {
        let mut ask = |count: usize| -> Result<bool, Exhausted> {
            let mut some: Vec<u32> = elements[..count].iter().chain(&core).copied().collect();
            some.sort_unstable();
            can_stay(&some)
        };
        let (mut width, mut too_few) = (1, None);
        while enough > 0 && too_few.is_none() {
            let fewer = enough.saturating_sub(width);
            width *= 2;
            if ask(fewer)? { too_few = Some(fewer) } else { enough = fewer }
        }
        let Some(mut too_few) = too_few else { break };
        while enough - too_few > 1 {
            let middle = too_few + (enough - too_few) / 2;
            if ask(middle)? { too_few = middle } else { enough = middle }
        }
        enough -= 1;
        core.push(elements[enough]);
    }
    core.sort_unstable();
    Ok(core)
}

/// Returns what [`minimal_core`] does, where every answer names elements that suffice.
///
/// `find_core` returns, of some elements that cannot stay together, some that cannot either; or `None` when they can.
///
/// # Complexity
///
/// No more questions than elements, and of a core of `k` no more than `k` where the answers are minimal.
pub(crate) fn narrowed_core(
    elements: Vec<u32>,
    mut find_core: impl FnMut(&[u32]) -> Result<Option<Vec<u32>>, Exhausted>,
) -> Result<Vec<u32>, Exhausted> {
    let mut core = elements;
    let mut at = core.len();
    while at > 0 {
        at -= 1;
        let mut fewer = core.clone();
        let tried = fewer.remove(at);
        if let Some(smaller) = find_core(&fewer)? {
            core = smaller;
            at = core.partition_point(|&element| element < tried);
        }
    }
    Ok(core)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_of_the_core_can_be_spared_and_few_questions_find_it() {
        let everything: Vec<u32> = (0..1_000).collect();
        for apart in [vec![], vec![0], vec![999], vec![3, 500], vec![10, 11, 12, 998]] {
            let mut questions = 0;
            let core = minimal_core(&everything, |some| {
                questions += 1;
                Ok(!apart.iter().all(|element| some.contains(element)))
            });
            assert_eq!(core.as_ref(), Ok(&apart));
            assert!(questions <= 10 + 20 * apart.len(), "{questions} for {apart:?}");
        }
    }

    #[test]
    fn of_several_cores_one_is_found() {
        let cores = [[0, 3], [1, 2]];
        let core = minimal_core(&[0, 1, 2, 3], |some| Ok(!cores.iter().any(|core| core.iter().all(|element| some.contains(element)))));
        assert_eq!(core, Ok(vec![1, 2]));
    }

    #[test]
    fn where_all_belong_to_the_core_each_is_asked_about_once() {
        let everything: Vec<u32> = (0..100).collect();
        let mut questions = 0;
        let core = minimal_core(&everything, |some| {
            questions += 1;
            Ok(some.len() < 100)
        });
        assert_eq!((core.as_ref(), questions), (Ok(&everything), 100));
    }

    #[test]
    fn answers_that_name_a_core_narrow_it_down() {
        let cores = [vec![1, 5, 7], vec![2, 3], vec![3, 4, 9]];
        let mut questions = 0;
        let core = narrowed_core((0..10).collect(), |some| {
            questions += 1;
            // Each answer is larger than it need be, by the first element.
            let found = cores.iter().find(|core| core.iter().all(|element| some.contains(element)));
            Ok(found.map(|core| some[..1].iter().copied().filter(|first| !core.contains(first)).chain(core.iter().copied()).collect()))
        });
        assert_eq!(core, Ok(vec![1, 5, 7]));
        assert!(questions <= 6, "{questions}");
    }
}
