//! What stands in the cells of a table of statements: preconditions, numbers, words.

use std::borrow::Cow;
use std::ops::Range;

use super::fault::Fault;
use super::node::{Entry, Node, Span, Value};
use crate::draft::{ProblemCode, Segment, shortened};
use crate::sheet::unguarded;

/// One cell: its text without quotes, and where it stands.
pub(super) struct Cell<'t> {
    pub(super) text: Cow<'t, str>,
    /// Which column it is in, counted from 0.
    pub(super) column: usize,
    pub(super) span: Span,
    /// Where the text begins in the file, when it stands there letter by letter.
    pub(super) verbatim: Option<usize>,
    /// Why the text is not the value of the cell.
    pub(super) trouble: Option<Trouble>,
    /// Whether the text is that of a merged cell which begins in a row above.
    pub(super) is_merged: bool,
}

/// Why the value of a cell cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The spreadsheet has an error there, which is the text of the cell.
    Error,
    /// A formula has not been calculated.
    Formula,
}

impl<'t> Cell<'t> {
    pub(super) const fn new(text: Cow<'t, str>, column: usize, span: Span, verbatim: Option<usize>) -> Self {
        Self { text, column, span, verbatim, trouble: None, is_merged: false }
    }

    /// Returns whether there is anything but blanks in it.
    pub(super) fn is_filled(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Reports the error of a spreadsheet in the cell, if there is one.
    pub(super) fn report_trouble(&self, path: Vec<Segment>, faults: &mut Vec<Fault>) -> bool {
        let is_error = self.trouble == Some(Trouble::Error);
        if is_error {
            let message = format!("the cell holds the error {}", shortened(&self.text));
            faults.push(Fault::at(self.span, ProblemCode::NoValue, path, message, "mend its formula, or write the value itself"));
        }
        is_error
    }

    /// Returns a part of the text without blanks around it, and its place.
    fn piece(&self, range: Range<usize>) -> (Cow<'t, str>, Span) {
        let part = &self.text[range.clone()];
        let start = range.start + (part.len() - part.trim_start().len());
        let range = start..start + part.trim().len();
        let span = self.verbatim.map_or(self.span, |begin| Span::new(begin + range.start, begin + range.end));
        let text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
            Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
        };
        (text, span)
    }

