//! Where in a text or table a problem is: line, column and the line itself, cut around the place.

use unicode_width::UnicodeWidthChar;

use super::node::Span;
use super::parse_table::Layout;
use crate::draft::Place;

/// How wide an excerpt may be, in columns of a terminal.
const WIDTH: usize = 120;
/// How much of it is kept for what follows the place.
const FOLLOWING: usize = 70;
/// The distance between the places at which characters have been counted.
const BLOCK: usize = 4096;

/// The lines of a text, or the rows of a table, ready to be asked for places.
///
/// # Complexity
///
/// Made in one pass over the text; after that a place takes time logarithmic in the number of lines, however long a line is.
pub(super) struct Lines<'t> {
    file: &'t str,
    text: &'t str,
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many characters begin before each block.
    counts: Vec<usize>,
    /// The table that the text is a layout of.
    layout: Option<&'t Layout<'t>>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i + 1);
        Self::starting(file, text, std::iter::once(0).chain(breaks).collect())
    }

    /// Takes the lines of a CSV text, which may end with a carriage return alone.
    pub(super) fn of_csv(file: &'t str, text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let is_break = |i: usize| bytes[i] == b'\n' || bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n');
        let breaks = (0..bytes.len()).filter(|&i| is_break(i)).map(|i| i + 1);
        Self::starting(file, text, std::iter::once(0).chain(breaks).collect())
    }

    /// Takes the rows of a table for lines; cells may have line breaks in them.
    pub(super) fn of_table(file: &'t str, layout: &'t Layout<'_>) -> Self {
        Self { layout: Some(layout), ..Self::starting(file, layout.text(), layout.row_starts()) }
    }

    fn starting(file: &'t str, text: &'t str, starts: Vec<usize>) -> Self {
        let counts = text.as_bytes().chunks(BLOCK).scan(0, |count, block| {
            let before = *count;
            *count += characters(block);
            Some(before)
        });
        Self { file, text, starts, counts: counts.collect(), layout: None }
    }

    /// Returns the line on which a byte stands, counted from 0.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }

    /// Returns the line on which a byte stands, or the row of a table, counted from 1.
    pub(super) fn number_at(&self, offset: usize) -> usize {
        let row = self.layout.map(|layout| layout.cell_at(offset).0 as usize);
        row.unwrap_or_else(|| self.line(offset)) + 1
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = (offset / BLOCK).min(self.counts.len().saturating_sub(1));
        self.counts.get(block).copied().unwrap_or(0) + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// Returns the line and the column at which a byte of a text stands, counted from 1; of a table, the row and the column of the cell.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let line_start = self.starts[self.line(offset)];
        let column = match self.layout {
            Some(layout) => layout.cell_at(offset).1 as usize,
            None => self.characters_before(offset) - self.characters_before(line_start),
        };
        (self.number_at(offset), column + 1)
    }

    /// Returns the place of a span; it ends with the line at the latest.
    pub(super) fn place(&self, span: Span) -> Place {
        let Span { start: begin, end } = Span::within(self.text, span.start, span.end);
        let line = self.line(begin);
        let line_start = self.starts[line];
        let line_end = self.starts.get(line + 1).map_or(self.text.len(), |&next| next - 1);
        let content = self.text[line_start..line_end].strip_suffix('\r').unwrap_or(&self.text[line_start..line_end]);
        let at = (begin - line_start).min(content.len());
        let end = (end - line_start).min(content.len());
        let (excerpt, mark) = excerpt(content, at, end.max(at));
        let (file, line) = (self.file.to_owned(), self.number_at(begin));
        match self.layout.map(|layout| layout.cell_at(begin)) {
            Some((_, column, cell)) => Place { file, cell: Some(cell), line, column: column as usize + 1, excerpt, mark },
            None => {
                let column = self.characters_before(line_start + at) - self.characters_before(line_start) + 1;
                Place { file, cell: None, line, column, excerpt, mark }
            }
        }
    }
}

/// Counts the characters that begin in a piece of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

/// Returns how wide a character is in a terminal; at least 1, so that a run of characters without width ends, too.
fn width(c: char) -> usize {
    if c == '\t' { 4 } else { c.width().unwrap_or(1).max(1) }
}

