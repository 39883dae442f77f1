//! One table of statements, written in every way in which people and programs write tables: read as the same statements, or what is not
//! is named. And such tables damaged: no row is lost in silence, and none makes another of its neighbour.

#[path = "support/rows.rs"]
mod rows;

use std::fmt::Write;

use impasse::text::{Content, Input, InputDoubtKind, Intake, Merged, Table, statement_lines};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::RngSeed;
use rows::{COLUMNS, Row, expected, read, rows, statements};
use serde_json::Value;

/// The same tables are made each time; another number makes others.
const SEED: u64 = 17;

/// How a table is written.
#[derive(Clone, Debug)]
struct Style {
    separator: char,
    quoting: Quoting,
    line_end: &'static str,
    encoding: Encoding,
    /// How the names of columns are written.
    naming: Naming,
    /// The order of the columns.
    order: Vec<usize>,
    /// Whether columns without anything in them are left out.
    is_narrow: bool,
    /// Columns of the encoder's own, where they stand and whether their name begins with #.
    own: Vec<(Index, Own)>,
    above: Vec<&'static str>,
    below: Below,
    /// Whether the names of the columns come again after each second row.
    has_more_heads: bool,
    /// Whether every row ends with a separator.
    has_trailing: bool,
    has_last_line_end: bool,
    /// What stands where there is nothing.
    nothing: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quoting {
    Needed,
    Always,
    /// Texts alone, as R does.
    Texts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16Le,
    Utf16Be,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    Small,
    Capital,
    Capitals,
    Blanks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    /// Its name begins with #.
    Marked,
    /// It has a name that means nothing.
    Foreign,
    /// It has no name, and numbers in it.
    Nameless,
    /// It has no name and nothing in it.
    Empty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Below {
    Nothing,
    BlankLines,
    EmptyRows,
    Total,
}

impl Style {
    /// Returns whether something in it cannot be understood, so that it has to be named.
    fn has_to_be_named(&self) -> bool {
        self.own.iter().any(|(_, own)| matches!(own, Own::Foreign | Own::Nameless)) || self.below == Below::Total || self.nothing == "NA"
    }

    fn name(&self, name: &str) -> String {
        match self.naming {
            Naming::Small => name.to_owned(),
            Naming::Capital => name[..1].to_uppercase() + &name[1..],
            Naming::Capitals => name.to_uppercase(),
            Naming::Blanks => format!(" {name}\u{a0}"),
        }
    }

    /// Lists the names of the columns and the rows, in the order in which they are written.
    fn cells(&self, rows: &[Row]) -> (Vec<String>, Vec<Vec<String>>) {
        let is_used =
            |column: &usize| matches!(COLUMNS[*column], "party" | "act" | "step") || rows.iter().any(|row| !row[*column].is_empty());
        let columns: Vec<usize> = self.order.iter().copied().filter(|column| !self.is_narrow || is_used(column)).collect();
        let mut head: Vec<String> = columns.iter().map(|&column| self.name(COLUMNS[column])).collect();
        let filled = |value: &String| if value.is_empty() { self.nothing.to_owned() } else { value.clone() };
        let mut body: Vec<Vec<String>> = rows.iter().map(|row| columns.iter().map(|&column| filled(&row[column])).collect()).collect();
        for (number, (at, own)) in self.own.iter().enumerate() {
            let at = at.index(head.len() + 1);
            let (name, cell) = match own {
                Own::Marked => (format!("# {number}"), "seen, and coded; \"twice\""),
                Own::Foreign => (format!("coder {number}"), "me"),
                Own::Nameless => (String::new(), "7"),
                Own::Empty => (String::new(), ""),
            };
            head.insert(at, name);
            body.iter_mut().for_each(|row| row.insert(at, cell.to_owned()));
        }
        (head, body)
    }

    fn cell(&self, cell: &str) -> String {
        let is_number = cell.parse::<f64>().is_ok();
        let is_needed = cell.contains(['"', '\n', '\r', self.separator]) || cell.starts_with(' ') || cell.ends_with(' ');
        let is_quoted = match self.quoting {
            Quoting::Needed => is_needed,
            Quoting::Always => true,
            Quoting::Texts => is_needed || !is_number && !cell.is_empty() && cell != "NA",
        };
        if is_quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    }

    fn line(&self, cells: &[String]) -> String {
        let mut line = cells.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(&self.separator.to_string());
        if self.has_trailing {
            line.push(self.separator);
        }
        line
    }

    /// Writes a table as a text.
    fn text(&self, rows: &[Row]) -> String {
        let (head, body) = self.cells(rows);
        let mut lines: Vec<String> = self.above.iter().map(|line| line.replace('§', &self.separator.to_string())).collect();
        lines.push(self.line(&head));
        for (number, row) in body.iter().enumerate() {
            if self.has_more_heads && number > 0 && number % 2 == 0 {
                lines.push(self.line(&head));
            }
            lines.push(self.line(row));
        }
        match self.below {
            Below::Nothing => {}
            Below::BlankLines => lines.extend(["", "", "  "].map(str::to_owned)),
            Below::EmptyRows => lines.extend(std::iter::repeat_n(self.separator.to_string().repeat(head.len()), 3)),
            Below::Total => lines.push(format!("Total: {}", rows.len())),
        }
        let mut text = lines.join(self.line_end);
        if self.has_last_line_end {
            text.push_str(self.line_end);
        }
        text
    }

    fn bytes(&self, text: &str) -> Vec<u8> {
        let marked = format!("\u{feff}{text}");
        match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8WithMark => marked.into_bytes(),
            Encoding::Utf16Le => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

fn own() -> impl Strategy<Value = Vec<(Index, Own)>> {
    let kind = prop_oneof![6 => Just(Own::Marked), 1 => Just(Own::Foreign), 1 => Just(Own::Nameless), 3 => Just(Own::Empty)];
    prop::collection::vec((any::<Index>(), kind), 0..3)
}

fn above() -> impl Strategy<Value = Vec<&'static str>> {
    let line = select(vec![
        "Coded by hand, in May; all of it",
        "",
        "§§§",
        "party§and so on",
        "He said \"no",
        "\"A note in quotation marks\"§2",
        "\"a mark that is not closed§",
        "a = 1",
    ]);
    prop_oneof![
        3 => Just(Vec::new()),
        2 => prop::collection::vec(line, 1..4),
        1 => Just(vec!["sep=§"]),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    let layout = (
        select(vec![',', ';', '\t', '|']),
        select(vec![Quoting::Needed, Quoting::Always, Quoting::Texts]),
        select(vec!["\n", "\r\n", "\r"]),
        select(vec![Encoding::Utf8, Encoding::Utf8WithMark, Encoding::Utf16Le, Encoding::Utf16Be]),
        select(vec![Naming::Small, Naming::Capital, Naming::Capitals, Naming::Blanks]),
        Just((0..COLUMNS.len()).collect::<Vec<_>>()).prop_shuffle(),
        any::<bool>(),
        own(),
        above(),
    );
    let ends = (
        prop_oneof![3 => Just(Below::Nothing), 1 => Just(Below::BlankLines), 1 => Just(Below::EmptyRows), 1 => Just(Below::Total)],
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
        any::<bool>(),
        prop_oneof![8 => Just(""), 1 => Just("NA")],
    );
    (layout, ends).prop_map(|(layout, ends)| {
        let (separator, quoting, line_end, encoding, naming, order, is_narrow, own, above) = layout;
        let (below, has_more_heads, has_trailing, has_last_line_end, nothing) = ends;
        Style {
            separator,
            quoting,
            line_end,
            encoding,
            naming,
            order,
            is_narrow,
            own,
            above,
            below,
            has_more_heads,
            has_trailing,
            has_last_line_end,
            nothing,
        }
    })
}

/// Checks that what was read is what was meant, or that it is named what was not.
fn same_or_named(intake: &Intake, expected: &[Value], has_to_be_named: bool) -> Result<(), TestCaseError> {
    match &intake.negotiation {
        Ok(negotiation) => {
            let found = statements(negotiation);
            prop_assert!(found == expected || !intake.doubts.is_empty(), "{found:#?}\ninstead of {expected:#?}");
        }
        Err(error) => prop_assert!(has_to_be_named, "refused: {error}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, rng_seed: RngSeed::Fixed(SEED), ..ProptestConfig::default() })]

    #[test]
    fn a_table_in_any_form_gives_the_same_statements(rows in rows(), style in style(), name in select(vec!["t.csv", "t.tsv", "t.txt", "t", "-"])) {
        let text = style.text(&rows);
        let bytes = style.bytes(&text);
        let expected = expected(&rows);
        let input = Input::new(name, &bytes);
        prop_assert!(matches!(input.content, Content::Text { format: impasse::text::Format::Csv, .. }), "{text:?}");
        let intake = read(&[input]);
        same_or_named(&intake, &expected, style.has_to_be_named())?;
        if style.below == Below::Nothing && style.nothing.is_empty() && !style.has_to_be_named() {
            prop_assert_eq!(intake.read[1].statements, rows.len());
        }
    }
}

/// How the sheets of a spreadsheet are laid out.
#[derive(Clone, Debug)]
struct Sheets {
    style: Style,
    /// Where the table begins.
    corner: (u32, u32),
    /// After how many rows the next sheet begins.
    rows_a_sheet: usize,
    /// Whether cells of a column that are the same in rows one below the other are merged.
    is_merged: bool,
    /// Whether there is a heading over the table, and how many columns it is merged over.
    heading: Option<u32>,
    hidden_row: bool,
    hidden_sheet: bool,
    cover: bool,
}

fn sheets() -> impl Strategy<Value = Sheets> {
    let more = (any::<bool>(), prop::option::of(1_u32..9), prop::bool::weighted(0.2), prop::bool::weighted(0.2), any::<bool>());
    (style(), (0_u32..4, 0_u32..4), 1_usize..6, more).prop_map(|(style, corner, rows_a_sheet, more)| {
        let (is_merged, heading, hidden_row, hidden_sheet, cover) = more;
        Sheets { style, corner, rows_a_sheet, is_merged, heading, hidden_row, hidden_sheet, cover }
    })
}

impl Sheets {
    fn tables(&self, rows: &[Row]) -> Vec<Table> {
        let mut tables = Vec::new();
        if self.cover {
            let mut cover = Table::new("Read me");
            cover.set(0, 0, "How to code");
            cover.set(2, 0, "party: who speaks");
            tables.push(cover);
        }
        let (head, body) = self.style.cells(rows);
        for (number, body) in body.chunks(self.rows_a_sheet).enumerate() {
            let mut table = Table::new(format!("Round {number}"));
            let (mut at, left) = self.corner;
            if let Some(width) = self.heading {
                table.set(at, left, "What was said");
                table.merge(Merged { first: (at, left), last: (at, left + width) });
                at += 2;
            }
            for (column, name) in (left..).zip(&head) {
                table.set(at, column, name.as_str());
            }
            for (line, row) in (at + 1..).zip(body) {
                for (column, cell) in (left..).zip(row) {
                    table.set(line, column, cell.as_str());
                }
            }
            if self.is_merged {
                table = merged(table, at + 1, body, left);
            }
            if self.hidden_row {
                table.hide_row(at + 1);
            }
            tables.push(table);
        }
        if self.hidden_sheet {
            tables.last_mut().unwrap().hide();
        }
        tables
    }
}

/// Merges cells that are the same in rows one below the other, so that only the first of them has the text.
fn merged(table: Table, top: u32, body: &[Vec<String>], left: u32) -> Table {
    let mut written = Table::new(table.sheet());
    let is_covered = |row: u32, column: u32| {
        let (Some(line), Some(cell)) = (row.checked_sub(top), column.checked_sub(left)) else { return false };
        let of = |line: u32| body.get(line as usize).and_then(|row| row.get(cell as usize));
        line > 0 && of(line).is_some_and(|cell| !cell.is_empty()) && of(line) == of(line - 1)
    };
    for (row, column, value) in table.cells() {
        if !is_covered(row, column) {
            written.set(row, column, value.clone());
            let last = (row + 1..).take_while(|&below| is_covered(below, column)).last();
            if let Some(last) = last {
                written.merge(Merged { first: (row, column), last: (last, column) });
            }
        }
    }
    table.merged().iter().for_each(|&range| written.merge(range));
    written
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, rng_seed: RngSeed::Fixed(SEED), ..ProptestConfig::default() })]

    #[test]
    fn sheets_in_any_layout_give_the_same_statements(mut rows in rows(), sheets in sheets()) {
        // A row that is the same as the one above it would be merged away as a whole.
        rows.dedup();
        let expected = expected(&rows);
        let tables = sheets.tables(&rows);
        let intake = read(&[Input::sheets("talks.xlsx", &tables)]);
        let has_to_be_named = sheets.style.own.iter().any(|(_, own)| matches!(own, Own::Foreign | Own::Nameless)) || sheets.style.nothing == "NA";
        if sheets.hidden_sheet && rows.len() > sheets.rows_a_sheet {
            prop_assert!(has_to_be_named || intake.doubts.iter().any(|doubt| doubt.kind == InputDoubtKind::UnreadSheet));
        } else if !sheets.hidden_sheet {
            same_or_named(&intake, &expected, has_to_be_named)?;
            let same = intake.negotiation.as_ref().map(statements).ok();
            prop_assert!(has_to_be_named || same == Some(expected));
        }
    }
}

/// What damage puts into a text.
const PIECES: [&str; 14] = ["\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "us,offers,lift", "\",\"", "\n\"", "|", " \"", "#", "x"];

/// Damages a text at a few places.
fn damaged(text: &str, damage: &[(Index, u8, usize)]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for (at, kind, piece) in damage {
        let at = at.index(text.len() + 1);
        match kind % 3 {
            0 => drop(text.drain(at..(at + 1 + piece % 12).min(text.len()))),
            1 => drop(text.splice(at..at, PIECES[piece % PIECES.len()].chars())),
            _ => {
                let end = (at + piece % 40).min(text.len());
                let copy: Vec<char> = text[at.min(end)..end].to_vec();
                text.splice(at..at, copy);
            }
        }
    }
    text.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, rng_seed: RngSeed::Fixed(SEED), ..ProptestConfig::default() })]

