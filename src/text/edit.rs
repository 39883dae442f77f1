//! Remedies as changes of a text: what to write instead, from where to where.

use std::cell::OnceCell;

use super::mend::Mend;
use super::node::Span;
use super::parse_table::Layout;
use super::place::Lines;
use super::{parse_csv, write_content};
use crate::draft::{Content, Edit, Place};

/// How a text writes its values.
#[derive(Clone, Copy)]
pub(super) enum Surface<'o> {
    Toml,
    Json,
    Csv,
    /// The text is a layout of the cells of a spreadsheet.
    Cells(&'o Layout<'o>),
}

/// A text that was read, ready to be asked for places and changes.
///
/// # Complexity
///
/// A change takes time linear in what it replaces and the line around it; the first one of a CSV text looks for all its cells.
pub(super) struct Editor<'o> {
    file: &'o str,
    text: &'o str,
    lines: Lines<'o>,
    surface: Surface<'o>,
    /// Where the cells of a CSV text stand.
    cells: OnceCell<Vec<Span>>,
}

/// A text to be written in the place of a part of the whole.
type Change = (Span, String);

impl<'o> Editor<'o> {
    pub(super) const fn new(file: &'o str, text: &'o str, lines: Lines<'o>, surface: Surface<'o>) -> Self {
        Self { file, text, lines, surface, cells: OnceCell::new() }
    }

    pub(super) fn place(&self, span: Span) -> Place {
        self.lines.place(span)
    }

    /// Returns the change of the text that mends something; `None` when it cannot be made in one piece.
    pub(super) fn edit(&self, mend: Mend) -> Option<Edit> {
        let (at, text) = match self.surface {
            Surface::Toml => self.in_markup(mend, write_content::toml, write_content::toml_key),
            Surface::Json => self.in_markup(mend, write_content::json, write_content::json_text),
            Surface::Csv | Surface::Cells(_) => self.in_cells(mend),
        }?;
        let (line, column) = self.lines.position(at.start);
        let (mut end_line, mut end_column) = self.lines.position(at.end);
        let mut cell = None;
        if let Surface::Cells(layout) = self.surface {
            cell = Some(layout.cell_at(at.start).2);
            (end_line, end_column) = (line, column);
        }
        Some(Edit { file: self.file.to_owned(), cell, line, column, end_line, end_column, text })
    }

    fn in_markup(&self, mend: Mend, value: impl Fn(&Content) -> String, key: impl Fn(&str) -> String) -> Option<Change> {
        match mend {
            Mend::Write { at, text } => Some((at, text)),
            Mend::Value { at, bracketed, .. } if bracketed && !self.text[at.start..].starts_with(['[', '{']) => None,
            Mend::Value { at, content, .. } => Some((at, value(&content))),
            Mend::Items { at, items } => Some((at, items.iter().map(value).collect::<Vec<_>>().join(", "))),
            Mend::Quote { at } => Some((at, value(&Content::Text(self.text[at.start..at.end].to_owned())))),
            Mend::Bracket { at } => self.bracketed(at),
            Mend::Header { at, key } => Some((self.header(at)?, format!("[[{key}]]"))),
            Mend::Key { at, key: name } => Some((at, key(&name))),
            Mend::Comment { key, value } => Some((self.comment(key, value)?, "# ".to_owned())),
            Mend::RemoveEntry { key, value } => Some((self.entry(key, value)?, String::new())),
            Mend::RemoveItem { at } => Some((self.with_comma(at), String::new())),
        }
    }

    /// Puts a table in the brackets of a list, or the header of a table in double brackets.
    fn bracketed(&self, at: Span) -> Option<Change> {
        let written = &self.text[at.start..at.end];
        if written.starts_with(['{', '"', '\'']) {
            return Some((at, format!("[{written}]")));
        }
        Some((self.header(at)?, format!("[[{written}]]")))
    }

    /// Returns where the header of a table stands, with its brackets, of which the name is given.
    fn header(&self, name: Span) -> Option<Span> {
        let is_header = self.text[..name.start].ends_with('[') && self.text[name.end..].starts_with(']');
        is_header.then(|| Span::new(name.start - 1, name.end + 1))
    }

