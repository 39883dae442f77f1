//! Which part of the rounds is shown.

use std::ops::Range;

use crate::finding::rounds::{Rounds, Turn};
use crate::model::PartyId;

/// Some of the stages of [`Rounds`], and what concerns some of the parties; all of it unless said otherwise.
///
/// What changed at the first stage shown is still measured against the stage before it, shown or not. The counts of a stage are those of
/// the whole negotiation.
///
/// # Examples
///
/// ```
/// use impasse::render::{Excerpt, rounds_excerpt};
///
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let rounds = impasse::rounds(&negotiation);
/// let last = Excerpt::default().stages(rounds.stages.len() - 1..rounds.stages.len());
/// print!("{}", rounds_excerpt(&negotiation, &rounds, &last).text());
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Excerpt {
    stages: Option<Range<usize>>,
    parties: Option<Vec<PartyId>>,
}

impl Excerpt {
    /// Shows some stages, counted from 0.
    pub fn stages(mut self, stages: Range<usize>) -> Self {
        self.stages = Some(stages);
        self
    }

    /// Shows what some parties said and claimed, and the findings that one of them is a party to.
    pub fn parties(mut self, parties: Vec<PartyId>) -> Self {
        self.parties = Some(parties);
        self
    }

    /// Returns the places of the stages shown.
    pub(super) fn of(&self, rounds: &Rounds) -> Range<usize> {
        let count = rounds.stages.len();
        let Range { start, end } = self.stages.clone().unwrap_or(0..count);
        start.min(count)..end.min(count)
    }

    pub(super) fn has(&self, party: PartyId) -> bool {
        self.parties.as_ref().is_none_or(|parties| parties.contains(&party))
    }

    /// Returns whether a finding concerns one of the parties.
    pub(super) fn has_turn(&self, turn: &Turn) -> bool {
        turn.found.parties().iter().any(|&party| self.has(party))
    }
}
