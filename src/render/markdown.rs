//! A report as Markdown.

use std::collections::HashSet;
use std::fmt;

use super::outline::{Cut, Group, Opening, Outline};
use super::paper::shown;
use super::phrase::{self, Phrase, Role};
use super::{StatementLines, circle, escape};
use crate::finding::{Deadlock, Link, Report};
use crate::model::Negotiation;

/// How many citations one conflict shows.
const CITATIONS: usize = 12;

/// A report as Markdown, most important first; `Display` writes it.
///
/// What users wrote is escaped: neither Markdown nor HTML in a name or a quotation takes effect.
/// Long lists are cut and counted.
#[derive(Clone, Debug)]
pub struct Markdown<'a> {
    negotiation: &'a Negotiation,
    report: &'a Report,
    lines: Option<&'a StatementLines>,
}

impl<'a> Markdown<'a> {
    /// Lays out a report.
    pub fn new(negotiation: &'a Negotiation, report: &'a Report) -> Self {
        Self { negotiation, report, lines: None }
    }

    /// Sets where the statements stand, so that findings point at the lines of the position file.
    pub fn statement_lines(mut self, lines: &'a StatementLines) -> Self {
        self.lines = Some(lines);
        self
    }
}

impl fmt::Display for Markdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, report) = (self.negotiation, self.report);
        let outline = Outline::new(n, report);
        writeln!(f, "# {}\n\n{}\n", md(&phrase::title(n)), md(&phrase::as_of(n)))?;
        phrase::not_counted(n).iter().try_for_each(|left_out| writeln!(f, "{}\n", md(left_out)))?;
        writeln!(f, "**{}**\n", md(&phrase::verdict(report)))?;
        for headline in &outline.headlines {
            writeln!(f, "- {}", md(headline))?;
        }
        self.conflicts(f, &outline.conflicts)?;
        self.circles(f, &outline)?;
        self.going_ahead(f, &outline.openings)?;
        self.rest(f, &outline)
    }
}

impl Markdown<'_> {
    fn conflicts(&self, f: &mut fmt::Formatter<'_>, groups: &[Group<'_>]) -> fmt::Result {
        writeln!(f, "\n## {}", phrase::CONFLICTS)?;
        if groups.is_empty() {
            writeln!(f, "\n{}", phrase::NO_CONFLICTS)?;
        }
        let mut quoted = HashSet::new();
        for group in groups {
            writeln!(f, "\n### {}\n", phrase::kind(group.kind))?;
            for &(index, conflict) in &group.conflicts.shown {
                let number = phrase::conflict_number(index);
                writeln!(f, "- **{number}** {}", md(&phrase::conflict(self.negotiation, conflict)))?;
                for citation in phrase::conflict_citations(self.negotiation, conflict, self.lines, &mut quoted, CITATIONS) {
                    writeln!(f, "  - {}", md(&citation))?;
                }
            }
            omitted(f, group.conflicts.omitted)?;
        }
        Ok(())
    }

    fn circles(&self, f: &mut fmt::Formatter<'_>, outline: &Outline<'_>) -> fmt::Result {
        writeln!(f, "\n## {}\n", phrase::CIRCLES)?;
        if outline.circles.shown.is_empty() {
            writeln!(f, "{}", phrase::NO_CIRCLES)?;
        }
        for (i, &(index, deadlock)) in outline.circles.shown.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            writeln!(f, "**{}** {}", phrase::deadlock_number(index), md(&phrase::deadlock(self.negotiation, deadlock)))?;
            if deadlock.latent {
                writeln!(f, "{}", md(&phrase::behind(self.negotiation, self.report, deadlock)))?;
            }
            if let Some(counted) = phrase::circles_counted(deadlock) {
                writeln!(f, "{}", md(&counted))?;
            }
            writeln!(f)?;
            self.circle(f, deadlock)?;
        }
        omitted(f, outline.circles.omitted)
    }

    /// A circle as a numbered list; the last entry leads back to the first.
    fn circle(&self, f: &mut fmt::Formatter<'_>, deadlock: &Deadlock) -> fmt::Result {
        let (first, last) = circle::parts(&deadlock.cycle);
        let gap = deadlock.cycle.len() - first.len() - last.len();
        for (i, link) in first.iter().enumerate() {
            self.link(f, i + 1, link)?;
        }
        if gap > 0 {
            writeln!(f, "{}. {}", first.len() + 1, md(&phrase::links_omitted(gap)))?;
        }
        for (i, link) in last.iter().enumerate() {
            self.link(f, first.len() + 2 + i, link)?;
        }
        Ok(())
    }

    fn link(&self, f: &mut fmt::Formatter<'_>, number: usize, link: &Link) -> fmt::Result {
        let n = self.negotiation;
        let (step, next) = (md(&phrase::step(n, link.step())), md(&phrase::step(n, link.waits_for())));
        writeln!(f, "{number}. **{step}**, {} **{next}**", md(&phrase::link(n, link)))?;
        match link.statement() {
            Some(id) => writeln!(f, "   - {}", md(&phrase::link_citation(n, id, self.lines))),
            None => Ok(()),
        }
    }

    fn going_ahead(&self, f: &mut fmt::Formatter<'_>, openings: &Cut<Opening<'_>>) -> fmt::Result {
        writeln!(f, "\n## {}\n", phrase::OPEN)?;
        if openings.shown.is_empty() {
            writeln!(f, "{}", phrase::NOTHING_OPEN)?;
        }
        for opening in &openings.shown {
            let when = phrase::opens(self.negotiation, opening.day, opening.later_that_day);
            for &step in opening.steps {
                writeln!(f, "- {when}: {}", md(&phrase::opening(self.negotiation, self.report, step)))?;
            }
        }
        omitted(f, openings.omitted)
    }

    fn rest(&self, f: &mut fmt::Formatter<'_>, outline: &Outline<'_>) -> fmt::Result {
        let (n, report) = (self.negotiation, self.report);
        if !outline.demands.shown.is_empty() {
            writeln!(f, "\n## {}\n", phrase::DEMANDS)?;
            for demand in &outline.demands.shown {
                let sign = if demand.met { "✓" } else { "✗" };
                writeln!(f, "- {sign} {}", md(&phrase::demand(n, report, demand)))?;
            }
            omitted(f, outline.demands.omitted)?;
        }
        if !outline.counts.is_empty() {
            writeln!(f, "\n## {}\n\n{}\n", phrase::STEPS, md(&phrase::status_counts(&outline.counts)))?;
            for group in &outline.stuck.shown {
                writeln!(f, "- {}", md(&phrase::stuck(n, report, group)))?;
            }
            omitted(f, outline.stuck.omitted)?;
        }
        if !outline.sources.is_empty() {
            writeln!(f, "\n## {}\n", phrase::SOURCES)?;
            for &id in &outline.sources {
                writeln!(f, "- {}", md(&phrase::source(n, id)))?;
            }
        }
        Ok(())
    }
}

