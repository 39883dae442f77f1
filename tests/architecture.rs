//! The direction of dependencies and the absences that `ARCHITECTURE.md` promises.

#[path = "support/sources/mod.rs"]
mod sources;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use impasse::finding::Kind;
use sources::{Modules, circles, files, functions, lex, without_tests};

/// Which modules each module may name.
const MAY_NAME: [(&str, &[&str]); 10] = [
    ("model", &[]),
    ("limits", &[]),
    ("draft", &["model"]),
    ("sheet", &[]),
    ("text", &["draft", "model", "sheet"]),
    ("finding", &["model"]),
    ("graph", &["model", "limits"]),
    ("certify", &["model", "finding"]),
    ("analysis", &["model", "graph", "finding", "certify", "limits"]),
    ("render", &["model", "finding", "sheet"]),
];

/// What the root of the crate re-exports, and from where.
const REEXPORTED: &[(&str, &str)] = &[
    ("agreeable_sets", "analysis"),
    ("analyze", "analysis"),
    ("changes", "analysis"),
    ("compare", "analysis"),
    ("distances", "analysis"),
    ("doubts", "analysis"),
    ("explain", "analysis"),
    ("groups", "analysis"),
    ("rounds", "analysis"),
    ("Draft", "draft"),
    ("Error", "draft"),
    ("Problem", "draft"),
    ("Report", "finding"),
    ("Negotiation", "model"),
    ("Limits", "limits"),
    ("Cancel", "limits"),
];

/// Returns the code of a file: no comments, and nothing that only its tests see.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("it can be read");
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// Returns whether a file holds nothing but tests or what they share.
fn is_for_tests(path: &Path) -> bool {
    const ONLY_FOR_TESTS: [&str; 5] = ["tests.rs", "mistakes.rs", "mutation.rs", "round_trip.rs", "complaint.rs"];
    let name = path.file_name().unwrap_or_default();
    ONLY_FOR_TESTS.iter().any(|only| name == *only) || path.components().any(|part| part.as_os_str() == "sample")
}

#[test]
fn modules_name_only_what_they_may() {
    for (module, may) in MAY_NAME {
        for path in files(&Path::new("src").join(module)).iter().filter(|path| !is_for_tests(path)) {
            for named in code(path).split("crate::").skip(1) {
                // `use crate::{A, B}` names several.
                let (list, _) = named.split_once(['}', ';']).unwrap_or((named, ""));
                let names = list.strip_prefix('{').map_or(vec![named], |list| list.split(", ").collect());
                for name in names {
                    let word: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let target = REEXPORTED.iter().find(|(item, _)| *item == word).map_or(&*word, |&(_, module)| module);
                    assert!(target == module || may.contains(&target), "{} names crate::{word}", path.display());
                }
            }
        }
    }
}

#[test]
fn every_module_has_its_row() {
    let mut folders: Vec<_> = fs::read_dir("src").expect("it can be listed").map(|entry| entry.expect("it can be listed")).collect();
    folders.retain(|entry| entry.path().is_dir());
    let mut names: Vec<_> = folders.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let mut known: Vec<_> = MAY_NAME.iter().map(|(module, _)| (*module).to_owned()).collect();
    names.sort();
    known.sort();
    assert_eq!(names, known);
}

#[test]
fn the_graph_library_is_named_in_two_places() {
    for path in files(Path::new("src")) {
        let may = path.starts_with("src/graph") || path.starts_with("src/analysis/explain");
        assert!(may || !code(&path).contains("petgraph"), "{} names petgraph", path.display());
    }
}

#[test]
fn the_library_touches_nothing_outside_and_recurses_on_no_graph() {
    let outside = ["std::env", "std::time", "std::fs", "std::process", "std::net", "println!", "print!(", "eprint!("];
    let recursive = ["tarjan_scc", "is_cyclic_directed", "depth_first_search"];
    for path in files(Path::new("src")).iter().filter(|path| !is_for_tests(path)) {
        let code = code(path);
        for word in outside.iter().chain(&recursive) {
            assert!(!code.contains(word), "{} holds {word}", path.display());
        }
    }
}

#[test]
fn every_kind_of_finding_has_a_page_and_files_of_its_own() {
    for kind in Kind::ALL {
        assert!(Path::new("docs/findings").join(kind.word).with_extension("md").exists(), "{} has no page", kind.word);
        // A latent deadlock is a deadlock that something stands in front of: they share their files.
        let name = kind.word.strip_prefix("latent-").unwrap_or(kind.word).replace('-', "_");
        for folder in ["src/finding", "src/analysis"] {
            assert!(Path::new(folder).join(&name).with_extension("rs").exists(), "{} is not in {folder}", kind.word);
        }
    }
}

