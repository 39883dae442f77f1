//! The words of JSON: texts, numbers, `true`, `false` and `null`.

use std::borrow::Cow;

use super::fault::{Fault, Remedy};
use super::node::{Span, Value};

/// A position in a JSON text.
pub(super) struct Scanner<'t, 'f> {
    text: &'t str,
    pub(super) at: usize,
    /// The place of the last comma, when nothing but blanks has followed it yet.
    last_comma: Option<usize>,
    pub(super) faults: &'f mut Vec<Fault>,
}

impl<'t, 'f> Scanner<'t, 'f> {
    pub(super) const fn new(text: &'t str, faults: &'f mut Vec<Fault>) -> Self {
        Self { text, at: 0, last_comma: None, faults }
    }

    /// Reports the mistake after which nothing more can be read.
    pub(super) fn fail<T>(&mut self, span: Span, message: impl Into<String>, remedy: impl Into<Remedy>) -> Option<T> {
        self.faults.push(Fault::syntax(span, message, remedy));
        None
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes on to the next byte that means something. A comment, which JSON does not have, is a fault.
    pub(super) fn skip_blank(&mut self) -> Option<()> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')).count();
        let rest = &self.text[self.at..];
        if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') {
            let remedy = "move it into a \"note\", or keep the file in TOML, which has comments";
            return self.fail(self.word_span(), "JSON has no comments", remedy);
        }
        Some(())
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
            self.faults.push(Fault::syntax(Span::new(comma, comma + 1), "no value follows this comma", "remove the comma"));
        }
    }

    /// Returns the span of the word here, for a message; of at least one character unless at the end.
    pub(super) fn word_span(&self) -> Span {
        let rest = &self.text[self.at..];
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | '/');
        let word: usize = rest.chars().take_while(|&c| plain(c)).take(100).map(char::len_utf8).sum();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        Span::new(self.at, self.at + word.max(first))
    }

    pub(super) fn colon(&mut self, key: Span) -> Option<()> {
        self.skip_blank()?;
        if self.peek() != Some(b':') {
            return self.fail(key, "a colon is missing after this key", "write \"key\": value");
        }
        self.at += 1;
        Some(())
    }

    /// Reads a text, number, `true`, `false` or `null`.
    pub(super) fn scalar(&mut self) -> Option<Value<'t>> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                for (word, value) in [("true", Value::Truth(true)), ("false", Value::Truth(false)), ("null", Value::Null)] {
                    if self.text[self.at..].starts_with(word) && self.word_span().end == self.at + word.len() {
                        self.at += word.len();
                        return Some(value);
                    }
                }
                let remedy = match self.peek() {
                    Some(b'\'') => "put texts in double quotes",
                    Some(b'+' | b'.') => "write numbers as in 12, -3 or 0.5",
                    _ => "put texts in double quotes; only numbers, true, false and null go without",
                };
                self.fail(self.word_span(), "a value is expected here", remedy)
            }
        }
    }

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
            return self.fail(span, "this is not a number", "write numbers as in 12, -3 or 0.5, and dates and texts in double quotes");
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
                None | Some(b'\n') => {
                    return self.fail(
                        Span::new(start, self.at),
                        "the closing quotation mark of this text is missing",
                        "add it; write \\n for a line break and \\\" for a quotation mark inside a text",
                    );
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
                            let span = Span::within(self.text, self.at, self.at + 2);
                            let remedy = "write \\\\ for a backslash; after one backslash only \" \\ / b f n r t and uXXXX have a meaning";
                            self.fault_in_text(&mut faulty, span, "JSON has no such escape", remedy);
                            self.at += 1;
                        }
                    }
                    from = self.at;
                }
                Some(0..=0x1F) => {
                    let span = Span::new(self.at, self.at + 1);
                    let remedy = "write \\t for a tab and \\u followed by four hexadecimal digits for others";
                    self.fault_in_text(&mut faulty, span, "a control character stands inside a text", remedy);
                    self.at += 1;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// Reports the first mistake inside a text.
    fn fault_in_text(&mut self, faulty: &mut bool, span: Span, message: &str, remedy: &str) {
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
