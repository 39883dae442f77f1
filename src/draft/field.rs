//! What a field of the position file is: its key, what it holds, where it may stand, and how a table of statements shows it.
//!
//! The fields themselves are declared in [`fields`](super::fields), each once. Whoever reads, writes or describes position files goes by
//! these declarations and names no key of its own.

use std::borrow::Cow;

use super::precondition::{DoneDraft, PreconditionDraft};
use super::shape::{Entries, List};
use crate::model::{Act, Wait};

/// What a value stands for, which says how it is read, checked for its form, and described.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// Text of any length.
    Prose,
    /// The id of something.
    Id(Named),
    /// A step or a term: what a statement does this to.
    Verb(Act),
    /// A step or a term.
    Step,
    /// A date, of a day, a month or a year.
    Date,
    /// A number of days.
    Days,
    /// A positive whole number.
    Count,
    /// A number that is not negative.
    Amount,
    /// A number from 0 to 1.
    Share,
    /// True or false.
    Truth,
    /// Ids, of which there may be one without a list around it.
    IdOrIds,
    /// A list of ids.
    Ids,
    /// A list of steps; how many there are at least.
    Steps(usize),
    /// Preconditions, of which there may be one without a list around it.
    Preconditions(Wait),
    /// True, a level, or a table.
    Done,
    /// Tables by id.
    Entries(&'static Record),
    /// A list of tables.
    Tables(&'static Record),
}

/// What an id is the id of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The statement itself.
    Statement,
    Party,
    Round,
    Source,
    Issue,
    Level,
    Proposition,
}

/// A field of a table of the position file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) key: &'static str,
    /// What it is, as in the schema.
    pub(crate) doc: &'static str,
    pub(crate) kind: Kind,
    pub(crate) is_required: bool,
    /// The acts in whose statements it may stand.
    pub(crate) acts: &'static [Act],
    /// How a table of statements shows it.
    pub(crate) column: Option<Heading>,
}

/// The head of a column in a table of statements.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heading {
    /// How many characters wide its cells usually are.
    pub(crate) width: u8,
    /// What is written there, for whoever fills the table.
    pub(crate) note: &'static str,
}

impl Field {
    /// Returns an optional field, which may stand with any act and in no column. Its key and what it is are added where it is declared.
    pub(super) const fn holding(kind: Kind) -> Self {
        Self { key: "", doc: "", kind, is_required: false, acts: &Act::ALL, column: None }
    }

    /// Says that it has to be given.
    pub(super) const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// Says with which acts it may stand.
    pub(super) const fn with(self, acts: &'static [Act]) -> Self {
        Self { acts, ..self }
    }

    /// Gives it a column in tables of statements.
    pub(super) const fn column(self, width: u8, note: &'static str) -> Self {
        Self { column: Some(Heading { width, note }), ..self }
    }
}

/// A kind of table of the position file, and its fields.
#[derive(Debug)]
pub(crate) struct Record {
    /// What one is called in messages: `a statement`.
    pub(crate) what: &'static str,
    /// What it is called in the schema: `Statement`.
    pub(crate) name: &'static str,
    /// What it is.
    pub(crate) doc: &'static str,
    /// Its fields, in the order in which they are written.
    pub(crate) fields: &'static [Field],
    /// The key whose value is sometimes written in the place of the whole table.
    pub(crate) chief: Option<&'static str>,
}

impl Record {
    /// Returns the place of a key among the fields.
    pub(crate) fn position(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }

    /// Returns the field under a key.
    pub(crate) fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Lists the keys.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.key)
    }

    /// Lists the keys in a message.
    pub(crate) fn listed_keys(&self) -> String {
        self.keys().collect::<Vec<_>>().join(", ")
    }

    /// Returns whether it says what a party does, as statements do.
    pub(crate) fn has_acts(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.kind, Kind::Verb(_)))
    }

    /// Returns the word for one without its article.
    pub(crate) fn noun(&self) -> &'static str {
        self.what.split(' ').next_back().unwrap_or_default()
    }
}

/// Which fields of a table have been read.
#[derive(Default)]
pub(crate) struct Seen(u32);

impl Seen {
    /// How many fields a table may have.
    pub(super) const MOST: usize = u32::BITS as usize;

    /// Notes that the field at a position has been read. Returns whether it has not been before.
    pub(crate) fn note(&mut self, position: usize) -> bool {
        let before = self.0;
        self.0 |= 1 << position;
        self.0 != before
    }
}

/// A table of a draft, field by field.
pub(crate) trait Fields<'t> {
    /// Returns what kind of table it is.
    fn record(&self) -> &'static Record;

    /// Returns where the value of a field is kept.
    ///
    /// # Panics
    ///
    /// When there is no field at the position.
    fn slot(&mut self, position: usize) -> Slot<'_, 't>;

    /// Returns the value of a field; `None` when it is not given.
    fn value(&self, position: usize) -> Option<Value<'_, 't>>;
}

