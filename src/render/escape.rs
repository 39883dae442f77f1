//! Making users' text harmless: for a terminal, for Markdown, for HTML.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::phrase::Role;
use crate::model::Character;

/// How many characters of one name, and of one quotation, are shown.
const NAME: usize = 160;
const QUOTE: usize = 600;

/// Makes text safe to show in a terminal, on one line.
///
/// Line breaks and tabs become spaces; what would steer the terminal or the direction of writing, and letters that take room without being
/// seen, are shown as their codes (`\u{1b}`); other invisible marks are left out. Joiners that Persian, Indic scripts and emoji need are
/// kept, and so are variation selectors behind what has variations.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| Character::of(c) == Character::Seen) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        match Character::of(c) {
            Character::Seen => out.push(c),
            Character::Space => out.push(' '),
            Character::Unseen => {}
            Character::Variation if before.is_some_and(|before| Character::has_forms(before, c)) => out.push(c),
            Character::Hidden | Character::Variation => out.extend(c.escape_unicode()),
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// Makes the text of a JSON document safe to show in a terminal: what would act on it or hide in it is written as its code.
///
/// Whoever parses the document gets the same out of it as before.
#[must_use]
pub fn printable_json(json: &str) -> Cow<'_, str> {
    let acts = |c: char| c != '\n' && !is_harmless(c);
    if !json.contains(acts) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 32);
    for c in json.chars() {
        if acts(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Returns whether a character can stand in a JSON document as it is.
pub(super) fn is_harmless(c: char) -> bool {
    matches!(Character::of(c), Character::Seen | Character::Variation)
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

/// Makes text safe between the tags of HTML and in its attributes.
pub(super) fn html(text: &str) -> String {
    let text = printable(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A piece of a phrase as it is shown where there is little room: harmless, and cut when it is very long.
pub(super) fn shown(role: Role, text: &str) -> String {
    let limit = match role {
        Role::Words => return text.to_owned(),
        Role::Name | Role::Id => NAME,
        Role::Quote => QUOTE,
    };
    shorten(&printable(text), limit).into_owned()
}

/// Cuts text to a number of characters, with an ellipsis in place of the rest; what is joined into one sign stays whole.
fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(limit) else { return Cow::Borrowed(text) };
    let signs = text.grapheme_indices(true).map(|(start, _)| start);
    let whole = signs.take_while(|&start| start <= end).last().filter(|&start| start > 0).unwrap_or(end);
    Cow::Owned(format!("{}…", text[..whole].trim_end()))
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
        assert_eq!(printable("a\u{34f}b\u{3164}c\u{1d173}\u{2060}"), "a\\u{34f}b\\u{3164}c\\u{1d173}\\u{2060}");
        assert_eq!(printable("✈\u{fe0f} 1\u{fe0f}\u{20e3} 葛\u{e0100}"), "✈\u{fe0f} 1\u{fe0f}\u{20e3} 葛\u{e0100}");
        assert_eq!(printable("a\u{fe0f} \u{fe00}b"), "a\\u{fe0f} \\u{fe00}b");
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
        assert_eq!(shorten("a👩\u{200d}🌾b", 3), "a…");
        assert_eq!(shorten(&"e\u{301}".repeat(3), 3), "e\u{301}…");
    }

    #[test]
    fn nothing_in_a_json_document_acts_on_a_terminal() {
        let value = serde_json::json!({ "a\u{9b}": "\u{7f}\u{202e}é제\u{e0041}\n\u{3164}" });
        let json = serde_json::to_string_pretty(&value).unwrap();
        let shown = printable_json(&json);
        assert_eq!(shown, "{\n  \"a\\u009b\": \"\\u007f\\u202eé제\\udb40\\udc41\\n\\u3164\"\n}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
    }
}
