//! What to write in TOML instead of words without quotation marks, by the key that they are the value of.

use super::decode::truth_of;
use super::fault::Remedy;
use super::mend::Mend;
use super::node::Span;
use super::write_content::toml;
use crate::draft::{Content, Kind, Meant, days_in, is_well_formed, kind_of, meant};
use crate::model::Date;
use crate::model::Wait;

/// Says what is wrong with words that stand without quotation marks as the value of a key, and what to write instead.
pub(super) fn unquoted(key: &str, words: &str, at: Span) -> (&'static str, Remedy) {
    const BARE: &str = "a text stands here without quotation marks";
    const NO_NUMBER: &str = "this is neither a number nor a date of TOML";
    let write = |content: Content| written(content, at);
    let kind = kind_of(key).unwrap_or(Kind::Prose);
    let holds_list = matches!(kind, Kind::IdOrIds | Kind::Ids | Kind::Steps(_) | Kind::Preconditions(_));
    let holds_text = matches!(kind, Kind::Prose | Kind::Id(_) | Kind::Verb(_) | Kind::Step);
    if words.starts_with(is_typographic_mark) {
        let inside = words.trim_matches(|c| is_typographic_mark(c) || c == '"');
        let remedy = Remedy::new("put the text in straight ones: \"…\"", write(Content::Text(inside.to_owned())));
        return ("these quotation marks mean nothing in TOML", remedy);
    }
    if words.ends_with('"') && words.matches('"').count() == 1 {
        let remedy = Remedy::new("add it", write(Content::Text(words.trim_end_matches('"').to_owned())));
        return ("the opening quotation mark of this text is missing", remedy);
    }
    let is_number = words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-'))
        && words.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | '/' | ':' | '_' | ',' | 'T' | 'Z'));
    match kind {
        Kind::Truth | Kind::Done if truth_of(words).is_some() => {
            let truth = truth_of(words) == Some(true);
            let words = format!("write {truth}, in small letters and without quotes");
            return ("this is neither true nor false", Remedy::new(words, write(Content::Truth(truth))));
        }
        Kind::Truth | Kind::Done => {
            return ("this is neither true nor false", "write true or false, in small letters and without quotes".into());
        }
        _ if (holds_text || holds_list) && (words.eq_ignore_ascii_case("true") || words.eq_ignore_ascii_case("false")) => {
            return (BARE, "write true or false, in small letters and without quotes; put a text in double quotes".into());
        }
        Kind::Date => {
            let message = if is_number { NO_NUMBER } else { BARE };
            return (message, dated(words, at));
        }
        Kind::Days | Kind::Count | Kind::Amount | Kind::Share => {
            let message = if is_number { NO_NUMBER } else { BARE };
            return (message, counted(kind, words, at));
        }
        _ if holds_list && words.contains([',', ';']) => {
            let items = words.split([',', ';']).map(str::trim).filter(|item| !item.is_empty());
            let list = Content::texts(items.map(|item| item.trim_matches(['"', '\''])));
            return (BARE, Remedy::new("write a list in square brackets, each item in double quotes", write(list)));
        }
        Kind::Preconditions(wait @ (Wait::After | Wait::Promise))
            if with_days(words).is_some() && (wait == Wait::Promise || !is_within(words)) =>
        {
            let (step, days) = with_days(words).unwrap_or_default();
            let name = if wait == Wait::Promise { "within" } else { "days" };
            let table = vec![("step".into(), Content::Text(step.to_owned())), (name.into(), Content::Number(days.to_string()))];
            let remedy = format!("write it as a table with \"{step}\" as \"step\" and {days} as \"{name}\"");
            return (BARE, Remedy::new(remedy, write(Content::Table(table))));
        }
        _ => {}
    }
    (if is_number { NO_NUMBER } else { BARE }, Remedy::new("put it in double quotes", write(Content::Text(words.to_owned()))))
}

/// Makes the change that writes a value in place of the words.
fn written(content: Content, at: Span) -> Mend {
    Mend::Write { at, text: toml(&content) }
}

/// Says how to write a date.
fn dated(words: &str, at: Span) -> Remedy {
    match (Date::parse(words), meant(words)) {
        (Ok(_), _) => Remedy::new(format!("put dates in double quotes: \"{words}\""), written(Content::Text(words.to_owned()), at)),
        (_, Some(Meant::One(date))) => {
            Remedy::new(format!("write a date such as \"{date}\", in double quotes"), written(Content::Text(date), at))
        }
        (_, Some(Meant::Either(one, other))) => format!("write \"{one}\" or \"{other}\", whichever is meant").into(),
        _ => "put dates in double quotes, as in \"2019-11-05\" or \"2019-11\"".into(),
    }
}

