//! JSON to nodes: the second reading of a text in which something is wrong, with the place of everything.
//!
//! Keeps its own stack, so that nesting costs no stack of the machine, and goes on after a comma too few or too many.

use std::borrow::Cow;

use super::fault::Fault;
use super::node::{Entry, Node, Span, Value};
use super::parse_json_scalar::Scanner;

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
/// # Complexity
///
/// Linear in the length of the text.
pub(super) fn parse<'t>(text: &'t str, faults: &mut Vec<Fault>) -> Option<Node<'t>> {
    let mut scanner = Scanner::new(text, faults);
    let tree = read(&mut scanner);
    if let Err(fault) = tree {
        scanner.faults.push(fault);
        return None;
    }
    tree.ok()
}

fn read<'t>(scanner: &mut Scanner<'t, '_>) -> Result<Node<'t>, Fault> {
    let mut open: Vec<Open<'t>> = Vec::new();
    let mut expect = Expect::Value;
    let mut root = None;
    loop {
        scanner.skip_blank()?;
        let at = scanner.at;
        let Some(byte) = scanner.peek() else {
            return match (root, open.last()) {
                (Some(root), None) => Ok(root),
                (_, Some(innermost)) => Err(unclosed(innermost)),
                (None, None) => Err(Fault::syntax(Span::new(at, at), "nothing is written here", "write a table: { … }")),
            };
        };
        match expect {
            Expect::First if byte == b']' => expect = close(scanner, &mut open, &mut root),
            Expect::First | Expect::Value => match byte {
                b'{' | b'[' => {
                    scanner.at += 1;
                    if open.len() == DEEPEST {
                        return Err(Fault::syntax(
                            Span::new(at, at + 1),
                            format!("lists and tables are nested more than {DEEPEST} deep"),
                            "no position file needs that; look for brackets that are never closed",
                        ));
                    }
                    if byte == b'{' {
                        open.push(Open::Table { start: at, entries: Vec::new(), key: None });
                        expect = Expect::Key { first: true };
                    } else {
                        open.push(Open::List { start: at, items: Vec::new() });
                        expect = Expect::First;
                    }
                }
                b']' | b'}' | b',' if scanner.after_comma() => {
                    scanner.surplus_comma();
                    expect = Expect::Next;
                }
                _ => {
                    let value = scanner.scalar()?;
                    let node = Node::new(value, Span::new(at, scanner.at));
                    attach(&mut open, &mut root, node);
                    expect = Expect::Next;
                }
            },
            Expect::Key { first: true } if byte == b'}' => expect = close(scanner, &mut open, &mut root),
            Expect::Key { .. } => match byte {
                b'"' => {
                    let name = scanner.string()?;
                    let span = Span::new(at, scanner.at);
                    scanner.colon(span)?;
                    if let Some(Open::Table { key, .. }) = open.last_mut() {
                        *key = Some((name, span));
                    }
                    expect = Expect::Value;
                }
                b'}' | b',' if scanner.after_comma() => {
                    scanner.surplus_comma();
                    expect = Expect::Next;
                }
                _ => {
                    return Err(Fault::syntax(
                        scanner.word_span(),
                        "a key is expected here",
                        "write the key in double quotes: \"key\": value",
                    ));
                }
            },
            Expect::Next => match (byte, open.last()) {
                (_, None) => {
                    return Err(Fault::syntax(
                        scanner.word_span(),
                        "something follows after the end of the outermost value",
                        "remove it, or the bracket that closes too early",
                    ));
                }
                (b',', Some(innermost)) => {
                    expect = if matches!(innermost, Open::List { .. }) { Expect::Value } else { Expect::Key { first: false } };
                    scanner.comma();
                }
                (b']' | b'}', Some(innermost)) => {
                    if innermost.closing() != byte {
                        let opening = char::from(if byte == b']' { b'[' } else { b'{' });
                        return Err(Fault::syntax(
                            Span::new(at, at + 1),
                            format!("\"{}\" closes what no \"{opening}\" opened", char::from(byte)),
                            format!("close the {} with \"{}\" first", innermost.what(), char::from(innermost.closing())),
                        ));
                    }
                    expect = close(scanner, &mut open, &mut root);
                }
                (b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b'a'..=b'z', Some(innermost)) => {
                    // A comma is missing: say so and go on as if it were there.
                    expect = if matches!(innermost, Open::List { .. }) { Expect::Value } else { Expect::Key { first: false } };
                    let fault =
                        Fault::syntax(scanner.word_span(), "a comma is missing before this", "put a comma after what stands before it");
                    scanner.faults.push(fault);
                }
                (_, Some(innermost)) => {
                    let closing = char::from(innermost.closing());
                    return Err(Fault::syntax(
                        scanner.word_span(),
                        format!("a comma or \"{closing}\" is expected here"),
                        "add it, or put what stands here in double quotes",
                    ));
                }
            },
        }
    }
}

fn unclosed(innermost: &Open<'_>) -> Fault {
    let start = innermost.start();
    let message = format!("this {} is never closed", innermost.what());
    Fault::syntax(Span::new(start, start + 1), message, format!("close it with \"{}\"", char::from(innermost.closing())))
}

/// Ends the innermost list or table at the bracket that comes next.
fn close<'t>(scanner: &mut Scanner<'t, '_>, open: &mut Vec<Open<'t>>, root: &mut Option<Node<'t>>) -> Expect {
    scanner.at += 1;
    let Some(innermost) = open.pop() else { return Expect::Next };
    let span = Span::new(innermost.start(), scanner.at);
    let value = match innermost {
        Open::List { items, .. } => Value::List(items),
        Open::Table { entries, .. } => Value::Table(entries),
    };
    attach(open, root, Node::new(value, span));
    Expect::Next
}

/// Puts a value where it belongs.
fn attach<'t>(open: &mut [Open<'t>], root: &mut Option<Node<'t>>, node: Node<'t>) {
    match open.last_mut() {
        None => *root = Some(node),
        Some(Open::List { items, .. }) => items.push(node),
        Some(Open::Table { entries, key, .. }) => {
            if let Some((key, key_span)) = key.take() {
                entries.push(Entry { key, key_span, node });
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
        let (node, faults) = read("[1,]\n".to_string().as_str()).clone_faults();
        assert_eq!((node, faults), (true, vec![(2, 3)]));
        let (node, faults) = read("{\"a\": [1, 2,], \"b\": 3 \"c\": [4 5,,],}").clone_faults();
        assert_eq!((node, faults), (true, vec![(11, 12), (22, 23), (30, 31), (31, 32), (32, 33), (34, 35)]));
    }

    trait CloneFaults {
        fn clone_faults(self) -> (bool, Vec<(usize, usize)>);
    }

    impl CloneFaults for (Option<Node<'_>>, Vec<Fault>) {
        fn clone_faults(self) -> (bool, Vec<(usize, usize)>) {
            (self.0.is_some(), self.1.iter().map(|f| (f.span.start, f.span.end)).collect())
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
