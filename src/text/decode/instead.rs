//! What stands in the place of a table: which table was probably meant.

use super::super::mend::Mend;
use super::super::node::{Entry, Node, Value};
use crate::draft::{Content, Kind, Record, is_well_formed};
use crate::model::Date;

/// Returns how something else than a table is written as one, when that is plain: its name, its date, what it means.
pub(super) fn as_table(record: &'static Record, node: &Node<'_>) -> Option<(String, Mend)> {
    let chief = record.field(record.chief?)?;
    let text = |node: &Node<'_>| match &node.value {
        Value::Text(text) => Some(Content::Text((**text).to_owned())),
        Value::Date(date) => Some(Content::Text(date.clone())),
        _ => None,
    };
    let content = match (&node.value, chief.kind) {
        (Value::Text(_), Kind::Prose) | (Value::Date(_), Kind::Date) => text(node)?,
        (Value::Text(words), Kind::Date) if Date::parse(words).is_ok() => text(node)?,
        (Value::Text(_), Kind::Steps(..=1)) => Content::List(vec![text(node)?]),
        (Value::List(items), Kind::Steps(_)) => Content::List(items.iter().map(text).collect::<Option<_>>()?),
        _ => return None,
    };
    Some((format!("write it as a table with the key \"{}\"", chief.key), Mend::value(node, Content::entry(chief.key, content))))
}

/// Makes a table by id of a list of ids, where an entry needs nothing else.
pub(super) fn by_id(record: &'static Record, node: &Node<'_>) -> Option<Mend> {
    let needs_nothing = record.chief.and_then(|chief| record.field(chief)).is_some_and(|chief| matches!(chief.kind, Kind::Prose));
    let Value::List(items) = &node.value else { return None };
    if !needs_nothing {
        return None;
    }
    let mut ids: Vec<&str> = Vec::with_capacity(items.len());
    for item in items {
        match &item.value {
            Value::Text(id) if is_well_formed(id) && !ids.contains(&&**id) && ids.len() < 100 => ids.push(id),
            _ => return None,
        }
    }
    let entries = ids.into_iter().map(|id| (id.to_owned().into(), Content::Table(Vec::new())));
    Some(Mend::value(node, Content::Table(entries.collect())))
}

/// Returns whether an entry is a table under an id where a list of tables should stand: `[statements.s1]`.
pub(super) fn is_table_by_id(record: &'static Record, entry: &Entry<'_>) -> bool {
    matches!(entry.node.value, Value::Table(_)) && record.position(&entry.key).is_none()
}