/// Says how to write a number of days or another number.
fn counted(kind: Kind, words: &str, at: Span) -> Remedy {
    let is_days = matches!(kind, Kind::Days);
    let number = number(kind, words).or_else(|| Some(days_in(words).filter(|_| is_days)?.to_string()));
    match number {
        Some(number) => {
            let what = if is_days { "a whole number of days, such" } else { "a number such" };
            Remedy::new(format!("write {what} as {number}"), written(Content::Number(number), at))
        }
        None if is_days => "write a whole number of days, such as 30".into(),
        None => "write a number such as 2".into(),
    }
}

/// Returns whether days behind a step are those within which it comes: `leave < 30 d`.
fn is_within(words: &str) -> bool {
    words.contains('<') || words.contains(" within ")
}

/// Reads what was meant as a number: `01`, `.8`, `80%`, `0,8`.
fn number(kind: Kind, words: &str) -> Option<String> {
    let plain = words.replace(',', ".");
    let (digits, share) = match plain.strip_suffix('%') {
        Some(digits) if matches!(kind, Kind::Share) => (digits.trim(), 100.0),
        Some(_) => return None,
        None => (&*plain, 1.0),
    };
    let is_plain = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') && !digits.contains(|c: char| c.is_alphabetic());
    let number = digits.parse::<f64>().ok().filter(|number| is_plain && number.is_finite())?;
    let is_whole = matches!(kind, Kind::Days | Kind::Count);
    let fits = !is_whole || number.fract() == 0.0 && number < 4_294_967_296.0 && (number > 0.0 || !matches!(kind, Kind::Count));
    fits.then(|| (number / share).to_string())
}

/// Reads `lift + 30 days`.
fn with_days(words: &str) -> Option<(&str, u32)> {
    let (step, days) = words.rsplit_once('+')?;
    let (step, days) = (step.trim(), days.trim());
    let days = days_in(days).or_else(|| days.parse().ok())?;
    step.split(':').all(is_well_formed).then_some((step, days))
}

/// Returns whether a character is a quotation mark that programs for writing put in the place of a straight one.
pub(super) fn is_typographic_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '「' | '」' | '『' | '』' | '＂')
}

/// Writes texts in quotation marks, with commas or "and" between them, as a list; `None` when they are none.
pub(super) fn listed(value: &str) -> Option<String> {
    let mut rest = value.trim();
    let mut items = Vec::new();
    while let Some(mark) = rest.chars().next().filter(|mark| matches!(mark, '"' | '\'')) {
        let (item, behind) = rest[1..].split_once(mark)?;
        items.push(format!("\"{item}\""));
        rest = behind.trim_start();
        rest = [",", ";", "and ", "or ", "&"].iter().find_map(|sign| rest.strip_prefix(sign)).unwrap_or(rest).trim_start();
    }
    let is_plain = items.iter().all(|item| !item.contains('\\'));
    (rest.is_empty() && items.len() > 1 && is_plain).then(|| format!("[{}]", items.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_mended_by_their_key() {
        for (key, words, expected) in [
            ("party", "north", "\"north\""),
            ("party", "iran", "\"iran\""),
            ("quote", "it's \"so\"", "\"it's \\\"so\\\"\""),
            ("firm", "yes", "true"),
            ("firm", "False", "false"),
            ("deadline", "31.12.2024", "\"2024-12-31\""),
            ("date", "Nov 5, 2019", "\"2019-11-05\""),
            ("date", "2019-02", "\"2019-02\""),
            ("takes", "2 years", "730"),
            ("weight", "01", "1"),
            ("confidence", "80%", "0.8"),
            ("confidence", "0,8", "0.8"),
            ("by", "us, dprk", "[\"us\", \"dprk\"]"),
            ("after", "lift:full + 30 days", "{ step = \"lift:full\", days = 30 }"),
            ("promise", "lift+30d", "{ step = \"lift\", within = 30 }"),
            ("name", "“x”", "\"x\""),
            ("name", "x\"", "\"x\""),
        ] {
            let (_, remedy) = unquoted(key, words, Span::default());
            assert_eq!(remedy.written_text(), Some(expected), "{key} = {words}");
        }
        for (key, words) in
            [("date", "5/11/2019"), ("date", "soon"), ("party", "True"), ("weight", "heavy"), ("takes", "long"), ("weight", "0.5x")]
        {
            assert_eq!(unquoted(key, words, Span::default()).1.written_text(), None, "{key} = {words}");
        }
    }
}
