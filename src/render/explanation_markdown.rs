//! An explanation as Markdown.

use std::fmt;

use super::explanation_text::{CITATIONS, gap, head};
use super::markdown::md;
use super::{StatementLines, phrase};
use crate::finding::explanation::{Explanation, Line};
use crate::finding::{Finding, Report};
use crate::model::Negotiation;

/// An explanation as Markdown: numbered lines, each resting on earlier ones; `Display` writes it.
#[derive(Clone, Debug)]
pub struct ExplanationMarkdown<'a> {
    negotiation: &'a Negotiation,
    report: &'a Report,
    finding: Finding,
    explanation: &'a Explanation,
    lines: Option<&'a StatementLines>,
}

impl<'a> ExplanationMarkdown<'a> {
    /// Lays out an explanation of a finding.
    pub fn new(negotiation: &'a Negotiation, report: &'a Report, finding: Finding, explanation: &'a Explanation) -> Self {
        Self { negotiation, report, finding, explanation, lines: None }
    }

    /// Sets where the statements stand, so that lines point at those of the position file.
    pub fn statement_lines(mut self, lines: &'a StatementLines) -> Self {
        self.lines = Some(lines);
        self
    }
}

impl fmt::Display for ExplanationMarkdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = phrase::explanation_title(self.negotiation, self.report, self.finding);
        writeln!(f, "# {}\n", md(&title))?;
        let all = &self.explanation.lines;
        let gap = gap(all.len());
        for (i, line) in all.iter().enumerate() {
            if i == gap.start && !gap.is_empty() {
                writeln!(f, "\n{}\n", md(&phrase::omitted(gap.len())))?;
            }
            if !gap.contains(&i) {
                self.line(f, i, line)?;
            }
        }
        Ok(())
    }
}

impl ExplanationMarkdown<'_> {
    fn line(&self, f: &mut fmt::Formatter<'_>, index: usize, line: &Line) -> fmt::Result {
        let n = self.negotiation;
        let (head, from) = head(n, self.report, line);
        let number = format!("{}. ", index + 1);
        let indent = " ".repeat(number.len());
        writeln!(f, "{number}{}{}", md(&head), md(&from))?;
        for detail in phrase::line_details(n, line, &|id| phrase::link_citation(n, id, self.lines)) {
            writeln!(f, "{indent}- {}", md(&detail))?;
        }
        for citation in phrase::line_citations(n, line, self.lines, CITATIONS) {
            writeln!(f, "{indent}- {}", md(&citation))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, file};

    use super::super::sample;
    use super::*;

    #[test]
    fn the_sample_reads_well() {
        let n = sample::negotiation();
        let (report, explanation) = (sample::report(&n), sample::explanation(&n));
        let finding = report.find(&n, "troops").unwrap();
        let markdown = ExplanationMarkdown::new(&n, &report, finding, &explanation);
        assert_data_eq!(markdown.to_string(), file!["sample/explanation.md"].raw());
    }
}
