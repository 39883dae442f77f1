//! What is wrong with the form of a TOML text, in words.
//!
//! The parser that makes tables of a text gives up at the first line that is no entry; here the grammar is asked about every line.

use std::borrow::Cow;

use toml_parser::decoder::ScalarKind;
use toml_parser::lexer::TokenKind;
use toml_parser::parser::{EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{Expected, ParseError, Source};

use super::fault::{Fault, Remedy};
use super::node::Span;
use super::toml_lines::Line;

/// How many words without quotation marks are told on one line, after the first.
const MOST_WORDS: usize = 19;

/// Lists the mistakes of form that do not follow from one another, in order of place.
///
/// The text is parsed from header to header, so that what one table leaves open does not hide the next.
pub(super) fn list(text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for part in parts(text) {
        let mut mistakes = mistakes(text, part);
        mistakes.sort_by_key(|mistake| mistake.span);
        let mut line_end = None;
        // Where the last of several words on the line ends, and how many more are told.
        let (mut words_end, mut words_left) = (0, 0);
        for mistake in mistakes {
            // What follows on the same line is mostly a consequence of the first mistake there; but each word wants its quotation marks.
            let start = mistake.span.start;
            let is_word_in_list = mistake.is_unquoted() && start >= words_end && words_left > 0;
            if line_end.is_some_and(|end| start <= end) && !is_word_in_list {
                continue;
            }
            line_end = Some(text[start..].find('\n').map_or(text.len(), |length| start + length));
            let fault = mistake.fault(text);
            words_end = fault.span.end;
            words_left = match mistake.is_unquoted() {
                true if is_word_in_list => words_left - 1,
                true => MOST_WORDS,
                false => 0,
            };
            faults.push(fault);
            if mistake.swallows() {
                break;
            }
        }
    }
    faults
}

/// Returns the parts of a text that begin with a header, and what is before the first.
fn parts(text: &str) -> Vec<Span> {
    let mut starts = vec![0];
    let tokens = Source::new(text).lex().into_vec();
    for line in tokens.split_inclusive(|token| token.kind() == TokenKind::Newline) {
        let mut rest = line.iter().skip_while(|token| token.kind() == TokenKind::Whitespace);
        let Some(first) = rest.next().filter(|token| token.kind() == TokenKind::LeftSquareBracket) else { continue };
        // The items of a list may begin a line, too, but have quotation marks or commas.
        let is_header = |kind| {
            matches!(
                kind,
                TokenKind::LeftSquareBracket
                    | TokenKind::RightSquareBracket
                    | TokenKind::Atom
                    | TokenKind::Dot
                    | TokenKind::Whitespace
                    | TokenKind::Comment
                    | TokenKind::Newline
                    | TokenKind::Eof
            )
        };
        if rest.clone().any(|token| token.kind() == TokenKind::Atom)
            && rest.all(|token| is_header(token.kind()))
            && first.span().start() > 0
        {
            starts.push(first.span().start());
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| Span::new(start, end)).collect()
}

struct Mistake {
    what: Cow<'static, str>,
    expected: &'static [Expected],
    /// What is wrong; empty where something is missing.
    span: Span,
    /// What it is a part of.
    around: Option<Span>,
}

/// Lists the mistakes of a part of a text.
fn mistakes(text: &str, part: Span) -> Vec<Mistake> {
    let source = Source::new(&text[part.start..part.end]);
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
    let clipped = |span: toml_parser::Span| Span::within(text, part.start + span.start(), part.start + span.end());
    let mistakes = errors.iter().map(|error| Mistake {
        what: Cow::Owned(error.description().to_owned()),
        expected: error.expected().unwrap_or_default(),
        span: error.unexpected().or(error.context()).map_or_else(|| Span::new(part.start, part.start), clipped),
        around: error.context().map(clipped),
    });
    // Words without quotation marks are told as a whole, where they begin.
    let whole = |mistake: Mistake| match mistake.around {
        Some(around) if mistake.is_unquoted() && around.start < around.end => Mistake { span: around, ..mistake },
        _ => mistake,
    };
    mistakes.map(whole).collect()
}

impl Mistake {
    /// Returns whether it is about a text, number or word without quotation marks, whatever the parser took it for.
    fn is_unquoted(&self) -> bool {
        const ABOUT: [&str; 8] = [
            "string values must be quoted",
            "invalid float",
            "invalid boolean",
            "invalid date",
            "invalid integer",
            "invalid mantissa",
            "unexpected leading zero",
            "missing opening quote",
        ];
        ABOUT.iter().any(|about| self.what.starts_with(about))
    }

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
        let line = Line::at(text, self.span.start);
        let (span, message, remedy): (Span, Cow<'_, str>, Remedy) = match &*self.what {
            "string values must be quoted" | "missing value" | "missing value for key" | "key with no value" if self.is_at_end(text) => {
                (self.span, "a value is missing".into(), "write a value after the \"=\"".into())
            }
            "key with no value" if text[self.span.start..].trim_start_matches([' ', '\t']).starts_with(':') => {
                (self.span, "a colon stands here instead of \"=\"".into(), line.signed("write key = value"))
            }
            "key with no value" => (self.span, "this line is no entry".into(), line.signed("write key = value")),
            what if what.starts_with("extra `=`") || word == ">" => {
                (self.span, "this is not the sign \"=\" alone".into(), line.signed("write key = value"))
            }
            _ if self.is_unquoted() && self.span.start < self.span.end => {
                let (span, message, remedy) = line.unquoted(self.span);
                (span, message.into(), remedy)
            }
            "invalid unquoted key" if follows == Some(':') => {
                (self.span, "a colon stands here instead of \"=\"".into(), line.signed("write key = value"))
            }
            "invalid unquoted key" => {
                let remedy = "use letters, digits, - and _ alone, or put the key in double quotes";
                (self.span, "this cannot stand in a key".into(), remedy.into())
            }
            "unquoted keys cannot be empty" | "invalid key-value pair" | "invalid table" | "missing key for inline table element" => {
                (self.span, "a key is missing here".into(), "write key = value, or [key] for a header".into())
            }
            what if what.starts_with("unclosed") && what.contains("table") && !what.contains("inline") => {
                (self.span, "this header is not closed".into(), line.closed_header())
            }
            what if what.starts_with("unclosed") || opens_earlier.is_some() && self.swallows() && !what.contains("string") => {
                let start = whole.start;
                let closing = if text[start..].starts_with('{') { "}" } else { "]" };
                let kind = if closing == "}" { "inline table" } else { "list" };
                let remedy = format!("close it with {closing}, and put commas between what it holds");
                let remedy = Line::at(text, start).closed(remedy, closing);
                (Span::new(start, start + 1), format!("this {kind} is not closed where it should be").into(), remedy)
            }
            what if what.starts_with("missing comma") => {
                (self.span, "a comma is missing before this".into(), line.with_comma(self.span.start))
            }
            what if what.starts_with("extra comma") => (self.span, "a comma too many".into(), line.without(self.span)),
            "unexpected key or value" => {
                let remedy = line.followed();
                let general = || "begin a new line, or put the whole text in double quotes".into();
                (self.span, "something follows on the same line".into(), remedy.unwrap_or_else(general))
            }
            what if what.contains("string")
                && self.expected.contains(&Expected::Literal("\"")) | self.expected.contains(&Expected::Literal("'")) =>
            {
                let message = "the closing quotation mark of this text is missing";
                (whole, message.into(), Line::at(text, whole.start).closed_text(whole.start))
            }
            what if what.contains("string") => {
                let remedy = "write \\t for a tab, \\n for a line break, and \\u followed by four hexadecimal digits for others";
                (self.span, "this cannot stand in a text".into(), line.escaped(remedy, self.span))
            }
            "missing escaped value" | "too few unicode value digits" | "invalid value" => {
                let remedy = "write \\\\ for a backslash, or put the text in single quotes, in which it means nothing";
                let before = Span::new(self.span.start, self.span.start);
                (self.span, "this backslash begins no escape that TOML knows".into(), line.with(remedy, before, "\\"))
            }
            what if what.starts_with("invalid date") || word.starts_with(|c: char| c.is_ascii_digit()) => {
                let remedy = "put dates in double quotes, as in \"2019-11-05\" or \"2019-11\"";
                (self.span, "this is neither a number nor a date of TOML".into(), remedy.into())
            }
            what => (self.span, format!("this is not TOML: {what}").into(), self.expectation().into()),
        };
        // What is missing is marked on what stands there instead.
        let next = text[span.start..].chars().next().filter(|&c| span.start == span.end && c != '\n' && c != '\r');
        Fault::syntax(Span::new(span.start, span.end + next.map_or(0, char::len_utf8)), message, remedy)
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
                "01: this is neither a number nor a date of TOML",
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
    fn words_in_a_list_are_each_reported_up_to_a_limit() {
        says("by = [us, dprk]\n", &["us: a text stands here without quotation marks", "dprk: a text stands here without quotation marks"]);
        assert_eq!(list(&format!("by = [{}]", "us, ".repeat(10_000))).len(), 20);
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
