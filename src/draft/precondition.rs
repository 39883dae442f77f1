//! The values of a draft that have several forms: preconditions, and what of a measure is done.

use std::borrow::Cow;

use super::fields::{DoneSince, LongForm};

/// What of a measure is done: all of it, a level, or either with the date since when.
#[derive(Clone, Debug, PartialEq)]
pub enum DoneDraft<'t> {
    /// Whether all of it is done.
    Whole(bool),
    /// The level that was reached.
    Level(Cow<'t, str>),
    /// What was reached, and when.
    Since(DoneSince<'t>),
}

/// One precondition: a step or term alone, or with days, or any of several steps.
#[derive(Clone, Debug, PartialEq)]
pub struct PreconditionDraft<'t> {
    /// What is waited for.
    pub subject: SubjectDraft<'t>,
    /// The least number of days between; belongs to `after` alone.
    pub days: Option<u32>,
    /// The most days that it may come later; belongs to `promise` alone.
    pub within: Option<u32>,
}

/// What a precondition waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum SubjectDraft<'t> {
    /// A step or a term.
    Step(Cow<'t, str>),
    /// Any one of several steps.
    Any(Vec<Cow<'t, str>>),
}

impl<'t> PreconditionDraft<'t> {
    /// Returns the precondition on one step or term, without days.
    pub fn step(step: impl Into<Cow<'t, str>>) -> Self {
        Self { subject: SubjectDraft::Step(step.into()), days: None, within: None }
    }

    /// Returns the precondition on any of several steps, without days.
    pub fn any<T: Into<Cow<'t, str>>>(steps: impl IntoIterator<Item = T>) -> Self {
        Self { subject: SubjectDraft::Any(steps.into_iter().map(Into::into).collect()), days: None, within: None }
    }

    /// Sets the least number of days between (of `after`).
    #[must_use]
    pub fn days(mut self, days: u32) -> Self {
        self.days = Some(days);
        self
    }

    /// Sets the most days that it may come later (of `promise`).
    #[must_use]
    pub fn within(mut self, days: u32) -> Self {
        self.within = Some(days);
        self
    }

    /// Takes the table that a precondition is written as; the table itself when it does not have either a step or options.
    pub(crate) fn of_table(table: LongForm<'t>) -> Result<Self, LongForm<'t>> {
        let (days, within) = (table.days, table.within);
        let subject = match table {
            LongForm { step: Some(step), any: None, .. } => SubjectDraft::Step(step),
            LongForm { step: None, any: Some(steps), .. } => SubjectDraft::Any(steps),
            _ => return Err(table),
        };
        Ok(Self { subject, days, within })
    }

    /// Returns the table as which it is written, unless it is a step or term alone.
    pub(crate) fn to_table(&self) -> Result<LongForm<'_>, &str> {
        let (step, any) = match &self.subject {
            SubjectDraft::Step(step) if self.days.is_none() && self.within.is_none() => return Err(step),
            SubjectDraft::Step(step) => (Some(Cow::Borrowed(&**step)), None),
            SubjectDraft::Any(steps) => (None, Some(steps.iter().map(|step| Cow::Borrowed(&**step)).collect())),
        };
        Ok(LongForm { step, any, days: self.days, within: self.within })
    }
}

impl<'t> From<&'t str> for PreconditionDraft<'t> {
    fn from(step: &'t str) -> Self {
        Self::step(step)
    }
}

impl From<String> for PreconditionDraft<'_> {
    fn from(step: String) -> Self {
        Self::step(step)
    }
}
