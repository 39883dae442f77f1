//! What was probably meant by an id that nothing has.

/// How near an id must be, from 0 to 1, to be suggested; and how many are.
const NEAR: f64 = 0.8;
const SUGGESTIONS: usize = 3;

/// How many ids are listed where none is near.
const LISTED: usize = 8;

/// Finds the ids most like a misspelt one, the nearest first.
pub(crate) fn ids(id: &str, known: impl IntoIterator<Item = impl Into<String>>) -> Vec<String> {
    let wanted = id.to_lowercase();
    let likeness = |key: String| (strsim::jaro_winkler(&key, &wanted), key);
    let mut near: Vec<_> = known.into_iter().map(|key| likeness(key.into())).filter(|(likeness, _)| *likeness >= NEAR).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.truncate(SUGGESTIONS);
    near.into_iter().map(|(_, key)| key).collect()
}

/// Says what was probably meant, or what there is; `none` when there is nothing.
pub(crate) fn remedy<'k>(id: &str, known: impl Iterator<Item = &'k str>, none: &str) -> String {
    let known: Vec<&str> = known.collect();
    let near = ids(id, known.iter().copied());
    match (&*near, &*known) {
        ([], []) => none.to_owned(),
        ([], known) if known.len() > LISTED => format!("there are {} and more", known[..LISTED].join(", ")),
        ([], known) => format!("there are {}", known.join(", ")),
        (near, _) => format!("did you mean {}?", near.join(" or ")),
    }
}
