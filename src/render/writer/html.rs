//! A document as a piece of HTML.

use std::fmt;

use super::sparkline;
use crate::render::document::{
    Block, Card, Cell, Circle, ColumnKind, Curve, Document, Grid, GridRow, Item, List, Marker, Paragraph, Part, Table, Tone, Wait,
};
use crate::render::escape;
use crate::render::phrase::{Phrase, Role};

/// How many speakers stand side by side in a table; more stand below one another.
const SIDE_BY_SIDE: usize = 12;

/// A document as a piece of HTML, to stand in a page or a notebook; `Display` writes it.
///
/// There is no script in it, no style, and nothing that is loaded. What users wrote is escaped, and names and quotations keep their own
/// direction of writing.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Html<'d> {
    document: &'d Document,
}

impl<'d> Html<'d> {
    pub(in crate::render) fn new(document: &'d Document) -> Self {
        Self { document }
    }
}

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = self.document;
        writeln!(f, "<article class=\"impasse\">\n<h2>{}</h2>", html(&document.title))?;
        document.about.iter().try_for_each(|about| paragraph(f, about, None))?;
        blocks(f, &document.lead)?;
        for section in &document.sections {
            writeln!(f, "<section>\n<h3>{}</h3>", html(&section.title))?;
            blocks(f, &section.blocks)?;
            writeln!(f, "</section>")?;
        }
        document.left_out.iter().try_for_each(|said| left_out(f, said))?;
        writeln!(f, "</article>")
    }
}

fn blocks(f: &mut fmt::Formatter<'_>, all: &[Block]) -> fmt::Result {
    all.iter().try_for_each(|block| match block {
        Block::Paragraph(own) => paragraph(f, own, None),
        Block::List(own) => list(f, own),
        Block::Part(own) => part(f, own),
        Block::Card(own) => card(f, own),
        Block::Circle(own) => circle(f, own),
        Block::Table(own) => table(f, own),
        Block::Grid(own) => grid(f, own),
        Block::Curves(own) => curves(f, own),
        Block::LeftOut(said) => left_out(f, said),
    })
}

/// Writes a paragraph, a number before its first words where it has one.
fn paragraph(f: &mut fmt::Formatter<'_>, paragraph: &Paragraph, number: Option<&Phrase>) -> fmt::Result {
    let number = number.map(|number| format!("<b>{}</b> ", html(number))).unwrap_or_default();
    let lines: Vec<_> = paragraph.lines.iter().map(html).collect();
    writeln!(f, "<p{}>{number}{}</p>", class(paragraph.tone.map(tone)), lines.join("<br>\n"))
}

fn left_out(f: &mut fmt::Formatter<'_>, said: &Phrase) -> fmt::Result {
    writeln!(f, "<p class=\"left-out\">{}</p>", html(said))
}

fn part(f: &mut fmt::Formatter<'_>, part: &Part) -> fmt::Result {
    writeln!(f, "<section>\n<h4>{}</h4>", html(&part.title))?;
    blocks(f, &part.blocks)?;
    writeln!(f, "</section>")
}

fn card(f: &mut fmt::Formatter<'_>, card: &Card) -> fmt::Result {
    writeln!(f, "<section class=\"finding\">")?;
    match card.blocks.split_first() {
        Some((Block::Paragraph(first), others)) => {
            paragraph(f, first, Some(&card.number))?;
            blocks(f, others)?;
        }
        _ => {
            writeln!(f, "<p><b>{}</b></p>", html(&card.number))?;
            blocks(f, &card.blocks)?;
        }
    }
    writeln!(f, "</section>")
}

/// Writes a circle as a numbered list, the last entry of which leads back to the first.
fn circle(f: &mut fmt::Formatter<'_>, circle: &Circle) -> fmt::Result {
    writeln!(f, "<figure class=\"circle\">\n<ol>")?;
    for (i, link) in circle.links.iter().enumerate() {
        if let Some((_, said)) = circle.gap.as_ref().filter(|(after, _)| *after == i) {
            writeln!(f, "<li class=\"left-out\">{}</li>", html(said))?;
        }
        wait(f, link)?;
    }
    writeln!(f, "</ol>")?;
    circle.caption.iter().try_for_each(|caption| writeln!(f, "<figcaption>{}</figcaption>", html(caption)))?;
    writeln!(f, "</figure>")
}

