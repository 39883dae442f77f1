//! For tests: every mistake of a text is reported at once, each at its exact place.

use super::*;
use crate::draft::Problem;

fn problems(inputs: &[Input<'_>]) -> Vec<Problem> {
    read(inputs, None).map_or_else(|error| error.problems().to_vec(), |_| Vec::new())
}

fn toml(text: &str) -> Input<'_> {
    Input::text("a.toml", text.as_bytes(), Format::Toml)
}

fn json(text: &str) -> Input<'_> {
    Input::text("a.json", text.as_bytes(), Format::Json)
}

fn csv(text: &str) -> Input<'_> {
    Input::text("a.csv", text.as_bytes(), Format::Csv)
}

/// Writes each problem as its code, line, column and what is marked.
fn brief(problems: &[Problem]) -> Vec<String> {
    let brief = |problem: &Problem| match &problem.place {
        Some(place) => {
            format!("{} {}:{} {}", problem.code, place.line, place.column, &place.excerpt[place.mark.0..place.mark.1])
        }
        None => problem.code.word().to_owned(),
    };
    problems.iter().map(brief).collect()
}

const BASE: &str = "
[parties.us]
[parties.dprk]
[measures.lift]
by = 'us'
levels = ['partial', 'full']
[measures.dismantle]
by = 'dprk'
";

#[track_caller]
fn of_toml(more: &str, expected: &[&str]) {
    assert_eq!(brief(&problems(&[toml(&format!("{BASE}{more}"))])), expected);
}

#[test]
fn three_mistakes_in_one_file() {
    of_toml(
        "[[statements]]\nparty = 'norht'\ndemands = 'dismantle'\nweight = -1\n\n[[statements]]\nquote = '한국어', # 북한\n",
        &["syntax 15:14 ,"],
    );
    of_toml(
        "[[statements]]\nparty = 'norht'\ndemands = 'dismantle'\nweight = -1\n[[statements]]\nparty = 'us'\ndemands = { '한국' = 1, to = 2 }\n",
        &["unknown-party 10:9 'norht'", "out-of-range 12:10 -1", "wrong-type 15:11 { '한국' = 1, to = 2 }"],
    );
    let text = "{\"parties\": {\"us\": {}}, \"title\": \"한국어\", \"as_of\": \"soon\",\n \"statements\": [{\"party\": \"su\", \"firm\": 1, \"note\": \"한\", \"wieght\": 2}]}";
    assert_eq!(
        brief(&problems(&[json(text)])),
        [
            "bad-date 1:50 \"soon\"",
            "no-act 2:17 {\"party\": \"su\", \"firm\": 1, \"note\": \"한\", \"wieght\": 2}",
            "unknown-party 2:27 \"su\"",
            "wrong-type 2:41 1",
            "unknown-key 2:57 \"wieght\""
        ]
    );
    let rows = "party,act,step,weight,quote\r\nus,demand,dismantle,1,\"한국,\r\nx\"\r\nsu,offers,lift:ful,-1,한\r\n";
    assert_eq!(
        brief(&problems(&[toml(BASE), csv(rows)])),
        ["unknown-act 2:4 demand", "unknown-party 4:1 su", "unknown-level 4:11 lift:ful", "out-of-range 4:20 -1"]
    );
}

#[test]
fn a_mistake_of_shape_is_not_reported_twice() {
    // Each would make something else look missing or unknown.
    of_toml("[[statements]]\nparty = 1\ndemands = 'dismantle'\n", &["wrong-type 10:9 1"]);
    of_toml("[[statements]]\nparty = 'us'\ndemands = 1\n", &["wrong-type 11:11 1"]);
    of_toml("[[statements]]\nparti = 'us'\ndemand = 'dismantle'\n", &["unknown-key 10:1 parti", "unknown-key 11:1 demand"]);
    of_toml("[[statements]]\nparti = 'su'\ndemands = 'dismantle'\n", &["unknown-key 10:1 parti"]);
    of_toml("[exclusions]\nsteps = 1\n", &["wrong-type 9:2 exclusions", "wrong-type 10:9 1"]);
    of_toml("[[exclusions]]\nsteps = [1, 2]\n", &["wrong-type 10:10 1", "wrong-type 10:13 2"]);
    of_toml(
        "[rounds]\nhanoi = 2019-02-27\n[[claims]]\nround = 'hanoi'\nparty = 'us'\nproposition = 'p'\nholds = 'true'\n",
        &["wrong-type 10:9 2019-02-27", "wrong-type 15:9 'true'"],
    );
    of_toml("[terms.t]\nmeans = 5\n[[statements]]\nparty = 'us'\ndemands = 't'\n", &["wrong-type 10:9 5"]);
    of_toml("[measures.m]\nby = 'us'\nlevels = 'x'\n[[statements]]\nparty='dprk'\ndemands = 'm:y'\n", &["wrong-type 11:10 'x'"]);
    let text = "parties = ['us']\nmeasures.m.by = 'us'\n[[statements]]\nparty='us'\noffers='m'\n";
    assert_eq!(brief(&problems(&[toml(text)])), ["wrong-type 1:11 ['us']"]);
    let text = "[partys.us]\n[measures.m]\nby = 'us'\n";
    assert_eq!(brief(&problems(&[toml(text)])), ["unknown-key 1:2 partys"]);
}

