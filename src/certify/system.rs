//! Steps with what they wait for, and when they can come.

use std::collections::HashMap;

use super::consent::{Consents, clauses};
use super::wait::complete;
use crate::finding::explanation::{Blocker, BlockingReason};
use crate::model::{Negotiation, StatementId, StepId, Time, Wait};

/// What is known about steps: none of them comes before its time, `None` for never. Steps not listed may come at once.
pub(crate) type Bounds = HashMap<StepId, Option<Time>>;

const START: Time = Time { day: 0, phase: 0 };

/// One precondition that counts.
struct Bound {
    wait: Wait,
    days: Option<i64>,
    options: Vec<StepId>,
}

/// One statement of a party that holds a step.
struct Way {
    bounds: Vec<Bound>,
    /// The last day on which it is valid, where the line says that it lapses.
    last: Option<i64>,
}

#[derive(Default)]
struct Node {
    takes: i64,
    below: Option<StepId>,
    parties: Vec<Vec<Way>>,
}

pub(super) struct System<'s> {
    steps: &'s [StepId],
    position: HashMap<StepId, usize>,
    nodes: Vec<Node>,
    outside: &'s Bounds,
}

impl<'s> System<'s> {
    pub(super) fn new(negotiation: &Negotiation, consents: &Consents, steps: &'s [StepId], holds: &[Blocker], outside: &'s Bounds) -> Self {
        let position: HashMap<StepId, usize> = steps.iter().enumerate().map(|(i, &step)| (step, i)).collect();
        let mut nodes: Vec<Node> =
            steps.iter().map(|&step| Node { takes: i64::from(negotiation.measure_of(step).takes), ..Node::default() }).collect();
        for hold in holds {
            match hold {
                Blocker::Level { step, below } => {
                    if negotiation.below(*step) == Some(*below)
                        && let Some(&at) = position.get(step)
                    {
                        nodes[at].below = Some(*below);
                    }
                }
                Blocker::Party { step, party, reasons } => {
                    let Some(&at) = position.get(step) else { continue };
                    let ways: Vec<Way> = consents.by(*step, *party).map(|statement| way(negotiation, statement, reasons)).collect();
                    // A party that has said nothing does not hold a step back by what it said.
                    if !ways.is_empty() {
                        nodes[at].parties.push(ways);
                    }
                }
            }
        }
        Self { steps, position, nodes, outside }
    }

    /// Makes the system of all that was said on some steps: every statement of every party that has one, every precondition of it, and where
    /// `until` counts the day until which it is valid.
    pub(super) fn whole(negotiation: &Negotiation, consents: &Consents, steps: &'s [StepId], outside: &'s Bounds, until: bool) -> Self {
        let mut holds = Vec::new();
        for &step in steps {
            holds.extend(negotiation.below(step).map(|below| Blocker::Level { step, below }));
            for party in consents.parties(step) {
                let mut reasons = Vec::new();
                for statement in consents.by(step, party) {
                    let reason = BlockingReason { statement, precondition: None, of_term: None, lapses: false };
                    reasons.extend(until.then_some(BlockingReason { lapses: true, ..reason }));
                    let count = negotiation.preconditions(statement).len();
                    reasons.extend((0..count).map(|at| BlockingReason { precondition: Some(at), ..reason }));
                }
                holds.push(Blocker::Party { step, party, reasons });
            }
        }
        Self::new(negotiation, consents, steps, &holds, outside)
    }

    /// Returns whether every step needs, of some party or level, something strictly before that is one of the steps or never comes: then
    /// none of them can be the first.
    pub(super) fn is_strictly_closed(&self) -> bool {
        let never = |step: &StepId| self.position.contains_key(step) || self.outside.get(step) == Some(&None);
        self.nodes.iter().all(|node| {
            node.below.as_ref().is_some_and(never)
                || node.parties.iter().any(|ways| {
                    ways.iter().all(|way| way.bounds.iter().any(|bound| bound.wait == Wait::After && bound.options.iter().all(never)))
                })
        })
    }

    /// Returns the earliest times of the steps, `None` for never.
    ///
    /// Which steps come in some order is decided without days; the times of these are raised from the start until they agree. What then
    /// turns out to come too late for itself never comes, and the rest is looked at again.
    pub(super) fn solve(&self) -> Vec<Option<Time>> {
        let mut lost = vec![false; self.steps.len()];
        loop {
            let comes = self.comes(&lost);
            let times = self.raise(&comes);
            let late: Vec<usize> = (0..times.len()).filter(|&at| comes[at] && times[at].is_none()).collect();
            if late.is_empty() {
                return times;
            }
            late.into_iter().for_each(|at| lost[at] = true);
        }
    }

