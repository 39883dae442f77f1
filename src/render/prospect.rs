//! What a comparison for readers says of the distance between the parties and of what they could still agree on.

use super::cut::{Cut, cut};
use super::phrase::{self, Phrase};
use crate::finding::agreeable::{AgreeableSet, AgreeableSets, Groups};
use crate::finding::comparison::Comparison;
use crate::finding::distance::Distances;
use crate::model::Negotiation;

/// How much is shown before the rest is only counted.
const PAIRS: usize = 20;
const MATTERS: usize = 5;
const SETS: usize = 10;
const LEFT_OUT: usize = 10;
const GROUPS: usize = 20;

/// One section: a title, an opening sentence, entries.
pub(super) struct Prospect {
    pub(super) title: &'static str,
    pub(super) opening: Option<Phrase>,
    pub(super) entries: Cut<Entry>,
}

/// A line and what stands below it.
pub(super) struct Entry {
    pub(super) line: Phrase,
    pub(super) below: Cut<Phrase>,
}

impl Entry {
    fn alone(line: Phrase) -> Self {
        Self { line, below: Cut { shown: Vec::new(), omitted: 0 } }
    }
}

/// Lists the sections that there is anything to say in.
pub(super) fn prospects(n: &Negotiation, comparison: &Comparison) -> Vec<Prospect> {
    let mut prospects = Vec::new();
    if comparison.parties.len() > 1 {
        prospects.push(distance(n, &comparison.distances));
    }
    prospects.extend(comparison.agreeable.as_ref().and_then(|sets| agreeable(n, sets)));
    prospects.extend(comparison.groups.as_ref().filter(|_| comparison.parties.len() > 2).map(|found| groups(n, found)));
    prospects
}

fn distance(n: &Negotiation, distances: &Distances) -> Prospect {
    let mut farthest: Vec<_> = distances.pairs.iter().collect();
    farthest.sort_by(|a, b| b.distance.total_cmp(&a.distance).then_with(|| a.parties.cmp(&b.parties)));
    let mut entries = cut(farthest.iter().copied(), farthest.len(), PAIRS).map(|pair| {
        let below = cut(pair.matters.iter(), pair.matters.len(), MATTERS).map(|matter| phrase::matter(n, matter));
        Entry { line: phrase::pair(n, pair), below }
    });
    // Between two parties alone it is their own distance on an issue that counts.
    let issues = if let [pair] = &*distances.pairs { &pair.issues } else { &distances.issues };
    let on_issues = issues.iter().filter(|of| of.issue.is_some() || issues.len() > 1);
    entries.shown.extend(on_issues.map(|&of| Entry::alone(phrase::distance_of_issue(n, of))));
    Prospect { title: phrase::APART, opening: Some(phrase::overall(distances)), entries }
}

/// Nothing is said where nobody demanded anything.
fn agreeable(n: &Negotiation, found: &AgreeableSets) -> Option<Prospect> {
    let demanded = found.sets.iter().any(|set| !set.demands.is_empty() || !set.left_out.is_empty());
    let left_out = |set: &AgreeableSet| cut(set.left_out.iter(), set.left_out.len(), LEFT_OUT).map(|left| phrase::left_out(n, left));
    let entries = match &*found.sets {
        [nothing] if nothing.demands.is_empty() => left_out(nothing).map(Entry::alone),
        sets => cut(sets.iter(), sets.len(), SETS).map(|set| Entry { line: phrase::set(n, set), below: left_out(set) }),
    };
    (demanded || !found.complete.is_proven()).then(|| Prospect {
        title: phrase::AGREEABLE,
        opening: Some(phrase::sets_counted(found)),
        entries,
    })
}

fn groups(n: &Negotiation, found: &Groups) -> Prospect {
    let mut entries = cut(found.groups.iter(), found.groups.len(), GROUPS).map(|group| Entry::alone(phrase::group_members(n, group)));
    let apart = cut(found.apart.iter(), found.apart.len(), GROUPS).map(|parties| Entry::alone(phrase::apart(n, parties)));
    entries.shown.extend(apart.shown);
    entries.omitted += apart.omitted;
    Prospect { title: phrase::TOGETHER, opening: Some(phrase::groups_counted(found)), entries }
}
