//! Each writer on documents made by hand, which have no subject, and what holds for all writers and all documents.

use proptest::collection::vec;
use proptest::prelude::*;
use snapbox::assert_data_eq;

use crate::render::document::{
    Block, Card, Cell, Circle, Column, ColumnKind, Curve, Document, Grid, GridCell, GridRow, Group, Item, List, Marker, Paragraph, Part,
    Section, Setting, Table, TableRow, Tone, Wait,
};
use crate::render::phrase::{Phrase, Role, words};
use crate::render::tests::{assert_fits, assert_harmless_html, assert_only_coloured};

fn name(text: &str) -> Phrase {
    Phrase::of(Role::Name, text)
}

fn quote(text: &str) -> Phrase {
    Phrase::of(Role::Quote, text)
}

fn bare(text: &str) -> Item {
    Item::new(Marker::Bare, words(text))
}

/// A document with a block of each kind.
fn kitchen() -> Document {
    let mut document = Document::new(name("Kitchen"));
    document.about.push(Paragraph::toned(words("On Monday."), Tone::Faint));
    document.lead.push(Block::Paragraph(Paragraph::toned(words("Nothing boils."), Tone::Bad)));
    document.lead.push(Block::List(List::alike(&Marker::Bullet, [words("No fire."), words("No pot.")])));
    document.lead.push(Block::Grid(grid()));
    document.sections.push(Section::of("Lists", [Block::List(chain()), Block::List(lists())]));
    let part = |title, setting, block| Block::Part(Part { title: words(title), tone: Some(Tone::Strong), setting, blocks: vec![block] });
    let moves = List::of([moved(), Item::new(Marker::Tag { word: words("silent"), goes_on: true }, words("on the salt"))]);
    let parts = [
        Block::Paragraph(Paragraph { lines: vec![words("A line."), words("And one more.")], tone: None }),
        part("Cook", Setting::Inset, Block::List(moves)),
        Block::LeftOut(words("… and 2 more cooks")),
        part("Apart", Setting::Apart, Block::List(List::of([bare("stands free")]))),
        part("Close", Setting::Close, Block::List(List::of([bare("follows at once")]))),
    ];
    document.sections.push(Section::of("Parts", parts));
    let card = |number, circle| {
        let said = Block::Paragraph(Paragraph { lines: vec![words("They wait."), words("Still.")], tone: None });
        Block::Card(Card { number: Phrase::of(Role::Id, number), blocks: vec![said, Block::Circle(circle)] })
    };
    let cards = [card("K1", circle(None)), card("K2", circle(Some((1, words("… 3 more …"))))), Block::LeftOut(words("… and 7 more"))];
    document.sections.push(Section::of("Circles", cards));
    document.sections.push(Section::of("Tables", [Block::Table(table()), Block::Curves(vec![curve()])]));
    document.left_out = Some(words("… and 1 more section"));
    document
}

/// Two entries of a chain, with a gap between them.
fn chain() -> List {
    let below = List::alike(&Marker::Dash, [words("a detail")]);
    let cited = List::alike(&Marker::Cited, [quote("Stir!")]);
    let first = Item { aside: Some(words(" (from 0)")), ..Item::new(Marker::Place(1), words("First")) };
    let mut chain = List::of([first.with(below).with(cited)]).then(Some(words("… and 9 more")));
    chain.items.push(Item::new(Marker::Place(11), words("Last")).with(List::alike(&Marker::Dash, [words("of all")])));
    chain
}

