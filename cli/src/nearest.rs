//! What was probably meant by an id that nothing has.

use crate::failure::Failure;

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

/// How many ids are listed where none is like what was asked for.
const LISTED: usize = 12;

/// Nothing has this id: what was probably meant, or what there is.
pub(crate) fn unknown<'n>(what: &str, id: &str, known: impl Iterator<Item = &'n str>) -> Failure {
    Failure::Usage { message: format!("there is no {what} {id}"), remedy: remedy(what, id, known) }
}

/// Says what was probably meant by an id, or what ids there are.
pub(crate) fn remedy<'n>(what: &str, id: &str, known: impl Iterator<Item = &'n str>) -> String {
    let known: Vec<&str> = known.collect();
    let near = nearest(id, known.iter().map(|&key| key.to_owned()));
    match (&*near, &*known) {
        ([], []) => format!("the file declares no {what}"),
        ([], known) if known.len() > LISTED => {
            format!("the file declares {} and {} more", known[..LISTED].join(", "), known.len() - LISTED)
        }
        ([], known) => format!("the file declares {}", known.join(", ")),
        (near, _) => format!("did you mean {}?", near.join(" or ")),
    }
}
