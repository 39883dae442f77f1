//! What somebody wrote, not yet checked: the shape of the position file, and the builder.
//!
//! A [`Draft`] holds ids and dates as text, just as the position file does. It is filled in code, or by [`text`](crate::text).
//! [`Draft::build`] checks all of it and either returns a valid [`Negotiation`](crate::Negotiation) or every problem at once.

mod build;
mod check;
mod date_form;
mod duration;
mod entry;
mod fix;
mod problem;
mod shape;

pub(crate) use check::wording::is_well_formed;
pub(crate) use date_form::{Meant, meant};
pub(crate) use duration::days as days_in;
pub use entry::{
    ClaimDraft, DefinitionDraft, DoneDraft, DoneSince, ExclusionDraft, IssueDraft, MeasureDraft, PartyDraft, PreconditionDraft, RoundDraft,
    SourceDraft, StatementDraft, SubjectDraft, TermDraft,
};
pub(crate) use fix::{Content, Fix, Flaw};
pub use problem::{Edit, Error, Place, Problem, Segment};
pub use shape::{Entries, List, Text};

use serde::{Deserialize, Serialize};

/// A position file as written: nothing in it has been checked yet.
///
/// Fields are those of the position file (`docs/format.md`). The lifetime `'t` is that of the text which the words were read from.
///
/// # Examples
///
/// ```
/// use impasse::Draft;
///
/// let mut draft = Draft::new("A deposit");
/// draft.party("tenant").name("The tenant");
/// draft.party("landlord");
/// draft.measure("pay-deposit", ["tenant"]).takes(3);
/// draft.measure("hand-over-keys", ["landlord"]);
/// draft.says("tenant").demands("hand-over-keys");
/// draft.says("landlord").offers("hand-over-keys").after("pay-deposit");
/// let negotiation = draft.build()?;
/// assert_eq!(negotiation.title(), Some("A deposit"));
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 't"))]
#[schemars(title = "impasse position file")]
pub struct Draft<'t> {
    /// The title of the negotiation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text<'t>>,
    /// The day as of which positions are read; day 0. Default: the date of the latest round, statement or claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Text<'t>>,
    /// The texts that statements were read in.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub sources: Entries<'t, SourceDraft<'t>>,
    /// Who negotiates.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub parties: Entries<'t, PartyDraft<'t>>,
    /// The rounds of talks.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub rounds: Entries<'t, RoundDraft<'t>>,
    /// The topics that measures are grouped under.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub issues: Entries<'t, IssueDraft<'t>>,
    /// The concrete things that somebody would do.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub measures: Entries<'t, MeasureDraft<'t>>,
    /// The words that parties may define differently.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub terms: Entries<'t, TermDraft<'t>>,
    /// Steps of which at most one can be in the deal.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "shape::tables")]
    pub exclusions: Vec<ExclusionDraft<'t>>,
    /// What the parties demand, offer, accept, refuse and withdraw.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "shape::tables")]
    pub statements: Vec<StatementDraft<'t>>,
    /// What the parties assert about facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "shape::tables")]
    pub claims: Vec<ClaimDraft<'t>>,
}
