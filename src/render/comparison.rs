//! A comparison as a document: the parties side by side, then the words, then the accounts.

use super::comparison_outline::{CLAIMS, ComparisonOutline, RESTING};
use super::cut::Cut;
use super::document::{Block, Document, Grid, GridCell, GridRow, Group, Item, List, Marker, Paragraph, Part, Section, Setting, Tone};
use super::phrase;
use super::prospect::Prospect;
use super::report::{left_out, sources};
use crate::finding::comparison::{Account, ComparedTerm, Comparison, Row, Standing};
use crate::model::Negotiation;

/// How many parties are listed under a step in brief.
const IN_BRIEF: usize = 20;

/// Tells a comparison as a document: the parties side by side, then the words, then the accounts. Long lists are cut and counted.
///
/// # Examples
///
/// ```
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let comparison = impasse::compare(&negotiation);
/// print!("{}", impasse::render::comparison(&negotiation, &comparison).text().width(100));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn comparison(negotiation: &Negotiation, comparison: &Comparison) -> Document {
    let n = negotiation;
    let outline = ComparisonOutline::new(n, comparison);
    let subject = Subject { n, comparison, outline: &outline };
    let mut document = Document::new(phrase::title(n));
    document.about.push(Paragraph::toned(phrase::as_of(n), Tone::Faint));
    document.about.extend(phrase::not_counted(n).map(Paragraph::of));
    document.lead = subject.lead();
    document.sections.extend(subject.words());
    document.sections.extend(subject.accounts());
    document.sections.extend(outline.prospects.iter().map(prospect));
    document.sections.extend(sources(outline.sources.iter().map(|&id| phrase::source(n, id))));
    document
}

struct Subject<'a> {
    n: &'a Negotiation,
    comparison: &'a Comparison,
    outline: &'a ComparisonOutline<'a>,
}

