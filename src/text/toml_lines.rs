//! Lines of TOML with a mistake of form, and what they should have been: a change is offered only where the line with it is in order.

use toml::de::DeTable;

use super::fault::Remedy;
use super::node::Span;
use super::{toml_words, write_content};
use crate::draft::{is_well_formed, shortened};

/// A longer list is not written out in a remedy.
const LONGEST_SHOWN: usize = 80;
/// How many places of a line are tried for the beginning of a second entry.
const MOST_BREAKS: usize = 100;

/// A line of a text, without the blanks around it and without a comment behind.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    text: &'t str,
    span: Span,
}

/// The parts of `key = value`.
struct Parts<'t> {
    key: &'t str,
    /// Where what should be the sign "=" stands, with the blanks around it.
    sign: Span,
    value: Span,
}

impl<'t> Line<'t> {
    /// Returns the line on which something stands.
    pub(super) fn at(text: &'t str, offset: usize) -> Self {
        let start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
        let end = text[offset..].find('\n').map_or(text.len(), |length| offset + length);
        let line = &text[start..end];
        let start = start + (line.len() - line.trim_start().len());
        let span = Span::new(start, start + line.trim().len());
        Self { text, span }.without_comment()
    }

    /// Cuts off a comment; a sign in double quotes begins none.
    fn without_comment(self) -> Self {
        let line = self.words(self.span);
        let (mut is_quoted, mut is_after_blank) = (false, false);
        let mut length = line.len();
        for (at, byte) in line.bytes().enumerate() {
            if byte == b'#' && is_after_blank && !is_quoted {
                length = line[..at].trim_end().len();
                break;
            }
            is_quoted ^= byte == b'"';
            is_after_blank = byte == b' ' || byte == b'\t';
        }
        Self { span: Span::new(self.span.start, self.span.start + length), ..self }
    }

