//! Checking a draft: every reference resolves and every act is by a party that may do it, or all that is wrong is listed.
//!
//! One pass in order of the position file, which declares everything before it is used; ids resolve by hash.
//! Nothing is worded before it is known to be wrong. A mistake in one thing is not held against what refers to it:
//! what is declared with a mistake counts as declared, and checks that would need the mistaken part are left out.

mod act;
mod claim;
mod entry;
mod ill_formed;
mod meaning;
mod measure;
mod nearest;
mod precondition;
mod reference;
mod statement;
mod term;

#[cfg(test)]
mod complaint;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use self::meaning::Meanings;
use self::measure::Performers;
use self::nearest::Nearest;
use self::reference::{Sort, remedy_for_date};
use super::date_form::{self, Meant};
use super::fix::{Flaw, Remedy};
use super::trail::Trail;
use super::wording::quoted;
use super::{Draft, Error, Problem};
use crate::draft::ProblemCode;
use crate::model::{AsOf, Date, DateError, MeasureId, Negotiation, PartyId, Target};

type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;
type Set<K> = HashSet<K, foldhash::fast::RandomState>;

/// Makes a negotiation of a draft, read as of a round or date, or returns every problem in order of the position file.
pub(super) fn check(draft: &Draft<'_>, as_of: Option<&str>) -> Result<Negotiation, Error> {
    let level_keys = measure::level_keys(draft);
    let mut checker = Checker::new(draft, &level_keys, as_of.is_some());
    checker.declared_as_of();
    checker.sources();
    checker.parties();
    checker.rounds();
    let as_of = as_of.and_then(|as_of| checker.given_as_of(as_of));
    checker.issues();
    checker.measures();
    checker.terms();
    checker.exclusions();
    checker.statements();
    checker.claims();
    checker.finish(as_of)
}

/// A negotiation in the making, and what is wrong with the draft so far.
struct Checker<'d> {
    draft: &'d Draft<'d>,
    made: Negotiation,
    flaws: Vec<Flaw>,
    nearest: Nearest,
    /// What every step and term is called: one look-up resolves a reference.
    names: Map<&'d str, Target>,
    /// What is left of the keys `measure:level`, written one after the other.
    level_keys: &'d str,
    /// Who performs each step.
    performers: Vec<Performers>,
    /// Who performs the measures with many performers.
    crowds: Set<(MeasureId, PartyId)>,
    /// What ill-formed ids are called when they are mended, by what they are ids of.
    corrected: Set<(&'static str, String)>,
    /// The ids that a measure and a term share by mistake.
    shared: Set<&'d str>,
    meanings: Meanings,
    /// Whether there is anything to tell day 0 by.
    has_day_zero: bool,
}

impl<'d> Checker<'d> {
    fn new(draft: &'d Draft<'d>, level_keys: &'d str, as_of_given: bool) -> Self {
        let dated = || {
            let said = draft.statements.iter().map(|said| (&said.round, &said.date));
            let claimed = draft.claims.iter().map(|claim| (&claim.round, &claim.date));
            said.chain(claimed).any(|(round, date)| round.is_some() || date.is_some())
        };
        Self {
            draft,
            made: Negotiation::default(),
            flaws: Vec::new(),
            nearest: Nearest::default(),
            names: Map::default(),
            level_keys,
            performers: Vec::new(),
            crowds: Set::default(),
            corrected: Set::default(),
            shared: Set::default(),
            meanings: Meanings::default(),
            has_day_zero: as_of_given || draft.as_of.is_some() || !draft.rounds.is_empty() || dated(),
        }
    }

    /// Notes a problem.
    fn complain(&mut self, at: &Trail<'_>, code: ProblemCode, message: String, remedy: impl Into<Remedy>) {
        let Remedy { words, fix, in_cells } = remedy.into();
        let problem = Problem { code, path: at.segments(), message, remedy: words, place: None, edit: None };
        self.flaws.push(Flaw { problem, fix, in_cells });
    }

    fn declared_as_of(&mut self) {
        self.made.write().title = self.draft.title.as_deref().map(Box::from);
        let declared = self.draft.as_of.as_deref().and_then(|date| self.date(date, &Trail::top("as_of")));
        self.made.write().declared_as_of = declared;
    }

    /// Resolves the `as_of` that takes the place of the draft's own; a problem with it comes before all others.
    fn given_as_of(&mut self, as_of: &str) -> Option<AsOf> {
        if let Some(round) = self.made.find_round(as_of) {
            return Some(AsOf::Round(round));
        }
        let why = match Date::parse(as_of) {
            Ok(date) => return Some(AsOf::Date(date)),
            Err(DateError::Calendar) => "a date that the calendar does not have",
            Err(DateError::Form) => "neither a declared round nor a date",
        };
        let remedy = self.remedy_for_as_of(as_of);
        let message = format!("cannot read the positions as of {}: it is {why}", quoted(as_of));
        let problem = Problem { code: ProblemCode::BadAsOf, path: Vec::new(), message, remedy, place: None, edit: None };
        self.flaws.insert(0, Flaw { problem, fix: None, in_cells: None });
        None
    }

    fn remedy_for_as_of(&mut self, as_of: &str) -> String {
        match date_form::meant(as_of) {
            Some(Meant::One(date)) => return format!("write {date}"),
            Some(Meant::Either(one, other)) => return format!("write {one} or {other}, whichever is meant"),
            None => {}
        }
        let rounds = Sort::Round.names(&self.made);
        match self.nearest.find(as_of, rounds) {
            Some(round) => format!("did you mean {}?", quoted(round)),
            None => match Sort::Round.choices(&self.made) {
                Some(rounds) => format!("give the round {rounds}, or a date: {}", remedy_for_date()),
                None => format!("give a date: {}", remedy_for_date()),
            },
        }
    }

    fn finish(self, as_of: Option<AsOf>) -> Result<Negotiation, Error> {
        if !self.flaws.is_empty() {
            return Err(Error::of_draft(self.flaws));
        }
        Ok(self.made.made(as_of))
    }
}
