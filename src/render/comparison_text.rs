//! A comparison as text for a terminal.

use std::fmt;

use super::comparison_outline::{CLAIMS, ComparisonOutline, Heading, RESTING};
use super::outline::Cut;
use super::paper::{Paper, Style, pieces};
use super::phrase;
use super::prospect::Prospect;
use super::table::{Columns, Paragraphs};
use super::text::omitted;
use crate::finding::comparison::{Account, ComparedTerm, Comparison, Row, Standing};
use crate::model::Negotiation;

/// How many parties are listed under a step where they do not stand side by side.
const STACKED: usize = 20;

/// A comparison as text for a terminal: a table of the parties side by side, then the words, then the accounts; `Display` writes it.
///
/// Where the parties do not fit side by side they stand below one another, under each step those that have something to say.
/// Long lists are cut and counted.
///
/// # Examples
///
/// ```
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let comparison = impasse::compare(&negotiation);
/// println!("{}", impasse::render::ComparisonText::new(&negotiation, &comparison).width(100));
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ComparisonText<'a> {
    negotiation: &'a Negotiation,
    comparison: &'a Comparison,
    width: usize,
    color: bool,
}

impl<'a> ComparisonText<'a> {
    /// Lays out a comparison in 80 columns, without colour.
    pub fn new(negotiation: &'a Negotiation, comparison: &'a Comparison) -> Self {
        Self { negotiation, comparison, width: 80, color: false }
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
}

impl fmt::Display for ComparisonText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outline = ComparisonOutline::new(self.negotiation, self.comparison);
        let mut paper = Paper::new(f, self.width, self.color);
        self.opening(&mut paper, &outline)?;
        match Columns::fit(paper.width(), self.comparison.parties.len() + 1) {
            Some(columns) => self.table(&mut paper, &outline, &columns)?,
            None => self.stacked(&mut paper, &outline)?,
        }
        omitted(&mut paper, "", outline.rows_omitted)?;
        self.words(&mut paper, &outline.terms)?;
        self.accounts(&mut paper, &outline)?;
        prospects(&mut paper, &outline.prospects)?;
        self.sources(&mut paper, &outline)
    }
}

