//! Whether a party wants what others refuse or do not answer, or what it refuses itself, as a conflict says.

use std::collections::{BTreeMap, BTreeSet};

use super::consent::clauses;
use super::facts::{Facts, each_once};
use crate::finding::{Refusal, SelfContradiction, Shortfall, Unanswered, Want};
use crate::model::{Act, PartyId, StatementId, StepId, Subject};

/// What a conflict has to be made of: its parties, its steps, its statements.
pub(super) type Made = (Vec<PartyId>, Vec<StepId>, Vec<StatementId>);

impl Facts<'_> {
    fn is_lacking(&self, step: StepId) -> bool {
        self.is_refused(step) || !self.silent(step).is_empty()
    }

    fn demanded(&self, statement: StatementId) -> BTreeSet<StepId> {
        let acts = self.negotiation.step_acts(statement);
        acts.filter(|said| said.act == Act::Demands).map(|said| said.step).collect()
    }

    /// Lists the steps that a statement wants in one way and does not get.
    ///
    /// A term is wanted with all that it lacks but for what the statement demands; of several preconditions on one term, by the first. Any
    /// other step is wanted as demanded, else by the first precondition on it alone, else by the first that has it as an option.
    fn wanted(&self, statement: StatementId, want: Want) -> Vec<StepId> {
        let mut demanded = self.demanded(statement);
        demanded.retain(|&step| self.is_lacking(step));
        let Want::Precondition { precondition: asked, any } = want else { return demanded.into_iter().collect() };
        let preconditions = self.negotiation.preconditions(statement);
        let Some(precondition) = preconditions.get(asked) else { return Vec::new() };
        let subject = self.negotiation.subject(precondition);
        if preconditions[..asked].iter().any(|earlier| self.is_term(statement, asked) && self.negotiation.subject(earlier) == subject) {
            return Vec::new();
        }
        let of_terms = || (0..preconditions.len()).filter(|&at| self.is_term(statement, at)).flat_map(|at| self.lacking(statement, at).1);
        let is_taken = |step: &StepId| {
            let before = (0..preconditions.len()).filter(|&at| !self.is_term(statement, at)).filter_map(|at| {
                let (is_option, steps) = self.lacking(statement, at);
                steps.contains(step).then_some((is_option, at))
            });
            !self.is_term(statement, asked) && (before.min() != Some((any, asked)) || of_terms().any(|lacking| lacking == *step))
        };
        let (is_option, steps) = self.lacking(statement, asked);
        let steps = each_once(steps).into_iter().filter(|step| !demanded.contains(step) && !is_taken(step));
        if is_option == any { steps.collect() } else { Vec::new() }
    }

    fn is_term(&self, statement: StatementId, precondition: usize) -> bool {
        let named = self.negotiation.preconditions(statement).get(precondition);
        named.is_some_and(|named| matches!(self.negotiation.subject(named), Subject::Term(_)))
    }

    /// Returns what a precondition lacks: of a term the steps that cannot be had, of anything else all its options when none of them can be
    /// had; and whether these are several options.
    fn lacking(&self, statement: StatementId, precondition: usize) -> (bool, Vec<StepId>) {
        let all = clauses(self.negotiation, statement, &self.negotiation.preconditions(statement)[precondition]);
        let lacks = all.iter().filter(|options| options.iter().all(|&option| self.is_lacking(option)));
        let is_option = |options: &Vec<StepId>| options.iter().any(|&option| option != options[0]);
        (all.iter().any(is_option), lacks.flatten().copied().collect())
    }

    /// Of the steps that a statement wants in one way, lists those that exactly some parties hold back.
    fn held_back(
        &self,
        statement: StatementId,
        want: Want,
        by: &BTreeSet<PartyId>,
        holders: impl Fn(StepId) -> Vec<PartyId>,
    ) -> Vec<StepId> {
        let is_held = |step: &StepId| holders(*step).into_iter().collect::<BTreeSet<_>>() == *by;
        self.wanted(statement, want).into_iter().filter(is_held).collect()
    }

    fn refusers(&self, step: StepId) -> impl Iterator<Item = PartyId> {
        self.refusals(step).into_iter().map(|refusal| self.speaker(refusal))
    }
}

/// Whether the steps of a conflict are all that there are; or, of those that are told one by one, one of them.
fn are_all(facts: &Facts<'_>, statement: StatementId, want: Want, steps: &[StepId], all: &[StepId]) -> bool {
    let together = want.precondition().is_some_and(|at| facts.is_term(statement, at));
    if together { steps == all } else { steps.len() == 1 && all.contains(&steps[0]) }
}

