//! JSON to nodes: the second reading of a text in which something is wrong, with the place of everything.
//!
//! Keeps its own stack, so that nesting costs no stack of the machine, and goes on after a mistake of form as well as can be.

use std::borrow::Cow;

use super::fault::{Fault, Remedy};
use super::node::{Entry, Node, Span, Value};
use super::parse_json_scalar::{MOST_FAULTS, Scanner};
use crate::draft::shortened;

/// How deep lists and tables may be nested; the same as in the first reading, by `serde_json`.
const DEEPEST: usize = 127;

/// A list or table that is still open.
enum Open<'t> {
    List { start: usize, items: Vec<Node<'t>> },
    Table { start: usize, entries: Vec<Entry<'t>>, key: Option<(Cow<'t, str>, Span)> },
}

impl Open<'_> {
    const fn start(&self) -> usize {
        match self {
            Self::List { start, .. } | Self::Table { start, .. } => *start,
        }
    }

    const fn closing(&self) -> u8 {
        match self {
            Self::List { .. } => b']',
            Self::Table { .. } => b'}',
        }
    }

    const fn what(&self) -> &'static str {
        match self {
            Self::List { .. } => "list",
            Self::Table { .. } => "table",
        }
    }
}

/// What comes next in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// A value, or the end of a list that has no item yet.
    First,
    Value,
    /// A key; `first` when the table has none yet, so that it may end here.
    Key {
        first: bool,
    },
    /// A comma or the end of the innermost list or table; the end of the text when nothing is open.
    Next,
}

/// Reads a JSON text. Without a node there is a fault that says why.
///
/// What has a mistake of form is read as well as can be; where it is not clear what belongs into what, there is no node.
///
/// # Complexity
///
/// Linear in the length of the text.
pub(super) fn parse<'t>(text: &'t str, faults: &mut Vec<Fault>) -> Option<Node<'t>> {
    let mut reader = Reader { scanner: Scanner::new(text, faults), open: Vec::new(), root: None, is_clear: true };
    reader.read();
    reader.root.filter(|_| reader.is_clear)
}

/// A JSON text that is read, as far as it is.
struct Reader<'t, 'f> {
    scanner: Scanner<'t, 'f>,
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    /// Whether it is clear what belongs into what.
    is_clear: bool,
}

