//! Bytes to text: UTF-8, and UTF-16 with a byte order mark, as Excel's "Unicode text" has it.

use std::borrow::Cow;

use super::fault::Fault;
use super::node::Span;

/// How many bytes tell whether a text is UTF-16 without a byte order mark.
const PROBE: usize = 64;

/// Takes bytes as text, without a byte order mark at the beginning; what is wrong with them when they are none.
///
/// # Complexity
///
/// Linear; UTF-8 is not copied.
pub(super) fn decoded(bytes: &[u8]) -> (Cow<'_, str>, Option<Fault>) {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => return wide(rest, u16::from_be_bytes),
        _ => {}
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let at = match std::str::from_utf8(bytes) {
        Ok(text) if is_wide_without_mark(bytes) => {
            let remedy = "save it as UTF-8, or as UTF-16 with a byte order mark";
            let fault = Fault::syntax(Span::new(0, 1), "this seems to be UTF-16 text without a byte order mark", remedy);
            return (Cow::Borrowed(text), Some(fault));
        }
        Ok(text) => return (Cow::Borrowed(text), None),
        Err(error) => error.valid_up_to(),
    };
    let message = format!("this is not UTF-8 text: there is a byte {:#04X}", bytes[at]);
    let remedy = match bytes {
        [b'P', b'K', 3, 4, ..] => "give a spreadsheet a name in .xlsx, or save it as CSV in UTF-8",
        // Of the encodings with one byte a character this is the one in which programs for Windows save.
        _ if !bytes.contains(&0) => "save it as UTF-8 (in Excel, choose CSV UTF-8); it may be in Windows-1252",
        _ => "save it as UTF-8",
    };
    let fault = Fault::syntax(Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8()), message, remedy);
    (String::from_utf8_lossy(bytes), Some(fault))
}

/// Reads UTF-16, two bytes a unit. The first half of a pair that stands alone is reported, and so is half a unit.
fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'static, str>, Option<Fault>) {
    let (units, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut broken = None;
    for decoded in char::decode_utf16(units.iter().map(|&pair| unit(pair))) {
        let at = text.len();
        let is_broken = decoded.is_err();
        text.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
        if is_broken && broken.is_none() {
            broken = Some((at, "this UTF-16 text is broken: half of a pair stands alone here"));
        }
    }
    if !rest.is_empty() && broken.is_none() {
        broken = Some((text.len(), "this UTF-16 text is cut off in the middle of a character"));
    }
    let fault = broken.map(|(at, message)| Fault::syntax(Span::new(at, at + 1), message, "save it again, best as UTF-8"));
    (Cow::Owned(text), fault)
}

/// Returns whether every other byte of the beginning is zero, as in UTF-16 text in Latin letters.
fn is_wide_without_mark(bytes: &[u8]) -> bool {
    let probe = &bytes[..bytes.len().min(PROBE) & !1];
    let zeros = |parity: usize| probe.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    probe.len() >= 4 && zeros(0).max(zeros(1)) * 2 == probe.len() && zeros(0).min(zeros(1)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide_bytes(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
    }

    #[test]
    fn both_orders_of_utf16_are_read() {
        for text in ["", "party\tact\r\n", "북한 😀"] {
            for bytes in [wide_bytes(text, u16::to_le_bytes), wide_bytes(text, u16::to_be_bytes)] {
                let (read, fault) = decoded(&bytes);
                assert_eq!(read, text);
                assert!(fault.is_none());
            }
        }
    }

    #[test]
    fn what_is_no_text_is_told() {
        let says = |bytes: &[u8]| decoded(bytes).1.map(|fault| fault.problem.message).unwrap_or_default();
        assert!(says(&[0xFF, 0xFE, 0x3D, 0xD8, 0x41, 0]).contains("half of a pair"));
        assert!(says(&[0xFF, 0xFE, 0x41]).contains("cut off"));
        assert!(says(b"p\0a\0r\0t\0y\0").contains("without a byte order mark"));
        assert!(says(b"caf\xe9").contains("0xE9"));
        assert_eq!(says("\u{feff}é".as_bytes()), "");
        assert_eq!(decoded("\u{feff}a\u{feff}".as_bytes()).0, "a\u{feff}");
    }
}
