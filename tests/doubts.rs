//! Each kind of doubt where it belongs, and where it must not be.

use impasse::doubts;
use impasse::finding::doubt::{Doubt, DoubtKind};
use impasse::render::phrase;
use impasse::text::{Input, read};

const DECLARED: &str = "
parties.a = {}
parties.b = {}
rounds.spring = { date = '2024-03-04' }
rounds.autumn = { date = '2024-10-01' }
measures.x = { by = 'a' }
measures.y = { by = 'a', levels = ['low', 'top'] }
measures.z = { by = ['a', 'b'] }
exclusions = [{ steps = ['y:top', 'z'] }]
";

/// The doubts of one kind about a file that declares the above and something more.
fn of_kind(slug: &str, more: &str, as_of: Option<&str>) -> Vec<String> {
    let text = format!("{DECLARED}{more}");
    let n = read(&[Input::new("test.toml", text.as_bytes())], as_of).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let of_kind = doubts(&n).into_iter().filter(|doubt| doubt.kind().word() == slug);
    of_kind.map(|doubt| phrase::doubt(&n, doubt).to_string()).collect()
}

#[track_caller]
fn assert_doubts(slug: &str, more: &str, expected: &[&str]) {
    assert_eq!(of_kind(slug, more, None), expected, "{more}");
}

#[test]
fn a_statement_that_says_the_same_again() {
    let said = |fields: &[&str]| {
        let statements = fields.iter().map(|fields| format!("{{ party = 'b', demands = 'y', {fields} }}"));
        format!("statements = [{}]", statements.collect::<Vec<_>>().join(", "))
    };
    let round = "round = 'spring', quote = 'now'";
    let twice = said(&[round, "round = 'autumn'", round, round]);
    assert_doubts("repeated-statement", &twice, &["statement s3 repeats statement s1", "statement s4 repeats statement s1"]);
    // Weight and source are no part of what is said.
    assert_doubts("repeated-statement", &said(&["weight = 2", "firm = true"]), &["statement s2 repeats statement s1"]);
    for other in [
        "round = 'spring'",
        "date = '2024-03-04', quote = 'now'",
        "round = 'spring', quote = 'Now'",
        "round = 'spring', quote = 'now', deadline = '2025'",
        "round = 'spring', quote = 'now', reported_by = 'a'",
    ] {
        assert_doubts("repeated-statement", &said(&[round, other]), &[]);
    }
    let offers = |after: &str| format!("{{ party = 'a', offers = 'x', {after} }}");
    let list = |all: &[&str]| format!("statements = [{}]", all.iter().map(|after| offers(after)).collect::<Vec<_>>().join(", "));
    let (one, turned) = ("after = ['y', 'z'], with = 'y:low'", "after = ['z', 'y'], with = 'y:low'");
    assert_doubts("repeated-statement", &list(&[one, turned]), &["statement s2 repeats statement s1"]);
    for other in ["after = ['y', 'z']", "after = ['y', 'z'], promise = 'y:low'", "after = ['y', { step = 'z', days = 3 }], with = 'y:low'"]
    {
        assert_doubts("repeated-statement", &list(&[one, other]), &[]);
    }
    assert_doubts("repeated-statement", &list(&["after = { any = ['y', 'z'] }", "after = ['y', 'z']"]), &[]);
}

#[test]
fn two_things_of_one_name() {
    let more = "parties.c = { name = 'b' }\nparties.d = { name = 'B' }\nmeasures.w = { by = 'a', name = 'b' }
        measures.v = { by = 'a', name = ' x' }\nterms.t = { means = ['x'], name = 'x' }\nissues.i = { name = 'b' }";
    assert_doubts("same-name", more, &["two parties are called b: b and c", "two measures are called x: x and v"]);
    assert_doubts("same-name", "issues.i = { name = 'x' }\nissues.j = { name = 'y' }", &[]);
}

#[test]
fn a_day_before_everything() {
    let said = "statements = [{ party = 'b', demands = 'x', round = 'spring' }, { party = 'b', refuses = 'z', round = 'autumn' }]";
    let of = |as_of| of_kind("as-of-before-everything", said, Some(as_of));
    assert_eq!(of("2023"), ["every statement was made after the day as of which positions are read (2023-12-31), so none counts"]);
    assert!(of("spring").is_empty() && of("2024").is_empty());
    assert!(of_kind("as-of-before-everything", "", Some("2023")).is_empty());
    assert_eq!(of_kind("not-yet-said", said, Some("2023")).len(), 2);
    let after_spring = ["statement s2 was made after the round after which positions are read (spring) and does not count"];
    assert_eq!(of_kind("not-yet-said", said, Some("spring")), after_spring);
    assert_eq!(
        of_kind("nothing-demanded", said, Some("2023")),
        [
            "nobody demands anything by the day as of which positions are read (2023-12-31): what is demanded was said later and does not count"
        ]
    );
}

