//! Whole drafts.

use super::complaint::{brief, complaints, draft};
use super::*;
use crate::draft::{PreconditionDraft, Segment};
use crate::model::{StepId, Subject, When};

#[test]
fn every_encoded_case_is_valid() {
    let cases = std::fs::read_dir("tests/cases").unwrap().map(|file| file.unwrap().path());
    for file in cases.chain(["examples/us-dprk.toml".into()]) {
        let text = std::fs::read_to_string(&file).unwrap();
        if let Err(error) = check(&draft(&text), None) {
            panic!("{}: {error}", file.display());
        }
    }
}

#[test]
fn an_empty_draft_is_valid() {
    let made = check(&Draft::default(), None).unwrap();
    assert_eq!((made.title(), made.as_of(), made.steps().len()), (None, None, 0));
}

#[test]
fn as_of_is_a_round_or_a_date() {
    let text = "as_of = '2020'\nrounds.hanoi = { name = 'Hanoi summit', date = '2019-02-27' }\nrounds.2018 = { date = '2018-06-12' }";
    let day = |as_of| check(&draft(text), as_of).unwrap().as_of().unwrap().to_string();
    assert_eq!(day(None), "2020-12-31");
    assert_eq!(day(Some("hanoi")), "2019-02-27");
    assert_eq!(day(Some("2019-03")), "2019-03-31");
    assert_eq!(day(Some("2018")), "2018-06-12");
    assert_eq!(day(Some("2017")), "2017-12-31");
}

#[test]
fn a_wrong_as_of_comes_first() {
    let text = "as_of = 'soon'\nrounds.hanoi = { name = 'Hanoi summit', date = '2019-02-27' }";
    for (as_of, remedy) in [
        ("hanoy", "did you mean \"hanoi\"?"),
        ("hanoi-summit", "did you mean \"hanoi\"?"),
        ("2019-02-31", "give the round \"hanoi\", or a date: write it like \"2019-02-27\", \"2019-02\" or \"2019\""),
    ] {
        let error = check(&draft(text), Some(as_of)).unwrap_err();
        assert_eq!(error.problems().iter().map(brief).collect::<Vec<_>>(), ["bad-as-of", "bad-date as_of"]);
        assert_eq!(error.problems()[0].remedy, remedy);
    }
}

#[test]
fn without_a_round_the_remedy_for_as_of_is_a_date() {
    let error = check(&Draft::default(), Some("x")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read the positions as of \"x\": it is neither a declared round nor a date; \
         give a date: write it like \"2019-02-27\", \"2019-02\" or \"2019\""
    );
    let error = check(&Draft::default(), Some("2019-13")).unwrap_err();
    assert!(error.to_string().contains("a date that the calendar does not have"), "{error}");
}

#[test]
fn complaints_come_in_order_of_the_position_file() {
    let text = "
        as_of = '2019-02-30'
        sources.A = { date = 'x' }
        parties.B = {}
        rounds.r = {}
        issues.C = {}
        measures.m = {}
        terms.t = { means = [] }
        exclusions = [{ steps = [] }]
        statements = [{}]
        claims = [{}]";
    assert_eq!(
        complaints(text),
        [
            "no-such-date as_of",
            "bad-id sources.{A}",
            "bad-date sources.A.date",
            "bad-id parties.{B}",
            "round-without-date rounds.r",
            "bad-id issues.{C}",
            "no-performer measures.m",
            "empty-means terms.t.means",
            "too-few-steps exclusions[0].steps",
            "no-party statements[0]",
            "no-act statements[0]",
            "no-party claims[0]",
            "no-proposition claims[0]",
            "no-holds claims[0]",
        ]
    );
}

