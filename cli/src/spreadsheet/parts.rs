//! What the reader of spreadsheets does not tell: the parts of the file in which the sheets are, their hidden rows, and hints in them that
//! make no sense.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::Unreadable;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Returns the rows that are hidden on each sheet, counted from 0, by the name of the sheet.
pub(super) fn hidden_rows(archive: &mut Archive<'_>) -> HashMap<String, Vec<u32>> {
    let hidden = sheets(archive).into_iter().map(|(name, sheet)| (name, hidden_in(&sheet)));
    hidden.filter(|(_, rows)| !rows.is_empty()).collect()
}

/// Returns the name and the part of each sheet, in their order.
pub(super) fn sheets(archive: &mut Archive<'_>) -> Vec<(String, Vec<u8>)> {
    let Some(workbook) = part_named(archive, |name| name.ends_with("workbook.xml")) else { return Vec::new() };
    let Some(links) = part_named(archive, |name| name.ends_with("workbook.xml.rels")) else { return Vec::new() };
    let mut targets = HashMap::new();
    each_element(&links, |element| {
        if let ("Relationship", Some(id), Some(target)) =
            (element.local_name().as_ref(), attribute(element, "Id"), attribute(element, "Target"))
        {
            targets.insert(id, target);
        }
    });
    let mut names = Vec::new();
    each_element(&workbook, |element| {
        if let ("sheet", Some(name), Some(id)) = (element.local_name().as_ref(), attribute(element, "name"), attribute(element, "id")) {
            names.push((name, id));
        }
    });
    let mut sheets = Vec::new();
    for (name, id) in names {
        let Some(target) = targets.get(&id).map(|target| target.to_ascii_lowercase().replace('\\', "/")) else { continue };
        let file = target.trim_start_matches(['/', '.']);
        sheets.extend(part_named(archive, |part| part.ends_with(file)).map(|sheet| (name, sheet)));
    }
    sheets
}

fn hidden_in(sheet: &[u8]) -> Vec<u32> {
    let mut rows = Vec::new();
    let mut last = 0_u32;
    each_element(sheet, |element| {
        if element.local_name().as_ref() == "row" {
            last = attribute(element, "r").and_then(|row| row.parse().ok()).unwrap_or(last.saturating_add(1));
            if attribute(element, "hidden").is_some_and(|hidden| matches!(&*hidden, "1" | "true")) {
                rows.push(last.saturating_sub(1));
            }
        }
    });
    rows
}

/// Returns the file without the sizes of its sheets that make no sense: they are hints, and other programs pay no heed to them.
/// `None` when all are in order.
pub(super) fn without_wrong_sizes(archive: &mut Archive<'_>) -> Result<Option<Vec<u8>>, Unreadable> {
    let mut mended: HashMap<String, Vec<u8>> = HashMap::new();
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).map_err(Unreadable::damaged)?;
        let name = part.name().map_err(Unreadable::damaged)?.into_owned();
        if !name.to_ascii_lowercase().replace('\\', "/").contains("worksheets/") {
            continue;
        }
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(Unreadable::damaged)?;
        if let Some((start, end)) = wrong_size(&bytes) {
            bytes.drain(start..end);
            mended.insert(name, bytes);
        }
    }
    if mended.is_empty() {
        return Ok(None);
    }
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).map_err(Unreadable::damaged)?;
        let name = part.name().map_err(Unreadable::damaged)?.into_owned();
        copy.start_file(name.as_str(), options).map_err(Unreadable::damaged)?;
        match mended.get(&name) {
            Some(bytes) => copy.write_all(bytes).map_err(Unreadable::damaged)?,
            None => std::io::copy(&mut part, &mut copy).map(|_| ()).map_err(Unreadable::damaged)?,
        }
    }
    Ok(Some(copy.finish().map_err(Unreadable::damaged)?.into_inner()))
}

/// Returns where the element stands that gives the size of a sheet, if it makes no sense.
fn wrong_size(sheet: &[u8]) -> Option<(usize, usize)> {
    let mut reader = Reader::from_reader(sheet);
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event().ok()? {
            Event::Empty(element) if element.local_name().as_ref() == "dimension" => {
                let makes_sense = attribute(&element, "ref").is_some_and(|size| is_range(&size));
                return (!makes_sense).then_some((start, usize::try_from(reader.buffer_position()).ok()?));
            }
            // It stands before the cells.
            Event::Start(element) if element.local_name().as_ref() == "sheetData" => return None,
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Returns whether a text names a cell, `A1`, or the cells between two, `A1:C9`.
fn is_range(text: &str) -> bool {
    let is_cell = |cell: &str| {
        let digits = cell.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let letters = cell.len() - digits.len();
        (1..=3).contains(&letters)
            && (1..=7).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|b| b.is_ascii_digit())
    };
    match text.split_once(':') {
        None => is_cell(text),
        Some((first, last)) => is_cell(first) && is_cell(last) && is_before(first, last),
    }
}

fn is_before(first: &str, last: &str) -> bool {
    let position = |cell: &str| {
        let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
        (letters.len(), letters.to_owned(), cell[letters.len()..].parse::<u32>().unwrap_or_default())
    };
    let ((first_length, first_letters, first_row), (last_length, last_letters, last_row)) = (position(first), position(last));
    (first_length, first_letters) <= (last_length, last_letters) && first_row <= last_row
}

/// Unpacks the first part whose name, in small letters, is as asked.
pub(super) fn part_named(archive: &mut Archive<'_>, is_asked: impl Fn(&str) -> bool) -> Option<Vec<u8>> {
    let normal = |name: &str| name.to_ascii_lowercase().replace('\\', "/");
    let name = archive.file_names().filter_map(Result::ok).find(|name| is_asked(&normal(name)))?.into_owned();
    let mut bytes = Vec::new();
    archive.by_name(&name).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Visits the elements of a part in order, until it is no XML any more.
pub(super) fn each_element(part: &[u8], mut visit: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_reader(part);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => visit(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Returns the value of an attribute, whatever prefix its name has.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_that_make_no_sense_are_told() {
        for size in ["A1", "A1:M5", "B2:XFD1048576", "A1:A1", "Z9:AA9"] {
            assert!(is_range(size), "{size}");
        }
        for size in ["", "A0:M5", "1:5", "A:C", "M5:A1", "A1:", "A1:B2:C3", "a1", "AAAA1", "A01", "AA1:Z1"] {
            assert!(!is_range(size), "{size}");
        }
    }

    #[test]
    fn hidden_rows_are_found() {
        let sheet = br#"<x:worksheet><x:sheetData><x:row r="2" hidden="1"/><x:row><x:c/></x:row><x:row hidden="true"/></x:sheetData></x:worksheet>"#;
        assert_eq!(hidden_in(sheet), [1, 3]);
        assert_eq!(hidden_in(b"<row r='4294967295' hidden='1'/><row hidden='1'>"), [4_294_967_294, 4_294_967_294]);
    }
}
