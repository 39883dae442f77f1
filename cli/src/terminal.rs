//! Writing results to standard output.

use std::fmt::Display;
use std::io::{self, BufWriter, Write};

use impasse::render::Document;

use crate::failure::Failure;
use crate::format::Format;
use crate::look::Look;

/// Writes a result in the form that is asked for: a document, or the same as JSON.
pub(crate) fn tell(format: Format, look: &Look, document: impl FnOnce() -> Document, json: &dyn Display) -> Result<(), Failure> {
    write(|out| match format {
        Format::Text => write!(out, "{}", document().text().width(look.columns()).color(look.colors(&io::stdout()))),
        Format::Markdown => write!(out, "{}", document().markdown()),
        Format::Html => write!(out, "{}", document().html()),
        Format::Json => write!(out, "{json}"),
    })
}

/// Writes a result to standard output.
pub(crate) fn write(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    write(&mut out)?;
    out.flush()?;
    Ok(())
}