fn wait(f: &mut fmt::Formatter<'_>, link: &Wait) -> fmt::Result {
    write!(f, "<li><b>{}</b>, {} <b>{}</b>", html(&link.at), html(&link.how), html(&link.next))?;
    link.cited.iter().try_for_each(|cited| write!(f, "\n<ul><li class=\"citation\">{}</li></ul>", html(cited)))?;
    writeln!(f, "</li>")
}

fn curves(f: &mut fmt::Formatter<'_>, curves: &[Curve]) -> fmt::Result {
    curves.iter().try_for_each(|curve| {
        let bars = sparkline::line(curve.shares.iter().copied());
        writeln!(f, "<p class=\"curve\">{} <span aria-hidden=\"true\">{bars}</span></p>", html(&curve.title))
    })
}

fn list(f: &mut fmt::Formatter<'_>, list: &List) -> fmt::Result {
    let tag = match list.items.first().map(|item| &item.marker) {
        None => return Ok(()),
        Some(Marker::Place(_)) => "ol",
        Some(_) => "ul",
    };
    writeln!(f, "<{tag}>")?;
    for entry in &list.items {
        match entry.marker {
            // What stands for entries left out has no number of its own.
            Marker::LeftOut if tag == "ol" => {
                writeln!(f, "</ol>")?;
                entry.lines.iter().try_for_each(|said| left_out(f, said))?;
                writeln!(f, "<ol>")?;
            }
            _ => item(f, entry)?,
        }
    }
    writeln!(f, "</{tag}>")
}

/// Writes an entry and what belongs to it.
fn item(f: &mut fmt::Formatter<'_>, item: &Item) -> fmt::Result {
    let place = if let Marker::Place(place) = item.marker { format!(" value=\"{place}\"") } else { String::new() };
    let lines: Vec<_> = item.lines.iter().chain(&item.more).map(html).collect();
    let aside = item.aside.iter().map(|aside| format!("<span class=\"faint\">{}</span>", html(aside))).collect::<String>();
    write!(f, "<li{}{place}>{}{}{aside}", class(kind(&item.marker)), sign(&item.marker), lines.join("<br>\n"))?;
    if !item.below.is_empty() {
        writeln!(f)?;
    }
    item.below.iter().try_for_each(|below| list(f, below))?;
    writeln!(f, "</li>")
}

/// Returns what kind of entry it is, for those who style it.
fn kind(marker: &Marker) -> Option<&'static str> {
    match marker {
        Marker::Cited => Some("citation"),
        Marker::Come(true) => Some("come"),
        Marker::Come(false) => Some("gone"),
        Marker::Met(true) => Some("good"),
        Marker::Met(false) => Some("bad"),
        Marker::LeftOut => Some("left-out"),
        Marker::Number(_) => Some("finding"),
        _ => None,
    }
}

/// Returns what stands before an entry.
fn sign(marker: &Marker) -> String {
    match marker {
        Marker::Met(true) => "✓ ".to_owned(),
        Marker::Met(false) => "✗ ".to_owned(),
        Marker::Number(number) => format!("<b>{}</b> ", html(number)),
        Marker::Label(label) => format!("{}: ", html(label)),
        Marker::Tag { word, goes_on: true } => format!("<b>{}</b> ", html(word)),
        Marker::Tag { word, goes_on: false } => format!("<b>{}</b>: ", html(word)),
        Marker::Count(count, word) => format!("{count} <b>{}</b>: ", html(word)),
        _ => String::new(),
    }
}

