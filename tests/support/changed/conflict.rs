//! Conflicts with one part changed.

use impasse::Negotiation;
use impasse::finding::{self, Conflict, DeadlockId, Evidence, SelfContradiction, Want};
use impasse::model::{Date, PartyId, StatementId, StepId};

use super::{Changed, Others};

/// Changes each field of a conflict, and of what shows it.
pub(crate) fn changed_conflicts(negotiation: &Negotiation, conflict: &Conflict) -> Vec<(&'static str, Conflict)> {
    let others = Others(negotiation);
    let mut found = Changed(Vec::new());
    found.list("parties", conflict, &conflict.parties, |c, list| c.parties = list, |list| others.party(list));
    found.list("steps", conflict, &conflict.steps, |c, list| c.steps = list.into(), |list| others.step(list));
    found.list("statements", conflict, &conflict.statements, |c, list| c.statements = list, |list| others.statement(list));
    match &conflict.evidence {
        Evidence::Refusal(_) | Evidence::Unanswered(_) | Evidence::Shortfall(_) => change_wanted(&mut found, &others, conflict),
        Evidence::SelfContradiction(_) => change_contradiction(&mut found, &others, conflict),
        _ => change_others(&mut found, &others, conflict),
    }
    found.0
}

/// Changes what is wanted and not had.
fn change_wanted(found: &mut Changed<Conflict>, others: &Others<'_>, conflict: &Conflict) {
    let other_want = |want: Want| match want {
        Want::Demand => Want::Precondition { precondition: 0, any: false },
        Want::Precondition { precondition, any } => Want::Precondition { precondition, any: !any },
        new => unreachable!("{new:?} is not changed yet"),
    };
    match &conflict.evidence {
        Evidence::Refusal(was) => {
            if let Some(statement) = others.statement(&[was.wanting]) {
                found.push("refusal.wanting", conflict, |c| refusal(c).wanting = statement);
            }
            found.push("refusal.want", conflict, |c| refusal(c).want = other_want(was.want));
            found.push("refusal.want", conflict, |c| refusal(c).want = Want::Precondition { precondition: 1_000, any: false });
            found.list("refusal.steps", conflict, &was.steps, |c, list| refusal(c).steps = list.into(), |list| others.step(list));
            found.list("refusal.parties", conflict, &was.parties, |c, list| refusal(c).parties = list.into(), |list| others.party(list));
            let other = |list: &[StatementId]| others.statement(list);
            found.list("refusal.refusals", conflict, &was.refusals, |c, list| refusal(c).refusals = list.into(), other);
        }
        Evidence::Unanswered(was) => {
            if let Some(statement) = others.statement(&[was.wanting]) {
                found.push("unanswered.wanting", conflict, |c| unanswered(c).wanting = statement);
            }
            found.push("unanswered.want", conflict, |c| unanswered(c).want = other_want(was.want));
            found.list("unanswered.steps", conflict, &was.steps, |c, list| unanswered(c).steps = list.into(), |list| others.step(list));
            found.list("unanswered.silent", conflict, &was.silent, |c, list| unanswered(c).silent = list.into(), |list| others.party(list));
        }
        Evidence::Shortfall(was) => {
            if let Some(statement) = others.statement(&[was.wanting]) {
                found.push("shortfall.wanting", conflict, |c| shortfall(c).wanting = statement);
            }
            if let Some(step) = others.step(&[was.demanded]) {
                found.push("shortfall.demanded", conflict, |c| shortfall(c).demanded = step);
            }
            if let Some(step) = others.step(&[was.offered]) {
                found.push("shortfall.offered", conflict, |c| shortfall(c).offered = step);
            }
            found.list("shortfall.offers", conflict, &was.offers, |c, list| shortfall(c).offers = list, |list| others.statement(list));
        }
        _ => {}
    }
}

macro_rules! evidence {
    ($($name:ident: $variant:ident, $evidence:ty;)*) => {$(
        fn $name(conflict: &mut Conflict) -> &mut $evidence {
            match &mut conflict.evidence {
                Evidence::$variant(evidence) => evidence,
                _ => panic!("another kind of conflict"),
            }
        }
    )*};
}

evidence! {
    refusal: Refusal, finding::Refusal;
    unanswered: Unanswered, finding::Unanswered;
    shortfall: Shortfall, finding::Shortfall;
    incompatible: Incompatible, finding::Incompatible;
    deadline: Deadline, finding::MissedDeadline;
    definition: Definition, finding::ClashingDefinitions;
    claim: Claim, finding::ContradictoryClaims;
    contradiction: SelfContradiction, SelfContradiction;
}

