//! The dependency graph of a negotiation: what stands, compiled to a system of precedence constraints.
//!
//! A step needs the consent of every performer that has spoken and of everybody else who accepted it, each by any of its statements; a
//! statement waits for all of its preconditions.
//!
//! # Terms
//!
//! A precondition on a term waits for every step that the speaker means by it. A clause for each of them, in each statement that has such
//! a precondition, would multiply the steps by the statements. So where several steps are meant, a node stands for all of them together,
//! the *meaning*: numbered behind the steps, it has one statement (numbered behind the statements), which waits `with` each of the steps.
//! The precondition is a clause with the meaning as its only option. Equal lists of steps share one node.
//!
//! This changes no time. By section 2 of the semantics the meaning `M` of `x1 … xk` has the time `t(M) = max t(xi)`: it takes no days, has
//! no level below and no other statement, and `complete` is the maximum over its preconditions `with xi`. Each kind of precondition turns
//! the time of what it waits for into a bound by a function `f` that is monotone and keeps ∞, whatever its days: `bound` in section 2 of
//! `docs/semantics.md`, whose days for the step itself are the same for all `xi`. Times are in one line, so `max f(t(xi)) = f(max t(xi)) = f(t(M))`: the
//! equations with `M` and those with a clause for each `xi` have the same solutions on the steps, and the same least one.
//! Nor does it change which steps can come in one moment by `with` in a circle, for the largest set that supports itself holds `M` exactly
//! when every `xi` is in it or has come; nor which promises are trusted, for `M` never comes exactly when some `xi` does not, and it falls in
//! the same round.
//! For the same reason what is hopeless stays so, and the waits among steps have the same components: a path leads from a statement through
//! `M` to `xi` exactly where there was a link from the one to the other.

use std::collections::HashMap;
use std::ops::Deref;

use super::meaning::{Meanings, Meant};
use super::precedence::{Builder, Fate, Precedence};
use super::rows::Rows;
use crate::model::{Act, Negotiation, PartyId, StatementId, StepId, Subject};

/// The compiled graph: a system whose numbers are those of the steps and statements of a negotiation.
pub(crate) struct Network {
    /// The reading that it was compiled from.
    pub(crate) negotiation: Negotiation,
    system: Precedence,
    /// Standing refusals, by the step refused, then by statement.
    refusals: Vec<(u32, StatementId)>,
}

/// A network is its system, and knows whose words it was made from.
impl Deref for Network {
    type Target = Precedence;

    fn deref(&self) -> &Precedence {
        &self.system
    }
}

impl Network {
    /// Compiles what stands.
    ///
    /// # Complexity
    ///
    /// Linear in the statements with their preconditions, of which one on a term counts once, and in what terms are used for, where an offer
    /// counts once for every step it covers; up to the sorting of the parties that consent to one step.
    pub(crate) fn new(negotiation: &Negotiation) -> Self {
        Self::among(negotiation, &|_| true)
    }

    /// Compiles what stands of what some parties said, as if the others went along: whatever they perform they offer without conditions.
    pub(crate) fn among(negotiation: &Negotiation, is_heard: &dyn Fn(PartyId) -> bool) -> Self {
        let said = Said::of(negotiation, is_heard);
        let mut builder = Builder::new(negotiation.steps().len(), negotiation.statements().len());
        let mut meanings = Meanings::new(negotiation);
        for (id, statement) in negotiation.statements() {
            let counts = negotiation.stands(id) && is_heard(statement.party);
            if counts {
                add_clauses(&mut builder, negotiation, id, &mut meanings);
            }
            let until = statement.until().zip(negotiation.as_of()).filter(|_| counts);
            builder.end_statement(until.map(|(until, zero)| until.last_day().since(zero)));
        }
        for (id, step) in negotiation.steps() {
            let parties = add_groups(&mut builder, negotiation, id, &said.consents[said.consent_rows.of(id.index())]);
            let measure = negotiation.measure_of(id);
            let fate = if negotiation.is_done(id) {
                Fate::Done
            } else if said.refused_from[id.index()] {
                Fate::Refused
            } else if !measure.given && !all_offered(is_heard, &measure.by, parties) {
                Fate::Unanswered
            } else {
                Fate::Open
            };
            builder.end_step(fate, measure.takes, step.level > 0);
        }
        for (party, steps) in meanings.list() {
            builder.meaning(*party, steps.iter().map(|step| step.index() as u32));
        }
        Self { negotiation: negotiation.clone(), system: builder.build(), refusals: said.refusals }
    }