    /// Returns which steps come in some order, days aside, where some are lost: promises are trusted until it turns out that what is
    /// promised never comes; what must come strictly before must have come in an earlier turn; what must come with a step may come in the
    /// same turn, as long as all of it does.
    fn comes(&self, lost: &[bool]) -> Vec<bool> {
        let mut promised: Vec<bool> = lost.iter().map(|lost| !lost).collect();
        loop {
            let mut before = vec![false; self.steps.len()];
            loop {
                let mut together = promised.clone();
                loop {
                    let next: Vec<bool> =
                        (0..self.steps.len()).map(|at| together[at] && self.may_come(at, &promised, &before, &together)).collect();
                    if next == together {
                        break;
                    }
                    together = next;
                }
                if together == before {
                    break;
                }
                before = together;
            }
            if before == promised {
                return before;
            }
            promised = before;
        }
    }

    fn may_come(&self, at: usize, promised: &[bool], before: &[bool], together: &[bool]) -> bool {
        let has = |step: &StepId, inside: &[bool]| match self.position.get(step) {
            Some(&at) => inside[at],
            None => self.outside.get(step) != Some(&None),
        };
        let holds = |way: &Way| {
            way.bounds.iter().all(|bound| {
                let inside = match bound.wait {
                    Wait::After => before,
                    Wait::With => together,
                    Wait::Promise => promised,
                };
                bound.options.iter().any(|option| has(option, inside))
            })
        };
        let node = &self.nodes[at];
        node.below.is_none_or(|below| has(&below, together)) && node.parties.iter().all(|ways| ways.iter().any(holds))
    }

    /// Raises the times of steps that come until they agree; `None` for the others, and for what comes too late for itself.
    fn raise(&self, comes: &[bool]) -> Vec<Option<Time>> {
        let (last_day, last_phase) = self.limits();
        let mut times: Vec<Option<Time>> = comes.iter().map(|comes| comes.then_some(START)).collect();
        loop {
            let mut next: Vec<Option<Time>> = (0..self.steps.len()).map(|at| times[at].and_then(|_| self.earliest(at, &times))).collect();
            for time in &mut next {
                // No order of the steps needs so many phases of one day: what comes at all comes on a later day.
                let later = |time: Time| if time.phase <= last_phase { time } else { Time { day: time.day + 1, phase: 0 } };
                *time = time.map(later).filter(|time| time.day <= last_day);
            }
            if next == times {
                return times;
            }
            times = next;
        }
    }

    /// A time that comes is the end of a chain of waits that passes through no step twice, so it lies within these.
    fn limits(&self) -> (i64, u32) {
        let outside = self.outside.values().flatten();
        let (mut day, mut phase) = outside.fold((0, 0), |(day, phase), time| (time.day.max(day), time.phase.max(phase)));
        for node in &self.nodes {
            let bounds = node.parties.iter().flatten().flat_map(|way| &way.bounds);
            let lag = bounds.filter(|bound| bound.wait == Wait::After).filter_map(|bound| bound.days).max().unwrap_or(0);
            day += node.takes + lag;
            phase += 1;
        }
        (day, phase)
    }

    fn time_of(&self, step: StepId, times: &[Option<Time>]) -> Option<Time> {
        match self.position.get(&step) {
            Some(&at) => times[at],
            None => self.outside.get(&step).copied().unwrap_or(Some(START)),
        }
    }

    /// Returns the first moment at which the level below has come and every party has a way that holds.
    fn earliest(&self, at: usize, times: &[Option<Time>]) -> Option<Time> {
        let node = &self.nodes[at];
        let mut now = Time { day: node.takes, phase: 0 };
        if let Some(below) = node.below {
            now = now.max(self.time_of(below, times)?);
        }
        let ready = |way: &Way| self.ready(way, node.takes, times);
        loop {
            let mut raised = now;
            for ways in &node.parties {
                let holds_at = |way: &Way| {
                    let moment = ready(way)?.max(raised);
                    way.last.is_none_or(|last| moment.day <= last).then_some(moment)
                };
                raised = ways.iter().filter_map(holds_at).min()?;
            }
            if raised == now {
                return Some(now);
            }
            now = raised;
        }
    }

    fn ready(&self, way: &Way, takes: i64, times: &[Option<Time>]) -> Option<Time> {
        let mut ready = Time { day: takes, phase: 0 };
        for bound in &way.bounds {
            let moment = |&step: &StepId| complete(bound.wait, bound.days, takes, self.time_of(step, times)?);
            ready = ready.max(bound.options.iter().filter_map(moment).min()?);
        }
        Some(ready)
    }
}

/// Reads a statement with only those of its preconditions that the reasons name.
fn way(negotiation: &Negotiation, statement: StatementId, reasons: &[BlockingReason]) -> Way {
    let mut way = Way { bounds: Vec::new(), last: None };
    for reason in reasons.iter().filter(|reason| reason.statement == statement) {
        if reason.lapses {
            let until = negotiation.statement(statement).until();
            way.last = until.zip(negotiation.as_of()).map(|(until, zero)| until.last_day().since(zero));
        }
        let Some(precondition) = reason.precondition.and_then(|at| negotiation.preconditions(statement).get(at)) else { continue };
        for options in clauses(negotiation, statement, precondition) {
            if reason.of_term.is_none_or(|step| options == [step]) {
                let days = precondition.days.map(i64::from);
                way.bounds.push(Bound { wait: precondition.wait, days, options });
            }
        }
    }
    way
}
