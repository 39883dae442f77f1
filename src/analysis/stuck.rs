//! Puts stuck steps together that come down to the same.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::finding::{DeadlockId, Report, Root, Status, StuckGroup};
use crate::model::{Negotiation, StepId};

/// What a stuck step comes down to: the deadlock it is in, its roots, and of a refused or unanswered step the parties; lists by number.
type Holders = (Status, Option<DeadlockId>, (u32, u32));

/// Lists the groups of stuck steps, each at its first step in order of declaration.
///
/// # Complexity
///
/// Linear in the steps and the lists of what they come down to.
pub(super) fn find(negotiation: &Negotiation, report: &Report) -> Vec<StuckGroup> {
    let mut known: HashMap<Holders, usize, foldhash::fast::RandomState> = HashMap::default();
    // Lists of roots may differ in what is cut off.
    let mut same_roots: HashMap<&[Root], u32, foldhash::fast::RandomState> = HashMap::default();
    let mut first_like: HashMap<u32, u32, foldhash::fast::RandomState> = HashMap::default();
    let mut groups: Vec<StuckGroup> = Vec::new();
    for (step, _) in negotiation.steps().filter(|&(step, _)| report.status(step).is_stuck()) {
        let (status, circle, (roots, parties)) = (report.status(step), report.circle_of(step), report.lists_of(step));
        let roots = *first_like.entry(roots).or_insert_with(|| *same_roots.entry(report.roots(step).0).or_insert(roots));
        match known.entry((status, circle, (roots, parties))) {
            Entry::Occupied(group) => groups[*group.get()].steps.push(step),
            Entry::Vacant(group) => {
                group.insert(groups.len());
                groups.push(group_of(report, step, circle));
            }
        }
    }
    groups
}

/// Returns the group that a step is the first of.
fn group_of(report: &Report, step: StepId, circle: Option<DeadlockId>) -> StuckGroup {
    let (roots, all_behind) = report.roots(step);
    StuckGroup {
        status: report.status(step),
        circle,
        behind: roots.iter().copied().filter(|root| circle.is_none() || !is_own(report, step, *root)).collect(),
        all_behind,
        parties: report.blockers(step).to_vec(),
        steps: vec![step],
    }
}

/// Returns whether a root is a deadlock that a step is in itself.
fn is_own(report: &Report, step: StepId, root: Root) -> bool {
    matches!(root, Root::Deadlock(id) if report.deadlock(id).steps.binary_search(&step).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_with_the_same_roots_or_the_same_parties_are_one_group() {
        let text = "parties = { a = {}, b = {}, c = {} }
            measures = { m = { by = 'a' }, n = { by = 'a' }, x = { by = 'b' }, y = { by = 'b' }, z = { by = 'c' }, \
                    p = { by = 'a' }, q = { by = 'b' }, r = { by = 'a' }, ok = { by = 'a' } }
            statements = [
                { party = 'a', offers = 'm', after = 'x' }, { party = 'a', offers = 'n', after = ['x', 'ok'] },
                { party = 'a', offers = 'p', after = ['q', 'z'] }, { party = 'b', offers = 'q', after = 'p' },
                { party = 'a', offers = 'r', after = 'p' }, { party = 'a', offers = 'ok' },
                { party = 'c', refuses = 'y' },
            ]";
        let n = crate::text::from_toml(text).unwrap();
        let report = crate::analyze(&n);
        let keys = |steps: &[StepId]| steps.iter().map(|&step| n.step_key(step)).collect::<Vec<_>>().join(" ");
        let root = |root: &Root| match root {
            Root::Step(step) => n.step_key(*step).into_owned(),
            Root::Deadlock(id) => id.to_string(),
        };
        let rows: Vec<_> = find(&n, &report)
            .iter()
            .map(|group| {
                let circle = group.circle.map(|id| format!(" in {id}")).unwrap_or_default();
                let behind: Vec<_> = group.behind.iter().map(root).collect();
                let parties: Vec<_> = group.parties.iter().map(|&party| n.party_key(party)).collect();
                format!("{} {}{circle} behind [{}] by [{}]", keys(&group.steps), group.status, behind.join(" "), parties.join(" "))
            })
            .collect();
        let expected = [
            "m n waiting behind [x] by []",
            "x unanswered behind [] by [b]",
            "y refused behind [] by [c]",
            "z unanswered behind [] by [c]",
            "p q deadlocked in D1 behind [z] by []",
            "r waiting behind [z D1] by []",
        ];
        assert_eq!(rows, expected);
    }
}
