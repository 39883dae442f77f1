//! A comparison as Markdown.

use std::fmt;

use super::comparison_outline::{CLAIMS, ComparisonOutline, RESTING};
use super::markdown::{md, omitted};
use super::phrase;
use super::prospect::Prospect;
use crate::finding::comparison::{Account, ComparedTerm, Comparison, Row};
use crate::model::Negotiation;

/// How many parties stand side by side in a table; more stand below one another.
const SIDE_BY_SIDE: usize = 6;

/// A comparison as Markdown: a table for each issue, then the words, then the accounts; `Display` writes it.
///
/// What users wrote is escaped: neither Markdown nor HTML in a name or a quotation takes effect.
/// Long lists are cut and counted.
///
/// # Examples
///
/// ```
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let comparison = impasse::compare(&negotiation);
/// println!("{}", impasse::render::ComparisonMarkdown::new(&negotiation, &comparison));
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ComparisonMarkdown<'a> {
    negotiation: &'a Negotiation,
    comparison: &'a Comparison,
}

impl<'a> ComparisonMarkdown<'a> {
    /// Lays out a comparison.
    pub fn new(negotiation: &'a Negotiation, comparison: &'a Comparison) -> Self {
        Self { negotiation, comparison }
    }
}

impl fmt::Display for ComparisonMarkdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.negotiation;
        let outline = ComparisonOutline::new(n, self.comparison);
        writeln!(f, "# {}\n\n{}", md(&phrase::title(n)), md(&phrase::as_of(n)))?;
        phrase::not_counted(n).iter().try_for_each(|left_out| writeln!(f, "\n{}", md(left_out)))?;
        self.opening(f, &outline)?;
        for (heading, rows) in &outline.groups {
            writeln!(f, "\n## {}\n", md(&phrase::group(n, *heading)))?;
            match self.comparison.parties.len() {
                ..=SIDE_BY_SIDE => self.table(f, rows)?,
                _ => rows.iter().try_for_each(|row| self.list(f, row))?,
            }
        }
        if outline.rows_omitted > 0 {
            writeln!(f)?;
            omitted(f, outline.rows_omitted)?;
        }
        self.words(f, &outline)?;
        self.accounts(f, &outline)?;
        prospects(f, &outline.prospects)?;
        if !outline.sources.is_empty() {
            writeln!(f, "\n## {}\n", phrase::SOURCES)?;
        }
        outline.sources.iter().try_for_each(|&id| writeln!(f, "- {}", md(&phrase::source(n, id))))
    }
}

