//! A negotiation in which everything has another name.

use impasse::draft::Draft;

/// Returns what an id becomes.
pub(crate) fn new_name(id: &str) -> String {
    format!("the-{id}")
}

/// Writes a draft down with other ids for parties, issues, measures and terms.
pub(crate) fn renamed(draft: &Draft<'_>) -> String {
    let parties = draft.parties.0.iter().map(|(id, _)| id);
    let issues = draft.issues.0.iter().map(|(id, _)| id);
    let measures = draft.measures.0.iter().map(|(id, _)| id);
    let terms = draft.terms.0.iter().map(|(id, _)| id);
    let mut json = serde_json::to_string(draft).expect("a draft can be written");
    for id in parties.chain(issues).chain(measures).chain(terms) {
        for end in ["\"", ":"] {
            json = json.replace(&format!("\"{id}{end}"), &format!("\"{}{end}", new_name(id)));
        }
    }
    json
}
