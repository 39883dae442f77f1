//! The command as its users meet it: what it prints where, and the status it ends with.

#[path = "support/run.rs"]
mod run;

use std::io::Read;
use std::process::Stdio;

use run::{CIRCLE, file, impasse, run, run_on, told};

const WRONG: &str =
    "[parties.us]\n[measures.a]\nby = \"uss\"\n[measures.b]\nby = \"us\"\n[[statements]]\nparty = \"us\"\noffers = \"bb\"\n";

#[test]
fn a_report_goes_to_standard_output_and_an_impasse_is_no_failure() {
    let (status, out, err) = run_on(CIRCLE, &["report", "-"]);
    assert_eq!((status, &*err), (0, ""));
    assert!(out.contains("“Give apples” and “bread” wait for each other"), "{out}");
    assert!(!out.contains('\u{1b}') && !out.contains("She was clear"), "{out}");
    assert_eq!(run_on(CIRCLE, &["report", "-", "--exit-code"]).0, 1);
    assert_eq!(run_on("", &["report", "-", "--exit-code"]).0, 0);
}

#[test]
fn verbose_points_at_the_lines() {
    let name = file("verbose.toml", CIRCLE);
    let (_, out, _) = run(&["report", &name, "--verbose", "--width", "300"]);
    assert!(out.contains(&format!("[s1, {name}:6]")), "{out}");
    let (_, out, _) = run(&["explain", &name, "apples", "--verbose", "--width", "300"]);
    assert!(out.contains(&format!("[s1, {name}:6]")), "{out}");
    assert!(out.contains("She was clear about it."), "{out}");
}

#[test]
fn every_problem_is_told_on_standard_error_and_nothing_else_is_said() {
    let name = file("wrong.toml", WRONG);
    for command in ["report", "check"] {
        let (status, out, err) = run(&[command, &name]);
        assert_eq!((status, &*out), (2, ""), "{command}");
        assert!(err.contains(&format!("{name}:3:6")) && err.contains(&format!("{name}:8:10")), "{err}");
        assert!(err.contains("did you mean") && err.ends_with("2 problems; nothing was analysed\n"), "{err}");
    }
    let (status, out, err) = run(&["check", &name, "--format", "json"]);
    assert_eq!((status, &*err), (2, ""));
    let checked: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(checked["problems"].as_array().unwrap().len(), 2);
    assert_eq!(checked["problems"][0]["line"], 3);
}

#[test]
fn check_takes_several_files() {
    let (right, wrong) = (file("right.toml", CIRCLE), file("also-wrong.toml", WRONG));
    // Wide enough that no line breaks, wherever the project lies.
    let (status, out, err) = run(&["check", &right, &wrong, "--width", "300"]);
    assert_eq!(status, 2);
    assert!(out.starts_with(&format!("{right}: no problems; 2 parties, 2 steps, 3 statements\n")), "{out}");
    assert!(err.contains("also-wrong.toml"), "{err}");
    let (status, out, _) = run_on("", &["check", "-"]);
    assert_eq!(status, 0);
    assert!(out.starts_with("-: no problems; no parties, nothing demanded\n"), "{out}");
}

#[test]
fn what_cannot_be_read_is_named() {
    let (status, out, err) = run(&["report", "no-such-file.toml"]);
    assert_eq!((status, &*out), (2, ""));
    assert!(err.contains("cannot read no-such-file.toml"), "{err}");
    let (status, _, err) = run(&["check", "-", "-"]);
    assert_eq!(status, 2);
    assert!(err.contains("named twice"), "{err}");
    let name = file("one.toml", CIRCLE);
    let (status, _, err) = run(&["report", &name, &name]);
    assert_eq!(status, 2);
    assert!(err.contains("second position file"), "{err}");
    assert_eq!(run(&["report"]).0, 2);
}

#[test]
fn an_explanation_is_asked_for_by_id() {
    let name = file("ids.toml", CIRCLE);
    for id in ["D1", "apples"] {
        let (status, out, err) = run(&["explain", &name, id]);
        assert_eq!((status, &*err), (0, ""), "{id}");
        assert!(out.contains("Ann offered “Give apples” only after “bread”"), "{out}");
    }
    let (status, out, err) = run(&["explain", &name, "aples"]);
    assert_eq!((status, &*out), (2, ""));
    assert!(err.contains("did you mean apples? You can ask about D1 or any step, such as apples"), "{err}");
    let (_, _, err) = run(&["explain", &name, "d1"]);
    assert!(err.contains("did you mean D1?"), "{err}");
    let (_, _, err) = run(&["explain", &name, "s1"]);
    assert!(err.contains("is a statement") && err.contains("apples"), "{err}");
}

