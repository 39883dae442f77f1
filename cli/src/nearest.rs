//! What was probably meant by an id that nothing has.

/// How near an id must be, from 0 to 1, to be suggested; and how many are.
const NEAR: f64 = 0.8;
const SUGGESTIONS: usize = 3;

/// Returns the ids most like a misspelt one, the nearest first.
pub(crate) fn nearest(id: &str, known: impl Iterator<Item = String>) -> Vec<String> {
    let wanted = id.to_lowercase();
    let mut near: Vec<_> = known.map(|key| (strsim::jaro_winkler(&key, &wanted), key)).filter(|(likeness, _)| *likeness >= NEAR).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.truncate(SUGGESTIONS);
    near.into_iter().map(|(_, key)| key).collect()
}
