//! How large a spreadsheet may be once it is unpacked.
//!
//! A small zip file may unpack to any size, and the reader of spreadsheets keeps what it reads in memory, some of it many times over.
//! So every part is unpacked once before, and counted.

use std::io::{self, Read};

use zip::ZipArchive;

use super::Unreadable;

/// How many bytes all parts may have together: room for some 100,000 statements. In memory, cells take about ten times as many.
const UNPACKED: u64 = 64 << 20;
/// How many bytes the part with the formats of cells may have. Each of them is copied for each kind of cell.
const FORMATS: usize = 4 << 20;
/// How many bytes anything in that part may have; the longest that programs write is a format of 255 characters.
const FORMAT: usize = 1 << 10;

/// Refuses a spreadsheet that would take too much memory.
pub(super) fn check(archive: &mut ZipArchive<impl Read + io::Seek>) -> Result<(), Unreadable> {
    let mut left = UNPACKED;
    let mut bytes = Vec::new();
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(Unreadable::damaged)?;
        let name = part.name().map_err(Unreadable::damaged)?.to_ascii_lowercase();
        bytes.clear();
        // One byte more than there is room for tells that there is more.
        part.take(left + 1).read_to_end(&mut bytes).map_err(Unreadable::damaged)?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| too_large(&format!("it unpacks to more than {} MiB", UNPACKED >> 20)))?;
        if name.ends_with("sharedstrings.xml") && promises_too_much(&bytes) {
            return Err(too_large("it promises more texts than it has"));
        }
        if name.ends_with("styles.xml") && (bytes.len() > FORMATS || has_long_format(&bytes)) {
            return Err(too_large("the formats of its cells are too long"));
        }
    }
    Ok(())
}

fn too_large(why: &str) -> Unreadable {
    Unreadable::new(format!("this spreadsheet is not read, as it would take too much memory: {why}"), "save its statements as CSV")
}

/// Returns whether a part says that it has more texts than fit into it. Room is made for as many as it says.
fn promises_too_much(part: &[u8]) -> bool {
    const COUNT: &[u8] = b"uniqueCount";
    // In UTF-16, every letter of it has a zero beside it.
    let plain: Vec<u8> = part.iter().copied().filter(|&b| b != 0).collect();
    let digits = |rest: &[u8]| -> Vec<u8> {
        let value = rest.iter().skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\''));
        value.copied().take_while(u8::is_ascii_digit).collect()
    };
    let counts =
        plain.windows(COUNT.len()).enumerate().filter(|(_, word)| *word == COUNT).map(|(at, _)| digits(&plain[at + COUNT.len()..]));
    let fits = |digits: Vec<u8>| String::from_utf8_lossy(&digits).parse().is_ok_and(|count: usize| count <= part.len());
    counts.filter(|digits| !digits.is_empty()).any(|digits| !fits(digits))
}

fn has_long_format(part: &[u8]) -> bool {
    part.split(|b| matches!(b, b'"' | b'\'' | b'<' | b'>')).any(|piece| piece.len() > FORMAT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_are_compared_with_the_size() {
        assert!(!promises_too_much(br#"<sst count="9" uniqueCount="2"><si/><si/></sst>"#));
        assert!(promises_too_much(br#"<sst uniqueCount = '999999999999'>"#));
        assert!(promises_too_much(br#"<sst uniqueCount="99999999999999999999999999">"#));
        let wide: Vec<u8> = r#"<sst uniqueCount="99999999">"#.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(promises_too_much(&wide));
        assert!(!promises_too_much(b"<t>uniqueCount is a word</t>"));
    }
}
