//! Spreadsheets as users of the command meet them: read after a position file, written by `convert` and `template`.

mod support;

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use calamine::{Reader, Xlsx};
use serde_json::Value;
use support::sheet::xlsx;
use zip::ZipArchive;

const POSITIONS: &str = r#"
title = "Talks"
[parties.us]
[parties.dprk]
[rounds.hanoi]
date = "2019-02-27"
[sources.article]
[measures.dismantle]
by = "dprk"
[measures.freeze]
by = "dprk"
[measures.lift]
by = "us"
levels = ["partial", "full"]
[terms.peace]
means = ["lift"]
"#;

/// A statement with every field, and texts that get lost easily.
const STATEMENTS: &str = r##"
[[statements]]
id = "dprk-1"
party = "dprk"
offers = "dismantle"
after = ["lift:partial", { step = "peace", days = 30 }]
with = [{ any = ["lift:partial", "lift"] }]
promise = [{ step = "lift", within = 90 }]
round = "hanoi"
until = "2020-02"
weight = 3
firm = true
confidence = 0.8
source = "article"
quote = "=HYPERLINK(\"http://example.org\")\r\n북한, \"quoted\"; 😀\ttab"
note = "'an apostrophe"

[[statements]]
party = "us"
demands = "freeze"
date = "2019-03"
deadline = "2021"
quote = "'=1+1"
note = "+1"

[[statements]]
party = "us"
accepts = "dismantle"
quote = "-5 | _x0041_ | <b> & \u0001"
note = "  @SUM(1) "

[[statements]]
party = "us"
refuses = "freeze"
quote = ""
note = "\n"

[[statements]]
party = "dprk"
withdraws = "dismantle"
quote = "@x"
note = "#REF!"
"##;

/// Returns the folder that commands run in, with the position files in it.
fn folder() -> &'static Path {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spreadsheet");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("talks.toml"), POSITIONS).unwrap();
        fs::write(folder.join("all.toml"), format!("{POSITIONS}{STATEMENTS}")).unwrap();
        folder
    });
    &FOLDER
}

fn impasse(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
    command.args(arguments).current_dir(folder()).env("NO_COLOR", "1").stdin(Stdio::null());
    command.output().unwrap()
}

/// Runs a command that goes well, and returns what it writes.
#[track_caller]
fn written(arguments: &[&str]) -> Vec<u8> {
    let output = impasse(arguments);
    assert_eq!((output.status.code(), &*String::from_utf8_lossy(&output.stderr)), (Some(0), ""), "{arguments:?}");
    output.stdout
}

#[track_caller]
fn text(arguments: &[&str]) -> String {
    String::from_utf8(written(arguments)).unwrap()
}

/// Runs a command that does not go well, and returns what it says.
#[track_caller]
fn refused(arguments: &[&str]) -> String {
    let output = impasse(arguments);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Writes a sheet into a file and returns the statements that are read from it.
#[track_caller]
fn statements(name: &str, sheet: &str) -> Value {
    fs::write(folder().join(name), xlsx(sheet)).unwrap();
    let json: Value = serde_json::from_str(&text(&["convert", "talks.toml", name, "--to", "json"])).unwrap();
    json["statements"].clone()
}

/// Returns a part of an `.xlsx` file.
fn part(xlsx: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(xlsx)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn every_field_survives_spreadsheets_and_csv() {
    let json = text(&["convert", "all.toml", "--to", "json"]);
    for form in ["xlsx", "csv"] {
        let name = format!("survives.{form}");
        assert!(written(&["convert", "all.toml", "--to", form, "-o", &name]).is_empty());
        assert_eq!(text(&["convert", "talks.toml", &name, "--to", "json"]), json, "{form}");
        // The same once more by way of the other form.
        let other = if form == "csv" { "xlsx" } else { "csv" };
        let again = format!("again-{form}.{other}");
        written(&["convert", "talks.toml", &name, "--to", other, "-o", &again]);
        assert_eq!(text(&["convert", "talks.toml", &again, "--to", "json"]), json, "{form}, then {other}");
    }
}

#[test]
fn no_cell_is_a_formula() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written(&["convert", "all.toml", "--to", "xlsx"]))).unwrap();
    assert!(book.worksheet_formula("statements").unwrap().is_empty());
    assert!(book.worksheet_formula("lists").unwrap().is_empty());
    let cells = book.worksheet_range("statements").unwrap();
    assert_eq!(cells.get_value((3, 16)).unwrap().to_string(), "-5 | _x0041_ | <b> & \u{1}");
    assert!(cells.get_value((1, 16)).unwrap().to_string().starts_with("=HYPERLINK("));
    let csv = text(&["convert", "all.toml", "--to", "csv"]);
    for cell in [",\"'=HYPERLINK(", ",''=1+1,", ",'+1\n", ",'-5 | ", ",'  @SUM", ",',", ",\"'\n\"", ",'@x,"] {
        assert!(csv.contains(cell), "{cell} in {csv}");
    }
}