pub(super) fn refusal(facts: &Facts<'_>, found: &Refusal) -> Option<Made> {
    let Refusal { wanting, want, steps, parties, refusals } = found;
    let by: BTreeSet<PartyId> = parties.iter().copied().collect();
    let speaker = facts.speaker(*wanting);
    let others = |step| facts.refusers(step).filter(|&party| party != speaker).collect();
    let all = facts.held_back(*wanting, *want, &by, others);
    let said: BTreeSet<StatementId> =
        steps.iter().flat_map(|&step| facts.refusals(step)).filter(|&refusal| facts.speaker(refusal) != speaker).collect();
    let is_so = facts.negotiation.stands(*wanting)
        && !by.is_empty()
        && by.iter().eq(parties.iter())
        && are_all(facts, *wanting, *want, steps, &all)
        && said.iter().eq(refusals.iter());
    let speakers = each_once(said.iter().map(|&refusal| facts.speaker(refusal)));
    is_so.then(|| ([vec![speaker], speakers].concat(), steps.to_vec(), std::iter::once(*wanting).chain(said).collect()))
}

pub(super) fn unanswered(facts: &Facts<'_>, found: &Unanswered) -> Option<Made> {
    let Unanswered { wanting, want, steps, silent } = found;
    let by: BTreeSet<PartyId> = silent.iter().copied().collect();
    let all = facts.held_back(*wanting, *want, &by, |step| facts.silent(step));
    let falls_short = |step: StepId| *want == Want::Demand && offered_below(facts, step).is_some();
    let is_so = facts.negotiation.stands(*wanting)
        && !by.is_empty()
        && are_all(facts, *wanting, *want, steps, &all)
        && steps.first().is_some_and(|&step| facts.silent(step) == **silent)
        && !steps.iter().any(|&step| falls_short(step));
    let parties = each_once(std::iter::once(facts.speaker(*wanting)).chain(silent.iter().copied()));
    is_so.then(|| (parties, steps.to_vec(), vec![*wanting]))
}

/// Returns the highest level below a step that all its performers offer.
fn offered_below(facts: &Facts<'_>, step: StepId) -> Option<StepId> {
    let lower = std::iter::successors(facts.negotiation.below(step), |&step| facts.negotiation.below(step));
    lower.into_iter().find(|&step| facts.without_offer(step).is_empty())
}

pub(super) fn shortfall(facts: &Facts<'_>, found: &Shortfall) -> Option<Made> {
    let Shortfall { wanting, demanded, offered, offers } = found;
    let performers = facts.negotiation.performers(*offered).iter();
    let said: BTreeSet<StatementId> = performers.flat_map(|&party| facts.consents.by(*offered, party)).collect();
    let is_so = facts.negotiation.stands(*wanting)
        && facts.demanded(*wanting).contains(demanded)
        && !facts.silent(*demanded).is_empty()
        && offered_below(facts, *demanded) == Some(*offered)
        && said.iter().eq(offers);
    let statements: Vec<StatementId> = std::iter::once(*wanting).chain(said).collect();
    is_so.then(|| (each_once(statements.iter().map(|&statement| facts.speaker(statement))), vec![*demanded], statements))
}

pub(super) fn said_and_refused(facts: &Facts<'_>, statement: StatementId, step: StepId, refusals: &[StatementId]) -> Option<Made> {
    let negotiation = facts.negotiation;
    let act = negotiation.statement(statement).act;
    let says =
        matches!(act, Act::Offers | Act::Accepts) && negotiation.step_acts(statement).any(|plain| plain.act == act && plain.step == step);
    own(facts, statement, &[step], refusals).filter(|_| says)
}

pub(super) fn wanted_and_refused(facts: &Facts<'_>, found: &SelfContradiction) -> Option<Made> {
    let SelfContradiction::WantedAndRefused { wanting, want, steps, refusals } = found else { return None };
    let speaker = facts.speaker(*wanting);
    let own_refusals = |step| facts.refusers(step).filter(|&party| party == speaker).collect();
    let all = facts.held_back(*wanting, *want, &BTreeSet::from([speaker]), own_refusals);
    let is_so = !want.is_option() && are_all(facts, *wanting, *want, steps, &all);
    own(facts, *wanting, steps, refusals).filter(|_| is_so)
}

/// Returns what a conflict of a party with itself has to be made of, when the refusals are all that it made of the steps.
fn own(facts: &Facts<'_>, statement: StatementId, steps: &[StepId], refusals: &[StatementId]) -> Option<Made> {
    let speaker = facts.speaker(statement);
    let own_refusals = |&step: &StepId| facts.refusals(step).into_iter().filter(|&refusal| facts.speaker(refusal) == speaker);
    let by_step: BTreeMap<StepId, Vec<StatementId>> = steps.iter().map(|step| (*step, own_refusals(step).collect())).collect();
    let all: BTreeSet<StatementId> = by_step.values().flatten().copied().collect();
    let is_so = facts.negotiation.stands(statement) && by_step.values().all(|refusals| !refusals.is_empty()) && all.iter().eq(refusals);
    is_so.then(|| (vec![speaker], steps.to_vec(), std::iter::once(statement).chain(all).collect()))
}
