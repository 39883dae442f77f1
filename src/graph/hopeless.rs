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
