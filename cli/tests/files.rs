//! Files as people have them: each is read as its author meant it, or what is not is named.
//!
//! The files stand in `tests/files`; those of statements are read with `base.toml`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/files")
}

fn impasse(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
    command.current_dir(folder()).args(arguments).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    impasse(arguments).output().expect("the command runs")
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("what is said is text")
}

/// What `check` says of some files.
struct Checked {
    /// Of each part: the sheet, the statements, the rows with a problem and those passed over.
    read: Vec<(Option<String>, u64, u64, u64)>,
    /// The code and place of each problem.
    problems: Vec<String>,
    /// The messages and remedies of the problems, one after the other.
    said: String,
    /// The codes of the doubts.
    doubts: Vec<String>,
}

/// Checks files, and that no row is lost in the count.
#[track_caller]
fn check(files: &[&str]) -> Checked {
    let output = run(&[&["check", "--format", "json"], files].concat());
    let json: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", words(&output.stderr)));
    let list = |key: &str| json[key].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let problems = list("problems");
    assert_eq!(output.status.code(), Some(if problems.is_empty() { 0 } else { 2 }));
    let count = |part: &Value, key: &str| part[key].as_u64().unwrap();
    let parts = list("read");
    let read = parts.iter().map(|part| {
        let counts = (count(part, "statements"), count(part, "problems"), count(part, "passed_over"));
        assert_eq!(count(part, "rows"), counts.0 + counts.1 + counts.2, "{part}");
        (part["sheet"].as_str().map(str::to_owned), counts.0, counts.1, counts.2)
    });
    let place = |problem: &Value| match problem["cell"].as_str() {
        Some(cell) => cell.to_owned(),
        None => format!("{}:{}", problem["line"], problem["column"]),
    };
    Checked {
        read: read.collect(),
        problems: problems.iter().map(|problem| format!("{} {}", text(&problem["code"]), place(problem))).collect(),
        said: problems.iter().map(|problem| format!("{}; {}\n", text(&problem["message"]), text(&problem["remedy"]))).collect(),
        doubts: list("doubts").iter().map(|doubt| text(&doubt["code"])).collect(),
    }
}

/// Checks a file of statements with the position file.
#[track_caller]
fn with_base(file: &str) -> Checked {
    check(&["base.toml", file])
}

#[track_caller]
fn report(files: &[&str]) -> String {
    let output = run(&[&["report", "--width", "200"], files].concat());
    assert_eq!(output.status.code(), Some(0), "{}", words(&output.stderr));
    words(&output.stdout)
}

/// What the statements are, whatever file they come from.
#[track_caller]
fn statements(files: &[&str]) -> Value {
    let output = run(&[&["convert", "--to", "json"], files].concat());
    assert_eq!(output.status.code(), Some(0), "{}", words(&output.stderr));
    serde_json::from_slice::<Value>(&output.stdout).unwrap()["statements"].clone()
}

#[test]
fn merged_cells_count_in_every_row() {
    assert_eq!(report(&["base.toml", "merged.xlsx"]), report(&["base.toml", "unmerged-control.xlsx"]));
    assert_eq!(statements(&["base.toml", "merged.xlsx"]), statements(&["base.toml", "unmerged-control.xlsx"]));
    let party = with_base("x_merged.xlsx");
    assert!(party.problems.is_empty(), "{}", party.said);
    assert_eq!(party.read[1].1, 4);
}

#[test]
fn a_quotation_mark_that_is_not_closed_swallows_nothing() {
    let stray = with_base("stray-quote.csv");
    assert_eq!(stray.problems, ["quotation-mark 3:37"]);
    assert_eq!(stray.read[1], (None, 4, 1, 0));
    assert_eq!(with_base("after-quote.csv").problems, ["quotation-mark 3:44"]);
}

#[test]
fn every_sheet_of_statements_is_read() {
    let rounds = with_base("sheet-per-round.xlsx");
    assert!(rounds.problems.is_empty());
    let sheet = |name: &str| (Some(name.to_owned()), 2, 0, 0);
    assert_eq!(rounds.read[1..], [sheet("Round 1"), sheet("Round 2")]);
    let shown = words(&run(&["check", "base.toml", "sheet-per-round.xlsx"]).stdout);
    assert!(shown.contains("sheet-per-round.xlsx, sheet Round 2: 2 statements from rows 2–3"), "{shown}");
    let cover = with_base("cover-sheet.xlsx");
    assert!(cover.problems.is_empty());
    assert_eq!(cover.read[1], (Some("Coding".to_owned()), 4, 0, 0));
}

