//! For tests: what is written reads as the same negotiation again.

use super::*;
use crate::Draft;
use crate::model::Negotiation;

fn csv(text: &str) -> Input<'_> {
    Input { name: "statements.csv", bytes: text.as_bytes(), format: Format::Csv }
}

/// Writes a negotiation in every format and reads it again.
#[track_caller]
fn survives(negotiation: &Negotiation) {
    let draft = to_draft(negotiation);
    let toml = to_toml(negotiation);
    assert_eq!(to_draft(&from_toml(&toml).unwrap_or_else(|e| panic!("{e}\n{toml}"))), draft);
    assert_eq!(to_toml(&from_toml(&toml).unwrap()), toml);
    let json = to_json(negotiation);
    assert_eq!(to_draft(&from_json(&json).unwrap_or_else(|e| panic!("{e}\n{json}"))), draft);
    let root = parse_json::parse(&json, &mut Vec::new()).unwrap();
    let mut shape = decode::Shape::default();
    assert_eq!(decode::draft(&root, &mut shape), draft, "the second reading agrees with the first");
    assert!(shape.faults.is_empty());

    let mut declared = draft.clone();
    declared.statements.clear();
    let (declared, rows) = (write_toml::draft_to_toml(&declared), to_csv(negotiation));
    let base = Input { name: "base.toml", bytes: declared.as_bytes(), format: Format::Toml };
    let again = read(&[base, csv(&rows)], None).unwrap_or_else(|e| panic!("{e}\n{rows}"));
    assert_eq!(to_draft(&again), draft);
}

#[test]
fn every_encoded_case_survives() {
    let cases = std::fs::read_dir("tests/cases").unwrap().map(|file| file.unwrap().path());
    for file in cases.chain(["examples/us-dprk.toml".into()]) {
        let text = std::fs::read_to_string(&file).unwrap();
        let negotiation = from_toml(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        survives(&negotiation);
    }
}

#[test]
fn everything_survives() {
    let mut draft = Draft::new("Quotes \" \\ \u{1}\u{7f}\r\n\t한국 😀");
    draft.as_of = Some("2019-11".into());
    draft.source("s").title("t").publisher("p").date("2019").url("https://example.org/?a=b#c");
    draft.party("us").name("");
    draft.party("dprk");
    draft.round("2018", "2018-06-12").name("Singapore");
    draft.issue("i");
    draft.measure("lift", ["us"]).levels(["low", "high"]).takes(30).given(true).burden(0.1 + 0.2).issue("i").done_level("low", None);
    draft.measure("drills", ["us", "dprk"]).done().burden(1e300);
    draft.measure("other", ["us"]).burden(0.0).done_on("2018-06");
    draft.measure("more", ["us"]).levels(["a", "b"]).done_level("a", Some("2018"));
    draft.measure("dismantle", ["dprk"]);
    draft.term("peace").name("Peace").means(["lift:low", "drills"]).defined_by("us", ["more"]).source("s").quote("=q");
    draft.term("war").defined_by("us", ["dismantle", "more"]);
    draft.exclude(["lift:low", "drills"]).because("because");
    draft.exclude(["other", "drills"]);
    let said = draft.says("dprk").offers("dismantle").id("first");
    said.after(crate::draft::PreconditionDraft::step("lift:low").days(30)).after("other");
    said.with(crate::draft::PreconditionDraft::any(["lift:high", "other"])).with("peace");
    said.promise(crate::draft::PreconditionDraft::any(["other"]).within(90))
        .promise(crate::draft::PreconditionDraft::step("more:a").within(0));
    said.until("2020").weight(4_294_967_295).firm(true).confidence(0.125).source("s").quote("=1+1\r\n'x'").note("'@a, \"b\"; c ");
    draft.says("us").demands("dismantle").deadline("2021-01-20").round("2018").note(" spaces ");
    draft.says("us").withdraws("lift").date("2018-07");
    draft.says("us").withdraws("lift:low").date("2018-08");
    draft.says("us").accepts("dismantle").with("peace").with("lift:low");
    draft.says("dprk").refuses("peace").quote("-");
    draft.claims("us", "p", true).round("2018").source("s").quote("q").note("n");
    draft.claims("dprk", "p", false).date("2019-01-01");
    let negotiation = draft.build().unwrap();
    survives(&negotiation);
    assert_eq!(to_draft(&negotiation).statements.len(), 6);
}

#[test]
fn an_empty_text_is_valid() {
    for text in ["", "\u{feff}", "\n\n", "# nothing"] {
        assert_eq!(to_draft(&from_toml(text).unwrap()), Draft::default());
    }
    assert_eq!(to_draft(&from_json("{}").unwrap()), Draft::default());
    assert_eq!(to_draft(&from_json("\u{feff} {}\r\n").unwrap()), Draft::default());
    let base = Input::new("a.toml", b"");
    assert!(read(&[base, csv("")], None).is_ok());
    assert!(read(&[base, csv("\u{feff}id,party,act,step\r\n,,,\r\n")], None).is_ok());
}

#[test]
fn statements_of_several_files_go_on_counting() {
    let base = Input::new("a.toml", b"parties = { a = {}, b = {} }\nmeasures.x.by = 'a'\n[[statements]]\nparty='b'\ndemands='x'\n");
    let first = csv("party,act,step\na,offers,x\n");
    let second = csv("step,act,party\nx,refuses,b\n");
    let negotiation = read(&[base, first, second], None).unwrap();
    assert_eq!(negotiation.statements().len(), 3);
    assert_eq!(negotiation.statements().map(|(id, _)| negotiation.statement_key(id).into_owned()).collect::<Vec<_>>(), ["s1", "s2", "s3"]);
    assert_eq!(statement_lines(&base), [3]);
    assert_eq!(statement_lines(&csv("party\n\n\na\nb\n")), [4, 5]);
    assert_eq!(statement_lines(&Input::new("x.json", b"{\"statements\":[{},\n{}]}")), [1, 2]);
}
