//! A document as Markdown.

use std::fmt;

use super::{BAR, sparkline};
use crate::render::document::{
    Block, Card, Cell, Circle, ColumnKind, Document, Grid, GridRow, Item, List, Marker, Paragraph, Part, Setting, Table, Tone, Wait,
};
use crate::render::escape::{self, shown};
use crate::render::phrase::{Phrase, Role};

/// How many speakers stand side by side in a table; more stand below one another.
const SIDE_BY_SIDE: usize = 6;

/// A document as Markdown; `Display` writes it.
///
/// What users wrote is escaped: neither Markdown nor HTML in a name or a quotation takes effect.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Markdown<'d> {
    document: &'d Document,
}

impl<'d> Markdown<'d> {
    pub(in crate::render) fn new(document: &'d Document) -> Self {
        Self { document }
    }
}

impl fmt::Display for Markdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = self.document;
        writeln!(f, "# {}", md(&document.title))?;
        for about in &document.about {
            writeln!(f)?;
            paragraph(f, about)?;
        }
        blocks(f, &document.lead)?;
        for section in &document.sections {
            writeln!(f, "\n## {}", md(&section.title))?;
            blocks(f, &section.blocks)?;
        }
        Ok(())
    }
}

/// Writes blocks, before each of them an empty line.
fn blocks(f: &mut fmt::Formatter<'_>, all: &[Block]) -> fmt::Result {
    let mut before = None;
    for block in all {
        if !is_led_in(before, block) {
            writeln!(f)?;
        }
        match block {
            Block::Paragraph(own) => paragraph(f, own)?,
            Block::List(own) => list(f, own)?,
            Block::Part(own) => part(f, own)?,
            Block::Card(own) => card(f, own)?,
            Block::Circle(own) => circle(f, own)?,
            Block::Table(own) => table(f, own)?,
            Block::Grid(own) => grid(f, own)?,
            // What is only drawn is in the table above.
            Block::Curves(_) => {}
            Block::LeftOut(said) => writeln!(f, "- {}", md(said))?,
        }
        before = Some(block);
    }
    Ok(())
}

/// Returns whether a block needs no empty line before it, or brings its own.
fn is_led_in(before: Option<&Block>, block: &Block) -> bool {
    match (before, block) {
        (_, Block::Circle(_) | Block::Grid(_) | Block::Curves(_)) => true,
        // The entries of a part that is set back are not among those that are left out.
        (Some(Block::Part(part)), Block::LeftOut(_)) => part.setting != Setting::Inset,
        (Some(_), Block::LeftOut(_)) => true,
        _ => false,
    }
}

fn paragraph(f: &mut fmt::Formatter<'_>, paragraph: &Paragraph) -> fmt::Result {
    paragraph.lines.iter().try_for_each(|line| match paragraph.tone {
        Some(Tone::Good | Tone::Bad | Tone::Strong) => writeln!(f, "**{}**", md(line)),
        Some(Tone::Faint) | None => writeln!(f, "{}", md(line)),
    })
}

fn part(f: &mut fmt::Formatter<'_>, part: &Part) -> fmt::Result {
    writeln!(f, "### {}", md(&part.title))?;
    blocks(f, &part.blocks)
}

/// Writes a card, its number before its first words.
fn card(f: &mut fmt::Formatter<'_>, card: &Card) -> fmt::Result {
    write!(f, "**{}** ", md(&card.number))?;
    match card.blocks.split_first() {
        Some((Block::Paragraph(first), others)) => {
            paragraph(f, first)?;
            blocks(f, others)
        }
        _ => blocks(f, &card.blocks),
    }
}

/// Writes a circle as a numbered list, the last entry of which leads back to the first; what is to be known of it goes on above.
fn circle(f: &mut fmt::Formatter<'_>, circle: &Circle) -> fmt::Result {
    circle.caption.iter().try_for_each(|caption| writeln!(f, "{}", md(caption)))?;
    writeln!(f)?;
    let mut number = 0;
    for (i, link) in circle.links.iter().enumerate() {
        if let Some((_, said)) = circle.gap.as_ref().filter(|(after, _)| *after == i) {
            number += 1;
            writeln!(f, "{number}. {}", md(said))?;
        }
        number += 1;
        wait(f, number, link)?;
    }
    Ok(())
}

fn wait(f: &mut fmt::Formatter<'_>, number: usize, link: &Wait) -> fmt::Result {
    writeln!(f, "{number}. **{}**, {} **{}**", md(&link.name), md(&link.how), md(&link.next))?;
    link.cited.iter().try_for_each(|cited| writeln!(f, "   - {}", md(cited)))
}

fn list(f: &mut fmt::Formatter<'_>, list: &List) -> fmt::Result {
    let in_chain = list.items.first().is_some_and(|item| matches!(item.marker, Marker::Place(_)));
    list.items.iter().try_for_each(|entry| match entry.marker {
        // A numbered list is parted by what stands for the entries left out.
        Marker::LeftOut if in_chain => entry.lines.iter().try_for_each(|said| writeln!(f, "\n{}\n", md(said))),
        _ => item(f, entry, ""),
    })
}

