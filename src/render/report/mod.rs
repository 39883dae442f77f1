//! A report as a document: the verdict and what stands in the way, most important first.

use std::collections::HashSet;

use super::Detail;
use super::cut::Cut;
use super::document::{Block, Card, Circle, Document, Item, List, Marker, Paragraph, Part, Section, Setting, Tone, Wait};
use super::phrase::{self, Phrase};
use super::report_outline::{Group, Outline};
use crate::finding::{Conflict, Deadlock, Link, Report, Verdict};
use crate::model::{Negotiation, StatementId};

#[cfg(test)]
mod tests;

/// How many citations one conflict shows, and how many of them in brief.
const CITATIONS: usize = 12;
const CITATIONS_IN_BRIEF: usize = 6;
/// Circles of more links than this are drawn with a gap.
const WHOLE: usize = 12;
/// How many links are drawn before and after the gap.
const FIRST: usize = 8;
const LAST: usize = 2;

/// Tells a report as a document, most important first. Long lists are cut and counted, so that it stays readable for a million steps.
///
/// # Examples
///
/// ```
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let report = impasse::analyze(&negotiation);
/// print!("{}", impasse::render::report(&negotiation, &report).text().width(100));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn report(negotiation: &Negotiation, report: &Report) -> Document {
    report_in_detail(negotiation, report, &Detail::default())
}

/// Tells a report as [`report()`] does, and some things besides.
pub fn report_in_detail(negotiation: &Negotiation, report: &Report, detail: &Detail<'_>) -> Document {
    let outline = Outline::new(negotiation, report);
    let subject = Subject { n: negotiation, report, detail, outline: &outline };
    let mut document = Document::new(phrase::title(negotiation));
    document.about.push(Paragraph::toned(phrase::as_of(negotiation), Tone::Faint));
    document.about.extend(phrase::not_counted(negotiation).map(Paragraph::of));
    let tone = match report.verdict() {
        Verdict::Agreement => Tone::Good,
        Verdict::Impasse => Tone::Bad,
    };
    document.lead.push(Block::Paragraph(Paragraph::toned(phrase::verdict(report), tone)));
    document.lead.push(Block::List(List::alike(&Marker::Bullet, outline.headlines.iter().cloned())));
    document.sections = [subject.conflicts(), subject.circles(), subject.openings()].into();
    document.sections.extend(subject.demands());
    document.sections.extend(subject.steps());
    document.sections.extend(sources(outline.sources.iter().map(|&id| phrase::source(negotiation, id))));
    document
}

/// The section of the sources, if there are any.
pub(super) fn sources(sources: impl ExactSizeIterator<Item = Phrase>) -> Option<Section> {
    let any = sources.len() > 0;
    any.then(|| Section::of(phrase::SOURCES, [Block::List(List::alike(&Marker::Bare, sources))]))
}

/// What stands for the entries of a list that are left out.
pub(super) fn left_out(count: usize) -> Option<Phrase> {
    (count > 0).then(|| phrase::omitted(count))
}

struct Subject<'a> {
    n: &'a Negotiation,
    report: &'a Report,
    detail: &'a Detail<'a>,
    outline: &'a Outline<'a>,
}