impl Subject<'_> {
    fn lead(&self) -> Vec<Block> {
        if self.outline.counts.is_empty() {
            return vec![Block::Paragraph(Paragraph::of(phrase::words(phrase::NO_ROWS)))];
        }
        let counts = self.outline.counts.iter().map(|&(standing, count)| {
            let marker = Marker::Count(count, phrase::words(standing.word()));
            Item::new(marker, phrase::words(phrase::in_words(standing)))
        });
        let counted = Paragraph::of(phrase::rows_counted(self.comparison));
        vec![Block::Paragraph(counted), Block::List(List::of(counts)), Block::Grid(self.grid())]
    }

    fn grid(&self) -> Grid {
        let several = self.outline.groups.len() > 1;
        let groups = self.outline.groups.iter().map(|(heading, rows)| Group {
            title: phrase::group(self.n, *heading),
            is_plain: !several && !matches!(heading, phrase::Heading::Issue(_)),
            rows: rows.iter().map(|row| self.row(row)).collect(),
        });
        Grid {
            columns: self.comparison.parties.iter().map(|&party| phrase::party(self.n, party)).collect(),
            groups: groups.collect(),
            left_out: left_out(self.outline.rows_omitted),
            nothing: phrase::words(phrase::NOTHING),
            nobody: phrase::words(phrase::NOBODY),
        }
    }

    fn row(&self, row: &Row) -> GridRow {
        let cells = self.comparison.parties.iter().enumerate().map(|(column, &party)| {
            let lines = phrase::cell(self.n, row, party);
            GridCell { column, lines }
        });
        let cells: Vec<_> = cells.filter(|cell| !cell.lines.is_empty()).collect();
        let in_brief = left_out(cells.len().saturating_sub(IN_BRIEF)).map(|said| (IN_BRIEF, said));
        GridRow { subject: phrase::subject(self.n, row), state: phrase::standing(self.n, row), tone: tone(row.standing), cells, in_brief }
    }

    fn words(&self) -> Option<Section> {
        let terms = &self.outline.terms;
        if self.comparison.terms.is_empty() {
            return None;
        }
        if terms.shown.is_empty() {
            return Some(Section::of(phrase::MEANINGS, [Block::Paragraph(Paragraph::of(phrase::words(phrase::NO_MEANINGS)))]));
        }
        let parts = terms.shown.iter().map(|term| self.term(term));
        Some(Section::of(phrase::MEANINGS, parts.chain(left_out(terms.omitted).map(Block::LeftOut))))
    }

    fn term(&self, term: &ComparedTerm) -> Block {
        let n = self.n;
        let mut items = List::alike(&Marker::Bullet, phrase::parts(n, term)).items;
        let read = term.meanings.iter().filter_map(|meaning| phrase::meaning_citation(n, term, meaning));
        let read = List::alike(&Marker::Cited, read.take(RESTING));
        let parts = items.pop();
        items.extend(parts.map(|last| last.with(read)));
        let resting = term.resting.iter().take(RESTING).map(|&id| phrase::resting(n, id));
        let resting = List::alike(&Marker::Bare, resting).then(left_out(term.resting.len().saturating_sub(RESTING)));
        items.push(Item::new(Marker::Bare, phrase::words(phrase::rests(term))).with(resting));
        if !term.readings.is_empty() {
            let found = &self.comparison.outcome;
            let readings = term.readings.iter().map(|reading| phrase::reading(n, reading, found));
            items.extend(List::alike(&Marker::Dot, std::iter::once(phrase::as_used(n, found)).chain(readings)).items);
        }
        let blocks = vec![Block::List(List { items })];
        Block::Part(Part { title: phrase::term_title(n, term), tone: None, setting: Setting::Apart, blocks })
    }

    fn accounts(&self) -> Option<Section> {
        if self.comparison.accounts.is_empty() {
            return None;
        }
        let groups = [(phrase::CONTRADICTORY, &self.outline.contradictory), (phrase::UNCONTRADICTED, &self.outline.uncontradicted)];
        let parts = groups.into_iter().filter(|(_, accounts)| !accounts.shown.is_empty());
        Some(Section::of(phrase::ACCOUNTS, parts.map(|(title, accounts)| self.accounts_of(title, accounts))))
    }

    fn accounts_of(&self, title: &str, accounts: &Cut<&Account>) -> Block {
        let items = accounts.shown.iter().map(|account| {
            let told = account.claims.iter().take(CLAIMS).map(|&id| phrase::told(self.n, id));
            let told = List::alike(&Marker::Cited, told).then(left_out(account.claims.len().saturating_sub(CLAIMS)));
            Item::new(Marker::Bare, phrase::account(self.n, account)).with(told)
        });
        let list = List::of(items).then(left_out(accounts.omitted));
        let title = phrase::words(title);
        Block::Part(Part { title, tone: Some(Tone::Strong), setting: Setting::Close, blocks: vec![Block::List(list)] })
    }
}

/// How far apart the parties are, or what they could still agree on.
fn prospect(prospect: &Prospect) -> Section {
    let items = prospect.entries.shown.iter().map(|entry| {
        let below = List::alike(&Marker::Bare, entry.below.shown.iter().cloned()).then(left_out(entry.below.omitted));
        Item::new(Marker::Bullet, entry.line.clone()).with(below)
    });
    let list = Block::List(List::of(items).then(left_out(prospect.entries.omitted)));
    let opening = prospect.opening.iter().map(|opening| Block::Paragraph(Paragraph::of(opening.clone())));
    Section::of(prospect.title, opening.chain([list]))
}

