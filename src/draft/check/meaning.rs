//! What a party means by a term, as far as mistakes let it be told.

use super::{Checker, Map, Set};
use crate::model::{Act, PartyId, StepId, TermId};

/// The place of a term's default among its readings.
pub(super) const DEFAULT: u32 = u32::MAX;

/// What a party means by a term.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// The steps of the definition at a place, or of the default.
    Steps(u32),
    /// There is neither a definition by the party nor a default.
    Missing,
    /// A mistake in a definition leaves it open.
    Unclear,
}

/// What is known about the meanings of terms.
#[derive(Default)]
pub(super) struct Meanings {
    /// The terms with a default, and whether it is free of mistakes.
    pub(super) default: Map<TermId, bool>,
    /// The parties' own definitions.
    pub(super) own: Map<(TermId, PartyId), Reading>,
    /// The terms with a definition by nobody knows whom.
    pub(super) doubtful: Set<TermId>,
    /// The steps of every reading.
    pub(super) steps: Set<(TermId, u32, StepId)>,
    /// Whether a party's act on a term comes to anything.
    effects: Map<(TermId, PartyId, Act), bool>,
    /// The first step that a party's act on one term and its reading of another have in common.
    overlaps: Map<(TermId, TermId, PartyId, Act), Option<StepId>>,
}

impl Checker<'_> {
    /// Returns what a party means by a term.
    pub(super) fn reading(&self, term: TermId, party: PartyId) -> Reading {
        let default = || match self.meanings.default.get(&term) {
            _ if self.meanings.doubtful.contains(&term) => Reading::Unclear,
            Some(true) => Reading::Steps(DEFAULT),
            Some(false) => Reading::Unclear,
            None => Reading::Missing,
        };
        self.meanings.own.get(&(term, party)).copied().unwrap_or_else(default)
    }

    fn meant(&self, term: TermId, place: u32) -> &[StepId] {
        let term = &self.made.content().terms[term.index()];
        match place {
            DEFAULT => term.default.as_deref().unwrap_or_default(),
            place => &term.definitions[place as usize].means,
        }
    }

    /// Returns whether an act concerns a step that the party means: it offers what it performs, accepts what it does not,
    /// demands what it does not perform alone. What a mistake leaves open counts as concerned.
    fn concerns(&self, act: Act, party: PartyId, step: StepId) -> bool {
        match act {
            Act::Offers => self.performs(party, step) != Some(false),
            Act::Accepts => self.performs(party, step) != Some(true),
            Act::Demands => self.performs_alone(party, step) != Some(true),
            Act::Refuses | Act::Withdraws => true,
        }
    }

    /// Returns whether an act on a term concerns any of the steps meant.
    pub(super) fn comes_to_something(&mut self, act: Act, party: PartyId, term: TermId) -> bool {
        let Reading::Steps(place) = self.reading(term, party) else { return true };
        if let Some(&known) = self.meanings.effects.get(&(term, party, act)) {
            return known;
        }
        let any = self.meant(term, place).iter().any(|&step| self.concerns(act, party, step));
        self.meanings.effects.insert((term, party, act), any);
        any
    }

    /// Returns whether a party's act on a term is an act on a certain step, with no mistake in the way.
    pub(super) fn acts_on(&self, act: Act, party: PartyId, term: TermId, step: StepId) -> bool {
        let Reading::Steps(place) = self.reading(term, party) else { return false };
        self.meanings.steps.contains(&(term, place, step)) && self.performs(party, step).is_some() && self.concerns(act, party, step)
    }

    /// Returns whether a party means a step by a term.
    pub(super) fn means_step(&self, party: PartyId, term: TermId, step: StepId) -> bool {
        matches!(self.reading(term, party), Reading::Steps(place) if self.meanings.steps.contains(&(term, place, step)))
    }

    /// Returns the first step that a party's act on a term concerns and that it also means by another term.
    pub(super) fn overlap(&mut self, act: Act, party: PartyId, term: TermId, other: TermId) -> Option<StepId> {
        if let Some(&known) = self.meanings.overlaps.get(&(term, other, party, act)) {
            return known;
        }
        let (Reading::Steps(place), Reading::Steps(other_place)) = (self.reading(term, party), self.reading(other, party)) else {
            return None;
        };
        let (mine, theirs) = (self.meant(term, place), self.meant(other, other_place));
        let fewer = if mine.len() <= theirs.len() { mine } else { theirs };
        let both = |&step: &StepId| self.acts_on(act, party, term, step) && self.means_step(party, other, step);
        let step = fewer.iter().copied().find(both);
        self.meanings.overlaps.insert((term, other, party, act), step);
        step
    }
}
