//! What holds for every subject in every form: nothing that users wrote takes effect, every line fits, every phrase is told.

use super::document::{Block, Cell};
use super::phrase::Phrase;
use super::{Document, comparison, explanation, report, rounds, statement_table, wrap};
use crate::{Draft, Negotiation};

/// Reads a position file.
pub(super) fn read(toml: &str) -> Negotiation {
    crate::text::from_toml(toml).unwrap_or_else(|why| panic!("{why}"))
}

/// Asserts that a document tells each sentence in each form.
#[track_caller]
pub(super) fn assert_tells(document: &Document, sentences: &[&str]) {
    let text = document.text().width(10_000).to_string();
    let (markdown, html) = (unmarked(&document.markdown().to_string()), without_tags(&document.html().to_string()));
    for sentence in sentences {
        assert!(text.contains(sentence), "{sentence}\n\n{text}");
        assert!(markdown.contains(sentence), "{sentence}\n\n{markdown}");
        assert!(html.contains(sentence), "{sentence}\n\n{html}");
    }
}

/// Takes the emphasis and the escapes out of Markdown in which users wrote none.
fn unmarked(markdown: &str) -> String {
    markdown.replace(['*', '\\'], "").replace("&#58;", ":")
}

/// Takes the tags out of HTML and the escapes out of the rest.
fn without_tags(html: &str) -> String {
    let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (code, sign)| text.replace(code, sign))
}

