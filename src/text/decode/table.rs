//! Tables of the position file: which keys each has, and what each key holds.

use super::super::acts;
use super::super::fault::{Fault, Remedy};
use super::super::mend::Mend;
use super::super::node::{Entry, Node, Value};
use super::field::{date, done, list_of_texts, number, one_or_many, optional_texts, text, truth, whole};
use super::precondition::{LongForm, preconditions};
use super::{Shape, Trail, shortened};
use crate::draft::{
    ClaimDraft, Content, DefinitionDraft, DoneSince, Draft, Entries, ExclusionDraft, IssueDraft, MeasureDraft, PartyDraft, RoundDraft,
    Segment, SourceDraft, StatementDraft, TermDraft, is_well_formed,
};
use crate::model::Date;

/// A table with known keys.
pub(super) trait Fields<'n> {
    /// What the table is called in messages.
    const WHAT: &'static str;
    /// Its keys.
    const KEYS: &'static [&'static str];

    /// Reads the value of one of the keys.
    fn field(&mut self, key: &'static str, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>);
}

macro_rules! fields {
    ($($draft:ident $what:literal { $($field:ident: $read:ident,)* })*) => {$(
        impl<'n> Fields<'n> for $draft<'n> {
            const WHAT: &'static str = $what;
            const KEYS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn field(&mut self, key: &'static str, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
                $(if key == stringify!($field) {
                    return $read(&mut self.$field, node, at, shape);
                })*
            }
        }
    )*
        /// Lists the keys of every kind of table.
        #[cfg(test)]
        pub(in crate::text) fn known_keys() -> Vec<(&'static str, &'static [&'static str])> {
            vec![$((stringify!($draft), $draft::KEYS)),*]
        }
    };
}

fields! {
    Draft "a position file" {
        title: text,
        as_of: date,
        sources: section,
        parties: section,
        rounds: section,
        issues: section,
        measures: section,
        terms: section,
        exclusions: list_of_tables,
        statements: list_of_tables,
        claims: list_of_tables,
    }
    SourceDraft "a source" { title: text, publisher: text, date: date, url: text, }
    PartyDraft "a party" { name: text, }
    RoundDraft "a round" { name: text, date: date, }
    IssueDraft "an issue" { name: text, }
    MeasureDraft "a measure" {
        name: text,
        by: one_or_many,
        issue: text,
        levels: list_of_texts,
        takes: whole,
        done: done,
        given: truth,
        burden: number,
    }
    DoneSince "what is done" { level: text, on: date, }
    TermDraft "a term" { name: text, means: optional_texts, by: entries, }
    DefinitionDraft "a definition" { means: optional_texts, source: text, quote: text, }
    ExclusionDraft "an exclusion" { steps: list_of_texts, because: text, }
    StatementDraft "a statement" {
        id: text,
        party: text,
        demands: text,
        offers: text,
        accepts: text,
        refuses: text,
        withdraws: text,
        after: preconditions,
        with: preconditions,
        promise: preconditions,
        round: text,
        date: date,
        deadline: date,
        until: date,
        weight: whole,
        firm: truth,
        confidence: number,
        source: text,
        quote: text,
        note: text,
    }
    LongForm "a precondition" { step: text, any: optional_texts, days: whole, within: whole, }
    ClaimDraft "a claim" {
        party: text,
        proposition: text,
        holds: truth,
        round: text,
        date: date,
        source: text,
        quote: text,
        note: text,
    }
}

/// Reads a table with known keys; one that is no table is reported and leaves everything as it is.
pub(super) fn fill<'n, T: Fields<'n>>(table: &mut T, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    let Value::Table(entries) = &node.value else {
        let remedy = match as_table::<T>(node) {
            Some((words, mend)) => Remedy::new(words, mend),
            None => format!("write it as a table; {} has the keys {}", T::WHAT, T::KEYS.join(", ")).into(),
        };
        return shape.wrong_type(at, node, "a table", remedy);
    };
    let mut seen = 0_u32;
    let apart = said_apart::<T>(entries, at, shape);
    for entry in entries {
        if apart.is_some() && matches!(&*entry.key, "act" | "step") {
            continue;
        }
        let known = T::KEYS.iter().position(|&key| key == entry.key);
        let Some(position) = known.or_else(|| unknown_key::<T>(entry, entries, at, shape)) else { continue };
        if matches!(entry.node.value, Value::Null) {
            continue;
        }
        let key = T::KEYS[position];
        if seen & 1 << position != 0 {
            let remedy = Remedy::new("keep one of the two", Mend::without(entry));
            shape.reject(&at.key(key), entry.key_span, "repeated-key", format!("\"{key}\" is given twice"), remedy);
            continue;
        }
        seen |= 1 << position;
        let before = shape.faults.len();
        table.field(key, &entry.node, &at.key(key), shape);
        if known.is_none() && is_single_table::<T>(entry, position) {
            // The header is wrong as a whole, which is said already.
            shape.faults.remove(before);
        }
        if known.is_none() && !Shape::is_certain(&entry.key, key, T::WHAT) {
            // Nothing is said of a value under a key that is only guessed.
            shape.faults.truncate(before);
            shape.rejected.insert(at.key(key).segments());
        }
    }
    if let Some((verb, step)) = apart {
        table.field(verb, &step.node, &at.key(verb), shape);
    }
}

