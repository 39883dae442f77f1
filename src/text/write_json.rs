//! A draft as JSON.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::to_draft::to_draft;
use crate::draft::{DoneDraft, Draft, Fields, PreconditionDraft, Value, given};
use crate::model::Negotiation;

/// Writes a negotiation as a position file in JSON, which reads as the same negotiation again.
///
/// # Examples
///
/// ```
/// use impasse::{Draft, text::to_json};
///
/// let negotiation = Draft::new("A deposit").build()?;
/// assert_eq!(to_json(&negotiation), "{\n  \"title\": \"A deposit\"\n}\n");
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn to_json(negotiation: &Negotiation) -> String {
    let mut json = serde_json::to_string_pretty(&to_draft(negotiation)).expect("a draft has nothing that JSON cannot hold");
    json.push('\n');
    json
}

/// Writes the structure of a position file in any format of serde.
impl Serialize for Draft<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Table(self).serialize(serializer)
    }
}

/// Writes a table with the fields that are given.
struct Table<'a, 't>(&'a dyn Fields<'t>);

impl Serialize for Table<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, value) in given(self.0) {
            map.serialize_entry(field.key, &Held(value))?;
        }
        map.end()
    }
}

/// Writes the value of a field.
struct Held<'a, 't>(Value<'a, 't>);

impl Serialize for Held<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Whole(number) => serializer.serialize_u32(number),
            Value::Number(number) => serializer.serialize_f64(number),
            Value::Truth(truth) => serializer.serialize_bool(truth),
            Value::OneOrMany([single]) => serializer.serialize_str(single),
            Value::Texts(texts) | Value::OneOrMany(texts) => serializer.collect_seq(texts.iter().map(Cow::as_ref)),
            Value::Preconditions([single]) => Precondition(single).serialize(serializer),
            Value::Preconditions(preconditions) => serializer.collect_seq(preconditions.iter().map(Precondition)),
            Value::Done(DoneDraft::Whole(whole)) => serializer.serialize_bool(*whole),
            Value::Done(DoneDraft::Level(level)) => serializer.serialize_str(level),
            Value::Done(DoneDraft::Since(since)) => Table(since).serialize(serializer),
            Value::Entries(entries) => {
                let entries = (0..entries.len()).map(|i| entries.get(i));
                serializer.collect_map(entries.map(|(id, entry)| (id, Table(entry))))
            }
            Value::Tables(tables) => serializer.collect_seq((0..tables.len()).map(|i| Table(tables.get(i)))),
        }
    }
}

struct Precondition<'a, 't>(&'a PreconditionDraft<'t>);

impl Serialize for Precondition<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.to_table() {
            Ok(table) => Table(&table).serialize(serializer),
            Err(step) => serializer.serialize_str(step),
        }
    }
}
