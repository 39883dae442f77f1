//! Outputs that are refused, because something would be lost by them that the command was not asked to lose.

#[path = "support/folder.rs"]
mod own;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use own::impasse;

const TALKS: &str = "title = \"Talks\"\n[parties.us]\n[measures.lift]\nby = \"us\"\n";
const STATEMENTS: &str = "party,act,step\nus,offers,lift\n";

/// A folder of its own for a test, with a position file and a table of statements.
fn folder(name: &str) -> PathBuf {
    own::folder("refusals", name, &[("talks.toml", TALKS), ("st.csv", STATEMENTS)])
}

#[track_caller]
fn goes_well(folder: &Path, arguments: &[&str]) {
    let output = impasse(folder, arguments);
    assert_eq!((output.status.code(), &*String::from_utf8_lossy(&output.stderr)), (Some(0), ""), "{arguments:?}");
}

/// Runs a command that is refused and leaves its output as it was, and that runs with `--force`; returns what it says.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let target = folder.join(arguments[arguments.iter().position(|&argument| argument == "-o").unwrap() + 1]);
    let before = fs::read(&target).ok();
    let output = impasse(folder, arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}: {told}");
    assert!(told.ends_with("or insist with --force\n"), "{told}");
    assert!(fs::read(&target).ok() == before, "{arguments:?} left nothing as it was");
    goes_well(folder, &[arguments, &["--force"]].concat());
    assert!(fs::read(&target).ok() != before, "{arguments:?} wrote nothing");
    told
}

#[test]
fn an_input_in_another_form_stays() {
    let folder = folder("another-form");
    let told = refused(&folder, &["convert", "talks.toml", "st.csv", "--to", "csv", "-o", "talks.toml"]);
    assert_eq!(
        told,
        "error: talks.toml is a position file in TOML and is read here; a CSV file of statements would take its place\n  \
         help: name another file, or insist with --force\n"
    );
    fs::write(folder.join("talks.toml"), TALKS).unwrap();
    let told = refused(&folder, &["convert", "talks.toml", "st.csv", "--to", "xlsx", "-o", "st.csv"]);
    assert!(told.contains("st.csv is a CSV file of statements and is read here; a spreadsheet of statements would"), "{told}");
    fs::write(folder.join("talks"), TALKS).unwrap();
    let told = refused(&folder, &["convert", "talks", "--to", "json", "-o", "talks"]);
    assert!(told.contains("a position file in JSON would take its place"), "{told}");
}

#[test]
fn an_input_is_known_by_any_name() {
    let folder = folder("any-name");
    for name in ["./talks.toml", "inner/../talks.toml"] {
        fs::create_dir_all(folder.join("inner")).unwrap();
        let told = refused(&folder, &["convert", "talks.toml", "--to", "json", "-o", name]);
        assert!(told.contains("is a position file in TOML and is read here"), "{told}");
        fs::write(folder.join("talks.toml"), TALKS).unwrap();
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("talks.toml", folder.join("link")).unwrap();
        let told = refused(&folder, &["convert", "talks.toml", "--to", "json", "-o", "link"]);
        assert!(told.contains("link is a position file in TOML and is read here"), "{told}");
        fs::write(folder.join("talks.toml"), TALKS).unwrap();
        let input = fs::File::open(folder.join("talks.toml")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
        let output = command.args(["convert", "-", "--to", "csv", "-o", "talks.toml"]).current_dir(&folder).stdin(input).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(fs::read_to_string(folder.join("talks.toml")).unwrap(), TALKS);
    }
}

#[test]
fn a_name_belongs_to_its_form() {
    let folder = folder("names");
    let told = refused(&folder, &["convert", "talks.toml", "st.csv", "--to", "csv", "-o", "statements.xlsx"]);
    assert_eq!(
        told,
        "error: the name statements.xlsx is one for spreadsheets, and a CSV file of statements would be written into it\n  \
         help: name a file in .csv, or insist with --force\n"
    );
    for (form, name) in [("toml", "a.json"), ("json", "a.toml"), ("csv", "a.tsv"), ("xlsx", "a.xls"), ("xlsx", "a.TXT"), ("toml", "a.md")] {
        assert!(refused(&folder, &["convert", "talks.toml", "--to", form, "-o", name]).contains("the name a."), "{name}");
    }
    for (form, name) in [("toml", "b"), ("csv", "b.txt"), ("csv", "b.bak"), ("json", "b.2019"), ("xlsx", "b.XLSX"), ("toml", "b.txt")] {
        goes_well(&folder, &["convert", "talks.toml", "--to", form, "-o", name]);
    }
    assert!(refused(&folder, &["template", "talks.toml", "-o", "a.ods"]).contains("help: name a file in .xlsx"));
}

#[test]
fn a_template_takes_no_place_of_another_file() {
    let folder = folder("template");
    goes_well(&folder, &["convert", "talks.toml", "st.csv", "--to", "xlsx", "-o", "coded.xlsx"]);
    let told = refused(&folder, &["template", "talks.toml", "-o", "coded.xlsx"]);
    assert!(told.starts_with("error: coded.xlsx is there already, and an empty sheet would take its place\n"), "{told}");
    goes_well(&folder, &["template", "talks.toml", "-o", "new.xlsx"]);
    refused(&folder, &["template", "talks.toml", "-o", "talks.toml"]);
}

#[test]
fn the_same_form_may_be_written_over_when_nothing_is_lost_by_it() {
    let folder = folder("same-form");
    for form in ["csv", "xlsx"] {
        let name = format!("own.{form}");
        goes_well(&folder, &["convert", "talks.toml", "st.csv", "--to", form, "-o", &name]);
        goes_well(&folder, &["convert", "talks.toml", &name, "--to", form, "-o", &name]);
        goes_well(&folder, &["check", "talks.toml", &name]);
        let told = refused(&folder, &["convert", "talks.toml", "st.csv", &name, "--to", form, "-o", &name]);
        assert!(told.contains(&format!("{name} would get the statements of st.csv too")), "{told}");
    }
    fs::write(folder.join("with.toml"), format!("{TALKS}[[statements]]\nparty = \"us\"\nrefuses = \"lift\"\n")).unwrap();
    let told = refused(&folder, &["convert", "with.toml", "st.csv", "--to", "csv", "-o", "st.csv"]);
    assert!(told.contains("st.csv would get the statements of with.toml too"), "{told}");
    fs::write(folder.join("st.csv"), STATEMENTS).unwrap();
    goes_well(&folder, &["convert", "with.toml", "st.csv", "--to", "toml", "-o", "with.toml"]);
}
