//! An explanation as a document: numbered lines, each resting on earlier ones.

use super::Detail;
use super::document::{Block, Document, Item, List, Marker, Paragraph};
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
pub fn explanation(negotiation: &Negotiation, report: &Report, finding: Finding, explanation: &Explanation) -> Document {
    explanation_in_detail(negotiation, report, finding, explanation, &Detail::default())
}

/// Tells an explanation as [`explanation()`] does, and some things besides.
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
    if !explanation.fewest.is_proven() {
        document.lead.push(Block::Paragraph(Paragraph::of(phrase::words(phrase::MAY_HAVE_SPARE_LINES))));
    }
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

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_tells, read};
    use super::*;

    #[track_caller]
    fn tells(file: &str, key: &str, sentences: &[&str]) {
        let n = read(file);
        let found = crate::analyze(&n);
        let finding = found.find(&n, key).unwrap();
        assert_tells(&explanation(&n, &found, finding, &crate::explain(&n, finding).unwrap()), sentences);
    }

    #[test]
    fn why_a_step_cannot_happen() {
        let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
[measures]
troops = { by = "n" }
ports = { by = "s" }
visit = { by = "s" }
[[statements]]
party = "n"
offers = "troops"
after = ["ports", "visit"]
[[statements]]
party = "s"
offers = "ports"
after = ["troops"]
[[statements]]
party = "s"
refuses = "visit"
[[statements]]
party = "s"
demands = "troops"
"#;
        tells(
            file,
            "troops",
            &[
                "Why “troops” cannot happen (and it waits in the circle D1)",
                "“visit” is refused",
                "South refused “visit” [s3]",
                "“troops” cannot happen (from 1)",
                "North offered it only after “visit” [s1]",
            ],
        );
    }

    #[test]
    fn when_a_step_can_happen() {
        let file = r#"
as_of = "2024-01-01"
[parties]
n = { name = "North" }
s = { name = "South" }
[measures]
survey = { by = "s", takes = 20 }
ports = { by = "s", takes = 40 }
[[statements]]
party = "s"
offers = "ports"
after = ["survey"]
[[statements]]
party = "s"
offers = "survey"
[[statements]]
party = "n"
demands = "ports"
deadline = "2024-02"
"#;
        tells(
            file,
            "ports",
            &["How “ports” can happen; the earliest moment is 2024-03-01", "“ports” can be complete on 2024-03-01 (in turn 2) (from 1)"],
        );
    }

    #[test]
    fn why_steps_wait_for_one_another() {
        let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
[measures]
troops = { by = "n", name = "Withdraw" }
ports = { by = "s", levels = ["one", "all"] }
[[statements]]
party = "n"
offers = "troops"
after = [{ step = "ports", days = 30 }]
quote = "ports first"
[[statements]]
party = "s"
offers = "ports"
after = ["troops"]
note = "Said twice."
"#;
        tells(
            file,
            "D1",
            &[
                "“Withdraw”, “ports (one)” and “ports (all)” cannot happen, because they wait for one another",
                "North offered “Withdraw” only after “ports (all)” (at least 30 days earlier) [s1]: “ports first”",
                "“ports (all)” needs “ports (one)” first",
            ],
        );
    }

    #[test]
    fn what_a_conflict_rests_on() {
        let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
[measures]
east = { by = "s" }
west = { by = "n" }
[[exclusions]]
steps = ["east", "west"]
because = "There is one bridge."
[[statements]]
party = "n"
demands = "east"
[[statements]]
party = "s"
demands = "west"
[[statements]]
party = "s"
offers = "east"
[[statements]]
party = "n"
offers = "west"
"#;
        tells(
            file,
            "C1",
            &[
                "What C1 rests on",
                "North demanded “east”.",
                "Only one of “east” and “west” can be in the deal: “There is one bridge.”",
                "(from 1, 2 and 3)",
            ],
        );
    }

    #[test]
    fn a_long_explanation_is_cut_in_the_middle() {
        assert!(gap(WHOLE).is_empty());
        assert_eq!(gap(1_000_000), FIRST..1_000_000 - LAST);
        let mut draft = crate::Draft::default();
        draft.party("n");
        for i in 0..=WHOLE {
            draft.measure(format!("m{i}"), ["n"]);
        }
        for i in 0..WHOLE {
            draft.says("n").offers(format!("m{i}")).after(format!("m{}", i + 1));
        }
        draft.says("n").refuses(format!("m{WHOLE}"));
        let n = draft.build().unwrap();
        let found = crate::analyze(&n);
        let finding = found.find(&n, "m0").unwrap();
        let told = explanation(&n, &found, finding, &crate::explain(&n, finding).unwrap());
        let text = told.text().to_string();
        assert!(text.contains("\n 40. ") && text.contains("\n     … and 161 more (the JSON form lists all)\n202. "), "{text}");
        assert!(told.markdown().to_string().contains("\n\n… and 161 more"));
    }
}