#[test]
fn dates_may_be_bare_but_have_no_time() {
    of_toml(
        "[rounds]\na.date = 2019-02-27\nb.date = 2019-02-27T10:00:00\nc.date = 2019\nd.date = 10:00:00\n",
        &["wrong-type 11:10 2019-02-27T10:00:00", "wrong-type 12:10 2019", "wrong-type 13:10 10:00:00"],
    );
    of_toml("title = 'after a header'\n", &["unknown-key 9:1 title"]);
}

#[test]
fn repeated_keys_are_reported() {
    let text = "[parties.us]\n[parties.us]\nname = 'a'\nname = 'b'\n[[statements]]\nparty = 'su'\ndemands = 'x'\n";
    assert_eq!(
        brief(&problems(&[toml(text)])),
        ["repeated-key 2:10 us", "repeated-key 4:1 name", "unknown-party 6:9 'su'", "unknown-step 7:11 'x'"]
    );
    let text = r#"{"title": "a", "parties": {"us": {"name": "a", "name": "b"}, "us": {}}, "title": "b"}"#;
    assert_eq!(brief(&problems(&[json(text)])), ["repeated-key 1:48 \"name\"", "repeated-id 1:62 \"us\"", "repeated-key 1:73 \"title\""]);
}

#[test]
fn texts_in_the_wrong_place_or_encoding_are_reported() {
    assert_eq!(brief(&problems(&[csv("party,act,step\nus,demands,x\n")])), ["syntax 1:1 "]);
    assert_eq!(brief(&problems(&[toml(""), toml("")])), ["syntax 1:1 "]);
    assert_eq!(brief(&problems(&[])), ["no-input"]);
    let latin = Input::text("a.toml", b"title = 'a'\n# \xed\x95\x9c caf\xe9 '\n", Format::Toml);
    assert_eq!(brief(&problems(&[latin]))[0], "syntax 2:8 \u{FFFD}");
    let wide = Input::text("a.csv", b"a\0b\0", Format::Csv);
    assert!(problems(&[toml(""), wide])[0].remedy.contains("UTF-16"));
}

#[test]
fn a_wrong_as_of_has_no_place_and_comes_first() {
    let error = read(&[toml("titel = 'x'")], Some("soon")).unwrap_err();
    assert_eq!(brief(error.problems()), ["bad-as-of", "unknown-key 1:1 titel"]);
}

#[test]
fn many_mistakes_are_all_reported() {
    let statements: String = (0..200).map(|i| format!("[[statements]]\nparty = 'p{i}'\ndemands = 'dismantle'\n")).collect();
    let found = problems(&[toml(&format!("{BASE}{statements}"))]);
    assert_eq!(found.len(), 200);
    assert!(found.iter().enumerate().all(|(i, p)| p.place.as_ref().unwrap().line == 10 + 3 * i));
    let rows: String = (0..200).map(|i| format!("p{i},demands,dismantle,{i}.5\n")).collect();
    let found = problems(&[toml(BASE), csv(&format!("party,act,step,weight\n{rows}"))]);
    assert_eq!(found.len(), 400);
}

#[test]
fn endless_nesting_is_a_mistake_of_form() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))] {
        assert_eq!(problems(&[json(&text)]).len(), 1);
        assert!(!problems(&[toml(&format!("a = {text}"))]).is_empty());
        assert!(!problems(&[toml(&text)]).is_empty());
    }
    let dotted = vec!["a"; 100_000].join(".");
    assert_eq!(problems(&[toml(&format!("{dotted} = 1"))]).len(), 1);
    assert_eq!(problems(&[toml(&format!("[{dotted}]"))]).len(), 1);
    assert_eq!(problems(&[json(&format!("{}{}{}", "[".repeat(127), 1, "]".repeat(127)))]).len(), 1);
}

