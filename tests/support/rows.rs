//! Rows of a table of statements, and what they are when they are written as plainly as can be.

use impasse::Negotiation;
use impasse::text::{Input, Intake, take_in};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

const POSITIONS: &str = "
as_of = '2020'
parties = { us = {}, dprk = {}, rok = {} }
sources = { article = {} }
rounds = { hanoi = { date = '2019-02-27' }, zone = { date = '2019-06-30' } }
measures = { lift = { by = 'us', levels = ['partial', 'full'] }, freeze = { by = 'dprk' }, dismantle = { by = 'dprk' }, drills = { by = ['us', 'rok'] } }
terms = { peace = { means = ['drills', 'freeze'] } }
";

/// The names of the columns.
pub(crate) const COLUMNS: [&str; impasse::text::COLUMNS.len()] = {
    let mut names = [""; impasse::text::COLUMNS.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = impasse::text::COLUMNS[i].name;
        i += 1;
    }
    names
};

/// A row by its columns, in the order of `COLUMNS`; empty where there is nothing.
pub(crate) type Row = Vec<String>;

pub(crate) fn row(fields: &[(&str, &str)]) -> Row {
    let of = |column: &&str| fields.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value);
    COLUMNS.iter().map(|column| of(column).to_owned()).collect()
}

/// Rows that are statements, with whatever gets lost easily in them.
pub(crate) fn pool() -> Vec<Row> {
    vec![
        row(&[("party", "us"), ("act", "demands"), ("step", "dismantle"), ("round", "hanoi"), ("deadline", "2021-01"), ("weight", "2")]),
        row(&[
            ("party", "us"),
            ("act", "offers"),
            ("step", "lift:partial"),
            ("after", "freeze; dismantle+30d"),
            ("with", "freeze|dismantle"),
        ]),
        row(&[("party", "dprk"), ("act", "Offers"), ("step", "freeze"), ("promise", "lift<90d"), ("until", "2021"), ("firm", "TRUE")]),
        row(&[("party", "dprk"), ("act", "refuses"), ("step", "dismantle"), ("quote", "He said \"never\", twice; or | thrice.")]),
        row(&[("party", "rok"), ("act", "accepts"), ("step", "freeze"), ("quote", "two\nlines"), ("note", "a \"quoted\"\r\n\nend\"")]),
        row(&[
            ("party", "rok"),
            ("act", "offers"),
            ("step", "drills"),
            ("confidence", "0.8"),
            ("quote", "북한, \"그리고\" 😀"),
            ("note", "\ta tab"),
        ]),
        row(&[("party", "us"), ("act", "withdraws"), ("step", "peace"), ("date", "2019-03-04"), ("source", "article"), ("note", "'=1+1")]),
        row(&[("party", "dprk"), ("act", "demands"), ("step", "peace"), ("round", "zone"), ("quote", "\"all of it\""), ("note", " , ")]),
        row(&[
            ("party", "us"),
            ("act", "refuses"),
            ("step", "lift"),
            ("quote", "what we said of lift,offers and the like"),
            ("source", "article"),
        ]),
    ]
}

pub(crate) fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(select(pool()), 1..6)
}

/// Returns the statements of a negotiation in a form that can be compared.
pub(crate) fn statements(negotiation: &Negotiation) -> Vec<Value> {
    let json: Value = serde_json::from_str(&impasse::text::to_json(negotiation)).unwrap();
    json["statements"].as_array().cloned().unwrap_or_default()
}

pub(crate) fn positions() -> Input<'static> {
    Input::new("positions.toml", POSITIONS.as_bytes())
}

pub(crate) fn read(inputs: &[Input<'_>]) -> Intake {
    let intake = take_in(&[&[positions()], inputs].concat(), None);
    for part in &intake.read {
        assert_eq!(part.rows, part.statements + part.problems + part.passed_over, "{part:?}");
    }
    intake
}

/// What the rows are when they are written as plainly as can be.
pub(crate) fn expected(rows: &[Row]) -> Vec<Value> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    let text = writer.into_inner().unwrap();
    let input = Input::text("plain.csv", &text, impasse::text::Format::Csv);
    statements(&read(&[input]).negotiation.unwrap_or_else(|why| panic!("{why}")))
}
