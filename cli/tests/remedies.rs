//! Remedies that mend: the edit of every problem of `tests/reject`, made alone, leaves nothing wrong at its place.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reject")
}

/// A rejected file, in a folder of its own with the positions that a table of statements follows.
struct Case {
    folder: PathBuf,
    name: String,
    /// The cells of a spreadsheet, written down as text.
    sheet: Option<String>,
}

/// What a problem is: its code, the way to the value, and the line and column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    code: String,
    path: String,
    place: (String, u64, u64),
    message: String,
}

impl Case {
    fn new(name: &str) -> Self {
        let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("remedies").join(name.replace('.', "-"));
        fs::create_dir_all(made.join("positions")).expect("the folder can be made");
        fs::copy(folder().join("positions/talks.toml"), made.join("positions/talks.toml")).expect("the positions can be copied");
        let sheet = name.ends_with(".sheet").then(|| fs::read_to_string(folder().join(name)).expect("the sheet is text"));
        let case = Self { folder: made, name: name.replace(".sheet", ".xlsx"), sheet };
        match &case.sheet {
            Some(sheet) => case.write_sheet(sheet),
            None => drop(fs::copy(folder().join(name), case.file()).expect("the file can be copied")),
        }
        case
    }

    fn file(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    fn write_sheet(&self, sheet: &str) {
        fs::write(self.file(), support::sheet::xlsx(sheet)).expect("the spreadsheet can be written");
    }

    /// Lists the problems, as `check` says them to programs.
    fn problems(&self) -> Vec<Value> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_impasse"));
        command.current_dir(&self.folder).args(["check", "--format", "json"]);
        let adds = [".csv", ".xlsx", ".ods"].iter().any(|end| self.name.ends_with(end));
        if adds && !self.name.starts_with("alone-") {
            command.arg("positions/talks.toml");
        }
        let output = command.arg(&self.name).output().expect("the command runs");
        let checked: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        checked["problems"].as_array().expect("a list of problems").clone()
    }

    /// Makes an edit of the file as it was.
    fn apply(&self, name: &str, edit: &Value) {
        let text = edit["text"].as_str().expect("a text");
        if let Some(sheet) = &self.sheet {
            let cell = edit["cell"].as_str().expect("a cell");
            return self.write_sheet(&support::sheet::with_cell(sheet, cell, text));
        }
        let old = fs::read(folder().join(name)).expect("the file is there");
        let old = String::from_utf8(old).expect("what has an edit is UTF-8");
        let (mark, old) = old.strip_prefix('\u{feff}').map_or(("", &*old), |rest| ("\u{feff}", rest));
        let at = |line: &str, column: &str| offset(old, edit[line].as_u64().expect("a line"), edit[column].as_u64().expect("a column"));
        let (start, end) = (at("line", "column"), at("end_line", "end_column"));
        fs::write(self.file(), [mark, &old[..start], text, &old[end..]].concat()).expect("the file can be written");
    }
}

/// Returns the byte at a line and column.
fn offset(text: &str, line: u64, column: u64) -> usize {
    let start: usize = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum();
    start + text[start..].chars().take(column as usize - 1).map(char::len_utf8).sum::<usize>()
}

fn told(problem: &Value) -> Told {
    let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    let number = |key: &str| problem[key].as_u64().unwrap_or_default();
    let place = (text("cell"), number("line"), number("column"));
    Told { code: text("code"), path: text("path"), place, message: text("message") }
}

/// Returns the statement or entry that a way leads into: `statements[3]`, `parties.us`.
fn entry(path: &str) -> &str {
    match path.split_once('[').filter(|(list, _)| !list.contains('.')) {
        Some((list, rest)) => &path[..list.len() + 1 + rest.find(']').map_or(rest.len(), |end| end + 1)],
        None => path.match_indices('.').nth(1).map_or(path, |(end, _)| &path[..end]),
    }
}

