//! What a key can hold: text, dates, numbers, lists.
//!
//! Each function reads one kind of value. What it cannot use it reports, and returns a placeholder where a value is needed.

use std::borrow::Cow;

use super::super::fault::Remedy;
use super::super::mend::Mend;
use super::super::node::{Entry, Node, Value};
use super::shape::Shape;
use crate::draft::{Content, Kind, Meant, Named, ProblemCode, Trail, days_in, is_well_formed, meant};
use crate::model::Date;

/// Says how the text of a single value is written.
fn in_quotes(kind: Kind, node: &Node<'_>) -> Remedy {
    match &node.value {
        Value::List(items) => match &**items {
            [Node { value: Value::Text(text), .. }] => Remedy::new("take away the square brackets", Mend::text(node, &**text)),
            _ if matches!(kind, Kind::Id(Named::Party) | Kind::Verb(_)) => "write a statement of its own for each".into(),
            _ => "give one text instead of a list".into(),
        },
        Value::Table(entries) => match &**entries {
            [Entry { key, node: Node { value: Value::Text(text), .. }, .. }]
                if matches!(&**key, "step" | "id") && text.split(':').all(is_well_formed) =>
            {
                Remedy::new("give the text alone instead of a table", Mend::text(node, &**text))
            }
            _ => "give one text instead of a table".into(),
        },
        Value::Null => Remedy::new("remove it", Mend::RemoveItem { at: node.span }),
        _ => Remedy::new("put it in double quotes", Mend::Quote { at: node.span }),
    }
}

/// Reads a text; the placeholder is the empty text, which is no id of anything.
pub(super) fn text<'n>(kind: Kind, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> Cow<'n, str> {
    match &node.value {
        Value::Text(text) => Cow::Borrowed(text),
        _ => {
            shape.wrong_type(at, node, "text", in_quotes(kind, node));
            Cow::Borrowed("")
        }
    }
}

/// Reads a date as text; TOML's own dates are dates, too.
pub(super) fn date<'n>(node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> Cow<'n, str> {
    const FORM: &str = "write a date such as \"2019-11-05\", \"2019-11\" or \"2019\"";
    let remedy = match &node.value {
        Value::Text(text) => return Cow::Borrowed(text),
        Value::Date(date) => return Cow::Borrowed(date),
        Value::Integer(Some(year @ 1000..=9999)) => {
            Remedy::new(format!("write a year in double quotes: \"{year}\""), Mend::text(node, year.to_string()))
        }
        Value::Integer(Some(digits)) => match meant(&digits.to_string()) {
            Some(Meant::One(date)) => Remedy::new(format!("write \"{date}\""), Mend::text(node, date)),
            _ => FORM.into(),
        },
        Value::Time(Some(date)) => Remedy::new(format!("leave the time of day out: write \"{date}\""), Mend::text(node, date)),
        Value::Time(None) => format!("leave the time of day out; {FORM}").into(),
        Value::List(items) => match &**items {
            [Node { value: Value::Text(text), .. }] if Date::parse(text).is_ok() => {
                Remedy::new("take away the square brackets", Mend::text(node, &**text))
            }
            [Node { value: Value::Date(date), .. }] => Remedy::new("take away the square brackets", Mend::text(node, date)),
            _ => FORM.into(),
        },
        _ => FORM.into(),
    };
    let expected = if matches!(node.value, Value::Time(_)) { "a date alone" } else { "a date" };
    shape.wrong_type(at, node, expected, remedy);
    Cow::Borrowed("")
}

