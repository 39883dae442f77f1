//! A report as text for a terminal.

use std::collections::HashSet;
use std::fmt;

use super::outline::{Cut, Group, Opening, Outline};
use super::paper::{Paper, Style};
use super::phrase::{self, Phrase};
use super::{StatementLines, circle};
use crate::finding::{Report, Verdict};
use crate::model::Negotiation;

/// How many citations one conflict shows.
const CITATIONS: usize = 6;

/// A report as text for a terminal, most important first; `Display` writes it.
///
/// Long lists are cut and counted, so that it stays readable for a million steps.
///
/// # Examples
///
/// ```
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let report = impasse::analyze(&negotiation);
/// println!("{}", impasse::render::Text::new(&negotiation, &report).width(100));
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Text<'a> {
    negotiation: &'a Negotiation,
    report: &'a Report,
    width: usize,
    color: bool,
    verbose: bool,
    lines: Option<&'a StatementLines>,
}

impl<'a> Text<'a> {
    /// Lays out a report in 80 columns, without colour.
    pub fn new(negotiation: &'a Negotiation, report: &'a Report) -> Self {
        Self { negotiation, report, width: 80, color: false, verbose: false, lines: None }
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

    /// Sets whether encoders' remarks are shown too.
    pub fn verbose(mut self, verbose: bool) -> Self {
        self.verbose = verbose;
        self
    }

    /// Sets where the statements stand, so that findings point at the lines of the position file.
    pub fn statement_lines(mut self, lines: &'a StatementLines) -> Self {
        self.lines = Some(lines);
        self
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outline = Outline::new(self.negotiation, self.report);
        let mut paper = Paper::new(f, self.width, self.color);
        self.opening(&mut paper, &outline)?;
        self.conflicts(&mut paper, &outline.conflicts)?;
        self.circles(&mut paper, &outline)?;
        self.going_ahead(&mut paper, &outline.openings)?;
        self.rest(&mut paper, &outline)
    }
}

impl Text<'_> {
    fn opening(&self, paper: &mut Paper<'_, '_>, outline: &Outline<'_>) -> fmt::Result {
        paper.styled("", "", &[(Some(Style::Heading), &phrase::title(self.negotiation))])?;
        paper.styled("", "", &[(Some(Style::Faint), &phrase::as_of(self.negotiation))])?;
        phrase::not_counted(self.negotiation).iter().try_for_each(|left_out| paper.phrase("", "", left_out))?;
        paper.blank()?;
        let style = match self.report.verdict() {
            Verdict::Agreement => Style::Good,
            Verdict::Impasse => Style::Bad,
        };
        paper.styled("", "", &[(Some(style), &phrase::verdict(self.report))])?;
        outline.headlines.iter().try_for_each(|headline| paper.phrase("  • ", "    ", headline))
    }

