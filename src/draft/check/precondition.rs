//! Preconditions of offers and acceptances.

use super::Checker;
use super::statement::Speech;
use super::trail::Trail;
use super::wording::quoted;
use crate::draft::{PreconditionDraft, StatementDraft, SubjectDraft};
use crate::model::{Act, On, PartyId, Precondition, StepId, Target, TermId, Wait};

impl<'d> Checker<'d> {
    /// Adds the preconditions of a statement and returns where they begin and how many there are.
    pub(super) fn preconditions(&mut self, entry: &'d StatementDraft<'d>, speech: Speech, at: &Trail<'_>) -> (u32, u32) {
        let start = self.made.preconditions.len();
        for (wait, list) in Wait::ALL.into_iter().zip([&entry.after, &entry.with, &entry.promise]) {
            if list.is_empty() {
                continue;
            }
            if let Some(act) = speech.act.filter(|&act| !waits(act)) {
                let message = format!("{} on a statement that {}{}", wait.word(), act.verb(), at.in_owner());
                let remedy = "remove it: only a statement that offers or accepts has preconditions";
                self.complain(&at.key_itself(wait.word()), "misplaced-precondition", message, remedy);
            }
            let at = at.key(wait.word());
            for (i, precondition) in list.iter().enumerate() {
                let at = at.index(i);
                let days = self.days(wait, precondition, &at);
                if let Some(on) = self.subject(precondition, speech, &at) {
                    self.made.preconditions.push(Precondition { wait, days, on });
                }
            }
        }
        let small = |n: usize| u32::try_from(n).expect("fewer than four billion preconditions");
        (small(start), small(self.made.preconditions.len() - start))
    }

    fn days(&mut self, wait: Wait, precondition: &PreconditionDraft<'_>, at: &Trail<'_>) -> Option<u32> {
        if precondition.days.is_some() && wait != Wait::After {
            let message = format!("days on a precondition of {}{}", wait.word(), at.in_owner());
            let remedy = match wait {
                Wait::Promise => "remove it: days belongs to after alone; of a promise, within says how much later it may come",
                _ => "remove it: days belongs to after alone",
            };
            self.complain(&at.key_itself("days"), "misplaced-days", message, remedy);
        }
        if precondition.within.is_some() && wait != Wait::Promise {
            let message = format!("within on a precondition of {}{}", wait.word(), at.in_owner());
            let remedy = match wait {
                Wait::After => "remove it: within belongs to promise alone; of after, days says how much must lie between",
                _ => "remove it: within belongs to promise alone",
            };
            self.complain(&at.key_itself("within"), "misplaced-within", message, remedy);
        }
        if wait == Wait::After { precondition.days } else { precondition.within }
    }

    fn subject(&mut self, precondition: &'d PreconditionDraft<'d>, speech: Speech, at: &Trail<'_>) -> Option<On> {
        match &precondition.subject {
            SubjectDraft::Step(text) => {
                // With days it was written in full, as { step, days }.
                let full = at.key("step");
                let at = if precondition.days.or(precondition.within).is_some() { &full } else { at };
                match self.step_or_term(text, at)? {
                    Target::Step(step) => {
                        self.not_own_step(step, text, speech, at);
                        Some(On::Step(step))
                    }
                    Target::Term(term) => {
                        if let (Some(party), true) = (speech.party, speech.act.is_none_or(waits)) {
                            if !self.is_undefined(party, term, text, at) {
                                self.not_own_term(term, party, text, speech, at);
                            }
                        }
                        Some(On::Term(term))
                    }
                }
            }
            SubjectDraft::Any(steps) => {
                let at = at.key("any");
                if steps.is_empty() {
                    let message = format!("any of no steps{}", at.in_owner());
                    self.complain(&at, "empty-any", message, "name the steps of which any one will do, or remove the precondition");
                    return None;
                }
                let start = self.made.options.len();
                for (i, text) in steps.iter().enumerate() {
                    let at = at.index(i);
                    if let Some(step) = self.step_in_any(text, &at) {
                        self.not_own_step(step, text, speech, &at);
                        self.made.options.push(step);
                    }
                }
                let small = |n: usize| u32::try_from(n).expect("fewer than four billion options");
                Some(On::Any { start: small(start), len: small(self.made.options.len() - start) })
            }
        }
    }

    fn step_in_any(&mut self, text: &str, at: &Trail<'_>) -> Option<StepId> {
        match self.step_or_term(text, at)? {
            Target::Step(step) => Some(step),
            Target::Term(_) => {
                let message = format!("term {} inside any{}", quoted(text), at.in_owner());
                let remedy = "any holds steps only: name one of the steps that are meant, or wait for the term outside any";
                self.complain(at, "term-in-any", message, remedy);
                None
            }
        }
    }

    fn not_own_step(&mut self, step: StepId, text: &str, speech: Speech, at: &Trail<'_>) {
        let Some(act) = speech.act.filter(|&act| waits(act)) else { return };
        let own = match (speech.target, speech.party) {
            (Some(Target::Step(target)), _) => target == step,
            (Some(Target::Term(term)), Some(party)) => self.acts_on(act, party, term, step),
            _ => false,
        };
        if own {
            let message = format!("{} waits for {}, which is its own step", at.owner(), quoted(text));
            let remedy = match speech.target {
                Some(Target::Term(_)) => "remove it: it is among the steps that the party means by the term",
                _ => "remove it, or name the step that must come first: another level is another step",
            };
            self.complain(at, "self-reference", message, remedy);
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
            self.complain(at, "self-reference", message, "name the other steps that are meant one by one");
        }
    }
}

/// Returns whether an act may have preconditions.
fn waits(act: Act) -> bool {
    matches!(act, Act::Offers | Act::Accepts)
}
