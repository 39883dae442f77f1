//! JSON to a draft in one pass, without places.
//!
//! What is read here has no mistake of form or shape. Where there is one, the text is read again by [`decode`](super::decode), which knows
//! what to say of it; both go by the same fields.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::draft::{DoneDraft, DoneSince, Draft, Fields, Listed, LongForm, PreconditionDraft, Record, Seen, Slot};

/// Reads a JSON text that has no mistake of form or shape.
pub(super) fn quick_json(text: &str) -> Option<Draft<'_>> {
    serde_json::from_str(text).ok()
}

/// Reads the structure of a position file from any format of serde; what has a mistake of shape is an error.
impl<'de: 't, 't> Deserialize<'de> for Draft<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut draft = Draft::<'de>::default();
        Table(&mut draft).deserialize(deserializer)?;
        Ok(draft)
    }
}

/// Reads a table into its fields.
struct Table<'a, 't>(&'a mut dyn Fields<'t>);

impl<'de> DeserializeSeed<'de> for Table<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Table<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.record().what)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let record = self.0.record();
        let (mut seen, mut next) = (Seen::default(), 0);
        while let Some(position) = map.next_key_seed(Key { record, next })? {
            if !seen.note(position) {
                return Err(A::Error::custom("a key is given twice"));
            }
            next = position + 1;
            map.next_value_seed(Held(self.0.slot(position)))?;
        }
        Ok(())
    }
}

/// Reads a key: the position of its field.
struct Key {
    record: &'static Record,
    /// Where the key is most likely: keys mostly stand in the order of the fields.
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one of {}", self.record.listed_keys())
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        let fields = self.record.fields;
        let order = (self.next..fields.len()).chain(0..self.next);
        order.into_iter().find(|&position| fields[position].key == key).ok_or_else(|| E::custom("an unknown key"))
    }
}

/// Reads the value of a field into its place.
struct Held<'a, 't>(Slot<'a, 't>);

impl<'de> DeserializeSeed<'de> for Held<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Held<'_, 'de> {
    fn text<E: Error>(self, text: Cow<'de, str>) -> Result<(), E> {
        match self.0 {
            Slot::Text(slot) => *slot = Some(text),
            Slot::OneOrMany(slot) => slot.0.push(text),
            Slot::Preconditions(slot) => slot.0.push(PreconditionDraft::step(text)),
            Slot::Done(slot) => *slot = Some(DoneDraft::Level(text)),
            _ => return Err(E::custom("no text belongs here")),
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Held<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of another type")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        self.text(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.text(Cow::Owned(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<(), E> {
        match self.0 {
            Slot::Truth(slot) => *slot = Some(truth),
            Slot::Done(slot) => *slot = Some(DoneDraft::Whole(truth)),
            _ => return Err(E::custom("neither true nor false belongs here")),
        }
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        match self.0 {
            Slot::Whole(slot) => *slot = Some(u32::try_from(number).map_err(|_| E::custom("too large"))?),
            Slot::Number(slot) => *slot = Some(number as f64),
            _ => return Err(E::custom("no number belongs here")),
        }
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        match u64::try_from(number) {
            Ok(number) => self.visit_u64(number),
            Err(_) => self.visit_f64(number as f64),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        match self.0 {
            Slot::Number(slot) => *slot = Some(number),
            _ => return Err(E::custom("no number with a fraction or a sign belongs here")),
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        // As if the key were not there.
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let texts = match self.0 {
            Slot::Texts(list) => list,
            Slot::GivenTexts(slot) => slot.insert(Vec::new()),
            Slot::OneOrMany(list) => &mut list.0,
            Slot::Preconditions(list) => {
                while let Some(precondition) = items.next_element_seed(Precondition)? {
                    list.0.push(precondition);
                }
                return Ok(());
            }
            Slot::Tables(list) => {
                while items.next_element_seed(Item(list))?.is_some() {}
                return Ok(());
            }
            _ => return Err(A::Error::custom("no list belongs here")),
        };
        while let Some(text) = items.next_element_seed(Word)? {
            texts.push(text);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match self.0 {
            Slot::Entries(entries) => {
                while let Some(id) = map.next_key_seed(Word)? {
                    map.next_value_seed(Table(entries.add_empty(id)))?;
                }
            }
            Slot::Preconditions(list) => list.0.push(Precondition.visit_map(map)?),
            Slot::Done(slot) => {
                let mut since = DoneSince::default();
                Table(&mut since).visit_map(map)?;
                *slot = Some(DoneDraft::Since(since));
            }
            _ => return Err(A::Error::custom("no table belongs here")),
        }
        Ok(())
    }
}

/// Reads a table as the next item of a list.
struct Item<'a, 't>(&'a mut dyn Listed<'t>);

impl<'de> DeserializeSeed<'de> for Item<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Table(self.0.add_empty()).deserialize(deserializer)
    }
}

/// Reads a text.
struct Word;

impl<'de> DeserializeSeed<'de> for Word {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Word {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// Reads a precondition.
struct Precondition;

impl<'de> DeserializeSeed<'de> for Precondition {
    type Value = PreconditionDraft<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Precondition {
    type Value = PreconditionDraft<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(LongForm::RECORD.what)
    }

    fn visit_borrowed_str<E: Error>(self, step: &'de str) -> Result<Self::Value, E> {
        Ok(PreconditionDraft::step(step))
    }

    fn visit_str<E: Error>(self, step: &str) -> Result<Self::Value, E> {
        Ok(PreconditionDraft::step(step.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let mut table = LongForm::default();
        Table(&mut table).visit_map(map)?;
        PreconditionDraft::of_table(table).map_err(|_| A::Error::custom("exactly one of `step` and `any` is needed"))
    }
}
