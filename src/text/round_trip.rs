//! For tests: what is written reads as the same negotiation again.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::Draft;
use crate::draft::{DoneDraft, Fields, PreconditionDraft, RECORDS, Value, given};
use crate::model::{Act, Negotiation};

fn in_csv(text: &str) -> Input<'_> {
    Input::text("statements.csv", text.as_bytes(), Format::Csv)
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
    let (declared, rows, table) = (write_toml::draft_to_toml(&declared), to_csv(negotiation), to_table(negotiation));
    let base = Input::text("base.toml", declared.as_bytes(), Format::Toml);
    for statements in [in_csv(&rows), Input::table("statements.xlsx", &table)] {
        let again = read(&[base, statements], None).unwrap_or_else(|e| panic!("{e}\n{rows}"));
        assert_eq!(to_draft(&again), draft);
    }
    assert_no_formula(&rows);
}

/// Checks that no cell of a CSV text begins as a formula does.
#[track_caller]
fn assert_no_formula(rows: &str) {
    for row in csv::ReaderBuilder::new().from_reader(rows.as_bytes()).records() {
        for cell in row.unwrap().iter() {
            let first = cell.trim_start().chars().next();
            assert!(!first.is_some_and(|c| "=+-@＝＋－＠".contains(c)) && !cell.starts_with(['\t', '\r', '\n']), "{cell:?}");
        }
    }
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
    draft.party("us").name("").short("U\"S");
    draft.party("dprk");
    draft.round("2018", "2018-06-12").name("Singapore");
    draft.issue("i").name("I");
    draft
        .measure("lift", ["us"])
        .name("Lift it")
        .levels(["low", "high"])
        .takes(30)
        .given(true)
        .burden(0.1 + 0.2)
        .issue("i")
        .done_level("low");
    draft.measure("drills", ["us", "dprk"]).done().burden(1e300);
    draft.measure("other", ["us"]).burden(0.0).done_on("2018-06");
    draft.measure("more", ["us"]).levels(["a", "b"]).done_level_on("a", "2018");
    draft.measure("dismantle", ["dprk"]);
    draft.term("peace").name("Peace").means(["lift:low", "drills"]).defined_by("us", ["more:b"]).source("s").quote("=q");
    draft.term("war").defined_by("us", ["dismantle", "more:b"]);
    draft.exclude(["lift:low", "drills"]).because("because");
    draft.exclude(["other", "drills"]);
    let said = draft.says("dprk").offers("dismantle").id("first");
    said.after(PreconditionDraft::step("lift:low").days(30)).after("other");
    said.with(PreconditionDraft::any(["lift:high", "other"])).with("peace");
    said.promise(PreconditionDraft::any(["other"]).within(90)).promise(PreconditionDraft::step("more:a").within(0));
    said.until("2020")
        .weight(4_294_967_295)
        .firm(true)
        .confidence(0.125)
        .reported_by("dprk")
        .source("s")
        .quote("=1+1\r\n'x'")
        .note("'@a, \"b\"; c ");
    draft.says("us").demands("dismantle").deadline("2021-01-20").round("2018").note(" spaces ");
    draft.says("us").withdraws("lift").date("2018-07");
    draft.says("us").withdraws("lift:low").date("2018-08");
    draft.says("us").accepts("dismantle").with("peace").with("lift:low");
    draft.says("dprk").refuses("peace").quote("-");
    draft.claims("us", "p", true).round("2018").reported_by("A \"paper\"").source("s").quote("q").note("n");
    draft.claims("dprk", "p", false).date("2019-01-01");
    let negotiation = draft.build().unwrap();
    assert_eq!(to_draft(&negotiation), draft);
    survives(&negotiation);
    let mut seen = BTreeSet::new();
    see(&draft, &mut seen);
    let declared = RECORDS.iter().flat_map(|record| record.keys().map(|key| (record.name, key)));
    assert_eq!(seen, declared.collect(), "every field that is declared is among what survives");
}

/// Collects the fields that are given in a table and in the tables in it.
fn see(table: &dyn Fields<'_>, seen: &mut BTreeSet<(&'static str, &'static str)>) {
    for (field, value) in given(table) {
        seen.insert((table.record().name, field.key));
        match value {
            Value::Entries(entries) => (0..entries.len()).for_each(|i| see(entries.get(i).1, seen)),
            Value::Tables(tables) => (0..tables.len()).for_each(|i| see(tables.get(i), seen)),
            Value::Preconditions(list) => list.iter().filter_map(|one| one.to_table().ok()).for_each(|table| see(&table, seen)),
            Value::Done(DoneDraft::Since(since)) => see(since, seen),
            _ => {}
        }
    }
}

#[test]
fn an_empty_text_is_valid() {
    for text in ["", "\u{feff}", "\n\n", "# nothing"] {
        assert_eq!(to_draft(&from_toml(text).unwrap()), Draft::default());
    }
    assert_eq!(to_draft(&from_json("{}").unwrap()), Draft::default());
    assert_eq!(to_draft(&from_json("\u{feff} {}\r\n").unwrap()), Draft::default());
    let base = Input::new("a.toml", b"");
    assert!(read(&[base, in_csv("")], None).is_ok());
    assert!(read(&[base, in_csv("\u{feff}id,party,act,step\r\n,,,\r\n")], None).is_ok());
}

