//! References to declared things, and dates.

use std::borrow::Cow;

use super::Checker;
use crate::draft::fix::{Content, Fix, Remedy};
use crate::draft::trail::Trail;
use crate::draft::wording::{in_heading, is_well_formed, listed, quoted};
use crate::draft::{Meant, ProblemCode, meant};
use crate::model::{Date, DateError, IssueId, MeasureId, Negotiation, PartyId, RoundId, SourceId, StepId, Target, When};

/// The most ids that a remedy lists.
const MOST_LISTED: usize = 8;

/// The most ids that are told apart in one text.
pub(super) const MOST_PARTS: usize = 20;

/// What a reference is to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Source,
    Party,
    Round,
    Issue,
    /// A step, by its measure.
    Step,
    /// A step, by its measure, or a term.
    StepOrTerm,
}

impl Sort {
    const fn code(self) -> ProblemCode {
        match self {
            Self::Source => ProblemCode::UnknownSource,
            Self::Party => ProblemCode::UnknownParty,
            Self::Round => ProblemCode::UnknownRound,
            Self::Issue => ProblemCode::UnknownIssue,
            Self::Step | Self::StepOrTerm => ProblemCode::UnknownStep,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Party => "party",
            Self::Round => "round",
            Self::Issue => "issue",
            Self::Step => "measure",
            Self::StepOrTerm => "measure or term",
        }
    }

    /// Returns what messages about its declaration call it.
    const fn what(self) -> &'static str {
        match self {
            Self::Step | Self::StepOrTerm => "measure",
            other => other.word(),
        }
    }

    const fn table(self) -> &'static str {
        match self {
            Self::Source => "sources",
            Self::Party => "parties",
            Self::Round => "rounds",
            Self::Issue => "issues",
            Self::Step | Self::StepOrTerm => "measures",
        }
    }

    /// Lists the declared ids with their names.
    pub(super) fn names(self, made: &Negotiation) -> Box<dyn Iterator<Item = (&str, Option<&str>)> + '_> {
        let measures = made.content().measures.iter().map(|(id, measure)| (&**id, measure.name.as_deref()));
        match self {
            Self::Source => Box::new(made.content().sources.keys().map(|id| (&**id, None))),
            Self::Party => Box::new(made.content().parties.iter().map(|(id, party)| (&**id, party.name.as_deref()))),
            Self::Round => Box::new(made.content().rounds.iter().map(|(id, round)| (&**id, round.name.as_deref()))),
            Self::Issue => Box::new(made.content().issues.iter().map(|(id, issue)| (&**id, issue.name.as_deref()))),
            Self::Step => Box::new(measures),
            Self::StepOrTerm => Box::new(measures.chain(made.content().terms.iter().map(|(id, term)| (&**id, term.name.as_deref())))),
        }
    }

    /// Lists the declared ids as a choice, if they are few.
    pub(super) fn choices(self, made: &Negotiation) -> Option<String> {
        let few = (1..=MOST_LISTED).contains(&self.names(made).take(MOST_LISTED + 1).count());
        few.then(|| listed(self.names(made).map(|(id, _)| quoted(id)), "or"))
    }
}

/// Shows the forms of a date.
pub(super) const fn remedy_for_date() -> &'static str {
    "write it like \"2019-02-27\", \"2019-02\" or \"2019\""
}

