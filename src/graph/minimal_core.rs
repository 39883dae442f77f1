//! The fewest elements that cannot stay together.

use crate::limits::Exhausted;

/// Returns a smallest choice of elements that cannot stay together, in order: none of them can be spared. All together they cannot stay.
///
/// `can_stay` says whether some elements can; fewer elements can always stay where more can.
///
/// # Complexity
///
/// About `k log n` questions for a core of `k` among `n` elements.
pub(crate) fn minimal_core(elements: &[u32], mut can_stay: impl FnMut(&[u32]) -> Result<bool, Exhausted>) -> Result<Vec<u32>, Exhausted> {
    let mut core: Vec<u32> = Vec::new();
    let mut rest = elements;
    loop {
        // The core alone, or with the fewest of the others in front: the last of those belongs to it.
        let (mut enough, mut too_few) = (rest.len(), None::<usize>);
        let mut ask = |count: usize| -> Result<bool, Exhausted> {
            let mut some: Vec<u32> = rest[..count].iter().chain(&core).copied().collect();
            some.sort_unstable();
            can_stay(&some)
        };
        if !ask(0)? {
            core.sort_unstable();
            return Ok(core);
        }
        too_few.replace(0);
        while let Some(few) = too_few.filter(|few| enough - few > 1) {
            let middle = few + (enough - few) / 2;
            if ask(middle)? { too_few = Some(middle) } else { enough = middle }
        }
        core.push(rest[enough - 1]);
        rest = &rest[..enough - 1];
    }
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
            assert!(questions <= 1 + 11 * apart.len(), "{questions} for {apart:?}");
        }
    }

    #[test]
    fn of_several_cores_one_is_found() {
        let core =
            minimal_core(&[0, 1, 2, 3], |some| Ok(!(some.contains(&0) && some.contains(&3)) && !(some.contains(&1) && some.contains(&2))));
        assert_eq!(core, Ok(vec![1, 2]));
    }
}
