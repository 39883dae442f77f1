//! What is declared and never used.

use std::collections::HashSet;

use crate::finding::doubt::Doubt;
use crate::model::{MeasureId, Negotiation, PartyId, SourceId, StepId, Subject, Target, TermId};

pub(super) fn find(n: &Negotiation, found: &mut Vec<Doubt>) {
    found.extend(Uses::of(n).doubts(n));
}

/// What is used anywhere.
struct Uses {
    parties: HashSet<PartyId>,
    measures: HashSet<MeasureId>,
    terms: HashSet<TermId>,
    sources: HashSet<SourceId>,
}

impl Uses {
    fn of(negotiation: &Negotiation) -> Self {
        let mut uses = Self { parties: HashSet::new(), measures: HashSet::new(), terms: HashSet::new(), sources: HashSet::new() };
        let measure = |step: StepId| negotiation.step(step).measure;
        // What a party means by a term is looked at once, and the default of a term once for all parties.
        let mut meant: HashSet<(TermId, Option<PartyId>)> = HashSet::new();
        for (id, said) in negotiation.statements() {
            uses.parties.insert(said.party);
            uses.parties.extend(said.reported_by().and_then(|reporter| negotiation.find_party(reporter)));
            uses.sources.extend(said.source());
            if let Target::Term(term) = said.target {
                uses.terms.insert(term);
            }
            let stands = negotiation.stands(id);
            uses.measures.extend(negotiation.step_acts(id).filter(|_| stands).map(|plain| measure(plain.step)));
            for precondition in negotiation.preconditions(id) {
                if let Subject::Term(term) = negotiation.subject(precondition) {
                    uses.terms.insert(term);
                }
                let is_new = match negotiation.subject(precondition) {
                    Subject::Term(term) => {
                        let own = negotiation.definition(term, said.party).map(|_| said.party);
                        stands && meant.insert((term, own))
                    }
                    Subject::Step(_) | Subject::Any(_) => stands,
                };
                if is_new {
                    uses.measures.extend(negotiation.awaited(precondition, said.party).iter().map(|&step| measure(step)));
                }
            }
        }
        for (_, declared) in negotiation.measures() {
            uses.parties.extend(declared.by.iter().copied());
        }
        for (_, exclusion) in negotiation.exclusions() {
            uses.measures.extend(exclusion.steps.iter().map(|&step| measure(step)));
        }
        for (_, claim) in negotiation.claims() {
            uses.parties.insert(claim.party);
            uses.parties.extend(claim.reported_by.as_deref().and_then(|reporter| negotiation.find_party(reporter)));
            uses.sources.extend(claim.source);
        }
        for definition in negotiation.terms().flat_map(|(_, term)| &term.definitions) {
            uses.parties.insert(definition.party);
            uses.sources.extend(definition.source);
        }
        uses
    }

    fn doubts(&self, negotiation: &Negotiation) -> Vec<Doubt> {
        let mut found = Vec::new();
        let idle = negotiation.parties().map(|(party, _)| party).filter(|party| !self.parties.contains(party));
        found.extend(idle.map(|party| Doubt::IdleParty { party }));
        let issues: HashSet<_> = negotiation.measures().filter_map(|(_, measure)| measure.issue).collect();
        found.extend(negotiation.issues().filter(|(issue, _)| !issues.contains(issue)).map(|(issue, _)| Doubt::EmptyIssue { issue }));
        let unspoken = negotiation.measures().map(|(measure, _)| measure).filter(|measure| !self.measures.contains(measure));
        found.extend(unspoken.map(|measure| Doubt::UnspokenMeasure { measure }));
        let unused = negotiation.terms().filter(|(term, declared)| !self.terms.contains(term) && declared.definitions.is_empty());
        found.extend(unused.map(|(term, _)| Doubt::UnusedTerm { term }));
        let uncited = negotiation.sources().map(|(source, _)| source).filter(|source| !self.sources.contains(source));
        found.extend(uncited.map(|source| Doubt::UncitedSource { source }));
        found
    }
}
