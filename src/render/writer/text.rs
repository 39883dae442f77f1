//! A document as text for a terminal.

use std::fmt;

use super::page::{Page, Style};
use super::{drawing, grid_text, table_text};
use crate::render::document::{Block, Card, Document, Item, List, Marker, Paragraph, Part, Setting, Table};
use crate::render::wrap;

/// How many columns a label or a tag takes.
const LABEL: usize = 11;
/// How far lists stand in, and what belongs to an entry.
const STEP: usize = 2;
/// How far what is on a card stands in.
const CARD: usize = 4;

/// A document as text for a terminal; `Display` writes it.
///
/// It is 80 columns wide and has no colour unless told otherwise. What users wrote cannot steer the terminal.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Text<'d> {
    document: &'d Document,
    width: usize,
    color: bool,
}

impl<'d> Text<'d> {
    pub(in crate::render) fn new(document: &'d Document) -> Self {
        Self { document, width: 80, color: false }
    }

    /// Sets the width in columns.
    pub fn width(mut self, columns: usize) -> Self {
        self.width = columns;
        self
    }

    /// Sets whether colours are used; they never carry meaning alone.
    pub fn color(mut self, color: bool) -> Self {
        self.color = color;
        self
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = self.document;
        let page = &mut Page::new(f, self.width, self.color);
        page.styled("", "", &[(Some(Style::Heading), &document.title)])?;
        document.about.iter().try_for_each(|about| paragraph(page, about, 0))?;
        // The heading of a table leaves a line free itself.
        let with_heading = |block: &Block| matches!(block, Block::Table(Table { caption: Some(_), .. }));
        if document.lead.first().is_some_and(|first| !with_heading(first)) {
            page.blank()?;
        }
        blocks(page, &document.lead, 0)?;
        for section in &document.sections {
            page.heading(&section.title)?;
            blocks(page, &section.blocks, 0)?;
        }
        if document.left_out.is_some() {
            page.blank()?;
        }
        document.left_out.iter().try_for_each(|said| page.left_out(said, 0))
    }
}

/// Writes blocks that stand in by some columns.
fn blocks(page: &mut Page<'_, '_>, all: &[Block], inset: usize) -> fmt::Result {
    let mut part_inset = 0;
    for (i, block) in all.iter().enumerate() {
        if i > 0 && stands_free(block) {
            page.blank()?;
        }
        match block {
            Block::Paragraph(own) => paragraph(page, own, inset)?,
            Block::List(own) => list(page, own, inset)?,
            Block::Part(own) => {
                part_inset = if own.setting == Setting::Inset { STEP } else { 0 };
                part(page, own, inset + part_inset)?;
            }
            Block::Card(own) => card(page, own)?,
            Block::Circle(own) => drawing::circle(page, own)?,
            Block::Table(own) => table_text::table(page, own)?,
            Block::Grid(own) => grid_text::grid(page, own)?,
            Block::Curves(own) => drawing::curves(page, own)?,
            Block::LeftOut(said) => page.left_out(said, inset + part_inset)?,
        }
    }
    Ok(())
}

/// Returns whether a line is left free before a block that is not the first.
fn stands_free(block: &Block) -> bool {
    match block {
        Block::Part(part) => part.setting != Setting::Close,
        Block::Card(_) | Block::Circle(_) | Block::Grid(_) | Block::Curves(_) => true,
        Block::Paragraph(_) | Block::List(_) | Block::Table(_) | Block::LeftOut(_) => false,
    }
}

/// Writes a paragraph; its lines after the first go on set back.
fn paragraph(page: &mut Page<'_, '_>, paragraph: &Paragraph, inset: usize) -> fmt::Result {
    let (flush, back) = (blanks(inset), blanks(inset + STEP));
    for (i, line) in paragraph.lines.iter().enumerate() {
        let rest = if i == 0 { &flush } else { &back };
        page.styled(&flush, rest, &[(paragraph.tone.map(Style::from), line)])?;
    }
    Ok(())
}

fn part(page: &mut Page<'_, '_>, part: &Part, inset: usize) -> fmt::Result {
    let edge = blanks(inset);
    page.styled(&edge, &edge, &[(part.tone.map(Style::from), &part.title)])?;
    blocks(page, &part.blocks, inset)
}

