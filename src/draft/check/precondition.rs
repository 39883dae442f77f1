//! Preconditions of offers and acceptances.

use super::Checker;
use super::reference::MOST_PARTS;
use super::statement::Speech;
use crate::draft::fix::{Content, Fix, Remedy};
use crate::draft::trail::Trail;
use crate::draft::wording::{listed, quoted};
use crate::draft::{PreconditionDraft, ProblemCode, StatementDraft, SubjectDraft, days_in};
use crate::model::{Act, On, PartyId, Precondition, StepId, Target, TermId, Wait};

impl<'d> Checker<'d> {
    /// Adds the preconditions of a statement and returns where they begin and how many there are.
    pub(super) fn preconditions(&mut self, entry: &'d StatementDraft<'d>, speech: Speech, at: &Trail<'_>) -> (u32, u32) {
        let start = self.made.content().preconditions.len();
        for (wait, list) in Wait::ALL.into_iter().zip([&entry.after, &entry.with, &entry.promise]) {
            if list.is_empty() {
                continue;
            }
            self.is_misplaced(wait.word(), speech.act, at);
            let at = at.key(wait.word());
            for (i, precondition) in list.iter().enumerate() {
                let at = at.index(i);
                let days = self.days(wait, precondition, &at);
                if let Some(on) = self.subject(wait, precondition, speech, &at) {
                    self.made.write().preconditions.push(Precondition { wait, days, on });
                }
            }
        }
        let small = |n: usize| u32::try_from(n).expect("fewer than four billion preconditions");
        (small(start), small(self.made.content().preconditions.len() - start))
    }

    fn days(&mut self, wait: Wait, precondition: &PreconditionDraft<'_>, at: &Trail<'_>) -> Option<u32> {
        if precondition.days.is_some() && wait != Wait::After {
            let message = format!("\"days\" does not belong in a precondition of \"{}\"{}", wait.word(), at.in_owner());
            let remedy = match wait {
                Wait::Promise => "remove it: only \"after\" takes days; \"within\" says how much later what is promised may come",
                _ => "remove it: only \"after\" takes days",
            };
            self.complain(&at.key_itself("days"), ProblemCode::MisplacedDays, message, Remedy::exact(remedy, Fix::Remove));
        }
        if precondition.within.is_some() && wait != Wait::Promise {
            let message = format!("\"within\" does not belong in a precondition of \"{}\"{}", wait.word(), at.in_owner());
            let remedy = match wait {
                Wait::After => "remove it: only \"promise\" takes within; \"days\" says how many days must lie between",
                _ => "remove it: only \"promise\" takes within",
            };
            self.complain(&at.key_itself("within"), ProblemCode::MisplacedWithin, message, Remedy::exact(remedy, Fix::Remove));
        }
        if wait == Wait::After { precondition.days } else { precondition.within }
    }

    fn subject(&mut self, wait: Wait, precondition: &'d PreconditionDraft<'d>, speech: Speech, at: &Trail<'_>) -> Option<On> {
        match &precondition.subject {
            SubjectDraft::Step(text) => {
                // With days it was written in full, as { step, days }.
                let full = at.key("step");
                let is_full = precondition.days.or(precondition.within).is_some();
                if !is_full && self.is_in_words(wait, text, at) {
                    return None;
                }
                let at = if is_full { &full } else { at };
                match self.step_or_term(text, at)? {
                    Target::Step(step) => {
                        self.not_own_step(step, text, speech, false, at);
                        Some(On::Step(step))
                    }
                    Target::Term(term) => {
                        if let Some(party) = speech.party
                            && speech.act.is_none_or(waits)
                            && !self.is_undefined(party, term, text, at)
                        {
                            self.not_own_term(term, party, text, speech, at);
                        }
                        Some(On::Term(term))
                    }
                }
            }
            SubjectDraft::Any(steps) => {
                let at = at.key("any");
                if steps.is_empty() {
                    let message = format!("\"any\"{} holds no steps", at.in_owner());
                    let remedy = "name the steps of which any one will do, or remove the precondition";
                    self.complain(&at, ProblemCode::EmptyAny, message, Remedy::exact(remedy, Fix::RemoveItem));
                    return None;
                }
                let start = self.made.content().options.len();
                for (i, text) in steps.iter().enumerate() {
                    let at = at.index(i);
                    if let Some(step) = self.step_in_any(text, &at) {
                        self.not_own_step(step, text, speech, steps.len() == 1, &at);
                        self.made.write().options.push(step);
                    }
                }
                let small = |n: usize| u32::try_from(n).expect("fewer than four billion options");
                Some(On::Any { start: small(start), len: small(self.made.content().options.len() - start) })
            }
        }
    }