/// Reports an act and a step that stand beside each other, as tables have them, and returns what they say.
fn said_apart<'n, 't, T: Fields<'n>>(
    entries: &'n [Entry<'t>],
    at: &Trail<'_>,
    shape: &mut Shape<'n>,
) -> Option<(&'static str, &'n Entry<'t>)> {
    if !T::KEYS.contains(&"demands") {
        return None;
    }
    let of = |key: &str| entries.iter().find(|entry| entry.key == key);
    let (act, step) = (of("act")?, of("step")?);
    let (Value::Text(word), Value::Text(subject)) = (&act.node.value, &step.node.value) else { return None };
    let verb = acts::meant(word).filter(|verb| of(verb).is_none())?;
    let remedy = format!("write {verb} = \"{}\" instead of the two", shortened(subject));
    let message = "a statement has its act as a key, and not under \"act\" and \"step\", as tables have it";
    shape.reject(&at.key("act"), act.key_span, "unknown-key", message, remedy);
    shape.misspelt.insert(step.key_span, verb);
    Some((verb, step))
}

/// Returns how something else than a table is written as one, when that is plain: its name, its date, what it means.
fn as_table<'n, T: Fields<'n>>(node: &Node<'_>) -> Option<(String, Mend)> {
    let key = match (&node.value, T::WHAT) {
        (Value::Text(_), "a party" | "an issue" | "a proposition") => "name",
        (Value::Text(_), "a source") => "title",
        (Value::Text(_) | Value::Date(_), "a round") => "date",
        (Value::Text(_) | Value::List(_), "a definition" | "a term") => "means",
        (Value::List(_), "an exclusion") => "steps",
        _ => return None,
    };
    let text = |node: &Node<'_>| match &node.value {
        Value::Text(text) => Some(Content::Text((**text).to_owned())),
        Value::Date(date) => Some(Content::Text(date.clone())),
        _ => None,
    };
    let content = match &node.value {
        Value::List(items) => Content::List(items.iter().map(text).collect::<Option<_>>()?),
        Value::Text(words) if key == "date" && Date::parse(words).is_err() => return None,
        _ if key == "means" => Content::List(vec![text(node)?]),
        _ => text(node)?,
    };
    Some((format!("write it as a table with the key \"{key}\""), Mend::value(node, Content::entry(key, content))))
}

/// Returns whether a table in single brackets stands where the key that was meant has a list of tables.
fn is_single_table<'n, T: Fields<'n>>(entry: &Entry<'_>, meant: usize) -> bool {
    T::WHAT == Draft::WHAT
        && matches!(T::KEYS[meant], "statements" | "claims" | "exclusions")
        && matches!(entry.node.value, Value::Table(_))
        && entry.node.span.start <= entry.key_span.start
}

/// Reports an unknown key. Returns the position of the key that was probably meant, unless that one is given, too.
fn unknown_key<'n, T: Fields<'n>>(entry: &'n Entry<'_>, entries: &[Entry<'_>], at: &Trail<'_>, shape: &mut Shape<'n>) -> Option<usize> {
    let is_given = |i: usize| entries.iter().any(|other| other.key == T::KEYS[i]);
    // Tables with headers of one name may stand in several places.
    let has_header = matches!(entry.node.value, Value::Table(_) | Value::List(_)) && entry.node.span.start <= entry.key_span.start;
    let nearest = shape.nearest_key(T::WHAT, &entry.key, T::KEYS);
    let remedy = match nearest {
        _ if Draft::KEYS.contains(&&*entry.key) => {
            "it is a key of the whole file: move it to the top, in TOML before the first header".into()
        }
        Some(i) if is_given(i) && !has_header => {
            let key = T::KEYS[i];
            Remedy::new(format!("remove it, or put it together with \"{key}\", which is given, too"), Mend::without(entry))
        }
        Some(i) if is_single_table::<T>(entry, i) => {
            Remedy::new(format!("did you mean [[{}]]?", T::KEYS[i]), Mend::Header { at: entry.key_span, key: T::KEYS[i] })
        }
        // Of a table with headers, the first is shown.
        Some(i) => {
            let more = if has_header { ", in each of its headers" } else { "" };
            Remedy::new(format!("did you mean \"{}\"{more}?", T::KEYS[i]), Mend::key(entry, T::KEYS[i]))
        }
        // What somebody wrote is not thrown away.
        None => {
            let keys = if T::KEYS.len() == 1 { "only the key" } else { "the keys" };
            let words = format!("make it a comment, or take it out; {} has {keys} {}", T::WHAT, T::KEYS.join(", "));
            Remedy::new(words, Mend::Comment { key: entry.key_span, value: entry.node.span })
        }
    };
    let message = format!("{} has no key \"{}\"", T::WHAT, shortened(&entry.key));
    shape.reject(&at.key(&entry.key), entry.key_span, "unknown-key", message, remedy);
    // What is in a part of the file that is not read cannot be referred to.
    shape.lost_section |= T::WHAT == Draft::WHAT && nearest.is_some_and(is_given);
    let meant = nearest.filter(|&i| !is_given(i))?;
    shape.misspelt.insert(entry.key_span, T::KEYS[meant]);
    Some(meant)
}

/// Reads a table of entries by id at the top of the file.
fn section<'n, T: Fields<'n> + Default>(section: &mut Entries<'n, T>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    shape.lost_section |= !matches!(node.value, Value::Table(_));
    entries(section, node, at, shape);
}

/// Reads a table of entries by id. An entry that is no table is kept by its id alone.
fn entries<'n, T: Fields<'n> + Default>(entries: &mut Entries<'n, T>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    let Value::Table(written) = &node.value else {
        let name = T::WHAT.split(' ').next_back().unwrap_or_default();
        let words = format!("give each {name} an id: a table from ids to what each {name} has");
        return shape.wrong_type(at, node, "a table", Remedy::new(words, by_id::<T>(node)));
    };
    entries.0.reserve(written.len());
    for entry in written {
        let mut read = T::default();
        let before = shape.faults.len();
        let at = at.key(&entry.key);
        fill(&mut read, &entry.node, &at, shape);
        if shape.faults.len() > before && is_blurred(&shape.faults[before..], at.segments().len()) {
            shape.blurred.insert(&entry.key);
        }
        entries.0.push(((&*entry.key).into(), read));
    }
}

