//! Sheets that are made anew with the statements of old ones, and tables that are written over themselves: nothing is lost unsaid.

#[path = "support/folder.rs"]
mod own;
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use own::impasse;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, Image, Note, Workbook, Worksheet};
use serde_json::Value;
use support::sheet::xlsx;

const TALKS: &str = "[parties.us]\n[parties.dprk]\n[measures.lift]\nby = \"us\"\n[measures.dismantle]\nby = \"dprk\"\n";

/// A folder of its own for a test, with a position file.
fn folder(name: &str) -> PathBuf {
    own::folder("taken-over", name, &[("talks.toml", TALKS)])
}

/// Runs a command that goes well, and returns what it writes.
#[track_caller]
fn written(folder: &Path, arguments: &[&str]) -> String {
    let output = impasse(folder, arguments);
    assert_eq!((output.status.code(), &*String::from_utf8_lossy(&output.stderr)), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a command that is refused and leaves a file as it was; returns what it says.
#[track_caller]
fn refused(folder: &Path, target: &str, arguments: &[&str]) -> String {
    let before = fs::read(folder.join(target)).ok();
    let output = impasse(folder, arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}: {told}");
    assert!(fs::read(folder.join(target)).ok() == before, "{arguments:?} left nothing as it was");
    told
}

/// Returns the statements that a table adds to the position file.
#[track_caller]
fn statements(folder: &Path, table: &str) -> Value {
    let json = written(folder, &["convert", "talks.toml", table, "--to", "json"]);
    serde_json::from_str::<Value>(&json).unwrap()["statements"].clone()
}

/// Returns the texts of a sheet, row by row.
fn texts(file: &Path, sheet: &str) -> Vec<String> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect()
}

const CODED: &str = "sheet statements
id | party | act | step | weight | firm | quote | #coder | #page
a-1 | us | demands | dismantle | number 3 | truth 1 | =1+1 | Kim | number 7
 | dprk | refuses | dismantle | | | two⏎lines | Lee
 | | | | | | | only a remark
";

#[test]
fn a_new_party_comes_into_the_drop_downs_and_no_coding_is_lost() {
    let folder = folder("new-party");
    fs::write(folder.join("coded.xlsx"), xlsx(CODED)).unwrap();
    let before = statements(&folder, "coded.xlsx");
    assert_eq!(before.as_array().unwrap().len(), 2);
    let told = refused(&folder, "coded.xlsx", &["template", "talks.toml", "-o", "coded.xlsx"]);
    assert!(told.contains("coded.xlsx is there already") && told.contains("take over its statements with --from"), "{told}");

    fs::write(folder.join("talks.toml"), format!("{TALKS}[parties.japan]\n")).unwrap();
    written(&folder, &["template", "talks.toml", "--from", "coded.xlsx", "-o", "coded.xlsx"]);
    assert_eq!(statements(&folder, "coded.xlsx"), before);
    assert!(texts(&folder.join("coded.xlsx"), "lists").iter().any(|row| row.starts_with("japan|")));
    let rows = texts(&folder.join("coded.xlsx"), "statements");
    assert!(rows[0].ends_with("quote|note|#coder|#page"), "{rows:?}");
    assert!(rows[1].ends_with("=1+1||Kim|7") && rows[2].ends_with("two\nlines||Lee|") && rows[3].ends_with("|only a remark|"), "{rows:?}");

    // Once more, what the command wrote itself has nothing beside it.
    let once = fs::read(folder.join("coded.xlsx")).unwrap();
    written(&folder, &["template", "talks.toml", "--from", "coded.xlsx", "-o", "coded.xlsx"]);
    assert!(fs::read(folder.join("coded.xlsx")).unwrap() == once);
}

#[test]
fn rows_with_problems_are_taken_over_as_they_are() {
    let folder = folder("problems");
    let sheet = "sheet statements\nparty | act | step | weight | page\nnobody | demand | ? | many | 5\nus | | lift | number 2\n";
    fs::write(folder.join("coded.xlsx"), xlsx(sheet)).unwrap();
    let problems = |file: &str| {
        let output = impasse(&folder, &["check", "talks.toml", file, "--format", "json"]);
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        found["problems"].as_array().unwrap().iter().map(|problem| problem["message"].to_string()).collect::<Vec<_>>()
    };
    let before = problems("coded.xlsx");
    assert!(before.len() > 1, "{before:?}");
    written(&folder, &["template", "talks.toml", "--from", "coded.xlsx", "-o", "coded.xlsx"]);
    let mut after = problems("coded.xlsx");
    let mut before = before;
    before.sort();
    after.sort();
    assert_eq!(after, before);
    let rows = texts(&folder.join("coded.xlsx"), "statements");
    assert!(rows[1].starts_with("|nobody|demand|?|") && rows[1].contains("|many|") && rows[1].ends_with("|5"), "{rows:?}");
}

#[test]
fn several_sheets_and_csv_are_taken_over() {
    let folder = folder("several");
    let rows = "party | act | step\nus | demands | ";
    fs::write(folder.join("two.xlsx"), xlsx(&format!("sheet Round 1\n{rows}dismantle\nsheet Round 2\n{rows}dismantle\nsheet Empty\n")))
        .unwrap();
    let before = statements(&folder, "two.xlsx");
    written(&folder, &["template", "talks.toml", "--from", "two.xlsx", "-o", "two.xlsx"]);
    assert_eq!(statements(&folder, "two.xlsx"), before);
    assert_eq!(before.as_array().unwrap().len(), 2);
    assert_eq!(texts(&folder.join("two.xlsx"), "Round 2").len(), 2);

    fs::write(
        folder.join("old.csv"),
        "#no;party;act;step;quote\n1;us;demands;dismantle;\"'=1+1; \"\"so\"\"\"\n2;dprk;refuses;dismantle;\n",
    )
    .unwrap();
    let before = statements(&folder, "old.csv");
    written(&folder, &["template", "talks.toml", "--from", "old.csv", "-o", "new.xlsx"]);
    assert_eq!(statements(&folder, "new.xlsx"), before);
    assert!(texts(&folder.join("new.xlsx"), "statements")[2].ends_with("|2"));
    let told = refused(&folder, "old.csv", &["template", "talks.toml", "--from", "old.csv", "-o", "old.csv"]);
    assert!(told.contains("old.csv is a CSV file of statements and is read here"), "{told}");
    let told = refused(&folder, "two.xlsx", &["template", "talks.toml", "--from", "old.csv", "-o", "two.xlsx"]);
    assert!(told.contains("two.xlsx is there already"), "{told}");
}

#[test]
fn what_libreoffice_saved_is_taken_over_with_nothing_to_lose() {
    let folder = folder("libreoffice");
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/libreoffice");
    for name in ["talks.toml", "filled.xlsx", "all.xlsx"] {
        fs::copy(files.join(name), folder.join(name)).unwrap();
    }
    for name in ["filled.xlsx", "all.xlsx"] {
        let before = statements(&folder, name);
        written(&folder, &["template", "talks.toml", "--from", name, "-o", name]);
        assert_eq!(statements(&folder, name), before, "{name}");
    }
}

/// Makes a spreadsheet with one statement, to which a test adds something.
fn with(folder: &Path, add: impl FnOnce(&mut Workbook)) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("statements").unwrap();
    for (column, (name, value)) in (0..).zip([("party", "us"), ("act", "demands"), ("step", "dismantle"), ("#own", "x")]) {
        sheet.write_string(0, column, name).unwrap().write_string(1, column, value).unwrap();
    }
    add(&mut book);
    book.save(folder.join("old.xlsx")).unwrap();
}

