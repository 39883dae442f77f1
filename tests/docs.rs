//! The documentation holds: its examples are read, and show what they are said to show.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use impasse::Negotiation;
use impasse::draft::ProblemCode;
use impasse::finding::comparison::Standing;
use impasse::finding::doubt::DoubtKind;
use impasse::finding::{ConflictKind, Report};
use impasse::text::InputDoubtKind;

/// Returns the blocks of code of one language in a Markdown text.
fn blocks(markdown: &str, language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<Option<String>> = None;
    for line in markdown.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(fence), None) => open = Some((fence == language).then(String::new)),
            (Some(_), Some(block)) => {
                blocks.extend(block.take());
                open = None;
            }
            (None, Some(Some(block))) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, _) => {}
        }
    }
    blocks
}

/// Lists the kinds of findings in a report by the names of their pages.
fn kinds(report: &Report) -> BTreeSet<&'static str> {
    let circles = report.deadlocks().iter().map(|deadlock| if deadlock.latent { "latent-deadlock" } else { "deadlock" });
    circles.chain(report.conflicts().iter().map(|conflict| conflict.kind().word())).collect()
}

#[track_caller]
fn negotiation(page: &str, example: &str) -> Negotiation {
    impasse::text::from_toml(example).unwrap_or_else(|error| panic!("an example in {page}:\n{error}"))
}

#[test]
fn every_page_about_a_finding_shows_it() {
    let mut pages = BTreeSet::new();
    for entry in fs::read_dir("docs/findings").expect("there are pages") {
        let path = entry.expect("it can be listed").path();
        let slug = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        let page = fs::read_to_string(&path).expect("it can be read");
        let examples = blocks(&page, "toml");
        assert!(!examples.is_empty(), "{slug} has no example");
        for example in examples {
            let found = kinds(&impasse::analyze(&negotiation(&slug, &example)));
            assert!(found.contains(&*slug), "the example in {slug}.md shows {found:?}");
        }
        pages.insert(slug);
    }
    let kinds = ConflictKind::ALL.map(ConflictKind::word).into_iter().chain(["deadlock", "latent-deadlock"]);
    assert_eq!(pages, kinds.map(str::to_owned).collect(), "one page for each kind");
}

#[test]
fn the_page_on_the_comparison_defines_every_standing() {
    let page = fs::read_to_string("docs/comparison.md").expect("it can be read");
    let rows: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(rows, Standing::ALL.map(Standing::word));
}

#[test]
fn the_position_file_of_the_format_is_read() {
    let page = fs::read_to_string("docs/format.md").expect("it can be read");
    let examples = blocks(&page, "toml");
    assert!(!examples.is_empty());
    let n = negotiation("docs/format.md", &examples[0]);
    assert!(n.statements().len() > 0);
}

#[test]
fn the_page_on_problems_has_a_section_for_each_and_no_other() {
    let page = fs::read_to_string("docs/problems.md").expect("it can be read");
    let sections: Vec<_> = page.split("\n### `").skip(1).map(|section| section.split_once("`\n\n").expect("a code, then text")).collect();
    assert_eq!(sections.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ProblemCode::ALL.map(ProblemCode::word));
    for ((_, text), code) in sections.into_iter().zip(ProblemCode::ALL) {
        assert_eq!(text.lines().next(), Some(code.about()), "{code}");
    }
}

#[test]
fn the_page_on_files_lists_every_doubt_about_them() {
    let page = fs::read_to_string("docs/files.md").expect("it can be read");
    let table = page.split("| doubt | what it means |").nth(1).expect("the table of doubts");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|')).map(|line| line.split('`').nth(1).expect("a word"));
    let about_files = InputDoubtKind::ALL.map(InputDoubtKind::word).into_iter();
    // The last is one about statements, which several files have in common.
    assert_eq!(rows.collect::<Vec<_>>(), about_files.chain([DoubtKind::RepeatedStatement.word()]).collect::<Vec<_>>());
}

#[test]
fn every_problem_that_is_declared_can_be_met() {
    let mut sources = Vec::new();
    let mut folders = vec![PathBuf::from("src/draft"), PathBuf::from("src/text")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.ends_with("draft/code.rs") || path.ends_with("text/consequence.rs") => {}
                false => sources.push(fs::read_to_string(&path).expect("it can be read")),
            }
        }
    }
    let is_used = |code: &ProblemCode| {
        let (name, is_part) = (format!("ProblemCode::{code:?}"), |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric()));
        sources.iter().any(|source| source.match_indices(&name).any(|(at, _)| !is_part(&source[at + name.len()..])))
    };
    let unused: Vec<_> = ProblemCode::ALL.into_iter().filter(|code| !is_used(code)).collect();
    assert!(unused.is_empty(), "nothing has these problems: {unused:?}");
}

#[test]
fn the_schema_is_that_of_the_library() {
    const FILE: &str = "docs/impasse.schema.json";
    let schema = impasse::text::schema();
    if std::env::var_os("IMPASSE_BLESS").is_some() {
        fs::write(FILE, &schema).expect("it can be written");
    }
    assert!(fs::read_to_string(FILE).is_ok_and(|kept| kept == schema), "write it anew: cargo run -- schema > {FILE}");
}

#[test]
fn the_tables_of_the_page_on_files_say_the_same() {
    use impasse::text::{Input, take_in, to_csv};

    let page = fs::read_to_string("docs/files.md").expect("it can be read");
    let [positions] = &blocks(&page, "toml")[..] else { panic!("the page has one position file") };
    let tables = blocks(&page, "csv");
    let read = |table: &String| {
        let intake = take_in(&[Input::new("talks.toml", positions.as_bytes()), Input::new("coded", table.as_bytes())], None);
        to_csv(&intake.negotiation.unwrap_or_else(|error| panic!("{table}\n{error}")))
    };
    assert!(tables.len() > 2);
    assert!(tables.iter().all(|table| read(table) == read(&tables[0])));
}