    /// Complains about a precondition whose days or options stand in its text; returns whether it is one.
    fn is_in_words(&mut self, wait: Wait, text: &str, at: &Trail<'_>) -> bool {
        if self.names.contains_key(text) {
            return false;
        }
        let (content, words, cell) = if let Some((step, days, is_within)) = self.with_days(text) {
            if is_within != (wait == Wait::Promise) {
                return self.is_in_days_of_another_kind(wait, step, days, text, at);
            }
            let key = match wait {
                Wait::After => "days",
                Wait::Promise => "within",
                Wait::With => return false,
            };
            let table = vec![("step".into(), Content::Text(step.to_owned())), (key.into(), Content::Number(days.to_string()))];
            let sign = if wait == Wait::After { '+' } else { '<' };
            let words = format!("write it as a table with {} as \"step\" and {days} as \"{key}\"", quoted(step));
            (Content::Table(table), words, format!("write \"{step}{sign}{days}d\""))
        } else if let Some(options) = self.options_in(text) {
            let words = format!("write it as a table with {} as \"any\"", listed(options.iter().map(|option| quoted(option)), "and"));
            let cell = format!("write \"{}\"", options.join("|"));
            (Content::entry("any", Content::texts(options)), words, cell)
        } else {
            return false;
        };
        let message = format!("{}{} is no step or term alone", quoted(text), at.in_owner());
        self.complain(at, ProblemCode::UnknownStep, message, Remedy::exact(words, Fix::Value(content)).in_cells(cell));
        true
    }

    /// Complains about days that do not belong to the precondition in whose text they stand; what is meant cannot be told.
    fn is_in_days_of_another_kind(&mut self, wait: Wait, step: &str, days: u32, text: &str, at: &Trail<'_>) -> bool {
        let (own, step) = (wait.word(), quoted(step));
        let remedy = match wait {
            Wait::After => format!(
                "only \"promise\" takes days within which something comes: write {step} alone, or with \"days\" = {days} for at least so many days between"
            ),
            Wait::Promise => format!("only \"after\" takes days that must lie between: write {step} alone, or with \"within\" = {days}"),
            Wait::With => format!("write {step} alone: \"with\" takes no days"),
        };
        let message = format!("{}{} has days that do not belong to \"{own}\"", quoted(text), at.in_owner());
        self.complain(at, ProblemCode::UnknownStep, message, remedy);
        true
    }