#[test]
fn every_file_that_the_map_names_is_where_it_says() {
    let map = fs::read_to_string("ARCHITECTURE.md").expect("it can be read");
    let paths: Vec<_> = ["src", "cli/src", "tests"].iter().flat_map(|folder| files(Path::new(folder))).collect();
    let mut named = 0;
    for line in map.lines() {
        let words: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        // A stop on a walk begins with its folder, in bold.
        let folder =
            words.first().filter(|_| line.contains("**`")).map(|word| Path::new("src").join(word)).filter(|folder| folder.is_dir());
        for word in words.iter().filter(|word| word.ends_with(".rs")) {
            let is_there = match &folder {
                Some(folder) => folder.join(word).exists(),
                None => paths.iter().any(|path| path.ends_with(word)),
            };
            assert!(is_there, "{word} is on the map and not there: {line}");
            named += 1;
        }
    }
    assert!(named > 40, "the walks name {named} files");
}

/// The roots of the two crates.
const ROOTS: [&str; 2] = ["src/lib.rs", "cli/src/main.rs"];

/// Files that still name one another in a circle: to be taken apart, never added to.
const KNOWN_CIRCLES: &[&[&str]] = &[
    &["src/text/opened.rs", "src/text/account.rs"],
    &["src/text/mend.rs", "src/text/locate.rs"],
    &["src/draft/problem.rs", "src/draft/fix.rs"],
];

/// Returns the circles of files of a crate, each in order of its paths.
fn circles_of(root: &str) -> Vec<BTreeSet<String>> {
    let modules = Modules::read(Path::new(root));
    let files: Vec<&Path> = modules.files().collect();
    let path = |file: usize| files[file].to_string_lossy().replace('\\', "/");
    circles(&modules.names()).into_iter().map(|circle| circle.into_iter().map(path).collect()).collect()
}

#[test]
fn no_files_name_one_another_in_a_circle() {
    let found: Vec<BTreeSet<String>> = ROOTS.iter().flat_map(|root| circles_of(root)).collect();
    let is_within = |circle: &BTreeSet<String>, known: &[&str]| circle.iter().all(|file| known.contains(&file.as_str()));
    for circle in &found {
        assert!(KNOWN_CIRCLES.iter().any(|known| is_within(circle, known)), "these name one another in a circle: {circle:?}");
    }
    for known in KNOWN_CIRCLES {
        assert!(found.iter().any(|circle| is_within(circle, known)), "this is no circle any more, take it off the list: {known:?}");
    }
}

#[test]
fn a_circle_of_files_is_seen_however_they_name_one_another() {
    let wheel = ["hub", "rim", "spoke"].map(|name| format!("tests/files/circle/wheel/{name}.rs"));
    assert_eq!(circles_of("tests/files/circle/lib.rs"), [BTreeSet::from(wheel)]);
}

/// How many lines a file and a function may have.
const LINES_OF_A_FILE: usize = 400;
const LINES_OF_A_FUNCTION: usize = 60;

/// What is still longer, with how many lines it may have until it is taken apart: to shrink, never to grow.
const KNOWN_TO_BE_LONG: &[(&str, &str, usize)] = &[
    ("src/text/parse_csv.rs", "", 406),
    ("src/text/parse_json.rs", "", 447),
    ("src/text/parse_table.rs", "", 407),
    ("tests/tables.rs", "", 481),
    ("src/text/parse_rows.rs", "statement", 69),
    ("src/text/take_in.rs", "negotiation", 71),
    ("src/text/toml_faults.rs", "fault", 76),
    ("src/text/toml_subset.rs", "check", 62),
];

#[test]
fn files_and_functions_are_short() {
    let mut long: Vec<(String, String, usize)> = Vec::new();
    for path in ["src", "cli/src", "tests", "cli/tests", "benches", "examples"].iter().flat_map(|folder| files(Path::new(folder))) {
        let text = fs::read_to_string(&path).expect("it can be read");
        let name = path.to_string_lossy().replace('\\', "/");
        let lines = text.lines().count();
        if lines > LINES_OF_A_FILE {
            long.push((name.clone(), String::new(), lines));
        }
        let functions = functions(&without_tests(&lex(&text))).into_iter();
        let of_file = functions.filter(|function| function.lines > LINES_OF_A_FUNCTION);
        long.extend(of_file.map(|function| (name.clone(), function.name, function.lines)));
    }
    for (file, function, lines) in &long {
        let known = KNOWN_TO_BE_LONG.iter().find(|known| known.0 == file && known.1 == function);
        assert!(known.is_some_and(|known| *lines <= known.2), "{file} {function} has {lines} lines");
    }
    for (file, function, _) in KNOWN_TO_BE_LONG {
        let is_long = long.iter().any(|found| found.0 == *file && found.1 == *function);
        assert!(is_long, "{file} {function} is long no more, take it off the list");
    }
}

#[test]
fn a_function_is_measured_from_its_first_line_to_its_last_brace() {
    let text = "trait T {\n    fn none();\n}\nfn one() -> [u8; 2] { \"}\"; }\nfn three(f: fn(u8)) {\n    // }\n}\n#[cfg(test)]\nmod tests {\n    fn no() {}\n}\n";
    let found: Vec<_> = functions(&without_tests(&lex(text))).into_iter().map(|found| (found.name, found.line, found.lines)).collect();
    assert_eq!(found, [("one".to_owned(), 4, 1), ("three".to_owned(), 5, 3)]);
}
