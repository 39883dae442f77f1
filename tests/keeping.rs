//! What `to_toml_keeping` promises: the negotiation that `to_toml` writes, and every remark of the text where it was.

mod support;

use impasse::Negotiation;
use impasse::text::{Format, Input, from_toml, read, to_csv, to_draft, to_toml, to_toml_keeping};

use support::generate::{Random, generate};

/// How many random negotiations are tried.
const CASES: u64 = 2_000;

/// Reads a position file and what is added to it.
fn read_both(position: &str, rows: &str) -> Negotiation {
    let inputs = [Input::text("a.toml", position.as_bytes(), Format::Toml), Input::text("b.csv", rows.as_bytes(), Format::Csv)];
    read(&inputs, None).unwrap_or_else(|error| panic!("{error}\n{position}\n{rows}"))
}

/// Returns the names of the columns and the rows of a CSV text from a number on.
fn rows_from(csv: &str, first: usize) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    for (number, record) in reader.records().enumerate() {
        if number == 0 || number > first {
            writer.write_record(&record.unwrap()).unwrap();
        }
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Writes the statements of a position file as the items of one list, above everything else.
fn with_list(text: &str) -> String {
    let mut parts = text.split("\n[[statements]]\n");
    let mut rest = parts.next().unwrap().to_owned();
    let mut items = Vec::new();
    for part in parts {
        let (lines, behind) = part.split_once("\n[[").unwrap_or((part, ""));
        items.push(format!("  {{ {} }}", lines.trim_end().lines().collect::<Vec<_>>().join(", ")));
        if !behind.is_empty() {
            rest = format!("{rest}\n[[{behind}");
        }
    }
    format!("statements = [\n{}\n]\n{rest}", items.join(",\n"))
}

/// Strews remarks over a text of which no value goes over several lines; returns it and the remarks.
fn with_remarks(text: &str, random: &mut Random) -> (String, Vec<String>) {
    let (mut made, mut remarks) = (String::new(), Vec::new());
    for line in text.lines() {
        while random.chance(15) {
            let remark = format!("# {} \", ] }} [[statements]] '", remarks.len());
            made.push_str(&format!("{}{remark}\n", random.pick(&["", "  ", "\t"])));
            remarks.push(remark);
        }
        made.push_str(line);
        if !line.is_empty() && random.chance(25) {
            let remark = format!("# {}, {{ x = 1 }}, [", remarks.len());
            made.push_str(&format!(" {remark}"));
            remarks.push(remark);
        }
        made.push('\n');
        while random.chance(10) {
            made.push('\n');
        }
    }
    (made, remarks)
}

#[test]
fn keeping_a_text_loses_neither_statements_nor_remarks() {
    let (mut added, mut listed, mut remarked) = (0, 0, 0);
    for seed in 0..CASES {
        let mut random = Random::new(seed ^ 0x6b65_6570);
        let case = generate(seed);
        let Ok((negotiation, _)) = case.build() else { panic!("{}", case.describe()) };
        let all = negotiation.statements().len();
        let kept_back = random.below(all + 1);
        let mut first = to_draft(&negotiation);
        first.statements.truncate(all - kept_back);
        // A day that only the later statements make may be missing.
        let Ok(first) = first.build() else { continue };
        let mut text = to_toml(&first);
        let is_list = random.chance(40) && first.statements().len() > 0;
        if is_list {
            text = with_list(&text);
            listed += 1;
        }
        let (mut text, remarks) = with_remarks(&text, &mut random);
        if random.chance(20) {
            text = text.replace('\n', "\r\n");
        }
        if random.chance(20) {
            text = text.trim_end().to_owned();
        }
        if random.chance(10) {
            text = format!("\u{feff}{text}");
        }
        let whole = read_both(&text, &rows_from(&to_csv(&negotiation), all - kept_back));
        assert_eq!(to_toml(&whole), to_toml(&negotiation), "the parts make the whole");

        let kept = to_toml_keeping(&whole, text.as_bytes());
        let again = from_toml(&kept).unwrap_or_else(|error| panic!("{error}\n{kept}"));
        assert_eq!(to_toml(&again), to_toml(&whole), "{kept}");
        let ids = |n: &Negotiation| n.statements().map(|(id, _)| n.statement_key(id).into_owned()).collect::<Vec<_>>();
        assert_eq!(ids(&again), ids(&whole));
        // Nothing is taken away, and what is put in is in one place, but for the comma behind the last item of a list.
        let mut letters = kept.chars();
        assert!(text.chars().all(|letter| letters.any(|other| other == letter)), "{text}\n{kept}");
        let before = text.bytes().zip(kept.bytes()).take_while(|(old, new)| old == new).count();
        let behind = text.bytes().rev().zip(kept.bytes().rev()).take_while(|(old, new)| old == new).count();
        assert!(is_list || before + behind >= text.len(), "{text}\n{kept}");
        for remark in &remarks {
            assert_eq!(kept.matches(remark.as_str()).count(), 1, "{remark}\n{kept}");
        }
        if kept_back == 0 {
            assert_eq!(kept, text);
        }
        added += usize::from(kept_back > 0);
        remarked += usize::from(!remarks.is_empty());
    }
    assert!(added > 500 && listed > 300 && remarked > 1_000, "{added} with statements added, {listed} with lists, {remarked} with remarks");
}
