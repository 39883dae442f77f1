//! The things that statements are about and come from: sources, parties, rounds, issues, measures, terms and exclusions.

use super::{Date, IssueId, PartyId, SourceId, StepId};

/// Where a statement, a definition or a claim was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The title of the text.
    pub title: Option<Box<str>>,
    /// Who published it.
    pub publisher: Option<Box<str>>,
    /// When it was published.
    pub date: Option<Date>,
    /// Where it can be read.
    pub url: Option<Box<str>>,
}

/// Somebody who negotiates: a state, a firm, a union, an office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Party {
    /// The name for readers; reports fall back on the id.
    pub name: Option<Box<str>>,
    /// The short name, for narrow tables and charts.
    pub short: Option<Box<str>>,
}

/// A round of talks: what is said in it replaces what the same party said earlier on the same target.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Round {
    /// The name for readers.
    pub name: Option<Box<str>>,
    /// When the round took place.
    pub date: Date,
}

/// A topic that measures are grouped under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// The name for readers.
    pub name: Option<Box<str>>,
}

/// A concrete thing that somebody would do: lift sanctions, dismantle a site.
///
/// A measure with levels is as many steps, each of which needs the one below; a measure without levels is one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The name for readers.
    pub name: Option<Box<str>>,
    /// The performers: the parties who must all act. Never empty, no party twice.
    pub by: Box<[PartyId]>,
    /// The topic it belongs to.
    pub issue: Option<IssueId>,
    /// The names of its levels, rising; empty for a measure that is one step.
    pub levels: Box<[Box<str>]>,
    /// How many days a step of it takes, counted from that step's own preconditions.
    pub takes: u32,
    /// What of it has been done already.
    pub done: Option<Done>,
    /// Whether nobody disputes that its performers will do it.
    pub given: bool,
    /// What it costs its performer, not negative; 1 unless said otherwise.
    pub burden: f64,
    pub(crate) first_step: u32,
}

/// What of a measure has been done, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Done {
    /// The highest step that was reached.
    pub step: StepId,
    /// When it was reached; before every `as_of` when not said.
    pub on: Option<Date>,
}

/// A step's place in its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// The measure.
    pub measure: super::MeasureId,
    /// The level, counted from 0 for the lowest; 0 for a measure without levels.
    pub level: usize,
}

/// A word that the parties use and may define differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Term {
    /// The name for readers.
    pub name: Option<Box<str>>,
    /// The steps that a party means by it when it gives no definition of its own; no step twice.
    pub default: Option<Box<[StepId]>>,
    /// The parties' own definitions, in order of declaration.
    pub definitions: Box<[Definition]>,
}

/// What one party means by a term.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Definition {
    /// The party.
    pub party: PartyId,
    /// The steps that it means; never empty, no step twice.
    pub means: Box<[StepId]>,
    /// Where the definition was read.
    pub source: Option<SourceId>,
    /// The words of it.
    pub quote: Option<Box<str>>,
}

/// Steps of which at most one, its levels above included, can be in the deal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exclusion {
    /// The steps, at least two, none twice.
    pub steps: Box<[StepId]>,
    /// Why they exclude each other.
    pub because: Option<Box<str>>,
}
