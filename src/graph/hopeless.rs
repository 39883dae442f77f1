//! What cannot come whatever the order: hopeless steps, section 3 of the semantics.

use super::precedence::{Fate, Precedence};
use super::propagate::{Falling, Known};

/// Steps and statements that cannot come whatever the order.
pub(crate) struct Hopeless {
    /// By step.
    pub(crate) step: Vec<bool>,
    /// By statement: whether all options of some precondition are hopeless. The others are *free* of what is hopeless.
    pub(crate) statement: Vec<bool>,
}

impl Hopeless {
    /// Nothing is hopeless.
    pub(crate) fn nothing(system: &Precedence) -> Self {
        Self { step: vec![false; system.node_count()], statement: vec![false; system.body_count()] }
    }

    /// Finds what is hopeless because of refusals and silence.
    ///
    /// # Complexity
    ///
    /// Linear in the system.
    pub(crate) fn find(system: &Precedence) -> Self {
        let mut hopeless = Self::nothing(system);
        let barred = |&step: &u32| matches!(system.fate[step as usize], Fate::Refused | Fate::Unanswered);
        let barred: Vec<u32> = (0..system.node_count() as u32).filter(barred).collect();
        if barred.is_empty() {
            return hopeless;
        }
        let mut falling = Falling::new(system);
        let may_fall = |step: u32| system.fate[step as usize] != Fate::Done;
        falling.all(system, &Known { scope: may_fall, never: |_| false, dead: |_| false }, &barred, &mut hopeless.step);
        hopeless.statement = falling.into_statements();
        hopeless
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::tests::{On, Spec, Statement, Taste};

    /// The least set as it is defined, grown until nothing more falls.
    fn by_definition(spec: &Spec) -> Vec<bool> {
        let mut hopeless = vec![false; spec.steps.len()];
        loop {
            let all_in = |options: &[u32], hopeless: &[bool]| options.iter().all(|&option| hopeless[option as usize]);
            let falls = |statement: &Statement, hopeless: &[bool]| {
                statement.preconditions.iter().any(|precondition| match &precondition.on {
                    On::Any(options) => all_in(options, hopeless),
                    On::All(steps) => steps.iter().any(|&step| hopeless[step as usize]),
                })
            };
            let next: Vec<bool> = (0..spec.steps.len())
                .map(|at| {
                    let step = &spec.steps[at];
                    let no_way = |any: &Vec<u32>| any.iter().all(|&statement| falls(&spec.statements[statement as usize], &hopeless));
                    matches!(step.fate, Fate::Refused | Fate::Unanswered)
                        || step.fate != Fate::Done && (step.has_below && hopeless[at - 1] || step.consents.iter().any(no_way))
                })
                .collect();
            if next == hopeless {
                return hopeless;
            }
            hopeless = next;
        }
    }

    #[test]
    fn hopeless_is_what_falls_with_what_is_barred_whether_a_term_is_one_node_or_many_clauses() {
        let mut fallen = 0;
        for seed in 0..6_000 {
            let spec = Spec::random(seed, Taste { until: false, barred: true, terms: 45 });
            let expected = by_definition(&spec);
            let (with_meanings, with_copies) = (Hopeless::find(&spec.with_meanings()), Hopeless::find(&spec.with_copies()));
            assert_eq!(with_meanings.step[..spec.steps.len()], expected, "seed {seed}, {spec:#?}");
            assert_eq!(with_copies.step, expected, "seed {seed}, {spec:#?}");
            assert_eq!(with_meanings.statement[..spec.statements.len()], with_copies.statement, "seed {seed}, {spec:#?}");
            let barred = |at: &usize| matches!(spec.steps[*at].fate, Fate::Refused | Fate::Unanswered);
            fallen += (0..spec.steps.len()).filter(|at| expected[*at] && !barred(at)).count();
        }
        assert!(fallen > 1_000, "only {fallen} steps fall with others");
    }
}