/// Reads a whole number that is not negative; there is no placeholder.
pub(super) fn whole<'n>(kind: Kind, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> Option<u32> {
    let is_count = matches!(kind, Kind::Count);
    let positive = if is_count { "write a positive whole number" } else { "write 0 or a positive whole number" };
    let (what, remedy): (&str, Remedy) = match node.value {
        Value::Integer(Some(number)) => match u32::try_from(number) {
            Ok(number) => return Some(number),
            Err(_) if number < 0 => ("negative", positive.into()),
            Err(_) => ("too large", "write a whole number below 4294967296".into()),
        },
        Value::Integer(None) => ("too large", "write a whole number below 4294967296".into()),
        Value::Number(number) if number < 0.0 => ("negative", positive.into()),
        Value::Number(number) if number.fract() == 0.0 && number <= f64::from(u32::MAX) => return Some(number as u32),
        Value::Number(number) if number < f64::from(u32::MAX) => {
            let rounded = number.round().max(if is_count { 1.0 } else { 0.0 });
            let remedy = Remedy::new(format!("round it to a whole number, such as {rounded}"), number_for(node, rounded));
            ("not a whole number", remedy)
        }
        Value::Number(_) => ("too large", "write a whole number below 4294967296".into()),
        _ => {
            shape.wrong_type(at, node, "a whole number", instead_of_whole(kind, node, at, shape.is_table));
            return None;
        }
    };
    shape.reject(at, node.span, ProblemCode::OutOfRange, format!("{} is {what}", at.named()), remedy);
    None
}

/// Says how to write a whole number in the place of something else.
fn instead_of_whole(kind: Kind, node: &Node<'_>, at: &Trail<'_>, is_table: bool) -> Remedy {
    let is_days = matches!(kind, Kind::Days);
    let least = if matches!(kind, Kind::Count) { 1.0 } else { 0.0 };
    let general = if is_days { "write a whole number of days, such as 30" } else { "write a whole number such as 2" };
    let Value::Text(text) = &node.value else { return general.into() };
    if let Some(number) = plain_number(text).filter(|&number| number >= least && number <= f64::from(u32::MAX)) {
        let rounded = number.round();
        return if is_table && rounded == number {
            Remedy::new(format!("write {rounded}"), number_for(node, rounded))
        } else if rounded == number {
            Remedy::new("write the number without quotes", number_for(node, rounded))
        } else {
            Remedy::new(format!("write a whole number without quotes, such as {rounded}"), number_for(node, rounded))
        };
    }
    match days_in(text).filter(|_| is_days) {
        Some(days) if is_table => {
            let sign = if at.is_key("within") { '<' } else { '+' };
            Remedy::new(format!("write the days as in \"{sign}{days}d\""), Mend::Write { at: node.span, text: format!("{days}d") })
        }
        Some(days) => {
            Remedy::new(format!("write a whole number of days, such as {days}"), Mend::value(node, Content::Number(days.to_string())))
        }
        None => general.into(),
    }
}

fn number_for(node: &Node<'_>, number: f64) -> Mend {
    Mend::value(node, Content::Number(number.to_string()))
}

/// Reads a number; there is no placeholder.
pub(super) fn number<'n>(kind: Kind, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> Option<f64> {
    const GENERAL: &str = "write a number such as 0.8";
    match &node.value {
        Value::Number(number) if number.is_finite() => return Some(*number),
        Value::Integer(Some(number)) => return Some(*number as f64),
        Value::Number(_) | Value::Integer(None) => {
            shape.reject(at, node.span, ProblemCode::OutOfRange, format!("{} is not an ordinary number", at.named()), GENERAL);
        }
        Value::Text(text) => {
            let is_share = matches!(kind, Kind::Share);
            let fits = |number: &f64| *number >= 0.0 && (!is_share || *number <= 1.0);
            let percent = text.trim().strip_suffix('%').and_then(plain_number).map(|percent| percent / 100.0).filter(|_| is_share);
            let comma = plain_number(&text.replace(',', "."));
            let remedy = match (plain_number(text).filter(fits), percent.filter(fits), comma.filter(fits)) {
                (Some(number), ..) => Remedy::new("write the number without quotes", number_for(node, number)),
                (_, Some(number), _) => Remedy::new(format!("write {number}"), number_for(node, number)),
                (.., Some(number)) => Remedy::new(format!("write it with a point: {number}"), number_for(node, number)),
                _ => GENERAL.into(),
            };
            shape.wrong_type(at, node, "a number", remedy);
        }
        _ => shape.wrong_type(at, node, "a number", GENERAL),
    }
    None
}

