//! Whether steps are held back as a line says: by the statements it names and by nothing else.

use super::facts::Facts;
use super::system::{Bounds, System};
use crate::finding::explanation::Blocker;
use crate::model::{StepId, Time};

/// Returns whether the steps cannot be complete before a time (`None`: never) because of the holds alone, given the bounds of other steps.
///
/// A system in which each step needs only the parties named for it, and of each of their statements only the preconditions named, is solved
/// by raising times from the start until they agree; a promise is trusted until what is promised turns out never to come. A step that passes
/// every day that an order of the steps could need never comes.
pub(crate) fn follows(facts: &Facts<'_>, steps: &[StepId], not_before: &[Option<Time>], holds: &[Blocker], bounds: &Bounds) -> bool {
    let system = System::new(facts.negotiation, &facts.consents, steps, holds, bounds);
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
