//! What a wait comes to in time.

use crate::model::{Time, Wait};

/// Returns when a step that takes some days can be complete at the soonest, going by one wait of it for what comes at a time; `None` where
/// that is past every moment that can be written.
pub(super) fn complete(wait: Wait, days: Option<i64>, takes: i64, time: Time) -> Option<Time> {
    Some(match (wait, days) {
        (Wait::After, days) => Time { day: time.day.checked_add(days.unwrap_or(0) + takes)?, phase: time.phase.checked_add(1)? },
        (Wait::With, _) => time,
        (Wait::Promise, None) => Time::default(),
        (Wait::Promise, Some(days)) => Time { day: time.day.saturating_sub(days).max(0), phase: 0 },
    })
}
