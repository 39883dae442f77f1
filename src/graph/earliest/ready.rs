//! When a statement's preconditions hold, and when a step can happen whose statements are known.

use crate::graph::precedence::{Clause, Precedence};
use crate::model::{Time, Wait};

/// The time of what never comes; later than every other.
pub(crate) const NEVER: Time = Time { day: i64::MAX, phase: u32::MAX };

/// What a statement's preconditions come to, before the days that the step itself takes.
///
/// A step that takes `n` days can be complete, by this statement, at the latest of: `n` days after `start`; `together`; day `in_time`;
/// day `n`. All in one record because an offer of a term may cover steps that take different numbers of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ready {
    /// When the step can start, by what must be complete before.
    pub(crate) start: Time,
    /// When what must happen no later has happened.
    pub(crate) together: Time,
    /// The first day from which what is promised within a time can come in that time.
    pub(crate) in_time: i64,
}

impl Ready {
    /// What a statement without preconditions comes to.
    pub(crate) const AT_ONCE: Self = Self { start: Time { day: 0, phase: 0 }, together: Time { day: 0, phase: 0 }, in_time: 0 };
    /// What a statement comes to of which a precondition never holds.
    pub(crate) const NEVER: Self = Self { start: NEVER, together: NEVER, in_time: i64::MAX };

    /// Returns what one precondition alone comes to, given the earliest time of its options.
    pub(crate) fn by_one(clause: &Clause, earliest: Time) -> Self {
        let mut ready = Self::AT_ONCE;
        ready.take(clause.wait, clause.days, earliest);
        ready
    }

    /// Returns whether some precondition never holds.
    pub(crate) fn is_never(self) -> bool {
        self.start == NEVER
    }

    /// Takes in one precondition, given the earliest time of its options.
    pub(crate) fn take(&mut self, wait: Wait, days: Option<u32>, earliest: Time) {
        if earliest == NEVER {
            *self = Self::NEVER;
        }
        if self.is_never() {
            return;
        }
        let days = days.map(i64::from);
        match wait {
            Wait::After => {
                let start = Time { day: earliest.day + days.unwrap_or(0), phase: earliest.phase + 1 };
                self.start = self.start.max(start);
            }
            Wait::With => self.together = self.together.max(earliest),
            Wait::Promise => {
                if let Some(days) = days {
                    self.in_time = self.in_time.max(earliest.day - days);
                }
            }
        }
    }

    /// Returns when a step that takes some days can be complete by this statement.
    pub(crate) fn complete(self, takes: u32) -> Time {
        if self.is_never() {
            return NEVER;
        }
        let takes = i64::from(takes);
        let started = Time { day: self.start.day + takes, phase: self.start.phase };
        started.max(self.together).max(Time { day: self.in_time, phase: 0 })
    }
}

/// Returns what a statement comes to when the times of all its options are known.
pub(crate) fn ready_outside_circles(system: &Precedence, statement: u32, times: &[Time]) -> Ready {
    let mut ready = Ready::AT_ONCE;
    for clause in system.clauses_of(statement) {
        let earliest = times[first_option(system, clause, times) as usize];
        let clause = &system.clauses[clause];
        ready.take(clause.wait, clause.days, earliest);
    }
    ready
}

/// Returns the option of a clause that comes first; of several, the first as written.
pub(crate) fn first_option(system: &Precedence, clause: usize, times: &[Time]) -> u32 {
    first_of(system.options_of(clause), times)
}

/// Returns the option that comes first; of several, the first as written.
pub(crate) fn first_of(options: &[u32], times: &[Time]) -> u32 {
    *options.iter().min_by_key(|&&option| times[option as usize]).expect("a clause has options")
}

/// Returns the earliest time of a step whose level below and statements are known.
pub(super) fn earliest(system: &Precedence, step: u32, times: &[Time], ready: impl Fn(u32) -> Ready, until: bool) -> Time {
    let takes = system.takes[step as usize];
    // Nothing is complete before it has taken its days, whoever consents to it unasked.
    let alone = Ready::AT_ONCE.complete(takes);
    let below = system.below(step).map_or(alone, |below| times[below as usize].max(alone));
    if below == NEVER {
        return NEVER;
    }
    let groups = system.groups_of(step);
    let complete = |entry: usize| ready(system.uses[entry]).complete(takes);
    if !(until && system.may_lapse(step)) {
        return groups.map(|group| system.uses_of(group).map(complete).min().unwrap_or(NEVER)).max().map_or(below, |time| time.max(below));
    }
    let lasts = |entry: usize| system.until[system.uses[entry] as usize];
    // With offers that lapse a party's consent may come and go: raise the time until every party has a statement that holds at it.
    // Of each party: its statements by the time they are ready, each with the longest that it or an earlier one lasts.
    let consents: Vec<Vec<(Time, i64)>> = groups
        .map(|group| {
            let mut list: Vec<(Time, i64)> = system.uses_of(group).map(|entry| (complete(entry), lasts(entry))).collect();
            list.retain(|&(ready, last)| ready != NEVER && ready.day <= last);
            list.sort_unstable();
            for i in 1..list.len() {
                list[i].1 = list[i].1.max(list[i - 1].1);
            }
            list
        })
        .collect();
    let mut time = below;
    loop {
        let mut raised = time;
        for list in &consents {
            let ready = list.partition_point(|&(ready, _)| ready <= raised);
            let holds = ready > 0 && list[ready - 1].1 >= raised.day;
            if !holds {
                match list.get(ready) {
                    Some(&(later, _)) => raised = later,
                    None => return NEVER,
                }
            }
        }
        if raised == time {
            return time;
        }
        time = raised;
    }
}

/// Returns the earliest time of a step from those of the level below and of all options of its statements, offers lapsing.
pub(crate) fn earliest_given(system: &Precedence, step: u32, times: &[Time]) -> Time {
    earliest(system, step, times, |statement| ready_outside_circles(system, statement, times), true)
}
