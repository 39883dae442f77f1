//! A choice of what a comparison is to show.

use std::collections::HashSet;

use super::{Account, ComparedTerm, Comparison, Reading, Row, Standing};
use crate::model::{Claim, IssueId, Negotiation, PartyId, StepId, Target};

/// Which parties, issues and standings a comparison is narrowed to; an empty list is all of them, and order does not matter.
///
/// # Examples
///
/// ```
/// use impasse::finding::comparison::{Selection, Standing};
///
/// let mut draft = impasse::Draft::new("A blockade");
/// draft.party("north");
/// draft.party("south");
/// draft.measure("open-the-ports", ["south"]);
/// draft.measure("withdraw", ["north"]);
/// draft.says("north").demands("open-the-ports");
/// draft.says("north").offers("withdraw");
/// let negotiation = draft.build()?;
/// let comparison = impasse::compare(&negotiation);
/// let unanswered = Selection { standings: vec![Standing::Unanswered], ..Selection::default() };
/// assert_eq!(comparison.rows.len(), 2);
/// assert_eq!(comparison.only(&negotiation, &unanswered).rows.len(), 1);
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The parties.
    pub parties: Vec<PartyId>,
    /// The issues.
    pub issues: Vec<IssueId>,
    /// The standings.
    pub standings: Vec<Standing>,
}

impl Comparison {
    /// Narrows the comparison to some parties, issues and standings; `negotiation` is the one that was compared.
    ///
    /// With parties chosen, the cells, meanings, claims and distances of the others are left out, and so are the rows on which none of the
    /// chosen speaks, which none of them performs and which none of them wants (of a term: which none of them defines or uses). What is left
    /// stands as it stands in the whole negotiation.
    /// With issues chosen, rows of other issues and of none are left out, and so is a term of which no step belongs to a chosen issue.
    /// With standings chosen, other rows are left out, and the terms with them.
    /// Claims belong to no issue and have no standing: they are left out when either is chosen.
    ///
    /// # Complexity
    ///
    /// Linear in the size of the comparison.
    #[must_use]
    pub fn only(&self, negotiation: &Negotiation, selection: &Selection) -> Self {
        let chosen = Chosen::new(negotiation, selection);
        let rows: Vec<Row> = self.rows.iter().filter_map(|row| chosen.row(self, row)).collect();
        let kept: HashSet<Target> = rows.iter().map(|row| row.subject).collect();
        let has_standing = |term: &ComparedTerm| selection.standings.is_empty() || kept.contains(&Target::Term(term.term));
        let terms = self.terms.iter().filter(|&term| has_standing(term) && chosen.has_issue(term));
        let accounts = if selection.issues.is_empty() && selection.standings.is_empty() { &self.accounts[..] } else { &[] };
        let mut distances = self.distances.clone();
        distances.pairs.retain(|pair| pair.parties.iter().all(|&party| chosen.party(party)));
        Self {
            parties: self.parties.iter().copied().filter(|&party| chosen.party(party)).collect(),
            terms: terms.filter_map(|term| chosen.term(term)).collect(),
            accounts: accounts.iter().filter_map(|account| chosen.account(account)).collect(),
            rows,
            distances,
            // Which demands and which parties agree is a matter of the whole negotiation.
            agreeable: self.agreeable.clone(),
            groups: self.groups.clone(),
            outcome: self.outcome.clone(),
        }
    }
}

/// A selection, to be asked about one thing after another.
struct Chosen<'a> {
    negotiation: &'a Negotiation,
    selection: &'a Selection,
    /// By party: whether it is chosen.
    parties: Vec<bool>,
}

impl<'a> Chosen<'a> {
    fn new(negotiation: &'a Negotiation, selection: &'a Selection) -> Self {
        let mut parties = vec![selection.parties.is_empty(); negotiation.parties().len()];
        selection.parties.iter().for_each(|party| parties[party.index()] = true);
        Self { negotiation, selection, parties }
    }

    fn party(&self, party: PartyId) -> bool {
        self.parties[party.index()]
    }

    fn any_party<'p>(&self, parties: impl IntoIterator<Item = &'p PartyId>) -> bool {
        parties.into_iter().any(|&party| self.party(party))
    }

    fn issue(&self, issue: Option<IssueId>) -> bool {
        self.selection.issues.is_empty() || issue.is_some_and(|issue| self.selection.issues.contains(&issue))
    }

    /// Returns whether some step that somebody means by a term belongs to a chosen issue.
    fn has_issue(&self, term: &ComparedTerm) -> bool {
        let belongs = |&step: &StepId| self.issue(self.negotiation.measure_of(step).issue);
        self.selection.issues.is_empty() || term.meanings.iter().flat_map(|meaning| &meaning.steps).any(belongs)
    }

    fn row(&self, whole: &Comparison, row: &Row) -> Option<Row> {
        let issue = match row.subject {
            Target::Step(_) => self.issue(row.issue),
            Target::Term(id) => whole.term(id).is_some_and(|term| self.has_issue(term)),
        };
        let standing = self.selection.standings.is_empty() || self.selection.standings.contains(&row.standing);
        let concerns = self.any_party(row.cells.iter().map(|cell| &cell.party))
            || self.any_party(&row.wanted_by)
            || match row.subject {
                Target::Step(step) => self.any_party(self.negotiation.performers(step)),
                Target::Term(id) => whole.term(id).is_some_and(|term| self.any_party(term.meanings.iter().map(|meaning| &meaning.party))),
            };
        (issue && standing && concerns).then(|| {
            let mut row = row.clone();
            row.cells.retain(|cell| self.party(cell.party));
            row
        })
    }

    fn term(&self, term: &ComparedTerm) -> Option<ComparedTerm> {
        let meanings: Vec<_> = term.meanings.iter().filter(|meaning| self.party(meaning.party)).cloned().collect();
        if meanings.is_empty() {
            return None;
        }
        let narrowed = |reading: &Reading| {
            let of: Vec<_> = reading.of.iter().copied().filter(|&party| self.party(party)).collect();
            (!of.is_empty()).then(|| Reading { of, ..reading.clone() })
        };
        let mut readings: Vec<_> = term.readings.iter().filter_map(narrowed).collect();
        if readings.len() < 2 {
            readings.clear();
        }
        let said_by = |party| self.party(party);
        let resting = term.resting.iter().copied().filter(|&id| said_by(self.negotiation.statement(id).party)).collect();
        Some(ComparedTerm { resting, readings, ..ComparedTerm::new(term.term, meanings) })
    }

    fn account(&self, account: &Account) -> Option<Account> {
        let claim = |&id: &_| self.negotiation.claim(id);
        let claims: Vec<_> = account.claims.iter().copied().filter(|id| self.party(claim(id).party)).collect();
        let contradictory = Claim::contradict(claims.iter().map(claim));
        (!claims.is_empty()).then_some(Account { proposition: account.proposition, claims, contradictory })
    }
}
