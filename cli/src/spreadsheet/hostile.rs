//! For tests: files that are made to do harm, or damaged by accident. Whatever is read, reading ends soon and does not panic.

use std::io::{Cursor, Write};

use impasse::text::Table;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Lists, Unreadable, read, write};

/// Returns the parts of a small spreadsheet.
fn parts() -> Vec<(String, Vec<u8>)> {
    let mut table = Table::new("statements");
    for (column, text) in (0..).zip(["s-1", "us", "demands", "lift", "a; b", "=1", "", "", "2019-02-27", "", "", "2", "true", "0.8"]) {
        table.set(1, column, text);
    }
    let mut archive = ZipArchive::new(Cursor::new(write(&table, &Lists::default()).unwrap())).unwrap();
    let count = archive.len();
    let part = |number| {
        let mut part = archive.by_index(number).unwrap();
        let mut bytes = Vec::new();
        std::io::copy(&mut part, &mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Reads a small spreadsheet with one of its parts replaced.
fn with(name: &str, text: impl Into<Vec<u8>>) -> Result<Vec<Table>, Unreadable> {
    let mut parts = parts();
    let text = text.into();
    match parts.iter_mut().find(|(part, _)| part == name) {
        Some((_, bytes)) => *bytes = text,
        None => parts.push((name.to_owned(), text)),
    }
    read(&packed(&parts))
}

fn sheet(cells: &str) -> String {
    format!("<worksheet><sheetData>{cells}</sheetData></worksheet>")
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

#[track_caller]
fn refused(read: Result<Vec<Table>, Unreadable>, why: &str) {
    let unreadable = read.expect_err(why);
    assert!(unreadable.message.contains(why), "{unreadable:?}");
    assert!(!unreadable.remedy.is_empty());
}

#[test]
fn what_is_no_spreadsheet_is_told_apart() {
    let zip = |name: &str| packed(&[(name.to_owned(), b"<x/>".to_vec())]);
    let compound = |text: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(512, 0);
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    refused(read(b""), "this file is empty");
    refused(read(b"party,act,step\n"), "this is not an .xlsx spreadsheet");
    refused(read(&compound("Workbook")), "an older program, such as an .xls spreadsheet");
    refused(read(&compound("EncryptedPackage")), "encrypted");
    refused(read(&zip("content.xml")), ".ods spreadsheet");
    refused(read(&zip("xl/workbook.bin")), ".xlsb");
    refused(read(&zip("word/document.xml")), "a text document");
    refused(read(&zip("Index/Document.iwa")), "Apple Numbers");
    refused(read(&zip("readme.txt")), "a zip file, and not");
    refused(read(b"PK\x03\x04 and nothing else"), "damaged");
}

#[test]
fn a_file_that_unpacks_to_far_more_is_refused() {
    refused(with("xl/media/image1.png", vec![0; 100 << 20]), "unpacks to more than 64 MiB");
    refused(with(TEXTS, r#"<sst uniqueCount="9999999999999"><si><t>a</t></si></sst>"#), "promises more texts than it has");
    refused(
        with(STYLES, format!("<styleSheet><fonts><font><name val=\"{}\"/></font></fonts></styleSheet>", "x".repeat(2_000))),
        "too long",
    );
    refused(with(STYLES, " ".repeat(5 << 20)), "too long");
}

#[test]
fn a_sheet_that_goes_wrong_is_refused() {
    for cells in [
        r#"<row r="1"><c r="A1"><v>1</v>"#,
        r#"<row r="1"><c r="A1" t="s"><v>99</v></c></row>"#,
        r#"<row r="1"><c r="A1" t="e"><v>#NEW!</v></c></row>"#,
        r#"<row r="1"><c r="99"><v>1</v></c></row>"#,
        r#"<row r="99999999999999999999"><c><v>1</v></c></row>"#,
        r#"<row r="1"><c r="AAAAAAAAAAAAAAA1"><v>1</v></c></row>"#,
        r#"<row r="4294967295"/><row><c><v>1</v></c></row>"#,
    ] {
        // What a release counts beyond a number's end is somewhere else, which is no worse.
        if let Err(unreadable) = with(SHEET, sheet(cells)) {
            assert!(unreadable.message.starts_with("this .xlsx file is damaged"), "{unreadable:?}");
        }
    }
    refused(
        with(SHEET, sheet(r#"<row r="7"><c r="A7"><v>1</v></c><c r="B7" t="e"><v>#NEW!</v></c></row>"#)),
        "cannot be read beyond row 7",
    );
    refused(with("xl/workbook.xml", "<workbook/>"), "no sheet with cells");
}

#[test]
fn a_cell_far_away_takes_no_room() {
    let tables = with(SHEET, sheet(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#)).unwrap();
    assert_eq!(tables[0].cells().count(), 1);
}

#[test]
fn deep_nesting_is_endured() {
    let deep = "<a>".repeat(200_000);
    let _ = with(SHEET, sheet(&deep));
    let _ = with(SHEET, sheet(&format!("<row><c><is>{deep}")));
    let _ = with(STYLES, deep.clone());
    let _ = with("xl/workbook.xml", deep);
}

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

const PIECES: [&str; 16] =
    ["<", ">", "\"", "&", "&#0;", "<c", "r=\"A1\"", "t=\"s\"", "<v>9</v>", "<f>1</f>", "-1", "99999999999", "\0", "</row>", "<is>", "XFD9"];

#[test]
fn any_damage_is_endured() {
    let parts = parts();
    let whole = packed(&parts);
    let mut dice = Dice(88_172_645_463_325_252);
    let (mut good, mut bad) = (0, 0);
    for round in 0..3_000 {
        let bytes = if round % 4 == 0 {
            // The packing itself is damaged.
            let mut bytes = whole.clone();
            for _ in 0..=dice.roll(4) {
                let at = dice.roll(bytes.len());
                bytes[at] = dice.roll(256) as u8;
            }
            bytes.truncate(bytes.len() - dice.roll(2) * dice.roll(bytes.len()));
            bytes
        } else {
            let mut parts = parts.clone();
            for _ in 0..=dice.roll(3) {
                let part = dice.roll(parts.len());
                let bytes = &mut parts[part].1;
                let at = dice.roll(bytes.len() + 1);
                let end = (at + dice.roll(20)).min(bytes.len());
                bytes.splice(at..end, PIECES[dice.roll(PIECES.len())].bytes());
            }
            packed(&parts)
        };
        match read(&bytes) {
            Ok(_) => good += 1,
            Err(unreadable) => {
                bad += 1;
                assert!(!unreadable.message.is_empty() && !unreadable.remedy.is_empty());
            }
        }
    }
    assert!(good > 100 && bad > 100, "{good} good, {bad} bad");
}
