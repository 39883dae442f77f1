//! Breaking text into lines of a width, by the columns that a terminal gives each character.

use unicode_width::UnicodeWidthChar;

use super::escape::printable;

/// A line of pieces, each with a mark that the caller gave it.
pub(super) type Line<M> = Vec<(M, String)>;

/// Text is not laid out in fewer columns than this, however narrow the page.
pub(super) const LEAST_ROOM: usize = 16;

/// Breaks marked pieces of text into lines at spaces, the first of at most `first` columns, the others of at most `rest`.
///
/// Chinese and Japanese, which are written without spaces, may be parted anywhere but before a closing mark.
/// A word that is longer than a line is cut, behind a hyphen where it has one, unless it is an address that somebody may want to follow.
pub(super) fn wrap<'t, M: Copy + PartialEq>(pieces: impl IntoIterator<Item = (M, &'t str)>, first: usize, rest: usize) -> Vec<Line<M>> {
    let mut page =
        Page { lines: vec![Vec::new()], used: 0, limits: (first.max(1), rest.max(1)), word: Vec::new(), word_width: 0, gap: None };
    for (mark, text) in pieces {
        for c in text.chars() {
            if c == ' ' {
                page.flush();
                page.gap = page.gap.or(Some(mark));
            } else {
                page.push(mark, c);
            }
        }
    }
    page.flush();
    page.lines
}

/// Breaks a text into lines of a width, `first` before the first of them and `rest` before the others; each ends with a line break.
///
/// What would steer a terminal is shown as its code.
pub fn folded(first: &str, rest: &str, text: &str, width: usize) -> String {
    let text = printable(text);
    let room = |prefix| width.saturating_sub(self::width(prefix)).max(LEAST_ROOM);
    let mut page = String::new();
    for (i, line) in wrap([((), &*text)], room(first), room(rest)).into_iter().enumerate() {
        page.push_str(if i == 0 { first } else { rest });
        page.extend(line.into_iter().map(|(_, text)| text));
        page.push('\n');
    }
    page
}

/// Returns how many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

struct Page<M> {
    lines: Vec<Line<M>>,
    /// The columns used in the last line.
    used: usize,
    limits: (usize, usize),
    /// The word that is being read.
    word: Vec<(M, char)>,
    word_width: usize,
    /// Whether a space stands before the word, and its mark.
    gap: Option<M>,
}

impl<M: Copy + PartialEq> Page<M> {
    fn limit(&self) -> usize {
        if self.lines.len() == 1 { self.limits.0 } else { self.limits.1 }
    }

    fn push(&mut self, mark: M, c: char) {
        let breaks = spaceless(c) && self.word.last().is_some_and(|&(_, last)| spaceless(last)) && !closes(c);
        if breaks {
            self.flush();
        }
        self.word.push((mark, c));
        self.word_width += columns(c);
    }

    /// Puts the word on the page.
    fn flush(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let gap = self.gap.take().filter(|_| self.used > 0);
        if self.used > 0 && self.used + usize::from(gap.is_some()) + self.word_width > self.limit() {
            self.lines.push(Vec::new());
            self.used = 0;
        } else if let Some(mark) = gap {
            self.put(mark, ' ');
        }
        let mut left = std::mem::take(&mut self.word_width);
        let word = std::mem::take(&mut self.word);
        let address = word.windows(3).any(|part| part.iter().map(|&(_, c)| c).eq("://".chars()));
        let mut rest = &word[..];
        while !address && rest.len() > 1 && self.used + left > self.limit() {
            let fits = self.fitting(rest);
            let cut = rest[..fits].iter().rposition(|&(_, c)| c == '-').map_or(fits, |hyphen| hyphen + 1);
            left -= rest[..cut].iter().map(|&(_, c)| columns(c)).sum::<usize>();
            rest[..cut].iter().for_each(|&(mark, c)| self.put(mark, c));
            rest = &rest[cut..];
            self.lines.push(Vec::new());
            self.used = 0;
        }
        rest.iter().for_each(|&(mark, c)| self.put(mark, c));
    }

    /// Returns how many characters fit into what is left of the line; at least one into an empty line.
    fn fitting(&self, word: &[(M, char)]) -> usize {
        let mut used = self.used;
        let fits = word.iter().take_while(|&&(_, c)| {
            used += columns(c);
            used <= self.limit()
        });
        fits.count().max(usize::from(self.used == 0))
    }

    fn put(&mut self, mark: M, c: char) {
        self.used += columns(c);
        let line = self.lines.last_mut().expect("a page has a line");
        match line.last_mut() {
            Some((last, text)) if *last == mark => text.push(c),
            _ => line.push((mark, c.to_string())),
        }
    }
}

/// Returns whether a character belongs to a script that is written without spaces between words.
const fn spaceless(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

const fn closes(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | '．' | '：' | '；' | '！' | '？' | '）' | '」' | '』' | '】' | '》' | '〉' | '〕' | 'ー' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, first: usize, rest: usize) -> Vec<String> {
        wrap([((), text)], first, rest).iter().map(|line| line.iter().map(|(_, text)| &**text).collect()).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_are_cut() {
        assert_eq!(lines("one two three", 7, 7), ["one two", "three"]);
        assert_eq!(lines("one two three", 3, 9), ["one", "two three"]);
        assert_eq!(lines("abcdefgh ij", 3, 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(lines("a long-winded-word", 8, 8), ["a", "long-", "winded-", "word"]);
        assert_eq!(lines("see http://example.org", 6, 6), ["see", "http://example.org"]);
        assert_eq!(lines("", 3, 3), [""]);
        assert_eq!(lines("  a  b ", 9, 9), ["a b"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(lines("제재 해제 요구", 9, 9), ["제재 해제", "요구"]);
        assert_eq!(lines("a 제재해제 요구", 7, 8), ["a", "제재해제", "요구"]);
        assert_eq!(lines("全面的な非核化。", 6, 6), ["全面的", "な非核", "化。"]);
        assert_eq!(lines("全面的な。", 8, 8), ["全面的", "な。"]);
        assert_eq!(width("제재 a"), 6);
    }

    #[test]
    fn marks_stay_with_their_text() {
        let page = wrap([(1, "one "), (2, "two"), (1, ".")], 80, 80);
        assert_eq!(page, [vec![(1, "one ".to_owned()), (2, "two".to_owned()), (1, ".".to_owned())]]);
    }
}
