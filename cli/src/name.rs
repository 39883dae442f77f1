//! How the name of a file is shown.

use std::path::Path;

use impasse::render::printable;

/// Shows the name of a file on one line, whatever is in it: a byte that is no text as `\xe9`.
pub(crate) fn shown(name: &Path) -> String {
    let mut text = String::new();
    for chunk in name.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(&printable(chunk.valid()));
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    text
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_shown_by_their_number() {
        let shown = |name: &[u8]| shown(Path::new(OsStr::from_bytes(name)));
        assert_eq!(shown(b"caf\xe9.toml"), "caf\\xe9.toml");
        assert_eq!(shown("café\n.toml".as_bytes()), "café .toml");
        assert_eq!(shown(b"\xff\xfe"), "\\xff\\xfe");
    }
}
