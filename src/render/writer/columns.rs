//! Columns side by side on a terminal page.

use std::fmt;

use super::page::{Page, Style};
use crate::render::wrap;

/// The narrowest column that is pleasant to read.
const NARROWEST: usize = 18;

/// What stands between two columns.
const BAR: &str = " │ ";
const CROSSING: &str = "─┼─";

/// The columns of a table, by width.
pub(super) struct Columns {
    widths: Vec<usize>,
}

/// What stands in a cell: paragraphs of pieces, each of which begins a line.
pub(super) type Paragraphs = Vec<Vec<(Style, String)>>;

impl Columns {
    /// Shares a width out among columns, the first of which gets what is left over; `None` when they would be too narrow.
    pub(super) fn fit(width: usize, count: usize) -> Option<Self> {
        let room = width.checked_sub(wrap::columns(BAR) * count.checked_sub(1)?)?;
        let each = room / count;
        let mut widths = vec![each; count];
        widths[0] += room % count;
        (each >= NARROWEST).then_some(Self { widths })
    }

    /// Writes a row of cells; in each the lines after the first of a paragraph are set back.
    pub(super) fn row(&self, page: &mut Page<'_, '_>, cells: &[Paragraphs]) -> fmt::Result {
        let cells: Vec<_> = cells.iter().zip(&self.widths).map(|(cell, &width)| laid_out(cell, width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let mut line: Vec<(Style, String)> = Vec::new();
            for (i, (cell, &width)) in cells.iter().zip(&self.widths).enumerate() {
                let pieces = cell.get(at).map_or(&[][..], Vec::as_slice);
                line.extend_from_slice(pieces);
                if let Some(next) = cells.get(i + 1) {
                    let used: usize = pieces.iter().map(|(_, text)| wrap::columns(text)).sum();
                    let ends = i + 2 == cells.len() && next.len() <= at;
                    let bar = if ends { BAR.trim_end() } else { BAR };
                    line.push((Style::Faint, " ".repeat(width.saturating_sub(used)) + bar));
                }
            }
            page.line(&line)?;
        }
        Ok(())
    }

    /// Writes a rule between rows.
    pub(super) fn rule(&self, page: &mut Page<'_, '_>) -> fmt::Result {
        let parts: Vec<_> = self.widths.iter().map(|&width| "─".repeat(width)).collect();
        page.line(&[(Style::Faint, parts.join(CROSSING))])
    }
}

/// Breaks the paragraphs of a cell into lines.
fn laid_out(cell: &Paragraphs, width: usize) -> Vec<Vec<(Style, String)>> {
    const BACK: &str = "  ";
    let mut lines = Vec::new();
    for paragraph in cell {
        let pieces = paragraph.iter().map(|(style, text)| (*style, &**text));
        for (i, mut line) in wrap::wrap(pieces, width, width - BACK.len()).into_iter().enumerate() {
            if i > 0 {
                line.insert(0, (Style::Plain, BACK.to_owned()));
            }
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sheet(Vec<Vec<&'static str>>, usize);

    impl fmt::Display for Sheet {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let mut page = Page::new(f, self.1, false);
            let columns = Columns::fit(self.1, self.0.len()).ok_or(fmt::Error)?;
            let paragraphs = |cell: &Vec<&str>| cell.iter().map(|text| vec![(Style::Plain, (*text).to_owned())]).collect();
            columns.row(&mut page, &self.0.iter().map(paragraphs).collect::<Vec<_>>())?;
            columns.rule(&mut page)
        }
    }

    #[test]
    fn cells_stand_side_by_side_whatever_the_script() {
        let sheet = Sheet(vec![vec!["one two three four five", "six"], vec!["全面的な非核化を要求した。", "제재 해제"]], 41);
        let expected = "\
one two three four  │ 全面的な非核化を要
  five              │   求した。
six                 │ 제재 해제
────────────────────┼────────────────────
";
        assert_eq!(sheet.to_string(), expected);
    }

    #[test]
    fn what_would_be_too_narrow_is_no_table() {
        assert!(Columns::fit(60, 3).is_some());
        assert!(Columns::fit(59, 3).is_none());
        assert!(Columns::fit(2, 3).is_none());
        assert!(Columns::fit(80, 0).is_none());
    }
}
