//! Making users' text harmless: for a terminal, for Markdown.

use std::borrow::Cow;

use crate::model::is_unseen;

/// Makes text safe to show in a terminal, on one line.
///
/// Line breaks and tabs become spaces; what would steer the terminal or the direction of writing is shown as its code (`\u{1b}`);
/// invisible marks are left out. Joiners that Persian, Indic scripts and emoji need are kept.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match class(c) {
            Class::Harmless => out.push(c),
            Class::Space => out.push(' '),
            Class::Invisible => {}
            Class::Steering => out.extend(c.escape_unicode()),
        }
    }
    Cow::Owned(out)
}

/// Returns whether a character can be shown in a terminal as it is.
pub(super) fn is_harmless(c: char) -> bool {
    class(c) == Class::Harmless
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Harmless,
    Space,
    Invisible,
    Steering,
}

const fn class(c: char) -> Class {
    match c {
        ' '..='~' => Class::Harmless,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Space,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Class::Steering,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => Class::Steering,
        '\u{180e}' | '\u{2060}'..='\u{2064}' => Class::Steering,
        c if is_unseen(c) => Class::Invisible,
        _ => Class::Harmless,
    }
}

/// Makes text safe inside a paragraph, heading, list item or table cell of Markdown, HTML included.
pub(super) fn markdown(text: &str) -> String {
    let text = printable(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (i, c) in text.char_indices() {
        let rest = &text[i + c.len_utf8()..];
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '$' | '@' | '#' => out.extend(['\\', c]),
            // No link of itself: `https://…`, `www.…`.
            ':' if rest.starts_with("//") => out.push_str("&#58;"),
            '.' if i >= 3 && text.as_bytes()[i - 3..i].eq_ignore_ascii_case(b"www") => out.push_str("&#46;"),
            // No list, rule or underlined heading where a line begins.
            '-' | '+' | '=' | '!' if i == 0 => out.extend(['\\', c]),
            '.' | ')' if i > 0 && text[..i].bytes().all(|b| b.is_ascii_digit()) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// Cuts text to a number of characters, with an ellipsis in place of the rest.
pub(super) fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    match text.char_indices().nth(limit) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text[..end].trim_end())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("Lift the sanctions – 제재 해제"), "Lift the sanctions – 제재 해제");
        assert_eq!(printable("a\nb\tc\r\nd"), "a b c  d");
        assert_eq!(printable("\u{1b}[31mred\u{7}"), "\\u{1b}[31mred\\u{7}");
        assert_eq!(printable("\u{9b}31m"), "\\u{9b}31m");
        assert_eq!(printable("abc\u{202e}fed\u{2066}"), "abc\\u{202e}fed\\u{2066}");
        assert_eq!(printable("a\u{200b}b\u{200f}c"), "abc");
        assert_eq!(printable("می\u{200c}خواهم 👩\u{200d}🌾"), "می\u{200c}خواهم 👩\u{200d}🌾");
    }

    #[test]
    fn markdown_and_html_in_names_stay_text() {
        assert_eq!(markdown("<b>&*x*_y_"), "&lt;b&gt;&amp;\\*x\\*\\_y\\_");
        assert_eq!(markdown("[a](javascript:b) `c` |"), "\\[a\\](javascript:b) \\`c\\` \\|");
        assert_eq!(markdown("see https://example.org or WWW.example.org"), "see https&#58;//example.org or WWW&#46;example.org");
        assert_eq!(markdown("1. first"), "1\\. first");
        assert_eq!(markdown("- item\n# heading"), "\\- item \\# heading");
        assert_eq!(markdown("North-South, 3.5 %"), "North-South, 3.5 %");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(shorten("제재 해제", 5), "제재 해제");
        assert_eq!(shorten("제재 해제", 3), "제재…");
    }
}
