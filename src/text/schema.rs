//! The JSON Schema of position files.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Map, Value, json};

use crate::draft::Draft;
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
pub fn schema() -> String {
    let generator = SchemaSettings::draft2020_12().with_transform(Tidy).into_generator();
    let mut schema = generator.into_root_schema_for::<Draft<'static>>();
    let description = "A negotiation: who wants, offers and refuses what, and on which preconditions.";
    schema.insert("description".to_owned(), json!(description));
    if let Some(as_of) = schema.pointer_mut("/properties/as_of") {
        refine_property("Draft", "as_of", as_of);
    }
    let defs = schema.get_mut("$defs").and_then(Value::as_object_mut).map(std::mem::take).unwrap_or_default();
    let defs: Map<String, Value> = defs.into_iter().map(|(name, definition)| (short(&name), refined(&name, definition))).collect();
    schema.insert("$defs".to_owned(), Value::Object(defs));
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

/// Returns a definition's name for readers.
fn short(name: &str) -> String {
    name.strip_suffix("Draft").unwrap_or(name).to_owned()
}

/// Says of a kind of table what its fields alone do not.
fn refined(name: &str, mut definition: Value) -> Value {
    if let Some(properties) = definition.get_mut("properties").and_then(Value::as_object_mut) {
        for (key, property) in properties {
            refine_property(name, key, property);
        }
    }
    let required: &[&str] = match name {
        "RoundDraft" => &["date"],
        "MeasureDraft" => &["by"],
        "DefinitionDraft" => &["means"],
        "ExclusionDraft" => &["steps"],
        "StatementDraft" => &["party"],
        "ClaimDraft" => &["party", "proposition", "holds"],
        _ => &[],
    };
    let Some(table) = definition.as_object_mut() else { return definition };
    if !required.is_empty() {
        table.insert("required".to_owned(), json!(required));
    }
    match name {
        "StatementDraft" => {
            table.insert("description".to_owned(), json!("One act of one party on one step or term."));
            let one_act: Vec<Value> = Act::ALL.iter().map(|act| json!({ "required": [act.word()] })).collect();
            table.insert("oneOf".to_owned(), json!(one_act));
            table.insert("not".to_owned(), json!({ "required": ["round", "date"] }));
        }
        "ClaimDraft" => drop(table.insert("not".to_owned(), json!({ "required": ["round", "date"] }))),
        "PreconditionInFull" => {
            table.insert("description".to_owned(), json!("A step with days, or several steps of which any one will do."));
            table.insert("oneOf".to_owned(), json!([{ "required": ["step"] }, { "required": ["any"] }]));
        }
        _ => {}
    }
    definition
}

fn refine_property(name: &str, key: &str, property: &mut Value) {
    let Some(fields) = property.as_object_mut() else { return };
    let is_text = fields.get("type").is_some_and(|kind| kind == "string");
    let mut say = |key: &str, value: Value| drop(fields.insert(key.to_owned(), value));
    match key {
        "as_of" | "date" | "deadline" | "until" | "on" if is_text => say("pattern", json!(DATE)),
        "id" | "party" | "round" | "source" | "issue" | "proposition" | "level" if is_text => say("pattern", json!(ID)),
        "demands" | "offers" | "accepts" | "refuses" | "withdraws" | "step" if is_text => say("pattern", json!(STEP)),
        "means" | "any" => {
            say("items", json!({ "type": "string", "pattern": STEP }));
            say("minItems", json!(1));
        }
        "steps" => {
            say("items", json!({ "type": "string", "pattern": STEP }));
            say("minItems", json!(2));
        }
        "levels" => say("items", json!({ "type": "string", "pattern": ID })),
        "by" if name == "MeasureDraft" => {
            let id = json!({ "type": "string", "pattern": ID });
            say("anyOf", json!([id, { "type": "array", "items": id, "minItems": 1 }]));
        }
        "burden" => say("minimum", json!(0)),
        "weight" => say("minimum", json!(1)),
        "confidence" => {
            say("minimum", json!(0));
            say("maximum", json!(1));
        }
        _ => {}
    }
}

/// Takes out what is a matter of the program: that a key left out is null, empty lists as defaults, widths of numbers, names of types.
#[derive(Clone)]
struct Tidy;

impl Transform for Tidy {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(fields) = schema.as_object_mut() else { return };
        if fields.get("default") == Some(&json!([])) {
            fields.remove("default");
        }
        fields.remove("format");
        if let Some(Value::Array(kinds)) = fields.get_mut("type") {
            kinds.retain(|kind| kind != "null");
            if let [kind] = &kinds[..] {
                let kind = kind.clone();
                fields.insert("type".to_owned(), kind);
            }
        }
        if let Some(Value::Array(choices)) = fields.get_mut("anyOf") {
            choices.retain(|choice| choice.get("type") != Some(&json!("null")));
            if let [Value::Object(only)] = &choices[..] {
                let only = only.clone();
                fields.remove("anyOf");
                fields.extend(only);
            }
        }
        if let Some(Value::String(reference)) = fields.get_mut("$ref") {
            *reference = short(reference);
        }
        if let Some(Value::String(description)) = fields.get_mut("description") {
            *description = description.replace(" (required)", "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::known_keys;
    use super::*;

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let schema: Value = serde_json::from_str(&schema()).unwrap();
        for (name, keys) in known_keys() {
            let table = match name {
                "Draft" => &schema,
                "LongForm" => &schema["$defs"]["PreconditionInFull"],
                name => &schema["$defs"][short(name)],
            };
            let mut keys = keys.to_vec();
            keys.sort_unstable();
            let described: Vec<&String> = table["properties"].as_object().unwrap().keys().collect();
            assert_eq!(described, keys, "{name}");
            assert_eq!(table["additionalProperties"], false);
        }
        assert_eq!(known_keys().len(), schema["$defs"].as_object().unwrap().len() - 1, "Done and Precondition have no keys of their own");
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