fn lists() -> List {
    let cited = List::alike(&Marker::Cited, [quote("Stir!")]);
    let brief = List::alike(&Marker::Cited, [words("in brief")]);
    List::of([
        Item { below_in_brief: Some(vec![brief]), ..Item::new(Marker::Number(Phrase::of(Role::Id, "K1")), name("Pot")) }.with(cited),
        Item::of_lines(Marker::Label(words("today")), vec![words("peel"), words("cut")]),
        Item::new(Marker::Met(true), words("salted")),
        Item::new(Marker::Met(false), words("cooked")),
        Item { more: Some(words("Because of the gas.")), ..Item::new(Marker::Come(true), words("Fire.")) },
        Item::new(Marker::Come(false), words("Smoke.")),
        Item::new(Marker::Count(3, words("raw")), words("not cooked at all")),
        Item::new(Marker::Dot, words("Carrots")),
        bare("A pan").with(List::of([bare("with a lid")]).then(Some(words("… and 4 more")))),
    ])
    .then(Some(words("… and 9 more")))
}

fn moved() -> Item {
    let before = List::of([Item::new(Marker::Label(words("before")), words("boil at noon"))]);
    Item::of_lines(Marker::Tag { word: words("softer"), goes_on: false }, vec![words("boil at one"), words("or at two")]).with(before)
}

fn circle(gap: Option<(usize, Phrase)>) -> Circle {
    let wait = |at: &str, how: &str, next: &str, cited: Option<&str>| Wait {
        at: words(&format!("{at} [{}]", at.to_lowercase())),
        name: name(at),
        how: words(how),
        next: name(next),
        cited: cited.map(quote),
    };
    Circle {
        links: vec![wait("Fire", "only after", "Pot", Some("no pot")), wait("Pot", "only with", "Fire", None)],
        gap,
        caption: Some(words("One of two.")),
    }
}

fn table() -> Table {
    let column = |title, kind, room| Column { title: words(title), kind, room };
    let row = |cells, in_short: Option<&str>| TableRow { cells, in_short: in_short.map(words) };
    Table {
        caption: Some(words("Pots")),
        columns: vec![column("pot", ColumnKind::Name, 0), column("litres", ColumnKind::Number, 6), column("full", ColumnKind::Words, 10)],
        rows: vec![
            row(vec![Cell::Text(name("The big one with two handles")), Cell::Text(words("12")), Cell::Bar(0.5)], Some("The big one")),
            row(vec![Cell::Empty, Cell::Text(words("3")), Cell::Bar(0.0)], None),
        ],
        left_out: Some(words("… and 5 more")),
        note: Some(words("Litres are litres.")),
    }
}

fn curve() -> Curve {
    Curve { title: words("heat"), shares: vec![0.0, 0.5, 1.0] }
}

fn grid() -> Grid {
    let row = |subject, tone, cells: &[(usize, &[&str])]| GridRow {
        subject: name(subject),
        state: words("state"),
        tone,
        cells: cells.iter().map(|&(column, lines)| GridCell { column, lines: lines.iter().copied().map(words).collect() }).collect(),
        in_brief: None,
    };
    let group = |title, is_plain, rows| Group { title: words(title), is_plain, rows };
    Grid {
        columns: vec![name("Ann"), name("Bob")],
        groups: vec![
            group(
                "Food",
                false,
                vec![row("Soup", Some(Tone::Bad), &[(0, &["offered it", "then did not"])]), row("Salt", Some(Tone::Good), &[])],
            ),
            group("Plain", true, vec![row("Fork", None, &[(0, &["has one"]), (1, &["has none"])])]),
        ],
        left_out: Some(words("… and 6 more")),
        nothing: words("–"),
        nobody: words("Nobody speaks of it."),
    }
}

#[test]
fn text_of_any_document() {
    assert_data_eq!(kitchen().text().to_string(), snapbox::file!["sample/kitchen.txt"].raw());
}

#[test]
fn text_where_there_is_little_room() {
    let mut document = kitchen();
    document.sections.drain(..3);
    assert_data_eq!(document.text().width(36).to_string(), snapbox::file!["sample/kitchen-narrow.txt"].raw());
}

#[test]
fn markdown_of_any_document() {
    assert_data_eq!(kitchen().markdown().to_string(), snapbox::file!["sample/kitchen.md"].raw());
}