    /// Lists the standing refusals that bar a step, of the step itself or of a level below, in order of declaration.
    pub(crate) fn refusals_of(&self, step: StepId) -> Vec<StatementId> {
        let lowest = (step.index() - self.negotiation.step(step).level) as u32;
        let from = self.refusals.partition_point(|&(s, _)| s < lowest);
        let to = self.refusals.partition_point(|&(s, _)| s as usize <= step.index());
        let mut refusals: Vec<StatementId> = self.refusals[from..to].iter().map(|&(_, refusal)| refusal).collect();
        // The refusal of a term may refuse several levels.
        refusals.sort_unstable();
        refusals.dedup();
        refusals
    }

    /// Lists the performers of a step that have no offer which covers it.
    pub(crate) fn silent(&self, step: StepId) -> Vec<PartyId> {
        // The groups of performers come in the order in which the measure names them.
        let mut groups = self.groups[self.groups_of(step.index() as u32)].iter().peekable();
        let mut offers = |party: PartyId| groups.next_if(|group| group.party == party).is_some();
        self.negotiation.performers(step).iter().copied().filter(|&party| !offers(party)).collect()
    }
}

/// What was said on the steps.
struct Said {
    /// Standing refusals, by the step refused, then by statement.
    refusals: Vec<(u32, StatementId)>,
    /// By step: whether it or a lower level is refused.
    refused_from: Vec<bool>,
    /// The statements that consent to steps, in rows by step.
    consents: Vec<u32>,
    consent_rows: Rows,
}

impl Said {
    fn of(negotiation: &Negotiation, is_heard: &dyn Fn(PartyId) -> bool) -> Self {
        let steps = negotiation.steps().len();
        let mut refused_from = vec![false; steps];
        let mut refusals = Vec::new();
        let mut consents: Vec<(u32, u32)> = Vec::new();
        for (id, _) in negotiation.standing().filter(|(_, said)| is_heard(said.party)) {
            for plain in negotiation.step_acts(id) {
                match plain.act {
                    Act::Refuses => {
                        refused_from[plain.step.index()] = true;
                        refusals.push((plain.step.index() as u32, id));
                    }
                    Act::Offers => {
                        let lowest = plain.step.index() - negotiation.step(plain.step).level;
                        consents.extend((lowest..=plain.step.index()).map(|step| (step as u32, id.index() as u32)));
                    }
                    Act::Accepts => consents.push((plain.step.index() as u32, id.index() as u32)),
                    Act::Demands | Act::Withdraws => {}
                }
            }
        }
        refusals.sort_unstable();
        for (id, step) in negotiation.steps() {
            refused_from[id.index()] |= step.level > 0 && refused_from[id.index() - 1];
        }
        let (consent_rows, consents) = Rows::sort(steps, consents.iter().copied());
        Self { refusals, refused_from, consents, consent_rows }
    }
}

/// Adds the preconditions of a statement.
fn add_clauses<'n>(builder: &mut Builder, negotiation: &'n Negotiation, id: StatementId, meanings: &mut Meanings<'n>) {
    let party = negotiation.statement(id).party;
    let number = |step: StepId| step.index() as u32;
    for (index, precondition) in negotiation.preconditions(id).iter().enumerate() {
        let mut wait_for = |options: &mut dyn Iterator<Item = u32>| {
            builder.clause(precondition.wait, precondition.days, index as u32, options);
        };
        match negotiation.subject(precondition) {
            Subject::Step(step) => wait_for(&mut [number(step)].into_iter()),
            Subject::Any(steps) => wait_for(&mut steps.iter().copied().map(number)),
            Subject::Term(term) => match meanings.find(term, party) {
                Meant::Nothing => {}
                Meant::One(step) => wait_for(&mut [number(step)].into_iter()),
                Meant::All(meaning) => wait_for(&mut [negotiation.steps().len() as u32 + meaning].into_iter()),
            },
        }
    }
}