impl Subject<'_> {
    fn conflicts(&self) -> Section {
        if self.outline.conflicts.is_empty() {
            return Section::of(phrase::CONFLICTS, [Block::Paragraph(Paragraph::of(phrase::words(phrase::NO_CONFLICTS)))]);
        }
        let (mut told, mut told_in_brief) = (Told::up_to(CITATIONS), Told::up_to(CITATIONS_IN_BRIEF));
        let parts = self.outline.conflicts.iter().map(|group| self.of_kind(group, &mut told, &mut told_in_brief));
        Section::of(phrase::CONFLICTS, parts)
    }

    fn of_kind(&self, group: &Group<'_>, told: &mut Told, told_in_brief: &mut Told) -> Block {
        let items = group.conflicts.shown.iter().map(|&(index, conflict)| {
            let number = Marker::Number(phrase::conflict_number(index));
            let cited = told.citations(self.n, self.detail, conflict);
            let in_brief = told_in_brief.citations(self.n, self.detail, conflict);
            let item = Item::new(number, phrase::conflict(self.n, conflict));
            let in_brief = (in_brief != cited).then(|| vec![in_brief]);
            Item { below_in_brief: in_brief, ..item.with(cited) }
        });
        let list = List::of(items).then(left_out(group.conflicts.omitted));
        let title = phrase::words(phrase::kind(group.kind));
        Block::Part(Part { title, tone: Some(Tone::Strong), setting: Setting::Apart, blocks: vec![Block::List(list)] })
    }

    fn circles(&self) -> Section {
        let circles = &self.outline.circles;
        if circles.shown.is_empty() {
            return Section::of(phrase::CIRCLES, [Block::Paragraph(Paragraph::of(phrase::words(phrase::NO_CIRCLES)))]);
        }
        let cards = circles.shown.iter().map(|&(index, deadlock)| self.card(index, deadlock));
        Section::of(phrase::CIRCLES, cards.chain(left_out(circles.omitted).map(Block::LeftOut)))
    }

    fn card(&self, index: usize, deadlock: &Deadlock) -> Block {
        let mut lines = vec![phrase::deadlock(self.n, deadlock)];
        if deadlock.latent {
            lines.push(phrase::behind(self.n, self.report, deadlock));
        }
        let blocks = vec![Block::Paragraph(Paragraph { lines, tone: None }), Block::Circle(self.circle(deadlock))];
        Block::Card(Card { number: phrase::deadlock_number(index), blocks })
    }

    /// The circle that bears out a deadlock: all of its links, or the first and the last.
    fn circle(&self, deadlock: &Deadlock) -> Circle {
        let links = &deadlock.cycle;
        let (first, last): (&[_], &[_]) = if links.len() <= WHOLE { (links, &[]) } else { (&links[..FIRST], &links[links.len() - LAST..]) };
        let left_out = links.len() - first.len() - last.len();
        let gap = (left_out > 0).then(|| (FIRST, phrase::links_omitted(left_out)));
        let links = first.iter().chain(last).map(|link| self.wait(link)).collect();
        Circle { links, gap, caption: phrase::circles_counted(deadlock) }
    }

    fn wait(&self, link: &Link) -> Wait {
        Wait {
            at: phrase::step_and_key(self.n, link.step()),
            name: phrase::step(self.n, link.step()),
            how: phrase::link(self.n, link),
            next: phrase::step(self.n, link.waits_for()),
            cited: link.statement().map(|id| phrase::link_citation(self.n, id, self.detail.lines)),
        }
    }

    fn openings(&self) -> Section {
        let Cut { shown, omitted } = &self.outline.openings;
        if shown.is_empty() {
            return Section::of(phrase::OPEN, [Block::Paragraph(Paragraph::of(phrase::words(phrase::NOTHING_OPEN)))]);
        }
        let items = shown.iter().map(|opening| {
            let when = phrase::opens(self.n, opening.day, opening.later_that_day);
            let steps = opening.steps.iter().map(|&step| phrase::opening(self.n, self.report, step));
            Item::of_lines(Marker::Label(when), steps.collect())
        });
        Section::of(phrase::OPEN, [Block::List(List::of(items).then(left_out(*omitted)))])
    }

    fn demands(&self) -> Option<Section> {
        let demands = &self.outline.demands;
        let items = demands.shown.iter().map(|demand| {
            let said = phrase::demand(self.n, self.report, demand);
            Item::new(Marker::Met(demand.met), said)
        });
        let list = List::of(items).then(left_out(demands.omitted));
        (!demands.shown.is_empty()).then(|| Section::of(phrase::DEMANDS, [Block::List(list)]))
    }

    fn steps(&self) -> Option<Section> {
        let Outline { counts, stuck, .. } = self.outline;
        let counted = Block::Paragraph(Paragraph::of(phrase::status_counts(counts)));
        let groups = stuck.shown.iter().map(|group| phrase::stuck(self.n, self.report, group));
        let list = List::alike(&Marker::Dot, groups).then(left_out(stuck.omitted));
        (!counts.is_empty()).then(|| Section::of(phrase::STEPS, [counted, Block::List(list)]))
    }
}

/// What has been cited so far: words are quoted once, and remarks are told once.
struct Told {
    limit: usize,
    quoted: HashSet<StatementId>,
    noted: HashSet<StatementId>,
}

impl Told {
    fn up_to(limit: usize) -> Self {
        Self { limit, quoted: HashSet::new(), noted: HashSet::new() }
    }

    /// What a conflict rests on, as many citations as there is room for, and the remarks on it.
    fn citations(&mut self, n: &Negotiation, detail: &Detail<'_>, conflict: &Conflict) -> List {
        let cited = phrase::conflict_citations(n, conflict, detail.lines, &mut self.quoted, self.limit);
        let remarked = conflict.statements.iter().take(if detail.remarks { self.limit } else { 0 });
        let notes = remarked.filter(|&&id| self.noted.insert(id)).filter_map(|&id| phrase::note(n, id));
        List::alike(&Marker::Cited, cited.into_iter().chain(notes))
    }
}