/// A picture of one point.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

/// What is said, and what is added to a spreadsheet to have it said.
type Case<'c> = (&'static str, &'c dyn Fn(&mut Workbook));

#[test]
fn what_would_be_lost_is_named() {
    let folder = folder("lost");
    let first = |book: &mut Workbook, add: &dyn Fn(&mut Worksheet)| add(book.worksheet_from_index(0).unwrap());
    let cases: [Case<'_>; 11] = [
        ("the sheet \"Notes\"", &|book| _ = book.add_worksheet().set_name("Notes").unwrap().write_string(3, 3, "mine").unwrap()),
        ("the hidden sheet \"Old\"", &|book| {
            _ = book.add_worksheet().set_name("Old").unwrap().set_hidden(true).write_string(0, 0, "mine").unwrap()
        }),
        ("the formula in statements!D2", &|book| first(book, &|sheet| _ = sheet.write_formula(1, 3, "=1+1").unwrap())),
        ("the note at C2", &|book| first(book, &|sheet| _ = sheet.insert_note(1, 2, &Note::new("Check this")).unwrap())),
        ("the looks of the cell statements!B2", &|book| {
            first(book, &|sheet| _ = sheet.write_with_format(1, 1, "demands", &Format::new().set_background_color("FFFF00")).unwrap());
        }),
        ("the looks of the cell statements!C2", &|book| {
            first(book, &|sheet| _ = sheet.write_with_format(1, 2, "dismantle", &Format::new().set_font_strikethrough()).unwrap());
        }),
        ("formats that depend on values of the sheet \"statements\"", &|book| {
            let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo("us")).set_format(Format::new().set_bold());
            first(book, &|sheet| _ = sheet.add_conditional_format(1, 0, 9, 0, &rule).unwrap());
        }),
        ("the rule for the cells D2:D9", &|book| {
            let rule = DataValidation::new().allow_list_strings(&["x", "y"]).unwrap();
            first(book, &|sheet| _ = sheet.add_data_validation(1, 3, 8, 3, &rule).unwrap());
        }),
        ("pictures, shapes or charts of the sheet \"statements\"", &|book| {
            first(book, &|sheet| _ = sheet.insert_image(5, 5, &Image::new_from_buffer(PICTURE).unwrap()).unwrap());
        }),
        ("the name for cells Mine", &|book| _ = book.define_name("Mine", "=statements!$A$1").unwrap()),
        ("links of the sheet \"statements\"", &|book| first(book, &|sheet| _ = sheet.write_url(1, 3, "https://example.org").unwrap())),
    ];
    for (expected, add) in cases {
        with(&folder, |book| add(book));
        let template = ["template", "talks.toml", "--from", "old.xlsx", "-o", "old.xlsx"];
        let told = refused(&folder, "old.xlsx", &template);
        assert!(told.starts_with("error: old.xlsx has more than statements, and this would be lost: "), "{told}");
        assert!(told.contains(expected), "{expected}: {told}");
        let told = refused(&folder, "new.xlsx", &["template", "talks.toml", "--from", "old.xlsx", "-o", "new.xlsx"]);
        assert!(told.contains("the new sheet would be without it: "), "{told}");
        let told = refused(&folder, "old.xlsx", &["convert", "talks.toml", "old.xlsx", "--to", "xlsx", "-o", "old.xlsx"]);
        assert!(told.contains(expected) && told.contains("the column \"#own\""), "{told}");
        written(&folder, &[&template[..], &["--force"]].concat());
        assert_eq!(statements(&folder, "old.xlsx").as_array().unwrap().len(), 1);
    }
    // Without any of that nothing is named.
    with(&folder, |_| {});
    written(&folder, &["template", "talks.toml", "--from", "old.xlsx", "-o", "old.xlsx"]);
    fs::write(folder.join("above.xlsx"), xlsx("sheet s\nCoded by hand\n\nparty | act | step\nmerged Day one\nus | demands | dismantle\n"))
        .unwrap();
    let told = refused(&folder, "above.xlsx", &["template", "talks.toml", "--from", "above.xlsx", "-o", "above.xlsx"]);
    assert!(told.contains("what stands above the names of the columns in the sheet \"s\", row 1; the heading in s!A4"), "{told}");
}