    /// Returns what goes when an entry is removed: its line, or the entry and the comma beside it in a table on one line.
    fn entry(&self, key: Span, value: Span) -> Option<Span> {
        if value.start < key.end {
            // A table with a header stands in several places.
            return None;
        }
        let line_start = self.text[..key.start].rfind('\n').map_or(0, |i| i + 1);
        let before = self.text[line_start..key.start].trim();
        let is_own_line = matches!(self.surface, Surface::Toml) && !before.contains(['{', ',', '=', '[']);
        if !is_own_line {
            // The first part of a dotted key would be left behind.
            return (!before.ends_with('.')).then(|| self.with_comma(Span::new(key.start, value.end)));
        }
        let rest = &self.text[value.end..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
        let end = match rest[blank..].chars().next() {
            Some('\n') => value.end + blank + 1,
            // What stands behind is a comment, or there is nothing more.
            _ => value.end + blank,
        };
        Some(Span::new(line_start, end))
    }

    /// Returns where the sign of a comment goes before an entry that has a line of its own.
    fn comment(&self, key: Span, value: Span) -> Option<Span> {
        let line = self.entry(key, value).filter(|line| matches!(self.surface, Surface::Toml) && line.start < key.end)?;
        let is_single = !self.text[line.start..value.end].contains('\n');
        let is_own_line = line.start == 0 || self.text[..line.start].ends_with(['\n', '\r']);
        (is_single && is_own_line).then(|| Span::new(line.start, line.start))
    }

    /// Returns an item or entry with the comma before it, or else the one behind it.
    fn with_comma(&self, at: Span) -> Span {
        let before = self.text[..at.start].trim_end();
        let behind = self.text[at.end..].trim_start();
        if before.ends_with(',') {
            Span::new(before.len() - 1, at.end)
        } else if let Some(rest) = behind.strip_prefix(',') {
            Span::new(at.start, self.text.len() - rest.trim_start_matches([' ', '\t']).len())
        } else {
            at
        }
    }

    fn in_cells(&self, mend: Mend) -> Option<Change> {
        let (at, text) = match mend {
            // Tables have no comments.
            Mend::Comment { .. } => return None,
            Mend::Write { at, text } | Mend::Key { at, key: text } => (at, text),
            Mend::Value { at, content, .. } => (at, write_content::cell(&content)),
            Mend::Items { at, items } => (at, write_content::cell(&Content::List(items))),
            Mend::Quote { .. } | Mend::Bracket { .. } | Mend::Header { .. } => return None,
            Mend::RemoveEntry { key, value } => (self.part_of_cell(key, value), String::new()),
            Mend::RemoveItem { at } => (self.with_separator(at), String::new()),
        };
        match self.surface {
            Surface::Cells(layout) => {
                let cell = layout.span_at(at.start);
                let end = at.end.min(cell.end);
                Some((cell, [&self.text[cell.start..at.start], &*text, &self.text[end..cell.end]].concat()))
            }
            _ => self.in_csv(at, text),
        }
    }

    /// Returns what goes when an entry is removed from a cell: the days at the end of a precondition, or all that is in the cell.
    fn part_of_cell(&self, key: Span, value: Span) -> Span {
        if !matches!(&self.text[key.start..key.end], "+" | "<") {
            return self.cell(key.start).unwrap_or(key);
        }
        let before = self.text[..key.start].trim_end_matches([' ', '\t']).len();
        let rest = &self.text[value.end..];
        let behind = rest.trim_start_matches([' ', '\t']).strip_prefix('d').map_or(0, |behind| rest.len() - behind.len());
        Span::new(before, value.end + behind)
    }

    /// Returns an item of a cell with the separator before it, or else the one behind it.
    fn with_separator(&self, at: Span) -> Span {
        let Some(cell) = self.cell(at.start) else { return at };
        let (before, behind) = (self.text[cell.start..at.start].trim_end(), self.text[at.end..cell.end].trim_start());
        if before.ends_with([';', '|']) {
            Span::new(cell.start + before.len() - 1, at.end)
        } else if let Some(rest) = behind.strip_prefix([';', '|']) {
            Span::new(at.start, cell.end - rest.trim_start().len())
        } else {
            at
        }
    }

    /// Returns the cell at a byte, with its quotation marks.
    fn cell(&self, offset: usize) -> Option<Span> {
        if let Surface::Cells(layout) = self.surface {
            return Some(layout.span_at(offset));
        }
        let cells = self.cells.get_or_init(|| parse_csv::cells(self.text));
        let after = cells.partition_point(|cell| cell.start <= offset);
        cells[..after].last().copied().filter(|cell| offset <= cell.end)
    }

    fn in_csv(&self, at: Span, text: String) -> Option<Change> {
        let cell = self.cell(at.start).filter(|cell| at.end <= cell.end)?;
        let raw = &self.text[cell.start..cell.end];
        let (before, behind) = (&self.text[cell.start..at.start], &self.text[at.end..cell.end]);
        let needs_quotes = |text: &str| text.contains([',', ';', '\t', '|', '"', '\n', '\r']);
        if at == cell {
            // Parts of a cell with quotation marks in it have no place of their own: what is wrong may be a part.
            let inside = raw.strip_prefix('"').map(|raw| raw.strip_suffix('"').unwrap_or(raw));
            let is_part = inside.is_some_and(|inside| inside.contains('"') && inside.contains([';', '|', '+', '<']));
            return (!is_part).then(|| (cell, if needs_quotes(&text) { quoted(&text) } else { text }));
        }
        if raw.starts_with('"') {
            Some((at, text.replace('"', "\"\"")))
        } else if needs_quotes(&text) {
            Some((cell, quoted(&[before, &text, behind].concat())))
        } else {
            Some((at, text))
        }
    }
}

/// Writes a cell of a CSV text in quotation marks.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::super::table::Table;
    use super::super::{Format, Input, read};
    use super::*;