#[test]
fn a_year_as_the_day_of_report_is_its_end() {
    let shown = report(&["year-as-of.toml", "st.csv"]);
    assert!(shown.contains("As of 2024-12-31") && shown.contains("4 statements that stand"), "{shown}");
    assert_eq!(run(&["report", "year-as-of.toml", "st.csv", "--exit-code"]).status.code(), Some(1));
    // As of a day before them all it is said that they do not count.
    let shown = report(&["year-as-of.toml", "st.csv", "--as-of", "2024-01-01"]);
    assert!(shown.lines().take(6).any(|line| line.contains("4 of 4 statements were made after 2024-01-01")), "{shown}");
    assert!(!shown.contains("there is nothing to disagree about"), "{shown}");
}

#[test]
fn tables_are_told_by_what_is_in_them() {
    let expected = statements(&["base.toml", "st.csv"]);
    for file in ["st.tsv", "excel-unicode-text.txt", "u16.csv", "bom.csv", "semi.csv", "sep.csv", "sep2.csv"] {
        assert_eq!(statements(&["base.toml", file]).as_array().unwrap().len(), 4, "{file}");
    }
    assert_eq!(statements(&["base.toml", "st.tsv"]), expected);
    // The position file may stand anywhere.
    assert_eq!(statements(&["st.csv", "base.toml"]), expected);
    // From a pipe, too, and under any name.
    let table = fs::read(folder().join("st.csv")).unwrap();
    for name in ["coded", "coded.xlsx", "coded.toml", "coded.json", "coded.dat"] {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, &table).unwrap();
        assert_eq!(statements(&["base.toml", path.to_str().unwrap()]), expected, "{name}");
    }
    let mut child = impasse(&["convert", "--to", "json", "base.toml", "-"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&table).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap()["statements"], expected);
    // A position file under another name is one all the same.
    for (file, name) in [("base.toml", "positions.csv"), ("j_bom.json", "positions.toml"), ("u16.toml", "positions.json")] {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::copy(folder().join(file), &path).unwrap();
        assert!(check(&[path.to_str().unwrap()]).problems.is_empty(), "{name}");
    }
}

#[test]
fn a_column_is_one_problem() {
    let rows: String = (1..=300).map(|row| format!("g{row},guild,demands,cut-dues\n")).collect();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("speaker.csv");
    fs::write(&path, format!("id,speaker,act,step\n{rows}")).unwrap();
    let speaker = with_base(path.to_str().unwrap());
    assert_eq!(speaker.problems, ["missing-column 1:4"]);
    assert!(speaker.said.contains("did you mean \"party\"?"), "{}", speaker.said);
    assert_eq!(speaker.read[1], (None, 0, 300, 0));
    assert_eq!(with_base("pandas.csv").problems, ["nameless-column 1:1"]);
    assert_eq!(with_base("pandas-after-following-the-help.csv").problems, ["unknown-column 1:1"]);
    assert_eq!(with_base("no-party-column.csv").problems, ["missing-column 1:1"]);
    // NA is one problem in each column that has it.
    assert_eq!(with_base("r.csv").problems, ["nameless-column 1:1", "no-value 2:39", "no-value 3:60", "no-value 4:50"]);
}

#[test]
fn what_is_there_twice_is_doubtful() {
    let twice = with_base("dup.csv");
    assert_eq!(twice.doubts.iter().filter(|code| *code == "repeated-statement").count(), 2);
    assert_eq!(check(&["base.toml", "twice.csv", "twice.csv"]).problems, ["named-twice 1:1"]);
    let names = check(&["same-names.toml"]);
    assert_eq!(names.doubts.iter().filter(|code| *code == "same-name").count(), 2);
    let shown = report(&["same-names.toml"]);
    assert!(shown.contains("“Pay” [x] and “Pay” [y] wait for each other, because of what Port [us] and Port [them] said"), "{shown}");
}

#[test]
fn sizes_of_sheets_are_only_hints() {
    for file in ["dimension-a0.xlsx", "dimension-a1.xlsx"] {
        assert_eq!(with_base(file).read[1].1, 4, "{file}");
    }
}

#[test]
fn a_name_that_is_no_text_is_a_name() {
    #[cfg(unix)]
    {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(OsStr::from_bytes(b"caf\xe9.toml"));
        fs::copy(folder().join("base.toml"), &path).unwrap();
        let output = impasse(&["check"]).arg(&path).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert!(words(&output.stdout).contains("caf\\xe9.toml: no problems"));
    }
}

#[test]
fn byte_order_marks_are_passed_over_at_the_beginning_alone() {
    for (file, count) in [("bom.csv", 4), ("bomq.csv", 1)] {
        let checked = with_base(file);
        assert_eq!((checked.problems.len(), checked.read[1].1), (0, count), "{file}");
    }
    assert!(check(&["bom.toml", "st.csv"]).problems.is_empty());
    assert!(check(&["j_bom.json"]).problems.is_empty());
    // Files that were joined have one in the middle.
    assert_eq!(with_base("cat.csv").problems, ["unknown-column 3:1"]);
}