const fn tone(standing: Standing) -> Option<Tone> {
    match standing {
        Standing::Refused | Standing::Deadlocked | Standing::Unanswered | Standing::Shortfall | Standing::Waiting | Standing::Expired => {
            Some(Tone::Bad)
        }
        Standing::Agreed => Some(Tone::Good),
        Standing::Conditional | Standing::Unrequested | Standing::Undisputed => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_tells, read};
    use super::*;

    #[track_caller]
    fn tells(file: &str, sentences: &[&str]) {
        let analysis = crate::Analysis::new(read(file));
        let whole = Comparison {
            agreeable: Some(analysis.agreeable_sets().clone()),
            groups: Some(analysis.groups().clone()),
            ..analysis.comparison().clone()
        };
        assert_tells(&comparison(analysis.negotiation(), &whole), sentences);
    }

    #[test]
    fn what_each_says_of_each_step() {
        let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
[issues]
sea = { name = "The sea" }
[measures]
ports = { by = "s", issue = "sea", levels = ["one", "all"] }
fleet = { by = "n", issue = "sea", done = true }
visit = { by = "s" }
[[statements]]
party = "n"
demands = "ports:all"
[[statements]]
party = "s"
offers = "ports:one"
[[statements]]
party = "s"
offers = "visit"
"#;
        tells(
            file,
            &[
                "4 steps:",
                "The sea",
                "shortfall: “one” at most",
                "offered “one” without conditions [s2]",
                "undisputed: done",
                "Under no issue",
                "North demanded “ports (all)” [s1], and South offered less",
                "Without “ports (all)” (North [s1]): it is not offered.",
            ],
        );
    }

    #[test]
    fn who_could_still_agree_with_whom() {
        let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
w = { name = "West" }
[measures]
east = { by = "s" }
west = { by = "n" }
gold = { by = "s" }
[[exclusions]]
steps = ["east", "west"]
because = "There is one bridge."
[[statements]]
party = "n"
demands = "east"
[[statements]]
party = "w"
demands = "west"
[[statements]]
party = "s"
offers = "east"
[[statements]]
party = "n"
offers = "west"
[[statements]]
party = "w"
demands = "gold"
[[statements]]
party = "s"
refuses = "gold"
"#;
        tells(
            file,
            &[
                "South and West: 0.50",
                "1 demand of weight 1: “east” (North [s1]).",
                "Without “gold” (West [s5]): it is refused.",
                "North and West cannot all be satisfied together",
            ],
        );
    }

    #[test]
    fn words_and_accounts() {
        let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
[measures]
east = { by = "s" }
west = { by = "n" }
[terms.peace]
name = "Peace"
[terms.peace.by.n]
means = ["east"]
quote = "peace is the east"
[terms.peace.by.s]
means = ["east", "west"]
[[statements]]
party = "n"
demands = "peace"
[[statements]]
party = "s"
offers = "east"
[[claims]]
party = "n"
proposition = "it-rained"
holds = true
[[claims]]
party = "s"
proposition = "it-rained"
holds = false
quote = "not a drop"
[[claims]]
party = "s"
proposition = "it-snowed"
holds = true
"#;
        tells(
            file,
            &[
                "To both: “east”, which South would have to do.",
                "Only to South: “west”, which North would have to do.",
                "North “peace is the east”",
                "On the word rests:",
                "North demanded “Peace” [s1]",
                "Contradictory",
                "South, denying it “not a drop”",
                "Not contradicted",
                "“it snowed”, told by South alone",
            ],
        );
    }

    #[test]
    fn readings_say_how_many_steps_the_circle_has() {
        let mut draft = crate::Draft::new("A word");
        draft.party("a").name("The Ayes");
        draft.party("b");
        draft.measure("x", ["a"]);
        draft.measure("y", ["b"]);
        draft.measure("z", ["b"]);
        let peace = draft.term("peace");
        peace.defined_by("a", ["y", "z"]);
        peace.defined_by("b", ["y"]);
        draft.says("a").offers("x").after("peace");
        draft.says("b").offers("y").after("x");
        draft.says("b").offers("z").after("x");
        let n = draft.build().unwrap();
        let same = "With the meaning of The Ayes: the same";
        let b = "With the meaning of b: impasse; nothing is demanded; a circle of 2 steps (“x” and “y”); no conflict.";
        assert_tells(&comparison(&n, &crate::compare(&n)), &[same, b]);
    }
}
