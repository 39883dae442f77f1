//! What the cells of CSV files share, whoever writes them: a guard against being taken for formulas, and the short form of preconditions.

use std::borrow::Cow;

/// Returns whether a spreadsheet would take a text for a formula, or for a guarded text.
fn needs_guard(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Puts an apostrophe before a text that a spreadsheet would take for a formula.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Returns where a text begins behind the apostrophe that [`guarded`] puts before it.
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
        for text in ["", "=1+1", "'=1", "''-x", "'quoted'", "@x", "a=b", "\tx", "+", "'"] {
            let written = guarded(text).into_owned();
            assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r']), "{written}");
            assert_eq!(&written[unguarded(&written)..], text);
        }
        assert_eq!(guarded("'quoted'"), "'quoted'");
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
