//! Whether a deadlock is one: the statements make up the same group, and its circle is what they say.

use std::collections::{BTreeSet, HashMap};

use super::Failure;
use super::circle::{Circles, WaitFor};
use super::consent::clauses;
use super::facts::Facts;
use crate::finding::{Deadlock, Link};
use crate::model::{Negotiation, PartyId, StepId, Wait};

/// In groups of no more steps the circles are counted again.
const STEPS_COUNTED_AGAIN: usize = 12;

/// Checks a deadlock of a report against the negotiation: that its steps are exactly those that wait for one another and stay stuck when
/// everything else has come; whether it is latent; its parties; its witness, link by link, and that no shorter one exists where that is
/// claimed; and of a group of up to twelve steps the number of its circles.
///
/// Not checked is what stands in front of a latent deadlock: [`explanation`](super::explanation) checks that of its steps.
///
/// # Errors
///
/// Says which part could not be confirmed.
///
/// # Complexity
///
/// Plain rather than fast: all stuck steps are looked at, again and again until nothing changes.
///
/// # Examples
///
/// ```
/// let mut draft = impasse::Draft::new("A swap");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.measure("bread", ["b"]);
/// draft.says("a").offers("apples").after("bread");
/// draft.says("b").offers("bread").after("apples");
/// let negotiation = draft.build()?;
/// let report = impasse::analyze(&negotiation);
/// assert_eq!(impasse::certify::deadlock(&negotiation, &report.deadlocks()[0]), Ok(()));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn deadlock(negotiation: &Negotiation, deadlock: &Deadlock) -> Result<(), Failure> {
    let facts = Facts::new(negotiation);
    let actual = Circles::actual(&facts);
    let stuck = actual.stuck();
    let granted = Circles::granted(&facts);
    let circles = if deadlock.latent { &granted } else { &actual };
    let group: BTreeSet<StepId> = deadlock.steps.iter().copied().collect();
    let first = *group.first().ok_or(Failure::Empty)?;
    if !deadlock.steps.iter().eq(&group) || circles.around(first, circles.stuck()).as_ref() != Some(&group) {
        return Err(Failure::Group);
    }
    if deadlock.latent && group.iter().all(|&step| actual.around(step, stuck.clone()).is_some()) {
        return Err(Failure::NotLatent);
    }
    let waits = circles.waits(&group);
    let speakers = waits.iter().filter_map(|wait| wait.said).map(|(_, statement, _)| facts.speaker(statement));
    if !speakers.collect::<BTreeSet<PartyId>>().iter().eq(&deadlock.parties) {
        return Err(Failure::Parties);
    }
    check_circle(&facts, circles, &group, &waits, deadlock)?;
    check_count(&group, &waits, deadlock)
}

fn check_circle(
    facts: &Facts<'_>,
    circles: &Circles<'_>,
    group: &BTreeSet<StepId>,
    waits: &[WaitFor],
    deadlock: &Deadlock,
) -> Result<(), Failure> {
    let links = &deadlock.cycle;
    for (i, link) in links.iter().enumerate() {
        let next = links[(i + 1) % links.len()].step();
        if link.waits_for() != next || link.step() < links[0].step() || !is_said(facts, circles, group, waits, link) {
            return Err(Failure::Link { link: i });
        }
    }
    if !links.iter().any(|link| matches!(link, Link::Wait { wait: Wait::After, .. })) {
        return Err(Failure::NoStrictWait);
    }
    if deadlock.shortest.is_proven() && shortest(group, waits) != Some(links.len()) { Err(Failure::NotShortest) } else { Ok(()) }
}

/// Returns whether a link is what its statement says.
fn is_said(facts: &Facts<'_>, circles: &Circles<'_>, group: &BTreeSet<StepId>, waits: &[WaitFor], link: &Link) -> bool {
    match *link {
        Link::Level { step, waits_for } => waits.contains(&WaitFor { step, on: waits_for, said: None }),
        Link::Wait { step, waits_for, wait, statement, party, precondition, has_way_past } => {
            let is_way_past = |option: &StepId| !group.contains(option) && !circles.is_hopeless(*option);
            let named = facts.negotiation.preconditions(statement).get(precondition);
            // Of a term, each step meant is waited for alone.
            let options = named.into_iter().flat_map(|named| clauses(facts.negotiation, statement, named));
            let has_other = options.filter(|options| options.contains(&waits_for)).any(|options| options.iter().any(is_way_past));
            waits.contains(&WaitFor { step, on: waits_for, said: Some((wait, statement, precondition)) })
                && facts.speaker(statement) == party
                && has_other == has_way_past
        }
    }
}

/// Returns the number of links of a shortest closed chain with a strict wait: one strict wait, and a shortest way back.
fn shortest(group: &BTreeSet<StepId>, waits: &[WaitFor]) -> Option<usize> {
    let next = next_steps(waits);
    let strict: BTreeSet<(StepId, StepId)> =
        waits.iter().filter(|wait| matches!(wait.said, Some((Wait::After, ..)))).map(|wait| (wait.step, wait.on)).collect();
    let mut best: Option<usize> = None;
    for (from, to) in strict {
        let mut seen = BTreeSet::from([to]);
        let mut front = vec![to];
        let mut length = 1;
        while !front.contains(&from) && best.is_none_or(|best| length < best) && length <= group.len() {
            let ahead = front.iter().flat_map(|step| next.get(step)).flatten().copied();
            front = ahead.filter(|&step| seen.insert(step)).collect();
            length += 1;
        }
        if front.contains(&from) && best.is_none_or(|best| length < best) {
            best = Some(length);
        }
    }
    best
}

fn next_steps(waits: &[WaitFor]) -> HashMap<StepId, BTreeSet<StepId>> {
    let mut next: HashMap<StepId, BTreeSet<StepId>> = HashMap::new();
    for wait in waits {
        next.entry(wait.step).or_default().insert(wait.on);
    }
    next
}

/// Counts the circles of a small group again, as sequences of steps from the earliest of each.
fn check_count(group: &BTreeSet<StepId>, waits: &[WaitFor], deadlock: &Deadlock) -> Result<(), Failure> {
    if group.len() > STEPS_COUNTED_AGAIN {
        return Ok(());
    }
    let next = next_steps(waits);
    let mut count = 0;
    let mut paths: Vec<Vec<StepId>> = group.iter().map(|&step| vec![step]).collect();
    while let Some(path) = paths.pop() {
        for &step in next.get(&path[path.len() - 1]).into_iter().flatten() {
            if step == path[0] {
                count += 1;
            } else if step > path[0] && !path.contains(&step) {
                paths.push([&path[..], &[step]].concat());
            }
        }
        if count > deadlock.cycles {
            break;
        }
    }
    let is_right = if deadlock.all_cycles.is_proven() { count == deadlock.cycles } else { count > deadlock.cycles };
    if is_right { Ok(()) } else { Err(Failure::Count) }
}