/// Groups the statements on a step by party: performers as the measure names them, then the others by their first statement. Returns these
/// parties.
fn add_groups(builder: &mut Builder, negotiation: &Negotiation, step: StepId, statements: &[u32]) -> Vec<PartyId> {
    let party_of = |&s: &u32| negotiation.statement(StatementId::new(s as usize)).party;
    let mut sorted: Vec<(u32, u32)> = Vec::with_capacity(statements.len());
    if statements.windows(2).all(|w| party_of(&w[0]) == party_of(&w[1])) {
        sorted.extend(statements.iter().map(|&s| (0, s)));
    } else {
        let mut rank = HashMap::<PartyId, u32, foldhash::fast::RandomState>::default();
        for party in negotiation.performers(step).iter().copied().chain(statements.iter().map(party_of)) {
            let next = rank.len() as u32;
            rank.entry(party).or_insert(next);
        }
        sorted.extend(statements.iter().map(|s| (rank[&party_of(s)], *s)));
        sorted.sort_unstable();
    }
    sorted.dedup();
    let mut parties = Vec::new();
    for of_party in sorted.chunk_by(|a, b| a.0 == b.0) {
        let party = party_of(&of_party[0].1);
        builder.group(party, of_party.iter().map(|&(_, statement)| statement));
        parties.push(party);
    }
    parties
}

/// Whether every performer that is heard is among those who consent to a step: performers cannot accept, so theirs is an offer.
fn all_offered(is_heard: &dyn Fn(PartyId) -> bool, by: &[PartyId], mut consenting: Vec<PartyId>) -> bool {
    if let ([single], [party]) = (by, &*consenting) {
        return party == single || !is_heard(*single);
    }
    consenting.sort_unstable();
    by.iter().all(|party| !is_heard(*party) || consenting.binary_search(party).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Wait;
    use crate::text::from_toml;

    #[test]
    fn a_precondition_on_a_term_costs_one_clause_however_many_steps_are_meant() {
        let steps = |prefix: &str| (0..20).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>();
        let mut draft = crate::Draft::new("");
        draft.party("a");
        draft.party("b");
        for step in steps("m") {
            draft.measure(step, ["a"]);
        }
        for step in steps("x") {
            draft.measure(step, ["b"]);
        }
        draft.term("t").means(steps("m"));
        for step in steps("x") {
            draft.says("b").offers(step).after("t");
        }
        let network = Network::new(&draft.build().unwrap());
        assert_eq!((network.step_count(), network.node_count()), (40, 41));
        assert_eq!((network.statement_count(), network.body_count()), (20, 21));
        assert_eq!(network.clauses.len(), 20 + 20);
        assert_eq!(network.meant(40), (0..20).collect::<Vec<_>>());
        assert_eq!(network.conditions_of(0).map(<[u32]>::to_vec).collect::<Vec<_>>(), (0..20).map(|step| vec![step]).collect::<Vec<_>>());
        assert_eq!(network.occurrences(40).len(), 20);
    }

    #[test]
    fn a_term_that_means_one_step_is_that_step_and_what_is_done_makes_a_meaning_done() {
        let text = "parties = { a = {}, b = {} }
            measures = { m = { by = 'a', done = true }, n = { by = 'a', done = true }, o = { by = 'a' }, x = { by = 'b', levels = ['l', 'h'] } }
            terms = { one = { means = ['o'] }, past = { means = ['m', 'n'] }, all = { means = ['o', 'm'] } }
            statements = [{ party = 'b', offers = 'x', after = ['one', 'past'], promise = { step = 'all', within = 3 } }]";
        let n = from_toml(text).unwrap();
        let network = Network::new(&n);
        let number = |key| n.find_step(key).unwrap().index() as u32;
        let clauses: Vec<_> = network.clauses_of(0).map(|clause| (network.clauses[clause].wait, network.options_of(clause))).collect();
        let (past, all) = (network.step_count() as u32, network.step_count() as u32 + 1);
        assert_eq!(clauses, [(Wait::After, &[number("o")][..]), (Wait::After, &[past]), (Wait::Promise, &[all])]);
        assert_eq!(network.clauses[2].days, Some(3));
        assert_eq!([past, all].map(|meaning| network.fate[meaning as usize]), [Fate::Done, Fate::Open]);
        assert_eq!([past, all].map(|meaning| (network.below(meaning), network.above(meaning))), [(None, None); 2]);
        assert_eq!(network.above(number("x:h")), None, "a meaning is no level of what is before it in the list");
        assert_eq!(network.covers(0).iter().map(|&entry| network.step_of_use(entry)).collect::<Vec<_>>(), [number("x:l"), number("x:h")]);
        assert_eq!(network.meaning_by(0), None);
        assert_eq!(network.meaning_by(1), Some(past));
    }
}
