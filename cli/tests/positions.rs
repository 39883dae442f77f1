//! The parties side by side and the talks from round to round, as users of the command ask for them.

#[path = "support/run.rs"]
mod run;

use run::{CIRCLE, file, run};

const ROUNDS: &str = r#"
as_of = "2020-12"
parties = { ann = {}, bob = {} }
measures = { apples = { by = "ann" }, bread = { by = "bob" } }
rounds = { spring = { date = "2020-03" }, autumn = { date = "2020-10" }, later = { date = "2021-02" } }

[[statements]]
party = "ann"
offers = "apples"
after = "bread"
round = "spring"

[[statements]]
party = "ann"
offers = "apples"
with = "bread"
round = "autumn"

[[statements]]
party = "bob"
demands = "apples"
round = "spring"
"#;

#[test]
fn the_parties_are_compared_side_by_side_where_they_fit() {
    let name = file("compare.toml", CIRCLE);
    let (status, out, err) = run(&["compare", &name]);
    assert_eq!((status, &*err), (0, ""));
    assert!(out.contains("│ Ann ") && out.contains("deadlocked"), "{out}");
    let (_, narrow, _) = run(&["compare", &name, "--width", "40"]);
    assert!(!narrow.contains('│') && narrow.contains("    Ann: offered after “bread” [s1]"), "{narrow}");
    let (_, markdown, _) = run(&["compare", &name, "--format", "markdown"]);
    assert!(markdown.contains("| | | Ann | b |"), "{markdown}");
    let (_, csv, _) = run(&["compare", &name, "--format", "csv"]);
    assert!(csv.contains("\n,apples,deadlocked,a,offers,,bread,"), "{csv}");
    let (_, json, _) = run(&["compare", &name, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["format"], &json["rows"][0]["standing"]), (&"impasse-comparison".into(), &"deadlocked".into()));
    assert!(run(&["compare", &name, "--color", "always"]).1.contains('\u{1b}'));
}

#[test]
fn a_comparison_is_narrowed_to_what_is_asked_for() {
    let text = "[issues.food]\n[issues.peace]\n[parties]\na = {}\nb = {}\nc = {}\n\
        [measures]\nbread = { by = \"a\", issue = \"food\" }\ntroops = { by = \"b\", issue = \"peace\" }\n\
        [[statements]]\nparty = \"b\"\ndemands = \"bread\"\n[[statements]]\nparty = \"c\"\nrefuses = \"troops\"\n";
    let name = file("narrow.toml", text);
    let steps = |options: &[&str]| -> Vec<String> {
        let (status, json, err) = run(&[&["compare", &name, "--format", "json"], options].concat());
        assert_eq!((status, &*err), (0, ""));
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        json["rows"].as_array().unwrap().iter().map(|row| row["step"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(steps(&[]), ["bread", "troops"]);
    assert_eq!(steps(&["--issues", "peace"]), ["troops"]);
    assert_eq!(steps(&["--issues", "peace,food"]), ["bread", "troops"]);
    assert_eq!(steps(&["--parties", "a"]), ["bread"]);
    assert_eq!(steps(&["--parties", "c,b"]), steps(&["--parties", "b,c"]));
    assert_eq!(steps(&["--standing", "refused,agreed"]), ["troops"]);
    assert!(steps(&["--standing", "agreed"]).is_empty());
    let (_, out, _) = run(&["compare", &name, "--standing", "agreed"]);
    assert!(out.contains("There is nothing to compare."), "{out}");
}

#[test]
fn what_a_comparison_does_not_know_is_wrong_usage() {
    let name = file("unknown.toml", CIRCLE);
    let (status, out, err) = run(&["compare", &name, "--parties", "a,bb"]);
    assert_eq!((status, &*out), (2, ""));
    assert_eq!(err, "error: there is no party bb\n  help: did you mean b?\n");
    let (status, _, err) = run(&["compare", &name, "--issues", "food"]);
    assert_eq!(status, 2);
    assert!(err.contains("the file declares no issue"), "{err}");
    let (status, _, err) = run(&["compare", &name, "--standing", "refusd"]);
    assert_eq!(status, 2);
    assert!(err.contains("'refused'"), "{err}");
}

#[test]
fn a_comparison_is_read_as_of_a_day() {
    let text = "[parties]\na = {}\nb = {}\n[rounds.spring]\ndate = \"2020-03\"\n[rounds.autumn]\ndate = \"2020-09\"\n\
        [measures.bread]\nby = \"a\"\n[[statements]]\nparty = \"b\"\ndemands = \"bread\"\nround = \"autumn\"\n";
    let name = file("as-of.toml", text);
    assert!(run(&["compare", &name]).1.contains("unanswered"));
    assert!(!run(&["compare", &name, "--as-of", "spring"]).1.contains("unanswered"));
}

#[test]
fn rounds_are_followed_and_cut_out() {
    let name = file("rounds.toml", ROUNDS);
    let (status, out, err) = run(&["rounds", &name]);
    assert_eq!((status, &*err), (0, ""));
    assert!(out.contains("2020-03") && out.contains("softened   offered “apples” only together with “bread” [s2]"), "{out}");
    assert!(out.contains("; 1 round yet to come"), "{out}");
    let stages = |arguments: &[&str]| {
        let (status, out, err) = run(&[&["rounds", &*name, "--format", "json"], arguments].concat());
        assert_eq!((status, &*err), (0, ""));
        let read: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(read["format"], "impasse-rounds");
        read["stages"].as_array().unwrap().iter().map(|stage| stage["round"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(stages(&[]), ["spring", "autumn"]);
    assert_eq!(stages(&["--from", "autumn"]), ["autumn"]);
    assert_eq!(stages(&["--to", "2020-09-30"]), ["spring"]);
    assert_eq!(stages(&["--from", "2020", "--to", "2020"]), ["spring", "autumn"]);
    assert_eq!(stages(&["--as-of", "spring"]), ["spring"]);
    assert_eq!(stages(&["--as-of", "2021-12"]), ["spring", "autumn", "later"]);
    let (_, markdown, _) = run(&["rounds", &name, "--format", "markdown", "--party", "bob"]);
    assert!(markdown.starts_with("# ") && markdown.contains("### bob") && !markdown.contains("### ann"), "{markdown}");
}

#[test]
fn rounds_that_are_not_there_are_asked_for_in_vain() {
    let name = file("no-rounds.toml", ROUNDS);
    let wrong = |arguments: &[&str]| {
        let (status, out, err) = run(&[&["rounds", &*name], arguments].concat());
        assert_eq!((status, &*out), (2, ""), "{arguments:?}");
        err
    };
    let err = wrong(&["--from", "sprin"]);
    assert!(err.contains("there is no round sprin, and it is no date") && err.contains("did you mean spring?"), "{err}");
    let err = wrong(&["--to", "zzz"]);
    assert!(err.contains("the file declares spring, autumn, later"), "{err}");
    let err = wrong(&["--from", "later"]);
    assert!(err.contains("comes after the day") && err.contains("--as-of"), "{err}");
    let err = wrong(&["--from", "autumn", "--to", "spring"]);
    assert!(err.contains("the rounds so far are spring, autumn"), "{err}");
    let err = wrong(&["--party", "ann,bop"]);
    assert!(err.contains("there is no party bop"), "{err}");
    assert!(wrong(&["--party", "anne"]).contains("did you mean ann?"));
}
