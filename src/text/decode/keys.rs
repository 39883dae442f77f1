//! Keys that are not known: which known one was meant, and what to do about it.

use super::super::acts;
use super::super::fault::Remedy;
use super::super::mend::Mend;
use super::super::node::{Entry, Value};
use super::shape::Shape;
use crate::draft::{Draft, Kind, LONGEST, ProblemCode, Record, Trail, shortened};

/// How many different unknown keys get a search for the known key nearest to them.
const SEARCHES: usize = 1_000;

/// Other words that people write for keys.
const OTHER_WORDS: [(&str, &str); 10] = [
    ("speaker", "party"),
    ("who", "party"),
    ("actor", "party"),
    ("condition", "after"),
    ("conditions", "after"),
    ("precondition", "after"),
    ("preconditions", "after"),
    ("performer", "by"),
    ("performers", "by"),
    ("meaning", "means"),
];

/// Returns whether an unknown key stands for a known one without doubt, so that its value is what the known one would have.
pub(super) fn is_certain(key: &str, known: &str, at: &Trail<'_>) -> bool {
    at.is_top() || is_form_of(&written(key), known)
}

/// Returns an unknown key as known ones are written.
fn written(key: &str) -> String {
    key.to_lowercase().replace(['-', ' '], "_")
}

/// Finds which of the known keys of a kind of table was probably meant by an unknown one.
fn nearest<'n>(record: &'static Record, key: &'n str, shape: &mut Shape<'n>) -> Option<usize> {
    let asked = (record.what, key);
    if let Some(&found) = shape.nearest.get(&asked) {
        return found;
    }
    if shape.nearest.len() == SEARCHES || key.len() > LONGEST {
        return None;
    }
    let written = written(key);
    // Another word for an act, where acts are keys.
    let verb = acts::meant(&written).filter(|_| record.has_acts());
    let other = OTHER_WORDS.iter().find(|(word, _)| *word == written).map(|&(_, key)| key);
    let is_meant = |known: &str| verb == Some(known) || other == Some(known);
    let near = |known: &str| is_meant(known).then_some(0).or_else(|| distance(&written, known));
    let found = record.keys().enumerate().filter_map(|(i, known)| Some((near(known)?, i))).min().map(|(_, i)| i);
    shape.nearest.insert(asked, found);
    found
}

/// Returns in how many letters a key differs from a known one; `None` when it is not near for its length.
fn distance(written: &str, known: &str) -> Option<usize> {
    if is_form_of(written, known) {
        return Some(0);
    }
    let distance = strsim::osa_distance(written, known);
    let farthest = match known.len().min(written.chars().count()) {
        // Of two letters, only the same two in the other order are near.
        ..=2 => usize::from(written.len() == known.len() && known.chars().all(|c| written.contains(c))),
        3..=5 => 1,
        length => (length / 3).min(3),
    };
    // One word may be the beginning of the other, as in "conf".
    let begins = known.starts_with(written) && written.len() >= 3 && 2 * written.len() >= known.len()
        || written.starts_with(known) && known.len() >= 4 && 2 * known.len() >= written.len();
    (distance <= farthest || begins).then_some(distance)
}

/// Returns whether a key is surely a known one: in capitals, in the singular or in the plural.
fn is_form_of(written: &str, known: &str) -> bool {
    let singular = |plural: &str, word: &str| {
        plural.strip_suffix('s') == Some(word) || plural.strip_suffix("ies").is_some_and(|stem| word.strip_suffix('y') == Some(stem))
    };
    written == known || singular(known, written) || singular(written, known)
}

/// Reports an act and a step that stand beside each other, as tables have them, and returns what they say.
pub(super) fn said_apart<'n, 't>(
    record: &'static Record,
    entries: &'n [Entry<'t>],
    at: &Trail<'_>,
    shape: &mut Shape<'n>,
) -> Option<(&'static str, &'n Entry<'t>)> {
    if !record.has_acts() {
        return None;
    }
    let of = |key: &str| entries.iter().find(|entry| entry.key == key);
    let (act, step) = (of("act")?, of("step")?);
    let (Value::Text(word), Value::Text(subject)) = (&act.node.value, &step.node.value) else { return None };
    let verb = acts::meant(word).filter(|verb| of(verb).is_none())?;
    let remedy = format!("write {verb} = \"{}\" instead of the two", shortened(subject));
    let message = "a statement has its act as a key, and not under \"act\" and \"step\", as tables have it";
    shape.reject(&at.key("act"), act.key_span, ProblemCode::UnknownKey, message, remedy);
    shape.misspelt.insert(step.key_span, verb);
    Some((verb, step))
}

/// Returns whether a table in single brackets stands at the top of the file where the key that was meant has a list of tables.
pub(super) fn is_single_table(kind: Kind, entry: &Entry<'_>, at: &Trail<'_>) -> bool {
    at.is_top()
        && matches!(kind, Kind::Tables(_))
        && matches!(entry.node.value, Value::Table(_))
        && entry.node.span.start <= entry.key_span.start
}

/// Reports an unknown key. Returns the position of the key that was probably meant, unless that one is given, too.
pub(super) fn unknown_key<'n>(
    record: &'static Record,
    entry: &'n Entry<'_>,
    entries: &[Entry<'_>],
    at: &Trail<'_>,
    shape: &mut Shape<'n>,
) -> Option<usize> {
    let key = |i: usize| record.fields[i].key;
    let is_given = |i: usize| entries.iter().any(|other| other.key == key(i));
    // Tables with headers of one name may stand in several places.
    let has_header = matches!(entry.node.value, Value::Table(_) | Value::List(_)) && entry.node.span.start <= entry.key_span.start;
    let nearest = nearest(record, &entry.key, shape);
    let remedy = match nearest {
        _ if Draft::RECORD.position(&entry.key).is_some() => {
            "it is a key of the whole file: move it to the top, in TOML before the first header".into()
        }
        Some(i) if is_given(i) && !has_header => {
            Remedy::new(format!("remove it, or put it together with \"{}\", which is given, too", key(i)), Mend::without(entry))
        }
        Some(i) if is_single_table(record.fields[i].kind, entry, at) => {
            Remedy::new(format!("did you mean [[{}]]?", key(i)), Mend::Header { at: entry.key_span, key: key(i) })
        }
        // Of a table with headers, the first is shown.
        Some(i) => {
            let more = if has_header { ", in each of its headers" } else { "" };
            Remedy::new(format!("did you mean \"{}\"{more}?", key(i)), Mend::key(entry, key(i)))
        }
        // What somebody wrote is not thrown away.
        None => {
            let keys = if record.fields.len() == 1 { "only the key" } else { "the keys" };
            let words = format!("make it a comment, or take it out; {} has {keys} {}", record.what, record.listed_keys());
            Remedy::new(words, Mend::Comment { key: entry.key_span, value: entry.node.span })
        }
    };
    let message = format!("{} has no key \"{}\"", record.what, shortened(&entry.key));
    shape.reject(&at.key(&entry.key), entry.key_span, ProblemCode::UnknownKey, message, remedy);
    // What is in a part of the file that is not read cannot be referred to.
    shape.lost_section |= at.is_top() && nearest.is_some_and(is_given);
    let meant = nearest.filter(|&i| !is_given(i))?;
    shape.misspelt.insert(entry.key_span, key(meant));
    Some(meant)
}
