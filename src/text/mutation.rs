//! For tests: texts with random mistakes in them. Whatever is read, reading does not panic, and every problem has a place that exists.

use super::*;
use crate::{Error, Problem};

/// Makes random numbers, the same each time (xorshift, Marsaglia 2003, doi:10.18637/jss.v008.i14).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

/// What is put in at random: the marks of the formats, keys, and what is often wrong.
const PIECES: [&str; 58] = [
    "[",
    "]",
    "{",
    "}",
    "[[",
    "]]",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    ",",
    ";",
    "|",
    "=",
    ":",
    ".",
    "#",
    "\n",
    "\r\n",
    "\\",
    "\\u",
    "\\uD800",
    "\\e",
    "\t",
    "\0",
    "\u{1b}",
    "\u{feff}",
    "\u{202e}",
    "한",
    "😀",
    "é",
    "-1",
    "0",
    "99999999999999999999",
    "1e999",
    "0.5",
    "nan",
    "inf",
    "true",
    "null",
    "2019-02",
    "2019-02-30",
    "2019-02-27T10:00:00Z",
    "party",
    "parties",
    "statements",
    "measures.x",
    "by",
    "after",
    "demands",
    "any",
    "levels",
    "done",
    "terms",
    "as_of",
    "+30d",
    "<90d",
    "us",
];