/// Changes what excludes each other, comes too late, or is told in two ways.
fn change_others(found: &mut Changed<Conflict>, others: &Others<'_>, conflict: &Conflict) {
    let negotiation = others.0;
    match &conflict.evidence {
        Evidence::Incompatible(was) => {
            for (exclusion, _) in negotiation.exclusions().filter(|&(exclusion, _)| exclusion != was.exclusion) {
                found.push("incompatible.exclusion", conflict, |c| incompatible(c).exclusion = exclusion);
            }
            found.list("incompatible.needed", conflict, &was.needed, |c, list| incompatible(c).needed = list, |list| others.step(list));
            let other = |list: &[StatementId]| others.statement(list);
            found.list("incompatible.demands", conflict, &was.demands, |c, list| incompatible(c).demands = list, other);
        }
        Evidence::Deadline(was) => {
            if let Some(statement) = others.statement(&[was.demand]) {
                found.push("deadline.demand", conflict, |c| deadline(c).demand = statement);
            }
            if let Some(step) = others.step(&[was.step]) {
                found.push("deadline.step", conflict, |c| deadline(c).step = step);
            }
            found.push("deadline.deadline", conflict, |c| deadline(c).deadline = Date::parse("1900-01-01").expect("a date"));
            found.push("deadline.earliest", conflict, |c| deadline(c).earliest = was.earliest.plus(1));
            found.list("deadline.path", conflict, &was.path, |c, list| deadline(c).path = list, |list| others.step(list));
        }
        Evidence::Definition(was) => {
            for (term, _) in negotiation.terms().filter(|&(term, _)| term != was.term) {
                found.push("definition.term", conflict, |c| definition(c).term = term);
            }
            found.list("definition.shared", conflict, &was.shared, |c, list| definition(c).shared = list, |list| others.step(list));
            found.list("definition.only", conflict, &was.only, |c, list| definition(c).only = list, |_| None);
            for at in 0..was.only.len() {
                let set = |c: &mut Conflict, list| definition(c).only[at].1 = list;
                found.list("definition.only", conflict, &was.only[at].1, set, |list| others.step(list));
            }
        }
        Evidence::Claim(was) => {
            for other in negotiation.propositions().filter(|&other| other != was.proposition) {
                found.push("claim.proposition", conflict, |c| claim(c).proposition = other);
            }
            found.list("claim.holds", conflict, &was.holds, |c, list| claim(c).holds = list, |_| None);
            for at in 0..was.holds.len() {
                found.push("claim.holds", conflict, |c| claim(c).holds[at].1 = !was.holds[at].1);
            }
            let other = |list: &[PartyId]| others.party(list);
            found.list("claim.asserted_by", conflict, &was.asserted_by, |c, list| claim(c).asserted_by = list, other);
            found.list("claim.denied_by", conflict, &was.denied_by, |c, list| claim(c).denied_by = list, other);
            found.list(
                "claim.claims",
                conflict,
                &was.claims,
                |c, list| claim(c).claims = list,
                |list| negotiation.claims().map(|(id, _)| id).find(|id| !list.contains(id)),
            );
        }
        _ => {}
    }
}

/// Changes how a party stands in its own way.
fn change_contradiction(found: &mut Changed<Conflict>, others: &Others<'_>, conflict: &Conflict) {
    let Evidence::SelfContradiction(was) = &conflict.evidence else { return };
    let mut put = |what, changed: SelfContradiction| found.push(what, conflict, |c| *contradiction(c) = changed);
    match was.clone() {
        SelfContradiction::SaidAndRefused { statement, step, refusals } => {
            if let Some(statement) = others.statement(&[statement]) {
                put("said-and-refused.statement", SelfContradiction::SaidAndRefused { statement, step, refusals: refusals.clone() });
            }
            if let Some(step) = others.step(&[step]) {
                put("said-and-refused.step", SelfContradiction::SaidAndRefused { statement, step, refusals: refusals.clone() });
            }
            put("said-and-refused.refusals", SelfContradiction::SaidAndRefused { statement, step, refusals: refusals[1..].to_vec() });
        }
        SelfContradiction::WantedAndRefused { wanting, want, steps, refusals } => {
            let changed = |wanting, want, steps: &[StepId], refusals: &[StatementId]| SelfContradiction::WantedAndRefused {
                wanting,
                want,
                steps: steps.into(),
                refusals: refusals.into(),
            };
            if let Some(wanting) = others.statement(&[wanting]) {
                put("wanted-and-refused.wanting", changed(wanting, want, &steps, &refusals));
            }
            put("wanted-and-refused.want", changed(wanting, Want::Precondition { precondition: 1_000, any: false }, &steps, &refusals));
            put("wanted-and-refused.steps", changed(wanting, want, &steps[1..], &refusals));
            put("wanted-and-refused.refusals", changed(wanting, want, &steps, &refusals[1..]));
        }
        SelfContradiction::OwnCircle { party, deadlock, statements } => {
            if let Some(party) = others.party(&[party]) {
                put("own-circle.party", SelfContradiction::OwnCircle { party, deadlock, statements: statements.clone() });
            }
            let foreign: DeadlockId = "D1000".parse().expect("a number");
            put("own-circle.deadlock", SelfContradiction::OwnCircle { party, deadlock: foreign, statements: statements.clone() });
            put("own-circle.statements", SelfContradiction::OwnCircle { party, deadlock, statements: statements[1..].to_vec() });
        }
        new => unreachable!("{new:?} is not changed yet"),
    }
}
