//! Words of JSON that are not written as JSON has them: without quotation marks, in other ones, and numbers and words of other languages.

use std::borrow::Cow;

use super::fault::Remedy;
use super::node::{Span, Value};
use super::parse_json_scalar::Scanner;
use super::toml_words::is_typographic_mark;
use super::write_content::json_text;

impl<'t> Scanner<'t, '_> {
    /// Reads a key, which should be in double quotes.
    pub(super) fn name(&mut self) -> Cow<'t, str> {
        match self.text[self.at..].chars().next() {
            Some('"') => self.string().unwrap_or_default(),
            Some(mark) if mark == '\'' || is_typographic_mark(mark) => self.oddly_quoted(mark).unwrap_or_default(),
            _ => {
                let rest = &self.text[self.at..];
                let word = rest.find([':', ',', '}', ']', '"', '\n', '=']).unwrap_or(rest.len());
                let word = rest[..word].trim_end();
                let span = if word.is_empty() { self.word_span() } else { Span::new(self.at, self.at + word.len()) };
                let name = &self.text[span.start..span.end];
                let remedy = Remedy::written("write the key in double quotes: \"key\": value", span, json_text(name));
                self.fault(span, "a key stands here without quotation marks", remedy);
                self.at = span.end;
                Cow::Borrowed(name)
            }
        }
    }

    /// Reads a text between other quotation marks than JSON has.
    pub(super) fn oddly_quoted(&mut self, mark: char) -> Option<Cow<'t, str>> {
        let rest = &self.text[self.at + mark.len_utf8()..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let closes = |c: char| if mark == '\'' { c == mark } else { is_typographic_mark(c) || c == '"' };
        let Some(length) = line.find(closes) else {
            let span = Span::new(self.at, self.at + mark.len_utf8() + line.trim_end().len());
            self.fault(span, "the closing quotation mark of this text is missing", "put texts in double quotes");
            self.at = span.end;
            self.unsure_end = Some(self.at);
            return None;
        };
        let inside = &rest[..length];
        let closing = rest[length..].chars().next().map_or(0, char::len_utf8);
        let span = Span::new(self.at, self.at + mark.len_utf8() + length + closing);
        let message = if mark == '\'' { "a text stands here in single quotes" } else { "these quotation marks mean nothing in JSON" };
        self.fault(span, message, Remedy::written("put texts and keys in double quotes", span, json_text(inside)));
        self.at = span.end;
        Some(Cow::Borrowed(inside))
    }

    /// Reads words without quotation marks, and numbers and words that JSON writes in another way.
    pub(super) fn bare(&mut self) -> Value<'t> {
        let rest = &self.text[self.at..];
        let words = rest[..rest.find([',', '}', ']', '"', '\n', ';']).unwrap_or(rest.len())].trim_end();
        if words.is_empty() || words.starts_with([':', '{', '[', '\\', '\0']) {
            self.fault(
                self.word_span(),
                "a value is expected here",
                "put texts in double quotes; only numbers, true, false and null go without",
            );
            self.resume();
            return Value::Broken;
        }
        let span = Span::new(self.at, self.at + words.len());
        self.at = span.end;
        let known = match &*words.to_ascii_lowercase() {
            "true" | "yes" => Some("true"),
            "false" | "no" => Some("false"),
            "null" | "none" | "nil" | "undefined" => Some("null"),
            _ => None,
        };
        if let Some(word) = known {
            self.fault(span, "a value is expected here", Remedy::written(format!("write {word}"), span, word));
            return Value::Broken;
        }
        if words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
            const WORDS: &str = "write numbers as in 12, -3 or 0.5, and dates and texts in double quotes";
            let is_plain = words.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
            let number = words.parse::<f64>().ok().filter(|number| is_plain && number.is_finite());
            let written = number.map_or_else(|| json_text(words), |number| number.to_string());
            self.fault(span, "this is not a number", Remedy::written(WORDS, span, written));
            return Value::Broken;
        }
        if matches!(words, "NaN" | "Infinity" | "inf" | "nan") {
            self.fault(span, "JSON has no such number", "write a number such as 0.8");
            return Value::Broken;
        }
        let remedy = "put texts in double quotes; only numbers, true, false and null go without";
        self.fault(span, "a text stands here without quotation marks", Remedy::written(remedy, span, json_text(words)));
        Value::Broken
    }
}
