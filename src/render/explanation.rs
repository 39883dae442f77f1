//! An explanation as a document: numbered lines, each resting on earlier ones.

use super::Detail;
use super::document::{Block, Document, Item, List, Marker};
use super::phrase;
use super::report::left_out;
use crate::finding::explanation::{Explanation, Line};
use crate::finding::{Finding, Report};
use crate::model::Negotiation;

/// Explanations of more lines than this are shown with a gap.
const WHOLE: usize = 400;
/// How many lines are shown before and after the gap.
const FIRST: usize = 40;
const LAST: usize = 200;
/// How many citations one line shows.
const CITATIONS: usize = 12;

/// Tells an explanation of a finding as a document: numbered lines, each resting on earlier ones.
///
/// # Examples
///
/// ```
/// let mut draft = impasse::Draft::new("A blockade");
/// draft.party("north");
/// draft.party("south");
/// draft.measure("open-the-ports", ["south"]);
/// draft.says("north").demands("open-the-ports");
/// let negotiation = draft.build()?;
/// let report = impasse::analyze(&negotiation);
/// let finding = report.find(&negotiation, "open-the-ports").expect("it is a step");
/// let explanation = impasse::explain(&negotiation, finding)?;
/// let document = impasse::render::explanation(&negotiation, &report, finding, &explanation);
/// assert!(document.text().to_string().contains("1. “open-the-ports” was not offered by south"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn explanation(negotiation: &Negotiation, report: &Report, finding: Finding, explanation: &Explanation) -> Document {
    explanation_in_detail(negotiation, report, finding, explanation, &Detail::default())
}

/// Tells an explanation as [`explanation()`] does, and some things besides.
#[must_use]
pub fn explanation_in_detail(
    negotiation: &Negotiation,
    report: &Report,
    finding: Finding,
    explanation: &Explanation,
    detail: &Detail<'_>,
) -> Document {
    let mut document = Document::new(phrase::explanation_title(negotiation, report, finding));
    let lines = &explanation.lines;
    let gap = gap(lines.len());
    let item = |i: usize| item(negotiation, report, detail, i, &lines[i]);
    let before = List::of((0..gap.start).map(item)).then(left_out(gap.len()));
    let list = List { items: before.items.into_iter().chain((gap.end..lines.len()).map(item)).collect() };
    document.lead.push(Block::List(list));
    document
}

fn item(n: &Negotiation, report: &Report, detail: &Detail<'_>, index: usize, line: &Line) -> Item {
    let details = phrase::line_details(n, line, &|id| phrase::link_citation(n, id, detail.lines));
    let cited = phrase::line_citations(n, line, detail.lines, CITATIONS);
    let remarked = line.cites.iter().take(if detail.remarks { CITATIONS } else { 0 });
    let notes = remarked.filter_map(|&id| phrase::note(n, id));
    let item = Item::new(Marker::Place(index + 1), phrase::line_head(n, report, line));
    let item = Item { aside: Some(phrase::line_end(line)), ..item };
    item.with(List::alike(&Marker::Dash, details)).with(List::alike(&Marker::Cited, cited.into_iter().chain(notes)))
}

/// Returns the lines that are left out of a long explanation; where none are, the gap is at the end.
fn gap(count: usize) -> std::ops::Range<usize> {
    if count <= WHOLE { count..count } else { FIRST..count - LAST }
}
