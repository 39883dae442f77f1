//! A draft as TOML, the way somebody would write a position file.

use std::fmt::Write;

use super::to_draft::to_draft;
use super::write_content::{toml_key, toml_text};
use crate::draft::{ById, DoneDraft, Draft, Fields, Listed, PreconditionDraft, StatementDraft, Value, given};
use crate::model::Negotiation;

/// Writes a negotiation as a position file in TOML, which reads as the same negotiation again.
///
/// Comments of the file that it was read from are not kept; [`to_toml_keeping`](super::to_toml_keeping) keeps them.
/// Same negotiation, same text.
///
/// # Examples
///
/// ```
/// use impasse::{Draft, text::{from_toml, to_draft, to_toml}};
///
/// let mut draft = Draft::new("A deposit");
/// draft.party("tenant");
/// draft.measure("pay", ["tenant"]);
/// draft.says("tenant").offers("pay").firm(true);
/// let negotiation = draft.build()?;
///
/// let text = to_toml(&negotiation);
/// assert_eq!(text, r#"title = "A deposit"
///
/// [parties.tenant]
///
/// [measures.pay]
/// by = "tenant"
///
/// [[statements]]
/// party = "tenant"
/// offers = "pay"
/// firm = true
/// "#);
/// assert_eq!(to_draft(&from_toml(&text)?), draft);
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn to_toml(negotiation: &Negotiation) -> String {
    draft_to_toml(&to_draft(negotiation))
}

pub(super) fn draft_to_toml(draft: &Draft<'_>) -> String {
    let mut toml = Toml { text: String::new() };
    toml.table(&mut Vec::new(), draft);
    toml.text
}

/// Writes the lines of a statement, one for each key, without the header of its table.
pub(super) fn statement_to_toml(said: &StatementDraft<'_>) -> String {
    let mut toml = Toml { text: String::new() };
    toml.table(&mut Vec::new(), said);
    toml.text
}

/// TOML text in the making.
struct Toml {
    text: String,
}

impl Toml {
    /// Writes the lines of a table, and behind them the tables in it under headers of their own; the path is that of the table.
    fn table<'d>(&mut self, path: &mut Vec<&'d str>, table: &'d dyn Fields<'_>) {
        let (headed, plain): (Vec<_>, Vec<_>) = given(table).partition(|(_, value)| matches!(value, Value::Entries(_) | Value::Tables(_)));
        for (field, value) in plain {
            self.key(field.key);
            self.value(value);
            self.text.push('\n');
        }
        for (field, value) in headed {
            path.push(field.key);
            match value {
                Value::Entries(entries) => self.entries(path, entries),
                Value::Tables(tables) => self.tables(path, tables),
                _ => {}
            }
            path.pop();
        }
    }

    fn entries<'d>(&mut self, path: &mut Vec<&'d str>, entries: &'d dyn ById<'_>) {
        for (id, entry) in (0..entries.len()).map(|i| entries.get(i)) {
            path.push(id);
            self.header(path, ["[", "]"]);
            self.table(path, entry);
            path.pop();
        }
    }

    fn tables<'d>(&mut self, path: &mut Vec<&'d str>, tables: &'d dyn Listed<'_>) {
        for table in (0..tables.len()).map(|i| tables.get(i)) {
            self.header(path, ["[[", "]]"]);
            self.table(path, table);
        }
    }

    fn header(&mut self, path: &[&str], brackets: [&str; 2]) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(brackets[0]);
        for (i, key) in path.iter().enumerate() {
            self.text.push_str(if i > 0 { "." } else { "" });
            self.text.push_str(&toml_key(key));
        }
        self.text.push_str(brackets[1]);
        self.text.push('\n');
    }

    fn key(&mut self, key: &str) {
        self.text.push_str(key);
        self.text.push_str(" = ");
    }

    /// Writes a value behind its key.
    fn value(&mut self, value: Value<'_, '_>) {
        match value {
            Value::Text(text) => self.quoted(text),
            Value::Whole(number) => self.put(format_args!("{number}")),
            // Whole ones of ordinary size without a fraction.
            Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => self.put(format_args!("{number}")),
            Value::Number(number) => self.put(format_args!("{number:?}")),
            Value::Truth(truth) => self.put(format_args!("{truth}")),
            Value::OneOrMany([single]) => self.quoted(single),
            Value::Texts(texts) | Value::OneOrMany(texts) => self.items(texts, |toml, text| toml.quoted(text)),
            Value::Preconditions(preconditions) => self.items(preconditions, Self::precondition),
            Value::Done(DoneDraft::Whole(whole)) => self.put(format_args!("{whole}")),
            Value::Done(DoneDraft::Level(level)) => self.quoted(level),
            Value::Done(DoneDraft::Since(since)) => self.inline(since),
            Value::Entries(_) | Value::Tables(_) => {}
        }
    }

    fn precondition(&mut self, precondition: &PreconditionDraft<'_>) {
        match precondition.to_table() {
            Ok(table) => self.inline(&table),
            Err(step) => self.quoted(step),
        }
    }

    /// Writes a table in braces.
    fn inline(&mut self, table: &dyn Fields<'_>) {
        self.text.push_str("{ ");
        for (i, (field, value)) in given(table).enumerate() {
            self.text.push_str(if i > 0 { ", " } else { "" });
            self.key(field.key);
            self.value(value);
        }
        self.text.push_str(" }");
    }

    fn items<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.text.push('[');
        for (i, item) in items.iter().enumerate() {
            self.text.push_str(if i > 0 { ", " } else { "" });
            write(self, item);
        }
        self.text.push(']');
    }

    fn quoted(&mut self, text: &str) {
        self.text.push_str(&toml_text(text));
    }

    fn put(&mut self, words: std::fmt::Arguments<'_>) {
        self.text.write_fmt(words).expect("text has room");
    }
}
