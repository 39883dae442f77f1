//! For tests: what is written into a spreadsheet is read from it again, and is no formula.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use impasse::text::{COLUMNS, Column, Holds, Table};
use proptest::prelude::*;

use super::{Lists, read, write};

/// Makes texts of what is most likely to be lost or read otherwise.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "=", "=1+1", "+", "-", "@", "'", "\"", ",", ";", "\t", "\n", "\r", "\r\n", " ", "  ", "\u{a0}", "\u{feff}", "&amp;", "<t>",
            "]]>", "_x000D_", "_x0041_", "_x005F_", "_", "true", "1e5", "2019-02", "한국", "😀", "\u{0}", "\u{1}", "\u{b}", "\u{7f}",
            "\u{85}", "\u{2028}", "\u{202e}", "\u{fffe}", "\u{ffff}", "#REF!",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat()).prop_filter("a cell with nothing to see is empty", |text| {
        // The library puts an apostrophe before such texts.
        !text.trim().is_empty()
    })
}

/// Makes a cell of a column.
fn cell(column: Column) -> BoxedStrategy<String> {
    match column.holds {
        Holds::Count => any::<u32>().prop_map(|weight| weight.to_string()).boxed(),
        Holds::Share => (0.0..=1.0_f64).prop_map(|confidence| confidence.to_string()).boxed(),
        Holds::Truth => any::<bool>().prop_map(|firm| firm.to_string()).boxed(),
        Holds::Prose => awkward().boxed(),
        _ => prop::sample::select(vec!["true", "2019", "2019-02", "2019-02-27", "1e5", "007", "a; b|c+30d", "offers", "a:b", "0"])
            .prop_map(str::to_owned)
            .boxed(),
    }
}

fn row() -> impl Strategy<Value = Vec<Option<String>>> {
    COLUMNS.into_iter().map(|column| prop::option::of(cell(column)).boxed()).collect::<Vec<_>>()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_comes_back_and_none_is_a_formula(rows in prop::collection::vec(row(), 0..4)) {
        let mut table = Table::new("statements");
        for (number, column) in (0..).zip(COLUMNS) {
            table.set(0, number, column.name);
        }
        for (number, row) in (1..).zip(rows) {
            for (column, cell) in (0..).zip(row) {
                if let Some(text) = cell {
                    table.set(number, column, text);
                }
            }
        }
        let written = write(&table, &Lists::default()).unwrap();
        prop_assert_eq!(&read(&written).unwrap(), std::slice::from_ref(&table));
        prop_assert_eq!(&write(&table, &Lists::default()).unwrap(), &written);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&written)).unwrap();
        prop_assert!(book.worksheet_formula("statements").unwrap().is_empty());
    }
}

#[test]
fn what_does_not_fit_into_a_cell_is_refused() {
    let quote = (0..).zip(COLUMNS).find(|(_, column)| column.name == "quote").unwrap().0;
    let mut table = Table::new("statements");
    table.set(1, quote, "😀".repeat(16_384));
    let refused = format!("{:?}", write(&table, &Lists::default()).unwrap_err());
    assert!(refused.contains("statement 1 has a text that is longer than the 32,767 characters"), "{refused}");
    let mut table = Table::new("statements");
    table.set(1, quote, "x".repeat(32_767));
    assert_eq!(read(&write(&table, &Lists::default()).unwrap()).unwrap()[0].cells().count(), COLUMNS.len() + 1);
    table.set(1_048_576, 1, "us");
    let refused = format!("{:?}", write(&table, &Lists::default()).unwrap_err());
    assert!(refused.contains("only 1048576 rows"), "{refused}");
}
