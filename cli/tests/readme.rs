//! The README holds: its commands write what it shows, and its position file is the one they are run on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the blocks of code of one language in the README.
fn blocks(language: &str) -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let start = format!("```{language}\n");
    readme.split(&*start).skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// Runs a command line of the README and returns what a user sees.
fn run(line: &str) -> String {
    let words: Vec<_> = line.split_whitespace().collect();
    let arguments = words.strip_prefix(&["cargo", "run", "--"]).or_else(|| words.strip_prefix(&["impasse"]));
    let arguments = arguments.unwrap_or_else(|| panic!("the README runs impasse: {line}"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
    let output = command.args(arguments).current_dir(root()).env("NO_COLOR", "1").output().expect("the command runs");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Returns whether lines are as shown, where `...` stands for any lines.
fn is_as_shown(shown: &[&str], lines: &[&str]) -> bool {
    match shown {
        [] => lines.is_empty(),
        ["...", rest @ ..] => (0..=lines.len()).any(|skipped| is_as_shown(rest, &lines[skipped..])),
        [line, rest @ ..] => lines.first() == Some(line) && is_as_shown(rest, &lines[1..]),
    }
}

#[test]
fn every_command_writes_what_is_shown() {
    let mut commands = 0;
    for block in blocks("console") {
        for part in format!("\n{block}").split("\n$ ").skip(1) {
            let (line, shown) = part.split_once('\n').unwrap_or((part, ""));
            let written = run(line);
            let lines = |text: &str| text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
            let (expected, found) = (lines(shown), lines(&written));
            let expected: Vec<_> = expected.iter().map(String::as_str).collect();
            let found: Vec<_> = found.iter().map(String::as_str).collect();
            assert!(is_as_shown(&expected, &found), "$ {line}\n{written}");
            commands += 1;
        }
    }
    assert!(commands >= 2, "{commands} commands");
}

#[test]
fn the_position_file_is_the_one_in_the_examples() {
    let file = fs::read_to_string(root().join("examples/deposit.toml")).expect("the file is there");
    assert!(blocks("toml").contains(&file), "the README shows examples/deposit.toml");
}
