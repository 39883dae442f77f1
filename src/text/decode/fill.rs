//! Tables of the position file: the value of each key is read as its field says.
//!
//! Tables stand in tables, so that these functions call each other; they go no deeper than the fields are declared.

use std::borrow::Cow;

use super::super::fault::{Fault, Remedy};
use super::super::mend::Mend;
use super::super::node::{Entry, Node, Value};
use super::instead::{as_table, by_id, is_table_by_id};
use super::keys::{is_certain, is_single_table, said_apart, unknown_key};
use super::shape::Shape;
use super::value::{date, list_of_texts, number, one_or_many, text, truth, whole};
use crate::draft::{
    ById, Content, DoneDraft, DoneSince, Fields, Kind, Listed, LongForm, PreconditionDraft, ProblemCode, Record, Seen, Segment, Slot,
    Trail, shortened,
};

/// Reads a table with known keys; one that is no table is reported and leaves everything as it is.
pub(super) fn fill<'n>(table: &mut dyn Fields<'n>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    let record = table.record();
    let Value::Table(entries) = &node.value else {
        let remedy = match as_table(record, node) {
            Some((words, mend)) => Remedy::new(words, mend),
            None => format!("write it as a table; {} has the keys {}", record.what, record.listed_keys()).into(),
        };
        return shape.wrong_type(at, node, "a table", remedy);
    };
    let mut seen = Seen::default();
    let apart = said_apart(record, entries, at, shape);
    for entry in entries {
        if apart.is_some() && matches!(&*entry.key, "act" | "step") {
            continue;
        }
        let known = record.position(&entry.key);
        let Some(position) = known.or_else(|| unknown_key(record, entry, entries, at, shape)) else { continue };
        if matches!(entry.node.value, Value::Null) {
            continue;
        }
        let (key, kind) = (record.fields[position].key, record.fields[position].kind);
        if !seen.note(position) {
            let remedy = Remedy::new("keep one of the two", Mend::without(entry));
            shape.reject(&at.key(key), entry.key_span, ProblemCode::RepeatedKey, format!("\"{key}\" is given twice"), remedy);
            continue;
        }
        let before = shape.faults.len();
        put(table, position, &entry.node, &at.key(key), shape);
        if known.is_none() && is_single_table(kind, entry, at) {
            // The header is wrong as a whole, which is said already.
            shape.faults.remove(before);
        }
        if known.is_none() && !is_certain(&entry.key, key, at) {
            // Nothing is said of a value under a key that is only guessed.
            shape.faults.truncate(before);
            shape.rejected.insert(at.key(key).segments());
        }
    }
    if let Some((verb, step)) = apart
        && let Some(position) = record.position(verb)
    {
        put(table, position, &step.node, &at.key(verb), shape);
    }
}

/// Reads the value of a field into its place.
fn put<'n>(table: &mut dyn Fields<'n>, position: usize, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    let kind = table.record().fields[position].kind;
    match table.slot(position) {
        Slot::Text(slot) if matches!(kind, Kind::Date) => *slot = Some(date(node, at, shape)),
        Slot::Text(slot) => *slot = Some(text(kind, node, at, shape)),
        Slot::Whole(slot) => *slot = whole(kind, node, at, shape),
        Slot::Number(slot) => *slot = number(kind, node, at, shape),
        Slot::Truth(slot) => *slot = Some(truth(node, at, shape)),
        Slot::Texts(slot) => *slot = list_of_texts(kind, node, at, shape),
        Slot::GivenTexts(slot) => *slot = Some(list_of_texts(kind, node, at, shape)),
        Slot::OneOrMany(slot) => slot.0 = one_or_many(kind, node, at, shape),
        Slot::Preconditions(slot) => slot.0 = preconditions(node, at, shape),
        Slot::Done(slot) => *slot = done(node, at, shape),
        Slot::Tables(slot) => {
            if let Kind::Tables(record) = kind {
                list_of_tables(record, slot, node, at, shape);
            }
        }
        Slot::Entries(slot) => {
            if let Kind::Entries(record) = kind {
                shape.lost_section |= at.is_at_top() && !matches!(node.value, Value::Table(_));
                entries(record, slot, node, at, shape);
            }
        }
    }
}

/// Reads a list of preconditions that may be written as a single one; each keeps its position.
fn preconditions<'n>(node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> Vec<PreconditionDraft<'n>> {
    match &node.value {
        Value::List(items) => items.iter().enumerate().map(|(i, item)| precondition(item, &at.index(i), shape)).collect(),
        // What stands inside is reported as in a list, which the check of the draft makes of it, too.
        Value::Table(_) => vec![precondition(node, &at.index(0), shape)],
        _ => vec![precondition(node, at, shape)],
    }
}