/// Every feature of the position file, without a mistake.
const WHOLE: &str = "
    title = 'Talks'
    as_of = '2019-11-05'
    sources.article = { title = 'An article', publisher = 'A paper', date = '2019-11', url = 'https://example.org' }
    parties.us = { name = 'United States' }
    parties.dprk = {}
    parties.rok = {}
    rounds.hanoi = { name = 'Hanoi summit', date = '2019-02-27' }
    issues.sanctions = { name = 'Sanctions' }
    measures.lift = { name = 'Lift sanctions', by = 'us', issue = 'sanctions', levels = ['humanitarian', 'partial', 'full'],
        takes = 30, done = { level = 'humanitarian', on = '2019-05' }, burden = 2.5 }
    measures.dismantle = { by = ['dprk'], done = false }
    measures.drills = { by = ['us', 'rok'], given = true }
    measures.declare = { by = ['us', 'dprk', 'rok'] }
    terms.peace = { name = 'Peace', means = ['declare', 'drills'], by.dprk = { means = ['declare', 'lift', 'declare'], source = 'article', quote = 'words' } }
    exclusions = [{ steps = ['dismantle', 'lift:partial', 'lift:full', 'lift'], because = 'pride' }]
    [[statements]]
    id = 'dprk-1'
    party = 'dprk'
    offers = 'dismantle'
    after = ['drills', { step = 'lift:partial', days = 30 }, 'drills']
    with = { any = ['lift', 'drills'] }
    promise = [{ step = 'peace', within = 90 }, { any = ['lift', 'lift:partial'], within = 5 }]
    round = 'hanoi'
    until = '2019-12'
    weight = 2
    firm = true
    confidence = 0.8
    source = 'article'
    quote = 'said'
    note = 'meant'
    [[statements]]
    party = 'us'
    demands = 'dismantle'
    deadline = '2021'
    date = '2019-03'
    [[statements]]
    id = 's3'
    party = 'us'
    offers = 'lift:full'
    after = 'lift:partial'
    with = ['dismantle']
    [[statements]]
    party = 'us'
    offers = 'peace'
    after = ['lift']
    [[statements]]
    party = 'dprk'
    accepts = 'drills'
    promise = ['lift']
    [[statements]]
    party = 'rok'
    refuses = 'lift:full'
    [[statements]]
    party = 'rok'
    withdraws = 'lift'
    [[claims]]
    party = 'us'
    proposition = 'it-was-said'
    holds = true
    round = 'hanoi'
    [[claims]]
    party = 'dprk'
    proposition = 'it-was-said'
    holds = false
    date = '2019-03'
    source = 'article'
    quote = 'no'
    note = 'why'
    ";

