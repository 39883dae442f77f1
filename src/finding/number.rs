//! The numbers of findings: `D1` for a deadlock, `C1` for a conflict.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::model::{StepId, UnknownWord};

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident $letter:literal $example:literal;)*) => {$(
        $(#[$doc])*
        ///
        #[doc = concat!("`Display` writes it as reports do, counted from 1: `", $example, "`; `FromStr` reads that again.")]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            pub(crate) const fn new(index: usize) -> Self {
                assert!(index < u32::MAX as usize, "more than four billion findings");
                Self(index as u32)
            }

            /// Returns the position in the report, counted from 0.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($letter, "{}"), self.index() + 1)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                let digits = text.strip_prefix($letter).filter(|digits| !digits.starts_with(['0', '+']));
                let number = digits.and_then(|digits| digits.parse::<u32>().ok()).filter(|&number| number > 0).ok_or(UnknownWord::among(&[$example]))?;
                Ok(Self(number - 1))
            }
        }
    )*};
}

numbers! {
    /// A deadlock of a report; its number in the report's order.
    DeadlockId "D" "D1";
    /// A conflict of a report; its number in the report's order.
    ConflictId "C" "C1";
}

/// Something that can be asked about: a step, a deadlock or a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
#[serde(tag = "kind", content = "id", rename_all = "kebab-case")]
pub enum Finding {
    /// A step and what becomes of it.
    Step(StepId),
    /// A deadlock.
    Deadlock(DeadlockId),
    /// A conflict.
    Conflict(ConflictId),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for index in [0, 8, 9, 1_000_000] {
            let (deadlock, conflict) = (DeadlockId::new(index), ConflictId::new(index));
            assert_eq!(deadlock.to_string().parse(), Ok(deadlock));
            assert_eq!(conflict.to_string().parse(), Ok(conflict));
            assert_eq!(deadlock.to_string(), format!("D{}", index + 1));
        }
        for wrong in ["", "D", "D0", "D01", "D+1", "D-1", "D1 ", "d1", "C1", "D4294967296", "D٣"] {
            assert!(wrong.parse::<DeadlockId>().is_err(), "{wrong:?}");
        }
    }
}
