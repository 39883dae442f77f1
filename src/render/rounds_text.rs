//! An account of rounds as text for a terminal.

use std::fmt;

use super::course::{Chapter, Speech, chapters};
use super::excerpt::Excerpt;
use super::outline::Cut;
use super::paper::{Paper, Style, shown};
use super::phrase::{self, Phrase};
use super::text::omitted;
use super::{spark, wrap};
use crate::finding::Report;
use crate::finding::rounds::{Rounds, Stage, Turn};
use crate::model::Negotiation;

/// What a row of the table takes besides the name of the stage.
const COLUMNS: usize = 62;
/// A narrower table has no room for names.
const LEAST_NAME: usize = 10;
/// How many columns the bar of a distance takes.
const BAR: usize = 5;
/// The lines beside the words that say how a position moved.
const LABEL: usize = 11;

/// An account of rounds as text for a terminal: a table of the stages, then what each of them brought; `Display` writes it.
///
/// Long lists are cut and counted.
///
/// # Examples
///
/// ```
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let rounds = impasse::rounds(&negotiation);
/// println!("{}", impasse::render::RoundsText::new(&negotiation, &rounds).width(100));
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct RoundsText<'a> {
    negotiation: &'a Negotiation,
    rounds: &'a Rounds,
    excerpt: Excerpt,
    width: usize,
    color: bool,
}

impl<'a> RoundsText<'a> {
    /// Lays out all rounds in 80 columns, without colour.
    pub fn new(negotiation: &'a Negotiation, rounds: &'a Rounds) -> Self {
        Self { negotiation, rounds, excerpt: Excerpt::default(), width: 80, color: false }
    }

    /// Sets which part is shown.
    pub fn excerpt(mut self, excerpt: Excerpt) -> Self {
        self.excerpt = excerpt;
        self
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

impl fmt::Display for RoundsText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let course = chapters(self.negotiation, self.rounds, &self.excerpt);
        let mut paper = Paper::new(f, self.width, self.color);
        paper.styled("", "", &[(Some(Style::Heading), &phrase::rounds_title(self.negotiation))])?;
        paper.styled("", "", &[(Some(Style::Faint), &phrase::followed(self.negotiation, self.rounds.stages.len()))])?;
        phrase::made_later(self.negotiation).iter().try_for_each(|left_out| paper.phrase("", "", left_out))?;
        self.table(&mut paper, &course)?;
        course.shown.iter().try_for_each(|chapter| self.chapter(&mut paper, chapter))?;
        if course.omitted > 0 {
            paper.blank()?;
        }
        omitted(&mut paper, "", course.omitted)
    }
}

