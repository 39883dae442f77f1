//! Who must consent to each step, and on what conditions (section 2).

use std::collections::BTreeSet;

use impasse::model::{Act, PartyId, StatementId, StepId};

use super::{ByStep, Condition, Positions, Said, each_once};

/// Of every step, whether it is settled already, and who must consent to it.
#[derive(Clone, Debug)]
pub(crate) struct System {
    pub(crate) steps: Vec<StepId>,
    pub(crate) nodes: ByStep<Node>,
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) done: bool,
    /// Whether it cannot happen, whatever the others do.
    pub(crate) never: bool,
    pub(crate) below: Option<StepId>,
    pub(crate) takes: i64,
    pub(crate) consents: Vec<Consent>,
}

/// The alternatives of one party whose consent a step needs.
#[derive(Clone, Debug)]
pub(crate) struct Consent {
    pub(crate) party: PartyId,
    pub(crate) alternatives: Vec<Alternative>,
}

/// One way in which a party consents; without a statement when that is taken for granted.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    pub(crate) statement: Option<StatementId>,
    pub(crate) until: Option<i64>,
    pub(crate) conditions: Vec<Condition>,
}

impl Alternative {
    const GRANTED: Self = Self { statement: None, until: None, conditions: Vec::new() };

    fn said(said: &Said) -> Self {
        Self { statement: Some(said.statement), until: said.until, conditions: said.conditions.clone() }
    }

    /// Returns whether no precondition has only hopeless options.
    pub(crate) fn is_free_of(&self, hopeless: &BTreeSet<StepId>) -> bool {
        !self.conditions.iter().any(|condition| condition.options.iter().all(|option| hopeless.contains(option)))
    }
}

impl System {
    /// The negotiation as it stands.
    pub(crate) fn actual(positions: &Positions<'_>) -> Self {
        Self::new(positions, |step| Node {
            never: positions.is_refused(step) || positions.is_unanswered(step),
            ..node(positions, step, |step| positions.is_given(step))
        })
    }

    /// The negotiation with refusals ignored, and silent performers counted as having offered unconditionally.
    pub(crate) fn granted(positions: &Positions<'_>) -> Self {
        Self::new(positions, |step| node(positions, step, |_| true))
    }

    fn new(positions: &Positions<'_>, node: impl Fn(StepId) -> Node) -> Self {
        Self { steps: positions.steps().collect(), nodes: ByStep::of(positions.negotiation, node) }
    }

    /// The same with every `until` dropped.
    pub(crate) fn without_until(&self) -> Self {
        let mut system = self.clone();
        for &step in &self.steps {
            for consent in &mut system.nodes[step].consents {
                consent.alternatives.iter_mut().for_each(|alternative| alternative.until = None);
            }
        }
        system
    }

    /// The same with some steps, and so the levels above them, out of the deal.
    pub(crate) fn without(&self, out: &BTreeSet<StepId>) -> Self {
        let mut system = self.clone();
        for &step in out {
            system.nodes[step].never = true;
        }
        system
    }

    /// A group by itself: what is neither in it nor hopeless is done, what is hopeless never comes.
    pub(crate) fn isolated(&self, group: &BTreeSet<StepId>, hopeless: &BTreeSet<StepId>) -> Self {
        let mut system = self.clone();
        for &step in &self.steps {
            let node = &mut system.nodes[step];
            if group.contains(&step) {
                for consent in &mut node.consents {
                    consent.alternatives.retain(|alternative| alternative.is_free_of(hopeless));
                }
            } else {
                node.never = hopeless.contains(&step);
                node.done = !node.never;
            }
        }
        system
    }
}

fn node(positions: &Positions<'_>, step: StepId, silence_is_consent: impl Fn(StepId) -> bool) -> Node {
    let performers = positions.performers(step).iter().map(|&party| {
        let mut alternatives: Vec<_> = positions.offers(party, step).map(Alternative::said).collect();
        if alternatives.is_empty() && silence_is_consent(step) {
            alternatives.push(Alternative::GRANTED);
        }
        Consent { party, alternatives }
    });
    let acceptances = || positions.acts(Act::Accepts).filter(|said| said.step == step);
    let acceptors = each_once(acceptances().map(|said| said.party)).into_iter().map(|party| {
        let alternatives = acceptances().filter(|said| said.party == party).map(Alternative::said).collect();
        Consent { party, alternatives }
    });
    Node {
        done: positions.is_done(step),
        never: false,
        below: positions.lower_level(step),
        takes: i64::from(positions.negotiation.measure(positions.negotiation.step(step).measure).takes),
        consents: performers.chain(acceptors).collect(),
    }
}
