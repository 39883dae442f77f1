//! Whether steps are held back as a line says: by the statements it names and by nothing else.

use std::collections::HashMap;

use super::consent::{Consents, clauses};
use crate::finding::explanation::{Hold, HoldReason};
use crate::model::{Negotiation, StatementId, StepId, Time, Wait};

/// What is known about steps: none of them comes before its time, `None` for never. Steps not listed may come at once.
pub(crate) type Bounds = HashMap<StepId, Option<Time>>;

const START: Time = Time { day: 0, phase: 0 };

/// Returns whether the steps cannot be complete before a time (`None`: never) because of the holds alone, given the bounds of other steps.
///
/// A system in which each step needs only the parties named for it, and of each of their statements only the preconditions named, is solved
/// by raising times from the start until they agree; a promise is trusted until what is promised turns out never to come. A step that passes
/// every day that an order of the steps could need never comes.
pub(crate) fn follows(
    negotiation: &Negotiation,
    consents: &ConsentsOf,
    steps: &[StepId],
    not_before: &[Option<Time>],
    holds: &[Hold],
    bounds: &Bounds,
) -> bool {
    let system = System::new(negotiation, &consents.0, steps, holds, bounds);
    if not_before.iter().all(Option::is_none) && system.is_strictly_closed() {
        return true;
    }
    let times = system.solve();
    times.iter().zip(not_before).all(|(time, claimed)| match (time, claimed) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(time), Some(claimed)) => time >= claimed,
    })
}

/// An index of who consents to what, made once for many lines.
pub(crate) struct ConsentsOf(pub(super) Consents);

impl ConsentsOf {
    pub(crate) fn new(negotiation: &Negotiation) -> Self {
        Self(Consents::of(negotiation))
    }
}

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

struct System<'s> {
    steps: &'s [StepId],
    position: HashMap<StepId, usize>,
    nodes: Vec<Node>,
    outside: &'s Bounds,
}

impl<'s> System<'s> {
    fn new(negotiation: &Negotiation, consents: &Consents, steps: &'s [StepId], holds: &[Hold], outside: &'s Bounds) -> Self {
        let position: HashMap<StepId, usize> = steps.iter().enumerate().map(|(i, &step)| (step, i)).collect();
        let mut nodes: Vec<Node> =
            steps.iter().map(|&step| Node { takes: i64::from(negotiation.measure_of(step).takes), ..Node::default() }).collect();
        for hold in holds {
            match hold {
                Hold::Level { step, below } => {
                    if negotiation.below(*step) == Some(*below)
                        && let Some(&at) = position.get(step)
                    {
                        nodes[at].below = Some(*below);
                    }
                }
                Hold::Party { step, party, reasons } => {
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

    /// Returns whether every step needs, of some party or level, something strictly before that is one of the steps or never comes: then
    /// none of them can be the first.
    fn is_strictly_closed(&self) -> bool {
        let never = |step: &StepId| self.position.contains_key(step) || self.outside.get(step) == Some(&None);
        self.nodes.iter().all(|node| {
            node.below.as_ref().is_some_and(never)
                || node.parties.iter().any(|ways| {
                    ways.iter().all(|way| way.bounds.iter().any(|bound| bound.wait == Wait::After && bound.options.iter().all(never)))
                })
        })
    }

    /// Returns the earliest times of the steps, `None` for never.
    fn solve(&self) -> Vec<Option<Time>> {
        let mut trusted = vec![true; self.steps.len()];
        let (last_day, last_phase) = self.limits();
        loop {
            let mut times = vec![Some(START); self.steps.len()];
            loop {
                let mut next: Vec<Option<Time>> = (0..self.steps.len()).map(|at| self.earliest(at, &times, &trusted)).collect();
                for time in &mut next {
                    // No order of the steps needs so many phases of one day: what comes at all comes on a later day.
                    let later = |time: Time| if time.phase <= last_phase { time } else { Time { day: time.day + 1, phase: 0 } };
                    *time = time.map(later).filter(|time| time.day <= last_day);
                }
                if next == times {
                    break;
                }
                times = next;
            }
            let lost = (0..times.len()).filter(|&at| trusted[at] && times[at].is_none()).collect::<Vec<_>>();
            if lost.is_empty() {
                return times;
            }
            lost.into_iter().for_each(|at| trusted[at] = false);
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
    fn earliest(&self, at: usize, times: &[Option<Time>], trusted: &[bool]) -> Option<Time> {
        let node = &self.nodes[at];
        let mut now = Time { day: node.takes, phase: 0 };
        if let Some(below) = node.below {
            now = now.max(self.time_of(below, times)?);
        }
        let ready = |way: &Way| self.ready(way, node.takes, times, trusted);
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

    fn ready(&self, way: &Way, takes: i64, times: &[Option<Time>], trusted: &[bool]) -> Option<Time> {
        let mut ready = Time { day: takes, phase: 0 };
        for bound in &way.bounds {
            let moment = |&step: &StepId| {
                let time = match (bound.wait, self.position.get(&step)) {
                    (Wait::Promise, Some(&at)) if !trusted[at] => None,
                    (Wait::Promise, Some(&at)) if bound.days.is_none() => times[at].or(Some(START)),
                    _ => self.time_of(step, times),
                }?;
                Some(match (bound.wait, bound.days) {
                    (Wait::After, days) => Time { day: time.day + days.unwrap_or(0) + takes, phase: time.phase + 1 },
                    (Wait::With, _) => time,
                    (Wait::Promise, None) => START,
                    (Wait::Promise, Some(days)) => Time { day: (time.day - days).max(0), phase: 0 },
                })
            };
            ready = ready.max(bound.options.iter().filter_map(moment).min()?);
        }
        Some(ready)
    }
}

/// Reads a statement with only those of its preconditions that the reasons name.
fn way(negotiation: &Negotiation, statement: StatementId, reasons: &[HoldReason]) -> Way {
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
