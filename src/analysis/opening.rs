//! Finds what can go ahead and when: the earliest roadmap.

use crate::finding::{Opening, Report, Status};
use crate::model::{Negotiation, StepId};

/// Lists the steps that can happen and have not, by the day on which they start, then in their turn; those of one moment together.
///
/// # Complexity
///
/// Linear in the steps, up to the sorting of those that can happen.
pub(super) fn find(negotiation: &Negotiation, report: &Report) -> Vec<Opening> {
    let performable = negotiation.steps().map(|(step, _)| step).filter(|&step| report.status(step) == Status::Performable);
    let mut open: Vec<(i64, u32, StepId)> = performable
        .filter_map(|step| {
            let time = report.time(step)?;
            Some(((time.day - i64::from(negotiation.measure_of(step).takes)).max(0), time.phase, step))
        })
        .collect();
    open.sort_unstable();
    let mut openings: Vec<Opening> = Vec::new();
    for together in open.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (day, phase, _) = together[0];
        let later_that_day = openings.last().is_some_and(|opening| opening.day == day);
        openings.push(Opening { day, phase, later_that_day, steps: together.iter().map(|&(_, _, step)| step).collect() });
    }
    openings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_start_in_their_turn_and_together_where_they_can() {
        let text = "parties = { a = {} }
            measures = { late = { by = 'a', takes = 3 }, next = { by = 'a' }, then = { by = 'a' }, with = { by = 'a' }, now = { by = 'a' }, \
                    never = { by = 'a' }, past = { by = 'a', done = true } }
            statements = [
                { party = 'a', offers = 'now' },
                { party = 'a', offers = 'late', after = { step = 'now', days = 10 } },
                { party = 'a', offers = 'with', with = 'now' },
                { party = 'a', offers = 'then', after = 'now' },
                { party = 'a', offers = 'next', after = 'late' },
            ]";
        let n = crate::text::from_toml(text).unwrap();
        let found = find(&n, &crate::analyze(&n));
        let rows: Vec<_> = found
            .iter()
            .map(|opening| {
                let steps: Vec<_> = opening.steps.iter().map(|&step| n.step_key(step)).collect();
                (opening.day, opening.later_that_day, steps.join(" "))
            })
            .collect();
        let expected =
            [(0, false, "with now"), (0, true, "then"), (10, false, "late"), (13, false, "next")].map(|(d, l, s)| (d, l, s.to_owned()));
        assert_eq!(rows, expected);
    }
}
