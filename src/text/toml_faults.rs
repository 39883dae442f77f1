//! What is wrong with the form of a TOML text, in words.
//!
//! The parser that makes tables of a text gives up at the first line that is no entry; here the grammar is asked about every line.

use std::borrow::Cow;

use toml_parser::decoder::ScalarKind;
use toml_parser::parser::{EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{Expected, ParseError, Source};

use super::fault::Fault;
use super::node::Span;

/// Lists the mistakes of form that do not follow from one another, in order of place.
pub(super) fn list(text: &str) -> Vec<Fault> {
    let mut mistakes = mistakes(text);
    mistakes.sort_by_key(|mistake| mistake.span);
    let mut faults = Vec::new();
    let mut line_end = None;
    for mistake in mistakes {
        // What follows on the same line is mostly a consequence of the first mistake there.
        let start = mistake.span.start;
        if line_end.is_some_and(|end| start <= end) {
            continue;
        }
        line_end = Some(text[start..].find('\n').map_or(text.len(), |length| start + length));
        faults.push(mistake.fault(text));
        if mistake.swallows() {
            break;
        }
    }
    faults
}

struct Mistake {
    what: Cow<'static, str>,
    expected: &'static [Expected],
    /// What is wrong; empty where something is missing.
    span: Span,
    /// What it is a part of.
    around: Option<Span>,
}

fn mistakes(text: &str) -> Vec<Mistake> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut errors: Vec<ParseError> = Vec::new();
    let mut events = Vec::with_capacity(tokens.len());
    let mut receiver = ValidateWhitespace::new(&mut events, source);
    let mut receiver = RecursionGuard::new(&mut receiver, 1_000);
    parse_document(&tokens, &mut receiver, &mut errors);
    let mut word: Cow<'_, str> = Cow::Borrowed("");
    for event in &events {
        let Some(raw) = source.get(event) else { continue };
        if event.kind() == EventKind::SimpleKey {
            raw.decode_key(&mut word, &mut errors);
        } else if event.kind() == EventKind::Scalar {
            let kind = raw.decode_scalar(&mut word, &mut errors);
            if kind == ScalarKind::DateTime && word.parse::<toml::value::Datetime>().is_err() {
                errors.push(ParseError::new("invalid date").with_unexpected(event.span()));
            }
        }
    }
    let clipped = |span: toml_parser::Span| Span::within(text, span.start(), span.end());
    let mistakes = errors.iter().map(|error| Mistake {
        what: Cow::Owned(error.description().to_owned()),
        expected: error.expected().unwrap_or_default(),
        span: error.unexpected().or(error.context()).map_or_else(Span::default, clipped),
        around: error.context().map(clipped),
    });
    mistakes.collect()
}

impl Mistake {
    /// Returns whether what follows is likely to be misread, as something is still open.
    fn swallows(&self) -> bool {
        ["array", "inline table", "multi-line", "key-value pairs"].iter().any(|what| self.what.contains(what))
            && !self.what.contains("array table")
    }

    /// Returns whether something is missing at the end of a line or of the text.
    fn is_at_end(&self, text: &str) -> bool {
        text[self.span.start..].trim_start_matches([' ', '\t', '\r']).chars().next().is_none_or(|c| c == '\n' || c == '#')
    }

