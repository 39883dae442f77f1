//! The words of JSON: texts, numbers, `true`, `false` and `null`.

use std::borrow::Cow;

use super::fault::{Fault, Remedy};
use super::node::{Span, Value};
use super::toml_words::is_typographic_mark;
use super::write_content::json_text;

/// After so many mistakes of form nothing more is read.
pub(super) const MOST_FAULTS: usize = 1_000;

/// How far behind a line break the end of a text is looked for.
const LONGEST_REST: usize = 1_000;

/// A position in a JSON text.
pub(super) struct Scanner<'t, 'f> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// The place of the last comma, when nothing but blanks has followed it yet.
    last_comma: Option<usize>,
    /// Where what was read last ends.
    last_end: usize,
    /// Where the last thing ends of which it is not sure where it ends, such as a text without a closing quotation mark.
    pub(super) unsure_end: Option<usize>,
    pub(super) faults: &'f mut Vec<Fault>,
}

impl<'t, 'f> Scanner<'t, 'f> {
    pub(super) const fn new(text: &'t str, faults: &'f mut Vec<Fault>) -> Self {
        Self { text, at: 0, last_comma: None, last_end: 0, unsure_end: None, faults }
    }

    /// Reports a mistake of form.
    pub(super) fn fault(&mut self, span: Span, message: impl Into<String>, remedy: impl Into<Remedy>) {
        self.faults.push(Fault::syntax(span, message, remedy));
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes on to the next byte that means something. A comment, which JSON does not have, is a fault.
    pub(super) fn skip_blank(&mut self) {
        self.last_end = self.at;
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            self.at += rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')).count();
            let rest = &self.text[self.at..];
            let length = if rest.starts_with("//") || rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                return;
            };
            let comment = Span::new(self.at, self.at + length);
            let remedy = "remove it, after moving what it says into a \"note\"; TOML has comments";
            self.fault(self.word_span(), "JSON has no comments", Remedy::written(remedy, comment, ""));
            self.at = comment.end;
            if self.faults.len() >= MOST_FAULTS {
                return;
            }
        }
    }

    /// Returns where what was read last ends, before blanks and comments; a comma of which nothing follows yet does not count.
    pub(super) fn last_end(&self) -> usize {
        match self.last_comma {
            Some(comma) if self.after_comma() => comma,
            _ => self.last_end,
        }
    }

    /// Returns whether it is not sure where what was read last ends, so that what is missing behind may have been in it.
    pub(super) fn is_unsure(&self) -> bool {
        self.unsure_end == Some(self.last_end)
    }

    pub(super) fn comma(&mut self) {
        self.last_comma = Some(self.at);
        self.at += 1;
    }

    /// Returns whether nothing but blanks stands between the last comma and here.
    pub(super) fn after_comma(&self) -> bool {
        self.last_comma.is_some_and(|comma| self.text[comma + 1..self.at].bytes().all(|b| b.is_ascii_whitespace()))
    }

    /// Reports the last comma as one too many.
    pub(super) fn surplus_comma(&mut self) {
        if let Some(comma) = self.last_comma.take() {
            let comma = Span::new(comma, comma + 1);
            self.fault(comma, "no value follows this comma", Remedy::written("remove the comma", comma, ""));
        }
    }

    /// Passes over a comma that stands before everything else in a list or table.
    pub(super) fn leading_comma(&mut self) {
        let comma = Span::new(self.at, self.at + 1);
        self.fault(comma, "nothing stands before this comma", Remedy::written("remove the comma", comma, ""));
        self.at += 1;
    }

    /// Returns whether a value or key begins here, be it without the right quotation marks.
    pub(super) fn begins_value(&self) -> bool {
        self.text[self.at..]
            .starts_with(|c: char| matches!(c, '"' | '\'' | '{' | '[' | '-') || c.is_alphanumeric() || is_typographic_mark(c))
    }

    /// Goes on to the next comma, bracket or line.
    pub(super) fn resume(&mut self) {
        let rest = &self.text[self.at..];
        let mut is_quoted = false;
        let length = rest.char_indices().skip(1).find(|&(_, c)| {
            is_quoted ^= c == '"';
            c == '\n' || !is_quoted && matches!(c, ',' | '}' | ']')
        });
        self.at += length.map_or(rest.len(), |(at, _)| at);
        self.unsure_end = Some(self.at);
    }

    /// Returns the span of the word here, for a message; of at least one character unless at the end.
    pub(super) fn word_span(&self) -> Span {
        let rest = &self.text[self.at..];
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | '/');
        let word: usize = rest.chars().take_while(|&c| plain(c)).take(100).map(char::len_utf8).sum();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        Span::new(self.at, self.at + word.max(first))
    }

    /// Reads the colon after a key; returns whether a value follows.
    pub(super) fn colon(&mut self, key: Span) -> bool {
        self.skip_blank();
        let here = Span::new(self.at, self.at + 1);
        match self.peek() {
            Some(b':') => {
                self.at += 1;
                true
            }
            Some(b'=') => {
                self.fault(here, "this is not the colon that JSON has after a key", Remedy::written("write a colon", here, ":"));
                self.at += 1;
                true
            }
            _ if self.begins_value() => {
                let remedy = Remedy::written("write \"key\": value", Span::new(key.end, key.end), ":");
                self.fault(key, "a colon is missing after this key", remedy);
                true
            }
            Some(_) => {
                self.fault(key, "a value is missing after this key", "write \"key\": value, or remove the key");
                false
            }
            None => false,
        }
    }

    /// Reads a text, number, `true`, `false` or `null`; what is none of them is reported, and read as what was probably meant.
    pub(super) fn scalar(&mut self) -> Value<'t> {
        match self.text[self.at..].chars().next() {
            Some('"') => self.string().map_or(Value::Broken, Value::Text),
            Some(mark) if mark == '\'' || is_typographic_mark(mark) => self.oddly_quoted(mark).map_or(Value::Broken, Value::Text),
            Some('-' | '0'..='9') => self.number().unwrap_or_else(|| self.bare()),
            _ => {
                for (word, value) in [("true", Value::Truth(true)), ("false", Value::Truth(false)), ("null", Value::Null)] {
                    if self.text[self.at..].starts_with(word) && self.word_span().end == self.at + word.len() {
                        self.at += word.len();
                        return value;
                    }
                }
                self.bare()
            }
        }
    }

    /// Reads a number; moves only over one that is as JSON has them.
    fn number(&mut self) -> Option<Value<'t>> {
        let bytes = self.text.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
        let start = self.at;
        let whole = start + usize::from(bytes[start] == b'-');
        let mut end = whole + digits(whole);
        let mut good = end == whole + 1 || (end > whole && bytes[whole] != b'0');
        let mut integer = true;
        if bytes.get(end) == Some(&b'.') {
            let fraction = digits(end + 1);
            (good, integer, end) = (good && fraction > 0, false, end + 1 + fraction);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            end += 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end);
            (good, integer, end) = (good && exponent > 0, false, end + exponent);
        }
        let span = self.word_span();
        if !good || end != span.end && span.end - start < 100 {
            return None;
        }
        self.at = end;
        let digits = &self.text[start..end];
        Some(if integer { Value::Integer(digits.parse().ok()) } else { Value::Number(digits.parse().unwrap_or(f64::INFINITY)) })
    }

    /// Reads the text that begins with the quotation mark here.
    pub(super) fn string(&mut self) -> Option<Cow<'t, str>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut read = String::new();
        let mut faulty = false;
        // Where the part that has not been copied yet begins.
        let mut from = start + 1;
        self.at = from;
        loop {
            match bytes.get(self.at) {
                None => return self.unclosed(start),
                Some(b'\n') if !self.goes_on() => return self.unclosed(start),
                Some(b'\n') => {
                    let span = Span::new(self.at, self.at + 1);
                    let remedy = Remedy::written("write \\n for it", span, "\\n");
                    self.fault_in_text(&mut faulty, span, "a line breaks inside a text", remedy);
                    self.at += 1;
                }
                Some(b'"') => {
                    let rest = &self.text[from..self.at];
                    self.at += 1;
                    if read.is_empty() {
                        return Some(Cow::Borrowed(rest));
                    }
                    read.push_str(rest);
                    return Some(Cow::Owned(read));
                }
                Some(b'\\') => {
                    read.push_str(&self.text[from..self.at]);
                    let escaped = self.escape();
                    match escaped {
                        Some(c) => read.push(c),
                        None => {
                            self.bad_escape(&mut faulty);
                            self.at += 1;
                        }
                    }
                    from = self.at;
                }
                Some(0..=0x1F) => {
                    let span = Span::new(self.at, self.at + 1);
                    let words = "write \\t for a tab and \\u followed by four hexadecimal digits for others";
                    let written = json_text(&self.text[span.start..span.end]);
                    let remedy = Remedy::written(words, span, written.trim_matches('"'));
                    self.fault_in_text(&mut faulty, span, "a control character stands inside a text", remedy);
                    self.at += 1;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// Returns whether a text goes on behind the line break here: a few words follow, a quotation mark, and what may stand behind a text.
    fn goes_on(&self) -> bool {
        let rest = &self.text.as_bytes()[self.at + 1..];
        let rest = &rest[..rest.len().min(LONGEST_REST)];
        let Some(end) = rest.iter().position(|&b| b == b'"') else { return false };
        let (words, behind) = (rest[..end].trim_ascii(), rest[end + 1..].trim_ascii_start());
        let is_text = !words.is_empty() && !words.iter().any(|b| b"{}[]:\\".contains(b));
        is_text && behind.first().is_none_or(|b| b",}]".contains(b))
    }

    /// Reports a text that does not end with its line; it is taken to end there, before a comma and brackets.
    fn unclosed(&mut self, start: usize) -> Option<Cow<'t, str>> {
        let line = &self.text[start..self.at];
        let inside = line.trim_end_matches([',', '}', ']', ' ', '\t', '\r']);
        let end = start + inside.len().max(1);
        let words = "add it; write \\n for a line break and \\\" for a quotation mark inside a text";
        // Where the next entry follows, the comma has gone with the quotation mark.
        let lacks_comma = end == start + line.trim_end().len() && self.text[self.at..].trim_start().starts_with(['"', '{', '[']);
        let remedy = Remedy::written(words, Span::new(end, end), if lacks_comma { "\"," } else { "\"" });
        self.unsure_end = Some(end);
        self.fault(Span::new(start, self.at), "the closing quotation mark of this text is missing", remedy);
        self.at = end;
        None
    }

    /// Reports the escape that begins here, which has no meaning.
    fn bad_escape(&mut self, faulty: &mut bool) {
        let unit = self.text.as_bytes().get(self.at..self.at + 6).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let code = unit.and_then(|unit| u32::from_str_radix(unit.strip_prefix("\\u")?, 16).ok());
        let pair = match code {
            Some(0xD800..=0xDBFF) => Some(("first", "second", "dc00 to \\udfff")),
            Some(0xDC00..=0xDFFF) => Some(("second", "first", "d800 to \\udbff")),
            _ => None,
        };
        if let (Some(unit), Some((this, other, range))) = (unit, pair) {
            let message = format!("{unit} is the {this} half of a pair, and the {other} is missing");
            let remedy = format!("write the {other} half as well, one of \\u{range}, or the character itself");
            return self.fault_in_text(faulty, Span::new(self.at, self.at + 6), message, remedy);
        }
        let span = Span::within(self.text, self.at, self.at + 2);
        let remedy = if &self.text[span.start..span.end] == "\\'" {
            Remedy::written("leave the backslash out", span, "'")
        } else {
            let words = "write \\\\ for a backslash; after one backslash only \" \\ / b f n r t and uXXXX have a meaning";
            Remedy::written(words, Span::new(self.at, self.at), "\\")
        };
        self.fault_in_text(faulty, span, "JSON has no such escape", remedy);
    }

    /// Reports the first mistake inside a text.
    fn fault_in_text(&mut self, faulty: &mut bool, span: Span, message: impl Into<String>, remedy: impl Into<Remedy>) {
        if !std::mem::replace(faulty, true) {
            self.faults.push(Fault::syntax(span, message, remedy));
        }
    }

    /// Reads the escape that begins with the backslash here; moves only when it has a meaning.
    fn escape(&mut self) -> Option<char> {
        let plain = match self.text.as_bytes().get(self.at + 1)? {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.escape_by_number(),
            _ => return None,
        };
        self.at += 2;
        Some(plain)
    }

    fn escape_by_number(&mut self) -> Option<char> {
        let unit = |at: usize| {
            let digits = self.text.as_bytes().get(at..at + 6)?.strip_prefix(b"\\u")?;
            digits.iter().try_fold(0, |n, &b| Some(n * 16 + char::from(b).to_digit(16)?))
        };
        let first = unit(self.at)?;
        let (code, length) = match first {
            0xD800..=0xDBFF => {
                let second = unit(self.at + 6).filter(|second| (0xDC00..=0xDFFF).contains(second))?;
                (0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 12)
            }
            code => (code, 6),
        };
        let read = char::from_u32(code)?;
        self.at += length;
        Some(read)
    }
}
