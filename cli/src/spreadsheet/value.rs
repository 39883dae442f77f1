//! What the cells of a spreadsheet mean.

use calamine::{DataRef, ExcelDateTime};
use impasse::text::CellValue;

/// The last day that a spreadsheet can show, as a number of days.
const LAST_DAY: f64 = 2_958_465.0;

/// Returns what a cell with a value and a number format means; `None` when it is empty.
///
/// Programs turn `2` into `2.0`, `true` into `TRUE` and `2019-02` into the first of February: what was meant is read.
pub(super) fn meant(value: &DataRef<'_>, format: &str) -> Option<CellValue> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => of_moment(moment, format),
        DataRef::DateTimeIso(date) => date.trim_end_matches('Z').trim_end_matches("T00:00:00").to_owned(),
        DataRef::DurationIso(duration) => duration.clone(),
        DataRef::Error(error) => return Some(CellValue::Error(error.to_string())),
    };
    Some(CellValue::Text(text))
}

/// Returns whether a date is shown to the month or year alone and is more exact than that, so that its day is not read.
pub(super) fn is_shortened(value: &DataRef<'_>, format: &str) -> bool {
    let DataRef::DateTime(moment) = value else { return false };
    if moment.is_duration() || !(1.0..=LAST_DAY).contains(&moment.as_f64()) {
        return false;
    }
    let (_, month, day, ..) = moment.to_ymd_hms_milli();
    match Precision::of(format) {
        Precision::Year => (month, day) != (1, 1),
        Precision::Month => day != 1,
        Precision::Day => false,
    }
}

/// Writes a date; one with a time of day, which no column takes, with its time.
fn of_moment(moment: &ExcelDateTime, format: &str) -> String {
    let days = moment.as_f64();
    if moment.is_duration() || !(0.0..=LAST_DAY + 1.0).contains(&days) {
        return days.to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") };
    match Precision::of(format) {
        _ if days < 1.0 && days > 0.0 => time,
        _ if (hour, minute, second) != (0, 0, 0) => format!("{year:04}-{month:02}-{day:02} {time}"),
        Precision::Year => format!("{year:04}"),
        Precision::Month => format!("{year:04}-{month:02}"),
        Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// How exact a date is shown, and was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Precision {
    Year,
    Month,
    Day,
}

impl Precision {
    /// Tells it from a number format, such as `mmm-yy`.
    fn of(format: &str) -> Self {
        let mut shown = String::new();
        let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
        for c in format.chars().take_while(|&c| c != ';') {
            match c {
                _ if escaped => escaped = false,
                '"' => quoted = !quoted,
                _ if quoted => {}
                '\\' | '_' | '*' => escaped = true,
                '[' => bracketed = true,
                ']' => bracketed = false,
                _ if bracketed => {}
                _ => shown.extend(c.to_lowercase()),
            }
        }
        match (shown.contains('y'), shown.contains('m'), shown.contains('d')) {
            (true, false, false) => Self::Year,
            (true, true, false) => Self::Month,
            _ => Self::Day,
        }
    }
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, ExcelDateTimeType};

    use super::*;

    #[track_caller]
    fn reads(value: &DataRef<'_>, format: &str, expected: &str) {
        assert_eq!(meant(value, format), Some(expected.into()));
    }

    fn date(days: f64) -> DataRef<'static> {
        DataRef::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, false))
    }

    #[test]
    fn what_is_meant_is_read() {
        reads(&DataRef::Float(2.0), "General", "2");
        reads(&DataRef::Float(0.8), "0%", "0.8");
        reads(&DataRef::Float(-1.5), "General", "-1.5");
        reads(&DataRef::Bool(true), "General", "true");
        reads(&DataRef::SharedString("=1+1"), "General", "=1+1");
        reads(&DataRef::DateTimeIso("2019-02-27T00:00:00".into()), "", "2019-02-27");
        assert_eq!(meant(&DataRef::Empty, ""), None);
        assert_eq!(meant(&DataRef::Error(CellErrorType::Ref), ""), Some(CellValue::Error("#REF!".into())));
    }

    #[test]
    fn dates_are_as_exact_as_they_are_shown() {
        for (format, expected) in [
            ("yyyy-mm-dd", "2019-02-27"),
            ("mm-dd-yy", "2019-02-27"),
            ("d-mmm", "2019-02-27"),
            ("General", "2019-02-27"),
            ("mmm-yy", "2019-02"),
            ("[$-409]mmmm\\ yyyy;@", "2019-02"),
            ("yyyy\"d\"", "2019"),
        ] {
            reads(&date(43_523.0), format, expected);
        }
        assert!(is_shortened(&date(43_523.0), "mmm-yy") && is_shortened(&date(43_497.0), "yyyy"));
        assert!(
            !is_shortened(&date(43_497.0), "mmm-yy") && !is_shortened(&date(43_466.0), "yyyy") && !is_shortened(&date(43_523.0), "d-mmm")
        );
        reads(&date(43_523.5), "yyyy-mm-dd", "2019-02-27 12:00");
        reads(&date(0.5), "h:mm", "12:00");
        reads(&date(-3.0), "yyyy-mm-dd", "-3");
        reads(&date(1e300), "yyyy", &1e300_f64.to_string());
    }

    #[test]
    fn dates_may_be_counted_from_1904() {
        let value = DataRef::DateTime(ExcelDateTime::new(42_061.0, ExcelDateTimeType::DateTime, true));
        reads(&value, "yyyy-mm-dd", "2019-02-27");
    }
}
