//! What a comparison for readers shows, in which order, and how much of it: the same for every such format.

use super::cut::{Cut, cut};
use super::phrase::Heading;
use super::prospect::{Prospect, prospects};
use crate::finding::comparison::{Account, ComparedTerm, Comparison, Row, Standing};
use crate::model::{Negotiation, SourceId, Target};

/// How much is shown before the rest is only counted.
const ROWS: usize = 100;
const TERMS: usize = 20;
const ACCOUNTS: usize = 50;
pub(super) const RESTING: usize = 12;
pub(super) const CLAIMS: usize = 20;

/// The contents of a comparison for readers.
pub(super) struct ComparisonOutline<'a> {
    /// How many rows have each standing that any has, from the worst.
    pub(super) counts: Vec<(Standing, usize)>,
    /// The first rows, those of one heading together.
    pub(super) groups: Vec<(Heading, Vec<&'a Row>)>,
    pub(super) rows_omitted: usize,
    /// The terms that mean different things to the parties.
    pub(super) terms: Cut<&'a ComparedTerm>,
    /// The accounts that contradict each other.
    pub(super) contradictory: Cut<&'a Account>,
    /// The other accounts.
    pub(super) uncontradicted: Cut<&'a Account>,
    /// How far apart the parties are, which demands can be met together, and who stands together.
    pub(super) prospects: Vec<Prospect>,
    pub(super) sources: Vec<SourceId>,
}

impl<'a> ComparisonOutline<'a> {
    pub(super) fn new(n: &Negotiation, comparison: &'a Comparison) -> Self {
        let rows = cut(comparison.rows.iter(), comparison.rows.len(), ROWS);
        let disputed = || comparison.terms.iter().filter(|term| !term.disputed.is_empty());
        let accounts = |contradictory: bool| {
            let these = || comparison.accounts.iter().filter(move |account| account.contradictory == contradictory);
            cut(these(), these().count(), ACCOUNTS)
        };
        let mut outline = Self {
            counts: counts(comparison),
            groups: rows.shown.chunk_by(|a, b| heading(a) == heading(b)).map(|rows| (heading(rows[0]), rows.to_vec())).collect(),
            rows_omitted: rows.omitted,
            terms: cut(disputed(), disputed().count(), TERMS),
            contradictory: accounts(true),
            uncontradicted: accounts(false),
            prospects: prospects(n, comparison),
            sources: Vec::new(),
        };
        outline.sources = sources(n, &outline);
        outline
    }
}

fn heading(row: &Row) -> Heading {
    match (row.subject, row.issue) {
        (Target::Term(_), _) => Heading::Words,
        (Target::Step(_), Some(issue)) => Heading::Issue(issue),
        (Target::Step(_), None) => Heading::NoIssue,
    }
}

fn counts(comparison: &Comparison) -> Vec<(Standing, usize)> {
    let mut counts = Standing::ALL.map(|standing| (standing, 0));
    comparison.rows.iter().for_each(|row| counts[row.standing as usize].1 += 1);
    counts.into_iter().filter(|&(_, count)| count > 0).collect()
}

/// The sources of what is shown, in order of declaration.
fn sources(n: &Negotiation, outline: &ComparisonOutline<'_>) -> Vec<SourceId> {
    let cells = outline.groups.iter().flat_map(|(_, rows)| rows).flat_map(|row| &row.cells);
    let said =
        cells.flat_map(|cell| cell.said.iter().chain(&cell.bearing)).chain(outline.terms.shown.iter().flat_map(|term| &term.resting));
    let definitions = outline.terms.shown.iter().flat_map(|term| {
        let own = term.meanings.iter().filter_map(|meaning| n.definition(term.term, meaning.party));
        own.filter_map(|definition| definition.source)
    });
    let accounts = outline.contradictory.shown.iter().chain(&outline.uncontradicted.shown);
    let claims = accounts.flat_map(|account| &account.claims).filter_map(|&id| n.claim(id).source);
    let mut sources: Vec<SourceId> = said.filter_map(|&id| n.statement(id).source()).chain(definitions).chain(claims).collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}
