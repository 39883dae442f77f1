//! The entries of a position file, field by field.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::{Entries, List, Text};
use crate::model::Act;

macro_rules! entries {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, bound(deserialize = "'de: 't"))]
        pub struct $name<'t> {
            $($(#[$field_meta])* pub $field: $type,)*
        }
    )*};
}

entries! {
    /// Where statements were read.
    SourceDraft {
        /// The title of the text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<Text<'t>>,
        /// Who published it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publisher: Option<Text<'t>>,
        /// When it was published: a date such as `2019-11-05`, `2019-11` or `2019`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Text<'t>>,
        /// Where it can be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<Text<'t>>,
    }

    /// Somebody who negotiates.
    PartyDraft {
        /// The name for readers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Text<'t>>,
    }

    /// A round of talks.
    RoundDraft {
        /// The name for readers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Text<'t>>,
        /// When it took place (required).
        #[schemars(required)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Text<'t>>,
    }

    /// A topic that measures are grouped under.
    IssueDraft {
        /// The name for readers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Text<'t>>,
    }

    /// A concrete thing that somebody would do.
    MeasureDraft {
        /// The name for readers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Text<'t>>,
        /// The party that performs it, or the parties who must all act (required).
        #[schemars(required)]
        #[serde(default)]
        by: List<Text<'t>>,
        /// The issue that it belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        issue: Option<Text<'t>>,
        /// Its levels, rising; each is a step of its own.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        levels: Vec<Text<'t>>,
        /// How many days it takes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        takes: Option<u32>,
        /// Whether it is done, or the level already reached, and since when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        done: Option<DoneDraft<'t>>,
        /// Whether nobody disputes that its performers will do it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given: Option<bool>,
        /// What it costs its performer; 1 unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        burden: Option<f64>,
    }

    /// A word that parties may define differently.
    TermDraft {
        /// The name for readers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Text<'t>>,
        /// The steps that it means to whoever gives no definition of their own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        means: Option<Vec<Text<'t>>>,
        /// The parties' own definitions.
        #[serde(default, skip_serializing_if = "Entries::is_empty")]
        by: Entries<'t, DefinitionDraft<'t>>,
    }

    /// What one party means by a term.
    DefinitionDraft {
        /// The steps that the party means (required).
        #[schemars(required)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        means: Option<Vec<Text<'t>>>,
        /// The source in which the definition was read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<Text<'t>>,
        /// The words of the source.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quote: Option<Text<'t>>,
    }

    /// Steps of which at most one can be in the deal.
    ExclusionDraft {
        /// The steps (required).
        #[schemars(required)]
        #[serde(default)]
        steps: Vec<Text<'t>>,
        /// Why they exclude each other.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<Text<'t>>,
    }

    /// One act of one party on one step or term.
    ///
    /// Exactly one of `demands`, `offers`, `accepts`, `refuses` and `withdraws` is given.
    StatementDraft {
        /// The id; `s` and the position when not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<Text<'t>>,
        /// Who speaks (required).
        #[schemars(required)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        party: Option<Text<'t>>,
        /// The step or term that the party wants.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        demands: Option<Text<'t>>,
        /// The step or term that the party will perform once the preconditions hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offers: Option<Text<'t>>,
        /// The step or term that the party lets happen once the preconditions hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        accepts: Option<Text<'t>>,
        /// The step or term that is in no deal that the party signs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refuses: Option<Text<'t>>,
        /// The measure or term on which the party takes back what it said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        withdraws: Option<Text<'t>>,
        /// What must be complete strictly before.
        #[serde(default, skip_serializing_if = "List::is_empty")]
        after: List<PreconditionDraft<'t>>,
        /// What must happen no later; the same moment counts.
        #[serde(default, skip_serializing_if = "List::is_empty")]
        with: List<PreconditionDraft<'t>>,
        /// What must be part of the same deal, at any time.
        #[serde(default, skip_serializing_if = "List::is_empty")]
        promise: List<PreconditionDraft<'t>>,
        /// The round in which it was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<Text<'t>>,
        /// The date on which it was said, outside the rounds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Text<'t>>,
        /// Of a demand: the date by which the party wants it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deadline: Option<Text<'t>>,
        /// Of an offer: the date until which it is valid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Text<'t>>,
        /// How dearly the party holds to it: a positive whole number, 1 unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        weight: Option<u32>,
        /// Whether the party will not concede it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        firm: Option<bool>,
        /// How sure the encoder is that it was said and meant so, from 0 to 1; 1 unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<f64>,
        /// The source in which it was read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<Text<'t>>,
        /// The words of the source.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quote: Option<Text<'t>>,
        /// A note by the encoder.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text<'t>>,
    }

    /// What a party asserts about a fact.
    ClaimDraft {
        /// Who asserts it (required).
        #[schemars(required)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        party: Option<Text<'t>>,
        /// What it is about, as an id (required).
        #[schemars(required)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposition: Option<Text<'t>>,
        /// Whether the party says that it is so (required).
        #[schemars(required)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        holds: Option<bool>,
        /// The round in which it was asserted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<Text<'t>>,
        /// The date on which it was asserted, outside the rounds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Text<'t>>,
        /// The source in which it was read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<Text<'t>>,
        /// The words of the source.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quote: Option<Text<'t>>,
        /// A note by the encoder.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text<'t>>,
    }
}

