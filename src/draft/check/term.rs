//! Terms with their definitions, and exclusions.

use super::entry::boxed;
use super::meaning::{DEFAULT, Reading};
use super::trail::{Owner, Trail};
use super::wording::quoted;
use super::{Checker, Set};
use crate::draft::{DefinitionDraft, TermDraft, Text};
use crate::model::{Definition, Exclusion, StepId, Term, TermId};

impl<'d> Checker<'d> {
    pub(super) fn terms(&mut self) {
        // Every term is known before the first meaning is read, so that a term in a meaning is told from an unknown step.
        let mut known = Set::default();
        for (id, _) in &self.draft.terms.0 {
            self.made.terms.entry(Box::from(&**id)).or_default();
            if self.made.measures.contains_key(&**id) {
                self.shared.insert(id);
            }
        }
        let table = Trail::top("terms");
        for (position, (id, entry)) in self.draft.terms.0.iter().enumerate() {
            let table = table.of(Owner::Entry { what: "term", id });
            let repeated = !known.insert(&**id);
            let nth = table.index(position);
            let parent = if repeated { &nth } else { &table };
            self.id_of_entry(id, repeated, parent, "term");
            if self.shared.contains(&**id) {
                let message = format!("{} is declared as a measure and as a term", quoted(id));
                self.complain(&parent.key_itself(id), "shared-id", message, "give one of them another id");
            }
            let term = TermId::new(self.made.terms.get_index_of(&**id).expect("declared above"));
            self.term(id, term, entry, repeated, &parent.key(id));
        }
    }

    fn term(&mut self, id: &str, term: TermId, entry: &TermDraft<'_>, repeated: bool, at: &Trail<'_>) {
        // What a repeated entry says is checked, but means nothing.
        let keep = (!repeated).then_some(term);
        let default = match &entry.means {
            None => None,
            Some(means) => {
                let steps = self.means(keep, DEFAULT, means, &at.key("means"));
                if !repeated {
                    self.meanings.default.insert(term, steps.is_some());
                }
                steps
            }
        };
        let table = at.key("by");
        let mut seen: Set<&str> = Set::default();
        let mut definitions = Vec::new();
        for (position, (party, entry)) in entry.by.0.iter().enumerate() {
            let table = table.of(Owner::Definition { term: id, party });
            let nth = table.index(position);
            let again = !seen.insert(party);
            let parent = if again { &nth } else { &table };
            if again {
                let message = format!("party {} defines term {} twice", quoted(party), quoted(id));
                self.complain(&parent.key_itself(party), "repeated-definition", message, "merge the two definitions");
            }
            let keep = keep.filter(|_| !again);
            if let Some(definition) = self.definition(keep, definitions.len(), party, entry, parent) {
                definitions.push(definition);
            }
        }
        if !repeated {
            let term = &mut self.made.terms[term.index()];
            *term = Term { name: boxed(&entry.name), default: default.map(Vec::into), definitions: definitions.into() };
        }
    }

    fn definition(
        &mut self,
        keep: Option<TermId>,
        place: usize,
        party: &str,
        entry: &DefinitionDraft<'_>,
        parent: &Trail<'_>,
    ) -> Option<Definition> {
        let at = parent.key(party);
        let by = match self.made.parties.contains_key(party) {
            true => self.party(party, &at),
            false => self.party(party, &parent.key_itself(party)),
        };
        let place = u32::try_from(place).expect("fewer than four billion definitions");
        let means = match &entry.means {
            Some(means) => self.means(keep.filter(|_| by.is_some()), place, means, &at.key("means")),
            None => {
                let message = format!("{} does not say which steps are meant", at.owner());
                self.complain(&at, "definition-without-means", message, "add means = [\"…\"] with the steps that the party means");
                None
            }
        };
        let source = self.source(entry.source.as_ref(), &at);
        match (keep, by) {
            (Some(term), Some(by)) => {
                let reading = if means.is_some() { Reading::Steps(place) } else { Reading::Unclear };
                self.meanings.own.insert((term, by), reading);
            }
            // Anybody may have been meant.
            (Some(term), None) => drop(self.meanings.doubtful.insert(term)),
            (None, _) => {}
        }
        Some(Definition { party: by?, means: means?.into(), source, quote: boxed(&entry.quote) })
    }

    /// Reads the steps that are meant, each once; `None` when there is a mistake in them.
    fn means(&mut self, keep: Option<TermId>, place: u32, means: &[Text<'_>], at: &Trail<'_>) -> Option<Vec<StepId>> {
        if means.is_empty() {
            let message = format!("{} means no step at all", at.owner());
            self.complain(at, "empty-means", message, "name the steps that are meant, or leave it out");
            return None;
        }
        let (mut steps, mut seen, mut clear) = (Vec::with_capacity(means.len()), Set::default(), true);
        for (i, text) in means.iter().enumerate() {
            match self.step(text, &at.index(i), "term-in-means", "a meaning") {
                None => clear = false,
                Some(step) if seen.insert(step) => steps.push(step),
                Some(_) => {}
            }
        }
        if !clear {
            return None;
        }
        if let Some(term) = keep {
            self.meanings.steps.extend(steps.iter().map(|&step| (term, place, step)));
        }
        Some(steps)
    }

    pub(super) fn exclusions(&mut self) {
        let list = Trail::top("exclusions");
        for (position, entry) in self.draft.exclusions.iter().enumerate() {
            let at = list.index(position).of(Owner::Exclusion(position));
            let at = at.key("steps");
            let (mut steps, mut seen, mut unclear) = (Vec::new(), Set::default(), false);
            for (i, text) in entry.steps.iter().enumerate() {
                match self.step(text, &at.index(i), "term-in-exclusion", "an exclusion") {
                    None => unclear = true,
                    Some(step) if seen.insert(step) => steps.push(step),
                    Some(_) => {}
                }
            }
            if steps.len() < 2 && !unclear {
                let message = format!("exclusion {} names fewer than two different steps", position + 1);
                self.complain(&at, "too-few-steps", message, "name the steps of which at most one can be in the deal, or remove it");
            }
            self.made.exclusions.push(Exclusion { steps: steps.into(), because: boxed(&entry.because) });
        }
    }
}
