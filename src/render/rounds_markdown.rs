//! An account of rounds as Markdown.

use std::fmt;

use super::course::{Chapter, Speech, chapters};
use super::excerpt::Excerpt;
use super::markdown::{md, omitted};
use super::outline::Cut;
use super::{phrase, spark};
use crate::finding::Report;
use crate::finding::rounds::{Rounds, Shift, Turn};
use crate::model::Negotiation;

/// How many columns the bar of a distance takes.
const BAR: usize = 5;

/// An account of rounds as Markdown: a table of the stages, then what each of them brought; `Display` writes it.
///
/// What users wrote is escaped. Long lists are cut and counted.
#[derive(Clone, Debug)]
pub struct RoundsMarkdown<'a> {
    negotiation: &'a Negotiation,
    rounds: &'a Rounds,
    excerpt: Excerpt,
}

impl<'a> RoundsMarkdown<'a> {
    /// Lays out all rounds.
    pub fn new(negotiation: &'a Negotiation, rounds: &'a Rounds) -> Self {
        Self { negotiation, rounds, excerpt: Excerpt::default() }
    }

    /// Sets which part is shown.
    pub fn excerpt(mut self, excerpt: Excerpt) -> Self {
        self.excerpt = excerpt;
        self
    }
}

impl fmt::Display for RoundsMarkdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.negotiation;
        let course = chapters(n, self.rounds, &self.excerpt);
        writeln!(f, "# {}\n\n{}\n", md(&phrase::rounds_title(n)), md(&phrase::followed(n, self.rounds.stages.len())))?;
        phrase::made_later(n).iter().try_for_each(|left_out| writeln!(f, "{}\n", md(left_out)))?;
        self.table(f, &course)?;
        course.shown.iter().try_for_each(|chapter| self.chapter(f, chapter))
    }
}

impl RoundsMarkdown<'_> {
    fn table(&self, f: &mut fmt::Formatter<'_>, course: &Cut<Chapter<'_>>) -> fmt::Result {
        let head =
            [phrase::WHEN, phrase::ROUND, phrase::VERDICT, phrase::MET, phrase::CONFLICT_COUNT, phrase::CIRCLE_COUNT, phrase::DISTANCE];
        writeln!(f, "| {} |\n|---|---|---|--:|--:|--:|---|", head.join(" | "))?;
        let mut hidden = false;
        for chapter in &course.shown {
            let (stage, report) = (chapter.stage, &chapter.stage.report);
            let (date, name) = (phrase::stage_date(self.negotiation, stage.when), md(&phrase::stage(self.negotiation, stage.when)));
            let (met, circles) = (phrase::met_counts(report), phrase::circle_counts(report));
            let (distance, bar) = (stage.distances.overall, spark::bar(stage.distances.overall, BAR));
            let counts = format!("{} | {met} | {} | {circles}", report.verdict().word(), report.conflicts().len());
            writeln!(f, "| {date} | {name} | {counts} | {} |", format!("{distance:.2} {bar}").trim_end())?;
            hidden |= report.deadlocks().iter().any(|deadlock| deadlock.latent);
        }
        if course.omitted > 0 {
            writeln!(f)?;
            omitted(f, course.omitted)?;
        }
        if hidden { writeln!(f, "\n{}", phrase::HIDDEN_CIRCLES) } else { Ok(()) }
    }

    fn chapter(&self, f: &mut fmt::Formatter<'_>, chapter: &Chapter<'_>) -> fmt::Result {
        let (n, stage) = (self.negotiation, chapter.stage);
        writeln!(f, "\n## {}\n\n{}", md(&phrase::stage_heading(n, stage.when)), md(&phrase::verdict(&stage.report)))?;
        if !stage.done.is_empty() {
            writeln!(f, "{}", md(&phrase::done_since(n, &stage.done, chapter.is_first)))?;
        }
        if chapter.is_empty() {
            writeln!(f, "{}", phrase::NOTHING_SAID)?;
        }
        if !chapter.quiet.is_empty() {
            writeln!(f, "{}", md(&phrase::quiet(n, &chapter.quiet)))?;
        }
        chapter.speeches.shown.iter().try_for_each(|speech| self.speech(f, speech))?;
        omitted_after_list(f, chapter.speeches.omitted)?;
        if !chapter.claims.shown.is_empty() {
            writeln!(f, "\n### {}\n", phrase::CLAIMED)?;
            for &claim in &chapter.claims.shown {
                writeln!(f, "- {}", md(&phrase::claimed(n, &stage.report, claim)))?;
            }
            omitted(f, chapter.claims.omitted)?;
        }
        self.turns(f, phrase::APPEARED, &chapter.appeared.shown, chapter.appeared.omitted)?;
        self.turns(f, phrase::DISAPPEARED, &chapter.disappeared.shown, chapter.disappeared.omitted)
    }

    fn speech(&self, f: &mut fmt::Formatter<'_>, speech: &Speech<'_>) -> fmt::Result {
        let n = self.negotiation;
        writeln!(f, "\n### {}\n", md(&phrase::speaker(n, speech.party)))?;
        for change in &speech.moves.shown {
            for line in phrase::said_now(n, change) {
                writeln!(f, "- **{}**: {}", phrase::shift(change.shift), md(&line))?;
            }
            for line in phrase::said_before(n, change) {
                writeln!(f, "  - {}: {}", phrase::BEFORE, md(&line))?;
            }
        }
        omitted(f, speech.moves.omitted)?;
        if !speech.silent.is_empty() {
            writeln!(f, "- **{}** {}", phrase::shift(Shift::Silent), md(&phrase::silence(n, &speech.silent)))?;
        }
        if speech.repeated > 0 {
            writeln!(f, "- **{}**: {}", phrase::shift(Shift::Unchanged), md(&phrase::repeated(speech.repeated)))?;
        }
        Ok(())
    }

    fn turns(&self, f: &mut fmt::Formatter<'_>, heading: &str, turns: &[(&Report, &Turn)], more: usize) -> fmt::Result {
        if turns.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n### {heading}\n")?;
        for (report, turn) in turns {
            writeln!(f, "- {}", md(&phrase::turned(self.negotiation, report, turn.finding)))?;
            writeln!(f, "  {}", md(&phrase::cause(self.negotiation, &turn.cause)))?;
        }
        omitted(f, more)
    }
}

/// Says after a list that has ended how much more there is.
fn omitted_after_list(f: &mut fmt::Formatter<'_>, count: usize) -> fmt::Result {
    if count > 0 {
        writeln!(f)?;
    }
    omitted(f, count)
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, file};

    use super::super::sample;
    use super::*;

    #[test]
    fn the_sample_reads_well() {
        let (n, rounds) = sample::talks();
        let text = RoundsMarkdown::new(&n, &rounds).to_string();
        assert_data_eq!(&text, file!["sample/rounds.md"].raw());
        assert!(!text.contains(['<', '>', '\u{1b}']), "no HTML of the users is left: {text}");
    }
}