fn mutated(text: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + dice.roll(30)).min(bytes.len());
        match dice.roll(6) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let copy = bytes[at..end].to_vec();
                let to = dice.roll(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            2 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = dice.roll(256) as u8;
                }
            }
            3 => bytes.truncate(at.max(20)),
            _ => {
                let piece = PIECES[dice.roll(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes
}

/// Checks that every problem has a place that exists, in order; how many lines there are in the input with the mistakes is given.
#[track_caller]
fn assert_places(error: &Error, count: usize) {
    let mut last = (String::new(), 0, 0);
    for problem in error.problems() {
        let place = problem.place.as_ref().unwrap_or_else(|| panic!("{problem}"));
        let lines = if place.file == "x" { count } else { usize::MAX };
        assert!((1..=lines).contains(&place.line) && place.column >= 1, "{problem}");
        assert!(place.excerpt.get(place.mark.0..place.mark.1).is_some(), "{problem:?}");
        assert!(!problem.message.is_empty() && !problem.remedy.is_empty());
        if let Some(edit) = &problem.edit {
            assert!(edit.file == place.file && edit.cell.is_some() == place.cell.is_some(), "{problem:?}");
            assert!((edit.line, edit.column) <= (edit.end_line, edit.end_column) && edit.end_line <= lines, "{problem:?}");
            assert!(edit.line >= 1 && edit.column >= 1, "{problem:?}");
        }
        let here = (place.file.clone(), place.line, place.column);
        assert!(here.0 != last.0 || last <= here, "{error}");
        last = here;
    }
}

/// Reads the last of some texts with random mistakes.
fn endures(before: Option<Input<'_>>, text: &str, format: Format, rounds: usize) {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut wrong = 0;
    for _ in 0..rounds {
        let bytes = mutated(text.as_bytes(), &mut dice);
        let input = Input::text("x", &bytes, format);
        let _ = statement_lines(&input);
        let inputs: Vec<Input<'_>> = before.into_iter().chain([input]).collect();
        let Err(error) = read(&inputs, None) else { continue };
        wrong += 1;
        assert_places(&error, bytes.split(|&b| b == b'\n' || b == b'\r' && format == Format::Csv).count());
    }
    assert!(wrong > rounds / 4, "only {wrong} of {rounds} were wrong");
}

/// Makes a change of a text, as a program that knows lines and columns alone would.
fn applied(text: &str, edit: &crate::draft::Edit) -> String {
    let offset = |line: usize, column: usize| {
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
    };
    let (start, end) = (offset(edit.line, edit.column), offset(edit.end_line, edit.end_column));
    [&text[..start], &*edit.text, &text[end..]].concat()
}

/// Reads texts with random mistakes, makes every change that a remedy is, and returns how many there were and which have not mended anything.
fn unmended(before: Option<Input<'_>>, text: &str, format: Format, rounds: usize) -> (usize, Vec<String>) {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut edits, mut unmended) = (0, Vec::new());
    for _ in 0..rounds {
        let bytes = mutated(text.as_bytes(), &mut dice);
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let read = |text: &str| {
            let inputs: Vec<Input<'_>> = before.into_iter().chain([Input::text("x", text.as_bytes(), format)]).collect();
            read(&inputs, None)
        };
        let Err(error) = read(text) else { continue };
        for problem in error.problems().iter().take(5) {
            let Some(edit) = &problem.edit else { continue };
            edits += 1;
            let after = applied(text, edit);
            let Err(still) = read(&after) else { continue };
            let same = |other: &&Problem| other.message == problem.message && other.place == problem.place;
            if still.problems().iter().any(|other| same(&other)) {
                unmended.push(format!("{problem}\n  {edit:?}\n  {:?}", text.lines().nth(edit.line - 1)));
            }
        }
    }
    (edits, unmended)
}

#[test]
fn changes_of_any_text_mend_something() {
    let json = to_json(&from_toml(SAMPLE).unwrap());
    let csv = to_csv(&from_toml(SAMPLE).unwrap()).replace("first", "second");
    let base = Input::text("base", SAMPLE.as_bytes(), Format::Toml);
    for (before, text, format) in [(None, SAMPLE, Format::Toml), (None, &*json, Format::Json), (Some(base), &*csv, Format::Csv)] {
        let (edits, unmended) = unmended(before, text, format, 3_000);
        assert!(edits > 300, "{edits} changes");
        assert!(unmended.is_empty(), "{} of {edits}\n{}", unmended.len(), unmended.iter().take(25).cloned().collect::<Vec<_>>().join("\n"));
    }
}

const SAMPLE: &str = r#"
title = "한국 \"talks\""
as_of = 2019-11-05
[sources.article]
date = "2019-11"
[parties]
us.name = "United States"
dprk = { name = "North Korea" }
[rounds.hanoi]
date = "2019-02"
[issues.nuclear]
[measures.lift]
by = ["us"]
levels = ["partial", "full"]
takes = 30
done = { level = "partial", on = "2018" }
burden = 2.5
[measures.dismantle]
by = "dprk"
issue = "nuclear"
[terms.peace]
means = ["lift"]
[terms.peace.by.us]
means = ["dismantle", "lift:partial"]
source = "article"
[[exclusions]]
steps = ["lift:partial", "dismantle"]
[[statements]]
id = "first"
party = "dprk"
offers = "dismantle"
after = ["lift:partial", { step = "lift", days = 30 }]
promise = { any = ["lift"], within = 90 }
round = "hanoi"
until = "2020"
quote = """
several
lines"""
[[statements]]
party = "us"
demands = "peace"
deadline = 2021-01-20
weight = 2
firm = true
confidence = 0.8
[[claims]]
party = "us"
proposition = "p"
holds = false
"#;

#[test]
fn any_toml_is_endured() {
    assert!(from_toml(SAMPLE).is_ok());
    endures(None, SAMPLE, Format::Toml, 6_000);
}

#[test]
fn any_json_is_endured() {
    let json = to_json(&from_toml(SAMPLE).unwrap());
    endures(None, &json, Format::Json, 6_000);
    let compact = serde_json::to_string(&to_draft(&from_toml(SAMPLE).unwrap())).unwrap();
    endures(None, &compact, Format::Json, 6_000);
}

#[test]
fn any_csv_is_endured() {
    let negotiation = from_toml(SAMPLE).unwrap();
    let base = Input::text("base", SAMPLE.as_bytes(), Format::Toml);
    endures(Some(base), &to_csv(&negotiation).replace("first", "second"), Format::Csv, 6_000);
}

#[test]
fn any_table_is_endured() {
    let base = Input::text("base", SAMPLE.as_bytes(), Format::Toml);
    let written = to_table(&from_toml(SAMPLE).unwrap());
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut wrong = 0;
    for _ in 0..6_000 {
        let mut table = written.clone();
        table.set(1, 0, "second");
        for _ in 0..=dice.roll(6) {
            let (row, column) = (dice.roll(5) as u32, dice.roll(19) as u32);
            let piece = PIECES[dice.roll(PIECES.len())];
            let value = match dice.roll(6) {
                0 => CellValue::Error(piece.to_owned()),
                1 => CellValue::Formula,
                2 => CellValue::Text(PIECES[dice.roll(PIECES.len())].to_owned() + piece),
                _ => piece.into(),
            };
            table.set(row, column, value);
        }
        let input = Input::table("x", &table);
        let _ = statement_lines(&input);
        let Err(error) = read(&[base, input], None) else { continue };
        wrong += 1;
        assert_places(&error, 5);
        let in_table = |problem: &&Problem| problem.place.as_ref().is_some_and(|place| place.file == "x");
        assert!(error.problems().iter().filter(in_table).all(|problem| problem.place.as_ref().unwrap().cell.is_some()));
    }
    assert!(wrong > 1_000, "only {wrong} were wrong");
}

/// What serde reads at once, the second reading reads to the same draft; what serde refuses, the second reading finds fault with.
#[test]
fn both_readings_of_json_agree() {
    let json = to_json(&from_toml(SAMPLE).unwrap());
    let mut dice = Dice(88_172_645_463_325_252);
    let (mut good, mut bad) = (0, 0);
    let lists_for_tables = [
        "[]",
        r#"{"parties": {"us": []}}"#,
        r#"{"statements": [["a"]]}"#,
        r#"{"measures": {"m": {"done": ["x"]}}}"#,
        r#"{"terms": {"t": {"by": []}}}"#,
    ];
    let lists_for_tables = lists_for_tables.map(|text| text.as_bytes().to_vec());
    for bytes in lists_for_tables.into_iter().chain((0..20_000).map(|_| mutated(json.as_bytes(), &mut dice))) {
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let mut faults = Vec::new();
        let root = parse_json::parse(text, &mut faults);
        let mut shape = decode::Shape::default();
        let draft = root.as_ref().map(|root| decode::draft(root, &mut shape));
        match quick_json::quick_json(text) {
            Some(first) => {
                good += 1;
                assert!(faults.is_empty() && shape.faults.is_empty(), "{text}\n{faults:?}\n{:?}", shape.faults);
                assert_eq!(draft, Some(first), "{text}");
            }
            None => {
                bad += 1;
                let lenient = text.contains("null");
                assert!(lenient || !faults.is_empty() || !shape.faults.is_empty(), "{text}");
            }
        }
    }
    assert!(good > 100 && bad > 100, "{good} good, {bad} bad");
}
