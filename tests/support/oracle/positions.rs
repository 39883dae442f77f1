//! What is said, as of a day (section 7), step by step (sections 1 and 6).

use std::collections::BTreeSet;

use impasse::model::{Act, AsOf, ClaimId, Day, Negotiation, PartyId, StatementId, StepId, Subject, Target, TermId, Wait, When};

use super::each_once;

/// The positions as of a day.
pub(crate) struct Positions<'n> {
    pub(crate) negotiation: &'n Negotiation,
    pub(crate) day_zero: Option<Day>,
    /// The statements that stand.
    pub(crate) standing: Vec<StatementId>,
    /// The statements that were made later.
    pub(crate) later: Vec<StatementId>,
    /// The claims that have been made.
    pub(crate) claims: Vec<ClaimId>,
    pub(crate) done: BTreeSet<StepId>,
    /// What the standing statements come to.
    pub(crate) said: Vec<Said>,
}

/// One act on one step.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) statement: StatementId,
    pub(crate) party: PartyId,
    pub(crate) act: Act,
    pub(crate) step: StepId,
    /// The last day on which an offer is valid, counted from day 0.
    pub(crate) until: Option<i64>,
    /// The last day on which a demand is met, counted from day 0.
    pub(crate) deadline: Option<i64>,
    pub(crate) conditions: Vec<Condition>,
}

/// A precondition: any one of the options will do. A term gives one of these for each step meant.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) wait: Wait,
    /// The lag of an `after`.
    pub(crate) days: i64,
    /// The most days by which a `promise` may come later.
    pub(crate) within: Option<i64>,
    pub(crate) options: Vec<StepId>,
}

impl<'n> Positions<'n> {
    pub(crate) fn as_of(negotiation: &'n Negotiation, as_of: Option<AsOf>) -> Self {
        let day_zero = match as_of {
            Some(AsOf::Date(date)) => Some(date.last_day()),
            Some(AsOf::Round(round)) => Some(negotiation.round(round).date.first_day()),
            None => latest_day(negotiation),
        };
        let heard = |when: When| match as_of {
            Some(AsOf::Round(round)) => moment(negotiation, when) <= moment(negotiation, When::In(round)),
            Some(AsOf::Date(_)) => moment(negotiation, when).0 <= day_zero,
            None => true,
        };
        Self::read(negotiation, day_zero, heard)
    }

    /// Reads the positions right after a moment; what has no date is read on the first day that anything has, or on `today` if earlier.
    pub(crate) fn right_after(negotiation: &'n Negotiation, when: When, today: Option<Day>) -> Self {
        let said = negotiation.statements().map(|(_, said)| said.when).chain(negotiation.claims().map(|(_, claim)| claim.when));
        let dated = negotiation.rounds().map(|(round, _)| When::In(round)).chain(said).filter_map(|when| moment(negotiation, when).0);
        let day_zero = moment(negotiation, when).0.or_else(|| dated.chain(today).min());
        Self::read(negotiation, day_zero, |other| moment(negotiation, other) <= moment(negotiation, when))
    }

    fn read(negotiation: &'n Negotiation, day_zero: Option<Day>, heard: impl Fn(When) -> bool + Copy) -> Self {
        let standing: Vec<_> = negotiation.statements().map(|(id, _)| id).filter(|&id| stands(negotiation, id, heard)).collect();
        Self {
            negotiation,
            day_zero,
            later: negotiation.statements().filter(|(_, said)| !heard(said.when)).map(|(id, _)| id).collect(),
            claims: negotiation.claims().filter(|(_, claim)| heard(claim.when)).map(|(id, _)| id).collect(),
            done: negotiation.steps().map(|(step, _)| step).filter(|&step| is_done(negotiation, step, day_zero)).collect(),
            said: standing.iter().flat_map(|&id| acts(negotiation, id, day_zero)).collect(),
            standing,
        }
    }

    /// Counts what was made later and what stands no longer, withdrawals aside.
    pub(crate) fn not_counted(&self) -> (usize, usize) {
        let positions = self.negotiation.statements().filter(|(_, said)| said.act != Act::Withdraws).map(|(id, _)| id);
        let (later, by_then): (Vec<_>, Vec<_>) = positions.partition(|id| self.later.contains(id));
        (later.len(), by_then.iter().filter(|id| !self.standing.contains(id)).count())
    }