#[test]
fn what_programs_make_of_cells_is_read_as_it_was_meant() {
    let found = statements(
        "meant.xlsx",
        "sheet Statements
merged What was said in Hanoi

id | party | act | step | after | date | deadline | weight | firm | confidence | quote
a-1 | us | DEMANDS | dismantle | | day 43523 | month 44197 | number 2.0 | truth 1 | number 0.80000000000000004 | number 5

merged On the second day
a-2 | dprk | offers | dismantle | lift:partial+30d; lift | number 2019 | | | truth 0 | | truth 1
",
    );
    let expected = serde_json::json!([
        { "id": "a-1", "party": "us", "demands": "dismantle", "date": "2019-02-27", "deadline": "2021-01", "weight": 2, "firm": true, "confidence": 0.8,
          "quote": "5" },
        { "id": "a-2", "party": "dprk", "offers": "dismantle", "after": [{ "step": "lift:partial", "days": 30 }, "lift:full"], "date": "2019",
          "quote": "true" },
    ]);
    assert_eq!(found, expected);
}

#[test]
fn the_sheet_of_statements_is_found_by_its_name_or_is_the_first() {
    let rows = "party | act | step\nus | demands | ";
    let named = statements("named.xlsx", &format!("sheet Notes\nhello\nsheet STATEMENTS\n{rows}dismantle\nsheet more\n{rows}freeze\n"));
    assert_eq!(named[0]["demands"], "dismantle");
    let first = statements("first.xlsx", &format!("sheet Hanoi\n{rows}freeze\nsheet more\n{rows}dismantle\n"));
    assert_eq!(first[0]["demands"], "freeze");
}

#[test]
fn lines_and_problems_name_the_row_and_the_cell() {
    statements("cells.xlsx", "sheet statements\nparty | act | step\n\nus | demands | dismantle\ndprk | refuses | dismantle\n");
    let report = text(&["report", "talks.toml", "cells.xlsx", "--verbose", "--width", "200"]);
    assert!(report.contains("[s1, cells.xlsx:3]") && report.contains("[s2, cells.xlsx:4]"), "{report}");
    let explained = text(&["explain", "talks.toml", "cells.xlsx", "dismantle", "--verbose", "--width", "200"]);
    assert!(explained.contains("cells.xlsx:4]"), "{explained}");

    fs::write(folder().join("wrong.xlsx"), xlsx("sheet statements\n\n\nparty | act | step\nus | demand | dismantle\n")).unwrap();
    let told = refused(&["report", "talks.toml", "wrong.xlsx"]);
    assert!(told.contains(" --> wrong.xlsx:statements!B4\n"), "{told}");
    let output = impasse(&["check", "talks.toml", "wrong.xlsx", "all.toml", "--format", "json"]);
    let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &checked["problems"][0];
    assert_eq!((&problem["file"], &problem["cell"]), (&"wrong.xlsx".into(), &"statements!B4".into()));
    assert_eq!((&problem["line"], &problem["column"]), (&4.into(), &2.into()));
    assert_eq!(problem["excerpt"], "us │ demand │ dismantle");
}

#[test]
fn a_broken_spreadsheet_is_a_problem_beside_the_others() {
    fs::write(folder().join("broken.xlsx"), "PK\u{3}\u{4}").unwrap();
    fs::write(folder().join("bad.csv"), "party,act,step\nus,demands,dismantle,1\n").unwrap();
    let told = refused(&["report", "talks.toml", "broken.xlsx", "bad.csv"]);
    assert!(told.contains("this .xlsx file is damaged") && told.contains("bad.csv:2:22"), "{told}");
    assert!(told.ends_with("2 problems; nothing was analysed\n"), "{told}");
    let told = refused(&["report", "broken.xlsx"]);
    assert!(told.contains("this .xlsx file is damaged"), "{told}");
}

