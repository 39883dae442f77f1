//! An account of rounds as a document: a table of the stages, then what each of them brought.

use super::Excerpt;
use super::cut::Cut;
use super::document::{
    Block, Cell, Column, ColumnKind, Curve, Document, Item, List, Marker, Paragraph, Part, Section, Setting, Table, TableRow, Tone,
};
use super::phrase::{self, Phrase};
use super::report::left_out;
use super::rounds_outline::{Chapter, Speech, chapters};
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
pub fn rounds(negotiation: &Negotiation, rounds: &Rounds) -> Document {
    rounds_excerpt(negotiation, rounds, &Excerpt::default())
}

/// Tells some of the rounds, or what concerns some of the parties, as [`rounds()`] does.
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
    let hidden = course.shown.iter().any(|chapter| chapter.stage.summary.deadlocks.latent > 0);
    Table {
        caption: Some(phrase::words(phrase::ROUNDS)),
        columns,
        rows: course.shown.iter().map(|chapter| row(n, chapter.stage)).collect(),
        left_out: left_out(course.omitted),
        note: hidden.then(|| phrase::words(phrase::HIDDEN_CIRCLES)),
    }
}

fn row(n: &Negotiation, stage: &Stage) -> TableRow {
    let summary = &stage.summary;
    let text = |text: &str| Cell::Text(phrase::words(text));
    let cells = vec![
        text(&phrase::stage_date(n, stage.when)),
        Cell::Text(phrase::stage(n, stage.when)),
        text(summary.verdict.word()),
        text(&phrase::met_counts(summary)),
        text(&summary.conflict_count().to_string()),
        text(&phrase::circle_counts(summary)),
        Cell::Bar(stage.distance),
    ];
    TableRow { cells, in_short: Some(phrase::stage_in_short(n, stage)) }
}

fn curves(course: &Cut<Chapter<'_>>) -> Vec<Curve> {
    let stages = || course.shown.iter().map(|chapter| chapter.stage);
    let conflicts = |stage: &Stage| stage.summary.conflict_count() as f64;
    let most = stages().map(conflicts).fold(1.0, f64::max);
    let curve = |title, shares| Curve { title: phrase::words(title), shares };
    vec![
        curve(phrase::DISTANCE, stages().map(|stage| stage.distance).collect()),
        curve(phrase::CONFLICT_COUNT, stages().map(|stage| conflicts(stage) / most).collect()),
    ]
}

fn chapter(n: &Negotiation, chapter: &Chapter<'_>) -> Section {
    let stage = chapter.stage;
    let mut lines = vec![phrase::verdict_of(&stage.summary)];
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
        let claims = chapter.claims.shown.iter().map(|made| phrase::claimed(n, made));
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
    list.items.extend(speech.silent.map(|silence| Item::new(tag(Shift::Silent, true), phrase::silence(n, silence))));
    if speech.repeated > 0 {
        list.items.push(Item::new(tag(Shift::Unchanged, false), phrase::repeated(speech.repeated)));
    }
    list
}

/// The findings that came, or went.
fn turns(n: &Negotiation, title: &str, come: bool, turns: &Cut<&Turn>) -> Option<Block> {
    let items = turns.shown.iter().map(|turn| {
        let item = Item::new(Marker::Come(come), phrase::turned(n, &turn.found));
        Item { more: Some(phrase::cause(n, &turn.cause)), ..item }
    });
    let list = List::of(items).then(left_out(turns.omitted));
    (!turns.shown.is_empty()).then(|| inset(phrase::words(title), list))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_tells, read};
    use super::*;

    const TALKS: &str = r#"
as_of = "2024-12-31"
[parties]
n = { name = "North" }
s = { name = "South" }
[rounds]
spring = { name = "Spring talks", date = "2024-04" }
autumn = { name = "Autumn talks", date = "2024-10" }
[measures]
troops = { by = "n" }
ports = { by = "s" }
aid = { by = "n", done = { on = "2024-06" } }
gold = { by = "n" }
[[statements]]
id = "n-1"
party = "n"
offers = "troops"
after = ["ports"]
round = "spring"
[[statements]]
id = "s-1"
party = "s"
offers = "ports"
after = ["troops"]
round = "spring"
[[statements]]
id = "s-2"
party = "s"
demands = "gold"
round = "spring"
[[statements]]
id = "s-3"
party = "s"
demands = "troops"
round = "spring"
[[statements]]
id = "n-2"
party = "n"
offers = "troops"
with = ["ports"]
round = "autumn"
quote = "together, then"
[[statements]]
id = "s-4"
party = "s"
demands = "gold"
round = "autumn"
[[statements]]
id = "s-5"
party = "s"
withdraws = "troops"
round = "autumn"
[[claims]]
party = "n"
proposition = "it-rained"
holds = true
round = "spring"
[[claims]]
party = "s"
proposition = "it-rained"
holds = false
round = "autumn"
"#;

    #[test]
    fn what_each_round_brought() {
        let n = read(TALKS);
        let document = rounds(&n, &crate::rounds(&n));
        assert_tells(
            &document,
            &[
                "Up to 2024-12-31: 2 stages, 2 parties, 7 statements",
                "Done since: “aid”.",
                "offered “troops” only together with “ports” [n-2]: “together, then”",
                "offered “troops” only after “ports” [n-1, Spring talks]",
                "withdrew what had been said earlier about “troops” [s-5]",
                "on 1 position; earlier words stand",
                "1 position said again as before",
                "South denied “it rained”; North said the opposite",
                "“troops” and “ports” wait for each other.",
                "Because of n-1 (North) and s-1 (South).",
            ],
        );
        let in_full = rounds(&n, &crate::rounds_in_full(&n));
        assert_tells(&in_full, &["on “ports” [s-1, Spring talks]; earlier words stand"]);
        let text = document.text().to_string();
        let table = "\n  2024-04     Spring talks  impasse      0/2          1        1  0.31 █▋\n";
        assert!(text.contains(table) && text.contains("\n    softened   offered “troops”"), "{text}");
        assert!(document.markdown().to_string().contains("\n- **silent** on 1 position; earlier words stand"));
        assert_eq!(document.csv().to_string().lines().nth(2), Some("2024-10,Autumn talks,impasse,0/1,2,1,0.28"));
    }

    #[test]
    fn an_excerpt_tells_of_some_rounds_and_parties_alone() {
        let n = read(TALKS);
        let south = Excerpt::default().stages(1..2).parties(n.find_party("s").into_iter().collect());
        let document = rounds_excerpt(&n, &crate::rounds(&n), &south);
        assert_tells(&document, &["withdrew what had been said earlier about “troops” [s-5]"]);
        assert_eq!(document.sections.len(), 1);
        let text = document.text().to_string();
        assert!(!text.contains("[n-2]") && !text.contains("distance    "), "{text}");
    }

    #[test]
    fn more_rounds_than_can_be_read_are_counted() {
        let mut draft = crate::Draft::new("Long talks");
        draft.party("n");
        draft.measure("x", ["n"]);
        for i in 0..50 {
            draft.round(format!("r{i}"), format!("{}", 1950 + i));
            let said = draft.says("n");
            if i % 2 == 0 { said.offers("x") } else { said.refuses("x") }.round(format!("r{i}"));
        }
        let n = draft.build().unwrap();
        let document = rounds(&n, &crate::rounds(&n));
        assert_eq!(document.sections.len(), 40);
        assert_tells(&document, &["… and 10 more"]);
        assert!(document.text().to_string().ends_with("\n\n… and 10 more (the JSON form lists all)\n"));
    }
}
