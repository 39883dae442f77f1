//! What was read from where, in words.

use impasse::render::printable;
use impasse::text::Account;

/// Says for each part of the input how much was read from it: `coded.xlsx, sheet Round 2: 14 statements from rows 2–15`.
/// A position file alone, and one that leaves all statements to the tables, has no line: there is nothing to tell apart.
pub(crate) fn lines(read: &[Account]) -> Vec<String> {
    let told = match read {
        [_] => &[],
        [position, tables @ ..] if position.rows == 0 => tables,
        all => all,
    };
    told.iter().map(line).collect()
}

fn line(account: &Account) -> String {
    let mut line = printable(&account.file).into_owned();
    let rows = if let Some(sheet) = &account.sheet {
        line.push_str(&format!(", sheet {}", printable(sheet)));
        "row"
    } else {
        "line"
    };
    line.push_str(&format!(": {}", count(account.statements, "statement")));
    match account.lines {
        Some((first, last)) if first == last => line.push_str(&format!(" from {rows} {first}")),
        Some((first, last)) => line.push_str(&format!(" from {rows}s {first}–{last}")),
        None => {}
    }
    if account.problems > 0 {
        line.push_str(&format!("; {} with a problem", count(account.problems, "row")));
    }
    if account.passed_over > 0 {
        line.push_str(&format!("; {} passed over", count(account.passed_over, "row")));
    }
    line
}

/// Says how many there are of something.
pub(crate) fn count(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_accounted_for() {
        let mut account = Account {
            file: "coded.xlsx".to_owned(),
            sheet: Some("Round 2".to_owned()),
            rows: 14,
            statements: 14,
            problems: 0,
            passed_over: 0,
            lines: Some((2, 15)),
        };
        assert_eq!(line(&account), "coded.xlsx, sheet Round 2: 14 statements from rows 2–15");
        (account.sheet, account.statements, account.problems, account.passed_over) = (None, 1, 1, 12);
        assert_eq!(line(&account), "coded.xlsx: 1 statement from lines 2–15; 1 row with a problem; 12 rows passed over");
        (account.lines, account.problems, account.passed_over) = (None, 0, 0);
        assert_eq!(line(&account), "coded.xlsx: 1 statement");
    }
}
