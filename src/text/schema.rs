//! The JSON Schema of position files.

use crate::draft::Draft;

/// Returns the JSON Schema of position files, for editors.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Draft<'static>);
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}
