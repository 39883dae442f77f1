//! Everybody's positions at one moment, and how they differ from those at another.

use std::collections::HashMap;

use super::order;
use crate::finding::rounds::{Change, Shift, Silence};
use crate::model::{Act, ClaimId, Negotiation, PartyId, StatementId, StepId, Topic, When};

/// A statement that stands, with its party and what it is about.
type Standing = (PartyId, Topic, StatementId);

/// What stands, is claimed and is done at one moment.
#[derive(Debug, Default)]
pub(super) struct Positions {
    /// The statements that stand, by party, then by what they are about, then in order of declaration.
    standing: Vec<Standing>,
    /// By statement, claim and step; empty before the first moment.
    stands: Vec<bool>,
    made: Vec<bool>,
    done: Vec<bool>,
}

/// Compares everybody's positions right after one moment with those right after another.
///
/// Positions that both moments have and that nobody touched in between are [silent](Shift::Silent). The changes are by party, then by
/// target in order of declaration.
///
/// # Complexity
///
/// Linear in the size of the negotiation but for sorting the statements, and quadratic in the alternatives of one position that are not
/// repeated word for word.
///
/// # Examples
///
/// ```
/// use impasse::finding::rounds::Shift;
/// use impasse::model::When;
///
/// let mut draft = impasse::Draft::new("A swap");
/// draft.party("a");
/// draft.party("b");
/// draft.round("spring", "2020-03");
/// draft.round("autumn", "2020-09");
/// draft.measure("bread", ["b"]);
/// draft.says("a").demands("bread").round("spring");
/// draft.says("a").withdraws("bread").round("autumn");
/// let negotiation = draft.build()?;
/// let [spring, autumn] = ["spring", "autumn"].map(|round| When::In(negotiation.find_round(round).unwrap()));
/// assert_eq!(impasse::changes(&negotiation, spring, autumn)[0].shift, Shift::Dropped);
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn changes(negotiation: &Negotiation, from: When, to: When) -> Vec<Change> {
    let before = Positions::of(&negotiation.read_right_after(from));
    let now = negotiation.read_right_after(to);
    before.changes_to(&Positions::of(&now), &now)
}

impl Positions {
    /// Gathers the positions of a negotiation as it is read.
    pub(super) fn of(n: &Negotiation) -> Self {
        let mut standing: Vec<_> = n.standing().map(|(id, said)| (said.party, n.topic(said.target), id)).collect();
        standing.sort_unstable();
        Self {
            standing,
            stands: n.statements().map(|(id, _)| n.stands(id)).collect(),
            made: n.claims().map(|(id, _)| n.is_made(id)).collect(),
            done: n.steps().map(|(id, _)| n.is_done(id)).collect(),
        }
    }

    /// Returns whether a statement stands.
    pub(super) fn has(&self, statement: StatementId) -> bool {
        flag(&self.stands, statement.index())
    }

    /// Returns whether a claim has been made.
    pub(super) fn has_claim(&self, claim: ClaimId) -> bool {
        flag(&self.made, claim.index())
    }

    /// Returns whether a step is done.
    pub(super) fn has_done(&self, step: StepId) -> bool {
        flag(&self.done, step.index())
    }

    /// Lists how the positions differ from later ones, the [silent](Shift::Silent) ones too.
    pub(super) fn changes_to(&self, later: &Self, n: &Negotiation) -> Vec<Change> {
        let mut changes = Vec::new();
        self.each_to(later, |party, topic, before, after| changes.push(change(n, (party, topic), before, after)));
        name_withdrawals(n, &mut changes);
        changes
    }

    /// Lists how the positions differ from later ones, and the silent ones by party; `in_full` lists these, too.
    pub(super) fn moves_to(&self, later: &Self, n: &Negotiation, in_full: bool) -> (Vec<Change>, Vec<Silence>) {
        let mut changes = Vec::new();
        let mut silent: Vec<Silence> = Vec::new();
        self.each_to(later, |party, topic, before, after| {
            if before != after {
                changes.push(change(n, (party, topic), before, after));
                return;
            }
            if silent.last().is_none_or(|last| last.party != party) {
                silent.push(Silence { party, count: 0, positions: Vec::new() });
            }
            if let Some(of_party) = silent.last_mut() {
                of_party.count += 1;
                of_party.positions.extend(in_full.then(|| change(n, (party, topic), before, after)));
            }
        });
        name_withdrawals(n, &mut changes);
        (changes, silent)
    }

    /// Visits each position of either, with the statements now and later, by party, then by target in order of declaration.
    fn each_to(&self, later: &Self, mut visit: impl FnMut(PartyId, Topic, &[Standing], &[Standing])) {
        let (mut old, mut new) = (&*self.standing, &*later.standing);
        while let Some((party, topic)) = first(old).into_iter().chain(first(new)).min() {
            visit(party, topic, take(&mut old, party, topic), take(&mut new, party, topic));
        }
    }
}

fn flag(flags: &[bool], place: usize) -> bool {
    flags.get(place).copied().unwrap_or(false)
}

fn first(standing: &[Standing]) -> Option<(PartyId, Topic)> {
    standing.first().map(|&(party, topic, _)| (party, topic))
}

/// Takes the statements of one position off the front of a list.
fn take<'s>(standing: &mut &'s [Standing], party: PartyId, topic: Topic) -> &'s [Standing] {
    let len = standing.iter().take_while(|entry| (entry.0, entry.1) == (party, topic)).count();
    let (own, rest) = standing.split_at(len);
    *standing = rest;
    own
}

/// Says how one position became another; a withdrawal is named later.
fn change(n: &Negotiation, (party, topic): (PartyId, Topic), before: &[Standing], after: &[Standing]) -> Change {
    let statements = |standing: &[Standing]| standing.iter().map(|&(_, _, id)| id).collect::<Vec<StatementId>>();
    let (before, after) = (statements(before), statements(after));
    let shift = match (&*before, &*after) {
        ([], _) => Shift::New,
        (_, []) => Shift::Dropped,
        // Whoever speaks again on a target replaces all that was said on it before.
        _ if before == after => Shift::Silent,
        _ => order::shift(n, &before, &after),
    };
    Change { party, topic, shift, before, after, withdrawal: None }
}

/// Says of dropped positions which statement withdrew them: the last of those made by then.
fn name_withdrawals(n: &Negotiation, changes: &mut [Change]) {
    let dropped = changes.iter_mut().filter(|change| change.shift == Shift::Dropped);
    let mut dropped: HashMap<(PartyId, Topic), &mut Change> = dropped.map(|change| ((change.party, change.topic), change)).collect();
    if dropped.is_empty() {
        return;
    }
    let withdrawals = n.statements().filter(|(_, said)| said.act == Act::Withdraws && !n.is_yet_to_come(said.when));
    for (id, said) in withdrawals {
        if let Some(change) = dropped.get_mut(&(said.party, n.topic(said.target))) {
            let is_later = |known: StatementId| n.moment(said.when) >= n.moment(n.statement(known).when);
            if change.withdrawal.is_none_or(is_later) {
                change.withdrawal = Some(id);
            }
        }
    }
}
