//! What a key can hold: text, dates, numbers, lists.
//!
//! Each function reads one kind of value. What it cannot use it reports, and leaves a placeholder where a value is needed.

use super::super::node::{Node, Value};
use super::{Part, Shape, Trail, table};
use crate::draft::{DoneDraft, DoneSince, List, Text};

/// Says how the text of a single value is written.
fn in_quotes(node: &Node<'_>, at: &Trail<'_>) -> &'static str {
    match node.value {
        Value::List(_) if matches!(at.part, Part::Key("demands" | "offers" | "accepts" | "refuses" | "withdraws")) => {
            "write a statement of its own for each"
        }
        Value::List(_) => "give one text instead of a list",
        Value::Table(_) => "give one text instead of a table",
        _ => "put it in double quotes",
    }
}

pub(super) fn text<'n>(field: &mut Option<Text<'n>>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    *field = Some(one_text(node, at, shape));
}

/// Reads a text; the placeholder is the empty text, which is no id of anything.
fn one_text<'n>(node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> Text<'n> {
    match &node.value {
        Value::Text(text) => Text::from(&**text),
        _ => {
            shape.wrong_type(at, node, "text", in_quotes(node, at));
            Text::default()
        }
    }
}

/// Reads a date as text; TOML's own dates are dates, too.
pub(super) fn date<'n>(field: &mut Option<Text<'n>>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    const FORM: &str = "write a date such as \"2019-11-05\", \"2019-11\" or \"2019\"";
    *field = Some(match &node.value {
        Value::Text(text) => Text::from(&**text),
        Value::Date(date) => Text::from(&**date),
        Value::Integer(Some(year @ 1000..=9999)) => {
            shape.wrong_type(at, node, "a date", format!("write a year in double quotes: \"{year}\""));
            Text::default()
        }
        Value::Time => {
            shape.wrong_type(at, node, "a date alone", format!("leave the time of day out; {FORM}"));
            Text::default()
        }
        _ => {
            shape.wrong_type(at, node, "a date", FORM);
            Text::default()
        }
    });
}

/// Reads a whole number that is not negative.
pub(super) fn whole<'n>(field: &mut Option<u32>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    let mut reject = |what: &str, remedy: &str| {
        let name = match at.part {
            Part::Key(key) => key,
            _ => "the number",
        };
        shape.reject(at, node.span, "out-of-range", format!("\"{name}\" is {what}"), remedy);
    };
    // No statement weighs nothing.
    let positive =
        if matches!(at.part, Part::Key("weight")) { "write a positive whole number" } else { "write 0 or a positive whole number" };
    match node.value {
        Value::Integer(Some(number)) => match u32::try_from(number) {
            Ok(number) => *field = Some(number),
            Err(_) if number < 0 => reject("negative", positive),
            Err(_) => reject("too large", "write a whole number below 4294967296"),
        },
        Value::Integer(None) => reject("too large", "write a whole number below 4294967296"),
        Value::Number(number) if number < 0.0 => reject("negative", positive),
        Value::Number(number) if number.fract() != 0.0 => reject("not a whole number", "round it to a whole number"),
        Value::Number(number) if number <= f64::from(u32::MAX) => *field = Some(number as u32),
        Value::Number(_) => reject("too large", "write a whole number below 4294967296"),
        Value::Text(ref text) if is_number(text) => shape.wrong_type(at, node, "a whole number", "write the number without quotes"),
        _ => shape.wrong_type(at, node, "a whole number", "write a whole number such as 30"),
    }
}

pub(super) fn number<'n>(field: &mut Option<f64>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    match node.value {
        Value::Number(number) if number.is_finite() => *field = Some(number),
        Value::Integer(Some(number)) => *field = Some(number as f64),
        Value::Number(_) | Value::Integer(None) => {
            let name = match at.part {
                Part::Key(key) => key,
                _ => "the number",
            };
            shape.reject(at, node.span, "out-of-range", format!("\"{name}\" is not an ordinary number"), "write a number such as 0.8");
        }
        Value::Text(ref text) if is_number(text) => shape.wrong_type(at, node, "a number", "write the number without quotes"),
        _ => shape.wrong_type(at, node, "a number", "write a number such as 0.8"),
    }
}

/// Returns whether a text would be a number without its quotes.
fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok_and(f64::is_finite)
}

pub(super) fn truth<'n>(field: &mut Option<bool>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    *field = Some(match &node.value {
        Value::Truth(truth) => *truth,
        Value::Text(text) if matches!(&**text, "true" | "false") => {
            shape.wrong_type(at, node, "true or false", "write it without quotes");
            false
        }
        _ => {
            shape.wrong_type(at, node, "true or false", "write true or false, without quotes");
            false
        }
    });
}

/// Reads the texts of a list; each item keeps its position.
fn texts<'n>(items: &'n [Node<'_>], at: &Trail<'_>, shape: &mut Shape<'n>) -> Vec<Text<'n>> {
    items.iter().enumerate().map(|(i, item)| one_text(item, &at.index(i), shape)).collect()
}

pub(super) fn list_of_texts<'n>(field: &mut Vec<Text<'n>>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    *field = match &node.value {
        Value::List(items) => texts(items, at, shape),
        Value::Text(text) => {
            shape.wrong_type(at, node, "a list", "put it in square brackets");
            vec![Text::from(&**text)]
        }
        _ => {
            shape.wrong_type(at, node, "a list of texts", "write a list of texts in square brackets");
            vec![Text::default()]
        }
    };
}

pub(super) fn optional_texts<'n>(field: &mut Option<Vec<Text<'n>>>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    list_of_texts(field.insert(Vec::new()), node, at, shape);
}

/// Reads a list that may be written as a single item.
pub(super) fn one_or_many<'n>(field: &mut List<Text<'n>>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    field.0 = match &node.value {
        Value::List(items) => texts(items, at, shape),
        Value::Text(text) => vec![Text::from(&**text)],
        _ => {
            shape.wrong_type(at, node, "an id or a list of ids", "write an id in double quotes, or several in square brackets");
            vec![Text::default()]
        }
    };
}

/// Reads what of a measure is done: true, a level, or a table with the date.
pub(super) fn done<'n>(field: &mut Option<DoneDraft<'n>>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    match &node.value {
        Value::Truth(truth) => *field = Some(DoneDraft::Whole(*truth)),
        Value::Text(level) => *field = Some(DoneDraft::Level(Text::from(&**level))),
        Value::Table(_) => {
            let mut since = DoneSince::default();
            table::fill(&mut since, node, at, shape);
            *field = Some(DoneDraft::Since(since));
        }
        _ => {
            let remedy = "write true, the level in double quotes, or a table with the keys level and on";
            shape.wrong_type(at, node, "true, a level or a table", remedy);
        }
    }
}
