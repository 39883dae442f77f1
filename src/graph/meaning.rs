//! What the terms in preconditions mean, each list of steps once.

use std::collections::HashMap;

use crate::model::{Negotiation, PartyId, StepId, TermId};

/// What a party means by a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// Nothing at all, so that there is nothing to wait for.
    Nothing,
    /// One step.
    One(StepId),
    /// Several steps: a meaning, counted from 0.
    All(u32),
}

/// The meanings that were asked for: lists of several steps, equal ones once.
pub(super) struct Meanings<'n> {
    negotiation: &'n Negotiation,
    list: Vec<(PartyId, &'n [StepId])>,
    of_party: HashMap<(TermId, PartyId), Meant, foldhash::fast::RandomState>,
    /// By place in memory: the parties that mean the default of a term share it, and it is read once.
    by_place: HashMap<(*const StepId, usize), Meant, foldhash::fast::RandomState>,
    by_steps: HashMap<&'n [StepId], u32, foldhash::fast::RandomState>,
}

impl<'n> Meanings<'n> {
    pub(super) fn new(negotiation: &'n Negotiation) -> Self {
        let (of_party, by_place, by_steps) = (HashMap::default(), HashMap::default(), HashMap::default());
        Self { negotiation, list: Vec::new(), of_party, by_place, by_steps }
    }

    /// Returns what a party means by a term.
    ///
    /// # Complexity
    ///
    /// That of looking a definition up, once for each term and party; and all in all linear in the definitions.
    pub(super) fn find(&mut self, term: TermId, party: PartyId) -> Meant {
        let Self { negotiation, list, of_party, by_place, by_steps } = self;
        *of_party.entry((term, party)).or_insert_with(|| {
            let steps = negotiation.meaning(term, party);
            *by_place.entry((steps.as_ptr(), steps.len())).or_insert_with(|| match *steps {
                [] => Meant::Nothing,
                [single] => Meant::One(single),
                _ => Meant::All(*by_steps.entry(steps).or_insert_with(|| {
                    list.push((party, steps));
                    list.len() as u32 - 1
                })),
            })
        })
    }

    /// Lists the meanings, each with the first party that was asked for it.
    pub(super) fn list(&self) -> &[(PartyId, &'n [StepId])] {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lists_of_several_steps_are_one_meaning_whoever_means_them_by_whatever_term() {
        let text = "parties = { a = {}, b = {}, c = {} }
            measures = { m = { by = 'a' }, n = { by = 'a' }, o = { by = 'a' } }
            [terms.t]
            means = ['m', 'n']
            by.c.means = ['o']
            [terms.u]
            by.a.means = ['m', 'n']
            by.b.means = ['n', 'm']";
        let n = crate::text::from_toml(text).unwrap();
        let (term, party) = (|key| n.find_term(key).unwrap(), |key| n.find_party(key).unwrap());
        let mut meanings = Meanings::new(&n);
        let mut find = |t, p| meanings.find(term(t), party(p));
        assert_eq!(find("t", "a"), Meant::All(0));
        assert_eq!(find("t", "b"), Meant::All(0));
        assert_eq!(find("u", "a"), Meant::All(0), "the same steps in the same order");
        assert_eq!(find("u", "b"), Meant::All(1), "another order");
        assert_eq!(find("t", "c"), Meant::One(n.find_step("o").unwrap()));
        assert_eq!(find("u", "c"), Meant::Nothing, "no definition and no default");
        assert_eq!(meanings.list().iter().map(|(p, steps)| (n.party_key(*p), steps.len())).collect::<Vec<_>>(), [("a", 2), ("b", 2)]);
    }
}
