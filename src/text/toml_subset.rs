//! The part of TOML in which position files are kept: that of TOML 1.0, and not nested without end.
//!
//! The parser reads TOML 1.1 too, but other tools that people use on the same files do not.

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use super::fault::{Fault, Remedy};
use super::node::Span;

/// How deep lists, tables and dotted keys may be nested in one entry or header.
const DEEPEST: usize = 80;

/// Looks for nesting without end, which is returned and keeps the text from being read, and for what only TOML 1.1 allows.
pub(super) fn check(text: &str, faults: &mut Vec<Fault>) -> Option<Fault> {
    // The brackets that are open, each with the depth at which it was opened.
    let mut open: Vec<(TokenKind, usize)> = Vec::new();
    let mut depth = 0;
    let mut comma: Option<Token> = None;
    // Whether nothing but blanks precedes on the line, and whether the bracket that is open began a line, as that of a header does.
    let (mut at_line_start, mut in_header) = (true, false);
    for token in Source::new(text).lex() {
        let span = Span::new(token.span().start(), token.span().end());
        match token.kind() {
            TokenKind::Dot => depth += 1,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                in_header |= at_line_start && open.is_empty();
                open.push((token.kind(), depth));
                depth += 1;
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                let (closed, outside) = open.pop().unwrap_or((token.kind(), 0));
                depth = outside;
                if let (TokenKind::LeftCurlyBracket, Some(comma)) = (closed, comma) {
                    let span = Span::new(comma.span().start(), comma.span().end());
                    faults.push(Fault::syntax(
                        span,
                        "an inline table ends with a comma, which TOML 1.0 does not allow",
                        Remedy::written("remove the comma", span, ""),
                    ));
                }
            }
            TokenKind::Comma => depth = open.last().map_or(0, |&(_, outside)| outside + 1),
            // A header ends with its line, closed or not.
            TokenKind::Newline if in_header || open.is_empty() => {
                open.clear();
                (depth, in_header) = (0, false);
            }
            TokenKind::Newline if open.last().is_some_and(|&(bracket, _)| bracket == TokenKind::LeftCurlyBracket) => {
                faults.push(Fault::syntax(
                    span,
                    "a line ends inside an inline table, which TOML 1.0 does not allow",
                    "write the inline table on one line, or as a table of its own with a header in square brackets",
                ));
                // One report for each table.
                open.pop();
            }
            TokenKind::BasicString | TokenKind::MlBasicString => escapes(text, span, faults),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(Fault::syntax(
                span,
                format!("keys, lists and tables are nested more than {DEEPEST} deep"),
                "no position file needs that; look for brackets that are never closed",
            ));
        }
        at_line_start = token.kind() == TokenKind::Newline || at_line_start && token.kind() == TokenKind::Whitespace;
        match token.kind() {
            TokenKind::Comma => comma = Some(token),
            TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment => {}
            _ => comma = None,
        }
    }
    None
}

/// Reports the escapes that TOML 1.1 has added.
fn escapes(text: &str, span: Span, faults: &mut Vec<Fault>) {
    let bytes = &text.as_bytes()[span.start..span.end];
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|&b| b == b'\\') {
        let backslash = at + next;
        if let Some(letter @ (b'e' | b'x')) = bytes.get(backslash + 1) {
            let place = Span::new(span.start + backslash, span.start + backslash + 2);
            let message = format!("TOML 1.0 has no escape \\{}", char::from(*letter));
            let remedy = "write \\u and four hexadecimal digits, or \\\\ for a backslash";
            let digits = bytes.get(backslash + 2..backslash + 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            let remedy = match (letter, digits) {
                (b'e', _) => Remedy::written(remedy, place, "\\u001B"),
                (_, Some(_)) => Remedy::written(remedy, place, "\\u00"),
                _ => Remedy::written(remedy, place, format!("\\\\{}", char::from(*letter))),
            };
            faults.push(Fault::syntax(place, message, remedy));
        }
        at = (backslash + 2).min(bytes.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        if let Some(fault) = check(text, &mut faults) {
            faults.push(fault);
        }
        faults.iter().map(|f| text[f.span.start..f.span.end].to_owned()).collect()
    }

    #[test]
    fn toml_1_0_is_left_alone() {
        let text = "a = {b = [\n1,\n2,\n], c = {d = 1}}\n[x.y] # {\n\"k\" = '\\e'\nz = \"\\\\e\\\"\"\nt = [ { a = 1 },\n { b = 2 }, ]\n";
        assert!(faults(text).is_empty());
    }

    #[test]
    fn toml_1_1_is_reported() {
        assert_eq!(faults("a = {\n b = 1,\n c = 2\n}\nd = 1\n"), ["\n"]);
        assert_eq!(faults("a = {b = 1 , }"), [","]);
        assert_eq!(faults("a = \"\\e \\x41\""), ["\\e", "\\x"]);
    }

    #[test]
    fn endless_nesting_is_reported() {
        for text in ["a = ".to_owned() + &"[".repeat(100_000), "a.".repeat(100_000), "a = ".to_owned() + &"{a.a.a = ".repeat(50_000)] {
            assert_eq!(faults(&text).len(), 1);
        }
        let text = format!("a = [{}]", "1.5, ".repeat(1000));
        assert!(faults(&text).is_empty());
    }
}