/// Returns what an edit has not mended, or has spoilt.
fn left_over(before: &[Value], problem: &Value, after: &[Value]) -> Option<String> {
    let mended = told(problem);
    let after: Vec<Told> = after.iter().map(told).collect();
    let before: Vec<Told> = before.iter().map(told).collect();
    // What else was at the place is not of the edit, nor what was below and has moved up.
    let was_there = |other: &Told| before.iter().any(|told| told.message == other.message && *told != mended);
    if let Some(again) = after.iter().find(|other| other.place == mended.place && !was_there(other)) {
        return Some(format!("-> {again:?}"));
    }
    if mended.path.is_empty() {
        return None;
    }
    let of_entry = |all: &[Told]| {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for told in all.iter().filter(|told| entry(&told.path) == entry(&mended.path)) {
            *count.entry(told.code.clone()).or_default() += 1;
        }
        count
    };
    // Nothing was said of a value under a key that was guessed.
    let was_guessed = mended.code == "unknown-key";
    let (before, after) = (of_entry(&before), of_entry(&after));
    let new = after.iter().find(|(code, count)| **count > before.get(*code).copied().unwrap_or(0) && !was_guessed);
    new.map(|(code, _)| format!("new in the same entry: {code}"))
}

/// The rejected files without a problem that a text put in would mend, and why there is none.
const WITHOUT: &[(&str, &str)] = &[
    ("alone-sheet.sheet", "a position file is missing"),
    ("alone-statements.csv", "a position file is missing"),
    ("any-and-step.toml", "one of two has to be chosen"),
    ("bare-date-that-does-not-exist.toml", "nobody can know the day"),
    ("bare-date-two-readings.toml", "two readings"),
    ("binary.toml", "not a text"),
    ("claim-incomplete.toml", "what is missing is not known"),
    ("confidence-not-a-number.toml", "the number is not known"),
    ("csv-empty-cells.csv", "what is missing is not known"),
    ("csv-missing-column.csv", "what is missing is not known"),
    ("csv-no-heading.csv", "the names of the columns are not known"),
    ("csv-not-utf8.csv", "not a text in UTF-8"),
    ("csv-semicolons-and-commas.csv", "the row has to be written anew"),
    ("csv-several-parties.csv", "a statement becomes several"),
    ("csv-too-few-cells.csv", "what is missing is not known"),
    ("csv-too-many-cells.csv", "which cell is one too many is not known"),
    ("csv-unclosed-quote.csv", "where the text ends is not known"),
    ("csv-wrong-performer.csv", "what was meant is not known"),
    ("date-that-does-not-exist.toml", "nobody can know the day"),
    ("deadline-without-as-of.toml", "the day is not known"),
    ("deep-dotted-key.toml", "no position file is meant"),
    ("deep-nesting.toml", "no position file is meant"),
    ("definition-by-unknown-party.toml", "a party has to be declared"),
    ("definition-empty.toml", "what is meant is not known"),
    ("definition-only-of-the-other.toml", "what is meant is not known"),
    ("definition-without-means.toml", "what is meant is not known"),
    ("empty-id.toml", "the id is not known"),
    ("empty-references.toml", "the ids are not known"),
    ("empty-statement.toml", "what is missing is not known"),
    ("exclusion-names-a-step-twice.toml", "the other step is not known"),
    ("exclusion-of-one.toml", "the other step is not known"),
    ("exclusion-without-steps.toml", "the steps are not known"),
    ("json-deep-nesting.json", "no position file is meant"),
    ("json-lone-surrogate.json", "the character is not known"),
    ("json-not-an-object.json", "no position file is meant"),
    ("json-number-overflow.json", "the number is not known"),
    ("json-repeated-measure.json", "two entries have to be merged"),
    ("json-second-half-of-a-pair.json", "the character is not known"),
    ("json-two-documents.json", "one of two has to be chosen"),
    ("key-of-the-file-after-a-heading.toml", "a line has to be moved"),
    ("csv-foreign-head.csv", "nobody can know which column is which"),
    ("csv-second-table-beside.csv", "a table has to be moved"),
    ("csv-total.csv", "nobody can know what the row was to say"),
    ("days-of-another-kind-in-a-text.toml", "one of two has to be chosen"),
    ("sheet-formulas.sheet", "a spreadsheet program has to calculate"),
    ("sheet-merged-over-columns.sheet", "a spreadsheet program has to unmerge"),
    ("measure-by-nobody.toml", "nobody can know who performs it"),
    ("measure-without-performer.toml", "nobody can know who performs it"),
    ("measures-as-text.toml", "the measures are not known"),
    ("negative-days.toml", "the number is not known"),
    ("nested-any.toml", "what is meant is not known"),
    ("nested-list.toml", "what is meant is not known"),
    ("no-act.toml", "the act is not known"),
    ("no-party.toml", "nobody can know who speaks"),
    ("not-utf8.json", "not a text in UTF-8"),
    ("not-utf8.toml", "not a text in UTF-8"),
    ("parties-as-list.toml", "each entry has to be written anew"),
    ("precondition-without-step.toml", "the step is not known"),
    ("repeated-measure.toml", "two entries have to be merged"),
    ("repeated-table.toml", "two tables have to be merged"),
    ("round-without-date.toml", "the day is not known"),
    ("several-parties-in-one-text.toml", "a statement becomes several"),
    ("several-steps-in-one-act.toml", "a statement becomes several"),
    ("sheet-among-others.sheet", "what is missing is not known"),
    ("sheet-error-cells.sheet", "the values are not known"),
    ("sheet-missing-column.sheet", "what is missing is not known"),
    ("sheet-no-heading.sheet", "the names of the columns are not known"),
    ("source-with-bad-date.toml", "the day is not known"),
    ("term-and-measure-share-an-id.toml", "the other id is not known"),
    ("term-in-any.toml", "which steps are meant is not known"),
    ("term-means-a-term.toml", "which steps are meant is not known"),
    ("term-without-definition.toml", "what is meant is not known"),
    ("toml-line-break-in-inline-table.toml", "several lines have to be joined"),
    ("toml-no-value.toml", "the value is not known"),
    ("too-many-days.toml", "the number is not known"),
    ("two-acts.toml", "a statement becomes several"),
    ("unknown-performer.toml", "a party has to be declared"),
    ("unknown-step-in-precondition.toml", "a measure has to be declared"),
    ("waits-for-itself-in-term.toml", "which steps are meant is not known"),
    ("whole-file-is-text.json", "no position file is meant"),
    ("wide-characters.toml", "what is meant is not known"),
];