fn table(f: &mut fmt::Formatter<'_>, table: &Table) -> fmt::Result {
    let number = |at: usize| class((table.columns[at].kind == ColumnKind::Number).then_some("number"));
    writeln!(f, "<table>")?;
    table.caption.iter().try_for_each(|caption| writeln!(f, "<caption>{}</caption>", html(caption)))?;
    let titles =
        table.columns.iter().enumerate().map(|(at, column)| format!("<th scope=\"col\"{}>{}</th>", number(at), html(&column.title)));
    writeln!(f, "<thead><tr>{}</tr></thead>\n<tbody>", titles.collect::<String>())?;
    for row in &table.rows {
        let cells = row.cells.iter().enumerate().map(|(at, cell)| format!("<td{}>{}</td>", number(at), self::cell(cell)));
        writeln!(f, "<tr>{}</tr>", cells.collect::<String>())?;
    }
    writeln!(f, "</tbody>\n</table>")?;
    table.left_out.iter().try_for_each(|said| left_out(f, said))?;
    table.note.iter().try_for_each(|note| writeln!(f, "<p class=\"faint\">{}</p>", html(note)))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => html(text),
        Cell::Bar(share) => format!("{share:.2} <meter min=\"0\" max=\"1\" value=\"{share:.2}\"></meter>"),
    }
}

/// Writes a grid: under each heading a table, or a list where there are too many speakers for one.
fn grid(f: &mut fmt::Formatter<'_>, grid: &Grid) -> fmt::Result {
    for group in &grid.groups {
        writeln!(f, "<section>\n<h3>{}</h3>", html(&group.title))?;
        match grid.columns.len() {
            ..=SIDE_BY_SIDE => side_by_side(f, grid, &group.rows)?,
            _ => stacked(f, grid, &group.rows)?,
        }
        writeln!(f, "</section>")?;
    }
    grid.left_out.iter().try_for_each(|said| left_out(f, said))
}

fn side_by_side(f: &mut fmt::Formatter<'_>, grid: &Grid, rows: &[GridRow]) -> fmt::Result {
    let names = grid.columns.iter().map(|name| format!("<th scope=\"col\">{}</th>", html(name)));
    writeln!(f, "<table>\n<thead><tr><td></td><td></td>{}</tr></thead>\n<tbody>", names.collect::<String>())?;
    for row in rows {
        let mut cells = vec![format!("<td>{}</td>", html(&grid.nothing)); grid.columns.len()];
        for cell in &row.cells {
            cells[cell.column] = format!("<td>{}</td>", cell.lines.iter().map(html).collect::<Vec<_>>().join("<br>\n"));
        }
        let state = format!("<td{}>{}</td>", class(row.tone.map(tone)), html(&row.state));
        writeln!(f, "<tr><th scope=\"row\">{}</th>{state}{}</tr>", html(&row.subject), cells.concat())?;
    }
    writeln!(f, "</tbody>\n</table>")
}

/// Writes the speakers below one another: those that have something to say.
fn stacked(f: &mut fmt::Formatter<'_>, grid: &Grid, rows: &[GridRow]) -> fmt::Result {
    writeln!(f, "<ul>")?;
    for row in rows {
        writeln!(f, "<li>{}: <b{}>{}</b>\n<ul>", html(&row.subject), class(row.tone.map(tone)), html(&row.state))?;
        for cell in &row.cells {
            let lines: Vec<_> = cell.lines.iter().map(html).collect();
            writeln!(f, "<li>{}: {}</li>", html(&grid.columns[cell.column]), lines.join("<br>\n"))?;
        }
        if row.cells.is_empty() {
            writeln!(f, "<li class=\"faint\">{}</li>", html(&grid.nobody))?;
        }
        writeln!(f, "</ul></li>")?;
    }
    writeln!(f, "</ul>")
}

const fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Strong => "strong",
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Faint => "faint",
    }
}

/// An attribute for a class, if there is one.
fn class(name: Option<&str>) -> String {
    name.map(|name| format!(" class=\"{name}\"")).unwrap_or_default()
}

/// A phrase as HTML, all of it escaped, each piece marked with what it is.
fn html(phrase: &Phrase) -> String {
    let mut out = String::new();
    for (role, text) in phrase.pieces() {
        let text = escape::html(text);
        match role {
            Role::Words => out.push_str(&text),
            Role::Name => out.extend(["<bdi class=\"name\">", &text, "</bdi>"]),
            Role::Quote => out.extend(["<bdi class=\"quote\">", &text, "</bdi>"]),
            Role::Id => out.extend(["<code>", &text, "</code>"]),
        }
    }
    out
}
