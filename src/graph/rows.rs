//! Lists of numbers, one behind another in one piece of memory.

use std::ops::Range;

/// Rows of entries that are kept in one flat list: which part of it each row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    starts: Vec<u32>,
}

impl Rows {
    /// No rows yet.
    pub(crate) fn with_capacity(rows: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self { starts }
    }

    /// Ends a row where the flat list ends now.
    ///
    /// # Panics
    ///
    /// If there are more than four billion entries.
    pub(crate) fn end(&mut self, len: usize) {
        self.starts.push(u32::try_from(len).expect("more than four billion dependencies"));
    }

    /// Returns which part of the flat list a row is.
    pub(crate) fn of(&self, row: usize) -> Range<usize> {
        self.starts[row] as usize..self.starts[row + 1] as usize
    }

    /// Returns which part of the flat list several rows behind one another are.
    pub(crate) fn of_all(&self, rows: Range<usize>) -> Range<usize> {
        self.starts[rows.start] as usize..self.starts[rows.end] as usize
    }

    /// Returns the row, of some that follow one another, that holds an entry.
    pub(crate) fn holding(&self, entry: usize, rows: Range<usize>) -> usize {
        rows.start + self.starts[rows.start + 1..=rows.end].partition_point(|&end| end as usize <= entry)
    }

    /// Sorts entries into rows: returns the rows and the flat list, each row in the order in which the entries come.
    ///
    /// # Complexity
    ///
    /// Linear in rows and entries.
    pub(crate) fn sort<T: Copy + Default>(rows: usize, entries: impl Iterator<Item = (u32, T)> + Clone) -> (Self, Vec<T>) {
        let mut starts = vec![0u32; rows + 1];
        for (row, _) in entries.clone() {
            starts[row as usize] += 1;
        }
        let mut sum = 0u32;
        for start in &mut starts {
            let count = std::mem::replace(start, sum);
            sum = sum.checked_add(count).expect("more than four billion dependencies");
        }
        let mut next = starts.clone();
        let mut values = vec![T::default(); sum as usize];
        for (row, value) in entries {
            let at = &mut next[row as usize];
            values[*at as usize] = value;
            *at += 1;
        }
        (Self { starts }, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_sorted_into_rows_and_keep_their_order_in_each() {
        let entries = [(2, 'a'), (0, 'b'), (2, 'c'), (2, 'd'), (0, 'e')];
        let (rows, values) = Rows::sort(4, entries.iter().copied());
        let row = |i: usize| values[rows.of(i)].iter().collect::<String>();
        assert_eq!([0, 1, 2, 3].map(row), ["be", "", "acd", ""]);
        assert_eq!(rows.of_all(1..3), 2..5);
        let holding: Vec<usize> = (0..5).map(|entry| rows.holding(entry, 0..4)).collect();
        assert_eq!(holding, [0, 0, 2, 2, 2]);
    }

    #[test]
    fn rows_that_are_ended_one_by_one_are_those_that_are_sorted() {
        let mut rows = Rows::with_capacity(3);
        for end in [2, 2, 5] {
            rows.end(end);
        }
        assert_eq!(rows, Rows::sort(3, [(0, ()), (2, ()), (0, ()), (2, ()), (2, ())].into_iter()).0);
    }
}
