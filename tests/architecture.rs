//! The direction of dependencies and the absences that `ARCHITECTURE.md` promises.

use std::fs;
use std::path::{Path, PathBuf};

use impasse::finding::Kind;

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

/// Lists the files of a folder and of those in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

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