    fn words(self, span: Span) -> &'t str {
        &self.text[span.start..span.end]
    }

    /// Returns whether the line would be in order with something else in the place of a part of it.
    fn is_sound_with(self, at: Span, new: &str) -> bool {
        let line = [&self.text[self.span.start..at.start], new, &self.text[at.end..self.span.end]].concat();
        DeTable::parse(&line).is_ok()
    }

    /// Offers a change of the line, if the line is in order with it.
    fn remedy(self, words: impl Into<String>, at: Span, new: impl Into<String>) -> Remedy {
        let new = new.into();
        let is_within = self.span.start <= at.start && at.end <= self.span.end;
        if is_within && self.is_sound_with(at, &new) { Remedy::written(words, at, new) } else { words.into().into() }
    }

    /// Takes `key = value` apart, whatever stands for the sign; only outside of lists and tables.
    fn parts(self) -> Option<Parts<'t>> {
        let line = self.words(self.span);
        let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let key = match line.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
            Some((key, _)) => &line[..key.len() + 2],
            None => &line[..line.find(|c| !is_key(c)).unwrap_or(line.len())],
        };
        let rest = &line[key.len()..];
        let blank = rest.len() - rest.trim_start().len();
        let sign = ["==", "=>", ":=", "=", ":"].into_iter().find(|sign| rest[blank..].starts_with(sign)).unwrap_or("");
        let behind = &rest[blank + sign.len()..];
        let start = self.span.end - behind.trim_start().len();
        (!key.is_empty()).then(|| Parts {
            key: key.trim_matches('"').rsplit('.').next().unwrap_or(key),
            sign: Span::new(self.span.start + key.len(), start),
            value: Span::new(start, self.span.end),
        })
    }

    /// Says what to do about words without quotation marks.
    pub(super) fn unquoted(self, word: Span) -> (Span, &'static str, Remedy) {
        let (key, at) = self.value_around(word);
        let words = self.words(at).trim_end_matches([',', ';', ' ']);
        let tail = Span::new(at.start + words.len(), at.end);
        if tail.start < tail.end && self.is_sound_with(tail, "") {
            return (tail, "something follows on the same line", self.followed().unwrap_or_else(|| "remove it".into()));
        }
        let (message, remedy) = toml_words::unquoted(key, words, at);
        (at, message, remedy)
    }

    /// Returns the key of a value and all of the value that stands without quotation marks.
    fn value_around(self, word: Span) -> (&'t str, Span) {
        if let Some(parts) = self.parts()
            && parts.value.start <= word.start
            && self.words(parts.sign).trim() == "="
            && !self.words(parts.value).starts_with(['[', '{'])
            && !self.words(parts.value).contains('=')
        {
            return (parts.key, parts.value);
        }
        let before = self.text.get(self.span.start..word.start).unwrap_or_default();
        let nearest = before
            .trim_end()
            .strip_suffix('=')
            .or_else(|| before.rsplit_once("= [").or_else(|| before.rsplit_once("=[")).map(|(key, _)| key));
        let key = nearest.unwrap_or_default().trim_end();
        (key.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default(), word)
    }

    /// Says to write the sign "=", with the value as it must be.
    pub(super) fn signed(self, words: &str) -> Remedy {
        let Some(parts) = self.parts() else { return words.into() };
        let value = self.words(parts.value);
        let at = Span::new(parts.sign.start, parts.value.end);
        if value.is_empty() {
            return words.into();
        }
        if self.is_sound_with(at, &format!(" = {value}")) {
            return Remedy::written(words, at, format!(" = {value}"));
        }
        if self.words(parts.sign).trim().is_empty() || value.starts_with(['[', '{', '"', '\'']) {
            return words.into();
        }
        let (_, remedy) = toml_words::unquoted(parts.key, value, parts.value);
        match remedy.written_text() {
            Some(text) => self.remedy(words, at, format!(" = {text}")),
            None => words.into(),
        }
    }

    /// Says what to do about what follows a value or header; `None` when it is nothing of the kinds that are known.
    pub(super) fn followed(self) -> Option<Remedy> {
        let line = self.words(self.span);
        let trimmed = line.trim_end_matches([',', ';', ' ']);
        if trimmed.len() < line.len() {
            let at = Span::new(self.span.start + trimmed.len(), self.span.end);
            let mark = &line[trimmed.len()..trimmed.len() + 1];
            let what = if mark == ";" { "semicolon" } else { "comma" };
            return self.is_sound_with(at, "").then(|| Remedy::written(format!("remove the {what}"), at, ""));
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix("]]")).filter(|name| !name.starts_with('[')) {
            let header = format!("[[{name}]]");
            return Some(self.remedy(format!("write {}", shortened(&header)), self.span, header));
        }
        if let Some(remedy) = self.second_entry() {
            return Some(remedy);
        }
        let parts = self.parts()?;
        let value = self.words(parts.value);
        if let Some((whole, part)) = value.split_once(',').filter(|(whole, part)| is_digits(whole) && is_digits(part)) {
            let number = format!("{whole}.{part}");
            return Some(self.remedy(format!("write {number}"), parts.value, number));
        }
        if let Some(list) = toml_words::listed(value) {
            let words = if list.len() < LONGEST_SHOWN { format!("write {list}") } else { "write a list in square brackets".to_owned() };
            return Some(self.remedy(words, parts.value, list));
        }
        let inside = value.strip_prefix('"')?.strip_suffix('"')?;
        if inside.contains("\" \"") || inside.contains("\", \"") {
            return None;
        }
        let mut written = String::with_capacity(value.len() + 8);
        let mut is_escaped = false;
        for c in inside.chars() {
            if c == '"' && !is_escaped {
                written.push('\\');
            }
            is_escaped = c == '\\' && !is_escaped;
            written.push(c);
        }
        Some(self.remedy("write \\\" for a quotation mark inside a text in double quotes", parts.value, format!("\"{written}\"")))
    }

    /// Says to begin a new line where a second `key = value` follows the first.
    fn second_entry(self) -> Option<Remedy> {
        let line = self.words(self.span);
        let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let breaks = line.char_indices().filter(|&(at, c)| at > 0 && matches!(c, ',' | ';' | ' ')).map(|(at, _)| at);
        breaks.take(MOST_BREAKS).find_map(|at| {
            let rest = line[at..].trim_start_matches([',', ';', ' ']);
            let key = &rest[..rest.find(|c| !is_key(c)).unwrap_or(rest.len())];
            let is_entry = !key.is_empty() && rest[key.len()..].trim_start().starts_with('=');
            let at = Span::new(self.span.start + at, self.span.end - rest.len());
            (is_entry && self.is_sound_with(at, "\n")).then(|| Remedy::written(format!("begin a new line for \"{key}\""), at, "\n"))
        })
    }

    /// Says to close a header.
    pub(super) fn closed_header(self) -> Remedy {
        let line = self.words(self.span);
        let (open, close) = if line.starts_with("[[") { ("[[", "]]") } else { ("[", "]") };
        let inside = line.trim_start_matches('[').trim_end_matches(']').trim();
        let words = format!("close the header with {close}; write keys of several words with hyphens");
        let names: Vec<String> = inside.split('.').map(|name| name.trim().trim_matches('"').to_lowercase().replace(' ', "-")).collect();
        let plain = inside.split('.').all(|name| is_well_formed(name.trim()));
        if plain || names.iter().all(|name| is_well_formed(name)) {
            let names = if plain { inside.to_owned() } else { names.join(".") };
            return self.remedy(words, self.span, format!("{open}{names}{close}"));
        }
        words.into()
    }

    /// Says to close a text at the end of the line.
    pub(super) fn closed_text(self, start: usize) -> Remedy {
        const WORDS: &str = "add it; write \\\" for a quotation mark inside a text in double quotes";
        let text = &self.text[start..self.span.end.max(start)];
        if text.starts_with("\"\"\"") || text.starts_with("'''") {
            return WORDS.into();
        }
        let Some(mark) = text.chars().next() else { return WORDS.into() };
        let inside = text[1..].trim_end_matches([',', ' ']).trim_end_matches(toml_words::is_typographic_mark);
        let at = Span::new(start + 1 + inside.len(), self.span.end);
        self.remedy(WORDS, at, mark.to_string())
    }

    /// Says to close a list or table at the end of the line.
    pub(super) fn closed(self, words: String, bracket: &str) -> Remedy {
        let line = self.words(self.span);
        let at = Span::new(self.span.start + line.trim_end_matches([',', ' ']).len(), self.span.end);
        let bracket = if bracket == "}" { " }" } else { bracket };
        self.remedy(words, at, bracket)
    }

    /// Says to write a comma before something, in the place of a semicolon that may stand there.
    pub(super) fn with_comma(self, offset: usize) -> Remedy {
        const WORDS: &str = "put a comma between one and the next";
        let before = self.text[..offset].trim_end().len();
        let behind = self.text[offset..].trim_start_matches([' ', '\t']);
        let start = self.text.len() - behind.len();
        let at = if behind.starts_with(';') { Span::new(before, start + 1) } else { Span::new(before, before) };
        self.remedy(WORDS, at, ",")
    }

    /// Says to remove the line, if it is an entry of its own.
    pub(super) fn removed(self, words: &str) -> Remedy {
        let parts = self.parts().filter(|parts| self.words(parts.sign).trim() == "=");
        let is_whole = parts.is_some() && DeTable::parse(self.words(self.span)).is_ok();
        let start = self.text[..self.span.start].rfind('\n').map_or(0, |i| i + 1);
        let end = self.text[self.span.end..].find('\n').map_or(self.text.len(), |length| self.span.end + length + 1);
        if is_whole { Remedy::written(words, Span::new(start, end), "") } else { words.into() }
    }

    /// Says to remove something.
    pub(super) fn without(self, at: Span) -> Remedy {
        self.remedy("remove it", at, "")
    }

    /// Says to write something else, if the line is in order with it.
    pub(super) fn with(self, words: &'static str, at: Span, new: impl Into<String>) -> Remedy {
        self.remedy(words, at, new)
    }

    /// Returns how a text writes a character that cannot stand in it.
    pub(super) fn escaped(self, words: &'static str, at: Span) -> Remedy {
        let written = write_content::toml_text(self.words(at));
        self.remedy(words, at, written.trim_matches('"'))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
