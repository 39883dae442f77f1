//! The JSON Schema of position files.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use crate::draft::{DoneSince, Draft, Field, Kind, LongForm, RECORDS, Record};
use crate::model::Act;

/// The form of ids.
const ID: &str = "^[a-z0-9][a-z0-9_-]*$";
/// The form of steps: a measure, or a measure and a level.
const STEP: &str = "^[a-z0-9][a-z0-9_-]*(:[a-z0-9][a-z0-9_-]*)?$";
/// The form of dates: a day, a month or a year.
const DATE: &str = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";

/// Returns the JSON Schema (draft 2020-12) of position files, with which editors complete keys and mark mistakes.
///
/// It is named at the top of a TOML file, as in `#:schema impasse.schema.json`. It tells the shape of a file; whether ids are declared and
/// acts are possible is only found out by reading the file.
///
/// # Examples
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&impasse::text::schema()).unwrap();
/// assert_eq!(schema["properties"]["title"]["type"], "string");
/// assert_eq!(schema["$defs"]["Statement"]["required"], serde_json::json!(["party"]));
/// ```
#[must_use]
pub fn schema() -> String {
    let mut whole = vec![
        ("$schema", Part::Is(json!("https://json-schema.org/draft/2020-12/schema"))),
        ("title", Part::Is(json!("impasse position file"))),
        ("description", Part::Is(json!("A negotiation: who wants, offers and refuses what, and on which preconditions."))),
    ];
    whole.extend(table(Draft::RECORD));
    let records = RECORDS.iter().filter(|record| record.name != Draft::RECORD.name);
    let mut definitions: Vec<_> = records.map(|record| (record.name, Part::Has(described(record)))).collect();
    definitions.push((DONE, Part::Is(done())));
    definitions.push((PRECONDITION, Part::Is(precondition())));
    whole.push(("$defs", Part::Has(definitions)));
    let mut text = serde_json::to_string_pretty(&Part::Has(whole)).expect("a schema is JSON");
    text.push('\n');
    text
}

/// The names of the definitions that are no tables.
const DONE: &str = "Done";
const PRECONDITION: &str = "Precondition";

/// A part of the schema: a value, or keys in an order of their own.
enum Part {
    Is(Value),
    Has(Vec<(&'static str, Part)>),
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Is(value) => value.serialize(serializer),
            Self::Has(parts) => {
                let mut map = serializer.serialize_map(Some(parts.len()))?;
                for (key, part) in parts {
                    map.serialize_entry(key, part)?;
                }
                map.end()
            }
        }
    }
}

/// Describes a kind of table.
fn described(record: &'static Record) -> Vec<(&'static str, Part)> {
    std::iter::once(("description", Part::Is(json!(first_paragraph(record.doc))))).chain(table(record)).collect()
}

/// Lists the keys of a kind of table, and says which go together.
fn table(record: &'static Record) -> Vec<(&'static str, Part)> {
    let properties = record.fields.iter().map(|field| (field.key, Part::Is(property(field))));
    let mut parts = vec![
        ("type", Part::Is(json!("object"))),
        ("properties", Part::Has(properties.collect())),
        ("additionalProperties", Part::Is(json!(false))),
    ];
    let required: Vec<&str> = record.fields.iter().filter(|field| field.is_required).map(|field| field.key).collect();
    if !required.is_empty() {
        parts.push(("required", Part::Is(json!(required))));
    }
    if record.has_acts() {
        let one_act: Vec<Value> = Act::ALL.iter().map(|act| json!({ "required": [act.word()] })).collect();
        parts.push(("oneOf", Part::Is(json!(one_act))));
    }
    if record.name == LongForm::RECORD.name {
        parts.push(("oneOf", Part::Is(json!([{ "required": ["step"] }, { "required": ["any"] }]))));
    }
    if ["round", "date"].iter().all(|key| record.position(key).is_some()) {
        parts.push(("not", Part::Is(json!({ "required": ["round", "date"] }))));
    }
    parts
}

/// Describes a field.
fn property(field: &Field) -> Value {
    let mut property = form(field.kind);
    let about = json!(first_paragraph(field.doc));
    property.as_object_mut().expect("forms are objects").insert("description".to_owned(), about);
    property
}

/// Returns the form of a value.
fn form(kind: Kind) -> Value {
    let id = || json!({ "type": "string", "pattern": ID });
    match kind {
        Kind::Prose => json!({ "type": "string" }),
        Kind::Id(_) => id(),
        Kind::Verb(_) | Kind::Step => json!({ "type": "string", "pattern": STEP }),
        Kind::Date => json!({ "type": "string", "pattern": DATE }),
        Kind::Days => json!({ "type": "integer", "minimum": 0 }),
        Kind::Count => json!({ "type": "integer", "minimum": 1 }),
        Kind::Amount => json!({ "type": "number", "minimum": 0 }),
        Kind::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Kind::Truth => json!({ "type": "boolean" }),
        Kind::IdOrIds => json!({ "anyOf": [id(), { "type": "array", "items": id(), "minItems": 1 }] }),
        Kind::Ids => json!({ "type": "array", "items": id() }),
        Kind::Steps(least) => json!({ "type": "array", "items": { "type": "string", "pattern": STEP }, "minItems": least }),
        Kind::Preconditions(_) => {
            json!({ "anyOf": [reference(PRECONDITION), { "type": "array", "items": reference(PRECONDITION) }] })
        }
        Kind::Done => reference(DONE),
        Kind::Entries(record) => {
            json!({ "type": "object", "propertyNames": { "pattern": ID }, "additionalProperties": reference(record.name) })
        }
        Kind::Tables(record) => json!({ "type": "array", "items": reference(record.name) }),
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// Returns the first paragraph of what is said of something, on one line.
fn first_paragraph(doc: &str) -> String {
    doc.lines().map(str::trim).take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn done() -> Value {
    let mut since = reference(DoneSince::RECORD.name);
    since["description"] = json!("What was reached, and when.");
    json!({
        "description": "What of a measure is done: all of it, a level, or either with the date since when.",
        "anyOf": [
            { "description": "Whether all of it is done.", "type": "boolean" },
            { "description": "The level that was reached.", "type": "string" },
            since,
        ],
    })
}

fn precondition() -> Value {
    json!({
        "description": "A step, a term, { step, days | within } or { any = [steps] }.",
        "anyOf": [{ "type": "string" }, reference(LongForm::RECORD.name)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let schema: Value = serde_json::from_str(&schema()).unwrap();
        for record in RECORDS {
            let table = if record.name == Draft::RECORD.name { &schema } else { &schema["$defs"][record.name] };
            let mut keys: Vec<&str> = record.keys().collect();
            keys.sort_unstable();
            let described: Vec<&String> = table["properties"].as_object().unwrap().keys().collect();
            assert_eq!(described, keys, "{}", record.name);
            assert_eq!(table["additionalProperties"], false);
            assert!(table["description"].as_str().is_some_and(|about| about.ends_with('.')), "{}", record.name);
        }
        assert_eq!(RECORDS.len(), schema["$defs"].as_object().unwrap().len() - 1, "Done and Precondition have no keys of their own");
    }

    #[test]
    fn every_reference_resolves() {
        let text = schema();
        let schema: Value = serde_json::from_str(&text).unwrap();
        for reference in text.split("\"$ref\": \"#/$defs/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(schema["$defs"].get(name).is_some(), "{name}");
        }
        assert!(!text.contains("null") && !text.contains("Draft"));
    }
}