#[test]
fn colour_follows_what_is_asked() {
    let colored = |arguments: &[&str], set: Option<&str>| {
        let mut command = impasse(arguments);
        command.envs(set.map(|name| (name, "1")));
        told(&command.output().unwrap()).1.contains('\u{1b}')
    };
    let name = file("color.toml", CIRCLE);
    assert!(!colored(&["report", &name], None), "not on a terminal");
    assert!(colored(&["report", &name, "--color", "always"], None));
    assert!(colored(&["report", &name], Some("CLICOLOR_FORCE")));
    assert!(!colored(&["report", &name], Some("NO_COLOR")));
    assert!(colored(&["report", &name, "--color", "always"], Some("NO_COLOR")), "what is asked for comes first");
}

#[test]
fn a_reader_who_stops_early_is_no_failure() {
    let many: String = (0..20_000).map(|i| format!("[measures.m{i}]\nby = \"a\"\n")).collect();
    let name = file("many.toml", &format!("[parties.a]\n{many}"));
    let mut child = impasse(&["report", &name, "--format", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut start = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let (status, _, err) = told(&child.wait_with_output().unwrap());
    assert_eq!((status, &*err), (0, ""));
}

#[test]
fn files_convert_into_one_another_and_say_the_same() {
    let toml = file("convert.toml", CIRCLE);
    let json = file("convert.json", "");
    assert_eq!(run(&["convert", &toml, "--to", "json", "-o", &json]), (0, String::new(), String::new()));
    let (status, back, _) = run(&["convert", &json, "--to", "toml"]);
    assert_eq!(status, 0);
    let again = file("convert-again.toml", &back);
    let report = |name: &str| run(&["report", name, "--format", "json"]).1;
    assert_eq!(report(&toml), report(&json));
    assert_eq!(report(&toml), report(&again));
    let (status, _, err) = run(&["convert", &toml, "--to", "csv", "-o", "no-such-folder/out.csv"]);
    assert_eq!(status, 2);
    assert!(err.contains("cannot write no-such-folder/out.csv"), "{err}");
}

#[test]
fn a_position_file_in_toml_keeps_what_is_in_it() {
    let text = format!("#:schema impasse.schema.json\n{CIRCLE}# the end");
    let toml = file("keeps.toml", &text);
    assert_eq!(run(&["convert", &toml, "--to", "toml"]), (0, text.clone(), String::new()));
    assert_eq!(run(&["convert", &toml, "--to", "toml", "--as-of", "2019"]), (0, text.clone(), String::new()));
    assert_eq!(run(&["convert", &toml, "--to", "toml", "-o", &toml]), (0, String::new(), String::new()));
    assert_eq!(std::fs::read_to_string(&toml).unwrap(), text);
    let more = file("keeps-more.csv", "party,act,step\na,refuses,bread\n");
    let (status, all, _) = run(&["convert", &toml, &more, "--to", "toml"]);
    assert_eq!((status, all), (0, format!("{text}\n\n[[statements]]\nparty = \"a\"\nrefuses = \"bread\"\n")));
}

#[test]
fn what_needs_no_file_is_printed() {
    let (status, schema, _) = run(&["schema"]);
    assert_eq!(status, 0);
    assert!(serde_json::from_str::<serde_json::Value>(&schema).is_ok());
    let (status, script, _) = run(&["completions", "bash"]);
    assert_eq!(status, 0);
    assert!(script.contains("complete"), "{script}");
    let (status, version, _) = run(&["--version"]);
    assert_eq!((status, &*version), (0, concat!("impasse ", env!("CARGO_PKG_VERSION"), "\n")));
    let (status, help, _) = run(&["report", "--help"]);
    assert_eq!(status, 0);
    assert!(help.contains("Examples:") && help.contains("--exit-code"), "{help}");
}

#[test]
fn every_result_is_written_as_a_piece_of_a_page() {
    let name = file("html.toml", &CIRCLE.replace("Ann", "<script>Ann</script>"));
    for command in [&["report", &name][..], &["compare", &name], &["rounds", &name], &["explain", &name, "D1"]] {
        let (status, html, err) = run(&[command, &["--format", "html", "--color", "always"]].concat());
        assert_eq!((status, &*err), (0, ""));
        assert!(html.starts_with("<article class=\"impasse\">\n<h2>") && html.ends_with("</article>\n"), "{html}");
        assert!(html.contains("<bdi class=\"name\">&lt;script&gt;Ann&lt;/script&gt;</bdi>"), "{html}");
        assert!(!html.contains("<script") && !html.contains('\u{1b}'), "{html}");
    }
}

const DUES: &str = r#"
title = "Harbour dues"
as_of = "2023"
parties = { port = {}, pilots = {} }
measures = { cut-dues = { by = "port" }, end-strike = { by = "pilots" } }

[[statements]]
party = "pilots"
demands = "cut-dues"
date = "2024-03-04"

[[statements]]
party = "pilots"
offers = "end-strike"
after = "cut-dues"
date = "2024-03-04"

[[statements]]
party = "pilots"
offers = "end-strike"
date = "2022"

[[statements]]
party = "pilots"
offers = "end-strike"
date = "2023-02"
"#;

#[test]
fn what_does_not_count_is_said_in_one_line() {
    let name = file("dues.toml", DUES);
    let line = "2 of 4 statements were made after 2023-12-31 and do not count; 1 had been replaced or withdrawn by then.";
    for form in ["text", "markdown"] {
        for command in ["report", "compare"] {
            let (_, out, _) = run(&[command, &name, "--format", form, "--width", "150"]);
            assert_eq!(out.lines().take(6).filter(|l| *l == line).count(), 1, "{out}");
        }
        let (_, out, _) = run(&["rounds", &name, "--format", form, "--width", "150"]);
        let line = "2 of 4 statements were made after 2023-12-31 and do not count.";
        assert_eq!(out.lines().take(6).filter(|l| *l == line).count(), 1, "{out}");
        let (_, out, _) = run(&["report", &name, "--format", form]);
        assert!(out.contains("Nothing is demanded by that day; what is demanded was said later."), "{out}");
        assert!(!out.contains("nothing to disagree about"), "{out}");
        // A year covers all of its days.
        let (_, out, _) = run(&["report", &name, "--format", form, "--as-of", "2024"]);
        assert!(out.contains("As of 2024-12-31") && !out.contains("were made after") && out.contains("Impasse: "), "{out}");
    }
    for command in ["report", "compare", "rounds"] {
        let (_, out, _) = run(&[command, &name, "--format", "json"]);
        let read: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(read["not_counted"], serde_json::json!({ "later": 2, "ended": 1 }), "{out}");
        assert_eq!(read["as_of"], "2023-12-31");
    }
}

#[test]
fn nothing_in_a_json_document_acts_on_a_terminal() {
    let text = "[parties]\n\"a\u{9b}\u{202e}\" = {}\nb = { name = \"\u{202e}B\u{3164}\" }\n[sources.s]\ntitle = \"\u{9b}\"\n\
        [measures.m]\nby = \"b\"\nname = \"\u{9b}31m\"\n";
    let wrong = file("steering.toml", text);
    let right = file("steering-too.toml", &text.replace("\"a\u{9b}\u{202e}\"", "a"));
    for (name, command) in [(&wrong, "check"), (&right, "check"), (&right, "report"), (&right, "compare"), (&right, "rounds")] {
        let (_, out, _) = run(&[command, name, "--format", "json"]);
        let read: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert!(!out.contains(|c: char| c != '\n' && c.is_control() || "\u{202e}\u{3164}".contains(c)), "{out}");
        if name == &wrong {
            assert_eq!(read["problems"][0]["path"], "parties.a\u{9b}\u{202e}");
        }
    }
}

#[test]
fn help_that_cannot_be_written_is_a_failure() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    for asked in [&["--help"][..], &["--version"], &["report", "--help"], &["schema"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let (status, _, err) = told(&impasse(asked).stdout(full).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap());
        assert_eq!((status, &*err), (2, "error: cannot write the result: No space left on device (os error 28)\n"), "{asked:?}");
    }
    let mut child = impasse(&["--help"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(told(&child.wait_with_output().unwrap()), (0, String::new(), String::new()));
}

#[test]
fn wrong_usage_is_repeated_without_what_steers_a_terminal() {
    for (arguments, expected) in [
        (&["repo\u{200b}rt"][..], "repo\\u{200b}rt"),
        (&["\u{1b}[31mreport\u{202e}"], "\\u{1b}[31mreport\\u{202e}"),
        (&["report", "--wid\u{9b}th", "a.toml"], "--wid\\u{9b}th"),
        (&["report", "--format", "te\nxt", "a.toml"], "te\\u{a}xt"),
        (&["report", "a.toml", "--color=\u{7}always"], "\\u{7}always"),
        (&["schema", "a\u{2066}b"], "a\\u{2066}b"),
    ] {
        let (status, out, err) = run(arguments);
        assert_eq!((status, &*out), (2, ""), "{arguments:?}");
        assert!(err.contains(expected), "{err}");
        assert!(!err.contains(|c: char| c != '\n' && c.is_control() || "\u{200b}\u{202e}\u{2066}".contains(c)), "{err:?}");
        let output = impasse(arguments).env("CLICOLOR_FORCE", "1").output().unwrap();
        let err = told(&output).2;
        assert!(err.starts_with("\u{1b}[1m\u{1b}[31merror:\u{1b}[0m"), "clap keeps its colours: {err:?}");
        assert!(err.contains(expected) && !err.contains("\u{1b}[31mreport"), "{err:?}");
    }
}