#[test]
fn html_of_any_document() {
    assert_data_eq!(kitchen().html().to_string(), snapbox::file!["sample/kitchen.html"].raw());
}

#[test]
fn csv_of_any_document() {
    assert_data_eq!(kitchen().csv().to_string(), snapbox::file!["sample/kitchen.csv"].raw());
}

#[test]
fn every_line_fits_the_width_and_colour_adds_only_codes() {
    let document = kitchen();
    assert_fits(&[20, 24, 36, 59, 60, 72, 200], |width| document.text().width(width).to_string());
    assert_only_coloured(&document.text().to_string(), document.text().color(true).to_string());
}

#[test]
fn many_speakers_stand_below_one_another_and_are_cut_in_brief() {
    let cell = |column| GridCell { column, lines: vec![words("speaks")] };
    let row = GridRow {
        subject: words("Soup"),
        state: words("state"),
        tone: None,
        cells: (0..13).map(cell).collect(),
        in_brief: Some((2, words("… and 11 more"))),
    };
    let mut document = Document::new(words("Many"));
    let columns = (0..13).map(|i| words(&format!("Cook {i}"))).collect();
    let groups = vec![Group { title: words("Food"), is_plain: true, rows: vec![row] }];
    document.lead = vec![Block::Grid(Grid { columns, groups, ..grid() })];
    let text = document.text().to_string();
    assert!(text.contains("\n  Soup: state\n    Cook 0: speaks\n    Cook 1: speaks\n    … and 11 more\n"), "{text}");
    let markdown = document.markdown().to_string();
    assert!(markdown.contains("\n- Soup: **state**\n  - Cook 0: speaks\n") && markdown.contains("  - Cook 12: speaks\n"), "{markdown}");
    let html = document.html().to_string();
    assert!(html.contains("<li>Soup: <b>state</b>\n<ul>\n<li>Cook 0: speaks</li>\n"), "{html}");
}

/// Makes documents whose words are w0, w1, … in order, by what it is told.
struct Maker {
    told: Vec<u8>,
    next: usize,
}

impl Maker {
    fn choose(&mut self, count: u8) -> u8 {
        self.told.pop().unwrap_or_default() % count
    }

    /// One to three words, each in a role of its own, in a sentence.
    fn phrase(&mut self) -> Phrase {
        let count = 1 + self.choose(3);
        let mut phrase = Phrase::default();
        for i in 0..count {
            let role = [Role::Words, Role::Name, Role::Quote, Role::Id][usize::from(self.choose(4))];
            if i > 0 {
                phrase.push(Role::Words, " ");
            }
            phrase.push(role, &format!("w{}", self.next));
            self.next += 1;
        }
        phrase
    }

    fn some<T>(&mut self, most: u8, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        let count = self.choose(most + 1);
        (0..count).map(|_| make(self)).collect()
    }

    fn marker(&mut self) -> Marker {
        match self.choose(10) {
            0 => Marker::Bare,
            1 => Marker::Bullet,
            2 => Marker::Dot,
            3 => Marker::Come(true),
            4 => Marker::Met(false),
            5 => Marker::Number(self.phrase()),
            6 => Marker::Label(self.phrase()),
            7 => Marker::Tag { word: self.phrase(), goes_on: self.next.is_multiple_of(2) },
            8 => Marker::Count(7, self.phrase()),
            _ => Marker::LeftOut,
        }
    }

    fn item(&mut self) -> Item {
        let marker = self.marker();
        let lines = std::iter::once(self.phrase()).chain(self.some(1, Self::phrase)).collect();
        let mut item = Item::of_lines(marker, lines);
        item.more = self.some(1, Self::phrase).pop();
        let below = self.some(2, |maker| Item::new(Marker::Cited, maker.phrase()));
        item.with(List::of(below)).with(List::of(self.some(2, |maker| Item::new(Marker::Dash, maker.phrase()))))
    }