/// Reads a precondition: a step alone, or a table with days or options.
fn precondition<'n>(node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> PreconditionDraft<'n> {
    match &node.value {
        Value::Text(step) => PreconditionDraft::from(&**step),
        Value::Table(_) => {
            let mut table = LongForm::default();
            fill(&mut table, node, at, shape);
            PreconditionDraft::of_table(table).unwrap_or_else(|table| {
                let has_both = table.step.is_some();
                let message = if has_both { "a precondition has both \"step\" and \"any\"" } else { "a precondition has no step" };
                let remedy = if shape.is_table {
                    "write the step before the days, as in \"lift-sanctions+30d\""
                } else {
                    "give a \"step\", or a list of steps of which \"any\" will do"
                };
                shape.reject(at, node.span, ProblemCode::PreconditionSubject, message, remedy);
                PreconditionDraft { days: table.days, within: table.within, ..PreconditionDraft::step("") }
            })
        }
        _ => {
            shape.wrong_type(at, node, "a step or a table", "write a step in double quotes, or a table with \"step\" or \"any\"");
            PreconditionDraft::step("")
        }
    }
}

/// Reads what of a measure is done: true, a level, or a table with the date.
fn done<'n>(node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> Option<DoneDraft<'n>> {
    match &node.value {
        Value::Truth(truth) => Some(DoneDraft::Whole(*truth)),
        Value::Text(level) => Some(DoneDraft::Level(Cow::Borrowed(level))),
        Value::Table(_) => {
            let mut since = DoneSince::default();
            fill(&mut since, node, at, shape);
            Some(DoneDraft::Since(since))
        }
        _ => {
            let remedy = match &node.value {
                Value::Date(date) => {
                    let day = Content::entry("on", Content::Text(date.clone()));
                    Remedy::new("write a table with the day since when it is done as \"on\"", Mend::value(node, day))
                }
                _ => "write true, the level in double quotes, or a table with the keys level and on".into(),
            };
            shape.wrong_type(at, node, "true, a level or a table", remedy);
            None
        }
    }
}

/// Reads a table of entries by id. An entry that is no table is kept by its id alone.
fn entries<'n>(record: &'static Record, entries: &mut dyn ById<'n>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    let Value::Table(written) = &node.value else {
        let name = record.noun();
        let words = format!("give each {name} an id: a table from ids to what each {name} has");
        return shape.wrong_type(at, node, "a table", Remedy::new(words, by_id(record, node)));
    };
    entries.reserve(written.len());
    for entry in written {
        let before = shape.faults.len();
        let at = at.key(&entry.key);
        fill(entries.add_empty((&*entry.key).into()), &entry.node, &at, shape);
        if shape.faults.len() > before && is_blurred(record, &shape.faults[before..], at.segments().len()) {
            shape.blurred.insert(&entry.key);
        }
    }
}

/// Returns whether mistakes in an entry at a depth leave open what references to it come to: who performs it, what levels it has, what it
/// means.
fn is_blurred(record: &'static Record, faults: &[Fault], depth: usize) -> bool {
    faults.iter().any(|fault| match fault.problem.path.get(depth) {
        None => true,
        Some(Segment::Key(key)) => {
            record.field(key).is_some_and(|field| matches!(field.kind, Kind::IdOrIds | Kind::Ids | Kind::Steps(_) | Kind::Entries(_)))
        }
        Some(_) => false,
    })
}

/// Reads a list of tables. An item that is no table leaves an empty one, so that the others keep their positions.
fn list_of_tables<'n>(record: &'static Record, list: &mut dyn Listed<'n>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    let one = std::slice::from_ref(node);
    let items = match &node.value {
        Value::List(items) => &items[..],
        Value::Table(entries) if !entries.is_empty() && entries.iter().all(|entry| is_table_by_id(record, entry)) => {
            return list_by_id(record, list, entries, at, shape);
        }
        Value::Table(_) => {
            let name = record.noun();
            let words = format!("write a list with one table for each {name}; in TOML a header in double brackets, [[{name}s]]");
            let mend = Mend::Bracket { at: node.span };
            shape.wrong_type(at, node, "a list of tables", Remedy::new(words, mend));
            one
        }
        _ => return shape.wrong_type(at, node, "a list of tables", format!("write a list with one table for {} each", record.what)),
    };
    list.reserve(items.len());
    for (i, item) in items.iter().enumerate() {
        fill(list.add_empty(), item, &at.index(i), shape);
    }
}

/// Reports tables that stand under ids instead of in a list, as one mistake, and reads each as an item of the list.
fn list_by_id<'n>(record: &'static Record, list: &mut dyn Listed<'n>, entries: &'n [Entry<'_>], at: &Trail<'_>, shape: &mut Shape<'n>) {
    let name = record.noun();
    let id = shortened(&entries[0].key);
    let remedy = if record.position("id").is_some() {
        format!("write [[{name}s]] instead of [{name}s.{id}], and below it id = \"{id}\", for each of them")
    } else {
        format!("write [[{name}s]] instead of [{name}s.{id}], for each of them")
    };
    let span = entries[0].key_span;
    let message = format!("{name}s stand in a list, and not under ids");
    shape.reject(at, span, ProblemCode::WrongType, message, remedy);
    for (i, entry) in entries.iter().enumerate() {
        fill(list.add_empty(), &entry.node, &at.index(i), shape);
    }
}