#[test]
fn a_valid_draft_keeps_all_that_is_said() {
    let made = check(&draft(WHOLE), None).unwrap();
    assert_eq!((made.title(), made.as_of().unwrap().to_string()), (Some("Talks"), "2019-11-05".to_owned()));
    assert_eq!(made.content().declared_as_of.unwrap().to_string(), "2019-11-05");
    let mut steps: Vec<_> = made.steps().map(|(step, _)| made.step_key(step).into_owned()).collect();
    steps.sort();
    assert_eq!(steps, ["declare", "dismantle", "drills", "lift:full", "lift:humanitarian", "lift:partial"]);
    for (step, _) in made.steps() {
        assert_eq!(made.find_step(&made.step_key(step)), Some(step));
    }

    let statement = |key| made.find_statement(key).unwrap();
    let waits = |key| -> Vec<String> {
        let names = |steps: &[StepId]| steps.iter().map(|&step| made.step_key(step)).collect::<Vec<_>>().join("|");
        let subject = |precondition| match made.subject(precondition) {
            Subject::Step(step) => names(&[step]),
            Subject::Term(term) => made.term_key(term).to_owned(),
            Subject::Any(steps) => names(steps),
        };
        made.preconditions(statement(key)).iter().map(|p| format!("{} {} {:?}", p.wait.word(), subject(p), p.days)).collect()
    };
    assert_eq!(
        waits("dprk-1"),
        [
            "after drills None",
            "after lift:partial Some(30)",
            "after drills None",
            "with lift:full|drills None",
            "promise peace Some(90)",
            "promise lift:full|lift:partial Some(5)",
        ]
    );
    assert_eq!(
        (waits("s2").len(), waits("s3"), waits("s5")),
        (0, vec!["after lift:partial None".to_owned(), "with dismantle None".to_owned()], vec!["promise lift:full None".to_owned()])
    );
    assert!(made.has_own_key(statement("s3")) && !made.has_own_key(statement("s2")));
    let first = made.statement(statement("dprk-1"));
    assert_eq!((first.weight, first.firm, first.confidence()), (2, true, 0.8));
    assert_eq!((first.until().unwrap().to_string(), first.quote(), first.note()), ("2019-12".to_owned(), Some("said"), Some("meant")));
    assert_eq!(first.source(), made.find_source("article"));
    assert_eq!(first.when, When::In(made.find_round("hanoi").unwrap()));
    let third = made.statement(statement("s3"));
    assert_eq!((third.weight, third.firm, third.confidence(), third.when), (1, false, 1.0, When::Undated));
    assert!(third.details.is_none());

    let lift = made.measure(made.find_measure("lift").unwrap());
    assert_eq!((lift.takes, lift.given, lift.burden), (30, false, 2.5));
    assert!(made.is_done(made.find_step("lift:humanitarian").unwrap()) && !made.is_done(made.find_step("dismantle").unwrap()));
    let (_, exclusion) = made.exclusions().next().unwrap();
    assert_eq!((exclusion.steps.len(), exclusion.because.as_deref()), (3, Some("pride")));
    let peace = made.find_term("peace").unwrap();
    let meaning = |party| made.meaning(peace, made.find_party(party).unwrap()).iter().map(|&s| made.step_key(s)).collect::<Vec<_>>();
    assert_eq!((meaning("dprk"), meaning("us")), (vec!["declare".into(), "lift:full".into()], vec!["declare".into(), "drills".into()]));
    assert_eq!((made.propositions().len(), made.claims().len()), (1, 2));
    assert!(made.claims().all(|(claim, _)| made.is_made(claim)));
}

#[test]
fn two_hundred_mistakes_are_two_hundred_problems() {
    let mut draft = Draft::new("");
    draft.party("us");
    draft.measure("lift", ["us"]);
    for i in 0..200 {
        match i % 4 {
            0 => drop(draft.says("uss").offers("lift")),
            1 => drop(draft.says("us").offers("lfit")),
            2 => drop(draft.says("us").demands("lift")),
            _ => drop(draft.says("us").offers("lift").after("lift")),
        }
    }
    let error = check(&draft, None).unwrap_err();
    let codes = ["unknown-party", "unknown-step", "demand-of-own-step", "self-reference"];
    assert_eq!(error.problems().len(), 200);
    for (i, problem) in error.problems().iter().enumerate() {
        assert_eq!((problem.code.word(), &problem.path[1]), (codes[i % 4], &Segment::Index(i)));
    }
    assert_eq!(error.problems()[1].remedy, "did you mean \"lift\"?");
}

#[test]
fn a_large_draft_is_checked() {
    const MANY: usize = 100_000;
    let mut draft = Draft::new("");
    draft.party("a");
    draft.party("b");
    for i in 0..MANY {
        draft.measure(format!("m{i}"), [if i % 2 == 0 { "a" } else { "b" }]).levels(["low", "high"]);
    }
    for i in 0..MANY {
        let next = format!("m{}:low", (i + 1) % MANY);
        draft.says(if i % 2 == 0 { "a" } else { "b" }).offers(format!("m{i}:high")).after(next);
    }
    let long = draft.says("a").id("long").offers("m0");
    for i in 1..MANY {
        long.after(format!("m{i}"));
    }
    long.with(PreconditionDraft::any((1..MANY).map(|i| format!("m{i}:high"))));
    let made = check(&draft, None).unwrap();
    assert_eq!((made.steps().len(), made.statements().len()), (2 * MANY, MANY + 1));
    assert_eq!(made.preconditions(made.find_statement("long").unwrap()).len(), MANY);

    // And with a mistake everywhere.
    draft.parties.0.clear();
    let error = check(&draft, None).unwrap_err();
    assert_eq!(error.problems().len(), 2 * MANY + 1);
}