#[test]
fn other_encodings_are_named() {
    for (file, place) in [("w1252.csv", "syntax 3:83"), ("w.toml", "syntax 1:15")] {
        let checked = check(if file.ends_with("toml") { &["w.toml"] } else { &["base.toml", "w1252.csv"] });
        assert_eq!(checked.problems, [place]);
        assert!(checked.said.contains("Windows-1252"), "{}", checked.said);
    }
    assert!(check(&["u16.toml"]).problems.is_empty());
}

#[test]
fn dates_are_never_guessed() {
    assert_eq!(with_base("d.csv").problems.len(), 12);
    assert_eq!(with_base("baddate.csv").problems, ["no-such-date 3:44"]);
    for (file, problem) in [("x_serial.xlsx", "bad-date statements!H3"), ("x_time.xlsx", "bad-date statements!H3")] {
        assert_eq!(with_base(file).problems, [problem]);
    }
    let until = |file: &str| statements(&["base.toml", file])[1]["until"].clone();
    assert_eq!(until("x_1904.xlsx"), "2024-12-31");
    assert_eq!(statements(&["base.toml", "x_month.xlsx"])[3]["date"], "2024-04");
    assert_eq!(statements(&["base.toml", "x_iso.xlsx"])[3]["date"], "2024-12-31");
}

#[test]
fn numbers_and_truth_are_never_guessed() {
    let lines =
        |checked: Checked| checked.problems.iter().map(|problem| problem.split(' ').next_back().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(with_base("dc.csv")), ["2:27", "3:32", "4:25", "4:29"]);
    assert_eq!(lines(with_base("fl.csv")), ["3:32", "6:27"]);
    assert!(lines(with_base("b.csv")).starts_with(&["2:27", "3:27", "4:27", "5:27"].map(str::to_owned)));
    assert_eq!(lines(with_base("x_text.xlsx")), ["statements!H3", "statements!J3", "statements!K3"]);
}

#[test]
fn heads_are_found_where_they_stand() {
    let zero_width = with_base("h.csv");
    assert_eq!(zero_width.problems, ["missing-column 1:17"]);
    assert!(zero_width.said.contains("Step\\u{200b}") && zero_width.said.contains("did you mean \"step\""), "{}", zero_width.said);
    for (file, passed_over) in [("x_title.xlsx", 2), ("x_title_merged.xlsx", 2), ("x_c3.xlsx", 0)] {
        let checked = with_base(file);
        assert!(checked.problems.is_empty(), "{file}");
        assert_eq!((checked.read[1].1, checked.read[1].3), (4, passed_over), "{file}");
    }
    assert_eq!(with_base("hy.csv").said.matches("did you mean").count(), 6);
}

#[test]
fn cells_of_every_kind_are_read_or_named() {
    for (file, count) in [("x_formula_empty", 4), ("x_inline", 5), ("x_strict", 4), ("x_prefix", 4), ("x_hidden", 4), ("y_crx", 4)] {
        let checked = with_base(&format!("{file}.xlsx"));
        assert_eq!((checked.problems.len(), checked.read[1].1), (0, count), "{file}");
    }
    assert!(with_base("x_hidden.xlsx").doubts.contains(&"hidden-rows".to_owned()));
    for (file, problem) in [
        ("x_formula_nocache", "no-value statements!B6"),
        ("x_err", "no-value statements!E3"),
        ("x_stray", "nameless-column statements!P3"),
        ("x_total", "no-statement statements!A8"),
    ] {
        assert_eq!(with_base(&format!("{file}.xlsx")).problems, [problem], "{file}");
    }
    assert_eq!(statements(&["base.toml", "y_crx.xlsx"])[0]["quote"], "We want\r\nthe dues _x0041_ downA.");
}

#[test]
fn json_is_read_to_the_letter() {
    for (file, place) in [
        ("j_big", "out-of-range 43:17"),
        ("j_comment", "syntax 1:1"),
        ("j_dupkey", "repeated-key 2:17"),
        ("j_dupparty", "repeated-id 13:28"),
        ("j_nan", "syntax 43:17"),
        ("j_trailing", "syntax 74:1"),
        ("j_two", "syntax 76:1"),
        ("j_sur", "syntax 45:25"),
    ] {
        assert_eq!(check(&[&format!("{file}.json")]).problems, [place], "{file}");
    }
    let csv = words(&run(&["compare", "j2.json", "--format", "csv"]).stdout);
    assert!(csv.contains("\\u{0} \\u{1b}[31mred\\u{202e}"), "{csv}");
}
