//! Tables of the position file: which keys each has, and what each key holds.

use super::super::fault::{Fault, Remedy};
use super::super::mend::Mend;
use super::super::node::{Entry, Node, Value};
use super::field::{date, done, list_of_texts, number, one_or_many, optional_texts, text, truth, whole};
use super::precondition::{LongForm, preconditions};
use super::{Shape, Trail, shortened};
use crate::draft::{
    ClaimDraft, DefinitionDraft, DoneSince, Draft, Entries, ExclusionDraft, IssueDraft, MeasureDraft, PartyDraft, RoundDraft, Segment,
    SourceDraft, StatementDraft, TermDraft,
};

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
        let remedy = format!("write it as a table; {} has the keys {}", T::WHAT, T::KEYS.join(", "));
        return shape.wrong_type(at, node, "a table", remedy);
    };
    let mut seen = 0_u32;
    for entry in entries {
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
        table.field(key, &entry.node, &at.key(key), shape);
    }
}

/// Reports an unknown key. Returns the position of the key that was probably meant, unless that one is given, too.
fn unknown_key<'n, T: Fields<'n>>(entry: &'n Entry<'_>, entries: &[Entry<'_>], at: &Trail<'_>, shape: &mut Shape<'n>) -> Option<usize> {
    let nearest = shape.nearest_key(T::WHAT, &entry.key, T::KEYS);
    let remedy = match nearest {
        _ if Draft::KEYS.contains(&&*entry.key) => {
            "it is a key of the whole file: move it to the top, in TOML before the first header".to_owned()
        }
        Some(i) => format!("did you mean \"{}\"?", T::KEYS[i]),
        None => format!("remove it; {} has the keys {}", T::WHAT, T::KEYS.join(", ")),
    };
    let message = format!("{} has no key \"{}\"", T::WHAT, shortened(&entry.key));
    let mend = nearest.map(|i| Mend::key(entry, T::KEYS[i]));
    shape.reject(&at.key(&entry.key), entry.key_span, "unknown-key", message, Remedy::new(remedy, mend));
    let meant = nearest.filter(|&i| entries.iter().all(|other| other.key != T::KEYS[i]))?;
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
        let remedy = format!("give each {name} an id: a table from ids to what each {name} has");
        return shape.wrong_type(at, node, "a table", remedy);
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
        Value::Table(_) => {
            let name = T::WHAT.split(' ').next_back().unwrap_or_default();
            let remedy = format!("write a list with one table for each {name}; in TOML a header in double brackets, [[{name}s]]");
            shape.wrong_type(at, node, "a list of tables", remedy);
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