/// Makes a table by id of a list of ids, where an entry needs nothing else.
fn by_id<'n, T: Fields<'n>>(node: &Node<'_>) -> Option<Mend> {
    let items = match &node.value {
        Value::List(items) if matches!(T::WHAT, "a party" | "an issue" | "a source") => items,
        _ => return None,
    };
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

/// Returns whether mistakes in an entry at a depth leave open what references to it come to.
fn is_blurred(faults: &[Fault], depth: usize) -> bool {
    faults.iter().any(|fault| match fault.problem.path.get(depth) {
        None => true,
        Some(Segment::Key(key)) => matches!(&**key, "by" | "levels" | "means"),
        Some(_) => false,
    })
}

/// Reads a list of tables. An item that is no table leaves an empty one, so that the others keep their positions.
fn list_of_tables<'n, T: Fields<'n> + Default>(list: &mut Vec<T>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    let one = std::slice::from_ref(node);
    let items = match &node.value {
        Value::List(items) => &items[..],
        Value::Table(entries) if !entries.is_empty() && entries.iter().all(|entry| is_table_by_id::<T>(entry)) => {
            return list_by_id(list, entries, at, shape);
        }
        Value::Table(_) => {
            let name = T::WHAT.split(' ').next_back().unwrap_or_default();
            let words = format!("write a list with one table for each {name}; in TOML a header in double brackets, [[{name}s]]");
            let mend = Mend::Bracket { at: node.span };
            shape.wrong_type(at, node, "a list of tables", Remedy::new(words, mend));
            one
        }
        _ => return shape.wrong_type(at, node, "a list of tables", format!("write a list with one table for {} each", T::WHAT)),
    };
    list.reserve(items.len());
    for (i, item) in items.iter().enumerate() {
        let mut read = T::default();
        fill(&mut read, item, &at.index(i), shape);
        list.push(read);
    }
}

/// Returns whether an entry is a table under an id where a list of tables should stand: `[statements.s1]`.
fn is_table_by_id<'n, T: Fields<'n>>(entry: &Entry<'_>) -> bool {
    matches!(entry.node.value, Value::Table(_)) && !T::KEYS.contains(&&*entry.key)
}

/// Reports tables that stand under ids instead of in a list, as one mistake, and reads each as an item of the list.
fn list_by_id<'n, T: Fields<'n> + Default>(list: &mut Vec<T>, entries: &'n [Entry<'_>], at: &Trail<'_>, shape: &mut Shape<'n>) {
    let name = T::WHAT.split(' ').next_back().unwrap_or_default();
    let id = shortened(&entries[0].key);
    let remedy = if T::KEYS.contains(&"id") {
        format!("write [[{name}s]] instead of [{name}s.{id}], and below it id = \"{id}\", for each of them")
    } else {
        format!("write [[{name}s]] instead of [{name}s.{id}], for each of them")
    };
    let span = entries[0].key_span;
    let message = format!("{name}s stand in a list, and not under ids");
    shape.reject(at, span, "wrong-type", message, remedy);
    for (i, entry) in entries.iter().enumerate() {
        let mut read = T::default();
        fill(&mut read, &entry.node, &at.index(i), shape);
        list.push(read);
    }
}
