//! What a spreadsheet has beside the texts in its cells, and a new one would be without.

use std::collections::BTreeSet;
use std::io::Cursor;

use impasse::text::{COLUMNS, CellValue, Table};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::parts::{self, attribute, each_element};

/// Parts of the file that are more than sheets: what their names contain, and what they are.
const PARTS: [(&str, &str); 6] = [
    ("vbaproject", "its macros"),
    ("xl/chartsheets/", "its sheets with charts"),
    ("xl/pivottables/", "its pivot tables"),
    ("xl/threadedcomments/", "its threads of comments"),
    ("xl/externallinks/", "its links to other files"),
    ("xl/embeddings/", "files embedded in it"),
];
/// Elements of a sheet, and what they are.
const ELEMENTS: [(&str, &str); 7] = [
    ("conditionalFormatting", "formats that depend on values"),
    ("hyperlink", "links"),
    ("sheetProtection", "its protection"),
    ("tablePart", "its layout as a table"),
    ("drawing", "pictures, shapes or charts"),
    ("oleObject", "objects of other programs"),
    ("picture", "a picture behind the cells"),
];

/// Lists what would be lost, as a reader is told of it; the tables are those of the file.
pub(crate) fn beside(bytes: &[u8], tables: &[Table]) -> Vec<String> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut lost = Vec::new();
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(|name| name.to_ascii_lowercase().replace('\\', "/")).collect();
    let is_part = |part: &str| names.iter().any(|name| name.contains(part));
    lost.extend(PARTS.iter().filter(|(part, _)| is_part(part)).map(|&(_, what)| what.to_owned()));
    if let Some(workbook) = parts::part_named(&mut archive, |name| name.ends_with("workbook.xml")) {
        let mut given = Vec::new();
        each_element(&workbook, |element| {
            if element.local_name().as_ref() == "definedName" {
                given.extend(attribute(element, "name").filter(|name| !name.starts_with("_xlnm.")));
            }
        });
        lost.extend(count(&given, "the name for cells", "names for cells"));
    }
    let looks =
        parts::part_named(&mut archive, |name| name.ends_with("styles.xml")).map(|styles| marked_looks(&styles)).unwrap_or_default();
    for (name, sheet) in parts::sheets(&mut archive) {
        let table = tables.iter().find(|table| table.sheet() == name && !table.is_hidden());
        if let Some((table, head)) = table.and_then(|table| Some((table, table.head()?))) {
            lost.extend(beside_cells(&sheet, table, head, &looks));
        }
    }
    for name in
        names.iter().filter(|name| name.rsplit('/').next().is_some_and(|file| file.starts_with("comment") && file.ends_with(".xml")))
    {
        let own = parts::part_named(&mut archive, |part| part == name).map(|notes| own_notes(&notes)).unwrap_or_default();
        lost.extend(count(&own, "the note at", "notes, the first at"));
    }
    let is_rich = parts::part_named(&mut archive, |name| name.ends_with("sharedstrings.xml")).is_some_and(|texts| {
        let mut found = false;
        each_element(&texts, |element| found |= is_mark(element));
        found
    });
    lost.extend(is_rich.then(|| "the looks of single words in cells".to_owned()));
    lost
}

/// Says how many there are, and which is the first.
fn count(found: &[String], one: &str, many: &str) -> Option<String> {
    match found {
        [] => None,
        [only] => Some(format!("{one} {only}")),
        [first, ..] => Some(format!("{} {many} {first}", found.len())),
    }
}