impl ComparisonMarkdown<'_> {
    fn opening(&self, f: &mut fmt::Formatter<'_>, outline: &ComparisonOutline<'_>) -> fmt::Result {
        if outline.counts.is_empty() {
            return writeln!(f, "\n{}", phrase::NO_ROWS);
        }
        writeln!(f, "\n{}\n", md(&phrase::rows_counted(self.comparison)))?;
        let mut counts = outline.counts.iter();
        counts.try_for_each(|&(standing, count)| writeln!(f, "- {count} **{}**: {}", standing.word(), phrase::in_words(standing)))
    }

    fn table(&self, f: &mut fmt::Formatter<'_>, rows: &[&Row]) -> fmt::Result {
        let (n, parties) = (self.negotiation, &self.comparison.parties);
        let names: Vec<_> = parties.iter().map(|&party| format!(" {} |", md(&phrase::party(n, party)))).collect();
        writeln!(f, "| | |{}", names.concat())?;
        writeln!(f, "|---|---|{}", "---|".repeat(parties.len()))?;
        for row in rows {
            write!(f, "| {} | **{}** |", md(&phrase::subject(n, row)), md(&phrase::standing(n, row)))?;
            for &party in parties {
                let lines: Vec<_> = phrase::cell(n, row, party).iter().map(md).collect();
                write!(f, " {} |", if lines.is_empty() { phrase::NOTHING.to_owned() } else { lines.join("<br>") })?;
            }
            writeln!(f)?;
        }
        Ok(())
    }

    /// The parties below one another: those that have something to say.
    fn list(&self, f: &mut fmt::Formatter<'_>, row: &Row) -> fmt::Result {
        let n = self.negotiation;
        writeln!(f, "- {}: **{}**", md(&phrase::subject(n, row)), md(&phrase::standing(n, row)))?;
        for &party in &self.comparison.parties {
            let lines: Vec<_> = phrase::cell(n, row, party).iter().map(md).collect();
            if !lines.is_empty() {
                writeln!(f, "  - {}: {}", md(&phrase::party(n, party)), lines.join("; "))?;
            }
        }
        Ok(())
    }

    fn words(&self, f: &mut fmt::Formatter<'_>, outline: &ComparisonOutline<'_>) -> fmt::Result {
        if self.comparison.terms.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n## {}", phrase::MEANINGS)?;
        if outline.terms.shown.is_empty() {
            return writeln!(f, "\n{}", phrase::NO_MEANINGS);
        }
        outline.terms.shown.iter().try_for_each(|term| self.term(f, term))?;
        omitted(f, outline.terms.omitted)
    }

    fn term(&self, f: &mut fmt::Formatter<'_>, term: &ComparedTerm) -> fmt::Result {
        let n = self.negotiation;
        writeln!(f, "\n### {}\n", md(&phrase::term_title(n, term)))?;
        phrase::parts(n, term).iter().try_for_each(|part| writeln!(f, "- {}", md(part)))?;
        let read = term.meanings.iter().filter_map(|meaning| phrase::meaning_citation(n, term, meaning));
        read.take(RESTING).try_for_each(|citation| writeln!(f, "  - {}", md(&citation)))?;
        writeln!(f, "- {}", phrase::rests(term))?;
        term.resting.iter().take(RESTING).try_for_each(|&id| writeln!(f, "  - {}", md(&phrase::resting(n, id))))?;
        if term.resting.len() > RESTING {
            writeln!(f, "  - {}", md(&phrase::omitted(term.resting.len() - RESTING)))?;
        }
        if !term.readings.is_empty() {
            writeln!(f, "- {}", md(&phrase::as_used(n, &self.comparison.outcome)))?;
        }
        let found = &self.comparison.outcome;
        term.readings.iter().try_for_each(|reading| writeln!(f, "- {}", md(&phrase::reading(n, reading, found))))
    }

    fn accounts(&self, f: &mut fmt::Formatter<'_>, outline: &ComparisonOutline<'_>) -> fmt::Result {
        if self.comparison.accounts.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n## {}", phrase::ACCOUNTS)?;
        let groups = [(phrase::CONTRADICTORY, &outline.contradictory), (phrase::UNCONTRADICTED, &outline.uncontradicted)];
        for (title, accounts) in groups.into_iter().filter(|(_, accounts)| !accounts.shown.is_empty()) {
            writeln!(f, "\n### {title}\n")?;
            accounts.shown.iter().try_for_each(|account| self.account(f, account))?;
            omitted(f, accounts.omitted)?;
        }
        Ok(())
    }

    fn account(&self, f: &mut fmt::Formatter<'_>, account: &Account) -> fmt::Result {
        writeln!(f, "- {}", md(&phrase::account(self.negotiation, account)))?;
        let told = account.claims.iter().take(CLAIMS);
        told.clone().try_for_each(|&id| writeln!(f, "  - {}", md(&phrase::told(self.negotiation, id))))?;
        match account.claims.len() - told.len() {
            0 => Ok(()),
            more => writeln!(f, "  - {}", md(&phrase::omitted(more))),
        }
    }
}

/// Writes how far apart the parties are and what they could still agree on.
fn prospects(f: &mut fmt::Formatter<'_>, prospects: &[Prospect]) -> fmt::Result {
    for prospect in prospects {
        writeln!(f, "\n## {}\n", prospect.title)?;
        if let Some(opening) = &prospect.opening {
            writeln!(f, "{}\n", md(opening))?;
        }
        for entry in &prospect.entries.shown {
            writeln!(f, "- {}", md(&entry.line))?;
            entry.below.shown.iter().try_for_each(|line| writeln!(f, "  - {}", md(line)))?;
            if entry.below.omitted > 0 {
                writeln!(f, "  - {}", md(&phrase::omitted(entry.below.omitted)))?;
            }
        }
        omitted(f, prospect.entries.omitted)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, file};

    use super::super::sample;
    use super::*;

    #[test]
    fn the_sample_reads_well() {
        let n = sample::negotiation();
        let comparison = sample::comparison(&n);
        assert_data_eq!(ComparisonMarkdown::new(&n, &comparison).to_string(), file!["sample/comparison.md"].raw());
    }

    #[test]
    fn no_html_of_the_users_is_left() {
        let n = sample::negotiation();
        let text = ComparisonMarkdown::new(&n, &sample::comparison(&n)).to_string();
        assert!(!text.replace("<br>", "").contains(['<', '>', '\u{1b}']), "{text}");
    }
}