/// Reads a text that would be a number without its quotes.
fn plain_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_plain = text.starts_with(|c: char| c.is_ascii_digit() || c == '.') && !text.contains(['e', 'E']);
    text.parse().ok().filter(|number: &f64| is_plain && number.is_finite())
}

/// Reads true or false; the placeholder is false.
pub(super) fn truth<'n>(node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> bool {
    let meant = match &node.value {
        Value::Truth(truth) => return *truth,
        Value::Text(word) => truth_of(word),
        Value::Integer(Some(0)) => Some(false),
        Value::Integer(Some(1)) => Some(true),
        _ => None,
    };
    let remedy = match meant {
        Some(truth) if shape.is_table => Remedy::new(format!("write {truth}"), Mend::value(node, Content::Truth(truth))),
        Some(truth) => Remedy::new(format!("write {truth}, in small letters and without quotes"), Mend::value(node, Content::Truth(truth))),
        None if shape.is_table => "write true or false".into(),
        None => "write true or false, without quotes".into(),
    };
    shape.wrong_type(at, node, "true or false", remedy);
    false
}

/// Tells what a word says that may stand for true or false.
pub(in crate::text) fn truth_of(word: &str) -> Option<bool> {
    match &*word.trim().to_lowercase() {
        "true" | "yes" | "y" | "t" | "on" | "1" => Some(true),
        "false" | "no" | "n" | "f" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Reads the texts of a list; each item keeps its position.
fn texts<'n>(kind: Kind, list: &Node<'_>, items: &'n [Node<'_>], at: &Trail<'_>, shape: &mut Shape<'n>) -> Vec<Cow<'n, str>> {
    let one_text = |(i, item): (usize, &'n Node<'_>)| {
        let at = at.index(i);
        // All of a list may stand in a second pair of brackets.
        match &item.value {
            Value::List(inner) if items.len() == 1 && inner.len() > 1 => {
                let inner: Option<Vec<_>> =
                    inner.iter().map(|item| if let Value::Text(text) = &item.value { Some(&**text) } else { None }).collect();
                let mend = inner.map(|inner| Mend::value(list, Content::texts(inner)));
                shape.wrong_type(&at, item, "text", Remedy::new("take away one pair of square brackets", mend));
                Cow::Borrowed("")
            }
            _ => text(kind, item, &at, shape),
        }
    };
    items.iter().enumerate().map(one_text).collect()
}

/// Reads a list of texts.
pub(super) fn list_of_texts<'n>(kind: Kind, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> Vec<Cow<'n, str>> {
    match &node.value {
        Value::List(items) => texts(kind, node, items, at, shape),
        Value::Text(text) => {
            let items: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|item| !item.is_empty()).collect();
            let words =
                if items.len() > 1 { "write a list in square brackets, each item in double quotes" } else { "put it in square brackets" };
            shape.wrong_type(at, node, "a list", Remedy::new(words, Mend::value(node, Content::texts(items))));
            vec![Cow::Borrowed(text)]
        }
        _ => {
            shape.wrong_type(at, node, "a list of texts", "write a list of texts in square brackets");
            vec![Cow::Borrowed("")]
        }
    }
}

/// Reads a list that may be written as a single item.
pub(super) fn one_or_many<'n>(kind: Kind, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> Vec<Cow<'n, str>> {
    match &node.value {
        Value::List(items) => texts(kind, node, items, at, shape),
        Value::Text(text) => vec![Cow::Borrowed(text)],
        _ => {
            shape.wrong_type(at, node, "an id or a list of ids", "write an id in double quotes, or several in square brackets");
            vec![Cow::Borrowed("")]
        }
    }
}
