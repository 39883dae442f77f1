//! The layout of a JSON document: the outer two levels on lines of their own, each entry of a list on one line.

use std::fmt;
use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

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
    fn entries_of_lists_stand_on_one_line_each() {
        let value = serde_json::json!({ "a": [], "b": [{ "c": [1, 2], "d": {} }, { "c": "é\n" }], "e": null });
        let text = Document(value.clone()).to_string();
        let expected = "{\n  \"a\": [],\n  \"b\": [\n    {\"c\": [1, 2], \"d\": {}},\n    {\"c\": \"é\\n\"}\n  ],\n  \"e\": null\n}\n";
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
