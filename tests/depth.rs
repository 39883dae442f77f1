//! Depth costs no stack: what is long, wide or tall is analysed, explained, written and dropped on two mebibytes of it.
//!
//! A stack that overflows ends the whole test program, so nothing here can be caught; each case names itself before it starts.

use std::fmt::Write;
use std::thread;

use impasse::draft::{Draft, PreconditionDraft, StatementDraft};
use impasse::finding::explanation::LineClaim;
use impasse::finding::rounds::{Change, Shift};
use impasse::finding::{Finding, Report, Status, Verdict};
use impasse::model::Negotiation;
use impasse::render::{self, ComparisonJson, Detail, Document, ExplanationJson, Json, RoundsJson};

/// The stack of a test thread, and of most threads that call a library.
const STACK: usize = 2 << 20;
const MANY: usize = 1_000_000;
const WIDE: usize = 100_000;

/// Runs a case on a small stack.
#[track_caller]
fn on_a_small_stack(case: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(STACK).spawn(case).expect("a thread").join().expect("the case holds");
}

/// Counts what is written to it, so that a report of a million lines need not be held.
#[derive(Default)]
struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

fn length(shown: &impl std::fmt::Display) -> usize {
    let mut length = Length::default();
    write!(length, "{shown}").expect("counting cannot fail");
    length.0
}

/// Two parties and measures `prefix0` and so on, each party performing every other one.
fn measures(count: usize, prefix: &str) -> Draft<'static> {
    let mut draft = Draft::new("Depth");
    draft.party("a");
    draft.party("b");
    for i in 0..count {
        draft.measure(format!("{prefix}{i}"), [party(i)]);
    }
    draft
}

fn party(measure: usize) -> &'static str {
    if measure.is_multiple_of(2) { "a" } else { "b" }
}

/// A ring or chain: each offers its step after (or with) the one before; the first waits for the last in a ring.
fn row(count: usize, prefix: &str, with: bool, closed: bool) -> Draft<'static> {
    let mut draft = measures(count, prefix);
    for i in 0..count {
        let before = match i {
            0 if closed => Some(count - 1),
            0 => None,
            _ => Some(i - 1),
        };
        let said = draft.says(party(i)).offers(format!("{prefix}{i}"));
        if let Some(before) = before {
            let before = format!("{prefix}{before}");
            if with {
                said.with(before)
            } else {
                said.after(before)
            };
        }
    }
    draft
}

/// Writes a document in every form for readers, and returns how long that is.
fn written(document: &Document) -> usize {
    length(&document.text()) + length(&document.markdown()) + length(&document.html())
}

/// Analyses a draft, explains the finding that each key names, writes everything in every format and drops it.
fn show(draft: Draft<'_>, explained: &[&str], check: impl FnOnce(&Negotiation, &Report)) {
    let negotiation = draft.build().expect("a valid draft");
    drop(draft);
    let report = impasse::analyze(&negotiation);
    check(&negotiation, &report);
    assert!(length(&Json::new(&negotiation, &report)) > 0);
    let whole = render::report_in_detail(&negotiation, &report, &Detail::default().remarks(true));
    assert!(written(&render::report(&negotiation, &report)).min(written(&whole)) > 0);
    assert!(length(&whole.text().width(60)) > 0);
    for key in explained {
        let finding = report.find(&negotiation, key).unwrap_or_else(|| panic!("{key} is known"));
        let explanation = impasse::explain(&negotiation, finding).unwrap();
        assert!(!explanation.lines.is_empty());
        assert!(written(&render::explanation(&negotiation, &report, finding, &explanation)) > 0);
        assert!(length(&ExplanationJson::new(&negotiation, &report, finding, &explanation)) > 0);
        drop(explanation);
    }
    drop(report);
    drop(negotiation);
}

fn count(negotiation: &Negotiation, report: &Report, status: Status) -> usize {
    negotiation.steps().filter(|(step, _)| report.status(*step) == status).count()
}

#[test]
fn a_ring_of_a_million_strict_waits() {
    on_a_small_stack(|| {
        let mut draft = row(MANY, "m", false, true);
        for (_, measure) in &mut draft.measures.0 {
            measure.name("단계적 비핵화");
        }
        show(draft, &["m0", "m999999", "D1"], |negotiation, report| {
            assert_eq!(report.verdict(), Verdict::Impasse);
            assert_eq!(report.deadlocks().len(), 1);
            assert_eq!(report.deadlocks()[0].cycle.len(), MANY);
            assert_eq!(count(negotiation, report, Status::Deadlocked), MANY);
        });
    });
}

#[test]
fn a_chain_of_a_million_steps() {
    on_a_small_stack(|| {
        show(row(MANY, "m", false, false), &["m999999"], |negotiation, report| {
            assert_eq!(count(negotiation, report, Status::Performable), MANY);
            let last = negotiation.find_step("m999999").expect("declared");
            assert_eq!(report.time(last).map(|time| time.phase), Some(MANY as u32 - 1));
            let explanation = impasse::explain(negotiation, Finding::Step(last)).unwrap();
            assert_eq!(explanation.lines.len(), MANY);
        });
    });
}

