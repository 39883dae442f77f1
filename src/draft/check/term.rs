//! Terms with their definitions, and exclusions.

use std::borrow::Cow;

use super::entry::boxed;
use super::meaning::{DEFAULT, Reading};
use super::{Checker, Set};
use crate::draft::trail::{Owner, Trail};
use crate::draft::wording::quoted;
use crate::draft::{DefinitionDraft, ProblemCode, TermDraft};
use crate::model::{Definition, Exclusion, StepId, Target, Term, TermId};

impl<'d> Checker<'d> {
    pub(super) fn terms(&mut self) {
        // Every term is known before the first meaning is read, so that a term in a meaning is told from an unknown step.
        let mut known = Set::default();
        for (id, _) in &self.draft.terms.0 {
            let term = TermId::new(self.made.content().terms.len());
            if !self.made.content().terms.contains_key(&**id) {
                self.made.write().terms.insert(Box::from(&**id), Term::default());
                self.names.entry(id).or_insert(Target::Term(term));
            }
            if self.made.content().measures.contains_key(&**id) {
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
                self.complain(&parent.key_itself(id), ProblemCode::SharedId, message, "give one of them another id");
            }
            let term = TermId::new(self.made.content().terms.get_index_of(&**id).expect("declared above"));
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
            let nth = table.index(position);
            let again = !seen.insert(party);
            let parent = if again { &nth } else { &table };
            if again {
                let message = format!("party {} defines term {} twice", quoted(party), quoted(id));
                self.complain(&parent.key_itself(party), ProblemCode::RepeatedDefinition, message, "merge the two definitions");
            }
            let keep = keep.filter(|_| !again);
            if let Some(definition) = self.definition(keep, definitions.len(), id, party, entry, parent) {
                definitions.push(definition);
            }
        }
        if !repeated {
            let term = &mut self.made.write().terms[term.index()];
            *term = Term { name: boxed(&entry.name), default: default.map(Vec::into), definitions: definitions.into() };
        }
    }

