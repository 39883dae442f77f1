//! Running the command.
#![allow(dead_code, reason = "each test uses its part")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Two who wait for each other.
pub(crate) const CIRCLE: &str = r#"
title = "A swap"
parties = { a = { name = "Ann" }, b = {} }
measures = { apples = { name = "Give apples", by = "a" }, bread = { by = "b" } }

[[statements]]
party = "a"
offers = "apples"
after = "bread"
note = "She was clear about it."

[[statements]]
party = "b"
offers = "bread"
after = "apples"

[[statements]]
party = "b"
demands = "apples"
"#;

pub(crate) fn impasse(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

pub(crate) fn run(arguments: &[&str]) -> (i32, String, String) {
    told(&impasse(arguments).output().unwrap())
}

pub(crate) fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

pub(crate) fn run_on(text: &str, arguments: &[&str]) -> (i32, String, String) {
    let mut child = impasse(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    told(&child.wait_with_output().unwrap())
}

/// Writes a file that lives as long as the test run.
pub(crate) fn file(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}
