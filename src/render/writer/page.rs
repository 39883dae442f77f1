//! A terminal page: text laid out in a width, in colour when wanted.

use std::fmt::{self, Write};

use crate::render::document::Tone;
use crate::render::escape::shown;
use crate::render::phrase::{Phrase, Role};
use crate::render::wrap;

/// How a piece of text is set; never the only sign of what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Heading,
    Good,
    Bad,
    Faint,
    Name,
    Quote,
}

impl Style {
    /// Returns the codes that switch the style on; switching off is the same for all.
    const fn codes(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Heading | Self::Name => "\u{1b}[1m",
            Self::Good => "\u{1b}[1;32m",
            Self::Bad => "\u{1b}[1;31m",
            Self::Faint => "\u{1b}[2m",
            Self::Quote => "\u{1b}[3m",
        }
    }
}

impl From<Tone> for Style {
    fn from(tone: Tone) -> Self {
        match tone {
            Tone::Strong => Self::Heading,
            Tone::Good => Self::Good,
            Tone::Bad => Self::Bad,
            Tone::Faint => Self::Faint,
        }
    }
}

/// A page that is being written.
pub(super) struct Page<'f, 'o> {
    out: &'f mut fmt::Formatter<'o>,
    width: usize,
    color: bool,
}

impl<'f, 'o> Page<'f, 'o> {
    pub(super) fn new(out: &'f mut fmt::Formatter<'o>, width: usize, color: bool) -> Self {
        Self { out, width, color }
    }

    /// Ends a paragraph.
    pub(super) fn blank(&mut self) -> fmt::Result {
        self.out.write_char('\n')
    }

    /// Writes a heading with a rule under it.
    pub(super) fn heading(&mut self, title: &Phrase) -> fmt::Result {
        let text = plain(title);
        self.blank()?;
        self.words("", "", Style::Heading, &text)?;
        self.words("", "", Style::Faint, &"─".repeat(wrap::columns(&text).min(self.width)))
    }

    /// Writes words in one style.
    pub(super) fn words(&mut self, first: &str, rest: &str, style: Style, text: &str) -> fmt::Result {
        self.lay(first, rest, [(style, text)])
    }

    /// Writes a phrase: `first` stands before its first line, `rest` before the others.
    pub(super) fn phrase(&mut self, first: &str, rest: &str, phrase: &Phrase) -> fmt::Result {
        self.styled(first, rest, &[(None, phrase)])
    }

    /// Writes a citation, in which names are not set apart, only the words of the source.
    pub(super) fn citation(&mut self, first: &str, rest: &str, phrase: &Phrase) -> fmt::Result {
        let style = |role| if role == Role::Name { Style::Plain } else { set(role) };
        let pieces: Vec<_> = phrase.pieces().map(|(role, text)| (style(role), shown(role, text))).collect();
        self.lay(first, rest, pieces.iter().map(|(style, text)| (*style, &**text)))
    }

    /// Says how much is left out.
    pub(super) fn left_out(&mut self, said: &Phrase, inset: usize) -> fmt::Result {
        let edge = " ".repeat(inset);
        self.styled(&edge, &edge, &[(Some(Style::Faint), said)])
    }

    /// Writes phrases one after the other, each in a style of its own or, without one, each piece as its role asks.
    pub(super) fn styled(&mut self, first: &str, rest: &str, phrases: &[(Option<Style>, &Phrase)]) -> fmt::Result {
        let pieces: Vec<_> = phrases.iter().flat_map(|&(style, phrase)| pieces(phrase, style)).collect();
        self.pieces(first, rest, &pieces)
    }

    /// Writes pieces one after the other.
    pub(super) fn pieces(&mut self, first: &str, rest: &str, pieces: &[(Style, String)]) -> fmt::Result {
        self.lay(first, rest, pieces.iter().map(|(style, text)| (*style, &**text)))
    }

    fn lay<'t>(&mut self, first: &str, rest: &str, pieces: impl IntoIterator<Item = (Style, &'t str)>) -> fmt::Result {
        let (least, mut first, mut rest) = (wrap::least_room(self.width), wrap::indent(first, self.width), wrap::indent(rest, self.width));
        let has_room = |prefix| wrap::columns(prefix) + least <= self.width;
        let pieces: Vec<(Style, &str)> = pieces.into_iter().collect();
        // What has no room beside it stands before the text on the same lines.
        let before = (pieces.iter().any(|(_, text)| !text.is_empty()) && !has_room(first)).then(|| {
            let before = std::mem::take(&mut first).trim();
            (Style::Plain, if before.is_empty() { String::new() } else { format!("{before} ") })
        });
        if before.is_some() || !has_room(rest) {
            rest = "  ";
        }
        let room = |prefix| self.width.saturating_sub(wrap::columns(prefix)).max(least);
        let before = before.iter().map(|(style, text)| (*style, &**text));
        let lines = wrap::wrap(before.chain(pieces.iter().copied()), room(first), room(rest));
        for (i, line) in lines.iter().enumerate() {
            let prefix = if i == 0 { first } else { rest };
            self.out.write_str(if line.is_empty() { prefix.trim_end() } else { prefix })?;
            self.line(line)?;
        }
        Ok(())
    }

    /// Writes a line that fits as it is.
    pub(super) fn line(&mut self, line: &[(Style, String)]) -> fmt::Result {
        for (style, text) in line {
            match style.codes() {
                codes if self.color && !codes.is_empty() => write!(self.out, "{codes}{text}\u{1b}[0m")?,
                _ => self.out.write_str(text)?,
            }
        }
        self.out.write_char('\n')
    }

    /// Returns how many columns there are.
    pub(super) fn width(&self) -> usize {
        self.width
    }
}

/// The pieces of a phrase, each in a style: in the given one or, without, as its role asks.
pub(super) fn pieces(phrase: &Phrase, style: Option<Style>) -> Vec<(Style, String)> {
    phrase.pieces().map(|(role, text)| (style.unwrap_or(set(role)), shown(role, text))).collect()
}

const fn set(role: Role) -> Style {
    match role {
        Role::Words => Style::Plain,
        Role::Name => Style::Name,
        Role::Quote => Style::Quote,
        Role::Id => Style::Faint,
    }
}

/// A phrase as harmless text, in one style.
pub(super) fn plain(phrase: &Phrase) -> String {
    phrase.pieces().map(|(role, text)| shown(role, text)).collect()
}