/// Writes an entry and, set back, what belongs to it.
fn item(f: &mut fmt::Formatter<'_>, item: &Item, edge: &str) -> fmt::Result {
    let bullet = match item.marker {
        Marker::Place(place) => format!("{place}. "),
        _ => "- ".to_owned(),
    };
    let (before, aside) = (sign(&item.marker), item.aside.as_ref().map(md).unwrap_or_default());
    item.lines.iter().try_for_each(|line| writeln!(f, "{edge}{bullet}{before}{}{aside}", md(line)))?;
    let edge = format!("{edge}{}", " ".repeat(bullet.len()));
    item.more.iter().try_for_each(|more| writeln!(f, "{edge}{}", md(more)))?;
    item.below.iter().flat_map(|list| &list.items).try_for_each(|entry| self::item(f, entry, &edge))
}

/// Returns what stands before an entry, behind its bullet.
fn sign(marker: &Marker) -> String {
    match marker {
        Marker::Met(true) => "✓ ".to_owned(),
        Marker::Met(false) => "✗ ".to_owned(),
        Marker::Number(number) => format!("**{}** ", md(number)),
        Marker::Label(label) => format!("{}: ", md(label)),
        Marker::Tag { word, goes_on: true } => format!("**{}** ", md(word)),
        Marker::Tag { word, goes_on: false } => format!("**{}**: ", md(word)),
        Marker::Count(count, word) => format!("{count} **{}**: ", md(word)),
        Marker::Bare
        | Marker::Cited
        | Marker::Bullet
        | Marker::Dot
        | Marker::Dash
        | Marker::Come(_)
        | Marker::Place(_)
        | Marker::LeftOut => String::new(),
    }
}

fn table(f: &mut fmt::Formatter<'_>, table: &Table) -> fmt::Result {
    let titles: Vec<_> = table.columns.iter().map(|column| md(&column.title)).collect();
    let rules = table.columns.iter().map(|column| if column.kind == ColumnKind::Number { "--:|" } else { "---|" });
    writeln!(f, "| {} |\n|{}", titles.join(" | "), rules.collect::<String>())?;
    for row in &table.rows {
        let cells: Vec<_> = row.cells.iter().map(cell).collect();
        writeln!(f, "| {} |", cells.join(" | "))?;
    }
    table.left_out.iter().try_for_each(|said| writeln!(f, "\n- {}", md(said)))?;
    table.note.iter().try_for_each(|note| writeln!(f, "\n{}", md(note)))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => md(text),
        Cell::Bar(share) => format!("{share:.2} {}", sparkline::bar(*share, BAR)).trim_end().to_owned(),
    }
}

/// Writes a grid: under each heading a table, or a list where there are too many speakers for one.
fn grid(f: &mut fmt::Formatter<'_>, grid: &Grid) -> fmt::Result {
    for group in &grid.groups {
        writeln!(f, "\n## {}\n", md(&group.title))?;
        match grid.columns.len() {
            ..=SIDE_BY_SIDE => side_by_side(f, grid, &group.rows)?,
            _ => group.rows.iter().try_for_each(|row| stacked(f, grid, row))?,
        }
    }
    grid.left_out.iter().try_for_each(|said| writeln!(f, "\n- {}", md(said)))
}

fn side_by_side(f: &mut fmt::Formatter<'_>, grid: &Grid, rows: &[GridRow]) -> fmt::Result {
    let names: Vec<_> = grid.columns.iter().map(|name| format!(" {} |", md(name))).collect();
    writeln!(f, "| | |{}\n|---|---|{}", names.concat(), "---|".repeat(names.len()))?;
    for row in rows {
        let mut cells = vec![format!(" {} |", md(&grid.nothing)); grid.columns.len()];
        for cell in &row.cells {
            cells[cell.column] = format!(" {} |", cell.lines.iter().map(md).collect::<Vec<_>>().join("<br>"));
        }
        writeln!(f, "| {} | **{}** |{}", md(&row.subject), md(&row.state), cells.concat())?;
    }
    Ok(())
}

/// Writes the speakers below one another: those that have something to say.
fn stacked(f: &mut fmt::Formatter<'_>, grid: &Grid, row: &GridRow) -> fmt::Result {
    writeln!(f, "- {}: **{}**", md(&row.subject), md(&row.state))?;
    row.cells.iter().try_for_each(|cell| {
        let lines: Vec<_> = cell.lines.iter().map(md).collect();
        writeln!(f, "  - {}: {}", md(&grid.columns[cell.column]), lines.join("; "))
    })
}

/// A phrase as Markdown, all of it escaped; quotations in italics.
fn md(phrase: &Phrase) -> String {
    let mut out = String::new();
    for (role, text) in phrase.pieces() {
        let shown = shown(role, text);
        match role {
            Role::Words => out.push_str(&escape::markdown(&shown)),
            // Emphasis must not touch white space, and white space where a line begins would make it code.
            Role::Quote if !shown.trim().is_empty() => out.extend(["*", &escape::markdown(shown.trim()), "*"]),
            _ => out.push_str(&escape::markdown(shown.trim())),
        }
    }
    out
}
