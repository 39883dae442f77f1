//! Doubts as `check` shows them: those that matter are seen among those that are many.

use std::path::PathBuf;
use std::process::Command;

/// Declared before the round in which it came about, and most of it without a source.
const GRAIN: &str = r#"
title = "Grain"
as_of = "2023-07-17"
sources.reuters = {}
parties = { russia = { name = "Russia" }, un = { name = "the United Nations" } }
rounds.istanbul = { name = "Signature in Istanbul", date = "2022-07-22" }
rounds.expiry = { name = "Expiry", date = "2023-07-17" }
measures.extension = { by = "russia" }
measures.jpmorgan = { by = "un", done = true }
claims = [{ party = "un", proposition = "exports-recover", holds = true, date = "2023-07-17", source = "reuters" }]
"#;

const GRAIN_STATEMENTS: &str = "id,party,act,step,round,source
ru-1,russia,offers,extension,istanbul,
un-1,un,offers,jpmorgan,istanbul,
un-2,un,demands,extension,istanbul,
ru-2,russia,offers,extension,expiry,reuters
un-3,un,demands,extension,expiry,
";

const BREXIT: &str = r#"
title = "Backstop"
as_of = "2019-03-15"
sources.wa = {}
parties = { uk = { name = "UK government" }, eu = { name = "EU27" } }
rounds.draft = { date = "2018-02-28" }
rounds.agreement = { date = "2018-11-25" }
measures.ni-backstop = { name = "Backstop for Northern Ireland only", by = ["uk", "eu"] }
measures.uk-backstop = { name = "UK-wide customs backstop", by = ["uk", "eu"] }
terms.backstop.by.eu.means = ["ni-backstop"]
exclusions = [{ steps = ["ni-backstop", "uk-backstop"] }]
statements = [
    { id = "eu-draft", party = "eu", demands = "backstop", round = "draft" },
    { id = "eu-offer", party = "eu", offers = "ni-backstop", round = "draft" },
    { id = "uk-never", party = "uk", refuses = "ni-backstop", round = "draft" },
    { id = "eu-wide", party = "eu", offers = "uk-backstop", round = "agreement", source = "wa" },
]
"#;

const STRIKE: &str = r#"
title = "Strike"
as_of = "2023-09-20"
sources.moa = {}
parties = { wga = {}, amptp = {} }
rounds.may = { date = "2023-05-01" }
rounds.tentative = { date = "2023-09-24" }
measures.raise = { by = "amptp" }
measures.end-strike = { by = "wga" }
"#;

const STRIKE_STATEMENTS: &str = "party,act,step,after,round,source
wga,demands,raise,,may,
amptp,demands,end-strike,,may,
wga,offers,end-strike,raise,may,
wga,offers,end-strike,,tentative,moa
amptp,offers,raise,,tentative,moa
amptp,demands,end-strike,,tentative,moa
";

fn file(name: &str, text: &str) -> String {
    std::fs::write(folder().join(name), text).unwrap();
    name.to_owned()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_impasse")).args(arguments).current_dir(folder()).env("NO_COLOR", "1").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).unwrap()
}

/// What `check` shows first, each doubt in one line.
fn first_lines(files: &[&str]) -> Vec<String> {
    run(&[&["check", "--width", "400"], files].concat()).lines().take(10).map(ToOwned::to_owned).collect()
}

#[track_caller]
fn assert_shows(lines: &[String], doubt: &str) {
    assert!(lines.iter().any(|line| line.strip_prefix("  doubt: ") == Some(doubt)), "{doubt}\n{}", lines.join("\n"));
}