/// Returns how many bytes of the given characters fit into a width, and the width that they take.
fn fitting(characters: impl Iterator<Item = char>, room: usize) -> (usize, usize) {
    let (mut bytes, mut used) = (0, 0);
    for c in characters {
        if used + width(c) > room {
            break;
        }
        bytes += c.len_utf8();
        used += width(c);
    }
    (bytes, used)
}

/// Cuts a line around a place and replaces what a terminal would act on.
fn excerpt(line: &str, begin: usize, end: usize) -> (String, (usize, usize)) {
    let (mut from, mut to) = (0, line.len());
    if fitting(line.chars(), WIDTH).0 < line.len() {
        // Two columns are kept for the marks of what was cut.
        let (before, after) = line.split_at(begin);
        let following = fitting(after.chars(), FOLLOWING).1;
        let (back, used) = fitting(before.chars().rev(), WIDTH - 2 - following);
        from = begin - back;
        to = begin + fitting(after.chars(), WIDTH - 2 - used).0;
    }
    let mut excerpt = String::with_capacity(to - from + 6);
    let mut mark = (0, 0);
    if from > 0 {
        excerpt.push('…');
    }
    for (i, c) in line[from..to].char_indices() {
        if from + i == begin {
            mark.0 = excerpt.len();
        }
        excerpt.push(printable(c));
        if from + i < end.min(to) {
            mark.1 = excerpt.len();
        }
    }
    if begin >= to {
        mark.0 = excerpt.len();
    }
    mark.1 = mark.1.max(mark.0);
    if to < line.len() {
        excerpt.push('…');
    }
    (excerpt, mark)
}

/// Returns the character, or the picture of it when it is a control character that a terminal would act on.
fn printable(c: char) -> char {
    match u32::from(c) {
        9 => c,
        code @ 0..=0x1F => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7F => '\u{2421}',
        0x80..=0x9F | 0x202A..=0x202E | 0x2066..=0x2069 => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, word: &str) -> Place {
        let start = text.find(word).unwrap();
        Lines::new("f", text).place(Span::new(start, start + word.len()))
    }

    fn marked(place: &Place) -> &str {
        &place.excerpt[place.mark.0..place.mark.1]
    }

    #[test]
    fn columns_count_characters() {
        let found = place("a\r\n이름 = \"북한\", by = x\r\nb", "by");
        assert_eq!((found.line, found.column), (2, 12));
        assert_eq!(found.excerpt, "이름 = \"북한\", by = x");
        assert_eq!(marked(&found), "by");
    }

    #[test]
    fn the_end_of_a_text_is_a_place() {
        for text in ["", "a\n", "a", "é"] {
            let found = Lines::new("f", text).place(Span::new(99, 100));
            assert_eq!(found.mark.0, found.mark.1, "{text:?}");
            assert_eq!(found.line, text.split('\n').count());
        }
    }

    #[test]
    fn a_span_of_several_lines_is_marked_on_the_first() {
        let found = place("a = \"\"\"x\ny\"\"\"\nb", "\"\"\"x\ny\"\"\"");
        assert_eq!((found.line, found.column, marked(&found)), (1, 5, "\"\"\"x"));
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        for wide in ["x", "한", "\u{301}", "\u{1b}"] {
            let text = format!("{}HERE{}", wide.repeat(5_000_000), wide.repeat(5_000_000));
            let found = place(&text, "HERE");
            assert_eq!(found.column, 5_000_001);
            assert_eq!(marked(&found), "HERE");
            assert!(found.excerpt.starts_with('…') && found.excerpt.ends_with('…'));
            assert!(found.excerpt.chars().map(width).sum::<usize>() <= WIDTH, "{}", found.excerpt);
        }
        let text = format!("HERE{}", "x".repeat(500));
        assert!(place(&text, "HERE").excerpt.starts_with("HERE"));
        let text = format!("{}HERE", "x".repeat(500));
        assert!(place(&text, "HERE").excerpt.ends_with("HERE"));
    }

    #[test]
    fn what_a_terminal_would_act_on_is_replaced() {
        let found = place("a\u{1b}[31m\0b\u{202e} HERE", "HERE");
        assert_eq!(found.excerpt, "a␛[31m␀b\u{FFFD} HERE");
        assert_eq!(marked(&found), "HERE");
    }
}
