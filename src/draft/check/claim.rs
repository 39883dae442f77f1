//! Claims.

use super::Checker;
use super::entry::{ID_FORM, boxed};
use super::trail::{Owner, Trail};
use super::wording::{is_well_formed, quoted};
use crate::draft::ClaimDraft;
use crate::model::{Claim, PropositionId};

impl<'d> Checker<'d> {
    pub(super) fn claims(&mut self) {
        let list = Trail::top("claims");
        for (position, entry) in self.draft.claims.iter().enumerate() {
            let at = list.index(position).of(Owner::Claim(position));
            if let Some(claim) = self.claim(entry, &at) {
                self.made.claims.push(claim);
            }
        }
    }

    fn claim(&mut self, entry: &'d ClaimDraft<'d>, at: &Trail<'_>) -> Option<Claim> {
        let party = self.speaker(entry.party.as_ref(), at);
        let proposition = self.proposition(entry, at);
        if entry.holds.is_none() {
            let message = format!("{} does not say whether its proposition holds", at.owner());
            self.complain(at, "no-holds", message, "add holds = true, or holds = false");
        }
        let when = self.when(entry.round.as_ref(), entry.date.as_ref(), at);
        let source = self.source(entry.source.as_ref(), at);
        Some(Claim {
            party: party?,
            proposition: proposition?,
            holds: entry.holds?,
            when,
            source,
            quote: boxed(&entry.quote),
            note: boxed(&entry.note),
        })
    }

    fn proposition(&mut self, entry: &'d ClaimDraft<'d>, at: &Trail<'_>) -> Option<PropositionId> {
        let Some(proposition) = &entry.proposition else {
            let message = format!("{} has no proposition", at.owner());
            self.complain(at, "no-proposition", message, "add what it is about, as in proposition = \"new-proposals-were-made\"");
            return None;
        };
        if !is_well_formed(proposition) {
            let message = format!("{} is not an id for a proposition{}", quoted(proposition), at.in_owner());
            self.complain(&at.key("proposition"), "bad-proposition", message, ID_FORM);
            return None;
        }
        let index = match self.made.propositions.get_index_of(&**proposition) {
            Some(index) => index,
            None => self.made.propositions.insert_full(Box::from(&**proposition)).0,
        };
        Some(PropositionId::new(index))
    }
}