/// Writes a card: its number, and beside it what is on it.
fn card(page: &mut Page<'_, '_>, card: &Card) -> fmt::Result {
    let edge = blanks(CARD);
    let mut first = format!("{:<3} ", card.number.as_str());
    for (i, block) in card.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(own) => {
                for line in &own.lines {
                    page.styled(&first, &edge, &[(own.tone.map(Style::from), line)])?;
                    first.clone_from(&edge);
                }
            }
            other => {
                if i > 0 && stands_free(other) {
                    page.blank()?;
                }
                blocks(page, std::slice::from_ref(other), CARD)?;
            }
        }
    }
    Ok(())
}

fn list(page: &mut Page<'_, '_>, list: &List, inset: usize) -> fmt::Result {
    let in_chain = list.items.first().is_some_and(|item| matches!(item.marker, Marker::Place(_)));
    list.items.iter().try_for_each(|entry| item(page, entry, &Frame::outer(&entry.marker, inset, in_chain)))
}

/// Writes an entry and what belongs to it.
fn item(page: &mut Page<'_, '_>, item: &Item, frame: &Frame) -> fmt::Result {
    let again = blanks(frame.start);
    for (i, line) in item.lines.iter().enumerate() {
        let first = if i == 0 { &frame.first } else { &again };
        match (&item.marker, &item.aside) {
            (Marker::Cited, _) => page.citation(first, &frame.rest, line)?,
            (Marker::LeftOut, _) => page.styled(first, &frame.rest, &[(Some(Style::Faint), line)])?,
            (_, Some(aside)) => page.styled(first, &frame.rest, &[(None, line), (Some(Style::Faint), aside)])?,
            (_, None) => page.phrase(first, &frame.rest, line)?,
        }
    }
    let edge = blanks(frame.start + STEP);
    item.more.iter().try_for_each(|more| page.phrase(&edge, &edge, more))?;
    let below = item.below_in_brief.as_ref().unwrap_or(&item.below);
    below.iter().flat_map(|list| &list.items).try_for_each(|entry| self::item(page, entry, &frame.below(&item.marker, &entry.marker)))
}

/// Where an entry stands.
struct Frame {
    /// What stands before its first line.
    first: String,
    /// What stands before the others.
    rest: String,
    /// Where its text begins.
    start: usize,
}

impl Frame {
    /// The place of an entry of a list of its own.
    fn outer(marker: &Marker, inset: usize, in_chain: bool) -> Self {
        let edge = match marker {
            Marker::Place(_) => inset,
            Marker::LeftOut if in_chain => inset + sign(&Marker::Place(0)).len(),
            _ => inset + STEP,
        };
        Self::at(marker, edge)
    }

    /// The place of an entry that belongs to this one: a sign of its own stands out to the left.
    fn below(&self, above: &Marker, marker: &Marker) -> Self {
        match (above, marker) {
            // The labels below a tag are in the column of the tags.
            (Marker::Tag { .. }, Marker::Label(label)) => {
                let first = format!("{}{:<LABEL$}", blanks(self.start - LABEL), label.as_str());
                Self { first, rest: self.rest.clone(), start: self.start }
            }
            _ => Self::at(marker, (self.start + STEP).saturating_sub(wrap::columns(&sign(marker)))),
        }
    }

    fn at(marker: &Marker, edge: usize) -> Self {
        let first = blanks(edge) + &sign(marker);
        let start = match marker {
            // However long a number is, the lines below stand in alike.
            Marker::Number(_) => edge + 5,
            Marker::Place(_) => edge + 5,
            _ => wrap::columns(&first),
        };
        let hangs = matches!(marker, Marker::Bare | Marker::Cited | Marker::Tag { .. });
        Self { first, rest: blanks(if hangs { start + STEP } else { start }), start }
    }
}

/// Returns what stands before an entry.
fn sign(marker: &Marker) -> String {
    match marker {
        Marker::Bare | Marker::Cited | Marker::LeftOut => String::new(),
        Marker::Bullet => "• ".to_owned(),
        Marker::Dot => "· ".to_owned(),
        Marker::Dash => "– ".to_owned(),
        Marker::Come(true) => "+ ".to_owned(),
        Marker::Come(false) => "− ".to_owned(),
        Marker::Met(true) => "✓ ".to_owned(),
        Marker::Met(false) => "✗ ".to_owned(),
        Marker::Place(place) => format!("{place:>3}. "),
        Marker::Number(number) => format!("{:<4} ", number.as_str()),
        Marker::Label(label) => format!("{:<LABEL$} ", label.as_str()),
        Marker::Tag { word, .. } => format!("{:<LABEL$}", word.as_str()),
        Marker::Count(count, word) => format!("{count:>3} {:<LABEL$}  ", word.as_str()),
    }
}

fn blanks(columns: usize) -> String {
    " ".repeat(columns)
}