#[test]
fn large_terms_are_compared_once() {
    const MANY: usize = 20_000;
    let mut draft = Draft::new("");
    draft.party("a");
    draft.party("b");
    draft.measure("mine", ["a"]);
    for i in 0..MANY {
        draft.measure(format!("m{i}"), ["b"]);
    }
    let steps = || (0..MANY).map(|i| format!("m{i}"));
    draft.term("late").means(steps().chain(["mine".to_owned()]));
    draft.term("other").means(steps());
    for _ in 0..MANY {
        draft.says("a").offers("late").after("other");
    }
    assert!(check(&draft, None).is_ok());
}

/// Makes a small draft of words that are often right and often wrong.
fn any_draft(choices: &[u8]) -> Draft<'static> {
    const WORDS: [&str; 16] = ["a", "b", "m", "m:x", "m:y", "n", "t", "u", "a:b", "", "s1", "s2", "M", "2019", "2019-02-30", "x"];
    let mut choices = choices.iter().copied();
    let mut upto = move |n: usize| usize::from(choices.next().unwrap_or(0)) % n;
    let mut draft = Draft::new("");
    for _ in 0..upto(40) {
        let what = upto(12);
        let mut word = || WORDS[upto(WORDS.len())];
        let id = word();
        match what {
            0 => drop(draft.party(id)),
            1 => drop(draft.round(id, word()).name(word())),
            2 => drop(draft.source(id).date(word())),
            3 => drop(draft.measure(id, [word(), word()]).levels([word(), word()]).done_level(word())),
            4 => drop(draft.measure(id, [word()]).issue(word())),
            5 => drop(draft.term(id).means([word(), word()])),
            6 => drop(draft.term(id).defined_by(word(), [word(), word()]).source(word())),
            7 => drop(draft.exclude([id, word()])),
            8 => drop(draft.says(id).offers(word()).after(word()).with(PreconditionDraft::any([word(), word()])).until(word())),
            9 => drop(draft.says(id).accepts(word()).promise(PreconditionDraft::step(word()).within(3)).id(word())),
            10 => drop(draft.says(id).demands(word()).deadline(word()).round(word())),
            _ => drop(draft.claims(id, word(), true).date(word())),
        }
    }
    draft.party("a");
    draft.party("b");
    draft.measure("m", ["a"]).levels(["x", "y"]);
    draft.measure("n", ["a", "b"]);
    draft
}

proptest::proptest! {
    #[test]
    fn every_draft_is_valid_or_says_why_in_order(choices: Vec<u8>) {
        const ORDER: [&str; 10] =
            ["as_of", "sources", "parties", "rounds", "issues", "measures", "terms", "exclusions", "statements", "claims"];
        let draft = any_draft(&choices);
        match check(&draft, None) {
            Ok(made) => {
                for (id, _) in made.statements() {
                    let acts: Vec<_> = made.step_acts(id).collect();
                    proptest::prop_assert!(!acts.is_empty());
                }
            }
            Err(error) => {
                let table = |problem: &Problem| match &problem.path[0] {
                    Segment::Key(key) => ORDER.iter().position(|table| table == key).unwrap(),
                    other => panic!("{other:?}"),
                };
                proptest::prop_assert!(error.problems().is_sorted_by_key(table));
                let unsaid = |problem: &&Problem| problem.message.is_empty() || problem.remedy.is_empty();
                proptest::prop_assert_eq!(error.problems().iter().find(unsaid), None);
                proptest::prop_assert_eq!(check(&draft, None).unwrap_err(), error);
            }
        }
    }
}
