//! Which findings came and went between two moments.

use std::collections::HashMap;

use super::causes;
use super::identity::Identity;
use super::passage::Passage;
use crate::finding::rounds::Turn;
use crate::finding::{Finding, Report};

/// Lists the findings that appeared, in the order of the report now, and those that disappeared, in the order of the report before.
pub(super) fn find(passage: &Passage<'_>, before: Option<&Report>, now: &Report) -> (Vec<Turn>, Vec<Turn>) {
    let n = passage.n;
    let old: Vec<Finding> = before.map(findings).unwrap_or_default();
    let new = findings(now);
    // Findings about the same go in pairs, the first with the first.
    let mut waiting: HashMap<Identity<'_>, Vec<usize>> = HashMap::new();
    if let Some(before) = before {
        for (place, &finding) in old.iter().enumerate().rev() {
            waiting.entry(Identity::of(n, before, finding)).or_default().push(place);
        }
    }
    let mut stayed = vec![false; old.len()];
    let is_new = |finding: &Finding| match waiting.get_mut(&Identity::of(n, now, *finding)).and_then(Vec::pop) {
        Some(place) => {
            stayed[place] = true;
            false
        }
        None => true,
    };
    let appeared: Vec<Finding> = new.into_iter().filter(is_new).collect();
    let twins = causes::Twins::new(before, now);
    let appeared = appeared.into_iter().map(|finding| Turn { finding, cause: causes::of_appearance(passage, &twins, now, finding) });
    let gone = old.iter().zip(&stayed).filter(|(_, stayed)| !**stayed);
    let disappeared = before.into_iter().flat_map(|before| {
        let turn = |(&finding, _): (&Finding, _)| Turn { finding, cause: causes::of_disappearance(passage, &twins, before, finding) };
        gone.clone().map(turn)
    });
    (appeared.collect(), disappeared.collect())
}

fn findings(report: &Report) -> Vec<Finding> {
    report.deadlock_ids().map(Finding::Deadlock).chain(report.conflict_ids().map(Finding::Conflict)).collect()
}
