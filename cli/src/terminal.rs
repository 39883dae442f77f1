//! What the terminal allows, and writing to it.

use std::fmt::Display;
use std::io::{self, BufWriter, Write};

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};

use impasse::render::Document;

use crate::args::{Color, Format, Look};
use crate::failure::Failure;

/// The width of text where there is no terminal, and the most of a wide one that text takes.
const DEFAULT_WIDTH: usize = 80;
const READABLE_WIDTH: usize = 120;

/// Returns whether a stream gets colour.
pub(crate) fn color(look: &Look, stream: &impl RawStream) -> bool {
    match look.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => AutoStream::choice(stream) != ColorChoice::Never,
    }
}

/// Returns how many columns text on standard output takes.
pub(crate) fn width(look: &Look) -> usize {
    let own = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0).clamp(20, READABLE_WIDTH));
    look.width.map(usize::from).or_else(own).unwrap_or(DEFAULT_WIDTH)
}

/// Writes a result in the form that is asked for: a document, or the same as JSON.
pub(crate) fn tell(format: Format, look: &Look, document: impl FnOnce() -> Document, json: &dyn Display) -> Result<(), Failure> {
    write(|out| match format {
        Format::Text => write!(out, "{}", document().text().width(width(look)).color(color(look, &io::stdout()))),
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
