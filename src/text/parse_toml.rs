//! TOML to nodes, with every independent mistake of form.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::fault::Fault;
use super::node::{Entry, Node, Span, Value};
use super::toml_subset;

/// Reads a TOML text. Without a node there is a fault that says why.
///
/// Keys that are given twice are faults, but do not keep the rest from being read.
///
/// # Complexity
///
/// Linear in the length of the text, but for the sorting of keys.
pub(super) fn parse<'t>(text: &'t str, faults: &mut Vec<Fault>) -> Option<Node<'t>> {
    if let Err(too_deep) = toml_subset::check(text, faults) {
        faults.push(too_deep);
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let errors = errors.iter().map(|error| (error.message(), error.span().map_or_else(Span::default, Span::from)));
    let (repeated, mut errors): (Vec<_>, Vec<_>) = errors.partition(|&(message, _)| message == "duplicate key");
    report_repeated(text, repeated.into_iter().map(|(_, span)| span).collect(), faults);
    if errors.is_empty() {
        return Some(table_node(table.into_inner(), Span::default()).0);
    }
    errors.sort_by_key(|&(_, span)| span);
    let mut line = None;
    for (message, span) in errors {
        // What follows on the same line is mostly a consequence of the first mistake there.
        let line_start = text[..text.floor_char_boundary(span.start)].rfind('\n');
        if line.replace(line_start) != Some(line_start) {
            faults.push(fault(text, message, span));
            if swallows(message) {
                break;
            }
        }
    }
    None
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
        let mut remedy = "keep one of the two";
        if is_header {
            remedy = "merge the two, or give one of them another name";
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
        let message = format!("the key {key} is given twice");
        faults.push(Fault::at(span, "repeated-key", Vec::new(), message, remedy));
    }
}

/// Returns whether what follows a mistake is likely to be misread.
fn swallows(message: &str) -> bool {
    ["array", "inline table", "multi-line"].iter().any(|what| message.contains(what))
}

/// Words a mistake of form.
fn fault(text: &str, message: &str, span: Span) -> Fault {
    let (what, expected) = message.split_once(", expected ").map_or((message, None), |(what, expected)| (what, Some(expected)));
    let word = text.get(span.start..span.end).unwrap_or_default();
    let follows = text.get(span.start..).unwrap_or_default();
    let (what, expected) = match what {
        "string values must be quoted" if word.trim().is_empty() => ("a key has no value", expected),
        _ => (what, expected),
    };
    let remedy = match expected {
        _ if what == "a key has no value" => "write the value after the equals sign, or remove the key".to_owned(),
        _ if what == "string values must be quoted" => "put it in straight double quotes".to_owned(),
        _ if what == "missing escaped value" => "write \\\\ for a backslash, or put the text in single quotes".to_owned(),
        _ if what == "unexpected key or value" && follows.starts_with(',') => "remove the comma".to_owned(),
        _ if what == "invalid key-value pair" && text.trim_start().starts_with('{') => {
            "this looks like JSON: give the file a name in .json".to_owned()
        }
        Some("nothing") => "remove it".to_owned(),
        Some(expected) => match expected.rsplit_once(", ") {
            Some((others, last)) => format!("expected here: {others} or {last}"),
            None => format!("expected here: {expected}"),
        },
        None if what.contains("string") => "write \\\\ for a backslash and \\\" for a quotation mark inside a text".to_owned(),
        None if word.starts_with(|c: char| c.is_ascii_digit()) => "put dates and texts in double quotes".to_owned(),
        None => "see the description of TOML at https://toml.io/en/v1.0.0".to_owned(),
    };
    // What is missing is marked on what stands there instead.
    let next = text[span.start..].chars().next().filter(|&c| span.start == span.end && c != '\n' && c != '\r');
    let span = Span::new(span.start, span.end + next.map_or(0, char::len_utf8));
    Fault::syntax(span, format!("this is not TOML: {what}"), remedy)
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
            _ => Value::Time,
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

    fn faults(text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let node = parse(text, &mut faults);
        assert!(node.is_some() || !faults.is_empty());
        faults.iter().map(|f| format!("{}: {}; {}", &text[f.span.start..f.span.end], f.problem.message, f.problem.remedy)).collect()
    }

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
    fn every_line_with_a_mistake_is_reported() {
        let every_line = "a = \nb = 2019-02\nc = \"x\nd: 3\n[e\nf = 1\n'g' 'h'\ni = “x”\nj = 1\nj = 2\nk = \"\\q\"\nl = x\n";
        assert!(faults(every_line).len() >= 8);
        assert_eq!(faults("a = 1\n[b]\n[b]\nb = 2\nb = 3\n").len(), 2);
    }
}