impl ComparisonText<'_> {
    fn opening(&self, paper: &mut Paper<'_, '_>, outline: &ComparisonOutline<'_>) -> fmt::Result {
        paper.styled("", "", &[(Some(Style::Heading), &phrase::title(self.negotiation))])?;
        paper.styled("", "", &[(Some(Style::Faint), &phrase::as_of(self.negotiation))])?;
        phrase::not_counted(self.negotiation).iter().try_for_each(|left_out| paper.phrase("", "", left_out))?;
        paper.blank()?;
        if outline.counts.is_empty() {
            return paper.words("", "", Style::Plain, phrase::NO_ROWS);
        }
        paper.phrase("", "", &phrase::rows_counted(self.comparison))?;
        for &(standing, count) in &outline.counts {
            let head = format!("  {count:>3} {:<11}  ", standing.word());
            paper.words(&head, &" ".repeat(head.len()), Style::Plain, phrase::in_words(standing))?;
        }
        paper.blank()
    }

    /// The parties side by side, under each heading the rows.
    fn table(&self, paper: &mut Paper<'_, '_>, outline: &ComparisonOutline<'_>, columns: &Columns) -> fmt::Result {
        let (n, parties) = (self.negotiation, &self.comparison.parties);
        if outline.groups.is_empty() {
            return Ok(());
        }
        let names = parties.iter().map(|&party| vec![pieces(&phrase::party(n, party), Some(Style::Heading))]);
        columns.row(paper, &std::iter::once(Vec::new()).chain(names).collect::<Vec<_>>())?;
        for (heading, rows) in &outline.groups {
            columns.rule(paper)?;
            self.heading(paper, outline, *heading)?;
            for (i, row) in rows.iter().enumerate() {
                if i > 0 {
                    columns.rule(paper)?;
                }
                let head = vec![pieces(&phrase::subject(n, row), None), pieces(&phrase::standing(n, row), Some(style(row.standing)))];
                let cells = parties.iter().map(|&party| -> Paragraphs {
                    match &*phrase::cell(n, row, party) {
                        [] => vec![vec![(Style::Faint, phrase::NOTHING.to_owned())]],
                        lines => lines.iter().map(|line| pieces(line, None)).collect(),
                    }
                });
                columns.row(paper, &std::iter::once(head).chain(cells).collect::<Vec<_>>())?;
            }
        }
        Ok(())
    }

    /// The parties below one another, under each row those that have something to say.
    fn stacked(&self, paper: &mut Paper<'_, '_>, outline: &ComparisonOutline<'_>) -> fmt::Result {
        for (i, (heading, rows)) in outline.groups.iter().enumerate() {
            if i > 0 {
                paper.blank()?;
            }
            self.heading(paper, outline, *heading)?;
            rows.iter().try_for_each(|row| self.stacked_row(paper, row))?;
        }
        Ok(())
    }

    fn stacked_row(&self, paper: &mut Paper<'_, '_>, row: &Row) -> fmt::Result {
        let n = self.negotiation;
        let (subject, standing) = (phrase::subject(n, row), phrase::standing(n, row));
        paper.styled("  ", "    ", &[(None, &subject), (None, &phrase::colon()), (Some(style(row.standing)), &standing)])?;
        let cells =
            || self.comparison.parties.iter().map(|&party| (party, phrase::cell(n, row, party))).filter(|(_, cell)| !cell.is_empty());
        for (party, cell) in cells().take(STACKED) {
            paper.phrase("    ", "      ", &phrase::party_says(n, party, &cell[0]))?;
            cell[1..].iter().try_for_each(|line| paper.phrase("      ", "        ", line))?;
        }
        match cells().count() {
            0 => paper.words("    ", "      ", Style::Faint, phrase::NOBODY),
            count => omitted(paper, "    ", count.saturating_sub(STACKED)),
        }
    }

    /// The heading of a group of rows; none where there is but one group of steps without issues.
    fn heading(&self, paper: &mut Paper<'_, '_>, outline: &ComparisonOutline<'_>, heading: Heading) -> fmt::Result {
        match phrase::group(self.negotiation, heading) {
            title if outline.groups.len() > 1 || matches!(heading, Heading::Issue(_)) => {
                paper.styled("", "", &[(Some(Style::Heading), &title)])
            }
            _ => Ok(()),
        }
    }

    fn words(&self, paper: &mut Paper<'_, '_>, terms: &Cut<&ComparedTerm>) -> fmt::Result {
        if self.comparison.terms.is_empty() {
            return Ok(());
        }
        paper.heading(phrase::MEANINGS)?;
        if terms.shown.is_empty() {
            return paper.words("", "", Style::Plain, phrase::NO_MEANINGS);
        }
        for (i, term) in terms.shown.iter().enumerate() {
            if i > 0 {
                paper.blank()?;
            }
            self.term(paper, term)?;
        }
        omitted(paper, "", terms.omitted)
    }

    fn term(&self, paper: &mut Paper<'_, '_>, term: &ComparedTerm) -> fmt::Result {
        let n = self.negotiation;
        paper.phrase("", "", &phrase::term_title(n, term))?;
        phrase::parts(n, term).iter().try_for_each(|part| paper.phrase("  • ", "    ", part))?;
        let read = term.meanings.iter().filter_map(|meaning| phrase::meaning_citation(n, term, meaning));
        read.take(RESTING).try_for_each(|citation| paper.citation("      ", "        ", &citation))?;
        paper.words("  ", "    ", Style::Plain, phrase::rests(term))?;
        let resting = term.resting.iter().take(RESTING);
        resting.clone().try_for_each(|&id| paper.phrase("    ", "      ", &phrase::resting(n, id)))?;
        omitted(paper, "    ", term.resting.len() - resting.len())?;
        if term.readings.is_empty() {
            return Ok(());
        }
        paper.phrase("  · ", "    ", &phrase::as_used(n, &self.comparison.outcome))?;
        let found = &self.comparison.outcome;
        term.readings.iter().try_for_each(|reading| paper.phrase("  · ", "    ", &phrase::reading(n, reading, found)))
    }

    fn accounts(&self, paper: &mut Paper<'_, '_>, outline: &ComparisonOutline<'_>) -> fmt::Result {
        if self.comparison.accounts.is_empty() {
            return Ok(());
        }
        paper.heading(phrase::ACCOUNTS)?;
        let groups = [(phrase::CONTRADICTORY, &outline.contradictory), (phrase::UNCONTRADICTED, &outline.uncontradicted)];
        for (title, accounts) in groups.into_iter().filter(|(_, accounts)| !accounts.shown.is_empty()) {
            paper.words("", "", Style::Heading, title)?;
            accounts.shown.iter().try_for_each(|account| self.account(paper, account))?;
            omitted(paper, "  ", accounts.omitted)?;
        }
        Ok(())
    }

    fn account(&self, paper: &mut Paper<'_, '_>, account: &Account) -> fmt::Result {
        paper.phrase("  ", "    ", &phrase::account(self.negotiation, account))?;
        let told = account.claims.iter().take(CLAIMS);
        told.clone().try_for_each(|&id| paper.citation("    ", "      ", &phrase::told(self.negotiation, id)))?;
        omitted(paper, "    ", account.claims.len() - told.len())
    }

    fn sources(&self, paper: &mut Paper<'_, '_>, outline: &ComparisonOutline<'_>) -> fmt::Result {
        if outline.sources.is_empty() {
            return Ok(());
        }
        paper.heading(phrase::SOURCES)?;
        outline.sources.iter().try_for_each(|&id| paper.phrase("  ", "    ", &phrase::source(self.negotiation, id)))
    }
}