    fn fault(&self, text: &str) -> Fault {
        let word = &text[self.span.start..self.span.end];
        let follows = text[self.span.start..].chars().next();
        let whole = self.around.unwrap_or(self.span);
        let opens_earlier = self.around.filter(|around| text[around.start.min(self.span.start)..self.span.start].contains('\n'));
        let (span, message, remedy): (Span, Cow<'_, str>, Cow<'_, str>) = match &*self.what {
            "string values must be quoted" | "missing value" | "missing value for key" | "key with no value" if self.is_at_end(text) => {
                (self.span, "a value is missing".into(), "write a value after the \"=\"".into())
            }
            "key with no value" => (self.span, "this line is no entry".into(), "write key = value".into()),
            "string values must be quoted" if follows.is_some_and(is_typographic_mark) => {
                (self.span, "these quotation marks mean nothing in TOML".into(), "put the text in straight ones: \"…\"".into())
            }
            "string values must be quoted" => {
                (self.span, "a text stands here without quotation marks".into(), "put it in double quotes".into())
            }
            "invalid unquoted key" if follows == Some(':') => {
                (self.span, "a colon stands here instead of \"=\"".into(), "write key = value".into())
            }
            "invalid unquoted key" => {
                let remedy = "use letters, digits, - and _ alone, or put the key in double quotes";
                (self.span, "this cannot stand in a key".into(), remedy.into())
            }
            "unquoted keys cannot be empty" | "invalid key-value pair" | "invalid table" | "missing key for inline table element" => {
                (self.span, "a key is missing here".into(), "write key = value, or [key] for a header".into())
            }
            what if what.starts_with("unclosed") && what.contains("table") && !what.contains("inline") => {
                let bracket = if what.contains("array") { "]]" } else { "]" };
                let remedy = format!("close the header with {bracket}; write keys of several words with hyphens");
                (self.span, "this header is not closed".into(), remedy.into())
            }
            what if what.starts_with("unclosed") || opens_earlier.is_some() && self.swallows() && !what.contains("string") => {
                let start = whole.start;
                let closing = if text[start..].starts_with('{') { "}" } else { "]" };
                let kind = if closing == "}" { "inline table" } else { "list" };
                let remedy = format!("close it with {closing}, and put commas between what it holds");
                (Span::new(start, start + 1), format!("this {kind} is not closed where it should be").into(), remedy.into())
            }
            what if what.starts_with("missing comma") => {
                (self.span, "a comma is missing before this".into(), "put a comma between one and the next".into())
            }
            what if what.starts_with("extra comma") => (self.span, "a comma too many".into(), "remove it".into()),
            "unexpected key or value" => {
                (self.span, "something follows on the same line".into(), "begin a new line, or put the whole text in double quotes".into())
            }
            what if what.contains("string")
                && self.expected.contains(&Expected::Literal("\"")) | self.expected.contains(&Expected::Literal("'")) =>
            {
                let message = "the closing quotation mark of this text is missing";
                (whole, message.into(), "add it; write \\\" for a quotation mark inside a text in double quotes".into())
            }
            what if what.contains("string") => {
                let remedy = "write \\t for a tab, \\n for a line break, and \\u followed by four hexadecimal digits for others";
                (self.span, "this cannot stand in a text".into(), remedy.into())
            }
            "missing escaped value" | "too few unicode value digits" | "invalid value" => {
                let remedy = "write \\\\ for a backslash, or put the text in single quotes, in which it means nothing";
                (self.span, "this backslash begins no escape that TOML knows".into(), remedy.into())
            }
            "unexpected leading zero" => (self.span, "a number begins with 0".into(), "leave the 0 out, or put it in double quotes".into()),
            what if what.starts_with("invalid date") || word.starts_with(|c: char| c.is_ascii_digit()) => {
                let remedy = "put dates in double quotes, as in \"2019-11-05\" or \"2019-11\"";
                (self.span, "this is neither a number nor a date of TOML".into(), remedy.into())
            }
            what => (self.span, format!("this is not TOML: {what}").into(), self.expectation().into()),
        };
        // What is missing is marked on what stands there instead.
        let next = text[span.start..].chars().next().filter(|&c| span.start == span.end && c != '\n' && c != '\r');
        Fault::syntax(Span::new(span.start, span.end + next.map_or(0, char::len_utf8)), message, remedy.into_owned())
    }

    /// Says what would have been right.
    fn expectation(&self) -> String {
        let names: Vec<&str> = self
            .expected
            .iter()
            .filter_map(|expected| match expected {
                Expected::Literal("\n") => Some("a new line"),
                Expected::Literal(word) | Expected::Description(word) => Some(*word),
                _ => None,
            })
            .collect();
        match &*names {
            [] => "remove it, or see https://toml.io/en/v1.0.0".to_owned(),
            [name] => format!("what may stand here: {name}"),
            [names @ .., last] => format!("what may stand here: {} or {last}", names.join(", ")),
        }
    }
}

/// Returns whether a character is a quotation mark that programs for writing put in the place of a straight one.
fn is_typographic_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '「' | '」' | '『' | '』' | '＂')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(text: &str, expected: &[&str]) {
        let found = list(text);
        let found: Vec<String> = found.iter().map(|f| format!("{}: {}", &text[f.span.start..f.span.end], f.problem.message)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_line_with_a_mistake_is_reported() {
        says(
            "title: \"x\"\na = 2019-02\nb = “smart”\nc =\nd = some words\n[parties.us\n[parties us]\ne = \"open\nf = \"c:\\new\\q\"\n'k' 'v'\ng = 01\n\
             h = 2019-02-30\ni = true false\nj\n = 1\nk = \"a\"b\"\n[x]]\nl = \"\u{1}\"\n",
            &[
                ":: a colon stands here instead of \"=\"",
                "2019-02: this is neither a number nor a date of TOML",
                "“smart”: these quotation marks mean nothing in TOML",
                ": a value is missing",
                "some words: a text stands here without quotation marks",
                ": this header is not closed",
                " : this header is not closed",
                "\"open: the closing quotation mark of this text is missing",
                "q: this backslash begins no escape that TOML knows",
                "': this line is no entry",
                "0: a number begins with 0",
                "2019-02-30: this is neither a number nor a date of TOML",
                "true false: a text stands here without quotation marks",
                ": a value is missing",
                "=: a key is missing here",
                "b: something follows on the same line",
                "]: something follows on the same line",
                "\u{1}: this cannot stand in a text",
            ],
        );
    }

    #[test]
    fn what_is_left_open_is_reported_where_it_begins() {
        says("a = [1, 2\n[b]\nc = 1\n", &["[: this list is not closed where it should be"]);
        says("a = [\n 1,\n 2\n", &["[: this list is not closed where it should be"]);
        says("a = { b = 1\nc = 2\n", &["{: this inline table is not closed where it should be"]);
        says("a = 1\nb = \"\"\"abc\nc = 2\n", &["\"\"\"abc\nc = 2\n: the closing quotation mark of this text is missing"]);
        says("a = [\"x\" \"y\"]\nb = 01\n", &["\": a comma is missing before this"]);
    }
}