    #[test]
    fn damage_loses_no_row_in_silence_and_changes_no_other(
        rows in rows(),
        style in style(),
        damage in prop::collection::vec((any::<Index>(), any::<u8>(), 0_usize..60), 1..4),
    ) {
        let style = Style { above: Vec::new(), has_more_heads: false, naming: Naming::Small, ..style };
        let (head, _) = style.cells(&rows);
        let head = style.line(&head);
        let whole = style.text(&rows);
        let body = damaged(whole.strip_prefix(&head).unwrap(), &damage);
        let text = format!("{head}{body}");
        let input = Input::text("t.csv", text.as_bytes(), impasse::text::Format::Csv);
        let intake = read(&[input]);
        let Ok(negotiation) = &intake.negotiation else { return Ok(()) };
        let found = statements(negotiation);
        let alone = |row: &str| {
            let text = format!("{head}\n{row}");
            let intake = read(&[Input::text("t.csv", text.as_bytes(), impasse::text::Format::Csv)]);
            intake.negotiation.map(|negotiation| statements(&negotiation)).unwrap_or_default()
        };
        // Every line that is alone what it was before the damage is so among the others.
        if intake.doubts.is_empty() {
            let before = expected(&rows);
            for line in body.split(['\n', '\r']) {
                for statement in alone(line).into_iter().filter(|statement| before.contains(statement)) {
                    prop_assert!(found.contains(&statement), "{line:?} is lost in {text:?}");
                }
            }
        }
        // Every statement is what its lines are alone.
        let lines: Vec<usize> = statement_lines(&input).into_iter().flat_map(|(_, lines)| lines).collect();
        prop_assert_eq!(lines.len(), found.len());
        let starts = line_starts(&text);
        for (number, (statement, &line)) in found.iter().zip(&lines).enumerate() {
            let end = lines.get(number + 1).map_or(text.len(), |&next| starts[next - 1]);
            let own = alone(&text[starts[line - 1]..end]);
            prop_assert!(own.first() == Some(statement), "{statement:?} is {own:?} alone, in {text:?}");
        }
    }
}

/// Lists where the lines of a text begin, whatever ends them.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_end = |i: usize| bytes[i] == b'\n' || bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n');
    std::iter::once(0).chain((0..bytes.len()).filter(|&i| is_end(i)).map(|i| i + 1)).collect()
}

#[test]
fn the_forms_differ() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = String::new();
    for _ in 0..200 {
        let style = style().new_tree(&mut runner).unwrap().current();
        write!(seen, "{:?} {:?} {:?} {:?} {:?} ", style.quoting, style.encoding, style.below, style.own, style.naming).unwrap();
    }
    for word in [
        "Needed",
        "Always",
        "Texts",
        "Utf16Be",
        "Utf8WithMark",
        "Total",
        "EmptyRows",
        "Nameless",
        "Foreign",
        "Marked",
        "Capitals",
        "Blanks",
    ] {
        assert!(seen.contains(word), "{word}");
    }
}
