//! Terms side by side: what each party means, what rests on the word, and what would be found if all meant the same.

use std::collections::BTreeSet;

use super::definition;
use crate::analysis::{Solution, report};
use crate::finding::comparison::{ComparedTerm, Meaning, Outcome, Reading};
use crate::finding::{ConflictKind, Report};
use crate::limits::Limits;
use crate::model::{Negotiation, PartyId, StatementId, StepId, Subject, Target, TermId};

/// Compares every term that some party defines or uses, in order of declaration.
pub(super) fn find(n: &Negotiation, limits: &Limits) -> Vec<ComparedTerm> {
    if n.terms().len() == 0 {
        return Vec::new();
    }
    let resting = resting(n);
    let users = definition::users(n);
    let used = n.terms().zip(users).zip(resting).filter(|((_, users), _)| !users.is_empty());
    used.map(|(((term, _), users), resting)| {
        let meaning = |party: PartyId| Meaning { party, own: n.definition(term, party).is_some(), steps: n.meaning(term, party).to_vec() };
        let meanings: Vec<Meaning> = users.into_iter().map(meaning).collect();
        let readings = readings(n, limits, term, &meanings);
        ComparedTerm { resting, readings, ..ComparedTerm::new(term, meanings) }
    })
    .collect()
}

/// Lists, of each term, the standing statements that are on it or wait for it, in order of declaration.
fn resting(n: &Negotiation) -> Vec<Vec<StatementId>> {
    let mut resting: Vec<Vec<StatementId>> = vec![Vec::new(); n.terms().len()];
    let mut rests = |id: StatementId, term: TermId| {
        let list = &mut resting[term.index()];
        if list.last() != Some(&id) {
            list.push(id);
        }
    };
    for (id, said) in n.standing() {
        if let Target::Term(term) = said.target {
            rests(id, term);
        }
        for precondition in n.preconditions(id) {
            if let Subject::Term(term) = n.subject(precondition) {
                rests(id, term);
            }
        }
    }
    resting
}

/// Reads the negotiation again with each different meaning of a term, where there are several.
fn readings(n: &Negotiation, limits: &Limits, term: TermId, meanings: &[Meaning]) -> Vec<Reading> {
    let mut different: Vec<(BTreeSet<StepId>, Vec<&Meaning>)> = Vec::new();
    for meaning in meanings {
        let steps: BTreeSet<StepId> = meaning.steps.iter().copied().collect();
        match different.iter_mut().find(|(same, _)| *same == steps) {
            Some((_, by)) => by.push(meaning),
            None => different.push((steps, vec![meaning])),
        }
    }
    if different.len() < 2 {
        return Vec::new();
    }
    let reading = |(_, by): (_, Vec<&Meaning>)| {
        let steps = by[0].steps.clone();
        let outcome = outcome(&report::find(&Solution::new(&n.read_with_meaning(term, &steps)), limits));
        Reading { of: by.iter().map(|meaning| meaning.party).collect(), steps, outcome }
    };
    different.into_iter().map(reading).collect()
}

/// Sums up what is found.
pub(super) fn outcome(report: &Report) -> Outcome {
    let count = |kind: ConflictKind| report.conflicts().iter().filter(|conflict| conflict.kind() == kind).count();
    let circles = |latent: bool| report.deadlocks().iter().filter(move |deadlock| deadlock.latent == latent);
    let steps = |latent: bool| circles(latent).map(|deadlock| deadlock.steps.clone()).collect();
    Outcome {
        verdict: report.verdict(),
        proof: report.proof(),
        demands: report.demands().len(),
        met: report.demands().iter().filter(|demand| demand.met).count(),
        conflicts: ConflictKind::ALL.map(|kind| (kind, count(kind))).into_iter().filter(|&(_, count)| count > 0).collect(),
        deadlocks: steps(false),
        latent: steps(true),
    }
}