#[test]
fn a_chain_of_a_million_steps_behind_a_refusal() {
    on_a_small_stack(|| {
        let mut draft = row(MANY, "m", false, false);
        draft.says("b").refuses("m0");
        draft.says("b").demands("m999998");
        show(draft, &["m999999", "C1"], |negotiation, report| {
            assert_eq!(count(negotiation, report, Status::Waiting), MANY - 1);
            assert_eq!(count(negotiation, report, Status::Refused), 1);
            let last = negotiation.find_step("m999999").expect("declared");
            assert_eq!(report.roots(last).0.len(), 1);
            let explanation = impasse::explain(negotiation, Finding::Step(last)).unwrap();
            assert_eq!(explanation.lines.len(), MANY);
            assert!(matches!(explanation.lines[0].claim, LineClaim::Refused { .. }));
        });
    });
}

#[test]
fn a_ring_of_a_million_steps_that_happen_together() {
    on_a_small_stack(|| {
        show(row(MANY, "m", true, true), &["m0", "m999999"], |negotiation, report| {
            assert_eq!(count(negotiation, report, Status::Performable), MANY);
            assert_eq!(report.deadlocks().len(), 0);
        });
    });
}

#[test]
fn a_ring_of_a_million_promises() {
    on_a_small_stack(|| {
        let mut draft = measures(MANY, "m");
        for i in 0..MANY {
            draft.says(party(i)).offers(format!("m{i}")).promise(format!("m{}", (i + 1) % MANY));
        }
        show(draft, &["m0", "m999999"], |negotiation, report| {
            assert_eq!(count(negotiation, report, Status::Performable), MANY);
        });
    });
}

#[test]
fn a_precondition_with_a_hundred_thousand_options() {
    on_a_small_stack(|| {
        let mut draft = measures(WIDE, "m");
        // All but the last option are refused, so that the very last one decides.
        for i in 0..WIDE - 1 {
            draft.says(party(i)).refuses(format!("m{i}"));
        }
        draft.says(party(WIDE - 1)).offers(format!("m{}", WIDE - 1));
        draft.measure("goal", ["a"]);
        draft.measure("hope", ["b"]);
        draft.says("a").offers("goal").after(PreconditionDraft::any((0..WIDE).map(|i| format!("m{i}"))));
        draft.says("b").offers("hope").after(PreconditionDraft::any((0..WIDE - 1).map(|i| format!("m{i}"))));
        show(draft, &["goal", "hope", "m99999"], |negotiation, report| {
            let status = |key| report.status(negotiation.find_step(key).expect("declared"));
            assert_eq!(status("goal"), Status::Performable);
            assert_eq!(status("hope"), Status::Waiting);
        });
    });
}

#[test]
fn a_statement_with_a_hundred_thousand_preconditions() {
    on_a_small_stack(|| {
        let mut draft = measures(WIDE, "m");
        for i in 0..WIDE {
            draft.says(party(i)).offers(format!("m{i}"));
        }
        draft.measure("goal", ["a"]);
        draft.measure("lost", ["b"]);
        draft.measure("hope", ["b"]);
        let goal = draft.says("a").offers("goal");
        for i in 0..WIDE {
            goal.after(format!("m{i}"));
        }
        let hope = draft.says("b").offers("hope");
        for i in 0..WIDE {
            hope.after(format!("m{i}"));
        }
        hope.after("lost");
        draft.says("b").refuses("lost");
        show(draft, &["goal", "hope"], |negotiation, report| {
            let status = |key| report.status(negotiation.find_step(key).expect("declared"));
            assert_eq!(status("goal"), Status::Performable);
            assert_eq!(status("hope"), Status::Waiting);
        });
    });
}

#[test]
fn a_ladder_of_a_hundred_thousand_levels() {
    on_a_small_stack(|| {
        let ladder = |draft: &mut Draft<'static>, id: &'static str, by: &'static str| {
            draft.measure(id, [by]).levels((0..WIDE).map(|level| format!("l{level}")));
        };
        let mut draft = Draft::new("Ladders");
        draft.party("a");
        draft.party("b");
        ladder(&mut draft, "up", "a");
        ladder(&mut draft, "down", "b");
        ladder(&mut draft, "knot", "b");
        draft.says("a").offers("up");
        draft.says("b").refuses("down:l0");
        draft.says("a").demands("down");
        // The lowest level waits for the highest: a circle through all of them.
        draft.says("b").offers("knot").after("up");
        draft.says("a").accepts("knot:l0").after("knot");
        show(draft, &["up", "up:l99999", "down", "knot:l99999", "D1", "C1"], |negotiation, report| {
            assert_eq!(count(negotiation, report, Status::Performable), WIDE);
            assert_eq!(count(negotiation, report, Status::Refused), WIDE);
            assert_eq!(count(negotiation, report, Status::Deadlocked), WIDE);
        });
    });
}

