//! The documentation holds: its examples are read, and show what they are said to show.

use std::collections::BTreeSet;
use std::fs;

use impasse::Negotiation;
use impasse::finding::comparison::Standing;
use impasse::finding::{ConflictKind, Report};

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