    /// Reads a step with days behind, and whether it is to come within them: `leave + 30 days`, `leave within 2 weeks`.
    fn with_days<'t>(&self, text: &'t str) -> Option<(&'t str, u32, bool)> {
        let is_within = text.contains('<') || text.contains(" within ");
        let parted = text.rsplit_once(['+', '<']).or_else(|| text.rsplit_once(" within ")).or_else(|| text.rsplit_once(" plus "));
        let (step, days) = parted?;
        let (step, days) = (step.trim(), days.trim());
        let days = days_in(days).or_else(|| days.parse().ok())?;
        self.names.contains_key(step).then_some((step, days, is_within))
    }

    /// Reads several steps of which any will do: `a or b`, `a | b`, `a / b`.
    fn options_in<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let is_step = |option: &str| matches!(self.names.get(option), Some(Target::Step(_)));
        let options = |separator: &str| {
            let options: Vec<_> = text.split(separator).map(str::trim).collect();
            ((2..=MOST_PARTS).contains(&options.len()) && options.iter().all(|option| is_step(option))).then_some(options)
        };
        options("|").or_else(|| options(" or ")).or_else(|| options("/"))
    }

    fn step_in_any(&mut self, text: &str, at: &Trail<'_>) -> Option<StepId> {
        match self.step_or_term(text, at)? {
            Target::Step(step) => Some(step),
            Target::Term(_) => {
                let message = format!("term {} stands inside \"any\"{}", quoted(text), at.in_owner());
                let remedy = "name the steps that are meant, or wait for the term outside of any";
                self.complain(at, ProblemCode::TermInAny, message, remedy);
                None
            }
        }
    }

    fn not_own_step(&mut self, step: StepId, text: &str, speech: Speech, is_only_option: bool, at: &Trail<'_>) {
        let Some(act) = speech.act.filter(|&act| waits(act)) else { return };
        let own = match (speech.target, speech.party) {
            (Some(Target::Step(target)), _) => target == step,
            (Some(Target::Term(term)), Some(party)) => self.acts_on(act, party, term, step),
            _ => false,
        };
        if own {
            let message = format!("{} waits for {}, which is its own step", at.owner(), quoted(text));
            let words = match speech.target {
                Some(Target::Term(_)) => "remove it: it is among the steps that the party means by the term",
                _ => "remove it, or name the step that was meant; another level is another step",
            };
            let remedy = if is_only_option { words.into() } else { Remedy::exact(words, Fix::RemoveItem) };
            self.complain(at, ProblemCode::SelfReference, message, remedy);
        }
    }

    fn not_own_term(&mut self, term: TermId, party: PartyId, text: &str, speech: Speech, at: &Trail<'_>) {
        let Some(act) = speech.act.filter(|&act| waits(act)) else { return };
        let own = match speech.target {
            Some(Target::Step(target)) => self.means_step(party, term, target).then_some(target),
            Some(Target::Term(target)) => self.overlap(act, party, target, term),
            None => None,
        };
        if let Some(step) = own {
            let step = self.made.step_key(step);
            let message = format!(
                "{} waits for term {}, which to {} means its own step {} too",
                at.owner(),
                quoted(text),
                quoted(self.made.party_key(party)),
                quoted(&step)
            );
            self.complain(at, ProblemCode::SelfReference, message, "name the other steps that are meant one by one");
        }
    }
}

/// Returns whether an act may have preconditions.
fn waits(act: Act) -> bool {
    matches!(act, Act::Offers | Act::Accepts)
}

#[cfg(test)]
mod tests {
    use super::super::complaint::said_of;

    fn said_of_statement(fields: &str) -> Vec<String> {
        said_of(&format!("statements = [{{ {fields} }}]"))
    }

    #[test]
    fn only_offers_and_acceptances_have_preconditions() {
        let remedy = "remove it: only a statement that offers or accepts has preconditions";
        for act in ["demands", "refuses", "withdraws"] {
            assert_eq!(
                said_of_statement(&format!("party = 'us', {act} = 'dismantle', after = 'dismantle', promise = ['drills', 'x']")),
                [
                    format!(
                        "misplaced-precondition statements[0].{{after}}: \"after\" does not belong in statement \"s1\", which {act}; {remedy}"
                    ),
                    format!(
                        "misplaced-precondition statements[0].{{promise}}: \"promise\" does not belong in statement \"s1\", which {act}; {remedy}"
                    ),
                    "unknown-step statements[0].promise[1]: unknown measure or term \"x\" in statement \"s1\"; \
                     declare it under [measures.x], or write \"dismantle\", \"drills\", \"lift\", \"denuke\" or \"peace\""
                        .to_owned(),
                ]
            );
        }
    }

