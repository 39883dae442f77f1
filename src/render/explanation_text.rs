//! An explanation as text for a terminal.

use std::fmt;

use super::StatementLines;
use super::paper::{Paper, Style};
use super::phrase::{self, Phrase};
use crate::finding::explanation::{Explanation, Line};
use crate::finding::{Finding, Report};
use crate::model::Negotiation;

/// Explanations of more lines than this are shown with a gap.
pub(super) const WHOLE: usize = 400;
/// How many lines are shown before and after the gap.
const FIRST: usize = 40;
const LAST: usize = 200;
/// How many citations one line shows.
pub(super) const CITATIONS: usize = 12;

/// An explanation as text for a terminal: numbered lines, each resting on earlier ones; `Display` writes it.
#[derive(Clone, Debug)]
pub struct ExplanationText<'a> {
    negotiation: &'a Negotiation,
    report: &'a Report,
    finding: Finding,
    explanation: &'a Explanation,
    width: usize,
    color: bool,
    verbose: bool,
    lines: Option<&'a StatementLines>,
}

impl<'a> ExplanationText<'a> {
    /// Lays out an explanation of a finding in 80 columns, without colour.
    pub fn new(negotiation: &'a Negotiation, report: &'a Report, finding: Finding, explanation: &'a Explanation) -> Self {
        Self { negotiation, report, finding, explanation, width: 80, color: false, verbose: false, lines: None }
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

    /// Sets where the statements stand, so that lines point at those of the position file.
    pub fn statement_lines(mut self, lines: &'a StatementLines) -> Self {
        self.lines = Some(lines);
        self
    }
}

impl fmt::Display for ExplanationText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut paper = Paper::new(f, self.width, self.color);
        let title = phrase::explanation_title(self.negotiation, self.report, self.finding);
        paper.styled("", "", &[(Some(Style::Heading), &title)])?;
        paper.blank()?;
        let all = &self.explanation.lines;
        let gap = gap(all.len());
        for (i, line) in all.iter().enumerate() {
            if i == gap.start && !gap.is_empty() {
                paper.styled("     ", "     ", &[(Some(Style::Faint), &phrase::omitted(gap.len()))])?;
            }
            if !gap.contains(&i) {
                self.line(&mut paper, i, line)?;
            }
        }
        Ok(())
    }
}

impl ExplanationText<'_> {
    fn line(&self, paper: &mut Paper<'_, '_>, index: usize, line: &Line) -> fmt::Result {
        let n = self.negotiation;
        let (head, from) = head(n, self.report, line);
        paper.styled(&format!("{:>3}. ", index + 1), "     ", &[(None, &head), (Some(Style::Faint), &from)])?;
        for detail in phrase::line_details(n, line, &|id| phrase::link_citation(n, id, self.lines)) {
            paper.phrase("     – ", "       ", &detail)?;
        }
        for citation in phrase::line_citations(n, line, self.lines, CITATIONS) {
            paper.citation("       ", "         ", &citation)?;
        }
        if self.verbose {
            for note in line.cites.iter().take(CITATIONS).filter_map(|&id| phrase::note(n, id)) {
                paper.citation("       ", "         ", &note)?;
            }
        }
        Ok(())
    }
}

/// What a line says, and on which lines it rests.
pub(super) fn head(n: &Negotiation, report: &Report, line: &Line) -> (Phrase, Phrase) {
    (phrase::line_head(n, report, line), phrase::line_end(line))
}

/// Returns the lines that are left out of a long explanation.
pub(super) fn gap(count: usize) -> std::ops::Range<usize> {
    if count <= WHOLE { 0..0 } else { FIRST..count - LAST }
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, file};

    use super::super::sample;
    use super::*;

    #[test]
    fn the_sample_reads_well() {
        let n = sample::negotiation();
        let (report, explanation, lines) = (sample::report(&n), sample::explanation(&n), sample::lines());
        let finding = report.find(&n, "troops").unwrap();
        let text = ExplanationText::new(&n, &report, finding, &explanation).verbose(true).statement_lines(&lines);
        assert_data_eq!(text.to_string(), file!["sample/explanation.txt"].raw());
    }

    #[test]
    fn every_line_fits_the_width() {
        let n = sample::negotiation();
        let (report, explanation) = (sample::report(&n), sample::explanation(&n));
        let finding = report.find(&n, "troops").unwrap();
        let text = |width| ExplanationText::new(&n, &report, finding, &explanation).verbose(true).width(width).to_string();
        sample::assert_fits(&[20, 24, 40, 72, 200], text);
    }

    #[test]
    fn a_long_explanation_is_cut_in_the_middle() {
        assert!(gap(WHOLE).is_empty());
        assert_eq!(gap(1_000_000), FIRST..1_000_000 - LAST);
    }
}
