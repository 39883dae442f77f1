//! Sheets that LibreOffice opened and saved again: the same statements are read from them, and the drop-downs are still there.
//!
//! What needs LibreOffice is left out where it is missing, and fails there when `CI` is set. The files of `tests/files/libreoffice`, which
//! it wrote once, are read everywhere.

#[path = "support/folder.rs"]
mod own;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use own::impasse;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What LibreOffice is called.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];
/// How LibreOffice saves CSV in UTF-8, and once in UTF-16: the sign between cells, and whether each text is in quotes.
const CSV: [(&str, &str); 6] = [
    ("comma", "44,34,76,1"),
    ("semicolon", "59,34,76,1"),
    ("tab", "9,34,76,1"),
    ("unicode", "9,34,65535,1"),
    ("quoted", "44,34,76,1,,0,true"),
    ("bare", "59,34,76,1,,0,false"),
];

fn files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/libreoffice")
}

/// Runs a command that goes well in a folder, and returns what it writes.
#[track_caller]
fn written(folder: &Path, arguments: &[&str]) -> String {
    let output = impasse(folder, arguments);
    assert_eq!((output.status.code(), &*String::from_utf8_lossy(&output.stderr)), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the statements of a position file and a table; LibreOffice ends lines in a cell in its own way.
#[track_caller]
fn said(folder: &Path, files: &[&str]) -> Value {
    let json = written(folder, &[&["convert"], files, &["--to", "json"]].concat()).replace("\\r\\n", "\\n");
    serde_json::from_str::<Value>(&json).unwrap()["statements"].clone()
}

/// Returns how LibreOffice is called here; `None` where it is missing and may be.
#[expect(clippy::print_stderr, reason = "what is left out is said")]
fn libreoffice() -> Option<&'static str> {
    let found = NAMES.into_iter().find(|name| Command::new(name).arg("--version").stdout(Stdio::null()).status().is_ok());
    assert!(found.is_some() || std::env::var_os("CI").is_none(), "LibreOffice is missing; .ci/run installs it");
    if found.is_none() {
        eprintln!("skipped: LibreOffice is missing");
    }
    found
}

/// Makes an empty folder for a test.
fn folder(name: &str) -> PathBuf {
    own::folder("libreoffice", name, &[])
}

/// Has LibreOffice open files of a folder and save them in another form, into a folder inside.
fn saved(libreoffice: &str, folder: &Path, form: &str, into: &str, names: &[&str]) {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new(libreoffice);
    command.args([&profile, "--headless", "--convert-to", form, "--outdir", into]).args(names).current_dir(folder).stdin(Stdio::null());
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    for name in names {
        let made = folder.join(into).join(name).with_extension(form.split(':').next().unwrap());
        assert!(made.exists(), "LibreOffice made no {}: {told}", made.display());
    }
}

fn parts(xlsx: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let count = archive.len();
    let part = |number| {
        let mut part = archive.by_index(number).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

/// The sheet of statements of a spreadsheet, as XML.
fn sheet(xlsx: &Path) -> String {
    let (_, sheet) = parts(&fs::read(xlsx).unwrap()).into_iter().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap();
    String::from_utf8(sheet).unwrap()
}

/// Lists the rules for the cells of a sheet: where each holds, what may stand there, and what is done about anything else.
fn rules(xlsx: &Path) -> BTreeSet<String> {
    let sheet = sheet(xlsx);
    let rule = |rule: &str| {
        let value =
            |name: &str| rule.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned();
        let inside = |name: &str| rule.split(&format!("<{name}>")).nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
        let is_on = matches!(&*value("showErrorMessage"), "1" | "true");
        let warns = value("errorStyle") == "warning";
        let formula = inside("formula1").replace("&quot;", "\"");
        format!("{} {} {formula} on: {is_on} warns: {warns} says: {}", value("sqref"), value("type"), value("error"))
    };
    sheet.split("<dataValidation ").skip(1).map(|text| rule(&format!(" {text}"))).collect()
}

/// Fills two rows of a template in, as somebody does who opens it.
fn filled_in(template: &[u8]) -> Vec<u8> {
    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r=\"2\">{}{}{}{}<c r=\"M2\" t=\"b\"><v>1</v></c>{}</row><row r=\"3\">{}{}{}{}</row></sheetData>",
        cell("B2", "dprk"),
        cell("C2", "offers"),
        cell("D2", "dismantle"),
        cell("E2", "lift:partial+30d; freeze | lift"),
        cell("Q2", "=1+1"),
        cell("A3", "us-1"),
        cell("B3", "us"),
        cell("C3", "demands"),
        cell("D3", "freeze"),
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(template) {
        let bytes = match &*name {
            "xl/worksheets/sheet1.xml" => String::from_utf8(bytes).unwrap().replacen("</sheetData>", &rows, 1).into_bytes(),
            _ => bytes,
        };
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The two statements that a template is filled in with.
fn two() -> Value {
    serde_json::json!([
        { "party": "dprk", "offers": "dismantle", "after": [{ "step": "lift:partial", "days": 30 }, { "any": ["freeze", "lift:full"] }], "firm": true,
          "quote": "=1+1" },
        { "id": "us-1", "party": "us", "demands": "freeze" },
    ])
}

#[test]
fn what_libreoffice_saves_is_read_the_same_and_has_its_drop_downs() {
    let Some(libreoffice) = libreoffice() else { return };
    let folder = folder("sheets");
    for name in ["talks.toml", "all.toml"] {
        fs::copy(files().join(name), folder.join(name)).unwrap();
    }
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/us-dprk.toml"), folder.join("real.toml")).unwrap();
    let mut declared: Value = serde_json::from_str(&written(&folder, &["convert", "real.toml", "--to", "json"])).unwrap();
    declared.as_object_mut().unwrap().remove("statements");
    fs::write(folder.join("declared.json"), declared.to_string()).unwrap();

    written(&folder, &["template", "talks.toml", "-o", "empty.xlsx"]);
    fs::write(folder.join("filled.xlsx"), filled_in(&fs::read(folder.join("empty.xlsx")).unwrap())).unwrap();
    written(&folder, &["convert", "all.toml", "--to", "xlsx", "-o", "all.xlsx"]);
    written(&folder, &["convert", "real.toml", "--to", "xlsx", "-o", "real.xlsx"]);
    written(&folder, &["template", "declared.json", "-o", "real-empty.xlsx"]);
    let names = ["empty.xlsx", "filled.xlsx", "all.xlsx", "real.xlsx", "real-empty.xlsx"];
    saved(libreoffice, &folder, "xlsx", "again", &names);
    for name in names {
        assert_eq!(rules(&folder.join("again").join(name)), rules(&folder.join(name)), "{name}");
        assert!(rules(&folder.join(name)).len() >= 9, "{name}");
    }
    assert_eq!(said(&folder, &["talks.toml", "again/all.xlsx"]), said(&folder, &["all.toml"]));
    assert_eq!(said(&folder, &["talks.toml", "again/empty.xlsx"]), said(&folder, &["talks.toml"]));
    assert_eq!(said(&folder, &["declared.json", "again/real.xlsx"]), said(&folder, &["real.toml"]));
    let filled = said(&folder, &["talks.toml", "again/filled.xlsx"]);
    assert_eq!(filled, said(&folder, &["talks.toml", "filled.xlsx"]));
    assert_eq!(filled, two());

    // And once more by way of CSV, the texts in quotes or only where they must be.
    for (name, options) in CSV {
        saved(libreoffice, &folder, &format!("csv:Text - txt - csv (StarCalc):{options}"), name, &["all.xlsx"]);
        assert_eq!(said(&folder, &["talks.toml", &format!("{name}/all.csv")]), said(&folder, &["all.toml"]), "{name}");
    }
}

#[test]
fn what_libreoffice_saved_once_is_read_the_same() {
    let expected = said(&files(), &["all.toml"]);
    for name in ["all.xlsx", "comma.csv", "semicolon.csv", "tab.csv", "unicode.csv"] {
        assert_eq!(said(&files(), &["talks.toml", name]), expected, "{name}");
    }
    assert_eq!(said(&files(), &["talks.toml", "filled.xlsx"]), two());
    assert!(rules(&files().join("filled.xlsx")).len() >= 9 && rules(&files().join("all.xlsx")).len() >= 9);
}
