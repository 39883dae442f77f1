//! Which files are spreadsheets, and in which form.

use std::borrow::Cow;

use impasse::text::Format;

use super::Unreadable;

/// How a zip file begins, which an `.xlsx` file is.
const ZIP: &[u8] = b"PK\x03\x04";
/// How the files of older programs begin, and encrypted ones.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The names of spreadsheets, also of those that can only be refused.
const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xltx", "xlsb", "xls", "ods", "numbers"];
/// Returns whether a file is to be read as a spreadsheet: it begins like one, or is called one and is no table of statements in text.
pub(crate) fn is_spreadsheet(name: &str, bytes: &[u8]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let begins = bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND);
    begins || ENDINGS.contains(&&*ending) && Format::guess("", bytes) != Format::Csv
}

/// Refuses what is not even packed as an `.xlsx` file is.
pub(super) fn check_packing(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes.starts_with(ZIP) {
        return Ok(());
    }
    if bytes.is_empty() {
        return Err(Unreadable::other_form("this file is empty, which no .xlsx spreadsheet is"));
    }
    if !bytes.starts_with(COMPOUND) {
        return Err(Unreadable::other_form("this is not an .xlsx spreadsheet"));
    }
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(encrypted.len()).any(|window| window == encrypted) {
        return Err(Unreadable::new("this spreadsheet is encrypted", "save it without a password"));
    }
    Err(Unreadable::other_form("this is a file of an older program, such as an .xls spreadsheet, and not an .xlsx spreadsheet"))
}

/// Refuses what is packed like an `.xlsx` file and is something else, as the names of its parts tell.
pub(super) fn check_parts<'n>(mut names: impl Iterator<Item = Cow<'n, str>>) -> Result<(), Unreadable> {
    let mut seems = "a zip file, and not an .xlsx spreadsheet";
    let is_workbook = names.any(|name| {
        match name.to_ascii_lowercase().replace('\\', "/").as_str() {
            "content.xml" => seems = "an OpenDocument file, such as an .ods spreadsheet, and not an .xlsx spreadsheet",
            "index/document.iwa" => seems = "a file of Apple Numbers, Pages or Keynote, and not an .xlsx spreadsheet",
            "word/document.xml" => seems = "a text document, and not an .xlsx spreadsheet",
            "xl/workbook.bin" => seems = "a spreadsheet in the binary form .xlsb, and not an .xlsx spreadsheet",
            name => return name.ends_with("workbook.xml"),
        }
        false
    });
    if is_workbook { Ok(()) } else { Err(Unreadable::other_form(format!("this is {seems}"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_come_before_names() {
        for (name, bytes, expected) in [
            ("a.XLSX", &b""[..], true),
            ("a.ods", b"", true),
            ("-", b"PK\x03\x04", true),
            ("a", COMPOUND, true),
            ("a.csv", b"PK\x03\x04", true),
            ("a.xlsx", b"party,act,step\n", false),
            ("a.xlsx", b"some words", true),
            ("a.toml", b"", false),
            ("-", b"title = 'x'", false),
        ] {
            assert_eq!(is_spreadsheet(name, bytes), expected, "{name}");
        }
    }
}