impl RoundsText<'_> {
    fn table(&self, paper: &mut Paper<'_, '_>, course: &Cut<Chapter<'_>>) -> fmt::Result {
        paper.heading(phrase::ROUNDS)?;
        let stages: Vec<&Stage> = course.shown.iter().map(|chapter| chapter.stage).collect();
        match self.width.checked_sub(COLUMNS).filter(|&room| room >= LEAST_NAME) {
            Some(room) => self.rows(paper, &stages, room)?,
            None => stages.iter().try_for_each(|stage| {
                let bar = format!(" {}", spark::bar(stage.distances.overall, BAR));
                paper.styled("  ", "    ", &[(None, &phrase::stage_in_short(self.negotiation, stage)), (None, &phrase::as_is(bar))])
            })?,
        }
        omitted(paper, "  ", course.omitted)?;
        if stages.iter().any(|stage| stage.report.deadlocks().iter().any(|deadlock| deadlock.latent)) {
            paper.words("  ", "  ", Style::Faint, phrase::HIDDEN_CIRCLES)?;
        }
        if stages.len() > 1 {
            paper.blank()?;
            let most = stages.iter().map(|stage| stage.report.conflicts().len()).max().unwrap_or_default().max(1) as f64;
            let distances = spark::line(stages.iter().map(|stage| stage.distances.overall));
            let conflicts = spark::line(stages.iter().map(|stage| stage.report.conflicts().len() as f64 / most));
            for (name, bars) in [(phrase::DISTANCE, distances), (phrase::CONFLICT_COUNT, conflicts)] {
                paper.words(&format!("  {name:<10}  "), &" ".repeat(14), Style::Plain, &bars)?;
            }
        }
        Ok(())
    }

    /// The table; names that are too long for their column go on below.
    fn rows(&self, paper: &mut Paper<'_, '_>, stages: &[&Stage], room: usize) -> fmt::Result {
        let longest = |name: usize| name.max(LEAST_NAME).min(room);
        let names: Vec<String> = stages.iter().map(|stage| plain(&phrase::stage(self.negotiation, stage.when))).collect();
        let name_width = longest(names.iter().map(|name| wrap::columns(name)).max().unwrap_or_default());
        let head = [phrase::WHEN, phrase::ROUND, phrase::VERDICT, phrase::MET, phrase::CONFLICT_COUNT, phrase::CIRCLE_COUNT];
        paper.words(&row(head, name_width, phrase::DISTANCE), "", Style::Plain, "")?;
        for (stage, name) in stages.iter().zip(&names) {
            let mut lines = wrap::wrap([((), &**name)], name_width, name_width)
                .into_iter()
                .map(|line| line.into_iter().map(|(_, text)| text).collect::<String>());
            let (report, distance) = (&stage.report, stage.distances.overall);
            let (first, date) = (lines.next().unwrap_or_default(), phrase::stage_date(self.negotiation, stage.when));
            let (met, conflicts, circles) =
                (phrase::met_counts(report), report.conflicts().len().to_string(), phrase::circle_counts(report));
            let cells = [&*date, &first, report.verdict().word(), &met, &conflicts, &circles];
            paper.words(&row(cells, name_width, &format!("{distance:.2} {}", spark::bar(distance, BAR))), "", Style::Plain, "")?;
            for line in lines {
                paper.words(&row(["", &line, "", "", "", ""], name_width, ""), "", Style::Plain, "")?;
            }
        }
        Ok(())
    }

    fn chapter(&self, paper: &mut Paper<'_, '_>, chapter: &Chapter<'_>) -> fmt::Result {
        let (n, stage) = (self.negotiation, chapter.stage);
        paper.heading(&plain(&phrase::stage_heading(n, stage.when)))?;
        paper.phrase("", "", &phrase::verdict(&stage.report))?;
        if !stage.done.is_empty() {
            paper.phrase("", "  ", &phrase::done_since(n, &stage.done, chapter.is_first))?;
        }
        if chapter.is_empty() {
            paper.words("", "", Style::Plain, phrase::NOTHING_SAID)?;
        }
        if !chapter.quiet.is_empty() {
            paper.phrase("", "  ", &phrase::quiet(n, &chapter.quiet))?;
        }
        chapter.speeches.shown.iter().try_for_each(|speech| self.speech(paper, speech))?;
        omitted(paper, "  ", chapter.speeches.omitted)?;
        if !chapter.claims.shown.is_empty() {
            self.heading(paper, phrase::CLAIMED)?;
            for &claim in &chapter.claims.shown {
                paper.phrase("    ", "      ", &phrase::claimed(n, &stage.report, claim))?;
            }
            omitted(paper, "    ", chapter.claims.omitted)?;
        }
        self.turns(paper, phrase::APPEARED, "    + ", &chapter.appeared.shown, chapter.appeared.omitted)?;
        self.turns(paper, phrase::DISAPPEARED, "    − ", &chapter.disappeared.shown, chapter.disappeared.omitted)
    }

    fn heading(&self, paper: &mut Paper<'_, '_>, words: &str) -> fmt::Result {
        paper.blank()?;
        paper.words("  ", "  ", Style::Heading, words)
    }

    fn speech(&self, paper: &mut Paper<'_, '_>, speech: &Speech<'_>) -> fmt::Result {
        let n = self.negotiation;
        paper.blank()?;
        paper.styled("  ", "  ", &[(Some(Style::Heading), &phrase::speaker(n, speech.party))])?;
        let rest = format!("    {}", " ".repeat(LABEL + 2));
        let label = |label: &str| format!("    {label:<LABEL$}");
        for change in &speech.moves.shown {
            for (place, line) in phrase::said_now(n, change).iter().enumerate() {
                paper.phrase(&label(if place == 0 { phrase::shift(change.shift) } else { "" }), &rest, line)?;
            }
            for (place, line) in phrase::said_before(n, change).iter().enumerate() {
                paper.phrase(&label(if place == 0 { phrase::BEFORE } else { "" }), &rest, line)?;
            }
        }
        omitted(paper, "    ", speech.moves.omitted)?;
        if !speech.silent.is_empty() {
            paper.phrase(&label(phrase::shift(crate::finding::rounds::Shift::Silent)), &rest, &phrase::silence(n, &speech.silent))?;
        }
        if speech.repeated > 0 {
            paper.phrase(&label(phrase::shift(crate::finding::rounds::Shift::Unchanged)), &rest, &phrase::repeated(speech.repeated))?;
        }
        Ok(())
    }

    fn turns(&self, paper: &mut Paper<'_, '_>, heading: &str, sign: &str, turns: &[(&Report, &Turn)], more: usize) -> fmt::Result {
        if turns.is_empty() {
            return Ok(());
        }
        self.heading(paper, heading)?;
        for (report, turn) in turns {
            paper.phrase(sign, "      ", &phrase::turned(self.negotiation, report, turn.finding))?;
            paper.phrase("        ", "        ", &phrase::cause(self.negotiation, &turn.cause))?;
        }
        omitted(paper, "    ", more)
    }
}

/// A row of the table.
fn row([date, name, verdict, met, conflicts, circles]: [&str; 6], name_width: usize, distance: &str) -> String {
    let name = format!("{name}{}", " ".repeat(name_width.saturating_sub(wrap::columns(name))));
    format!("  {date:<10}  {name}  {verdict:<9}  {met:>5}  {conflicts:>9}  {circles:>7}  {distance}")
}

/// A phrase as harmless text.
fn plain(phrase: &Phrase) -> String {
    phrase.pieces().map(|(role, text)| shown(role, text)).collect()
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, file};

    use super::super::sample;
    use super::*;

    #[test]
    fn the_sample_reads_well() {
        let (n, rounds) = sample::talks();
        assert_data_eq!(RoundsText::new(&n, &rounds).to_string(), file!["sample/rounds.txt"].raw());
        let south = Excerpt::default().stages(2..3).parties(n.find_party("south").into_iter().collect());
        assert_data_eq!(RoundsText::new(&n, &rounds).excerpt(south).to_string(), file!["sample/rounds-excerpt.txt"].raw());
    }

    #[test]
    fn every_line_fits_the_width() {
        let (n, rounds) = sample::talks();
        sample::assert_fits(&[20, 24, 40, 72, 73, 100, 200], |width| RoundsText::new(&n, &rounds).width(width).to_string());
    }

    #[test]
    fn colour_adds_codes_and_nothing_else() {
        let (n, rounds) = sample::talks();
        sample::assert_only_coloured(&RoundsText::new(&n, &rounds).to_string(), RoundsText::new(&n, &rounds).color(true).to_string());
    }
}
