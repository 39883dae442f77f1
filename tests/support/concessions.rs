//! Concessions made on a draft (section 5 of the semantics), one at a time.

use impasse::Report;
use impasse::draft::{Draft, PreconditionDraft, StatementDraft};
use impasse::finding::Status;
use impasse::model::{Act, Negotiation, PartyId, StepId, Target};

use super::generate::Case;
use super::oracle::Positions;

/// Returns a draft of nothing but what stands in a case, said at no particular time, so that what is added or removed supersedes nothing.
pub(crate) fn settled(case: &Case) -> Draft<'static> {
    let (negotiation, as_of) = case.build().expect("the draft is valid");
    let positions = Positions::as_of(&negotiation, as_of);
    let mut draft = case.draft.clone();
    draft.as_of = positions.day_zero.map(|day| day.to_string().into());
    let mut stands = negotiation.statements().map(|(id, _)| positions.standing.contains(&id));
    draft.statements.retain(|_| stands.next().expect("a statement of the draft"));
    for said in &mut draft.statements {
        said.round = None;
        said.date = None;
    }
    draft.claims.clear();
    draft
}

/// Lists what a settled draft becomes by each single concession: one rung of a precondition, a demand dropped, a refusal lifted, an
/// unanswered step answered; each with what it is.
pub(crate) fn concessions(draft: &Draft<'static>, negotiation: &Negotiation, report: &Report) -> Vec<(String, Draft<'static>)> {
    let mut list = Vec::new();
    for (at, (id, said)) in negotiation.statements().enumerate() {
        let name = negotiation.statement_key(id);
        match said.act {
            Act::Demands => {
                let mut eased = draft.clone();
                eased.statements.remove(at);
                list.push((format!("{name} dropped"), eased));
            }
            Act::Refuses => {
                let mut eased = draft.clone();
                eased.statements.remove(at);
                for step in targets(negotiation, said.party, said.target) {
                    if negotiation.performers(step).contains(&said.party) {
                        offer(&mut eased, negotiation, said.party, top(negotiation, step));
                    }
                }
                list.push((format!("{name} lifted"), eased));
            }
            Act::Offers | Act::Accepts => {
                list.extend(softened(draft, at).into_iter().map(|eased| (format!("{name} softened"), eased)));
            }
            Act::Withdraws => {}
        }
    }
    let unanswered = negotiation.steps().map(|(step, _)| step).filter(|&step| report.status(step) == Status::Unanswered);
    for step in unanswered {
        for &party in negotiation.performers(step) {
            let mut eased = draft.clone();
            offer(&mut eased, negotiation, party, step);
            list.push((format!("{} answered by {}", negotiation.step_key(step), negotiation.party_key(party)), eased));
        }
    }
    list
}

/// Adds an unconditional offer.
pub(crate) fn offer(draft: &mut Draft<'static>, negotiation: &Negotiation, party: PartyId, step: StepId) {
    draft.says(negotiation.party_key(party).to_owned()).offers(negotiation.step_key(step).into_owned());
}

/// Returns the top level of a step's measure.
pub(crate) fn top(negotiation: &Negotiation, step: StepId) -> StepId {
    negotiation.steps_of(negotiation.step(step).measure).next_back().expect("a measure has a step")
}

fn targets(negotiation: &Negotiation, party: PartyId, target: Target) -> Vec<StepId> {
    match target {
        Target::Step(step) => vec![step],
        Target::Term(term) => negotiation.meaning(term, party).to_vec(),
    }
}

/// Lists the drafts in which one precondition of a statement is one rung lower.
fn softened(draft: &Draft<'static>, at: usize) -> Vec<Draft<'static>> {
    let said = &draft.statements[at];
    let lower = |precondition: &PreconditionDraft<'static>| PreconditionDraft { days: None, within: None, ..precondition.clone() };
    let with = |change: &dyn Fn(&mut StatementDraft<'static>)| {
        let mut eased = draft.clone();
        change(&mut eased.statements[at]);
        eased
    };
    let mut list = Vec::new();
    for i in 0..said.after.0.len() {
        list.push(with(&|said| {
            let precondition = said.after.0.remove(i);
            said.with.0.push(lower(&precondition));
        }));
    }
    for i in 0..said.with.0.len() {
        list.push(with(&|said| {
            let precondition = said.with.0.remove(i);
            said.promise.0.push(lower(&precondition));
        }));
    }
    for i in 0..said.promise.0.len() {
        list.push(with(&|said| drop(said.promise.0.remove(i))));
    }
    list
}