    /// Numbered entries with what follows on their lines, and a gap.
    fn chain(&mut self) -> List {
        let place = |maker: &mut Self| {
            let item = Item::new(Marker::Place(maker.next), maker.phrase());
            Item { aside: Some(maker.phrase()), ..item }
        };
        let mut list = List::of([place(self)]).then(self.some(1, Self::phrase).pop());
        list.items.extend(self.some(2, place));
        list
    }

    fn paragraph(&mut self) -> Paragraph {
        let tone = [None, Some(Tone::Good), Some(Tone::Bad), Some(Tone::Faint)][usize::from(self.choose(4))];
        Paragraph { lines: std::iter::once(self.phrase()).chain(self.some(2, Self::phrase)).collect(), tone }
    }

    /// A circle of one link, so that what waits is named before what it waits for.
    fn circle(&mut self) -> Circle {
        let name = self.phrase();
        let how = self.phrase();
        Circle {
            links: vec![Wait { at: name.clone(), next: name.clone(), name, how, cited: Some(self.phrase()) }],
            gap: None,
            caption: None,
        }
    }

    /// A table whose names have room: what goes on below stands behind the other cells.
    fn table(&mut self) -> Table {
        let column = |maker: &mut Self| Column { title: maker.phrase(), kind: ColumnKind::Name, room: 3 };
        let mut columns = vec![column(self), column(self)];
        columns[1].kind = ColumnKind::Number;
        let row = |maker: &mut Self| TableRow { cells: vec![Cell::Text(maker.phrase()), Cell::Text(maker.phrase())], in_short: None };
        Table {
            caption: None,
            columns,
            rows: self.some(2, row),
            left_out: self.some(1, Self::phrase).pop(),
            note: self.some(1, Self::phrase).pop(),
        }
    }

    fn block(&mut self) -> Block {
        match self.choose(8) {
            0 | 1 => Block::Paragraph(self.paragraph()),
            2 => Block::List(List::of(self.some(3, Self::item))),
            3 => Block::List(self.chain()),
            4 => Block::Part(Part {
                title: self.phrase(),
                tone: None,
                setting: [Setting::Apart, Setting::Close, Setting::Inset][usize::from(self.choose(3))],
                blocks: vec![Block::Paragraph(self.paragraph())],
            }),
            5 => {
                Block::Card(Card { number: self.phrase(), blocks: vec![Block::Paragraph(self.paragraph()), Block::Circle(self.circle())] })
            }
            6 => Block::Table(self.table()),
            _ => Block::LeftOut(self.phrase()),
        }
    }

    fn document(told: Vec<u8>) -> Document {
        let mut maker = Self { told, next: 0 };
        let mut document = Document::new(maker.phrase());
        document.about = maker.some(2, Self::paragraph);
        document.lead = maker.some(3, Self::block);
        document.sections = maker.some(3, |maker| Section { title: maker.phrase(), blocks: maker.some(3, Self::block) });
        document
    }
}

/// The words in the order in which they first appear.
fn order(form: &str) -> Vec<usize> {
    let mut seen = Vec::new();
    for (at, _) in form.match_indices('w') {
        let digits: String = form[at + 1..].chars().take_while(char::is_ascii_digit).collect();
        seen.extend(digits.parse::<usize>().ok().filter(|word| !seen.contains(word)));
    }
    seen
}

proptest! {
    #[test]
    fn the_words_of_a_document_stand_in_the_same_order_in_every_form(told in vec(any::<u8>(), 0..200), width in 30_usize..120) {
        let document = Maker::document(told);
        let html = document.html().to_string();
        let all: Vec<usize> = (0..order(&html).len()).collect();
        prop_assert_eq!(&order(&html), &all);
        prop_assert_eq!(&order(&document.markdown().to_string()), &all);
        // Cells that are too wide for a column of three signs push the others, but keep their order.
        prop_assert_eq!(&order(&document.text().width(width).to_string()), &all);
        assert_harmless_html(&html);
    }
}
