//! Vocabularies: small sets of values, each of which has one word in every file and document.

use std::fmt;

/// A text is none of the words that it could be.
///
/// # Examples
///
/// ```
/// use impasse::model::Wait;
///
/// assert_eq!("after".parse(), Ok(Wait::After));
/// assert_eq!("before".parse::<Wait>().unwrap_err().to_string(), "it is none of after, with, promise");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    known: &'static [&'static str],
}

impl UnknownWord {
    pub(crate) const fn among(known: &'static [&'static str]) -> Self {
        Self { known }
    }

    /// Lists the words that it could be, in the order of the vocabulary.
    #[must_use]
    pub const fn known(&self) -> &'static [&'static str] {
        self.known
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it is none of {}", self.known.join(", "))
    }
}

impl std::error::Error for UnknownWord {}

/// Gives the values of a vocabulary their words, the list of all of them, `Display`, `FromStr` and `Serialize`.
macro_rules! vocabulary {
    ($name:ident: $($value:ident $word:literal),+ $(,)?) => {
        impl $name {
            /// All of them, in order.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$value),+];

            /// Returns the word that files and documents have for it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$value => $word),+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$value),)+
                    _ => Err($crate::model::UnknownWord::among(&[$($word),+])),
                }
            }
        }

        $crate::model::written_as_word!($name);
    };
}

/// Lets a type that has a word be displayed as that.
macro_rules! shown_as_word {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

/// Lets a type that is no more than its word be displayed and serialized as that.
macro_rules! written_as_word {
    ($name:ident) => {
        $crate::model::shown_as_word!($name);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}

pub(crate) use {shown_as_word, vocabulary, written_as_word};