#[test]
fn a_comparison_of_a_hundred_thousand_statements_by_fifty_parties() {
    on_a_small_stack(|| {
        const PARTIES: usize = 50;
        let mut draft = Draft::new("A congress");
        let name = |party: usize| format!("p{}", party % PARTIES);
        for party in 0..PARTIES {
            draft.party(name(party));
        }
        for i in 0..WIDE / 2 {
            draft.measure(format!("m{i}"), [name(i)]);
        }
        for i in 0..WIDE / 2 {
            draft.says(name(i)).offers(format!("m{i}")).after(format!("m{}", (i + 1) % (WIDE / 2)));
            draft.says(name(i + 7)).demands(format!("m{i}"));
        }
        let negotiation = draft.build().expect("valid");
        let comparison = impasse::compare(&negotiation);
        let said: usize = comparison.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.said.len()).sum();
        assert_eq!((comparison.rows.len(), said), (WIDE / 2, WIDE));
        assert!(written(&render::comparison(&negotiation, &comparison)) < 300_000, "what is for readers is cut");
        let table = render::statement_table(&negotiation, &comparison);
        let whole = length(&ComparisonJson::new(&negotiation, &comparison)).min(length(&table.csv()));
        assert!(whole > 20 * WIDE, "what is for scripts is whole");
    });
}

/// Says everything again in a second round, somewhat otherwise, follows the talks and writes them in every format.
fn follow<'t>(draft: &Draft<'t>, change: impl Fn(&mut StatementDraft<'t>)) -> Vec<Change> {
    let mut draft = draft.clone();
    draft.round("one", "2020-01");
    draft.round("two", "2020-02");
    let mut again = draft.statements.clone();
    draft.statements.iter_mut().for_each(|said| said.round = Some("one".into()));
    again.iter_mut().for_each(|said| {
        said.round = Some("two".into());
        change(said);
    });
    draft.statements.extend(again);
    let negotiation = draft.build().expect("a valid draft");
    let mut rounds = impasse::rounds(&negotiation);
    assert!(written(&render::rounds(&negotiation, &rounds)) > 0);
    assert!(length(&RoundsJson::new(&negotiation, &rounds)) > 0);
    rounds.stages.pop().expect("two stages").changes
}

#[test]
fn two_rounds_of_a_ring_of_a_hundred_thousand_waits() {
    on_a_small_stack(|| {
        let ring = row(WIDE, "m", false, true);
        let repeated = follow(&ring, |_| {});
        assert!(repeated.len() == WIDE && repeated.iter().all(|change| change.shift == Shift::Unchanged));
        let softened = follow(&ring, |said| said.with = std::mem::take(&mut said.after));
        assert!(softened.len() == WIDE && softened.iter().all(|change| change.shift == Shift::Softened));
    });
}

#[test]
fn two_rounds_of_a_statement_with_a_hundred_thousand_preconditions() {
    on_a_small_stack(|| {
        let mut draft = measures(WIDE, "m");
        draft.measure("goal", ["a"]);
        let goal = draft.says("a").offers("goal");
        for i in 0..WIDE {
            goal.after(format!("m{i}"));
        }
        let shift = |change: fn(&mut StatementDraft<'_>)| follow(&draft, change)[0].shift;
        assert_eq!(shift(|said| said.after.0.reverse()), Shift::Unchanged);
        assert_eq!(shift(|said| drop(said.after.0.pop())), Shift::Softened);
        assert_eq!(shift(|said| said.after.0.truncate(1)), Shift::Softened);
    });
}

#[test]
fn two_rounds_of_a_precondition_with_a_hundred_thousand_options() {
    on_a_small_stack(|| {
        let mut draft = measures(WIDE, "m");
        // All options are refused: each of them is a conflict of its own.
        for i in 0..WIDE {
            draft.says(party(i + 1)).refuses(format!("m{i}"));
        }
        draft.measure("goal", ["a"]);
        draft.says("a").offers("goal").after(PreconditionDraft::any((0..WIDE).map(|i| format!("m{i}"))));
        let changes = follow(&draft, |said| said.with = std::mem::take(&mut said.after));
        assert_eq!(changes.iter().filter(|change| change.shift == Shift::Softened).count(), 1);
        assert_eq!(changes.iter().filter(|change| change.shift == Shift::Unchanged).count(), WIDE);
    });
}

#[test]
fn two_rounds_of_a_hundred_thousand_alternatives() {
    on_a_small_stack(|| {
        let mut draft = measures(WIDE, "m");
        draft.measure("goal", ["a"]);
        for i in 0..WIDE {
            draft.says("a").offers("goal").after(format!("m{i}"));
        }
        let changes = follow(&draft, |_| {});
        assert_eq!((changes.len(), changes[0].shift), (1, Shift::Unchanged));
    });
}
