//! When each step can happen: the least solution (section 2).

use std::collections::BTreeSet;

use impasse::model::{StepId, Wait};

use super::system::Node;
use super::{Alternative, ByStep, Condition, System};

/// A day and a phase, or never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Time {
    At { day: i64, phase: i64 },
    Never,
}

use Time::{At, Never};

impl Time {
    pub(crate) const START: Self = At { day: 0, phase: 0 };

    fn later(self, days: i64, phases: i64) -> Self {
        match self {
            At { day, phase } => At { day: day + days, phase: phase + phases },
            Never => Never,
        }
    }

    /// Some days earlier; the start when that day would be negative.
    fn earlier(self, days: i64) -> Self {
        match self {
            At { day, .. } if day < days => Self::START,
            At { day, phase } => At { day: day - days, phase },
            Never => Never,
        }
    }

    pub(crate) fn comes(self) -> bool {
        self != Never
    }

    pub(crate) fn comes_by(self, last: Option<i64>) -> bool {
        match self {
            At { day, .. } => last.is_none_or(|last| day <= last),
            Never => false,
        }
    }
}

/// Returns when each step can happen, promises of what never comes not trusted.
pub(crate) fn solve(system: &System) -> ByStep<Time> {
    let mut trusted: BTreeSet<StepId> = system.steps.iter().copied().collect();
    loop {
        let times = least(system, &trusted);
        let before = trusted.len();
        trusted.retain(|&step| times[step].comes());
        if trusted.len() == before {
            return times;
        }
    }
}

/// Returns the least solution, given whose promises are trusted: from the start upwards until nothing changes.
fn least(system: &System, trusted: &BTreeSet<StepId>) -> ByStep<Time> {
    let limit = Limit::of(system);
    let mut times = ByStep(vec![Time::START; system.steps.len()]);
    loop {
        let mut changed = false;
        for &step in &system.steps {
            let time = limit.cut(earliest(&system.nodes[step], &times, trusted));
            changed |= time != times[step];
            times[step] = time;
        }
        if !changed {
            return times;
        }
    }
}

/// How late a step that comes at all can be.
///
/// Choose for every step that comes the alternatives and options that decide its time. What is left is a longest chain of waits: the time
/// of a step is that of a chain back to something that waits for nothing. A step twice on that chain would push itself back for ever,
/// but for phases before a `within`, which starts the phases anew. So each step adds its lag and its `takes` at most once,
/// and there are no more phases than steps.
///
/// Going up from the start one never passes the least solution. So more phases than steps mean that the day must be a later one (not that
/// the step never comes: an offer that ends on this day may make room for another way), and a day beyond the limit means never.
struct Limit {
    day: i64,
    phase: i64,
}

impl Limit {
    fn of(system: &System) -> Self {
        let lag = |node: &Node| {
            let alternatives = node.consents.iter().flat_map(|consent| &consent.alternatives);
            alternatives.flat_map(|alternative| &alternative.conditions).map(|condition| condition.days).max().unwrap_or(0)
        };
        let day = system.steps.iter().map(|&step| &system.nodes[step]).map(|node| lag(node) + node.takes).sum();
        Self { day, phase: system.steps.len() as i64 }
    }

    fn cut(&self, time: Time) -> Time {
        match time {
            At { day, .. } if day > self.day => Never,
            At { day, phase } if phase > self.phase => self.cut(At { day: day + 1, phase: 0 }),
            time => time,
        }
    }
}

/// Returns the earliest moment at which everybody consents to a step.
fn earliest(node: &Node, times: &ByStep<Time>, trusted: &BTreeSet<StepId>) -> Time {
    if node.done {
        return Time::START;
    }
    if node.never {
        return Never;
    }
    let below = node.below.map_or(Time::START, |below| times[below]);
    let windows_of = |alternative: &Alternative| (ready(alternative, node.takes, times, trusted).later(node.takes, 0), alternative.until);
    let consents: Vec<Vec<(Time, Option<i64>)>> =
        node.consents.iter().map(|consent| consent.alternatives.iter().map(windows_of).collect()).collect();
    let suits = |time: Time| {
        time >= below && consents.iter().all(|windows| windows.iter().any(|&(from, until)| from <= time && time.comes_by(until)))
    };
    // Whatever becomes possible does so when the lower level comes or when some statement is ready.
    let moments = consents.iter().flatten().map(|&(from, _)| from).chain([below]);
    moments.filter(|&moment| suits(moment)).min().unwrap_or(Never)
}

fn ready(alternative: &Alternative, takes: i64, times: &ByStep<Time>, trusted: &BTreeSet<StepId>) -> Time {
    let bounds = alternative.conditions.iter().map(|condition| {
        let options = condition.options.iter().map(|&option| bound(condition, option, takes, times, trusted));
        options.min().unwrap_or(Never)
    });
    bounds.max().unwrap_or(Time::START)
}

fn bound(condition: &Condition, option: StepId, takes: i64, times: &ByStep<Time>, trusted: &BTreeSet<StepId>) -> Time {
    match (condition.wait, condition.within) {
        (Wait::After, _) => times[option].later(condition.days, 1),
        (Wait::With, _) => times[option].earlier(takes),
        (Wait::Promise, _) if !trusted.contains(&option) => Never,
        (Wait::Promise, None) => Time::START,
        (Wait::Promise, Some(within)) => match times[option] {
            At { day, .. } => At { day: (day - within - takes).max(0), phase: 0 },
            Never => Never,
        },
    }
}