/// Asserts that text fits each of some widths; what cannot be broken, such as the address of a source, may stand out.
#[track_caller]
pub(super) fn assert_fits(widths: &[usize], text: impl Fn(usize) -> String) {
    for &width in widths {
        let text = text(width);
        let wide: Vec<_> = text.lines().filter(|line| wrap::columns(line) > width && !line.contains("://")).collect();
        assert!(wide.is_empty(), "{width}: {wide:#?}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "something that users wrote steers the terminal: {text:?}");
    }
}

/// Asserts that colour adds codes to a text and nothing else.
#[track_caller]
pub(super) fn assert_only_coloured(plain: &str, coloured: String) {
    assert_ne!(coloured, plain);
    let codes = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[3m", "\u{1b}[1;31m", "\u{1b}[1;32m"];
    assert_eq!(codes.iter().fold(coloured, |text, code| text.replace(code, "")), plain);
}

/// Asserts that HTML is well-formed, and that it has none but the tags and attributes that the writer knows.
#[track_caller]
pub(super) fn assert_harmless_html(html: &str) {
    const TAGS: [&str; 24] = [
        "article",
        "section",
        "figure",
        "figcaption",
        "h2",
        "h3",
        "h4",
        "p",
        "ul",
        "ol",
        "li",
        "b",
        "bdi",
        "code",
        "span",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "meter",
        "br",
    ];
    const ATTRIBUTES: [&str; 6] = ["class", "scope", "value", "min", "max", "aria-hidden"];
    let mut open = Vec::new();
    for (i, part) in html.split('<').enumerate() {
        let text = if i == 0 { part } else { part.split_once('>').unwrap_or_else(|| panic!("a tag that does not end: {part:?}")).1 };
        assert!(!text.contains(['>', '"', '\'']), "{text:?}");
        let entities = text.split('&').skip(1);
        assert!(entities.clone().all(|rest| ["lt;", "gt;", "amp;", "quot;", "#39;"].iter().any(|name| rest.starts_with(name))), "{text:?}");
        if i == 0 {
            continue;
        }
        let tag = part.split('>').next().unwrap_or_default();
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{html}"),
            None => {
                assert!(!name.is_empty() && TAGS.contains(&name), "{tag:?}");
                open.extend((name != "br").then_some(name));
            }
        }
        for attribute in attributes.split_terminator("\" ").flat_map(|part| part.split_once('=')) {
            let value = attribute.1.trim_matches('"');
            let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || " .-".contains(c));
            assert!(ATTRIBUTES.contains(&attribute.0) && plain, "{tag:?}");
        }
    }
    assert!(open.is_empty(), "{open:?} is not closed in {html}");
}

/// Talks in which every text of the users is the same.
fn talks_of(text: &str) -> Negotiation {
    let mut draft = Draft::new(text.to_owned());
    let named = || text.to_owned();
    draft.as_of = Some("2025-01-01".into());
    draft.source("s").title(named()).publisher(named()).url(named());
    draft.party("a").name(named());
    draft.party("b").name(named());
    draft.round("r", "2024-01").name(named());
    draft.issue("i").name(named());
    draft.measure("x", ["a"]).name(named()).issue("i");
    draft.measure("y", ["b"]).name(named());
    draft.measure("z", ["b"]).name(named()).levels(["low", "high"]);
    draft.measure("d", ["a"]).name(named()).done_on("2024-02");
    draft.exclude(["x", "z"]).because(named());
    let term = draft.term("t").name(named());
    term.defined_by("a", ["x"]).source("s").quote(named());
    term.defined_by("b", ["x", "y"]).quote(named());
    draft.says("a").offers("x").after("y").round("r").source("s").quote(named()).note(named());
    draft.says("b").offers("y").after("x").source("s").quote(named()).note(named());
    draft.says("b").demands("t").round("r").quote(named());
    draft.says("a").demands("z").round("r").quote(named()).note(named());
    draft.says("b").offers("z:low").until("2024-01").round("r");
    draft.says("b").refuses("x").date("2024-02").quote(named());
    draft.claims("a", "it-rained", true).round("r").quote(named());
    draft.claims("b", "it-rained", false).source("s").quote(named());
    draft.build().unwrap_or_else(|why| panic!("{text:?}: {why}"))
}

/// All that is told of a negotiation, with remarks.
fn documents(n: &Negotiation) -> Vec<Document> {
    let found = crate::analyze(n);
    let compared = crate::compare(n);
    let detail = super::Detail::default().remarks(true);
    let explained = ["x", "y", "z", "t", "d", "D1", "C1", "C2", "C3"].iter().filter_map(|key| found.find(n, key));
    let explained = explained.map(|finding| explanation(n, &found, finding, &crate::explain(n, finding).unwrap()));
    let told = [
        super::report_in_detail(n, &found, &detail),
        report(n, &found),
        comparison(n, &compared),
        rounds(n, &crate::rounds(n)),
        statement_table(n, &compared),
    ];
    told.into_iter().chain(explained).collect()
}

/// What must not take effect: markup of every form, and signs that steer.
const HOSTILE: [&str; 24] = [
    "<script>alert(1)</script>",
    "</article></section><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "<!-- ",
    "]]><![CDATA[",
    "&lt;script&gt; & &amp",
    "`code` ```",
    "# heading",
    "- item",
    "1. first",
    "| a | b |\n|---|---|",
    "[a](javascript:alert(1)) ![b](http://example.org/c.png)",
    "<http://example.org> https://example.org www.example.org",
    "**bold** _under_ ~~gone~~ $x$",
    "---\n***\n===",
    "> quoted\n\n\n# then a heading",
    "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}2J",
    "abc\u{202e}fed\u{2066}x\u{200f}\u{61c}",
    "a\u{0}b\rc\u{8}\u{7f}\u{85}\u{2028}d",
    "=HYPERLINK(\"http://example.org\")",
    "@SUM(1)\t+1\t-1",
    "\u{3000}\u{a0}    indented",
    "a\u{200d}b\u{fe0f}\u{e0041}\u{3164}",
];

#[test]
fn nothing_that_users_wrote_takes_effect_in_any_form() {
    for text in HOSTILE {
        for document in documents(&talks_of(text)) {
            assert_harmless_html(&document.html().to_string());
            assert_harmless_markdown(&document.markdown().to_string());
            assert_fits(&[24, 80, 200], |width| document.text().width(width).to_string());
            let forms =
                [document.text().to_string(), document.markdown().to_string(), document.html().to_string(), document.csv().to_string()];
            let steers = |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{2066}\u{200f}\u{61c}\u{2028}\u{e0041}\u{3164}".contains(c));
            assert!(forms.iter().all(|form| !form.contains(steers)), "{text:?}: {forms:?}");
            let mut cells = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(forms[3].as_bytes()).into_records();
            let formula =
                cells.find(|record| record.as_ref().unwrap().iter().any(|cell| cell.trim_start().starts_with(['=', '+', '-', '@'])));
            assert!(formula.is_none(), "{formula:?}");
        }
    }
}

/// Asserts that Markdown has no HTML but line breaks, no link or picture, and neither heading, table nor code that the writer did not put there.
#[track_caller]
fn assert_harmless_markdown(markdown: &str) {
    let text = markdown.replace("<br>", "");
    assert!(!text.contains(['<', '>']), "{text}");
    let mut before = ' ';
    for c in text.chars() {
        assert!(before == '\\' || !"`[]{}$~@".contains(c), "{c:?} takes effect in {text}");
        before = if before == '\\' { ' ' } else { c };
    }
    assert!(!text.contains("://") && !text.to_lowercase().contains("www."), "{text}");
    for line in text.lines().map(|line| line.replace("\\|", "")).filter(|line| line.contains('|')) {
        let bars = line.matches('|').count();
        assert!(line.starts_with('|') && line.ends_with('|') && bars > 2, "{line:?}");
    }
}

#[test]
fn blanks_of_the_users_make_no_code_and_break_no_emphasis() {
    for text in ["    indented", "\tindented\t", "\n\n    indented  ", "\u{3000}\u{a0}indented\u{2028}", "     "] {
        for document in documents(&talks_of(text)) {
            let page = document.markdown().to_string();
            for line in page.lines().filter(|line| !line.starts_with('|')) {
                let content = line.trim_start_matches(' ').trim_start_matches(|c: char| c.is_ascii_digit() || "-.#".contains(c));
                assert!(!line.starts_with("    ") && !content.starts_with("  "), "{text:?}: {line:?}");
                let quoted = line.replace("**", "");
                for (i, _) in quoted.match_indices('*').step_by(2) {
                    let end = quoted[i + 1..].find('*').unwrap_or_else(|| panic!("{text:?}: {line:?}")) + i + 1;
                    let inside = &quoted[i + 1..end];
                    assert!(!inside.is_empty() && inside.trim() == inside, "{text:?}: {line:?}");
                }
            }
        }
    }
}

#[test]
fn a_real_case_fits_every_width_and_colour_adds_only_codes() {
    let n = read(include_str!("../../examples/us-dprk.toml"));
    for document in documents(&n) {
        assert_fits(&[20, 24, 40, 59, 60, 71, 79, 200], |width| document.text().width(width).to_string());
        assert_only_coloured(&document.text().to_string(), document.text().color(true).to_string());
        assert_harmless_html(&document.html().to_string());
        assert_harmless_markdown(&document.markdown().to_string());
    }
}

#[test]
fn every_phrase_is_told_in_every_form() {
    for file in [include_str!("../../examples/us-dprk.toml"), include_str!("../../examples/deposit.toml")] {
        for document in documents(&read(file)) {
            let phrases = phrases(&document);
            assert!(phrases.len() > 2);
            assert_tells(&document, &phrases.iter().map(|phrase| phrase.as_str().trim()).collect::<Vec<_>>());
        }
    }
}

/// Lists what a document tells, but for what some forms tell in another way: captions, curves, rows in short and lists in brief.
fn phrases(document: &Document) -> Vec<&Phrase> {
    let mut phrases = vec![&document.title];
    phrases.extend(document.about.iter().flat_map(|about| &about.lines));
    document.lead.iter().for_each(|block| add_phrases(&mut phrases, block));
    for section in &document.sections {
        phrases.push(&section.title);
        section.blocks.iter().for_each(|block| add_phrases(&mut phrases, block));
    }
    phrases
}

fn add_phrases<'d>(phrases: &mut Vec<&'d Phrase>, block: &'d Block) {
    match block {
        Block::Paragraph(paragraph) => phrases.extend(&paragraph.lines),
        Block::List(list) => {
            for item in &list.items {
                phrases.extend(item.lines.iter().chain(&item.aside).chain(&item.more));
                phrases.extend(item.below.iter().flat_map(|list| &list.items).flat_map(|below| &below.lines));
            }
        }
        Block::Part(part) => {
            phrases.push(&part.title);
            part.blocks.iter().for_each(|block| add_phrases(phrases, block));
        }
        Block::Card(card) => {
            phrases.push(&card.number);
            card.blocks.iter().for_each(|block| add_phrases(phrases, block));
        }
        Block::Circle(circle) => {
            phrases.extend(circle.links.iter().flat_map(|link| [&link.name, &link.how, &link.next].into_iter().chain(&link.cited)));
            phrases.extend(circle.gap.iter().map(|(_, said)| said).chain(&circle.caption));
        }
        Block::Table(table) => {
            phrases.extend(
                table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None }),
            );
            phrases.extend(table.left_out.iter().chain(&table.note));
        }
        Block::Grid(grid) => {
            phrases.extend(&grid.columns);
            phrases.extend(grid.groups.iter().filter(|group| !group.is_plain).map(|group| &group.title));
            for row in grid.groups.iter().flat_map(|group| &group.rows) {
                phrases.extend([&row.subject, &row.state].into_iter().chain(row.cells.iter().flat_map(|cell| &cell.lines)));
            }
        }
        Block::Curves(_) => {}
        Block::LeftOut(said) => phrases.push(said),
    }
}

#[test]
fn where_nothing_is_said_every_subject_says_so() {
    let n = read("");
    let found = crate::analyze(&n);
    assert_tells(&report(&n, &found), &["Nothing is demanded: there is nothing to disagree about."]);
    assert_tells(&comparison(&n, &crate::compare(&n)), &["There is nothing to compare."]);
}