impl<'t> Reader<'t, '_> {
    fn read(&mut self) {
        let mut expect = Expect::Value;
        loop {
            if self.scanner.faults.len() >= MOST_FAULTS {
                let at = self.scanner.at;
                let message = format!("reading stopped here after {MOST_FAULTS} problems: there may be more");
                self.scanner.fault(Span::new(at, at), message, "mend those before it first");
                self.is_clear = false;
                return;
            }
            self.scanner.skip_blank();
            let Some(byte) = self.scanner.peek() else { return self.end(expect) };
            let next = match expect {
                Expect::First if byte == b']' => Some(self.close()),
                Expect::First | Expect::Value => self.value(byte, expect),
                Expect::Key { first: true } if byte == b'}' => Some(self.close()),
                Expect::Key { first } => self.key(byte, first),
                Expect::Next => self.next(byte),
            };
            match next {
                Some(next) => expect = next,
                None => return,
            }
        }
    }

    /// Reports what is missing at the end of the text.
    fn end(&mut self, expect: Expect) {
        let end = self.scanner.at;
        let Some(innermost) = self.open.last() else {
            if self.root.is_none() {
                self.scanner.fault(
                    Span::new(end, end),
                    "nothing is written here",
                    Remedy::written("write a table: { … }", Span::new(end, end), "{}"),
                );
            }
            return;
        };
        self.is_clear = false;
        let (start, what) = (innermost.start(), innermost.what());
        let closing: String = self.open.iter().rev().map(|open| char::from(open.closing())).collect();
        let words = match closing.split_at(1) {
            (own, "") => format!("close it with \"{own}\""),
            (own, outer) => format!("close it with \"{own}\", and what is open around it with \"{}\"", shortened(outer)),
        };
        let is_complete = matches!(expect, Expect::Next | Expect::First | Expect::Key { .. }) || self.scanner.after_comma();
        let from = self.scanner.last_end();
        let remedy =
            if is_complete && !self.scanner.is_unsure() { Remedy::written(words, Span::new(from, end), closing) } else { words.into() };
        self.scanner.fault(Span::new(start, start + 1), format!("this {what} is never closed"), remedy);
    }

    /// Reads a value.
    fn value(&mut self, byte: u8, expect: Expect) -> Option<Expect> {
        let at = self.scanner.at;
        match byte {
            b'{' | b'[' => {
                self.scanner.at += 1;
                if self.open.len() == DEEPEST {
                    let message = format!("lists and tables are nested more than {DEEPEST} deep");
                    let remedy = "no position file needs that; look for brackets that are never closed";
                    self.scanner.fault(Span::new(at, at + 1), message, remedy);
                    self.is_clear = false;
                    return None;
                }
                Some(if byte == b'{' {
                    self.open.push(Open::Table { start: at, entries: Vec::new(), key: None });
                    Expect::Key { first: true }
                } else {
                    self.open.push(Open::List { start: at, items: Vec::new() });
                    Expect::First
                })
            }
            b']' | b'}' | b',' if self.scanner.after_comma() => {
                self.scanner.surplus_comma();
                Some(Expect::Next)
            }
            b',' if expect == Expect::First => {
                self.scanner.leading_comma();
                Some(Expect::First)
            }
            b']' | b'}' | b',' if !self.open.is_empty() => {
                if let Some(key) = self.key_span() {
                    self.scanner.fault(key, "a value is missing after this key", "write \"key\": value, or remove the key");
                }
                self.attach(Node::new(Value::Broken, Span::new(at, at)));
                Some(Expect::Next)
            }
            b':' if !self.open.is_empty() => {
                let colon = Span::new(at, at + 1);
                self.scanner.fault(colon, "a colon too many", Remedy::written("remove it", colon, ""));
                self.scanner.at += 1;
                Some(expect)
            }
            _ => {
                let value = self.scanner.scalar();
                if self.open.is_empty() && matches!(value, Value::Broken) {
                    // A text that begins so is no JSON at all.
                    self.is_clear = false;
                    return None;
                }
                self.attach(Node::new(value, Span::new(at, self.scanner.at)));
                Some(Expect::Next)
            }
        }
    }

    /// Returns where the key stands whose value comes next.
    fn key_span(&self) -> Option<Span> {
        match self.open.last() {
            Some(Open::Table { key: Some((_, span)), .. }) => Some(*span),
            _ => None,
        }
    }

    /// Reads a key with the colon behind it.
    fn key(&mut self, byte: u8, first: bool) -> Option<Expect> {
        let at = self.scanner.at;
        match byte {
            b'}' | b',' if self.scanner.after_comma() => {
                self.scanner.surplus_comma();
                Some(Expect::Next)
            }
            b',' => {
                self.scanner.leading_comma();
                Some(Expect::Key { first })
            }
            b'}' | b']' => Some(self.mismatched(byte)),
            b':' | b'{' | b'[' => {
                let remedy = "write the key in double quotes: \"key\": value";
                self.scanner.fault(Span::new(at, at + 1), "a key is expected here", remedy);
                self.is_clear = false;
                self.scanner.resume();
                Some(Expect::Next)
            }
            _ => {
                let name = self.scanner.name();
                let span = Span::new(at, self.scanner.at);
                let has_value = self.scanner.colon(span);
                if let (true, Some(Open::Table { key, .. })) = (has_value, self.open.last_mut()) {
                    *key = Some((name, span));
                }
                Some(if has_value { Expect::Value } else { Expect::Next })
            }
        }
    }

    /// Reads what stands behind a value.
    fn next(&mut self, byte: u8) -> Option<Expect> {
        let at = self.scanner.at;
        let Some(innermost) = self.open.last() else {
            self.beyond();
            return None;
        };
        let (closing, is_list) = (innermost.closing(), matches!(innermost, Open::List { .. }));
        let following = if is_list { Expect::Value } else { Expect::Key { first: false } };
        match byte {
            b',' => {
                self.scanner.comma();
                Some(following)
            }
            b']' | b'}' if closing == byte => Some(self.close()),
            b']' | b'}' => Some(self.mismatched(byte)),
            b';' => {
                let mark = Span::new(at, at + 1);
                self.scanner.fault(mark, "a semicolon stands here instead of a comma", Remedy::written("write a comma", mark, ","));
                self.scanner.comma();
                Some(following)
            }
            _ if self.scanner.begins_value() => {
                // A comma is missing: say so and go on as if it were there.
                if self.scanner.is_unsure() {
                    return Some(following);
                }
                let end = self.scanner.last_end();
                let remedy = Remedy::written("put a comma after what stands before it", Span::new(end, end), ",");
                self.scanner.fault(self.scanner.word_span(), "a comma is missing before this", remedy);
                Some(following)
            }
            _ => {
                let message = format!("a comma or \"{}\" is expected here", char::from(closing));
                self.scanner.fault(self.scanner.word_span(), message, "add it, or put what stands here in double quotes");
                self.scanner.resume();
                Some(Expect::Next)
            }
        }
    }

    /// Reports what stands behind the end of the outermost value.
    fn beyond(&mut self) {
        let at = self.scanner.at;
        let rest = &self.scanner.text[at..];
        let words = "remove it, or the bracket that closes too early";
        let is_mark = rest.bytes().all(|b| b.is_ascii_whitespace() || matches!(b, b',' | b';' | b'}' | b']'));
        let end = at + rest.trim_end().len();
        let remedy = if is_mark { Remedy::written(words, Span::new(at, end), "") } else { words.into() };
        self.scanner.fault(self.scanner.word_span(), "something follows after the end of the outermost value", remedy);
        self.is_clear &= is_mark;
    }

    /// Reports a bracket that closes something else than what is open.
    fn mismatched(&mut self, byte: u8) -> Expect {
        let at = self.scanner.at;
        let bracket = Span::new(at, at + 1);
        let Some(innermost) = self.open.last() else { return Expect::Next };
        let (what, right) = (innermost.what(), char::from(innermost.closing()));
        let (wrong, opening) = (char::from(byte), if byte == b']' { '[' } else { '{' });
        let message = format!("\"{wrong}\" closes what no \"{opening}\" opened");
        self.is_clear = false;
        // Where what is around is closed right behind, this one was closed in another way; else it was left open.
        let behind = self.scanner.text.as_bytes()[at + 1..].iter().find(|b| !b.is_ascii_whitespace());
        let outer = self.open.iter().rev().nth(1).map(Open::closing);
        let closes_outer = outer == Some(byte) && behind.copied() != outer;
        if closes_outer {
            let words = format!("close the {what} with \"{right}\" first");
            self.scanner.fault(bracket, message, Remedy::written(words, Span::new(at, at), right));
            self.scanner.at -= 1;
        } else {
            self.scanner.fault(bracket, message, Remedy::written(format!("close the {what} with \"{right}\""), bracket, right));
        }
        self.close()
    }

    /// Ends the innermost list or table at the bracket that comes next.
    fn close(&mut self) -> Expect {
        self.scanner.at += 1;
        let Some(innermost) = self.open.pop() else { return Expect::Next };
        let span = Span::new(innermost.start(), self.scanner.at);
        let value = match innermost {
            Open::List { items, .. } => Value::List(items),
            Open::Table { entries, .. } => Value::Table(entries),
        };
        self.attach(Node::new(value, span));
        Expect::Next
    }

    /// Puts a value where it belongs.
    fn attach(&mut self, node: Node<'t>) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Table { entries, key, .. }) => {
                if let Some((key, key_span)) = key.take() {
                    entries.push(Entry { key, key_span, node });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Node<'_>>, Vec<Fault>) {
        let mut faults = Vec::new();
        let node = parse(text, &mut faults);
        (node, faults)
    }

    fn plain(node: &Node<'_>) -> serde_json::Value {
        match &node.value {
            Value::Text(text) => text.as_ref().into(),
            Value::Integer(number) => number.expect("small").into(),
            Value::Number(number) => (*number).into(),
            Value::Truth(truth) => (*truth).into(),
            Value::List(items) => items.iter().map(plain).collect(),
            Value::Table(entries) => entries.iter().map(|e| (e.key.to_string(), plain(&e.node))).collect(),
            _ => serde_json::Value::Null,
        }
    }

    #[test]
    fn reads_what_serde_json_reads() {
        let texts = [
            r#"{"a": [1, -2, 3.5, 1e3, true, false, null, "x"], "b": {}, "c": []}"#,
            " [ ] ",
            r#""\u00e9\ud83d\ude00\n\"\\\/""#,
            "12",
            r#"{"a":{"b":{"c":[[[]]]}}}"#,
        ];
        for text in texts {
            let (node, faults) = read(text);
            assert!(faults.is_empty(), "{text}: {faults:?}");
            assert_eq!(plain(&node.unwrap()), serde_json::from_str::<serde_json::Value>(text).unwrap(), "{text}");
        }
    }

    #[test]
    fn finds_fault_where_serde_json_does() {
        let texts = [
            "",
            "{",
            "[",
            "[1",
            "[1,",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "[1,]",
            "{\"a\":1,}",
            "[,1]",
            "[1 2]",
            "{\"a\" 1}",
            "{a:1}",
            "'a'",
            "01",
            "1.",
            ".5",
            "+1",
            "-",
            "1e",
            "1e+",
            "tru",
            "nul",
            "\"a",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud800\"",
            "\"\\ud800\\u0041\"",
            "\"a\nb\"",
            "1 2",
            "[}",
            "{]",
            "{} // x",
            "NaN",
            "\u{0}",
            "]",
            "}",
            ",",
            "[1,,2]",
            "{\"a\":1,,\"b\":2}",
            "{\"a\":}",
            "{\"a\":1}}",
            "é",
        ];
        for text in texts {
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
            let (_, faults) = read(text);
            assert!(!faults.is_empty(), "{text}");
            assert!(faults.iter().all(|f| f.span.start <= f.span.end && f.span.end <= text.len()), "{text}: {faults:?}");
        }
    }

    #[test]
    fn goes_on_after_commas() {
        for (text, expected) in
            [("[1,]\n", &["2"][..]), ("{\"a\": [1, 2,], \"b\": 3 \"c\": [4 5,,],}", &["11", "22", "30", "31", "32", "34"])]
        {
            let (node, faults) = read(text);
            assert!(node.is_some());
            assert_eq!(faults.iter().map(|f| f.span.start.to_string()).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn deep_nesting_is_a_fault() {
        for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), format!("{}{}", "[".repeat(128), "]".repeat(128))] {
            let (node, faults) = read(&text);
            assert!(node.is_none());
            assert_eq!(faults.len(), 1);
        }
        let text = format!("{}{}", "[".repeat(127), "]".repeat(127));
        assert!(read(&text).0.is_some());
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }
}
