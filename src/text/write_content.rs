//! Values as the formats write them, for the changes that remedies make.

use crate::draft::Content;
use crate::sheet::{self, Awaited};

/// Writes a value as TOML.
pub(super) fn toml(content: &Content) -> String {
    match content {
        Content::Text(text) => toml_text(text),
        Content::List(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        Content::Table(entries) => {
            let entries: Vec<_> = entries.iter().map(|(key, value)| format!("{} = {}", toml_key(key), toml(value))).collect();
            if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
        }
        Content::Number(_) | Content::Truth(_) => plain(content),
    }
}

/// Writes a text as TOML, in double quotes.
pub(super) fn toml_text(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '\r' => written.push_str("\\r"),
            c if c.is_control() => written.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// Writes a key as TOML: bare where that is allowed.
pub(super) fn toml_key(key: &str) -> String {
    let is_bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if is_bare { key.to_owned() } else { toml_text(key) }
}

/// Writes a value as JSON.
pub(super) fn json(content: &Content) -> String {
    match content {
        Content::Text(text) => json_text(text),
        Content::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Content::Table(entries) => {
            let entries: Vec<_> = entries.iter().map(|(key, value)| format!("{}: {}", json_text(key), json(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Content::Number(_) | Content::Truth(_) => plain(content),
    }
}

/// Writes a text as JSON.
pub(super) fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Writes a value as it stands in a cell: several items with semicolons between them, preconditions in short.
pub(super) fn cell(content: &Content) -> String {
    match content {
        Content::List(items) => sheet::preconditions(items.iter().map(cell)),
        Content::Table(entries) => {
            let find = |name: &str| entries.iter().find(|(key, _)| *key == name).map(|(_, value)| value);
            let days = |name: &str| find(name).and_then(|value| plain(value).parse().ok());
            let awaited = match find("any") {
                Some(Content::List(options)) => Awaited::Any(options.iter().map(|option| cell(option).into()).collect()),
                _ => Awaited::One(find("step").map(cell).unwrap_or_default().into()),
            };
            sheet::precondition(&awaited, days("days"), days("within"))
        }
        plainly => plain(plainly),
    }
}

/// Writes a text, number or truth value without quotation marks.
fn plain(content: &Content) -> String {
    match content {
        Content::Text(text) | Content::Number(text) => text.clone(),
        Content::Truth(truth) => truth.to_string(),
        Content::List(_) | Content::Table(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in_every_format() {
        let days = Content::Table(vec![("step".into(), Content::Text("a".to_owned())), ("days".into(), Content::Number("30".to_owned()))]);
        assert_eq!(toml(&days), "{ step = \"a\", days = 30 }");
        assert_eq!(json(&days), "{\"step\": \"a\", \"days\": 30}");
        assert_eq!(cell(&days), "a+30d");
        let any = Content::Table(vec![("any".into(), Content::texts(["a", "b"])), ("within".into(), Content::Number("9".to_owned()))]);
        assert_eq!(cell(&Content::List(vec![any, days])), "a|b<9d; a+30d");
        let text = Content::Text("\"\\\n\u{7f}é".to_owned());
        assert_eq!(toml(&text), "\"\\\"\\\\\\n\\u007Fé\"");
        assert_eq!(json(&text), "\"\\\"\\\\\\n\u{7f}é\"");
        for text in ["a\"\\\n\t\r\u{1}\u{85}", "", "한"] {
            assert_eq!(toml::from_str::<toml::Table>(&format!("a = {}", toml_text(text))).unwrap()["a"].as_str(), Some(text));
        }
        assert_eq!(toml(&Content::texts([""; 0])), "[]");
        assert_eq!((toml_key("us"), toml_key("é")), ("us".to_owned(), "\"é\"".to_owned()));
    }
}