#[test]
fn every_edit_mends_its_problem_and_spoils_nothing() {
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("tests/reject is there")
        .map(|entry| entry.expect("it can be listed").file_name().into_string().expect("names are plain"))
        .filter(|name| [".toml", ".json", ".csv", ".sheet", ".xlsx", ".ods"].iter().any(|end| name.ends_with(end)))
        .collect();
    names.sort();
    let (mut wrong, mut without, mut edits) = (Vec::new(), Vec::new(), 0);
    for name in &names {
        let case = Case::new(name);
        let before = case.problems();
        // Of files with hundreds of the same mistake, some are enough.
        let mendable: Vec<&Value> = before.iter().filter(|problem| !problem["edit"].is_null()).take(12).collect();
        if mendable.is_empty() {
            without.push(name.clone());
        }
        for problem in mendable {
            edits += 1;
            case.apply(name, &problem["edit"]);
            if let Some(what) = left_over(&before, problem, &case.problems()) {
                wrong.push(format!("{name}: {} {} {}\n-> {what}", problem["message"], problem["remedy"], problem["edit"]));
            }
        }
    }
    let listed: Vec<&str> = WITHOUT.iter().map(|(name, _)| *name).collect();
    let unlisted: Vec<&String> = without.iter().filter(|name| !listed.contains(&name.as_str())).collect();
    let superfluous: Vec<&&str> = listed.iter().filter(|name| !without.iter().any(|other| other == *name)).collect();
    assert!(wrong.is_empty(), "{} of {edits}\n{}", wrong.len(), wrong.join("\n"));
    assert!(unlisted.is_empty() && superfluous.is_empty(), "without an edit: {unlisted:#?}\nwith one all the same: {superfluous:#?}");
    assert!(names.len() - without.len() >= 120, "{} files with an edit", names.len() - without.len());
}
