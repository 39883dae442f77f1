//! What the cells of CSV files and spreadsheets share, whoever writes them: a guard against being taken for formulas, and the short form of preconditions.

use std::borrow::Cow;

/// Returns whether a text, be it behind apostrophes, is one that a spreadsheet would take for a formula, or for nothing.
///
/// What needs a guard needs it behind an apostrophe, too: that is why a guard can be told from the text and taken away.
fn needs_guard(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    // Some programs skip blanks, and some take the wide signs of East Asian typing for the narrow ones.
    let first = text.trim_start().chars().next();
    stands_for_nothing(text)
        || text.starts_with(['\t', '\r', '\n'])
        || first.is_none_or(|first| matches!(first, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
}

/// Returns whether a text is what programs write where there is nothing. None of these can be an id, which has no capitals.
pub(crate) fn stands_for_nothing(text: &str) -> bool {
    matches!(text.trim(), "NA" | "N/A" | "#N/A" | "NaN" | "NULL" | "None" | "Null" | "<NA>" | "NaT")
}

/// Puts an apostrophe before a text that a spreadsheet would take for a formula, before one without anything to see, and before one that
/// programs write where there is nothing.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Puts an apostrophe before a text that would be read otherwise than it is, where the kind of cell says that it holds no formula.
pub(crate) fn guarded_as_text(text: &str) -> Cow<'_, str> {
    if text.trim().is_empty() || stands_for_nothing(text) || unguarded(text) > 0 {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns where a text begins behind the apostrophe that [`guarded`] or [`guarded_as_text`] puts before it.
pub(crate) fn unguarded(text: &str) -> usize {
    usize::from(text.starts_with('\'') && needs_guard(text))
}

/// A precondition as a cell has it.
pub(crate) enum Awaited<'t> {
    /// A step or term.
    One(Cow<'t, str>),
    /// Any of some steps.
    Any(Vec<Cow<'t, str>>),
}

/// Writes a precondition as it stands in a cell: `step`, `step|step`, with `+30d` or `<90d` behind.
pub(crate) fn precondition(awaited: &Awaited<'_>, days: Option<u32>, within: Option<u32>) -> String {
    let mut cell = match awaited {
        Awaited::One(key) => key.to_string(),
        // The bar tells a single option from a step.
        Awaited::Any(options) if options.len() < 2 => format!("{}|", options.first().map_or("", |option| option)),
        Awaited::Any(options) => options.join("|"),
    };
    if let Some(days) = days {
        cell.push_str(&format!("+{days}d"));
    }
    if let Some(days) = within {
        cell.push_str(&format!("<{days}d"));
    }
    cell
}

/// Writes several preconditions in one cell.
pub(crate) fn preconditions(written: impl IntoIterator<Item = String>) -> String {
    written.into_iter().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guarding_is_undone() {
        let texts = [
            "", " ", "\n", "=1+1", "'=1", "''-x", "'quoted'", "@x", "a=b", "\tx", "+", "'", "''", " =1", "'\n=1", "＝1", "\r-", "NA", "'NA",
        ];
        for text in texts {
            let written = guarded(text).into_owned();
            let seen = written.trim_start().chars().next().unwrap();
            assert!(!"=+-@＝＋－＠".contains(seen), "{written}");
            assert_eq!(&written[unguarded(&written)..], text);
            let written = guarded_as_text(text).into_owned();
            assert!(!written.trim().is_empty());
            assert_eq!(&written[unguarded(&written)..], text);
        }
        for text in ["'quoted'", "a", " a", "a\t=1"] {
            assert_eq!(guarded(text), text);
        }
        for text in ["=1+1", "-", " @x", "'quoted'"] {
            assert_eq!(guarded_as_text(text), text);
        }
    }

    #[test]
    fn preconditions_are_short() {
        let any = |options: &[&'static str]| Awaited::Any(options.iter().map(|&option| option.into()).collect());
        let written = [
            precondition(&Awaited::One("a".into()), Some(30), None),
            precondition(&any(&["b", "c"]), None, Some(90)),
            precondition(&any(&["d"]), None, None),
        ];
        assert_eq!(preconditions(written), "a+30d; b|c<90d; d|");
    }
}