    #[test]
    fn days_and_within_have_their_kinds() {
        assert_eq!(
            said_of_statement(
                "party = 'us', offers = 'lift', after = [{ step = 'dismantle', days = 3 }, { step = 'dismantle', within = 3 }],
                 with = { step = 'dismantle', days = 3, within = 4 }, promise = [{ any = ['dismantle'], days = 3 }]"
            ),
            [
                "misplaced-within statements[0].after[1].{within}: \"within\" does not belong in a precondition of \"after\" in statement \"s1\"; \
                 remove it: only \"promise\" takes within; \"days\" says how many days must lie between",
                "misplaced-days statements[0].with[0].{days}: \"days\" does not belong in a precondition of \"with\" in statement \"s1\"; \
                 remove it: only \"after\" takes days",
                "misplaced-within statements[0].with[0].{within}: \"within\" does not belong in a precondition of \"with\" in statement \"s1\"; \
                 remove it: only \"promise\" takes within",
                "misplaced-days statements[0].promise[0].{days}: \"days\" does not belong in a precondition of \"promise\" in statement \"s1\"; \
                 remove it: only \"after\" takes days; \"within\" says how much later what is promised may come",
            ]
        );
    }

    #[test]
    fn any_holds_steps() {
        assert_eq!(
            said_of_statement(
                "party = 'us', offers = 'lift', with = [{ any = [] }, { any = ['dismantle', 'denuke', 'x:y', 'dismantle'] }]"
            ),
            [
                "empty-any statements[0].with[0].any: \"any\" in statement \"s1\" holds no steps; \
                 name the steps of which any one will do, or remove the precondition",
                "term-in-any statements[0].with[1].any[1]: term \"denuke\" stands inside \"any\" in statement \"s1\"; \
                 name the steps that are meant, or wait for the term outside of any",
                "unknown-step statements[0].with[1].any[2]: unknown measure \"x\" (of \"x:y\") in statement \"s1\"; \
                 declare it under [measures.x], or write \"dismantle\", \"drills\" or \"lift\"",
            ]
        );
    }

    #[test]
    fn no_statement_waits_for_its_own_step() {
        let remedy = "remove it, or name the step that was meant; another level is another step";
        assert_eq!(
            said_of_statement(
                "party = 'us', offers = 'lift', after = ['lift:partial', 'lift'], promise = { any = ['dismantle', 'lift:full'] }"
            ),
            [
                format!("self-reference statements[0].after[1]: statement \"s1\" waits for \"lift\", which is its own step; {remedy}"),
                format!(
                    "self-reference statements[0].promise[0].any[1]: statement \"s1\" waits for \"lift:full\", which is its own step; {remedy}"
                ),
            ]
        );
        assert_eq!(said_of_statement("party = 'us', accepts = 'dismantle', after = { step = 'dismantle', days = 1 }").len(), 1);
        // The step is its own whoever speaks.
        assert_eq!(said_of_statement("party = 'x', offers = 'lift', after = 'lift'").len(), 2);
    }

    #[test]
    fn no_statement_waits_for_a_term_that_means_its_own_step() {
        assert_eq!(
            said_of_statement("party = 'dprk', offers = 'dismantle', after = ['peace', 'denuke']"),
            ["self-reference statements[0].after[1]: statement \"s1\" waits for term \"denuke\", \
                 which to \"dprk\" means its own step \"dismantle\" too; name the other steps that are meant one by one",]
        );
    }

    #[test]
    fn no_statement_on_a_term_waits_for_a_step_that_it_acts_on() {
        // To the us, peace means dismantle, which it demands here, and drills, which it offers.
        assert_eq!(
            said_of_statement(
                "party = 'us', offers = 'peace', after = ['drills', 'dismantle', 'denuke', 'peace', { any = ['lift', 'drills'] }]"
            ),
            [
                "self-reference statements[0].after[0]: statement \"s1\" waits for \"drills\", which is its own step; \
                 remove it: it is among the steps that the party means by the term",
                "self-reference statements[0].after[3]: statement \"s1\" waits for term \"peace\", \
                 which to \"us\" means its own step \"drills\" too; name the other steps that are meant one by one",
                "self-reference statements[0].after[4].any[1]: statement \"s1\" waits for \"drills\", which is its own step; \
                 remove it: it is among the steps that the party means by the term",
            ]
        );
        // What it accepts is the others' part.
        let accepts: Vec<_> = said_of_statement("party = 'us', accepts = 'peace', after = ['drills', 'dismantle', 'denuke']");
        assert_eq!(accepts.len(), 2, "{accepts:?}");
        assert!(accepts[0].contains("after[1]") && accepts[1].contains("after[2]"), "{accepts:?}");
    }
}
