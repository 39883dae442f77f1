//! An account of rounds as a document: a table of the stages, then what each of them brought.

use super::Excerpt;
use super::document::{
    Block, Cell, Column, ColumnKind, Curve, Document, Item, List, Marker, Paragraph, Part, Section, Setting, Table, TableRow, Tone,
};
use super::outline::Cut;
use super::phrase::{self, Phrase};
use super::report::left_out;
use super::rounds_outline::{Chapter, Speech, chapters};
use crate::finding::Report;
use crate::finding::rounds::{Rounds, Shift, Stage, Turn};
use crate::model::Negotiation;

/// Tells the course of a negotiation as a document: a table of the stages, then what each of them brought. Long lists are cut and counted.
///
/// # Examples
///
/// ```
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let rounds = impasse::rounds(&negotiation);
/// print!("{}", impasse::render::rounds(&negotiation, &rounds).text().width(100));
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn rounds(negotiation: &Negotiation, rounds: &Rounds) -> Document {
    rounds_excerpt(negotiation, rounds, &Excerpt::default())
}

/// Tells some of the rounds, or what concerns some of the parties, as [`rounds()`] does.
#[must_use]
pub fn rounds_excerpt(negotiation: &Negotiation, rounds: &Rounds, excerpt: &Excerpt) -> Document {
    let n = negotiation;
    let course = chapters(n, rounds, excerpt);
    let mut document = Document::new(phrase::rounds_title(n));
    document.about.push(Paragraph::toned(phrase::followed(n, rounds.stages.len()), Tone::Faint));
    document.about.extend(phrase::made_later(n).map(Paragraph::of));
    document.lead.push(Block::Table(table(n, &course)));
    if course.shown.len() > 1 {
        document.lead.push(Block::Curves(curves(&course)));
    }
    document.sections = course.shown.iter().map(|chapter| self::chapter(n, chapter)).collect();
    document.left_out = left_out(course.omitted);
    document
}

fn table(n: &Negotiation, course: &Cut<Chapter<'_>>) -> Table {
    let column = |title, kind, room| Column { title: phrase::words(title), kind, room };
    let columns = vec![
        column(phrase::WHEN, ColumnKind::Words, 10),
        column(phrase::ROUND, ColumnKind::Name, 0),
        column(phrase::VERDICT, ColumnKind::Words, 9),
        column(phrase::MET, ColumnKind::Number, 5),
        column(phrase::CONFLICT_COUNT, ColumnKind::Number, 9),
        column(phrase::CIRCLE_COUNT, ColumnKind::Number, 7),
        column(phrase::DISTANCE, ColumnKind::Words, 8),
    ];
    let hidden = course.shown.iter().any(|chapter| chapter.stage.report.deadlocks().iter().any(|deadlock| deadlock.latent));
    Table {
        caption: Some(phrase::words(phrase::ROUNDS)),
        columns,
        rows: course.shown.iter().map(|chapter| row(n, chapter.stage)).collect(),
        left_out: left_out(course.omitted),
        note: hidden.then(|| phrase::words(phrase::HIDDEN_CIRCLES)),
    }
}

fn row(n: &Negotiation, stage: &Stage) -> TableRow {
    let report = &stage.report;
    let text = |text: &str| Cell::Text(phrase::words(text));
    let cells = vec![
        text(&phrase::stage_date(n, stage.when)),
        Cell::Text(phrase::stage(n, stage.when)),
        text(report.verdict().word()),
        text(&phrase::met_counts(report)),
        text(&report.conflicts().len().to_string()),
        text(&phrase::circle_counts(report)),
        Cell::Bar(stage.distances.overall),
    ];
    TableRow { cells, in_short: Some(phrase::stage_in_short(n, stage)) }
}

fn curves(course: &Cut<Chapter<'_>>) -> Vec<Curve> {
    let stages = || course.shown.iter().map(|chapter| chapter.stage);
    let conflicts = |stage: &Stage| stage.report.conflicts().len() as f64;
    let most = stages().map(conflicts).fold(1.0, f64::max);
    let curve = |title, shares| Curve { title: phrase::words(title), shares };
    vec![
        curve(phrase::DISTANCE, stages().map(|stage| stage.distances.overall).collect()),
        curve(phrase::CONFLICT_COUNT, stages().map(|stage| conflicts(stage) / most).collect()),
    ]
}

fn chapter(n: &Negotiation, chapter: &Chapter<'_>) -> Section {
    let stage = chapter.stage;
    let mut lines = vec![phrase::verdict(&stage.report)];
    if !stage.done.is_empty() {
        lines.push(phrase::done_since(n, &stage.done, chapter.is_first));
    }
    if chapter.is_empty() {
        lines.push(phrase::words(phrase::NOTHING_SAID));
    }
    if !chapter.quiet.is_empty() {
        lines.push(phrase::quiet(n, &chapter.quiet));
    }
    let mut blocks = vec![Block::Paragraph(Paragraph { lines, tone: None })];
    blocks.extend(chapter.speeches.shown.iter().map(|speech| inset(phrase::speaker(n, speech.party), moves(n, speech))));
    blocks.extend(left_out(chapter.speeches.omitted).map(Block::LeftOut));
    if !chapter.claims.shown.is_empty() {
        let claims = chapter.claims.shown.iter().map(|&claim| phrase::claimed(n, &stage.report, claim));
        blocks.push(inset(phrase::words(phrase::CLAIMED), List::alike(&Marker::Bare, claims).then(left_out(chapter.claims.omitted))));
    }
    blocks.extend(turns(n, phrase::APPEARED, true, &chapter.appeared));
    blocks.extend(turns(n, phrase::DISAPPEARED, false, &chapter.disappeared));
    Section { title: phrase::stage_heading(n, stage.when), blocks }
}

fn inset(title: Phrase, list: List) -> Block {
    Block::Part(Part { title, tone: Some(Tone::Strong), setting: Setting::Inset, blocks: vec![Block::List(list)] })
}

/// How one party moved.
fn moves(n: &Negotiation, speech: &Speech<'_>) -> List {
    let tag = |shift: Shift, goes_on| Marker::Tag { word: phrase::words(phrase::shift(shift)), goes_on };
    let moved = speech.moves.shown.iter().map(|change| {
        let before = phrase::said_before(n, change);
        let before = (!before.is_empty()).then(|| Item::of_lines(Marker::Label(phrase::words(phrase::BEFORE)), before));
        Item::of_lines(tag(change.shift, false), phrase::said_now(n, change)).with(List::of(before))
    });
    let mut list = List::of(moved).then(left_out(speech.moves.omitted));
    if !speech.silent.is_empty() {
        list.items.push(Item::new(tag(Shift::Silent, true), phrase::silence(n, &speech.silent)));
    }
    if speech.repeated > 0 {
        list.items.push(Item::new(tag(Shift::Unchanged, false), phrase::repeated(speech.repeated)));
    }
    list
}

/// The findings that came, or went.
fn turns(n: &Negotiation, title: &str, come: bool, turns: &Cut<(&Report, &Turn)>) -> Option<Block> {
    let items = turns.shown.iter().map(|(report, turn)| {
        let item = Item::new(Marker::Come(come), phrase::turned(n, report, turn.finding));
        Item { more: Some(phrase::cause(n, &turn.cause)), ..item }
    });
    let list = List::of(items).then(left_out(turns.omitted));
    (!turns.shown.is_empty()).then(|| inset(phrase::words(title), list))
}
