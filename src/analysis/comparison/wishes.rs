//! Who wants which steps and terms: by demands, and by what offers and acceptances wait for.

use std::collections::HashSet;

use crate::graph::Network;
use crate::model::{Act, Negotiation, PartyId, StatementId, StepId, Subject, Target, TermId};

/// What the parties want.
pub(super) struct Wishes {
    /// By step: who wants it or a higher level of it, in order of declaration.
    of_step: Vec<Vec<PartyId>>,
    /// By step: whether it or a higher level of it is demanded.
    demanded: Vec<bool>,
    /// By term: who wants it, in order of declaration.
    of_term: Vec<Vec<PartyId>>,
}

impl Wishes {
    pub(super) fn find(network: &Network) -> Self {
        let negotiation = &network.negotiation;
        let steps = negotiation.steps().len();
        let mut wishes =
            Self { of_step: vec![Vec::new(); steps], demanded: vec![false; steps], of_term: vec![Vec::new(); negotiation.terms().len()] };
        // What a party means by a term is looked at once.
        let mut meant: HashSet<(PartyId, u32), foldhash::fast::RandomState> = HashSet::default();
        for (id, said) in negotiation.standing() {
            if matches!(said.act, Act::Demands | Act::Offers) {
                for plain in negotiation.step_acts(id).filter(|plain| plain.act == Act::Demands) {
                    wishes.demanded[plain.step.index()] = true;
                    wishes.wants(negotiation, said.party, plain.step);
                }
            }
            for &option in &network.options[network.options_of_statement(id.index() as u32)] {
                let single = [option];
                let is_meaning = network.is_meaning(option);
                if is_meaning && !meant.insert((said.party, option)) {
                    continue;
                }
                for &step in if is_meaning { network.meant(option) } else { &single } {
                    wishes.wants(negotiation, said.party, StepId::new(step as usize));
                }
            }
            terms_wanted(negotiation, id).for_each(|term| wishes.of_term[term.index()].push(said.party));
        }
        wishes.lead_down(network);
        wishes.of_step.iter_mut().chain(&mut wishes.of_term).for_each(in_order);
        wishes
    }

    /// Notes that a party wants a step. What it alone performs is its own to do, and no wish.
    fn wants(&mut self, negotiation: &Negotiation, party: PartyId, step: StepId) {
        let of_step = &mut self.of_step[step.index()];
        // The preconditions of one statement often name a step again; the rest is sorted out at the end.
        if negotiation.performers(step) != [party] && of_step.last() != Some(&party) {
            of_step.push(party);
        }
    }

    /// Makes whoever wants a level want the levels below.
    fn lead_down(&mut self, network: &Network) {
        for step in (1..self.of_step.len()).rev() {
            let Some(below) = network.below(step as u32) else { continue };
            in_order(&mut self.of_step[step]);
            self.demanded[below as usize] |= self.demanded[step];
            let (lower, higher) = self.of_step.split_at_mut(step);
            lower[below as usize].extend_from_slice(&higher[0]);
        }
    }

    /// Lists who wants a step or a higher level of it.
    pub(super) fn of_step(&self, step: StepId) -> &[PartyId] {
        &self.of_step[step.index()]
    }

    /// Returns whether a step or a higher level of it is demanded.
    pub(super) fn is_demanded(&self, step: StepId) -> bool {
        self.demanded[step.index()]
    }

    /// Lists who wants a term.
    pub(super) fn of_term(&self, term: TermId) -> &[PartyId] {
        &self.of_term[term.index()]
    }
}

fn in_order(parties: &mut Vec<PartyId>) {
    parties.sort_unstable();
    parties.dedup();
}

/// Lists the terms that a statement demands or waits for, but for those whose steps the speaker alone performs.
fn terms_wanted(negotiation: &Negotiation, id: StatementId) -> impl Iterator<Item = TermId> {
    let said = negotiation.statement(id);
    let demanded = match (said.act, said.target) {
        (Act::Demands, Target::Term(term)) => Some(term),
        _ => None,
    };
    // Whoever may demand a term does not perform all of it alone.
    demanded.into_iter().chain(terms_awaited(negotiation, id))
}

/// Lists the terms that a statement waits for, but for those whose steps the speaker alone performs.
pub(super) fn terms_awaited(negotiation: &Negotiation, id: StatementId) -> impl Iterator<Item = TermId> {
    let party = negotiation.statement(id).party;
    let awaited = negotiation.preconditions(id).iter().filter_map(|precondition| match negotiation.subject(precondition) {
        Subject::Term(term) => Some(term),
        Subject::Step(_) | Subject::Any(_) => None,
    });
    let others_act = move |step: &StepId| negotiation.performers(*step) != [party];
    awaited.filter(move |&term| negotiation.meaning(term, party).iter().any(others_act))
}
