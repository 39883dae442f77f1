//! Calendar dates as people write them, to the year, the month or the day.

use std::fmt;

use jiff::civil;
use serde::{Serialize, Serializer};

/// A calendar date of full or reduced precision: `2019-02-27`, `2019-02` or `2019`.
///
/// A date of reduced precision counts as its first day where it begins something and as its last day where it ends or includes something.
/// Dates compare by first day, then by last day, later last days first: a year comes before its January, which comes before its first day.
///
/// # Examples
///
/// ```
/// use impasse::model::Date;
///
/// let month = Date::parse("2019-02")?;
/// assert_eq!(month.last_day().to_string(), "2019-02-28");
/// assert!(Date::parse("2019-02-30").is_err());
/// # Ok::<(), impasse::model::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has another form than `2019-02-27`, `2019-02` or `2019`.
    #[error("not of the form year-month-day, year-month or year")]
    Form,
    /// The form is right, but the calendar has no such day.
    #[error("the calendar has no such date")]
    Calendar,
}

impl Date {
    /// Reads a date written as `2019-02-27`, `2019-02` or `2019`.
    ///
    /// # Errors
    ///
    /// Says whether the form is wrong or the calendar has no such day.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let bytes = text.as_bytes();
        let number = |range: std::ops::Range<usize>| -> Result<i16, DateError> {
            let digits = bytes.get(range).ok_or(DateError::Form)?;
            if digits.iter().all(u8::is_ascii_digit) {
                Ok(digits.iter().fold(0, |n, b| n * 10 + i16::from(b - b'0')))
            } else {
                Err(DateError::Form)
            }
        };
        let dashes = |at: &[usize]| at.iter().all(|&i| bytes[i] == b'-');
        let (month, day) = match bytes.len() {
            4 => (None, None),
            7 if dashes(&[4]) => (Some(number(5..7)?), None),
            10 if dashes(&[4, 7]) => (Some(number(5..7)?), Some(number(8..10)?)),
            _ => return Err(DateError::Form),
        };
        let (month, day) = (month.map(|m| m as i8), day.map(|d| d as i8));
        let year = number(0..4)?;
        civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| DateError::Calendar)?;
        Ok(Self { year, month, day })
    }

    /// Returns the first day that the date covers.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::of(self.civil_first())
    }

    /// Returns the last day that the date covers.
    #[must_use]
    pub fn last_day(self) -> Day {
        let first = self.civil_first();
        Day::of(match (self.month, self.day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => first.last_of_year(),
        })
    }

    fn civil_first(self) -> civil::Date {
        civil::date(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }
}

impl std::str::FromStr for Date {
    type Err = DateError;

    /// Reads a date as [`Date::parse`] does.
    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first_day(), other.last_day()).cmp(&(other.first_day(), self.last_day()))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

/// One day of the calendar, as the number of days since 1 January 1970.
///
/// A day that calculation carries beyond the year 9999 has no date any more and is written as a number of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    fn of(date: civil::Date) -> Self {
        Self(i64::from(date.duration_since(civil::date(1970, 1, 1)).as_hours() as i32 / 24))
    }

    /// Returns the day that lies `days` later (earlier when negative).
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Returns how many days lie between `earlier` and this day.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Returns the calendar date, or `None` outside the years −9999 to 9999.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        let span = jiff::Span::new().try_days(self.0).ok()?;
        let date = civil::date(1970, 1, 1).checked_add(span).ok()?;
        Some(Date { year: date.year(), month: Some(date.month()), day: Some(date.day()) })
    }
}

/// It is written as its date, as everybody writes dates; a day that has none, as the number of days since 1 January 1970.
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.date() {
            Some(date) => date.serialize(serializer),
            None => serializer.serialize_i64(self.0),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(date) => date.fmt(f),
            None => write!(f, "day {} after 1970-01-01", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reduced_date_spans_its_days() {
        let year = Date::parse("2020").unwrap();
        assert_eq!(year.first_day().to_string(), "2020-01-01");
        assert_eq!(year.last_day().since(year.first_day()), 365);
        let month = Date::parse("2020-02").unwrap();
        assert_eq!(month.last_day().to_string(), "2020-02-29");
        assert!(year < Date::parse("2020-01").unwrap());
        assert!(Date::parse("2020-01").unwrap() < Date::parse("2020-01-01").unwrap());
    }

    #[test]
    fn wrong_forms_and_impossible_days_are_told_apart() {
        for text in ["", "19-02-03", "2019-2-3", "2019/02/03", "2019-02-03T00:00", "２０１９"] {
            assert_eq!(Date::parse(text), Err(DateError::Form), "{text}");
        }
        for text in ["2019-00", "2019-13", "2019-02-29", "2019-04-31"] {
            assert_eq!(Date::parse(text), Err(DateError::Calendar), "{text}");
        }
    }

    #[test]
    fn days_before_1970_and_beyond_the_calendar() {
        let day = Date::parse("1950-06-25").unwrap().first_day();
        assert_eq!(day.to_string(), "1950-06-25");
        assert_eq!(day.plus(-1).plus(1), day);
        assert_eq!(day.plus(i64::MAX).date(), None);
    }
}
