//! Bad input: each file of `tests/reject` is refused with exactly the words beside it.
//!
//! A CSV file or spreadsheet of statements follows `positions/talks.toml`, unless its name begins with `alone-`.
//! A file in `.sheet` is a spreadsheet written down as text: the `.xlsx` file made of it is what is refused.
//! With `IMPASSE_BLESS=1` in the environment the expected words are written anew, to be read before they are committed.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The command, as a user without a terminal runs it.
fn impasse(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reject")
}

/// Lists the rejected files, by name.
fn files() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("tests/reject is there");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name().into_string().expect("names are plain"));
    let is_input = |name: &String| [".toml", ".json", ".csv", ".sheet", ".xlsx", ".ods"].iter().any(|end| name.ends_with(end));
    let mut names: Vec<_> = names.filter(is_input).collect();
    names.sort();
    names
}

fn report(name: &str) -> Output {
    let Some(sheet) = name.strip_suffix(".sheet") else { return run(&folder(), name) };
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reject");
    fs::create_dir_all(made.join("positions")).expect("the folder can be made");
    fs::copy(folder().join("positions/talks.toml"), made.join("positions/talks.toml")).expect("the positions can be copied");
    let name_made = format!("{sheet}.xlsx");
    let text = fs::read_to_string(folder().join(name)).expect("the sheet is text");
    fs::write(made.join(&name_made), support::sheet::xlsx(&text)).expect("the spreadsheet can be written");
    run(&made, &name_made)
}

fn run(folder: &Path, name: &str) -> Output {
    let mut command = impasse(folder);
    command.arg("report");
    let adds = [".csv", ".xlsx", ".ods"].iter().any(|end| name.ends_with(end));
    if adds && !name.starts_with("alone-") {
        command.arg("positions/talks.toml");
    }
    command.arg(name).output().expect("the command runs")
}

/// Returns what goes against the rules for every refusal, apart from its words.
fn breach(output: &Output) -> Option<String> {
    let words = String::from_utf8_lossy(&output.stderr);
    if output.status.code() != Some(2) {
        return Some(format!("exit status {:?} instead of 2", output.status.code()));
    }
    if !output.stdout.is_empty() {
        return Some("something on standard output".to_owned());
    }
    words.contains("panicked").then(|| "a panic".to_owned())
}

#[test]
fn every_rejected_file_is_refused_in_the_expected_words() {
    let bless = std::env::var_os("IMPASSE_BLESS").is_some();
    let names = files();
    assert!(names.len() >= 60, "{} rejected files", names.len());
    let mut wrong = Vec::new();
    for name in &names {
        let output = report(name);
        let expected = folder().join(name).with_extension(format!("{}.stderr", name.rsplit('.').next().unwrap_or_default()));
        if let Some(breach) = breach(&output) {
            wrong.push(format!("{name}: {breach}\n{}", String::from_utf8_lossy(&output.stderr)));
        } else if bless {
            fs::write(expected, &output.stderr).expect("the expectation can be written");
        } else if fs::read(&expected).ok().as_deref() != Some(&*output.stderr) {
            wrong.push(format!("{name}: other words than in {}\n{}", expected.display(), String::from_utf8_lossy(&output.stderr)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_expectation_has_its_file() {
    let names = files();
    for entry in fs::read_dir(folder()).expect("tests/reject is there") {
        let name = entry.expect("it can be listed").file_name().into_string().expect("names are plain");
        if let Some(input) = name.strip_suffix(".stderr") {
            assert!(names.iter().any(|name| name == input), "{name} is left over");
        }
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_refused_and_cut() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let long = "x".repeat(50_000_000);
    let texts = [
        ("long.toml", format!("title = \"{long}\" oops\n")),
        ("long.json", format!("{{\"title\": \"{long}\", \"parties\": {{\"us\": 1}}}}\n")),
        ("long-key.toml", format!("{long} = 1\n")),
    ];
    for (name, text) in texts {
        fs::write(folder.join(name), text).expect("there is room for the file");
        let output = impasse(folder).args(["report", name]).output().expect("the command runs");
        fs::remove_file(folder.join(name)).expect("the file can be removed");
        assert_eq!(breach(&output), None, "{name}");
        let words = String::from_utf8(output.stderr).expect("the words are UTF-8");
        assert!(words.contains("…"), "{name}: {words}");
        assert!(words.lines().all(|line| line.chars().count() <= 200), "{name}: a line is not cut");
    }
}
