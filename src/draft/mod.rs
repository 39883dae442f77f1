//! What somebody wrote, not yet checked: the shape of the position file, and the builder.
//!
//! A [`Draft`] holds ids and dates as text, just as the position file does. It is filled in code, or by [`text`](crate::text).
//! [`Draft::build`] checks all of it and either returns a valid [`Negotiation`](crate::Negotiation) or every problem at once.

mod build;
mod check;
mod code;
mod date_form;
mod declare;
mod duration;
mod field;
mod fields;
mod fix;
mod precondition;
mod problem;
mod shape;
mod trail;
mod wording;

pub use code::ProblemCode;
pub(crate) use date_form::{Meant, meant};
pub(crate) use duration::days as days_in;
pub(crate) use field::{ById, Field, Fields, Kind, Listed, Named, Record, Seen, Slot, Value, given};
pub use fields::{
    ClaimDraft, DefinitionDraft, DoneSince, Draft, ExclusionDraft, IssueDraft, MeasureDraft, PartyDraft, RoundDraft, SourceDraft,
    StatementDraft, TermDraft,
};
pub(crate) use fields::{LongForm, RECORDS, kind_of};
pub(crate) use fix::{Content, Fix, Flaw};
pub use precondition::{DoneDraft, PreconditionDraft, SubjectDraft};
pub use problem::{Edit, Error, Place, Problem, Segment};
pub use shape::{Entries, List};
pub(crate) use trail::Trail;
pub(crate) use wording::{LONGEST, is_well_formed, shortened};