#[test]
fn a_table_with_more_than_statements_is_not_written_over_itself() {
    let folder = folder("itself");
    for (rows, lost) in [
        ("party,act,step,#coder\nus,demands,dismantle,Kim\n", "the column \"#coder\""),
        ("Coded by hand\nparty,act,step\nus,demands,dismantle\n", "what stands above the names of the columns"),
    ] {
        fs::write(folder.join("own.csv"), rows).unwrap();
        let convert = ["convert", "talks.toml", "own.csv", "--to", "csv", "-o", "own.csv"];
        let told = refused(&folder, "own.csv", &convert);
        assert!(told.contains("own.csv has more than statements, and this would be lost: ") && told.contains(lost), "{told}");
        written(&folder, &[&convert[..], &["--force"]].concat());
        written(&folder, &convert);
    }
    let rows = "party | act | step\nus | demands | ";
    fs::write(folder.join("two.xlsx"), xlsx(&format!("sheet A\n{rows}dismantle\nsheet B\n{rows}dismantle\n"))).unwrap();
    let told = refused(&folder, "two.xlsx", &["convert", "talks.toml", "two.xlsx", "--to", "xlsx", "-o", "two.xlsx"]);
    assert!(told.contains("the sheets that its statements are on"), "{told}");
}

#[test]
fn what_is_no_table_cannot_be_taken_over() {
    let folder = folder("no-table");
    fs::write(folder.join("bad.xlsx"), "PK\u{3}\u{4}").unwrap();
    fs::write(folder.join("open.csv"), "party,act,step\n\"us,demands,dismantle\n").unwrap();
    for (old, expected) in [
        ("bad.xlsx", "bad.xlsx cannot be taken over: this .xlsx file is damaged"),
        ("open.csv", "open.csv cannot be taken over: it is no table of statements"),
        ("talks.toml", "talks.toml cannot be taken over: it is no table of statements"),
    ] {
        let told = refused(&folder, "new.xlsx", &["template", "talks.toml", "--from", old, "-o", "new.xlsx"]);
        assert!(told.contains(expected), "{told}");
        assert!(!folder.join("new.xlsx").exists());
    }
    assert!(refused(&folder, "new.xlsx", &["template", "--from", "open.csv", "-o", "new.xlsx"]).contains("required"));
}