#[test]
fn statements_of_several_files_go_on_counting() {
    let base = Input::new("a.toml", b"parties = { a = {}, b = {} }\nmeasures.x.by = 'a'\n[[statements]]\nparty='b'\ndemands='x'\n");
    let first = in_csv("party,act,step\na,offers,x\n");
    let second = in_csv("step,act,party\nx,refuses,b\n");
    let negotiation = read(&[base, first, second], None).unwrap();
    assert_eq!(negotiation.statements().len(), 3);
    assert_eq!(negotiation.statements().map(|(id, _)| negotiation.statement_key(id).into_owned()).collect::<Vec<_>>(), ["s1", "s2", "s3"]);
    let lines = |input: &Input<'_>| statement_lines(input).into_iter().flat_map(|(_, lines)| lines).collect::<Vec<_>>();
    assert_eq!(lines(&base), [3]);
    assert_eq!(lines(&in_csv("party,act,step\n\n\na,offers,x\nb,offers,x\n")), [4, 5]);
    assert_eq!(lines(&Input::new("x.json", b"{\"statements\":[{},\n{}]}")), [1, 2]);
}

/// Makes texts of what is most likely to be lost or read otherwise.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "=", "+", "-", "@", "'", "\"", ",", ";", "|", "\t", "\n", "\r", "\r\n", " ", "\u{a0}", "\u{feff}", "<90d", "+30d", "&amp;",
            "]]>", "_x000D_", "_x0041_", "true", "1e5", "2019-02", "한국", "😀", "\u{1}", "\u{202e}", "#REF!", "│", "＝", "\\", "",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Picks an id or nothing.
fn maybe(ids: &'static [&'static str]) -> impl Strategy<Value = Option<&'static str>> {
    prop::option::of(prop::sample::select(ids))
}

fn waits() -> impl Strategy<Value = Vec<(usize, Option<u32>)>> {
    prop::collection::vec((0..4_usize, prop::option::of(any::<u32>())), 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each field of a statement comes back as it was from each format, whatever stands in it.
    #[test]
    fn every_field_of_every_statement_survives(
        (act, quote, note) in (0..5_usize, prop::option::of(awkward()), prop::option::of(awkward())),
        (id, source) in (maybe(&["0", "s-1_x", "true", "2019-02", "1e5"]), maybe(&["s"])),
        (round, date, until) in (maybe(&["2018"]), maybe(&["2019", "2019-02", "2019-02-27"]), maybe(&["2020", "2020-02", "2020-02-29"])),
        (weight, firm, confidence) in (prop::option::of(1..=u32::MAX), any::<bool>(), prop::option::of(0.0..=1.0_f64)),
        reporter in prop::option::of(awkward()),
        (after, with, promise) in (waits(), waits(), waits()),
    ) {
        let mut draft = Draft::new("Talks");
        draft.as_of = Some("2019-11-05".into());
        draft.party("us");
        draft.party("dprk");
        draft.source("s");
        draft.round("2018", "2018-06-12");
        draft.measure("lift", ["us"]).levels(["low", "high"]);
        draft.measure("drills", ["us"]);
        draft.measure("dismantle", ["dprk"]);
        draft.term("peace").means(["lift:low", "drills"]);
        let act = Act::ALL[act];
        let said = match act {
            Act::Offers => draft.says("dprk").offers("dismantle"),
            Act::Demands => draft.says("us").demands("dismantle"),
            Act::Accepts => draft.says("us").accepts("dismantle"),
            Act::Refuses => draft.says("us").refuses("dismantle"),
            Act::Withdraws => draft.says("us").withdraws("dismantle"),
        };
        let waits = |wait: &(usize, Option<u32>)| match wait.0 {
            0 => PreconditionDraft::step("lift:low"),
            1 => PreconditionDraft::step("peace"),
            2 => PreconditionDraft::any(["drills"]),
            _ => PreconditionDraft::any(["lift:high", "drills"]),
        };
        if matches!(act, Act::Offers | Act::Accepts) {
            said.after.0.extend(after.iter().map(|wait| PreconditionDraft { days: wait.1, ..waits(wait) }));
            said.with.0.extend(with.iter().map(waits));
            said.promise.0.extend(promise.iter().map(|wait| PreconditionDraft { within: wait.1, ..waits(wait) }));
        }
        said.id = id.map(Into::into);
        said.round = round.map(Into::into);
        said.date = date.filter(|_| round.is_none()).map(Into::into);
        said.until = until.filter(|_| act == Act::Offers).map(Into::into);
        said.deadline = until.filter(|_| act == Act::Demands).map(Into::into);
        said.weight = weight.filter(|&weight| weight != 1);
        said.firm = firm.then_some(true);
        said.confidence = confidence;
        said.reported_by = reporter.map(Into::into);
        said.source = source.map(Into::into);
        said.quote = quote.map(Into::into);
        said.note = note.map(Into::into);
        let negotiation = draft.build().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(to_draft(&negotiation), draft);
        survives(&negotiation);
    }
}