/// A phrase as Markdown, all of it escaped; quotations in italics.
pub(super) fn md(phrase: &Phrase) -> String {
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

pub(super) fn omitted(f: &mut fmt::Formatter<'_>, count: usize) -> fmt::Result {
    if count == 0 {
        return Ok(());
    }
    writeln!(f, "- {}", md(&phrase::omitted(count)))
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, file};

    use super::super::sample;
    use super::*;

    #[test]
    fn the_sample_reads_well() {
        let n = sample::negotiation();
        let report = sample::report(&n);
        let lines = sample::lines();
        assert_data_eq!(Markdown::new(&n, &report).statement_lines(&lines).to_string(), file!["sample/report.md"].raw());
    }

    /// Talks in which every text of the users is the same.
    fn talks_of(text: &str) -> Negotiation {
        let mut draft = crate::Draft::new(text.to_owned());
        let named = || text.to_owned();
        draft.source("s").title(named()).publisher(named()).url(named());
        draft.party("a").name(named());
        draft.party("b").name(named());
        draft.round("r", "2024-01").name(named());
        draft.issue("i").name(named());
        draft.measure("x", ["a"]).name(named()).issue("i");
        draft.measure("y", ["b"]).name(named());
        draft.measure("z", ["b"]).name(named());
        draft.exclude(["x", "z"]).because(named());
        let term = draft.term("t").name(named());
        term.defined_by("a", ["x"]).source("s").quote(named());
        term.defined_by("b", ["x", "y"]).quote(named());
        draft.says("a").offers("x").after("y").round("r").source("s").quote(named()).note(named());
        draft.says("b").offers("y").after("x").source("s").quote(named()).note(named());
        draft.says("b").demands("t").round("r").quote(named());
        draft.says("a").demands("z").round("r").quote(named()).note(named());
        draft.says("b").offers("z").until("2024-01").round("r");
        draft.says("b").refuses("x").date("2024-02").quote(named());
        draft.claims("a", "it-rained", true).round("r").quote(named());
        draft.claims("b", "it-rained", false).source("s").quote(named());
        draft.build().unwrap()
    }

    #[test]
    fn blanks_of_the_users_make_no_code_and_break_no_emphasis() {
        for text in ["    indented", "\tindented\t", "\n\n    indented  ", "\u{3000}\u{a0}indented\u{2028}", "     "] {
            let n = talks_of(text);
            let report = crate::analyze(&n);
            let comparison = crate::compare(&n);
            let finding = report.find(&n, "x").unwrap();
            let explanation = crate::explain(&n, finding).unwrap();
            let pages = [
                Markdown::new(&n, &report).to_string(),
                crate::render::ComparisonMarkdown::new(&n, &comparison).to_string(),
                crate::render::ExplanationMarkdown::new(&n, &report, finding, &explanation).to_string(),
                crate::render::RoundsMarkdown::new(&n, &crate::rounds(&n)).to_string(),
            ];
            for line in pages.iter().flat_map(|page| page.lines()) {
                let content = line.trim_start_matches(' ').trim_start_matches(|c: char| c.is_ascii_digit() || "-.#".contains(c));
                assert!(!line.starts_with("    ") && !content.starts_with("  "), "{text:?}: {line:?}");
                let quoted = line.replace("**", "");
                for (i, _) in quoted.match_indices('*').step_by(2) {
                    let end = quoted[i + 1..].find('*').unwrap_or_else(|| panic!("{text:?}: {line:?}")) + i + 1;
                    let inside = &quoted[i + 1..end];
                    assert!(!inside.is_empty() && inside.trim() == inside, "{text:?}: {line:?}");
                }
            }
        }
    }

    #[test]
    fn no_html_of_the_users_is_left() {
        let n = sample::negotiation();
        let text = Markdown::new(&n, &sample::report(&n)).to_string();
        assert!(!text.contains(['<', '>', '\u{1b}']), "{text}");
    }
}