#[test]
fn standard_input_may_be_a_spreadsheet() {
    let file = folder().join("standard-input.xlsx");
    fs::write(&file, xlsx("sheet statements\nparty | act | step\nus | demands | dismantle\n")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
    command.args(["check", "talks.toml", "-"]).current_dir(folder()).stdin(fs::File::open(file).unwrap());
    let told = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(told.starts_with("talks.toml, -: no problems; 2 parties, 4 steps, 1 statement\n"), "{told}");
}

#[test]
fn a_template_has_drop_downs() {
    let template = written(&["template", "talks.toml"]);
    let sheet = part(&template, "xl/worksheets/sheet1.xml");
    let rule = |range: &str| {
        let at = sheet.find(&format!("sqref=\"{range}\"")).unwrap_or_else(|| panic!("{range} in {sheet}"));
        let start = sheet[..at].rfind("<dataValidation ").unwrap();
        sheet[start..].split("</dataValidation>").next().unwrap().to_owned()
    };
    let refuses = |rule: &str| rule.contains("showErrorMessage=\"1\"") && !rule.contains("errorStyle=");
    let warns = |rule: &str| rule.contains("showErrorMessage=\"1\"") && rule.contains("errorStyle=\"warning\"");
    assert!(refuses(&rule("C2:C1001")) && rule("C2:C1001").contains("\"demands,offers,accepts,refuses,withdraws\""));
    assert!(refuses(&rule("M2:M1001")) && rule("M2:M1001").contains("\"TRUE,FALSE\""));
    assert!(refuses(&rule("L2:L1001")) && rule("L2:L1001").contains("type=\"whole\"") && rule("L2:L1001").contains("<formula1>1<"));
    assert!(refuses(&rule("N2:N1001")) && rule("N2:N1001").contains("<formula1>0</formula1><formula2>1<"));
    for (range, list) in [("B2:B1001", "$A$2:$A$3"), ("D2:D1001", "$B$2:$B$7"), ("H2:H1001", "$C$2:$C$2"), ("P2:P1001", "$D$2:$D$2")] {
        assert!(warns(&rule(range)) && rule(range).contains(&format!("<formula1>lists!{list}</formula1>")), "{}", rule(range));
    }
    for range in ["E2:E1001", "F2:F1001", "G2:G1001"] {
        assert!(!rule(range).contains("showErrorMessage") && rule(range).contains("lists!$B$2:$B$7"), "{}", rule(range));
    }
    assert!(sheet.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"), "{sheet}");
    assert_eq!(part(&template, "xl/comments1.xml").matches("<comment ").count(), impasse::text::COLUMNS.len());

    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(template)).unwrap();
    let lists = book.worksheet_range("lists").unwrap();
    let steps: Vec<_> = lists.rows().skip(1).map(|row| row[1].to_string()).collect();
    assert_eq!(steps, ["dismantle", "freeze", "lift", "lift:partial", "lift:full", "peace"]);
    let header = book.worksheet_range("statements").unwrap().headers().unwrap();
    assert_eq!(
        header.join(","),
        "id,party,act,step,after,with,promise,round,date,deadline,until,weight,firm,confidence,reported_by,source,quote,note"
    );
}

#[test]
fn cells_that_programs_would_change_are_text() {
    let template = written(&["template"]);
    let (sheet, styles) = (part(&template, "xl/worksheets/sheet1.xml"), part(&template, "xl/styles.xml"));
    let kinds: Vec<&str> = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1).collect();
    let is_text = |column: usize| {
        let range = sheet.split("<col ").skip(1).find(|range| {
            let number =
                |name: &str| range.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse::<usize>().unwrap();
            (number("min")..=number("max")).contains(&column)
        });
        let style: usize = range.unwrap().split("style=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        kinds[style].contains("numFmtId=\"49\"")
    };
    // Weight, firm and confidence are numbers and truth values.
    let text: Vec<usize> = (1..=17).filter(|&column| is_text(column)).collect();
    assert_eq!(text, (1..=17).filter(|column| ![12, 13, 14].contains(column)).collect::<Vec<_>>());
    let names = ZipArchive::new(Cursor::new(&template)).unwrap();
    assert!(!names.file_names().any(|name| name.unwrap().ends_with("sheet2.xml")), "there is nothing to list");
}

#[test]
fn long_lists_have_room() {
    let measures: String = (0..400).map(|i| format!("[measures.a-measure-with-a-long-name-{i}]\nby = \"us\"\n")).collect();
    fs::write(folder().join("long.toml"), format!("[parties.us]\n{measures}")).unwrap();
    assert!(part(&written(&["template", "long.toml"]), "xl/worksheets/sheet1.xml").contains("lists!$B$2:$B$401"));
}

#[test]
fn the_same_gives_the_same_bytes() {
    for arguments in [&["template", "talks.toml"][..], &["convert", "all.toml", "--to", "xlsx"]] {
        let first = written(arguments);
        // Some clocks of zip files count in steps of two seconds.
        std::thread::sleep(std::time::Duration::from_millis(2_100));
        assert!(written(arguments) == first, "{arguments:?}");
    }
}

#[test]
fn a_template_is_valid_as_it_is_and_once_it_is_filled_in() {
    written(&["template", "talks.toml", "-o", "empty.xlsx", "--force"]);
    assert!(text(&["check", "talks.toml", "empty.xlsx"]).contains("0 statements"));
    let told = refused(&["template", "no-such-file.toml", "-o", "never.xlsx"]);
    assert!(told.contains("cannot read no-such-file.toml"), "{told}");
    let told = refused(&["template", "empty.xlsx", "-o", "never.xlsx"]);
    assert!(told.contains("a spreadsheet alone declares no parties"), "{told}");
    assert!(!folder().join("never.xlsx").exists());
    assert_eq!(written(&["template", "talks.toml", "-o", "-"]), fs::read(folder().join("empty.xlsx")).unwrap());
}

#[test]
fn a_text_too_long_for_a_cell_is_refused() {
    let long = format!("{POSITIONS}[[statements]]\nparty = \"us\"\ndemands = \"freeze\"\nquote = \"{}\"\n", "x".repeat(40_000));
    fs::write(folder().join("too-long.toml"), long).unwrap();
    let told = refused(&["convert", "too-long.toml", "--to", "xlsx", "-o", "never-either.xlsx"]);
    assert!(
        told.contains("statement 1 has a text that is longer than the 32,767 characters") && told.contains("help: convert to CSV"),
        "{told}"
    );
    assert!(!folder().join("never-either.xlsx").exists());
}