#[test]
fn garbage_of_any_length_ends_soon() {
    for piece in ["=", "[", "\"", "'", ",", "{", "\\", "\n=", "a=", "\u{1}", "a.", "[a]\n", "{\"a\":", "[,", "\"\\q\","] {
        let text = piece.repeat(20_000);
        for input in [toml(&text), json(&text), json(&format!("[{text}")), json(&format!("[\"{text}"))] {
            assert!(!problems(&[input]).is_empty(), "{piece}");
        }
        problems(&[toml(BASE), csv(&text)]);
        problems(&[toml(BASE), csv(&format!("party,act,step\n{text}"))]);
    }
    // Headers of tables after those of tables inside them.
    let inner: String = (0..20_000).map(|i| format!("[terms.t{i}.by.us]\n")).collect();
    let outer: String = (0..20_000).map(|i| format!("[terms.t{i}]\n")).collect();
    assert_eq!(problems(&[toml(&format!("parties.us = {{}}\n{inner}{outer}"))]).len(), 20_000);
}

#[test]
fn headers_that_are_not_closed_are_all_reported() {
    let headers: String = (0..60).map(|i| format!("[parties.a{i}\n")).collect();
    let found = problems(&[toml(&headers)]);
    assert_eq!(found.len(), 60);
    assert!(found.iter().enumerate().all(|(i, p)| p.edit.as_ref().is_some_and(|edit| edit.text == format!("[parties.a{i}]"))));
}

#[test]
fn mistakes_of_form_in_json_are_all_reported_up_to_a_limit_that_is_said() {
    let text = "{\"parties\":{\"a\":{,},\n\"b\":{,},\n\"c\":{\"name\":1}}}";
    assert_eq!(brief(&problems(&[json(text)])), ["syntax 1:18 ,", "syntax 2:6 ,", "wrong-type 3:13 1"]);
    let text = "{\"statements\": [{party: us, demands = x 'firm': True,}, {\"note\" \"\\ud83d\"]]}";
    assert_eq!(
        brief(&problems(&[json(text)])),
        [
            "syntax 1:18 party",
            "syntax 1:25 us",
            "syntax 1:29 demands",
            "syntax 1:37 =",
            "syntax 1:39 x 'firm': True",
            "syntax 1:53 ,",
            "syntax 1:58 \"note\"",
            "syntax 1:66 \\ud83d",
            "syntax 1:73 ]",
        ]
    );
    let many = format!("[{}]", "\"\\q\",\n".repeat(2_000));
    let found = problems(&[json(&many)]);
    assert_eq!(found.len(), 1_001);
    assert_eq!(found[1_000].message, "reading stopped here after 1000 problems: there may be more");
}

#[test]
fn nothing_is_said_of_a_value_under_a_guess() {
    of_toml("[[statements]]\nparty = 'us'\ndemands = 'dismantle'\nif = ['n']\n", &["unknown-key 12:1 if"]);
    of_toml("[[statements]]\nparty = 'us'\ndemands = 'dismantle'\nwieght = 'x'\n", &["unknown-key 12:1 wieght"]);
    of_toml("[measures.m]\nyb = 'us'\nissue = 'x'\n", &["unknown-key 10:1 yb", "unknown-issue 11:9 'x'"]);
    // A key in the singular is no guess.
    of_toml(
        "[[statement]]\nparty = 'su'\ndemand = 'x'\n",
        &["unknown-key 9:3 statement", "unknown-party 10:9 'su'", "unknown-key 11:1 demand", "unknown-step 11:10 'x'"],
    );
}

#[test]
fn an_id_that_is_mended_is_known() {
    of_toml("[parties.UK]\n[[statements]]\nparty = 'uk'\ndemands = 'dismantle'\n", &["bad-id 9:10 UK"]);
    of_toml("[measures.Pay]\nby = 'us'\n[[statements]]\nparty = 'dprk'\ndemands = 'pay'\n", &["bad-id 9:11 Pay"]);
}

#[test]
fn all_mistakes_of_a_statement_are_told_at_once() {
    let rows = "party,act,step,after,date\nsu,says,lift:ful,\"dismantel; x\",soon\n";
    assert_eq!(
        brief(&problems(&[toml(BASE), csv(rows)])),
        [
            "unknown-party 2:1 su",
            "unknown-act 2:4 says",
            "unknown-level 2:9 lift:ful",
            "unknown-step 2:19 dismantel",
            "unknown-step 2:30 x",
            "bad-date 2:33 soon"
        ]
    );
    // What the act alone makes wrong is not told of an act that is not known.
    assert_eq!(brief(&problems(&[toml(BASE), csv("party,act,step,after\nus,says,lift,dismantle\n")])), ["unknown-act 2:4 says"]);
}

#[test]
fn a_long_line_is_cut_around_each_place() {
    let many: Vec<String> = (0..2_000).map(|i| format!("{{\"party\": \"한{i}\", \"demands\": \"x\"}}")).collect();
    let text = format!("{{\"statements\": [{}]}}", many.join(", "));
    let found = problems(&[json(&text)]);
    assert_eq!(found.len(), 4_000);
    assert!(found.iter().all(|p| p.place.as_ref().unwrap().excerpt.chars().count() <= 120));
}
