//! The shapes that values of the position file have beside plain ones: tables in order with repeated keys kept, one-or-many lists.

use std::borrow::Cow;
use std::ops::Deref;

/// A table of the position file: entries by id in order of declaration, repeated ids kept so that they can be reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries<'t, T>(pub Vec<(Cow<'t, str>, T)>);

impl<T> Default for Entries<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'t, T> Entries<'t, T> {
    /// Returns whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn add(&mut self, id: Cow<'t, str>, entry: T) -> &mut T {
        self.0.push((id, entry));
        &mut self.0.last_mut().expect("just added").1
    }
}

/// A list that may be written as a single item: `by = "us"` beside `by = ["us", "dprk"]`.
#[derive(Clone, Debug, PartialEq)]
pub struct List<T>(pub Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> List<T> {
    /// Returns whether there is no item.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}