    /// Returns the whole text without blanks around it.
    pub(super) fn word(&self) -> Node<'t> {
        let (text, span) = self.piece(unguarded(&self.text)..self.text.len());
        Node::text(text, span)
    }

    /// Returns the whole text as it is.
    pub(super) fn prose(&self) -> Node<'t> {
        let text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[unguarded(text)..]),
            Cow::Owned(text) => Cow::Owned(text[unguarded(text)..].to_owned()),
        };
        Node::text(text, self.span)
    }

    /// Reads a number; what is none stays text.
    pub(super) fn number(&self) -> Node<'t> {
        self.number_in(0..self.text.len())
    }

    fn number_in(&self, range: Range<usize>) -> Node<'t> {
        let (text, span) = self.piece(range);
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let value = if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            Value::Integer(text.parse().ok())
        } else if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && let Ok(number) = text.parse()
        {
            Value::Number(number)
        } else {
            Value::Text(text)
        };
        Node::new(value, span)
    }

    /// Reads `true`, `yes` or `1`, `false`, `no` or `0`; what is none of them stays text.
    pub(super) fn truth(&self) -> Node<'t> {
        let (text, span) = self.piece(0..self.text.len());
        let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        let value = if is(["true", "yes", "1"]) {
            Value::Truth(true)
        } else if is(["false", "no", "0"]) {
            Value::Truth(false)
        } else {
            Value::Text(text)
        };
        Node::new(value, span)
    }

    /// Reads a list of preconditions with semicolons between them, or each on a line of its own in the cell.
    pub(super) fn preconditions(&self) -> Node<'t> {
        let items = self.parts(0..self.text.len(), &[';', '\n', '\r']).map(|range| self.precondition(range));
        Node::new(Value::List(items.collect()), self.span)
    }

    /// Lists the parts between separators, without the empty ones.
    fn parts<'s>(&'s self, range: Range<usize>, separators: &'s [char]) -> impl Iterator<Item = Range<usize>> + 's {
        let mut at = range.start;
        let parts = self.text[range].split(separators).map(move |part| {
            let part_range = at..at + part.len();
            // The separators take a byte each.
            at += part.len() + 1;
            (part, part_range)
        });
        parts.filter(|(part, _)| !part.trim().is_empty()).map(|(_, range)| range)
    }

    /// Reads `step`, `step|step`, either with `+30d` or `<90d` behind.
    fn precondition(&self, range: Range<usize>) -> Node<'t> {
        let mut subject = range.clone();
        let mut entries = Vec::new();
        // More signs than there are kinds of days are part of a name that nothing has.
        while entries.len() < 2
            && let Some(sign) = self.text[subject.clone()].rfind(['+', '<']).map(|at| subject.start + at)
        {
            let key = if self.text.as_bytes()[sign] == b'+' { "days" } else { "within" };
            let days = self.text[sign + 1..subject.end].trim_end();
            let number = days.strip_suffix('d').unwrap_or(days);
            entries.push(self.part(key, sign..sign + 1, self.number_in(sign + 1..sign + 1 + number.len())));
            subject.end = sign;
        }
        let (text, span) = self.piece(subject.clone());
        if text.contains('|') {
            let options = self.parts(subject.clone(), &['|']).map(|range| {
                let (text, span) = self.piece(range);
                Node::text(text, span)
            });
            let options = Node::new(Value::List(options.collect()), span);
            entries.push(self.part("any", subject, options));
        } else if entries.is_empty() {
            return Node::text(text, span);
        } else if !text.is_empty() {
            entries.push(self.part("step", subject, Node::text(text, span)));
        }
        entries.reverse();
        Node::new(Value::Table(entries), self.piece(range).1)
    }

    fn part(&self, key: &'static str, range: Range<usize>, node: Node<'t>) -> Entry<'t> {
        Entry { key: Cow::Borrowed(key), key_span: self.piece(range).1, node }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell<'_> {
        Cell::new(Cow::Borrowed(text), 0, Span::new(0, text.len()), Some(0))
    }

    fn shown(node: &Node<'_>) -> String {
        match &node.value {
            Value::Text(text) => format!("{text:?}"),
            Value::Integer(number) => format!("{}", number.unwrap()),
            Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
            Value::Table(entries) => {
                let entries = entries.iter().map(|e| format!("{} = {}", e.key, shown(&e.node)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn preconditions_are_read() {
        for (text, expected) in [
            ("a", r#"["a"]"#),
            (" a ; b:full ;", r#"["a", "b:full"]"#),
            ("a\r\nb+3d\nc", r#"["a", {step = "b", days = 3}, "c"]"#),
            ("a+30d", r#"[{step = "a", days = 30}]"#),
            ("a | b +30d; c<90d", r#"[{any = ["a", "b"], days = 30}, {step = "c", within = 90}]"#),
            ("a|", r#"[{any = ["a"]}]"#),
            ("a + 30 d <5", r#"[{step = "a", days = 30, within = 5}]"#),
            ("a+soon", r#"[{step = "a", days = "soon"}]"#),
            ("+30d", r#"[{days = 30}]"#),
            ("|", r#"[{any = []}]"#),
            (";", "[]"),
            ("북한+3d", r#"[{step = "북한", days = 3}]"#),
        ] {
            assert_eq!(shown(&cell(text).preconditions()), expected, "{text}");
        }
    }

    #[test]
    fn parts_keep_their_places() {
        let text = " a | bb +30d";
        let node = cell(text).preconditions();
        let Value::List(items) = node.value else { panic!("a list") };
        let Value::Table(entries) = &items[0].value else { panic!("a table") };
        let Value::List(options) = &entries[0].node.value else { panic!("a list") };
        assert_eq!(&text[options[1].span.start..options[1].span.end], "bb");
        assert_eq!(&text[entries[1].node.span.start..entries[1].node.span.end], "30");
    }
}