/// Lists what a sheet of statements has beside the texts in its cells.
fn beside_cells(sheet: &[u8], table: &Table, head: u32, looks: &BTreeSet<usize>) -> Vec<String> {
    let named: BTreeSet<u32> = table
        .cells()
        .filter(|(row, _, value)| {
            *row <= head
                && matches!(value, CellValue::Text(name) if COLUMNS.iter().any(|known| name.trim().eq_ignore_ascii_case(known.name)))
        })
        .map(|(_, column, _)| column)
        .collect();
    let (mut formulas, mut marked, mut rules, mut elements) = (Vec::new(), Vec::new(), Vec::new(), BTreeSet::new());
    let mut reader = Reader::from_reader(sheet);
    let (mut at, mut formula) = (String::new(), None::<String>);
    loop {
        match reader.read_event() {
            Ok(event @ (Event::Start(_) | Event::Empty(_))) => {
                let is_closed = matches!(event, Event::Empty(_));
                let (Event::Start(element) | Event::Empty(element)) = event else { continue };
                let name = element.local_name();
                match name.as_ref() {
                    "c" => {
                        at = attribute(&element, "r").unwrap_or_default();
                        let style = attribute(&element, "s").and_then(|style| style.parse().ok());
                        if style.is_some_and(|style| looks.contains(&style)) && row_of(&at) > Some(head) {
                            marked.push(format!("{}!{at}", table.sheet()));
                        }
                    }
                    "f" if is_closed => formulas.push(format!("{}!{at}", table.sheet())),
                    "f" => formula = Some(String::new()),
                    "dataValidation" => {
                        let cells = attribute(&element, "sqref").unwrap_or_default();
                        let first = column_of(&cells);
                        if first.is_some_and(|column| !named.contains(&column)) {
                            rules.push(cells);
                        }
                    }
                    "sheetProtection" if attribute(&element, "sheet").is_none_or(|on| !matches!(&*on, "1" | "true")) => {}
                    other => elements.extend(ELEMENTS.iter().position(|(element, _)| *element == other)),
                }
            }
            Ok(Event::Text(text)) => {
                if let Some(formula) = &mut formula {
                    formula.push_str(&text);
                }
            }
            Ok(Event::End(element)) if element.local_name().as_ref() == "f" => {
                // LibreOffice writes truth values so.
                let is_value = formula.take().is_some_and(|formula| matches!(formula.trim(), "TRUE()" | "FALSE()"));
                formulas.extend((!is_value).then(|| format!("{}!{at}", table.sheet())));
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let mut lost: Vec<String> = count(&formulas, "the formula in", "formulas, the first in").into_iter().collect();
    lost.extend(count(&marked, "the looks of the cell", "looks of cells (colours, bold letters), the first in"));
    lost.extend(count(&rules, "the rule for the cells", "rules for cells, the first for"));
    lost.extend(elements.iter().map(|&at| format!("{} of the sheet \"{}\"", ELEMENTS[at].1, table.sheet())));
    lost
}

/// Returns the row of a cell that is named as `C7`, counted from 0.
fn row_of(cell: &str) -> Option<u32> {
    cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok()?.checked_sub(1)
}

/// Returns the column of the first of some cells, counted from 0.
fn column_of(cells: &str) -> Option<u32> {
    let letters = cells.bytes().take(3).take_while(u8::is_ascii_uppercase);
    letters.fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1).checked_sub(1)
}

/// Returns the styles of cells that somebody chose for single cells: colours, and letters that are bold, slanted, underlined or struck out.
fn marked_looks(styles: &[u8]) -> BTreeSet<usize> {
    let (mut fonts, mut fills, mut looks) = (Vec::new(), Vec::new(), BTreeSet::new());
    let (mut section, mut count) = (String::new(), 0);
    each_element(styles, |element| {
        let name = element.local_name();
        let value = |name: &str| attribute(element, name);
        match name.as_ref() {
            name @ ("fonts" | "fills" | "cellStyleXfs" | "cellXfs" | "cellStyles" | "dxfs") => section = name.to_owned(),
            "font" if section == "fonts" => fonts.push(false),
            "fill" if section == "fills" => fills.push(false),
            _ if section == "fonts" && is_mark(element) => fonts.last_mut().into_iter().for_each(|marked| *marked = true),
            "patternFill" if section == "fills" && value("patternType").is_some_and(|kind| !matches!(&*kind, "none" | "gray125")) => {
                fills.last_mut().into_iter().for_each(|marked| *marked = true);
            }
            "gradientFill" if section == "fills" => fills.last_mut().into_iter().for_each(|marked| *marked = true),
            "xf" if section == "cellXfs" => {
                let of = |name: &str, marked: &[bool]| {
                    value(name).and_then(|at| at.parse::<usize>().ok()).and_then(|at| marked.get(at).copied())
                };
                if of("fontId", &fonts) == Some(true) || of("fillId", &fills) == Some(true) {
                    looks.insert(count);
                }
                count += 1;
            }
            _ => {}
        }
    });
    looks
}

/// Returns whether letters are made to look unlike others: bold, slanted, underlined, struck out or in colour.
fn is_mark(look: &BytesStart<'_>) -> bool {
    let value = |name: &str| attribute(look, name);
    match look.local_name().as_ref() {
        "b" | "i" | "u" | "strike" => value("val").is_none_or(|on| !matches!(&*on, "0" | "false" | "none")),
        "color" => {
            let is_black = value("rgb").is_none_or(|color| color.ends_with("000000")) && value("theme").is_none_or(|theme| theme == "1");
            !is_black || value("indexed").is_some_and(|color| !matches!(&*color, "8" | "64"))
        }
        _ => false,
    }
}

/// Lists the cells with notes that are not those at the names of the columns.
fn own_notes(notes: &[u8]) -> Vec<String> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let made: Vec<String> = COLUMNS.iter().map(|column| letters(column.note)).collect();
    let mut own = Vec::new();
    let mut reader = Reader::from_reader(notes);
    let (mut at, mut text) = (None, String::new());
    let mut end = |at: Option<String>, text: &str| own.extend(at.filter(|_| !made.contains(&letters(text))));
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "comment" => {
                (at, text) = (attribute(&element, "ref"), String::new());
            }
            Ok(Event::Text(part)) => text.push_str(&part),
            Ok(Event::End(element)) if element.local_name().as_ref() == "comment" => end(at.take(), &text),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    own
}
