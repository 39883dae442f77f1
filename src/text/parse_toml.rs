//! TOML to nodes, with every independent mistake of form.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::fault::Fault;
use super::node::{Entry, Node, Span, Value};
use super::toml_lines::Line;
use super::{toml_faults, toml_subset};
use crate::draft::{ProblemCode, shortened};

/// Reads a TOML text. Without a node there is a fault that says why.
///
/// Keys that are given twice are faults, but do not keep the rest from being read.
///
/// # Complexity
///
/// Linear in the length of the text, but for the sorting of keys.
pub(super) fn parse<'t>(text: &'t str, faults: &mut Vec<Fault>) -> Option<Node<'t>> {
    let mut beyond = Vec::new();
    if let Some(too_deep) = toml_subset::check(text, &mut beyond) {
        faults.push(too_deep);
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    // A key that is in the way of another is a mistake that leaves the rest readable.
    let is_clash = |message: &str| message == "duplicate key" || message.starts_with("cannot extend");
    if let Some(error) = errors.iter().find(|error| !is_clash(error.message())) {
        let before = faults.len();
        faults.extend(toml_faults::list(text));
        if faults.len() == before {
            let span = error.span().map_or_else(Span::default, Span::from);
            faults.push(Fault::syntax(span, format!("this is not TOML: {}", error.message()), "see https://toml.io/en/v1.0.0"));
        }
        return None;
    }
    faults.append(&mut beyond);
    let span = |error: &toml::de::Error| error.span().map_or_else(Span::default, Span::from);
    let (repeated, cramped): (Vec<_>, Vec<_>) = errors.iter().partition(|error| error.message() == "duplicate key");
    report_repeated(text, repeated.into_iter().map(span).collect(), faults);
    for span in cramped.into_iter().map(span) {
        let key = shortened(text.get(span.start..span.end).unwrap_or_default().trim_matches(['"', '\'']));
        let message = format!("\"{key}\" is given already, and cannot get keys here");
        faults.push(Fault::at(span, ProblemCode::RepeatedKey, Vec::new(), message, "put all of it in one place"));
    }
    Some(table_node(table.into_inner(), Span::default()).0)
}

/// Reports keys that are given twice, but not those which are there twice only because a whole table is.
fn report_repeated(text: &str, mut spans: Vec<Span>, faults: &mut Vec<Fault>) {
    spans.sort_unstable();
    // Where the last repeated table ends, and where each of its keys stands first.
    let (mut end, mut first) = (0, HashMap::new());
    for span in spans {
        let key = text.get(span.start..span.end).unwrap_or_default();
        let line_start = text[..span.start].rfind('\n').map_or(0, |i| i + 1);
        let is_header = text[line_start..span.start].trim_start().starts_with('[');
        let mut remedy = Line::at(text, span.start).removed("keep one of the two, or give the second another name");
        if is_header {
            remedy = "merge the two, or give one of them another name".into();
            let body = text[span.start..].find('\n').map_or(text.len(), |i| span.start + i + 1);
            end = body;
            first.clear();
            for line in text[body..].split_inclusive('\n').take_while(|line| !line.trim_start().starts_with('[')) {
                let name = line.split_once('=').map_or("", |(name, _)| name).trim();
                first.entry(name).or_insert(end);
                end += line.len();
            }
        } else if span.start < end && first.get(key).is_some_and(|&first| line_start <= first) {
            continue;
        }
        let key = shortened(key.trim_matches(['"', '\'']));
        let message = format!("\"{key}\" is given twice");
        faults.push(Fault::at(span, ProblemCode::RepeatedKey, Vec::new(), message, remedy));
    }
}

/// Returns the node of a table, and the place where the table is first mentioned.
///
/// The table's keys come in order of their first mention, be it in the header of a table inside.
fn table_node(table: DeTable<'_>, span: Span) -> (Node<'_>, usize) {
    let mut entries: Vec<(usize, Entry<'_>)> = Vec::with_capacity(table.len());
    for (key, value) in table {
        let key_span = Span::from(key.span());
        let (node, first) = value_node(value, key_span);
        entries.push((first.min(key_span.start), Entry { key: key.into_inner(), key_span, node }));
    }
    entries.sort_by_key(|&(first, _)| first);
    let first = entries.first().map_or(usize::MAX, |&(first, _)| first);
    (Node::new(Value::Table(entries.into_iter().map(|(_, entry)| entry).collect()), span), first)
}

/// Returns the node of a value, and the place where something in it is first mentioned.
fn value_node<'t>(value: Spanned<DeValue<'t>>, key_span: Span) -> (Node<'t>, usize) {
    let span = Span::from(value.span());
    // The span of a header holds the key; that of a value follows the key.
    let span = if span.start <= key_span.start { key_span } else { span };
    let plain = match value.into_inner() {
        DeValue::Table(table) => return table_node(table, span),
        DeValue::Array(array) => {
            let mut first = usize::MAX;
            let items = array.into_iter().map(|item| {
                let header = Span::from(item.span());
                let (node, mention) = value_node(item, header);
                first = first.min(mention);
                node
            });
            return (Node::new(Value::List(items.collect()), span), first);
        }
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) => Value::Integer(integer(&number)),
        DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(truth) => Value::Truth(truth),
        DeValue::Datetime(date) => match (date.date, date.time) {
            (Some(date), None) => Value::Date(date.to_string()),
            (date, _) => Value::Time(date.map(|date| date.to_string())),
        },
    };
    (Node::new(plain, span), usize::MAX)
}

fn integer(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        let node = parse(text, &mut Vec::new()).unwrap();
        let Value::Table(entries) = node.value else { panic!("a table") };
        entries.iter().map(|e| format!("{}@{}", e.key, e.key_span.start)).collect()
    }

    #[test]
    fn keys_keep_their_order() {
        assert_eq!(keys("b = 1\na = 2\n[d]\n[c]"), ["b@0", "a@6", "d@13", "c@17"]);
        assert_eq!(keys("[b.x]\n[a]\n[b]"), ["b@11", "a@7"]);
        assert_eq!(keys("[[b]]\n[[a]]\n[[b]]"), ["b@2", "a@8"]);
        assert_eq!(keys("b.x = 1\na = 1\nb.y = 2"), ["b@0", "a@8"]);
    }

    #[test]
    fn clashing_keys_leave_the_rest_readable() {
        let text = "a = 1\n[b]\n[b]\nc = 2\nc = 3\n[a.d]\n[e]\n";
        let mut faults = Vec::new();
        assert!(parse(text, &mut faults).is_some());
        assert_eq!(faults.iter().map(|f| f.span.start).collect::<Vec<_>>(), [11, 20, 27, 27]);
    }
}
