//! Reports, comparisons, explanations and rounds as JSON, written as they are read from the report, without a copy of the document in memory.

mod agreeable;
mod comparison;
mod conflict;
mod distance;
mod explanation;
mod keys;
mod layout;
mod names;
mod overview;
mod report;
mod rounds;

pub use comparison::ComparisonJson;
pub use explanation::ExplanationJson;
pub use report::Json;
pub use rounds::RoundsJson;

use serde::{Serialize, Serializer};

use super::escape::shown;
use super::phrase::Phrase;
use crate::model::{Negotiation, NotCounted};

/// The version of every JSON document: fields keep their names and meaning while it stays.
const VERSION: u32 = 1;

/// How many statements do not count on the day of the document.
#[derive(Serialize)]
struct NotCountedRow {
    later: usize,
    ended: usize,
}

impl NotCountedRow {
    fn new(n: &Negotiation) -> Self {
        let NotCounted { later, ended } = n.not_counted();
        Self { later, ended }
    }
}

/// A finding as a sentence on one line, with nothing in it that would steer a terminal and long names cut.
fn message(phrase: &Phrase) -> String {
    phrase.pieces().map(|(role, text)| shown(role, text)).collect()
}

/// A list written item by item.
struct Each<F>(F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// An object written from pairs.
struct Pairs<T>(Vec<T>);

impl<K: Serialize, V: Serialize> Serialize for Pairs<(K, V)> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
