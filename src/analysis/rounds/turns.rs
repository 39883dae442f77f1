//! Which findings came and went between two moments.

use std::collections::HashMap;

use super::causes;
use super::entry::Entry;
use super::identity::Identity;
use super::interval::Interval;
use crate::finding::Report;
use crate::finding::rounds::Turn;

/// Lists the findings that appeared, in the order of the report now, and those that disappeared, in the order of the report before.
pub(super) fn find(interval: &Interval<'_>, before: Option<&Report>, now: &Report) -> (Vec<Turn>, Vec<Turn>) {
    let n = interval.n;
    let old = before.map(Entry::all).unwrap_or_default();
    // Findings about the same go in pairs, the first with the first.
    let mut waiting: HashMap<Identity<'_>, Vec<usize>, foldhash::fast::RandomState> = HashMap::default();
    if let Some(before) = before {
        for (place, &entry) in old.iter().enumerate().rev() {
            waiting.entry(Identity::of(n, before, entry)).or_default().push(place);
        }
    }
    let mut stayed = vec![false; old.len()];
    let mut new = Entry::all(now);
    new.retain(|&entry| match waiting.get_mut(&Identity::of(n, now, entry)).and_then(Vec::pop) {
        Some(place) => {
            stayed[place] = true;
            false
        }
        None => true,
    });
    let gone: Vec<Entry<'_>> = old.iter().zip(&stayed).filter(|(_, stayed)| !**stayed).map(|(&entry, _)| entry).collect();
    let twins = causes::Twins::new(before, now);
    let appeared = new.into_iter().map(|entry| Turn { found: entry.found(), cause: causes::of_appearance(interval, &twins, entry) });
    let disappeared = gone.into_iter().map(|entry| Turn { found: entry.found(), cause: causes::of_disappearance(interval, &twins, entry) });
    (appeared.collect(), disappeared.collect())
}
