//! Real negotiations as position files, each with what is expected of it in its first lines.
//!
//! `#= circle STEPS` is a deadlock, actual or latent. `#= blocked STEPS` are the steps that can neither happen nor are done; those that are
//! refused may be missing from it. `#= fix STATEMENT KIND STEP CHANGE` is a change of one precondition that ends every circle, `allfix`
//! several at once, `nofix` one that does not. `#= verdict` names what stands in the
//! way: circles, refusals (something could happen if what is refused were offered), both or neither.

use std::collections::BTreeSet;
use std::fs;

use impasse::draft::{PreconditionDraft, SubjectDraft};
use impasse::finding::{Report, Status};
use impasse::{Draft, Negotiation};

type Steps = BTreeSet<String>;

fn steps(words: &str) -> Steps {
    words.split_whitespace().map(str::to_owned).collect()
}

/// A negotiation and what was found about it.
struct Found {
    negotiation: Negotiation,
    report: Report,
}

impl Found {
    #[track_caller]
    fn new(draft: &Draft<'_>) -> Self {
        let negotiation = draft.build().unwrap_or_else(|error| panic!("{error}"));
        let report = impasse::analyze(&negotiation);
        Self { negotiation, report }
    }

    /// Lists the steps of each circle, be it actual or latent.
    fn circles(&self) -> BTreeSet<Steps> {
        let key = |&step| self.negotiation.step_key(step).into_owned();
        self.report.deadlocks().iter().map(|deadlock| deadlock.steps.iter().map(key).collect()).collect()
    }

    fn with_status(&self, is_meant: impl Fn(Status) -> bool) -> Steps {
        let steps = self.negotiation.steps().filter(|&(step, _)| is_meant(self.report.status(step)));
        steps.map(|(step, _)| self.negotiation.step_key(step).into_owned()).collect()
    }
}

/// Changes one precondition: `STATEMENT KIND STEP CHANGE`.
fn apply<'t>(draft: &mut Draft<'t>, change: &'t str) {
    let [statement, kind, step, to] = change.split_whitespace().collect::<Vec<_>>()[..] else {
        panic!("a change has four words: {change}")
    };
    let statement = draft.statements.iter_mut().find(|said| said.id.as_deref() == Some(statement)).expect("the statement is there");
    let list = |statement: &mut impasse::draft::StatementDraft<'t>, kind: &str, with: &mut dyn FnMut(&mut Vec<PreconditionDraft<'t>>)| {
        match kind {
            "after" => with(&mut statement.after.0),
            "with" => with(&mut statement.with.0),
            "promise" => with(&mut statement.promise.0),
            _ => panic!("no kind of precondition: {kind}"),
        }
    };
    list(statement, kind, &mut |preconditions| {
        let before = preconditions.len();
        preconditions.retain(|precondition| !matches!(&precondition.subject, SubjectDraft::Step(on) if **on == *step));
        assert_eq!(before, preconditions.len() + 1, "one precondition is meant: {change}");
    });
    if to != "drop" {
        list(statement, to, &mut |preconditions| preconditions.push(PreconditionDraft::step(step)));
    }
}

/// Returns whether no circle is left after some changes.
fn is_mended<'t>(draft: &Draft<'t>, changes: &'t str) -> bool {
    let mut draft = draft.clone();
    changes.split(';').for_each(|change| apply(&mut draft, change));
    Found::new(&draft).circles().is_empty()
}

#[track_caller]
fn check(name: &str, text: &str) {
    let expected: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.strip_prefix("#= "))
        .map(|line| line.split_once(' ').map_or((line, ""), |(key, words)| (key, words.trim())))
        .collect();
    let all = |key: &str| expected.iter().filter(move |(other, _)| *other == key).map(|&(_, words)| words).collect::<Vec<_>>();
    let negotiation = impasse::text::from_toml(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let draft = impasse::text::to_draft(&negotiation);
    let found = Found::new(&draft);
    assert_eq!(impasse::analyze(&negotiation), found.report, "{name}: the draft and the text give one report");

    assert_eq!(found.circles(), all("circle").into_iter().map(steps).collect(), "{name}: circles");

    let [blocked] = all("blocked")[..] else { panic!("{name}: one line says what is blocked") };
    let (blocked, stuck) = (steps(blocked), found.with_status(Status::is_stuck));
    let refused = found.with_status(|status| status == Status::Refused);
    assert_eq!(&stuck - &refused, &blocked - &refused, "{name}: blocked");
    assert!(blocked.is_subset(&stuck), "{name}: blocked");

    let mut accommodating = draft.clone();
    for statement in &mut accommodating.statements {
        statement.offers = statement.offers.take().or(statement.refuses.take());
    }
    let is_freed = !Found::new(&accommodating).with_status(|status| !status.is_stuck()).is_disjoint(&stuck);
    let verdict = match (!found.circles().is_empty(), is_freed) {
        (true, true) => "deadlock+refusal",
        (true, false) => "deadlock",
        (false, true) => "refusal",
        (false, false) => "acyclic",
    };
    assert_eq!(all("verdict"), [verdict], "{name}: verdict");

    for change in all("fix").into_iter().chain(all("allfix")) {
        assert!(is_mended(&draft, change), "{name}: a circle is left after {change}");
    }
    for change in all("nofix") {
        assert!(!is_mended(&draft, change), "{name}: no circle is left after {change}");
    }
    let known = ["basis", "verdict", "circle", "blocked", "fix", "allfix", "nofix"];
    assert!(expected.iter().all(|(key, _)| known.contains(key)), "{name}: every expectation is one that is checked");
}

#[test]
fn every_case_is_found_as_it_was() {
    let mut files: Vec<_> =
        fs::read_dir("tests/cases").expect("there are cases").map(|entry| entry.expect("it can be listed").path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    files.sort();
    assert!(files.len() >= 24, "{} cases", files.len());
    for path in files {
        let text = fs::read_to_string(&path).expect("it can be read");
        check(&path.display().to_string(), &text);
    }
}
