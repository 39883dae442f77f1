//! Dates as people write them, and the one form that the position file has for them.

use crate::model::Date;

/// What a text that is no date of the position file was probably meant to be, in the form that the file has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// This date.
    One(String),
    /// One of two: which number is the day and which the month cannot be told.
    Either(String, String),
}

/// The months, by the letters that they begin with.
const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const DAYS_OF_THE_WEEK: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// No date is longer.
const LONGEST: usize = 60;

/// Tells what date a text was meant to be; `None` when it cannot be told.
pub(crate) fn meant(text: &str) -> Option<Meant> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let plain: String = text.chars().map(|c| if matches!(c, '‐' | '‑' | '–' | '—' | '−') { '-' } else { c }).collect();
    if let (Some(day), Some(rest)) = (plain.get(..10), plain.get(10..))
        && (rest.is_empty() || rest.starts_with(['T', 't', ' ']) && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
        && let Some(date) = valid(day)
    {
        return Some(Meant::One(date));
    }
    // Programs write a column of years in which some are missing as numbers with a point.
    if let Some(year) = plain.strip_suffix(".0").filter(|year| year.len() == 4) {
        return valid(year).map(Meant::One);
    }
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        return in_one_number(&plain).map(Meant::One);
    }
    if plain.contains(|c: char| c.is_alphabetic()) { in_words(&plain).map(Meant::One) } else { in_numbers(&plain) }
}

/// Returns a date if the calendar has it.
fn valid(text: &str) -> Option<String> {
    Date::parse(text).ok().map(|date| date.to_string())
}

fn of_day(year: u32, month: u32, day: u32) -> Option<String> {
    valid(&format!("{year:04}-{month:02}-{day:02}"))
}

fn of_month(year: u32, month: u32) -> Option<String> {
    valid(&format!("{year:04}-{month:02}"))
}

/// Reads `20191105` and `201911`.
fn in_one_number(digits: &str) -> Option<String> {
    match digits.len() {
        8 => valid(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])),
        6 if ("1900".."2100").contains(&&digits[..4]) => valid(&format!("{}-{}", &digits[..4], &digits[4..])),
        _ => None,
    }
}

/// Reads `31.12.2024`, `2024/12/31`, `12/31/2024`, `11/2019` and the like.
fn in_numbers(text: &str) -> Option<Meant> {
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let numbers: Vec<u32> = parts.iter().filter_map(|part| number(part)).collect();
    let is_year = |i: usize| parts[i].len() == 4;
    match *numbers {
        _ if numbers.len() != parts.len() => None,
        // Other tools write the day before the month here, by mistake.
        [year, a, b] if is_year(0) => of_day(year, a, b).or_else(|| of_day(year, b, a)).map(Meant::One),
        // With full stops the day comes first everywhere.
        [day, month, year] if is_year(2) && text.contains('.') => of_day(year, month, day).map(Meant::One),
        [a, b, year] if is_year(2) => match (of_day(year, a, b), of_day(year, b, a)) {
            (Some(one), Some(other)) if one != other => Some(Meant::Either(one, other)),
            (one, other) => one.or(other).map(Meant::One),
        },
        [year, month] if is_year(0) => of_month(year, month).map(Meant::One),
        [month, year] if is_year(1) => of_month(year, month).map(Meant::One),
        _ => None,
    }
}

/// Reads `5 November 2019`, `Nov 5, 2019`, `Tuesday 5th of November, 2019`, `November 2019` and the like.
fn in_words(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let (mut month, mut day, mut year) = (None, None, None);
    for word in lower.split([' ', ',', '.', '-', '/']).filter(|word| !word.is_empty()) {
        let begins = |names: &[&str]| names.iter().position(|name| word.len() >= 3 && name.starts_with(word));
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        if matches!(word, "of" | "the") || begins(&DAYS_OF_THE_WEEK).is_some() {
            continue;
        }
        let part = if let Some(found) = begins(&MONTHS).or_else(|| (word == "sept").then_some(8)) {
            (&mut month, found as u32 + 1)
        } else if digits.len() == 4 && digits == word {
            (&mut year, digits.parse().ok()?)
        } else if (1..=2).contains(&digits.len()) && matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th") {
            (&mut day, digits.parse().ok()?)
        } else {
            return None;
        };
        // A part that comes twice belongs to another date.
        if part.0.replace(part.1).is_some() {
            return None;
        }
    }
    match day {
        Some(day) => of_day(year?, month?, day),
        None => of_month(year?, month?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_what_people_write() {
        for (text, expected) in [
            ("31.12.2024", "2024-12-31"),
            ("5.11.2019", "2019-11-05"),
            ("2024/12/31", "2024-12-31"),
            ("2024-3-5", "2024-03-05"),
            ("2024-31-12", "2024-12-31"),
            ("2019–11–05", "2019-11-05"),
            ("12/31/2024", "2024-12-31"),
            ("31/12/2024", "2024-12-31"),
            ("5/5/2019", "2019-05-05"),
            ("5 November 2019", "2019-11-05"),
            ("Nov 5, 2019", "2019-11-05"),
            ("5-Nov-2019", "2019-11-05"),
            ("Tuesday, the 5th of November 2019", "2019-11-05"),
            ("Sept. 2019", "2019-09"),
            ("november 2019", "2019-11"),
            ("20191105", "2019-11-05"),
            ("201911", "2019-11"),
            ("11/2019", "2019-11"),
            ("2019.11", "2019-11"),
            ("2019-11-05T00:00", "2019-11-05"),
            ("2019-11-05 10:30:00Z", "2019-11-05"),
            (" 2019-11-05 ", "2019-11-05"),
        ] {
            assert_eq!(meant(text), Some(Meant::One(expected.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not_decided() {
        let both = |one: &str, other: &str| Some(Meant::Either(one.to_owned(), other.to_owned()));
        assert_eq!(meant("5/11/2019"), both("2019-05-11", "2019-11-05"));
        assert_eq!(meant("05-11-2019"), both("2019-05-11", "2019-11-05"));
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        let long = "1".repeat(1000);
        for text in [
            "",
            "soon",
            "2019-02-30",
            "30.2.2019",
            "5/11/19",
            "early 2019",
            "5 November",
            "5 6 November 2019",
            "99999999",
            "1234567",
            "...",
            "한국 2019",
            "2019-11-05T",
            "1e5",
            "0/0/2019",
            "2019-2019",
            &long,
        ] {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