#[test]
fn a_withdrawal_goes_by_time_and_not_by_the_order_in_the_file() {
    let list = |said: &[(&str, &str)]| {
        let statements = said.iter().map(|(act, when)| format!("{{ party = 'b', {act} = 'y', {when} }}"));
        format!("statements = [{}]", statements.collect::<Vec<_>>().join(", "))
    };
    let (spring, autumn, undated) = ("round = 'spring'", "round = 'autumn'", "weight = 1");
    let nothing = |id: &str| format!("statement {id} finds nothing to withdraw: the party had no position on it then");
    for said in [
        [("withdraws", autumn), ("demands", spring)],
        [("withdraws", spring), ("demands", undated)],
        [("demands", spring), ("withdraws", spring)],
    ] {
        assert_doubts("withdraws-nothing", &list(&said), &[]);
    }
    for said in [
        [("withdraws", spring), ("demands", autumn)],
        [("withdraws", undated), ("demands", spring)],
        [("withdraws", spring), ("demands", spring)],
    ] {
        assert_doubts("withdraws-nothing", &list(&said), &[&nothing("s1")]);
    }
    assert_doubts("withdraws-nothing", &list(&[("demands", undated), ("withdraws", spring), ("withdraws", autumn)]), &[&nothing("s3")]);
    let others = "statements = [{ party = 'a', offers = 'y' }, { party = 'b', withdraws = 'y' }, { party = 'a', withdraws = 'x' }]";
    assert_doubts("withdraws-nothing", others, &[&nothing("s2"), &nothing("s3")]);
}

#[test]
fn one_party_for_both_of_two_excluded_steps() {
    let list = |said: &[&str]| format!("statements = [{}]", said.iter().map(|said| format!("{{ {said} }}")).collect::<Vec<_>>().join(", "));
    let (demands_y, offers_z) = ("party = 'b', demands = 'y'", "party = 'b', offers = 'z'");
    assert_doubts(
        "demands-and-offers-excluded",
        &list(&[offers_z, "party = 'b', demands = 'y:low'", demands_y, "party = 'b', demands = 'z'"]),
        &["b demands “y (top)” [s3] and offers “z” [s1], which exclude each other"],
    );
    for not_so in [
        vec![demands_y, "party = 'a', offers = 'z'"],
        vec!["party = 'b', demands = 'y:low'", offers_z],
        vec!["party = 'b', demands = 'z'", offers_z],
        vec!["party = 'b', demands = 'x'", offers_z],
        // What was replaced does not stand.
        vec!["party = 'b', demands = 'y', round = 'spring'", "party = 'b', demands = 'y:low', round = 'autumn'", offers_z],
    ] {
        assert_doubts("demands-and-offers-excluded", &list(&not_so), &[]);
    }
    let done = "measures.w = { by = 'a', done = true }\nexclusions = [{ steps = ['w', 'z'] }]\n";
    let text = format!("{}{done}{}", "", list(&["party = 'b', demands = 'w'", offers_z]));
    let declared = DECLARED.replace("exclusions = [{ steps = ['y:top', 'z'] }]\n", "");
    let n = read(&[Input::new("test.toml", format!("{declared}{text}").as_bytes())], None).unwrap();
    assert!(!doubts(&n).iter().any(|doubt| matches!(doubt, Doubt::DemandsAndOffersExcluded { .. })));
}

#[test]
fn what_is_done_later_or_nobody_knows_when() {
    let measures = "measures.w = { by = 'a', done = { on = '2024-10-02' } }\nmeasures.v = { by = 'a', done = true }
        measures.u = { by = 'a', done = { on = '2024-10' } }\nmeasures.t = { by = 'a' }";
    assert_doubts(
        "done-later",
        measures,
        &["w is done on 2024-10-02, after the day as of which positions are read (2024-10-01), and so not done yet"],
    );
    assert!(of_kind("done-later", measures, Some("2024-10")).is_empty());
    assert_doubts("undated-done", measures, &["v is done without a date: it counts as done before every round"]);
    let without_rounds = "parties.a = {}\nmeasures.v = { by = 'a', done = true }";
    let n = read(&[Input::new("test.toml", without_rounds.as_bytes())], Some("2024")).unwrap();
    assert!(!doubts(&n).iter().any(|doubt| matches!(doubt, Doubt::UndatedDone { .. })));
}

#[test]
fn a_claim_beside_its_round() {
    let claims = "claims = [{ party = 'a', proposition = 'it-rained', holds = true, date = '2024-03-04' },
        { party = 'b', proposition = 'it-rained', holds = false, round = 'spring' },
        { party = 'b', proposition = 'it-snowed', holds = false, date = '2024-03-05' },
        { party = 'b', proposition = 'it-snowed', holds = true }]";
    assert_doubts("claim-outside-round", claims, &["claim 1 has the date of the round spring, but is not in that round"]);
}

#[test]
fn a_party_that_only_reports_is_not_idle() {
    let idle = &["c says nothing and performs nothing"];
    for (by, expected) in [("c", &[][..]), ("a paper", idle)] {
        let said = format!("statements = [{{ party = 'b', demands = 'x', reported_by = '{by}' }}]");
        assert_doubts("idle-party", &format!("parties.c = {{}}\n{said}"), expected);
        let claimed = format!("claims = [{{ party = 'b', proposition = 'p', holds = true, reported_by = '{by}' }}]");
        assert_doubts("idle-party", &format!("parties.c = {{}}\n{claimed}"), expected);
    }
}

#[test]
fn graver_kinds_come_first_as_documented() {
    let page = include_str!("../docs/format.md");
    let table = page.split("| doubt | what it means |").nth(1).expect("the table of doubts");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|')).map(|line| line.split('`').nth(1).expect("a word"));
    assert_eq!(rows.collect::<Vec<_>>(), DoubtKind::ALL.map(DoubtKind::word));
    let more = "sources.s = {}\nstatements = [{ party = 'b', demands = 'x', round = 'autumn' }]";
    let n = read(&[Input::new("test.toml", format!("{DECLARED}{more}").as_bytes())], Some("2023")).unwrap();
    let found: Vec<_> = doubts(&n).iter().map(|doubt| doubt.kind()).collect();
    assert!(found.is_sorted() && found.first() == DoubtKind::ALL.first() && found.last() == DoubtKind::ALL.last(), "{found:?}");
}
