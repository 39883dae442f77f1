//! Circular deadlocks: hopeless steps, the graph of waits, components, isolation (section 3).

use std::collections::{BTreeMap, BTreeSet};

use impasse::model::{PartyId, StatementId, StepId, Wait};

use super::cycle::{count_cycles, first_shortest_cycle};
use super::{Positions, Root, System, each_once, solve};

/// A deadlock, actual or latent.
#[derive(Clone, Debug)]
pub(crate) struct Deadlock {
    pub(crate) steps: Vec<StepId>,
    pub(crate) latent: bool,
    /// Every wait of one of its steps for another, by step.
    pub(crate) links: Vec<Link>,
    /// Those who say so.
    pub(crate) parties: Vec<PartyId>,
    /// The shortest chain of waits with a strict one, as steps.
    pub(crate) shortest: Vec<StepId>,
    /// How many elementary cycles there are, and whether there are more.
    pub(crate) cycles: (usize, bool),
    /// Of a latent deadlock, all that stands in front.
    pub(crate) behind: Vec<Root>,
}

/// One wait: by a precondition of a statement, or, without one, of a level for the one below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    pub(crate) step: StepId,
    pub(crate) waits_for: StepId,
    pub(crate) said: Option<(StatementId, PartyId, Wait)>,
}

impl Link {
    pub(crate) fn is_strict(self) -> bool {
        matches!(self.said, Some((_, _, Wait::After)))
    }
}

/// Lists the actual deadlocks, then the latent ones, each by its first step; what stands in front is left out.
pub(super) fn deadlocks(positions: &Positions<'_>, actual: &System) -> Vec<Deadlock> {
    let actual = groups(&actual.without_until(), &hopeless(positions, actual));
    let caught: BTreeSet<StepId> = actual.iter().flat_map(|group| group.steps.clone()).collect();
    let mut latent = groups(&System::granted(positions).without_until(), &BTreeSet::new());
    latent.retain(|group| !group.steps.is_subset(&caught));
    let actual = actual.into_iter().map(|group| group.deadlock(false));
    actual.chain(latent.into_iter().map(|group| group.deadlock(true))).collect()
}

/// Returns the steps that cannot come whatever the order.
pub(crate) fn hopeless(positions: &Positions<'_>, actual: &System) -> BTreeSet<StepId> {
    let mut hopeless = BTreeSet::new();
    loop {
        let is_hopeless = |step: &StepId| {
            let node = &actual.nodes[*step];
            let has_no_way = |alternatives: &[super::Alternative]| !alternatives.iter().any(|a| a.is_free_of(&hopeless));
            positions.is_refused(*step)
                || positions.is_unanswered(*step)
                || node.below.is_some_and(|below| hopeless.contains(&below))
                || !node.done && node.consents.iter().any(|consent| has_no_way(&consent.alternatives))
        };
        let next: BTreeSet<StepId> = positions.steps().filter(is_hopeless).collect();
        if next == hopeless {
            return hopeless;
        }
        hopeless = next;
    }
}

/// Returns whether all of a group stays stuck when all else that is not hopeless is done.
pub(crate) fn is_stuck_alone(system: &System, group: &BTreeSet<StepId>, hopeless: &BTreeSet<StepId>) -> bool {
    stuck_part(system, group, hopeless) == *group
}

fn stuck_part(system: &System, group: &BTreeSet<StepId>, hopeless: &BTreeSet<StepId>) -> BTreeSet<StepId> {
    let times = solve(&system.isolated(group, hopeless));
    group.iter().copied().filter(|&step| !times[step].comes()).collect()
}

/// Steps that wait for one another, and all their waits for one another.
struct Group {
    steps: BTreeSet<StepId>,
    links: Vec<Link>,
}

impl Group {
    fn deadlock(self, latent: bool) -> Deadlock {
        let mut parties: Vec<_> = each_once(self.links.iter().filter_map(|link| link.said).map(|(_, party, _)| party));
        parties.sort();
        Deadlock {
            latent,
            parties,
            shortest: first_shortest_cycle(&self.steps, &self.links),
            cycles: count_cycles(&self.steps, &self.links),
            steps: self.steps.into_iter().collect(),
            links: self.links,
            behind: Vec::new(),
        }
    }
}

/// Lists the groups that are deadlocks, by their first step.
fn groups(system: &System, hopeless: &BTreeSet<StepId>) -> Vec<Group> {
    let times = solve(system);
    let is_stuck = |step: &StepId| !times[*step].comes() && !hopeless.contains(step);
    let mut open: Vec<BTreeSet<StepId>> = vec![system.steps.iter().copied().filter(is_stuck).collect()];
    let mut found = Vec::new();
    while let Some(steps) = open.pop() {
        for component in components(&steps, &links(system, &steps, hopeless)) {
            let stuck = stuck_part(system, &component, hopeless);
            if stuck == component {
                found.push(Group { links: links(system, &component, hopeless), steps: component });
            } else if !stuck.is_empty() {
                open.push(stuck);
            }
        }
    }
    found.sort_by_key(|group| group.steps.first().copied());
    found
}

/// Lists the waits of stuck steps for one another, in alternatives that are free of what is hopeless.
fn links(system: &System, stuck: &BTreeSet<StepId>, hopeless: &BTreeSet<StepId>) -> Vec<Link> {
    let mut links = Vec::new();
    for &step in stuck {
        let node = &system.nodes[step];
        links.extend(node.below.filter(|below| stuck.contains(below)).map(|below| Link { step, waits_for: below, said: None }));
        for consent in &node.consents {
            for alternative in consent.alternatives.iter().filter(|alternative| alternative.is_free_of(hopeless)) {
                for condition in &alternative.conditions {
                    for &option in condition.options.iter().filter(|option| stuck.contains(option)) {
                        let statement = alternative.statement.expect("what is granted has no conditions");
                        links.push(Link { step, waits_for: option, said: Some((statement, consent.party, condition.wait)) });
                    }
                }
            }
        }
    }
    links
}

/// Splits steps into those that reach one another, each single step at least into itself.
fn components(steps: &BTreeSet<StepId>, links: &[Link]) -> Vec<BTreeSet<StepId>> {
    let reach = |from: StepId| {
        let mut reached = BTreeSet::from([from]);
        while let Some(link) = links.iter().find(|link| reached.contains(&link.step) && !reached.contains(&link.waits_for)) {
            reached.insert(link.waits_for);
        }
        reached
    };
    let reach: BTreeMap<StepId, BTreeSet<StepId>> = steps.iter().map(|&step| (step, reach(step))).collect();
    let reach_each_other = |a: StepId, b: StepId| reach[&a].contains(&b) && reach[&b].contains(&a);
    each_once(steps.iter().map(|&step| steps.iter().copied().filter(|&other| reach_each_other(step, other)).collect()))
}