    /// Makes a change of a text, as a program that knows lines and columns alone would.
    fn applied(text: &str, edit: &Edit) -> String {
        let offset = |line: usize, column: usize| {
            let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
        };
        let (start, end) = (offset(edit.line, edit.column), offset(edit.end_line, edit.end_column));
        [&text[..start], &*edit.text, &text[end..]].concat()
    }

    fn surfaces(text: &str) -> [Editor<'_>; 3] {
        [Surface::Toml, Surface::Json, Surface::Csv].map(|surface| Editor::new("f", text, Lines::new("f", text), surface))
    }

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap_or_else(|| panic!("{part} in {text}"));
        Span::new(start, start + part.len())
    }

    /// Makes a change of a text in TOML, in JSON and in CSV.
    fn changed(text: &str, mend: impl Fn(&dyn Fn(&str) -> Span) -> Mend) -> [Option<String>; 3] {
        let mend = mend(&|part| span(text, part));
        surfaces(text).map(|editor| editor.edit(mend.clone()).map(|edit| applied(text, &edit)))
    }

    #[test]
    fn entries_go_with_their_line_or_their_comma() {
        let [toml, json, _] =
            changed("[x]\r\n이 = 1\r\n  a.b = [\r\n 2 ]  \r\nc = 3", |of| Mend::RemoveEntry { key: of("b"), value: of("[\r\n 2 ]") });
        assert_eq!(toml.as_deref(), Some("[x]\r\n이 = 1\r\nc = 3"));
        assert_eq!(json, None);
        let [toml, ..] = changed("a = 1 # why", |of| Mend::RemoveEntry { key: of("a"), value: of("1") });
        assert_eq!(toml.as_deref(), Some("# why"));
        let [toml, ..] = changed("t = { a = 1, b = 2 }\n", |of| Mend::RemoveEntry { key: of("b"), value: of("2") });
        assert_eq!(toml.as_deref(), Some("t = { a = 1 }\n"));
        let [toml, ..] = changed("t = { a = 1, b = 2 }\n", |of| Mend::RemoveEntry { key: of("a"), value: of("1") });
        assert_eq!(toml.as_deref(), Some("t = { b = 2 }\n"));
        let [_, json, _] = changed("{\"a\": 1,\n \"b\": 2}\n", |of| Mend::RemoveEntry { key: of("\"b\""), value: of("2") });
        assert_eq!(json.as_deref(), Some("{\"a\": 1}\n"));
        // A table with a header has no end that is known.
        let [toml, ..] = changed("[a.b]\n[a.c]\n", |of| Mend::RemoveEntry { key: of("b"), value: of("b") });
        assert_eq!(toml, None);
    }

    #[test]
    fn items_go_with_a_comma_or_a_separator() {
        let remove = |text: &str, part: &str| changed(text, |of| Mend::RemoveItem { at: of(part) }).map(Option::unwrap);
        assert_eq!(remove("a = ['b', 'c']", "'c'")[0], "a = ['b']");
        assert_eq!(remove("a = ['b', 'c']", "'b'")[0], "a = ['c']");
        assert_eq!(remove("us,b; c,x", "c")[2], "us,b,x");
        assert_eq!(remove("us,\"b | c\",x", "b")[2], "us,\"c\",x");
        let [.., csv] = changed("us,b +30 d; c\n", |of| Mend::RemoveEntry { key: of("+"), value: of("30") });
        assert_eq!(csv.as_deref(), Some("us,b; c\n"));
        let [.., csv] = changed("us,\"b\nx\",c\n", |of| Mend::RemoveEntry { key: of("\"b\nx\""), value: of("\"b\nx\"") });
        assert_eq!(csv.as_deref(), Some("us,,c\n"));
    }

    #[test]
    fn values_are_quoted_as_they_must_be() {
        let text = |text: &str| Content::Text(text.to_owned());
        let write = |inside: &str, at: &str, new: &str| {
            changed(inside, |of| Mend::Value { at: of(at), content: text(new), bracketed: false }).map(Option::unwrap)
        };
        assert_eq!(write("a = b", "b", "c\"d"), ["a = \"c\\\"d\"", "a = \"c\\\"d\"", "\"a = c\"\"d\""]);
        assert_eq!(write("us,b d,x", "d", "c; e")[2], "us,\"b c; e\",x");
        assert_eq!(write("us,\"b, d\",x", "d", "e; f")[2], "us,\"b, e; f\",x");
        let [toml, ..] = changed("[t]\na = 1\n", |of| Mend::Value { at: of("t"), content: text("x"), bracketed: true });
        assert_eq!(toml, None);
        let [toml, json, csv] = changed("k,1", |of| Mend::Key { at: of("k"), key: "é".to_owned() });
        assert_eq!([toml, json, csv].map(Option::unwrap), ["\"é\",1", "\"é\",1", "é,1"]);
        // What is wrong in a cell with quotation marks in it may be a part of it.
        let [.., csv] =
            changed("us,\"b; \"\"d\"\"\",x", |of| Mend::Value { at: of("\"b; \"\"d\"\"\""), content: text("c"), bracketed: false });
        assert_eq!(csv, None);
    }

    #[test]
    fn a_cell_of_a_spreadsheet_is_written_whole() {
        let mut table = Table::new("s");
        for (column, (name, cell)) in [("party", "us"), ("act", "offer"), ("step", "a"), ("after", "x | b; c +3d")].into_iter().enumerate()
        {
            table.set(0, column as u32, name);
            table.set(4, column as u32, cell);
        }
        let positions =
            b"parties = { us = {} }\nmeasures = { a = { by = 'us' }, bb = { by = 'us' }, xxx = { by = 'us' }, c = { by = 'us' } }";
        let error = read(&[Input::text("p", positions, Format::Toml), Input::table("t", &table)], None).unwrap_err();
        let edits: Vec<_> =
            error.problems().iter().map(|problem| problem.edit.clone().map(|edit| (edit.cell, edit.line, edit.text))).collect();
        assert_eq!(edits[0], Some((Some("s!B5".to_owned()), 5, "offers".to_owned())));
        let json = r#"{"parties": {"us": {}, "norway": {}}, "statements": [{"parti": "norwya"}]}"#;
        let error = read(&[Input::text("p", json.as_bytes(), Format::Json)], None).unwrap_err();
        let edits: Vec<_> = error.problems().iter().filter_map(|problem| problem.edit.as_ref()).map(|edit| applied(json, edit)).collect();
        assert!(edits.contains(&json.replace("parti\"", "party\"")));
    }
}
