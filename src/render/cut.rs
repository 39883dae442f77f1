//! Long lists, cut: their first entries and how many more there are.

/// The first entries of a list, and how many more there are.
pub(super) struct Cut<T> {
    pub(super) shown: Vec<T>,
    pub(super) omitted: usize,
}

impl<T> Default for Cut<T> {
    fn default() -> Self {
        Self { shown: Vec::new(), omitted: 0 }
    }
}

impl<T> Cut<T> {
    pub(super) fn map<U>(self, with: impl FnMut(T) -> U) -> Cut<U> {
        Cut { shown: self.shown.into_iter().map(with).collect(), omitted: self.omitted }
    }
}

/// Takes the first of so many entries.
pub(super) fn cut<T>(all: impl Iterator<Item = T>, count: usize, limit: usize) -> Cut<T> {
    let shown = shown_of(count, limit);
    Cut { shown: all.take(shown).collect(), omitted: count - shown }
}

/// How many of some entries are shown: one more than the limit is no longer than the line that would stand for it.
pub(super) fn shown_of(count: usize, limit: usize) -> usize {
    if count == limit + 1 { count } else { count.min(limit) }
}