impl Checker<'_> {
    /// Resolves the id of a party.
    pub(super) fn party(&mut self, id: &str, at: &Trail<'_>) -> Option<PartyId> {
        let found = self.made.content().parties.get_index_of(id).map(PartyId::new);
        self.found(found, Sort::Party, id, at)
    }

    /// Resolves the id of a source, if there is one.
    pub(super) fn source(&mut self, id: Option<&Cow<'_, str>>, at: &Trail<'_>) -> Option<SourceId> {
        let id = id?;
        let found = self.made.content().sources.get_index_of(&**id).map(SourceId::new);
        self.found(found, Sort::Source, id, &at.key("source"))
    }

    /// Resolves the id of an issue.
    pub(super) fn issue(&mut self, id: &str, at: &Trail<'_>) -> Option<IssueId> {
        let found = self.made.content().issues.get_index_of(id).map(IssueId::new);
        self.found(found, Sort::Issue, id, at)
    }

    /// Resolves when something was said: in a round, on a date, or not said.
    pub(super) fn when(&mut self, round: Option<&Cow<'_, str>>, date: Option<&Cow<'_, str>>, at: &Trail<'_>) -> When {
        if round.is_some() && date.is_some() {
            let message = format!("{} has both a round and a date", at.owner());
            let remedy = Remedy::exact("keep one of them: a round has a date of its own", Fix::Remove);
            self.complain(&at.key_itself("date"), ProblemCode::RoundAndDate, message, remedy);
        }
        let round = round.and_then(|id| {
            let found = self.made.content().rounds.get_index_of(&**id).map(RoundId::new);
            self.found(found, Sort::Round, id, &at.key("round"))
        });
        let date = date.and_then(|date| self.date(date, &at.key("date")));
        round.map(When::In).or(date.map(When::On)).unwrap_or_default()
    }

    /// Reads a date.
    pub(super) fn date(&mut self, text: &str, at: &Trail<'_>) -> Option<Date> {
        match Date::parse(text) {
            Ok(date) => Some(date),
            Err(DateError::Form) => {
                let message = format!("{}{} is not a date", quoted(text), at.in_owner());
                let remedy = match meant(text) {
                    Some(Meant::One(date)) => Remedy::exact(format!("write {}", quoted(&date)), Fix::text(date)),
                    Some(Meant::Either(one, other)) => format!("write {} or {}, whichever is meant", quoted(&one), quoted(&other)).into(),
                    None => remedy_for_date().into(),
                };
                self.complain(at, ProblemCode::BadDate, message, remedy);
                None
            }
            Err(DateError::Calendar) => {
                let message = format!("{}{} is a date that the calendar does not have", quoted(text), at.in_owner());
                let remedy = match meant(text) {
                    Some(Meant::One(date)) => {
                        Remedy::exact(format!("the month comes before the day: write {}", quoted(&date)), Fix::text(date))
                    }
                    _ => "correct the month or the day".into(),
                };
                self.complain(at, ProblemCode::NoSuchDate, message, remedy);
                None
            }
        }
    }

    /// Resolves a step; `None` when it is a term, is unknown, or cannot be told because of another mistake.
    pub(super) fn step(&mut self, text: &str, at: &Trail<'_>, code_for_term: ProblemCode, where_steps_stand: &str) -> Option<StepId> {
        match self.named(text, at, Sort::Step)? {
            Target::Step(step) => Some(step),
            Target::Term(_) => {
                let message = format!("{}{} is a term, not a step", quoted(text), at.in_owner());
                let remedy = format!("{where_steps_stand} holds steps only: name the steps that are meant");
                self.complain(at, code_for_term, message, remedy);
                None
            }
        }
    }

    /// Resolves a step or term.
    pub(super) fn step_or_term(&mut self, text: &str, at: &Trail<'_>) -> Option<Target> {
        self.named(text, at, Sort::StepOrTerm)
    }

    fn named(&mut self, text: &str, at: &Trail<'_>, sort: Sort) -> Option<Target> {
        if !self.shared.is_empty() && self.shared.contains(text.split(':').next().unwrap_or_default()) {
            return None;
        }
        let found = self.names.get(text).copied();
        if found.is_none() {
            self.misnamed(text, at, sort);
        }
        found
    }

    /// Complains about what is neither a step nor a term.
    fn misnamed(&mut self, text: &str, at: &Trail<'_>, sort: Sort) {
        if self.is_corrected(sort, text.split(':').next().unwrap_or_default()) {
            return;
        }
        if let Some(remedy) = self.several(sort, text, at) {
            let message = format!("unknown {} {}{}", sort.word(), quoted(text), at.in_owner());
            return self.complain(at, sort.code(), message, remedy);
        }
        let Some((head, level)) = text.split_once(':') else {
            self.found(None::<Target>, sort, text, at);
            return;
        };
        if let Some(measure) = self.made.content().measures.get_index_of(head) {
            self.unknown_level(MeasureId::new(measure), head, level, text, at);
        } else if self.made.content().terms.contains_key(head) {
            let message = format!("{}{} names a level of a term", quoted(text), at.in_owner());
            let remedy = format!("terms have no levels: write {}", quoted(head));
            self.complain(at, ProblemCode::LevelOfTerm, message, Remedy::exact(remedy, at.rewritten(head)));
        } else {
            self.unknown_measure(head, level, text, at, sort);
        }
    }

    fn unknown_level(&mut self, measure: MeasureId, head: &str, level: &str, text: &str, at: &Trail<'_>) {
        let levels = &self.made.content().measures[measure.index()].levels;
        if levels.is_empty() {
            let message = format!("{}{} names a level, but measure {} has none", quoted(text), at.in_owner(), quoted(head));
            let remedy = format!("write {}, or give the measure levels", quoted(head));
            // Days behind the level would be lost.
            let is_whole = !level.contains(['+', '<']);
            let remedy = if is_whole { Remedy::exact(remedy, at.rewritten(head)) } else { remedy.into() };
            self.complain(at, ProblemCode::NoLevels, message, remedy);
        } else {
            let message = format!("unknown level {} of measure {}{}", quoted(level), quoted(head), at.in_owner());
            let names = levels.iter().map(|name| &**name);
            let remedy = level_remedy(&mut self.nearest, names, levels.len(), level, at, |name| format!("{head}:{name}"));
            self.complain(at, ProblemCode::UnknownLevel, message, remedy);
        }
    }

    fn unknown_measure(&mut self, head: &str, level: &str, text: &str, at: &Trail<'_>, sort: Sort) {
        let message = format!("unknown {} {} (of {}){}", Sort::Step.word(), quoted(head), quoted(text), at.in_owner());
        let near = self.nearest.find(head, Sort::Step.names(&self.made));
        let remedy = match near {
            Some(id) => {
                let levels: Vec<&str> = self.made.content().measures[id].levels.iter().map(|name| &**name).collect();
                let level = level.trim();
                match levels.iter().find(|name| name.eq_ignore_ascii_case(level)) {
                    _ if levels.is_empty() => meant_by(id, at),
                    Some(name) => meant_by(&format!("{id}:{name}"), at),
                    // The level that is meant is not left out.
                    None => level_remedy(&mut self.nearest, levels.iter().copied(), levels.len(), level, at, |name| format!("{id}:{name}")),
                }
            }
            None => self.declaring(Sort::Step, head),
        };
        self.complain(at, sort.code(), message, remedy);
    }

    /// Passes on what was found, or complains that nothing was.
    fn found<T>(&mut self, found: Option<T>, sort: Sort, id: &str, at: &Trail<'_>) -> Option<T> {
        if found.is_none() && !self.is_corrected(sort, id) {
            let message = format!("unknown {} {}{}", sort.word(), quoted(id), at.in_owner());
            let remedy = self.several(sort, id, at);
            let near = remedy.or_else(|| self.nearest.find(id, sort.names(&self.made)).map(|near| meant_by(near, at)));
            let remedy = near.unwrap_or_else(|| self.declaring(sort, id));
            self.complain(at, sort.code(), message, remedy);
        }
        found
    }

    /// Returns whether an id is what an ill-formed one will be called when that is mended.
    fn is_corrected(&self, sort: Sort, id: &str) -> bool {
        let is = |what: &'static str| self.corrected.contains(&(what, id.to_owned()));
        !self.corrected.is_empty() && (is(sort.what()) || sort == Sort::StepOrTerm && is("term"))
    }

    /// Says how to write several ids that stand in one text; `None` when it is something else.
    fn several(&self, sort: Sort, text: &str, at: &Trail<'_>) -> Option<Remedy> {
        let is_known = |id: &str| match sort {
            Sort::Party => self.made.content().parties.contains_key(id) || self.is_corrected(sort, id),
            Sort::Step => matches!(self.names.get(id), Some(Target::Step(_))),
            Sort::StepOrTerm => self.names.contains_key(id),
            Sort::Source | Sort::Round | Sort::Issue => false,
        };
        let parted = |separators: &[&str]| {
            let parts =
                separators.iter().fold(vec![text], |parts, separator| parts.into_iter().flat_map(|part| part.split(separator)).collect());
            let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).take(MOST_PARTS + 1).collect();
            ((2..=MOST_PARTS).contains(&parts.len()) && parts.iter().all(|part| is_known(part))).then_some(parts)
        };
        let parts = parted(&[",", ";", "&", " and "])?;
        match at.list() {
            Some("any") => None,
            Some(_) => {
                let words = format!("write a list of {}", listed(parts.iter().map(|part| quoted(part)), "and"));
                let cell = format!("put semicolons between them: {}", quoted(&parts.join("; ")));
                let items = parts.into_iter().map(|part| Content::Text(part.to_owned())).collect();
                Some(Remedy::exact(words, Fix::Items(items)).in_cells(cell))
            }
            None => Some("write a statement of its own for each".into()),
        }
    }

    fn declaring(&self, sort: Sort, id: &str) -> Remedy {
        let remedy = |of_file: &str| {
            let declare = format!("declare it under [{}.{}]{of_file}", sort.table(), in_heading(id));
            match sort.choices(&self.made) {
                Some(choices) if !is_well_formed(id) => format!("write {choices}"),
                None if !is_well_formed(id) => format!("write an id that is declared under [{}.…]{of_file}", sort.table()),
                Some(choices) => format!("{declare}, or write {choices}"),
                None => declare,
            }
        };
        Remedy::from(remedy("")).in_cells(remedy(" in the position file"))
    }
}

/// Says what was probably meant.
fn meant_by(word: &str, at: &Trail<'_>) -> Remedy {
    Remedy::exact(format!("did you mean {}?", quoted(word)), at.rewritten(word))
}

/// Says which of some levels was probably meant; `write` makes of a level what is to be written.
pub(super) fn level_remedy<'a>(
    nearest: &mut super::Nearest,
    levels: impl Iterator<Item = &'a str> + Clone,
    count: usize,
    level: &str,
    at: &Trail<'_>,
    write: impl Fn(&str) -> String,
) -> Remedy {
    match nearest.find(level, levels.clone().map(|name| (name, None))) {
        Some(near) => meant_by(&write(near), at),
        None if count <= MOST_LISTED => format!("write {}", listed(levels.map(|name| quoted(&write(name)).to_string()), "or")).into(),
        None => "write one of the levels that the measure declares".into(),
    }
}
