//! Spans of time as people write them, in days.

/// Numbers in words.
const NUMBERS: [&str; 13] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Reads `30 days`, `2 years` or `six weeks` as a number of days; months have 30, years 365.
pub(crate) fn days(text: &str) -> Option<u32> {
    let text = text.trim().to_lowercase();
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = match split {
        0 => text.split_once(' ')?,
        _ => text.split_at(split),
    };
    let number: u32 = number.parse().ok().or_else(|| NUMBERS.iter().position(|&word| word == number).map(|n| n as u32))?;
    let days = match unit.trim().trim_end_matches('.') {
        "d" | "day" | "days" => 1,
        "w" | "wk" | "week" | "weeks" => 7,
        "m" | "month" | "months" => 30,
        "y" | "yr" | "year" | "years" => 365,
        _ => return None,
    };
    number.checked_mul(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_time_are_days() {
        for (text, expected) in [
            ("2 years", 730),
            ("30 days", 30),
            ("30d", 30),
            (" 6 Weeks ", 42),
            ("one month", 30),
            ("3mon", 0),
            ("", 0),
            ("soon", 0),
            ("9999999999 days", 0),
        ] {
            assert_eq!(days(text).unwrap_or(0), expected, "{text}");
        }
    }
}
