//! Spreadsheets written down as text, so that people can read what is tested, and made into `.xlsx` files.
//!
//! A line `sheet NAME` begins a sheet, every other line is a row, and cells stand between bars. A cell is text, unless it begins with
//! `number`, `truth`, `error`, `formula` (one that has not been calculated), `day`, `month` or `time` (numbers of days, shown as such), or
//! `merged` (a text over three columns). `⏎` stands for a line break.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const FORMATS: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="17"/><xf numFmtId="165"/></cellXfs></styleSheet>"#;
const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// Makes an `.xlsx` file of what is written down.
pub(crate) fn xlsx(text: &str) -> Vec<u8> {
    let mut sheets: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("sheet "), sheets.last_mut()) {
            (Some(name), _) => sheets.push((name, Vec::new())),
            (None, Some((_, rows))) => rows.push(line),
            (None, None) => panic!("a sheet begins with its name: {line}"),
        }
    }
    let mut parts = vec![("_rels/.rels".to_owned(), PACKAGE.to_owned()), ("xl/styles.xml".to_owned(), FORMATS.to_owned())];
    let (mut names, mut links) = (String::new(), String::new());
    for (number, (name, rows)) in (1..).zip(sheets) {
        write!(names, r#"<sheet name="{}" sheetId="{number}" r:id="rId{number}"/>"#, escaped(name)).unwrap();
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        write!(links, r#"<Relationship Id="rId{number}" Type="{kind}" Target="worksheets/sheet{number}.xml"/>"#).unwrap();
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet(&rows)));
    }
    parts.push(("xl/workbook.xml".to_owned(), format!("<workbook><sheets>{names}</sheets></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{links}</Relationships>")));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Writes a text into a cell of what is written down; the cell is named as in `statements!C7`.
#[allow(dead_code, reason = "not every test changes a sheet")]
pub(crate) fn with_cell(text: &str, cell: &str, written: &str) -> String {
    let (name, cell) = cell.rsplit_once('!').expect("a cell of a sheet");
    let column = usize::from(cell.as_bytes()[0] - b'A');
    let row: usize = cell[1..].parse().expect("a row");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let first = lines.iter().position(|line| line.strip_prefix("sheet ") == Some(name.trim_matches('\''))).expect("the sheet is there");
    let mut cells: Vec<&str> = lines[first + row].split('|').collect();
    let written = written.replace('\n', "⏎");
    cells[column] = &written;
    lines[first + row] = cells.join("|");
    lines.join("\n")
}

fn sheet(rows: &[&str]) -> String {
    let (mut data, mut merged) = (String::new(), String::new());
    for (row, line) in (1..).zip(rows) {
        write!(data, r#"<row r="{row}">"#).unwrap();
        for (letter, cell) in ('A'..).zip(line.split('|')) {
            let cell = cell.trim().replace('⏎', "\n");
            let (kind, value) = cell.split_once(' ').unwrap_or((&cell, ""));
            let at = format!("{letter}{row}");
            let written = match kind {
                "" => continue,
                "number" => format!(r#"<c r="{at}"><v>{value}</v></c>"#),
                "day" => format!(r#"<c r="{at}" s="1"><v>{value}</v></c>"#),
                "month" => format!(r#"<c r="{at}" s="2"><v>{value}</v></c>"#),
                "time" => format!(r#"<c r="{at}" s="3"><v>{value}</v></c>"#),
                "truth" => format!(r#"<c r="{at}" t="b"><v>{value}</v></c>"#),
                "error" => format!(r#"<c r="{at}" t="e"><f>A1</f><v>{value}</v></c>"#),
                "formula" => format!(r#"<c r="{at}"><f>{}</f></c>"#, escaped(value)),
                "merged" => {
                    let last = char::from_u32(letter as u32 + 2).unwrap();
                    write!(merged, r#"<mergeCell ref="{at}:{last}{row}"/>"#).unwrap();
                    inline(&at, value)
                }
                _ => inline(&at, &cell),
            };
            data.push_str(&written);
        }
        data.push_str("</row>");
    }
    format!("<worksheet><sheetData>{data}</sheetData><mergeCells>{merged}</mergeCells></worksheet>")
}

fn inline(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#, escaped(text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
