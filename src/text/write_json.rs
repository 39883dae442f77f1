//! A draft as JSON.

use super::to_draft::to_draft;
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
pub fn to_json(negotiation: &Negotiation) -> String {
    let mut json = serde_json::to_string_pretty(&to_draft(negotiation)).expect("a draft has nothing that JSON cannot hold");
    json.push('\n');
    json
}