#[test]
fn what_matters_is_among_the_first_lines() {
    let lines = first_lines(&[&file("d-grain.toml", GRAIN), &file("d-grain.csv", GRAIN_STATEMENTS)]);
    assert_shows(&lines, "jpmorgan is done without a date: it counts as done before every round");
    assert_shows(&lines, "claim 1 has the date of the round Expiry, but is not in that round");
    assert_shows(&lines, "4 of 5 statements cite no source: d-grain.csv:2, d-grain.csv:3, d-grain.csv:4 and 1 more (--verbose lists all)");
    let lines = first_lines(&[&file("d-brexit.toml", BREXIT)]);
    assert_shows(
        &lines,
        "d-brexit.toml:13: EU27 demands “Backstop for Northern Ireland only” [eu-draft] and offers “UK-wide customs backstop” [eu-wide], \
         which exclude each other",
    );
    assert_shows(&lines, "3 of 4 statements cite no source: d-brexit.toml:13, d-brexit.toml:14 and d-brexit.toml:15");
    let lines = first_lines(&[&file("d-strike.toml", STRIKE), &file("d-strike.csv", STRIKE_STATEMENTS)]);
    assert_shows(
        &lines,
        "3 of 6 statements were made after 2023-09-20 and do not count: d-strike.csv:5, d-strike.csv:6 and d-strike.csv:7",
    );
    assert_shows(&lines, "3 of 6 statements cite no source: d-strike.csv:2, d-strike.csv:3 and d-strike.csv:4");
}

#[test]
fn all_are_listed_when_asked_for_and_lines_are_folded() {
    let (talks, coded) = (file("v-grain.toml", GRAIN), file("v-grain.csv", GRAIN_STATEMENTS));
    let all = run(&["check", &talks, &coded, "--verbose", "--width", "400"]);
    for (line, id) in [(2, "ru-1"), (3, "un-1"), (4, "un-2"), (6, "un-3")] {
        assert!(all.contains(&format!("  doubt: v-grain.csv:{line}: statement {id} cites no source\n")), "{all}");
    }
    assert!(!all.contains("--verbose"), "{all}");
    let narrow = run(&["check", &talks, &coded, "--width", "40"]);
    assert!(narrow.lines().all(|line| line.chars().count() <= 40), "{narrow}");
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(flat(&narrow), flat(&run(&["check", &talks, &coded, "--width", "400"])));
}

#[test]
fn what_is_pasted_twice_is_told_with_both_places() {
    let coded = file("twice.csv", "party,act,step,round\nrussia,offers,extension,expiry\nrussia,offers,extension,expiry\n");
    let lines = first_lines(&[&file("t-grain.toml", GRAIN), &coded]);
    assert_shows(&lines, "twice.csv:3: statement s2 repeats statement s1 (twice.csv:2)");
    let other = file("again.csv", "party,act,step,round\nrussia,offers,extension,istanbul\nrussia,offers,extension,expiry\n");
    let lines = first_lines(&["t-grain.toml", &coded, &other]);
    assert_shows(&lines, "again.csv:3: statement s4 repeats statement s1 (twice.csv:2)");
}

const SAME_NAMES: &str = r#"
parties = { us = { name = "Port" }, them = { name = "Port" } }
measures = { x = { name = "Pay", by = "us" }, y = { name = "Pay", by = "them" } }
statements = [
    { party = "us", demands = "y" },
    { party = "us", offers = "x", after = "y" },
    { party = "them", offers = "y", after = "x" },
]
"#;

#[test]
fn ids_stand_behind_names_that_are_shared() {
    let name = file("same-names.toml", SAME_NAMES);
    let lines = first_lines(&[&name]);
    assert_shows(&lines, "two parties are called Port: us and them");
    assert_shows(&lines, "two measures are called Pay: x and y");
    let text = run(&["report", &name, "--width", "200"]);
    let circle = "“Pay” [x] and “Pay” [y] wait for each other, because of what Port [us] and Port [them] said.";
    assert!(text.contains(circle), "{text}");
    for form in ["text", "markdown"] {
        for command in [&["report"][..], &["compare"], &["rounds"], &["explain"]] {
            let id = if command == ["explain"] { &["D1"][..] } else { &[] };
            let out = run(&[command, &[&name], id, &["--format", form, "--width", "300"]].concat()).replace('\\', "");
            for (place, _) in out.match_indices("Port").chain(out.match_indices("Pay")) {
                let rest = out[place..].trim_start_matches(|c: char| c.is_alphabetic()).trim_start_matches(['”', '*', ' ']);
                assert!(rest.starts_with('['), "{}\n{out}", &out[place..]);
            }
        }
    }
}
