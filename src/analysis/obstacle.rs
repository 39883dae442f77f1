//! Finds the steps that stand in the way of most.

use std::collections::BTreeMap;

use crate::finding::{Obstacle, Report, Root, Status};
use crate::model::{Negotiation, StepId};

/// Finds the refused, unanswered and expired steps that most of the unmet demands come down to: the first declared of them, and those that
/// are like it in status and performers. `None` when no unmet demand comes down to a step.
///
/// # Complexity
///
/// Linear in the demands and the roots listed of what they ask for, up to the sorting of the steps found.
pub(super) fn find(negotiation: &Negotiation, report: &Report) -> Option<Obstacle> {
    let mut blocks: BTreeMap<StepId, usize> = BTreeMap::new();
    let mut unmet = 0;
    for of_statement in report.demands().chunk_by(|a, b| a.statement == b.statement) {
        let mut steps: Vec<StepId> =
            of_statement.iter().filter(|demand| !demand.met).flat_map(|demand| comes_down_to(report, demand.step)).collect();
        unmet += usize::from(of_statement.iter().any(|demand| !demand.met));
        steps.sort_unstable();
        steps.dedup();
        steps.into_iter().for_each(|step| *blocks.entry(step).or_default() += 1);
    }
    let most = blocks.values().copied().max()?;
    let mut steps: Vec<StepId> = blocks.into_iter().filter(|&(_, count)| count == most).map(|(step, _)| step).collect();
    let kind = |step: StepId| (report.status(step), negotiation.performers(step));
    let first = kind(steps[0]);
    steps.retain(|&step| kind(step) == first);
    Some(Obstacle { steps, blocks: most, unmet })
}

/// Lists the refused, unanswered and expired steps that a step comes down to, itself included.
fn comes_down_to(report: &Report, step: StepId) -> Vec<StepId> {
    match report.status(step) {
        Status::Refused | Status::Unanswered | Status::Expired => vec![step],
        _ => report.roots(step).0.iter().filter_map(|root| if let Root::Step(step) = root { Some(*step) } else { None }).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps in the way of a position file, how many demands each is in the way of, and how many are not met. Party `a` performs `m`,
    /// `n` and `k`, party `b` performs `x` and `y`.
    fn in_the_way(statements: &str) -> Option<(String, usize, usize)> {
        let text = format!(
            "parties = {{ a = {{}}, b = {{}} }}
            measures = {{ m = {{ by = 'a' }}, n = {{ by = 'a' }}, k = {{ by = 'a' }}, x = {{ by = 'b' }}, y = {{ by = 'b' }} }}
            terms = {{ t = {{ means = ['m', 'n'] }} }}
            statements = [{statements}]"
        );
        let n = crate::text::from_toml(&text).unwrap();
        let found = find(&n, &crate::analyze(&n))?;
        let steps: Vec<_> = found.steps.iter().map(|&step| n.step_key(step)).collect();
        Some((steps.join(" "), found.blocks, found.unmet))
    }

    #[test]
    fn the_step_that_most_demands_come_down_to_is_in_the_way() {
        let waiting = "{ party = 'a', offers = 'm', after = 'x' }, { party = 'a', offers = 'n', after = 'x' }";
        let demands = "{ party = 'b', demands = 'm' }, { party = 'b', demands = 'n' }, { party = 'a', demands = 'y' }";
        assert_eq!(in_the_way(&format!("{waiting}, {demands}")), Some(("x".into(), 2, 3)));
        assert_eq!(in_the_way("{ party = 'b', demands = 't' }"), Some(("m n".into(), 1, 1)), "a demand of a term is one");
        assert_eq!(in_the_way("{ party = 'a', demands = 'x' }, { party = 'b', demands = 'k' }"), Some(("k".into(), 1, 2)));
        let alike = "{ party = 'a', demands = 'x' }, { party = 'a', demands = 'y' }";
        assert_eq!(in_the_way(alike), Some(("x y".into(), 1, 2)), "they are alike");
        assert_eq!(in_the_way(&format!("{alike}, {{ party = 'b', refuses = 'y' }}")), Some(("x".into(), 1, 2)));
    }

    #[test]
    fn where_all_is_met_or_waits_in_circles_alone_nothing_is_in_the_way() {
        assert_eq!(in_the_way(""), None);
        assert_eq!(in_the_way("{ party = 'b', demands = 'm' }, { party = 'a', offers = 'm' }"), None);
        let circle = "{ party = 'a', offers = 'm', after = 'x' }, { party = 'b', offers = 'x', after = 'm' }";
        assert_eq!(in_the_way(&format!("{circle}, {{ party = 'b', demands = 'm' }}")), None);
    }
}
