//! Claims.

use super::Checker;
use super::entry::boxed;
use super::ill_formed::remedy_for_id;
use crate::draft::trail::{Owner, Trail};
use crate::draft::wording::{is_well_formed, quoted};
use crate::draft::{ClaimDraft, ProblemCode};
use crate::model::{Claim, PropositionId};

impl<'d> Checker<'d> {
    pub(super) fn claims(&mut self) {
        let list = Trail::top("claims");
        for (position, entry) in self.draft.claims.iter().enumerate() {
            let at = list.index(position).of(Owner::Claim(position));
            if let Some(claim) = self.claim(entry, &at) {
                self.made.write().claims.push(claim);
            }
        }
    }

    fn claim(&mut self, entry: &'d ClaimDraft<'d>, at: &Trail<'_>) -> Option<Claim> {
        let party = self.speaker(entry.party.as_ref(), at);
        let proposition = self.proposition(entry, at);
        if entry.holds.is_none() {
            let message = format!("{} does not say whether its proposition holds", at.owner());
            self.complain(at, ProblemCode::NoHolds, message, "add holds = true, or holds = false");
        }
        let when = self.when(entry.round.as_ref(), entry.date.as_ref(), at);
        let source = self.source(entry.source.as_ref(), at);
        Some(Claim {
            party: party?,
            proposition: proposition?,
            holds: entry.holds?,
            when,
            reported_by: boxed(&entry.reported_by),
            source,
            quote: boxed(&entry.quote),
            note: boxed(&entry.note),
        })
    }

    fn proposition(&mut self, entry: &'d ClaimDraft<'d>, at: &Trail<'_>) -> Option<PropositionId> {
        let Some(proposition) = &entry.proposition else {
            let message = format!("{} has no proposition", at.owner());
            self.complain(at, ProblemCode::NoProposition, message, "add what it is about, as in proposition = \"new-proposals-were-made\"");
            return None;
        };
        if !is_well_formed(proposition) {
            let message = format!("proposition {}{} is not well-formed", quoted(proposition), at.in_owner());
            self.complain(&at.key("proposition"), ProblemCode::BadProposition, message, remedy_for_id(proposition, &at.key("proposition")));
            return None;
        }
        let index = match self.made.content().propositions.get_index_of(&**proposition) {
            Some(index) => index,
            None => self.made.write().propositions.insert_full(Box::from(&**proposition)).0,
        };
        Some(PropositionId::new(index))
    }
}

#[cfg(test)]
mod tests {
    use super::super::complaint::said_of;

    #[test]
    fn a_claim_is_complete() {
        assert_eq!(
            said_of("claims = [{}]"),
            [
                "no-party claims[0]: claim 1 has no party; add the party that speaks, as in party = \"us\"",
                "no-proposition claims[0]: claim 1 has no proposition; \
                 add what it is about, as in proposition = \"new-proposals-were-made\"",
                "no-holds claims[0]: claim 1 does not say whether its proposition holds; add holds = true, or holds = false",
            ]
        );
    }

    #[test]
    fn every_part_of_a_claim_is_checked() {
        assert_eq!(
            said_of(
                "claims = [{ party = 'china', proposition = 'It is so', holds = true, round = 'singapore', date = '2019-13', source = 'x' }]"
            ),
            [
                "unknown-party claims[0].party: unknown party \"china\" in claim 1; \
                 declare it under [parties.china], or write \"dprk\", \"rok\" or \"us\"",
                "bad-proposition claims[0].proposition: proposition \"It is so\" in claim 1 is not well-formed; \
                 write \"it-is-so\": only lower-case letters, digits, - and _, beginning with a letter or digit",
                "round-and-date claims[0].{date}: claim 1 has both a round and a date; keep one of them: a round has a date of its own",
                "unknown-round claims[0].round: unknown round \"singapore\" in claim 1; \
                 declare it under [rounds.singapore], or write \"hanoi\"",
                "no-such-date claims[0].date: \"2019-13\" in claim 1 is a date that the calendar does not have; correct the month or the day",
                "unknown-source claims[0].source: unknown source \"x\" in claim 1; declare it under [sources.x], or write \"article\"",
            ]
        );
    }
}
