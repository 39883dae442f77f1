//! Conflicts over what somebody wants: refusals, unanswered requests, shortfalls (section 4).

use std::collections::{BTreeMap, BTreeSet};

use impasse::model::{Act, PartyId, StatementId, StepId, Subject, TermId};

use super::{Conflict, Detail, Positions, each_once};

/// How a statement wants steps: by a demand, or by which precondition and whether as an option of it.
pub(crate) type How = Option<(usize, bool)>;

/// A statement that wants steps which it cannot have, in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Want {
    pub(super) statement: StatementId,
    pub(super) steps: Vec<StepId>,
    pub(super) how: How,
}

fn demanded(positions: &Positions<'_>) -> BTreeSet<(StatementId, StepId)> {
    positions.acts(Act::Demands).map(|said| (said.statement, said.step)).collect()
}

/// Lists what each statement wants and cannot have: of each term that it waits for, all the steps that it does not demand; and any other
/// step once, as a demand, else as a precondition without another option, else as an option.
pub(super) fn wants(positions: &Positions<'_>) -> Vec<Want> {
    let mut wants = Vec::new();
    for &statement in &positions.standing {
        let with_terms = with_terms(positions, statement);
        let is_of_term = |want: &Want| want.how.is_some() && with_terms.iter().any(|of_term| of_term.steps.contains(&want.steps[0]));
        let mut of_statement = with_single_steps(positions, statement);
        of_statement.retain(|want| !is_of_term(want));
        of_statement.extend(with_terms);
        of_statement.sort_by_key(|want| (want.steps[0], want.how));
        wants.extend(of_statement);
    }
    wants
}

fn is_lacking(positions: &Positions<'_>, step: StepId) -> bool {
    positions.is_refused(step) || positions.is_unanswered(step)
}

fn with_single_steps(positions: &Positions<'_>, statement: StatementId) -> Vec<Want> {
    let demands = demanded(positions).into_iter().filter(|demand| demand.0 == statement).map(|(_, step)| (step, None));
    let mut found: Vec<(StepId, How)> = demands.filter(|&(step, _)| is_lacking(positions, step)).collect();
    for is_option in [false, true] {
        for (place, precondition) in positions.negotiation.preconditions(statement).iter().enumerate() {
            let options = match positions.negotiation.subject(precondition) {
                Subject::Step(step) => vec![step],
                Subject::Any(options) => options.to_vec(),
                Subject::Term(_) => Vec::new(),
            };
            let has_several = each_once(options.clone()).len() > 1;
            if has_several == is_option && options.iter().all(|&option| is_lacking(positions, option)) {
                found.extend(options.into_iter().map(|option| (option, Some((place, is_option)))));
            }
        }
    }
    let steps = each_once(found.iter().map(|&(step, _)| step));
    let first = |step: StepId| found.iter().find(|&&(other, _)| other == step).expect("it was found").1;
    steps.into_iter().map(|step| Want { statement, steps: vec![step], how: first(step) }).collect()
}

fn with_terms(positions: &Positions<'_>, statement: StatementId) -> Vec<Want> {
    let (n, demanded) = (positions.negotiation, demanded(positions));
    let preconditions = n.preconditions(statement).iter().map(|precondition| n.subject(precondition));
    let term = |subject| if let Subject::Term(term) = subject { Some(term) } else { None };
    let terms = preconditions.enumerate().filter_map(|(place, subject)| Some((place, term(subject)?)));
    let mut found: Vec<(TermId, Want)> = Vec::new();
    for (place, term) in terms {
        let mut steps = positions.meaning(term, n.statement(statement).party);
        steps.retain(|&step| is_lacking(positions, step) && !demanded.contains(&(statement, step)));
        if !steps.is_empty() && found.iter().all(|(other, _)| *other != term) {
            found.push((term, Want { statement, steps, how: Some((place, false)) }));
        }
    }
    found.into_iter().map(|(_, want)| want).collect()
}

/// Puts the steps of a want together by who is on the other side; those with nobody there are left out.
pub(super) fn sides(want: &Want, other_side: impl Fn(StepId) -> Vec<PartyId>) -> Vec<Vec<StepId>> {
    let side = |step: &StepId| other_side(*step).into_iter().collect::<BTreeSet<PartyId>>();
    let all = each_once(want.steps.iter().map(side).filter(|side| !side.is_empty()));
    all.iter().map(|this| want.steps.iter().copied().filter(|step| side(step) == *this).collect()).collect()
}

pub(super) fn refusals(positions: &Positions<'_>) -> Vec<Conflict> {
    let mut found = Vec::new();
    for want in wants(positions) {
        let party = positions.negotiation.statement(want.statement).party;
        let others = |step: StepId| {
            let refusals = positions.refusals(step).filter(|refusal| refusal.party != party && positions.is_refused(step));
            refusals.map(|refusal| (refusal.statement, refusal.party)).collect::<Vec<_>>()
        };
        for steps in sides(&want, |step| others(step).into_iter().map(|(_, party)| party).collect()) {
            let clashing: BTreeMap<StatementId, PartyId> = steps.iter().flat_map(|&step| others(step)).collect();
            found.push(Conflict {
                kind: "refusal",
                parties: each_once([party].into_iter().chain(clashing.values().copied())),
                steps,
                statements: each_once([want.statement].into_iter().chain(clashing.keys().copied())),
                detail: Detail::Wanted(want.how),
            });
        }
    }
    found
}

pub(super) fn unanswered(positions: &Positions<'_>) -> Vec<Conflict> {
    let is_shortfall = |want: &Want| want.how.is_none() && offered(positions, want.steps[0]).is_some();
    let silent = |step: StepId| if positions.is_unanswered(step) { positions.silent(step) } else { Vec::new() };
    let mut found = Vec::new();
    for want in wants(positions).into_iter().filter(|want| !is_shortfall(want)) {
        let party = positions.negotiation.statement(want.statement).party;
        for steps in sides(&want, silent) {
            let silent = silent(steps[0]);
            found.push(Conflict {
                kind: "unanswered",
                parties: each_once([party].into_iter().chain(silent.iter().copied())),
                steps,
                statements: vec![want.statement],
                detail: Detail::Silent(want.how, silent),
            });
        }
    }
    found
}

pub(super) fn shortfalls(positions: &Positions<'_>) -> Vec<Conflict> {
    let shortfall = |(statement, step): (StatementId, StepId)| {
        let party = positions.negotiation.statement(statement).party;
        let offered = offered(positions, step)?;
        let mut offers: Vec<_> = positions.performers(offered).iter().flat_map(|&performer| positions.offers(performer, offered)).collect();
        offers.sort_by_key(|offer| offer.statement);
        Some(Conflict {
            kind: "shortfall",
            parties: each_once([party].into_iter().chain(offers.iter().map(|offer| offer.party))),
            steps: vec![step],
            statements: each_once([statement].into_iter().chain(offers.iter().map(|offer| offer.statement))),
            detail: Detail::Offered(offered),
        })
    };
    demanded(positions).into_iter().filter(|demand| positions.is_unanswered(demand.1)).filter_map(shortfall).collect()
}

/// Returns the highest lower level that all performers offer.
fn offered(positions: &Positions<'_>, step: StepId) -> Option<StepId> {
    let is_offered = |lower: &StepId| *lower != step && positions.is_at_or_below(*lower, step) && positions.silent(*lower).is_empty();
    positions.steps().filter(is_offered).max_by_key(|&lower| positions.negotiation.step(lower).level)
}