    fn conflicts(&self, paper: &mut Paper<'_, '_>, groups: &[Group<'_>]) -> fmt::Result {
        paper.heading(phrase::CONFLICTS)?;
        if groups.is_empty() {
            return paper.words("", "", Style::Plain, phrase::NO_CONFLICTS);
        }
        let (mut quoted, mut noted) = (HashSet::new(), HashSet::new());
        for (i, group) in groups.iter().enumerate() {
            if i > 0 {
                paper.blank()?;
            }
            paper.words("", "", Style::Heading, phrase::kind(group.kind))?;
            for &(index, conflict) in &group.conflicts.shown {
                let number = format!("  {:<4} ", phrase::conflict_number(index).as_str());
                paper.phrase(&number, "       ", &phrase::conflict(self.negotiation, conflict))?;
                let cited = phrase::conflict_citations(self.negotiation, conflict, self.lines, &mut quoted, CITATIONS);
                cited.iter().try_for_each(|citation| paper.citation("         ", "           ", citation))?;
                if self.verbose {
                    let cited = conflict.statements.iter().take(CITATIONS).filter(|&&id| noted.insert(id));
                    let mut notes = cited.filter_map(|&id| phrase::note(self.negotiation, id));
                    notes.try_for_each(|note| paper.citation("         ", "           ", &note))?;
                }
            }
            omitted(paper, "  ", group.conflicts.omitted)?;
        }
        Ok(())
    }

    fn circles(&self, paper: &mut Paper<'_, '_>, outline: &Outline<'_>) -> fmt::Result {
        paper.heading(phrase::CIRCLES)?;
        if outline.circles.shown.is_empty() {
            return paper.words("", "", Style::Plain, phrase::NO_CIRCLES);
        }
        for (i, &(index, deadlock)) in outline.circles.shown.iter().enumerate() {
            if i > 0 {
                paper.blank()?;
            }
            let said = phrase::deadlock(self.negotiation, deadlock);
            paper.phrase(&format!("{:<3} ", phrase::deadlock_number(index).as_str()), "    ", &said)?;
            if deadlock.latent {
                paper.phrase("    ", "    ", &phrase::behind(self.negotiation, self.report, deadlock))?;
            }
            paper.blank()?;
            circle::draw(paper, self.negotiation, deadlock, self.lines)?;
            if let Some(counted) = phrase::circles_counted(deadlock) {
                paper.phrase("    ", "    ", &counted)?;
            }
        }
        omitted(paper, "", outline.circles.omitted)
    }

    fn going_ahead(&self, paper: &mut Paper<'_, '_>, openings: &Cut<Opening<'_>>) -> fmt::Result {
        paper.heading(phrase::OPEN)?;
        if openings.shown.is_empty() {
            return paper.words("", "", Style::Plain, phrase::NOTHING_OPEN);
        }
        for opening in &openings.shown {
            let when = phrase::opens(self.negotiation, opening.day, opening.later_that_day);
            for (i, &step) in opening.steps.iter().enumerate() {
                let label = if i == 0 { when.as_str() } else { "" };
                let said = phrase::opening(self.negotiation, self.report, step);
                paper.phrase(&format!("  {label:<11} "), "              ", &said)?;
            }
        }
        omitted(paper, "  ", openings.omitted)
    }

    fn rest(&self, paper: &mut Paper<'_, '_>, outline: &Outline<'_>) -> fmt::Result {
        let (n, report) = (self.negotiation, self.report);
        if !outline.demands.shown.is_empty() {
            paper.heading(phrase::DEMANDS)?;
            for demand in &outline.demands.shown {
                let sign = if demand.met { "  ✓ " } else { "  ✗ " };
                paper.phrase(sign, "    ", &phrase::demand(n, report, demand))?;
            }
            omitted(paper, "  ", outline.demands.omitted)?;
        }
        if !outline.counts.is_empty() {
            paper.heading(phrase::STEPS)?;
            paper.phrase("", "", &phrase::status_counts(&outline.counts))?;
            for group in &outline.stuck.shown {
                paper.phrase("  · ", "    ", &phrase::stuck(n, report, group))?;
            }
            omitted(paper, "  ", outline.stuck.omitted)?;
        }
        if !outline.sources.is_empty() {
            paper.heading(phrase::SOURCES)?;
            outline.sources.iter().try_for_each(|&id| paper.phrase("  ", "    ", &phrase::source(n, id)))?;
        }
        Ok(())
    }
}

/// Says how many entries a list leaves out, if any.
pub(super) fn omitted(paper: &mut Paper<'_, '_>, indent: &str, count: usize) -> fmt::Result {
    if count == 0 {
        return Ok(());
    }
    let said: Phrase = phrase::omitted(count);
    paper.styled(indent, indent, &[(Some(Style::Faint), &said)])
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
        assert_data_eq!(Text::new(&n, &report).to_string(), file!["sample/report.txt"].raw());
        let verbose = Text::new(&n, &report).verbose(true).statement_lines(&lines).width(100);
        assert_data_eq!(verbose.to_string(), file!["sample/report-verbose.txt"].raw());
    }

    #[test]
    fn every_line_fits_the_width() {
        let n = sample::negotiation();
        let report = sample::report(&n);
        sample::assert_fits(&[20, 24, 40, 72, 200], |width| Text::new(&n, &report).width(width).to_string());
    }

    #[test]
    fn colour_adds_codes_and_nothing_else() {
        let n = sample::negotiation();
        let report = sample::report(&n);
        sample::assert_only_coloured(&Text::new(&n, &report).to_string(), Text::new(&n, &report).color(true).to_string());
    }

    #[test]
    fn where_nothing_is_said_nothing_is_wrong() {
        let n = crate::Draft::default().build().unwrap();
        let report = Report::new(sample::parts(), &n, |_, _| crate::finding::Overview::default());
        let text = Text::new(&n, &report).to_string();
        assert!(text.contains("Nothing is demanded: there is nothing to disagree about."), "{text}");
    }
}
