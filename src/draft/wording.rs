//! How messages and remedies quote and list names.

use std::fmt;

/// The most characters of a name that a message quotes.
pub(crate) const LONGEST: usize = 60;

/// Quotes a name: cut when very long, with whatever cannot be printed escaped.
pub(crate) const fn quoted(name: &str) -> Quoted<'_> {
    Quoted(name)
}

/// A name between quotation marks.
#[derive(Clone, Copy)]
pub(crate) struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.0.char_indices().nth(LONGEST).map(|(end, _)| end);
        write!(f, "\"{}", self.0[..end.unwrap_or(self.0.len())].escape_debug())?;
        f.write_str(if end.is_some() { "…\"" } else { "\"" })
    }
}

/// Cuts a name that is too long for a message, and escapes what cannot be printed.
pub(crate) fn shortened(name: &str) -> String {
    let quoted = quoted(name).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// Writes an id as it stands in a heading such as `[parties.us]`: bare, or quoted when it cannot be.
pub(crate) fn in_heading(id: &str) -> String {
    if is_well_formed(id) && id.len() <= LONGEST { id.to_owned() } else { quoted(id).to_string() }
}

/// Lists words as `a, b and c`; the conjunction is given.
pub(crate) fn listed(items: impl IntoIterator<Item = impl fmt::Display>, conjunction: &str) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    match &*items {
        [] => String::new(),
        [single] => single.clone(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}

/// Returns whether an id has the form that the position file asks for.
pub(crate) fn is_well_formed(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    match id.as_bytes() {
        [] => false,
        [first, rest @ ..] => plain(*first) && rest.iter().all(|&b| plain(b) || b == b'-' || b == b'_'),
    }
}

/// Returns the id nearest in form to a text: lower case, everything else than letters and digits a hyphen.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    // An id begins with a letter or digit.
    let start = slug.len() - slug.trim_start_matches('_').len();
    slug.drain(..start);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_one_form() {
        for id in ["a", "0", "a-b_c9", "2019"] {
            assert!(is_well_formed(id), "{id}");
        }
        for id in ["", "-a", "_a", "A", "a b", "a:b", "é", "a\n"] {
            assert!(!is_well_formed(id), "{id}");
        }
    }

    #[test]
    fn names_are_quoted_short_and_printable() {
        assert_eq!(quoted("us").to_string(), "\"us\"");
        assert_eq!(quoted("a\"\u{1b}[0m\n").to_string(), "\"a\\\"\\u{1b}[0m\\n\"");
        assert_eq!(quoted(&"x".repeat(70)).to_string(), format!("\"{}…\"", "x".repeat(60)));
        assert_eq!(quoted(&"é".repeat(60)).to_string(), format!("\"{}\"", "é".repeat(60)));
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(listed(["a"; 0], "and"), "");
        assert_eq!(listed(["a"], "and"), "a");
        assert_eq!(listed(["a", "b", "c"], "or"), "a, b or c");
    }

    #[test]
    fn names_become_ids() {
        assert_eq!(slug("  North  Korea (DPRK)"), "north-korea-dprk");
        assert_eq!(slug("!"), "");
    }
}
