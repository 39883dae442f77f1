//! Finds what is valid but may not be what the encoder meant.

use std::collections::HashSet;

use crate::finding::Doubt;
use crate::model::{
    Act, Day, MeasureId, Negotiation, PartyId, Precondition, SourceId, Statement, StatementId, StepId, Subject, Target, TermId, Topic,
};

/// Lists what an encoder should look at again: first what is about the whole, then by declaration, then by statement.
///
/// # Complexity
///
/// Linear in the size of the negotiation.
pub fn doubts(negotiation: &Negotiation) -> Vec<Doubt> {
    let mut found = Vec::new();
    let demanded = negotiation.standing().any(|(id, _)| negotiation.step_acts(id).any(|plain| plain.act == Act::Demands));
    if !demanded {
        found.push(Doubt::NothingDemanded);
    }
    found.extend(Uses::of(negotiation).doubts(negotiation));
    let mut before: HashSet<(PartyId, Topic)> = HashSet::new();
    for (id, said) in negotiation.statements() {
        of_statement(negotiation, id, said, &mut before, &mut found);
    }
    found
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
        for (id, said) in negotiation.statements() {
            uses.parties.insert(said.party);
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
                uses.measures.extend(awaited(negotiation, said, precondition).iter().filter(|_| stands).map(|&step| measure(step)));
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

/// Returns the steps that a precondition waits for.
fn awaited<'n>(negotiation: &'n Negotiation, said: &Statement, precondition: &Precondition) -> std::borrow::Cow<'n, [StepId]> {
    match negotiation.subject(precondition) {
        Subject::Step(step) => vec![step].into(),
        Subject::Any(steps) => steps.into(),
        Subject::Term(term) => negotiation.meaning(term, said.party).into(),
    }
}

fn of_statement(
    negotiation: &Negotiation,
    statement: StatementId,
    said: &Statement,
    before: &mut HashSet<(PartyId, Topic)>,
    found: &mut Vec<Doubt>,
) {
    if said.source().is_none() && negotiation.sources().len() > 0 {
        found.push(Doubt::NoSource { statement });
    }
    let past = |day: Option<Day>| matches!((day, negotiation.as_of()), (Some(day), Some(zero)) if day < zero);
    if negotiation.is_yet_to_come(said.when) {
        found.push(Doubt::NotYetSaid { statement });
    }
    let spoken_on_before = !before.insert((said.party, negotiation.topic(said.target)));
    if said.act == Act::Withdraws && !spoken_on_before {
        found.push(Doubt::WithdrawsNothing { statement });
    }
    if negotiation.stands(statement) && past(said.until().map(|date| date.last_day())) {
        found.push(Doubt::LapsedOffer { statement });
    }
    if negotiation.stands(statement) && past(said.deadline().map(|date| date.last_day())) {
        found.push(Doubt::PastDeadline { statement });
    }
    let mut seen = HashSet::new();
    for (index, precondition) in negotiation.preconditions(statement).iter().enumerate() {
        let steps = awaited(negotiation, said, precondition);
        if !seen.insert((precondition.wait, precondition.days, steps.to_vec())) {
            found.push(Doubt::RepeatedPrecondition { statement, precondition: index });
        }
        let below = |offered: StepId| {
            steps.iter().all(|&step| step < offered && negotiation.step(step).measure == negotiation.step(offered).measure)
        };
        if said.act == Act::Offers && matches!(said.target, Target::Step(offered) if below(offered)) {
            found.push(Doubt::WaitsForOwnLevel { statement, precondition: index });
        }
    }
}
