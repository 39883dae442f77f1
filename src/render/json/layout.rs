//! The layout of a JSON document: the outer two levels on lines of their own, each entry of a list on one line.

use std::fmt;
use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::render::escape::is_harmless;

/// How deep the document is broken into lines.
const LINED: usize = 2;

/// How much text is gathered before it is handed on.
const CHUNK: usize = 1 << 15;

/// Writes a document, with a line break at its end, to anything that takes text.
pub(super) fn write(f: &mut fmt::Formatter<'_>, document: &impl Serialize) -> fmt::Result {
    let mut text = Chunks { out: f, bytes: Vec::with_capacity(2 * CHUNK) };
    document.serialize(&mut Serializer::with_formatter(&mut text, Layout { depth: 0, empty: true })).map_err(|_| fmt::Error)?;
    text.bytes.push(b'\n');
    text.hand_on()
}

/// Takes the bytes of a JSON serializer, which come in whole characters, and hands them on as text in larger pieces.
struct Chunks<'f, 'o> {
    out: &'f mut fmt::Formatter<'o>,
    bytes: Vec<u8>,
}

impl Chunks<'_, '_> {
    fn hand_on(&mut self) -> fmt::Result {
        let text = std::str::from_utf8(&self.bytes).map_err(|_| fmt::Error)?;
        self.out.write_str(text)?;
        self.bytes.clear();
        Ok(())
    }
}

impl io::Write for Chunks<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() >= CHUNK {
            self.hand_on().map_err(io::Error::other)?;
        }
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(|_| ())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Layout {
    depth: usize,
    /// Whether nothing has been written since the last bracket was opened.
    empty: bool,
}

impl Layout {
    fn open(&mut self, out: &mut (impl ?Sized + io::Write), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.empty = true;
        out.write_all(bracket)
    }

    fn close(&mut self, out: &mut (impl ?Sized + io::Write), bracket: &[u8]) -> io::Result<()> {
        let lined = self.depth <= LINED && !self.empty;
        self.depth -= 1;
        self.empty = false;
        if lined {
            self.line(out)?;
        }
        out.write_all(bracket)
    }

    fn item(&mut self, out: &mut (impl ?Sized + io::Write), first: bool) -> io::Result<()> {
        self.empty = false;
        if !first {
            out.write_all(b",")?;
        }
        match self.depth <= LINED {
            true => self.line(out),
            false if !first => out.write_all(b" "),
            false => Ok(()),
        }
    }

    fn line(&self, out: &mut (impl ?Sized + io::Write)) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    /// What would steer a terminal is written as its code; whoever parses the text gets it back as it was.
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        if !fragment.bytes().all(|b| (b' '..=b'~').contains(&b)) {
            for (i, c) in fragment.char_indices().filter(|&(_, c)| !is_harmless(c)) {
                out.write_all(&fragment.as_bytes()[plain..i])?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
                plain = i + c.len_utf8();
            }
        }
        out.write_all(&fragment.as_bytes()[plain..])
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Document(serde_json::Value);

    impl fmt::Display for Document {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write(f, &self.0)
        }
    }

    #[test]
    fn nothing_in_a_string_steers_a_terminal() {
        let value = serde_json::json!("a\u{9b}b\u{202e}c\u{e0041}d\u{7f}é제");
        let text = Document(value.clone()).to_string();
        assert_eq!(text, "\"a\\u009bb\\u202ec\\udb40\\udc41d\\u007fé제\"\n");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    #[test]
    fn entries_of_lists_stand_on_one_line_each() {
        let value = serde_json::json!({ "a": [], "b": [{ "c": [1, 2], "d": {} }, { "c": "é\n" }], "e": null });
        let text = Document(value.clone()).to_string();
        let expected = "{\n  \"a\": [],\n  \"b\": [\n    {\"c\": [1, 2], \"d\": {}},\n    {\"c\": \"é\\n\"}\n  ],\n  \"e\": null\n}\n";
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