/// Writes how far apart the parties are and what they could still agree on.
fn prospects(paper: &mut Paper<'_, '_>, prospects: &[Prospect]) -> fmt::Result {
    for prospect in prospects {
        paper.heading(prospect.title)?;
        prospect.opening.iter().try_for_each(|opening| paper.phrase("", "", opening))?;
        for entry in &prospect.entries.shown {
            paper.phrase("  • ", "    ", &entry.line)?;
            entry.below.shown.iter().try_for_each(|line| paper.phrase("      ", "        ", line))?;
            omitted(paper, "      ", entry.below.omitted)?;
        }
        omitted(paper, "  ", prospect.entries.omitted)?;
    }
    Ok(())
}

const fn style(standing: Standing) -> Style {
    match standing {
        Standing::Refused | Standing::Deadlocked | Standing::Unanswered | Standing::Shortfall | Standing::Waiting | Standing::Expired => {
            Style::Bad
        }
        Standing::Agreed => Style::Good,
        Standing::Conditional | Standing::Unrequested | Standing::Undisputed => Style::Plain,
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
        let comparison = sample::comparison(&n);
        assert_data_eq!(ComparisonText::new(&n, &comparison).to_string(), file!["sample/comparison.txt"].raw());
        let narrow = ComparisonText::new(&n, &comparison).width(50);
        assert_data_eq!(narrow.to_string(), file!["sample/comparison-narrow.txt"].raw());
    }

    #[test]
    fn every_line_fits_the_width() {
        let n = sample::negotiation();
        let comparison = sample::comparison(&n);
        sample::assert_fits(&[20, 24, 40, 59, 60, 72, 200], |width| ComparisonText::new(&n, &comparison).width(width).to_string());
    }

    #[test]
    fn colour_adds_codes_and_nothing_else() {
        let n = sample::negotiation();
        let comparison = sample::comparison(&n);
        sample::assert_only_coloured(
            &ComparisonText::new(&n, &comparison).to_string(),
            ComparisonText::new(&n, &comparison).color(true).to_string(),
        );
    }

    #[test]
    fn where_nothing_is_said_there_is_nothing_to_compare() {
        let n = crate::Draft::default().build().unwrap();
        let text = ComparisonText::new(&n, &sample::comparison(&n)).to_string();
        assert!(text.contains("There is nothing to compare."), "{text}");
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
        let text = ComparisonText::new(&n, &sample::comparison(&n)).width(300).to_string();
        assert!(text.contains("With the meaning of The Ayes: the same"), "{text}");
        let b = "With the meaning of b: impasse; nothing is demanded; a circle of 2 steps (“x” and “y”); no conflict.";
        assert!(text.contains(b), "{text}");
    }
}
