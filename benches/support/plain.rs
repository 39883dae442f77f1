//! The position file as plain structs, as a user who knows nothing of this library would read it.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};

/// The file.
#[derive(Deserialize)]
pub struct File {
    pub title: String,
    pub parties: BTreeMap<String, Party>,
    pub measures: HashMap<String, Measure>,
    pub statements: Vec<Statement>,
}

/// A party.
#[derive(Deserialize)]
pub struct Party {
    pub name: Option<String>,
}

/// A measure.
#[derive(Deserialize)]
pub struct Measure {
    pub name: Option<String>,
    pub by: String,
}

/// A statement.
#[derive(Deserialize)]
pub struct Statement {
    pub id: Option<String>,
    pub party: String,
    pub offers: Option<String>,
    pub refuses: Option<String>,
    #[serde(default)]
    pub after: Vec<Precondition>,
    #[serde(default)]
    pub with: Vec<Precondition>,
    #[serde(default)]
    pub promise: Vec<Precondition>,
}

/// A precondition: a step, or any of several.
pub enum Precondition {
    Step(String),
    Any(Vec<String>),
}

/// Written by hand, as what serde derives for an untagged enum keeps a copy first and would make the comparison too easy.
impl<'de> Deserialize<'de> for Precondition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        #[derive(Deserialize)]
        struct Any {
            any: Vec<String>,
        }

        impl<'de> Visitor<'de> for Either {
            type Value = Precondition;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a step or a table")
            }

            fn visit_str<E>(self, step: &str) -> Result<Precondition, E> {
                Ok(Precondition::Step(step.to_owned()))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Precondition, M::Error> {
                let Any { any } = Any::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Precondition::Any(any))
            }
        }

        deserializer.deserialize_any(Either)
    }
}