/// Lists the fields that are given, with their values.
pub(crate) fn given<'a, 't>(table: &'a dyn Fields<'t>) -> impl Iterator<Item = (&'static Field, Value<'a, 't>)> {
    table.record().fields.iter().enumerate().filter_map(move |(position, field)| Some((field, table.value(position)?)))
}

/// Where the value of a field is kept.
pub(crate) enum Slot<'a, 't> {
    Text(&'a mut Option<Cow<'t, str>>),
    Whole(&'a mut Option<u32>),
    Number(&'a mut Option<f64>),
    Truth(&'a mut Option<bool>),
    Texts(&'a mut Vec<Cow<'t, str>>),
    /// A list of which it matters whether it is given when it is empty.
    GivenTexts(&'a mut Option<Vec<Cow<'t, str>>>),
    OneOrMany(&'a mut List<Cow<'t, str>>),
    Preconditions(&'a mut List<PreconditionDraft<'t>>),
    Done(&'a mut Option<DoneDraft<'t>>),
    Entries(&'a mut dyn ById<'t>),
    Tables(&'a mut dyn Listed<'t>),
}

/// The value of a field.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a, 't> {
    Text(&'a str),
    Whole(u32),
    Number(f64),
    Truth(bool),
    Texts(&'a [Cow<'t, str>]),
    OneOrMany(&'a [Cow<'t, str>]),
    Preconditions(&'a [PreconditionDraft<'t>]),
    Done(&'a DoneDraft<'t>),
    Entries(&'a dyn ById<'t>),
    Tables(&'a dyn Listed<'t>),
}

/// Tables by id, in order of declaration.
pub(crate) trait ById<'t> {
    fn len(&self) -> usize;
    fn get(&self, position: usize) -> (&str, &dyn Fields<'t>);
    fn reserve(&mut self, more: usize);
    fn add_empty(&mut self, id: Cow<'t, str>) -> &mut dyn Fields<'t>;
}

/// A list of tables.
pub(crate) trait Listed<'t> {
    fn len(&self) -> usize;
    fn get(&self, position: usize) -> &dyn Fields<'t>;
    fn reserve(&mut self, more: usize);
    fn add_empty(&mut self) -> &mut dyn Fields<'t>;
}

impl<'t, T: Fields<'t> + Default> ById<'t> for Entries<'t, T> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, position: usize) -> (&str, &dyn Fields<'t>) {
        let (id, entry) = &self.0[position];
        (id, entry)
    }

    fn reserve(&mut self, more: usize) {
        self.0.reserve(more);
    }

    fn add_empty(&mut self, id: Cow<'t, str>) -> &mut dyn Fields<'t> {
        self.add(id, T::default())
    }
}

impl<'t, T: Fields<'t> + Default> Listed<'t> for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, position: usize) -> &dyn Fields<'t> {
        &self[position]
    }

    fn reserve(&mut self, more: usize) {
        self.reserve(more);
    }

    fn add_empty(&mut self) -> &mut dyn Fields<'t> {
        self.push(T::default());
        self.last_mut().expect("just added")
    }
}

/// The type of a field of a draft: what it looks like from outside.
pub(super) trait Stored<'t> {
    fn slot(&mut self) -> Slot<'_, 't>;
    fn value(&self) -> Option<Value<'_, 't>>;
}

impl<'t> Stored<'t> for Option<Cow<'t, str>> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::Text(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        self.as_deref().map(Value::Text)
    }
}

impl<'t> Stored<'t> for Option<u32> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::Whole(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        self.map(Value::Whole)
    }
}

impl<'t> Stored<'t> for Option<f64> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::Number(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        self.map(Value::Number)
    }
}

impl<'t> Stored<'t> for Option<bool> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::Truth(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        self.map(Value::Truth)
    }
}

impl<'t> Stored<'t> for Vec<Cow<'t, str>> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::Texts(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        (!self.is_empty()).then_some(Value::Texts(self))
    }
}

impl<'t> Stored<'t> for Option<Vec<Cow<'t, str>>> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::GivenTexts(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        self.as_deref().map(Value::Texts)
    }
}

impl<'t> Stored<'t> for List<Cow<'t, str>> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::OneOrMany(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        (!self.is_empty()).then_some(Value::OneOrMany(self))
    }
}

impl<'t> Stored<'t> for List<PreconditionDraft<'t>> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::Preconditions(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        (!self.is_empty()).then_some(Value::Preconditions(self))
    }
}

impl<'t> Stored<'t> for Option<DoneDraft<'t>> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::Done(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        self.as_ref().map(Value::Done)
    }
}

impl<'t, T: Fields<'t> + Default> Stored<'t> for Entries<'t, T> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::Entries(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        (!self.is_empty()).then_some(Value::Entries(self))
    }
}

impl<'t, T: Fields<'t> + Default> Stored<'t> for Vec<T> {
    fn slot(&mut self) -> Slot<'_, 't> {
        Slot::Tables(self)
    }

    fn value(&self) -> Option<Value<'_, 't>> {
        (!self.is_empty()).then_some(Value::Tables(self))
    }
}