impl<'t> StatementDraft<'t> {
    /// Lists the acts that are given, in the order of the position file; a valid statement has exactly one.
    pub fn acts(&self) -> impl Iterator<Item = (Act, &Text<'t>)> {
        let values = [&self.demands, &self.offers, &self.accepts, &self.refuses, &self.withdraws];
        Act::ALL.into_iter().zip(values).filter_map(|(act, value)| Some((act, value.as_ref()?)))
    }
}

/// What of a measure is done: all of it, a level, or either with the date since when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged, bound(deserialize = "'de: 't"))]
pub enum DoneDraft<'t> {
    /// Whether all of it is done.
    Whole(bool),
    /// The level that was reached.
    Level(Text<'t>),
    /// What was reached, and when.
    Since(#[serde(deserialize_with = "super::shape::table")] DoneSince<'t>),
}

entries! {
    /// What of a measure was done, and when.
    DoneSince {
        /// The level that was reached; the top when not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level: Option<Text<'t>>,
        /// When it was reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Text<'t>>,
    }
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
    Step(Text<'t>),
    /// Any one of several steps.
    Any(Vec<Text<'t>>),
}

/// The long form of a precondition, as written in the file.
#[derive(Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 't"))]
#[schemars(rename = "PreconditionInFull")]
struct LongForm<'t> {
    /// The step or term that is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    step: Option<Text<'t>>,
    /// The steps of which any one will do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    any: Option<Vec<Text<'t>>>,
    /// Of `after`: the least number of days between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    /// Of `promise`: the most days that it may come later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<u32>,
}

impl<'t> PreconditionDraft<'t> {
    /// Returns the precondition on one step or term, without days.
    pub fn step(step: impl Into<Text<'t>>) -> Self {
        Self { subject: SubjectDraft::Step(step.into()), days: None, within: None }
    }

    /// Returns the precondition on any of several steps, without days.
    pub fn any<T: Into<Text<'t>>>(steps: impl IntoIterator<Item = T>) -> Self {
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

impl Serialize for PreconditionDraft<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let (SubjectDraft::Step(step), None, None) = (&self.subject, self.days, self.within) {
            return step.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        match &self.subject {
            SubjectDraft::Step(step) => map.serialize_entry("step", step)?,
            SubjectDraft::Any(steps) => map.serialize_entry("any", steps)?,
        }
        if let Some(days) = self.days {
            map.serialize_entry("days", &days)?;
        }
        if let Some(days) = self.within {
            map.serialize_entry("within", &days)?;
        }
        map.end()
    }
}

impl<'de: 't, 't> Deserialize<'de> for PreconditionDraft<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form<'t>(PhantomData<&'t ()>);
        impl<'de: 't, 't> Visitor<'de> for Form<'t> {
            type Value = PreconditionDraft<'t>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a step, a term, { step, days | within } or { any = [steps] }")
            }

            fn visit_borrowed_str<E>(self, step: &'de str) -> Result<Self::Value, E> {
                Ok(step.into())
            }

            fn visit_str<E>(self, step: &str) -> Result<Self::Value, E> {
                Ok(step.to_owned().into())
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let long = LongForm::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let subject = match (long.step, long.any) {
                    (Some(step), None) => SubjectDraft::Step(step),
                    (None, Some(steps)) => SubjectDraft::Any(steps),
                    _ => return Err(de::Error::custom("exactly one of `step` and `any` is needed")),
                };
                Ok(PreconditionDraft { subject, days: long.days, within: long.within })
            }
        }
        deserializer.deserialize_any(Form(PhantomData))
    }
}

impl schemars::JsonSchema for PreconditionDraft<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Precondition".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let step = generator.subschema_for::<Text<'_>>();
        let long = generator.subschema_for::<LongForm<'_>>();
        schemars::json_schema!({
            "description": "A step, a term, { step, days | within } or { any = [steps] }.",
            "anyOf": [step, long],
        })
    }
}