    /// Returns whether nothing is demanded as yet, but something is later.
    pub(crate) fn is_only_demanded_later(&self) -> bool {
        let mut later = self.later.iter().flat_map(|&id| acts(self.negotiation, id, self.day_zero));
        self.acts(Act::Demands).next().is_none() && later.any(|said| said.act == Act::Demands)
    }

    pub(crate) fn steps(&self) -> impl Iterator<Item = StepId> + use<'n> {
        self.negotiation.steps().map(|(step, _)| step)
    }

    /// Lists the acts of one kind that stand.
    pub(crate) fn acts(&self, act: Act) -> impl Iterator<Item = &Said> {
        self.said.iter().filter(move |said| said.act == act)
    }

    /// Returns whether a step is another one or a level below it.
    pub(crate) fn is_at_or_below(&self, lower: StepId, step: StepId) -> bool {
        let (lower, step) = (self.negotiation.step(lower), self.negotiation.step(step));
        lower.measure == step.measure && lower.level <= step.level
    }

    pub(crate) fn lower_level(&self, step: StepId) -> Option<StepId> {
        let is_just_below = |&lower: &StepId| {
            self.is_at_or_below(lower, step) && self.negotiation.step(lower).level + 1 == self.negotiation.step(step).level
        };
        self.steps().find(is_just_below)
    }

    pub(crate) fn performers(&self, step: StepId) -> &'n [PartyId] {
        performers(self.negotiation, step)
    }

    /// Lists the offers of a party that cover a step: an offer covers the levels below.
    pub(crate) fn offers(&self, party: PartyId, step: StepId) -> impl Iterator<Item = &Said> {
        self.acts(Act::Offers).filter(move |offer| offer.party == party && self.is_at_or_below(step, offer.step))
    }

    /// Lists the refusals of a step: a refusal refuses the levels above.
    pub(crate) fn refusals(&self, step: StepId) -> impl Iterator<Item = &Said> {
        self.acts(Act::Refuses).filter(move |refusal| self.is_at_or_below(refusal.step, step))
    }

    pub(crate) fn is_done(&self, step: StepId) -> bool {
        self.done.contains(&step)
    }

    pub(crate) fn is_given(&self, step: StepId) -> bool {
        self.negotiation.measure(self.negotiation.step(step).measure).given
    }

    pub(crate) fn is_refused(&self, step: StepId) -> bool {
        !self.is_done(step) && self.refusals(step).next().is_some()
    }

    pub(crate) fn is_unanswered(&self, step: StepId) -> bool {
        !self.is_refused(step) && !self.is_done(step) && !self.is_given(step) && !self.silent(step).is_empty()
    }

    /// Lists the performers without an offer that covers a step.
    pub(crate) fn silent(&self, step: StepId) -> Vec<PartyId> {
        self.performers(step).iter().copied().filter(|&party| self.offers(party, step).next().is_none()).collect()
    }

    /// Lists the steps that a party means by a term.
    pub(crate) fn meaning(&self, term: TermId, party: PartyId) -> Vec<StepId> {
        meaning(self.negotiation, term, party)
    }
}

/// When something was said: the day, then on one day first what was said outside the rounds, then the rounds as declared.
/// What has no date comes before everything.
pub(super) fn moment(negotiation: &Negotiation, when: When) -> (Option<Day>, usize) {
    match when {
        When::Undated => (None, 0),
        When::On(date) => (Some(date.first_day()), 0),
        When::In(round) => (Some(negotiation.round(round).date.first_day()), 1 + round.index()),
    }
}

fn latest_day(negotiation: &Negotiation) -> Option<Day> {
    let rounds = negotiation.rounds().map(|(_, round)| round.date.first_day());
    let said = negotiation.statements().map(|(_, said)| said.when).chain(negotiation.claims().map(|(_, claim)| claim.when));
    rounds.chain(said.filter_map(|when| moment(negotiation, when).0)).max()
}

