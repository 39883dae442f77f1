//! Where statements stand in the files they were read from.

use crate::model::StatementId;

/// The lines of the position file on which statements begin, so that a report can point at them.
///
/// # Examples
///
/// ```
/// use impasse::render::StatementLines;
///
/// let mut lines = StatementLines::default();
/// lines.add("positions.toml", vec![12, 18]);
/// lines.add("more.csv", vec![2]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementLines {
    files: Vec<(String, Vec<usize>)>,
}

impl StatementLines {
    /// Adds the statements of one more file, as read: the line of each, counted from 1.
    pub fn add(&mut self, file: impl Into<String>, lines: Vec<usize>) {
        self.files.push((file.into(), lines));
    }

    /// Returns the file and the line of a statement.
    #[must_use]
    pub fn of(&self, statement: StatementId) -> Option<(&str, usize)> {
        let mut index = statement.index();
        for (file, lines) in &self.files {
            match lines.get(index) {
                Some(&line) => return Some((file, line)),
                None => index -= lines.len(),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_on_from_file_to_file() {
        let mut lines = StatementLines::default();
        lines.add("a.toml", vec![3, 9]);
        lines.add("b.csv", vec![2]);
        let of = |index| lines.of(StatementId::new(index));
        assert_eq!(of(1), Some(("a.toml", 9)));
        assert_eq!(of(2), Some(("b.csv", 2)));
        assert_eq!(of(3), None);
    }
}
