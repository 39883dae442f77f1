//! Reports of small files: this file, these sentences.

use super::*;
use crate::render::tests::{assert_tells, read};

#[track_caller]
fn tells(file: &str, sentences: &[&str]) {
    let n = read(file);
    assert_tells(&report(&n, &crate::analyze(&n)), sentences);
}

#[test]
fn steps_that_wait_for_each_other() {
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
        &[
            "Impasse: nothing is demanded, but 3 steps wait for one another in a circle.",
            "“Withdraw”, “ports (one)” and “ports (all)” wait for one another in a circle, because of what North and South said.",
            "offered by North only after (at least 30 days earlier)",
            "[s1]: “ports first”",
            "Shown is a shortest one of 2 circles among 3 steps.",
            "None.",
        ],
    );
}

#[test]
fn a_circle_behind_a_refusal() {
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
        &[
            "“troops” and “ports” would wait for each other if nothing else stood in the way, because of what North and South said.",
            "Not on the table yet. In front of it: “visit” (refused by South).",
            "North offered “troops” only after “visit”, which South refused.",
            "South demanded “troops”: waits in the circle D1, behind “visit”",
            "Refused by South: “visit”",
        ],
    );
}

#[test]
fn wanted_by_one_and_refused_by_another() {
    let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
[measures]
ports = { by = "s" }
[[statements]]
party = "n"
demands = "ports"
quote = "open them"
[[statements]]
party = "s"
refuses = "ports"
quote = "never"
"#;
    tells(
        file,
        &[
            "Wanted by one, refused by another",
            "North demanded “ports”, which South refused.",
            "North [s1]: “open them”",
            "South [s2]: “never”",
            "None: no steps wait for one another.",
            "Nothing.",
        ],
    );
}

#[test]
fn less_offered_than_demanded() {
    let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
[issues]
sea = { name = "The sea" }
[measures]
ports = { by = "s", issue = "sea", levels = ["one", "all"] }
fleet = { by = "n", issue = "sea", done = true }
visit = { by = "s" }
[[statements]]
party = "n"
demands = "ports:all"
[[statements]]
party = "s"
offers = "ports:one"
[[statements]]
party = "s"
offers = "visit"
"#;
    tells(
        file,
        &[
            "North demanded “ports (all)”, but “ports (one)” is the most that South offered.",
            "South: “ports (one)” [ports:one]",
            "4 steps: 1 done, 2 able to go ahead and 1 not offered.",
        ],
    );
}

#[test]
fn what_comes_too_late() {
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
        &[
            "North demanded “ports” by 2024-02, but it can be complete on 2024-03-01 at the earliest, 1 day late, held up by “survey”.",
            "South: “survey”, complete on 2024-01-21",
            "North demanded “ports” by 2024-02: too late, on 2024-03-01 at the earliest",
        ],
    );
}

#[test]
fn what_excludes_itself() {
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
        &[
            "“east” and “west” are both needed to meet what North and South demanded, but only one of them can be in the deal (“There is one bridge.”).",
            "North demanded “east”: can be met on day 0",
        ],
    );
}

#[test]
fn a_word_and_an_account_of_which_there_are_two() {
    let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
[measures]
east = { by = "s" }
west = { by = "n" }
[terms.peace]
name = "Peace"
[terms.peace.by.n]
means = ["east"]
quote = "peace is the east"
[terms.peace.by.s]
means = ["east", "west"]
[[statements]]
party = "n"
demands = "peace"
[[statements]]
party = "s"
offers = "east"
[[claims]]
party = "n"
proposition = "it-rained"
holds = true
[[claims]]
party = "s"
proposition = "it-rained"
holds = false
quote = "not a drop"
[[claims]]
party = "s"
proposition = "it-snowed"
holds = true
"#;
    tells(
        file,
        &[
            "“Peace” means different things to the parties: “east” to both; “west” to South as well.",
            "North “peace is the east”",
            "North asserted “it rained”, and South denied it.",
            "South, denying it “not a drop”",
        ],
    );
}

#[test]
fn a_party_in_its_own_way() {
    let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
[measures]
ports = { by = "s" }
[[statements]]
party = "s"
offers = "ports"
[[statements]]
party = "s"
refuses = "ports"
"#;
    tells(
        file,
        &[
            "Nothing is demanded, so no demand is at stake; but some of what was offered cannot happen.",
            "South offered “ports” without conditions, and refused “ports”.",
        ],
    );
}

#[test]
fn what_can_go_ahead_and_when() {
    let file = r#"
as_of = "2024-01-01"
[parties]
n = { name = "North" }
s = { name = "South" }
[measures]
first = { by = "n" }
second = { by = "s", takes = 30 }
third = { by = "n" }
[[statements]]
party = "n"
offers = "first"
[[statements]]
party = "s"
offers = "second"
after = ["first"]
[[statements]]
party = "n"
offers = "third"
after = ["second"]
[[statements]]
party = "s"
demands = "third"
"#;
    tells(
        file,
        &[
            "Agreement is possible: the one demand can be met.",
            "South: “second”, complete on 2024-01-31",
            "South demanded “third”: can be met on 2024-01-31",
        ],
    );
}

#[test]
fn a_long_circle_has_a_gap() {
    let mut draft = crate::Draft::default();
    draft.party("n");
    draft.party("s");
    for i in 0..14 {
        draft.measure(format!("m{i}"), [["n", "s"][i % 2]]);
        draft.says(["n", "s"][i % 2]).offers(format!("m{i}")).after(format!("m{}", (i + 1) % 14));
    }
    let n = draft.build().unwrap();
    let document = report(&n, &crate::analyze(&n));
    assert_tells(&document, &["“m7”", "… 4 more steps …", "“m13”"]);
    assert!(
        document
            .markdown()
            .to_string()
            .contains("\n8. **“m7”**, offered by s only after **“m8”**\n   - \\[s8\\]\n9. … 4 more steps …\n10. **“m12”**")
    );
}

#[test]
fn words_are_quoted_once_and_remarks_are_told_when_asked_for() {
    let file = r#"
[parties]
n = { name = "North" }
s = { name = "South" }
[measures]
ports = { by = "s" }
mines = { by = "s" }
aid = { by = "n" }
[[statements]]
party = "n"
offers = "aid"
after = ["ports", "mines"]
quote = "first the ports, then the mines"
note = "Said twice."
"#;
    let n = read(file);
    let found = crate::analyze(&n);
    let lines = crate::render::StatementLines::default();
    let detail = Detail::default().remarks(true).statement_lines(&lines);
    for (document, notes) in [(report(&n, &found), 0), (report_in_detail(&n, &found, &detail), 1)] {
        let text = document.text().width(200).to_string();
        assert_eq!(found.conflicts().len(), 2);
        assert_eq!(text.matches("[s1]").count(), 2, "{text}");
        assert_eq!(text.matches("“first the ports, then the mines”").count(), 1, "{text}");
        assert_eq!(text.matches("Note: Said twice.").count(), notes, "{text}");
    }
}

#[test]
fn sections_come_in_the_order_of_what_matters() {
    let n = read(include_str!("../../../examples/us-dprk.toml"));
    let titles: Vec<_> = report(&n, &crate::analyze(&n)).sections.iter().map(|section| section.title.to_string()).collect();
    let steps = "Steps, and what holds the stuck ones";
    assert_eq!(titles, ["Conflicts", "Circles", "What can go ahead", "Demands", steps, "Sources"]);
}
