//! What a statement comes to, step by step, once its terms are read as the speaker means them.

use super::{Act, Negotiation, PartyId, StatementId, StepId, Target, TermId};

/// One act on one step: what a statement on a term comes to for one of the steps meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepAct {
    /// What the statement does to this step; an offer of a term demands the steps that the speaker does not perform.
    pub act: Act,
    /// The step.
    pub step: StepId,
}

impl Negotiation {
    /// Lists what a statement comes to, step by step, in the order in which the speaker's definition names them.
    ///
    /// A statement on a step comes to itself. On a term, a demand leaves out the steps that the speaker performs alone; an offer offers
    /// those that the speaker performs and demands the others; an acceptance leaves out those that the speaker performs; a refusal refuses
    /// each. A withdrawal comes to nothing.
    pub fn step_acts(&self, statement: StatementId) -> impl Iterator<Item = StepAct> {
        let said = self.statement(statement);
        let (single, meant) = match said.target {
            Target::Step(step) => (Some(StepAct { act: said.act, step }), &[][..]),
            Target::Term(term) => (None, self.meaning(term, said.party)),
        };
        let expanded = meant.iter().filter_map(move |&step| {
            let performs = self.performs(said.party, step);
            let act = match said.act {
                Act::Demands if performs && self.performers(step).len() == 1 => return None,
                Act::Offers if !performs => Act::Demands,
                Act::Accepts if performs => return None,
                act => act,
            };
            Some(StepAct { act, step })
        });
        single.into_iter().chain(expanded).filter(|plain| plain.act != Act::Withdraws)
    }

    /// Returns whether a party is among the performers of a step.
    #[must_use]
    pub fn performs(&self, party: PartyId, step: StepId) -> bool {
        self.performers(step).contains(&party)
    }

    /// Reads the negotiation as it would be if everybody meant the same steps by a term.
    ///
    /// In it a statement on the term may say nothing, or wait for its own step, which nobody could write down. Nothing is copied but the
    /// steps.
    #[must_use]
    pub fn read_with_meaning(&self, term: TermId, steps: &[StepId]) -> Self {
        let mut read = self.clone();
        read.reading.agreed_terms.retain(|(agreed, _)| *agreed != term);
        read.reading.agreed_terms.push((term, steps.into()));
        read
    }
}