    fn definition(
        &mut self,
        keep: Option<TermId>,
        place: usize,
        id: &str,
        party: &str,
        entry: &DefinitionDraft<'_>,
        parent: &Trail<'_>,
    ) -> Option<Definition> {
        let by = self.party(party, &parent.key_itself(party));
        let at = parent.key(party).of(Owner::Definition { term: id, party });
        let place = u32::try_from(place).expect("fewer than four billion definitions");
        let means = match &entry.means {
            Some(means) => self.means(keep.filter(|_| by.is_some()), place, means, &at.key("means")),
            None => {
                let message = format!("{} does not say which steps are meant", at.owner());
                self.complain(&at, ProblemCode::DefinitionWithoutMeans, message, "add means = [\"…\"] with the steps that the party means");
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
    fn means(&mut self, keep: Option<TermId>, place: u32, means: &[Cow<'_, str>], at: &Trail<'_>) -> Option<Vec<StepId>> {
        if means.is_empty() {
            let message = format!("{} means no step at all", at.owner());
            let remedy = match at.owner() {
                Owner::Definition { .. } => "name the steps that are meant, or remove the definition",
                _ => "name the steps that are meant, or leave `means` out when there is no default",
            };
            self.complain(at, ProblemCode::EmptyMeans, message, remedy);
            return None;
        }
        let (mut steps, mut seen, mut clear) = (Vec::with_capacity(means.len()), Set::default(), true);
        for (i, text) in means.iter().enumerate() {
            match self.step(text, &at.index(i), ProblemCode::TermInMeans, "a meaning") {
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
                match self.step(text, &at.index(i), ProblemCode::TermInExclusion, "an exclusion") {
                    None => unclear = true,
                    Some(step) if seen.insert(step) => steps.push(step),
                    Some(_) => {}
                }
            }
            if steps.len() < 2 && !unclear {
                let message = format!("exclusion {} names fewer than two different steps", position + 1);
                self.complain(
                    &at,
                    ProblemCode::TooFewSteps,
                    message,
                    "name the steps of which at most one can be in the deal, or remove it",
                );
            }
            self.made.write().exclusions.push(Exclusion { steps: steps.into(), because: boxed(&entry.because) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::complaint::{brief, said_of};
    use crate::draft::Draft;

    #[test]
    fn measures_and_terms_share_one_namespace() {
        assert_eq!(
            said_of("terms.lift = { means = ['drills'] }\nstatements = [{ party = 'us', accepts = 'lift', after = 'lift:partial' }]"),
            ["shared-id terms.{lift}: \"lift\" is declared as a measure and as a term; give one of them another id"]
        );
    }

    #[test]
    fn a_term_means_steps() {
        assert_eq!(
            said_of("terms.t = { means = ['denuke', 'lift:half', 'peace:x', 'dismantle:x', 'dismantel', 'lfit:full', 'zzz:full'] }"),
            [
                "term-in-means terms.t.means[0]: \"denuke\" in term \"t\" is a term, not a step; \
                 a meaning holds steps only: name the steps that are meant",
                "unknown-level terms.t.means[1]: unknown level \"half\" of measure \"lift\" in term \"t\"; \
                 write \"lift:partial\" or \"lift:full\"",
                "level-of-term terms.t.means[2]: \"peace:x\" in term \"t\" names a level of a term; \
                 terms have no levels: write \"peace\"",
                "no-levels terms.t.means[3]: \"dismantle:x\" in term \"t\" names a level, but measure \"dismantle\" has none; \
                 write \"dismantle\", or give the measure levels",
                "unknown-step terms.t.means[4]: unknown measure \"dismantel\" in term \"t\"; did you mean \"dismantle\"?",
                "unknown-step terms.t.means[5]: unknown measure \"lfit\" (of \"lfit:full\") in term \"t\"; did you mean \"lift:full\"?",
                "unknown-step terms.t.means[6]: unknown measure \"zzz\" (of \"zzz:full\") in term \"t\"; \
                 declare it under [measures.zzz], or write \"dismantle\", \"drills\" or \"lift\"",
            ]
        );
    }

    #[test]
    fn a_meaning_is_not_empty() {
        assert_eq!(
            said_of("terms.t = { means = [], by.dprk = { means = [] }, by.us = {} }"),
            [
                "empty-means terms.t.means: term \"t\" means no step at all; \
                 name the steps that are meant, or leave `means` out when there is no default",
                "empty-means terms.t.by.dprk.means: the definition of \"t\" by \"dprk\" means no step at all; \
                 name the steps that are meant, or remove the definition",
                "definition-without-means terms.t.by.us: the definition of \"t\" by \"us\" does not say which steps are meant; \
                 add means = [\"…\"] with the steps that the party means",
            ]
        );
    }

    #[test]
    fn definitions_are_by_parties_and_from_sources() {
        assert_eq!(
            said_of("terms.t = { by.china = { means = ['lift'], source = 'artikle' } }"),
            [
                "unknown-party terms.t.by.{china}: unknown party \"china\" in term \"t\"; \
                 declare it under [parties.china], or write \"dprk\", \"rok\" or \"us\"",
                "unknown-source terms.t.by.china.source: unknown source \"artikle\" in the definition of \"t\" by \"china\"; \
                 did you mean \"article\"?",
            ]
        );
    }

    #[test]
    fn a_party_defines_a_term_once() {
        let mut draft = Draft::new("");
        draft.party("p");
        draft.measure("m", ["p"]);
        draft.term("t").defined_by("p", ["m"]);
        draft.terms.0[0].1.defined_by("p", ["x"]);
        let error = draft.build().unwrap_err();
        let said: Vec<_> = error.problems().iter().map(brief).collect();
        assert_eq!(said, ["repeated-definition terms.t.by[1].{p}", "unknown-step terms.t.by[1].p.means[0]"]);
        assert_eq!(error.problems()[0].to_string(), "party \"p\" defines term \"t\" twice; merge the two definitions");
    }

    #[test]
    fn a_step_meant_twice_counts_once() {
        let mut draft = Draft::new("");
        draft.party("p");
        draft.measure("m", ["p"]).levels(["a", "b"]);
        draft.term("t").means(["m", "m:b", "m:a", "m"]).defined_by("p", ["m:a", "m:a"]);
        let made = draft.build().unwrap();
        let (_, term) = made.terms().next().unwrap();
        assert_eq!((term.default.as_ref().unwrap().len(), term.definitions[0].means.len()), (2, 1));
    }

    #[test]
    fn exclusions_are_of_two_steps_or_more() {
        let few = "names fewer than two different steps; name the steps of which at most one can be in the deal, or remove it";
        assert_eq!(
            said_of("exclusions = [{ steps = ['lift', 'lift:full'] }, { steps = [] }, { steps = ['denuke', 'x'] }]"),
            [
                format!("too-few-steps exclusions[0].steps: exclusion 1 {few}"),
                format!("too-few-steps exclusions[1].steps: exclusion 2 {few}"),
                "term-in-exclusion exclusions[2].steps[0]: \"denuke\" in exclusion 3 is a term, not a step; \
                 an exclusion holds steps only: name the steps that are meant"
                    .to_owned(),
                "unknown-step exclusions[2].steps[1]: unknown measure \"x\" in exclusion 3; \
                 declare it under [measures.x], or write \"dismantle\", \"drills\" or \"lift\""
                    .to_owned(),
            ]
        );
    }
}