/// Returns whether a statement was made in the latest round in which its party spoke on its target, and has not been withdrawn in it.
fn stands(negotiation: &Negotiation, id: StatementId, heard: impl Fn(When) -> bool) -> bool {
    let topic = |target| match target {
        Target::Step(step) => (Some(negotiation.step(step).measure), None),
        Target::Term(term) => (None, Some(term)),
    };
    let this = negotiation.statement(id);
    let now = moment(negotiation, this.when);
    let on_the_same: Vec<_> = negotiation
        .statements()
        .filter(|(_, other)| heard(other.when) && other.party == this.party && topic(other.target) == topic(this.target))
        .map(|(other_id, other)| (moment(negotiation, other.when), other_id, other.act))
        .collect();
    let superseded = on_the_same.iter().any(|&(then, ..)| then > now);
    let withdrawn = on_the_same.iter().any(|&(then, other_id, act)| act == Act::Withdraws && then == now && other_id > id);
    heard(this.when) && this.act != Act::Withdraws && !superseded && !withdrawn
}

/// Returns whether a step has been reached; what was reached on a later day has not been yet.
fn is_done(negotiation: &Negotiation, step: StepId, day_zero: Option<Day>) -> bool {
    let place = negotiation.step(step);
    negotiation.measure(place.measure).done.is_some_and(|done| {
        let later = matches!((done.on, day_zero), (Some(on), Some(zero)) if on.first_day() > zero);
        !later && place.level <= negotiation.step(done.step).level
    })
}

fn performers(negotiation: &Negotiation, step: StepId) -> &[PartyId] {
    &negotiation.measure(negotiation.step(step).measure).by
}

fn meaning(negotiation: &Negotiation, term: TermId, party: PartyId) -> Vec<StepId> {
    let term = negotiation.term(term);
    let own = term.definitions.iter().find(|definition| definition.party == party).map(|definition| &definition.means);
    each_once(own.or(term.default.as_ref()).into_iter().flatten().copied())
}

/// Lists what a statement comes to, step by step.
fn acts(negotiation: &Negotiation, id: StatementId, day_zero: Option<Day>) -> Vec<Said> {
    let statement = negotiation.statement(id);
    let party = statement.party;
    let acts = match statement.target {
        Target::Step(step) => vec![(statement.act, step)],
        Target::Term(term) => {
            let act_on = |step| {
                let by = performers(negotiation, step);
                match statement.act {
                    Act::Demands => (by != [party]).then_some(Act::Demands),
                    Act::Offers => Some(if by.contains(&party) { Act::Offers } else { Act::Demands }),
                    Act::Accepts => (!by.contains(&party)).then_some(Act::Accepts),
                    Act::Refuses => Some(Act::Refuses),
                    Act::Withdraws => None,
                }
            };
            meaning(negotiation, term, party).into_iter().filter_map(|step| Some((act_on(step)?, step))).collect()
        }
    };
    let from_day_zero = |day: Day| day.since(day_zero.expect("a negotiation with a deadline or `until` has a day 0"));
    let until = statement.until().map(|date| from_day_zero(date.last_day()));
    let deadline = statement.deadline().map(|date| from_day_zero(date.last_day()));
    acts.into_iter()
        .map(|(act, step)| {
            // The others among the steps of an offered term are demanded, whatever the preconditions.
            let waits = matches!(act, Act::Offers | Act::Accepts);
            let conditions = if waits { conditions(negotiation, id) } else { Vec::new() };
            Said { statement: id, party, act, step, until, deadline, conditions }
        })
        .collect()
}

/// Lists the preconditions of a statement, a term as one for each step meant.
pub(crate) fn conditions(negotiation: &Negotiation, id: StatementId) -> Vec<Condition> {
    let mut list = Vec::new();
    for precondition in negotiation.preconditions(id) {
        let days = precondition.days.map(i64::from);
        let (lag, within) = match precondition.wait {
            Wait::After => (days.unwrap_or(0), None),
            Wait::With => (0, None),
            Wait::Promise => (0, days),
        };
        let mut add = |options| list.push(Condition { wait: precondition.wait, days: lag, within, options });
        match negotiation.subject(precondition) {
            Subject::Step(step) => add(vec![step]),
            Subject::Any(steps) => add(steps.to_vec()),
            Subject::Term(term) => {
                for step in meaning(negotiation, term, negotiation.statement(id).party) {
                    add(vec![step]);
                }
            }
        }
    }
    list
}
