//! Breaking text into lines of a width, by the columns that a terminal gives each sign: a letter with its marks, a joined emoji.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::escape::printable;

/// A line of pieces, each with a mark that the caller gave it.
pub(super) type Line<M> = Vec<(M, String)>;

/// Pages of fewer columns are laid out with less room at the side.
const NARROW: usize = 36;

/// Returns in how many columns text is laid out at least on a page of a width, however much stands beside it.
pub(super) const fn least_room(width: usize) -> usize {
    if width < NARROW { 7 } else { 16 }
}

/// Returns what stands before a line on a page of a width: on a narrow page with half of the blanks that it begins with.
pub(super) fn indent(prefix: &str, width: usize) -> &str {
    let blanks = prefix.len() - prefix.trim_start_matches(' ').len();
    if width < NARROW { &prefix[blanks - blanks / 2..] } else { prefix }
}

/// Breaks marked pieces of text into lines at spaces, the first of at most `first` columns, the others of at most `rest`.
///
/// Chinese and Japanese, which are written without spaces, may be parted anywhere but before a closing mark.
/// A word that is longer than a line is cut, behind a hyphen where it has one, unless it is an address that somebody may want to follow.
pub(super) fn wrap<'t, M: Copy + PartialEq>(pieces: impl IntoIterator<Item = (M, &'t str)>, first: usize, rest: usize) -> Vec<Line<M>> {
    let mut page =
        Page { lines: vec![Vec::new()], used: 0, limits: (first.max(1), rest.max(1)), word: Vec::new(), word_width: 0, gap: None };
    for (mark, text) in pieces {
        for sign in text.graphemes(true) {
            if sign == " " {
                page.flush();
                page.gap = page.gap.or(Some(mark));
            } else {
                page.push(mark, sign);
            }
        }
    }
    page.flush();
    page.lines
}

/// Breaks a text into lines of a width, `first` before the first of them and `rest` before the others; each ends with a line break.
///
/// What would steer a terminal is shown as its code.
#[must_use]
pub fn folded(first: &str, rest: &str, text: &str, width: usize) -> String {
    let text = printable(text);
    let room = |prefix| width.saturating_sub(columns(prefix)).max(least_room(width));
    let mut page = String::new();
    for (i, line) in wrap([((), &*text)], room(first), room(rest)).into_iter().enumerate() {
        page.push_str(if i == 0 { first } else { rest });
        page.extend(line.into_iter().map(|(_, text)| text));
        page.push('\n');
    }
    page
}

/// Returns how many columns a text takes in a terminal.
///
/// # Examples
///
/// ```
/// use impasse::render::columns;
///
/// assert_eq!(columns("제재 a"), 6);
/// assert_eq!(columns("👩\u{200d}👩\u{200d}👧\u{200d}👦"), 2);
/// ```
#[must_use]
pub fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

struct Page<'t, M> {
    lines: Vec<Line<M>>,
    /// The columns used in the last line.
    used: usize,
    limits: (usize, usize),
    /// The word that is being read, sign by sign.
    word: Vec<(M, &'t str)>,
    word_width: usize,
    /// Whether a space stands before the word, and its mark.
    gap: Option<M>,
}

impl<'t, M: Copy + PartialEq> Page<'t, M> {
    fn limit(&self) -> usize {
        if self.lines.len() == 1 { self.limits.0 } else { self.limits.1 }
    }

    fn push(&mut self, mark: M, sign: &'t str) {
        let breaks = spaceless(sign) && self.word.last().is_some_and(|&(_, last)| spaceless(last)) && !closes(sign);
        if breaks {
            self.flush();
        }
        self.word.push((mark, sign));
        self.word_width += columns(sign);
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
            self.put(mark, " ");
        }
        let mut left = std::mem::take(&mut self.word_width);
        let word = std::mem::take(&mut self.word);
        let address = word.windows(3).any(|part| part.iter().map(|&(_, sign)| sign).eq([":", "/", "/"]));
        let mut rest = &word[..];
        while !address && rest.len() > 1 && self.used + left > self.limit() {
            let fits = self.fitting(rest);
            let cut = rest[..fits].iter().rposition(|&(_, sign)| sign == "-").map_or(fits, |hyphen| hyphen + 1);
            left -= rest[..cut].iter().map(|&(_, sign)| columns(sign)).sum::<usize>();
            rest[..cut].iter().for_each(|&(mark, sign)| self.put(mark, sign));
            rest = &rest[cut..];
            self.lines.push(Vec::new());
            self.used = 0;
        }
        rest.iter().for_each(|&(mark, sign)| self.put(mark, sign));
    }

    /// Returns how many signs fit into what is left of the line; at least one into an empty line.
    fn fitting(&self, word: &[(M, &str)]) -> usize {
        let mut used = self.used;
        let fits = word.iter().take_while(|&&(_, sign)| {
            used += columns(sign);
            used <= self.limit()
        });
        fits.count().max(usize::from(self.used == 0))
    }

    fn put(&mut self, mark: M, sign: &str) {
        self.used += columns(sign);
        let line = self.lines.last_mut().expect("a page has a line");
        match line.last_mut() {
            Some((last, text)) if *last == mark => text.push_str(sign),
            _ => line.push((mark, sign.to_owned())),
        }
    }
}

/// Returns whether a sign belongs to a script that is written without spaces between words.
fn spaceless(sign: &str) -> bool {
    sign.starts_with(|c| matches!(c, '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}'))
}

fn closes(sign: &str) -> bool {
    sign.starts_with(|c| {
        matches!(c, '、' | '。' | '，' | '．' | '：' | '；' | '！' | '？' | '）' | '」' | '』' | '】' | '》' | '〉' | '〕' | 'ー' | '々')
    })
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
    }

    #[test]
    fn what_is_joined_into_one_sign_counts_once_and_stays_whole() {
        let family = "👩\u{200d}👩\u{200d}👧\u{200d}👦";
        for (sign, width) in
            [(family, 2), ("✈\u{fe0f}", 2), ("✈", 1), ("🇯🇵", 2), ("é", 1), ("e\u{301}\u{301}", 1), ("ท่า", 2), ("제", 2), ("👍🏽", 2)]
        {
            assert_eq!(columns(sign), width, "{sign}");
        }
        assert_eq!(lines(&family.repeat(3), 4, 5), [family.repeat(2), family.to_owned()]);
        assert_eq!(lines(&format!("る{family} 下"), 3, 3), ["る", family, "下"].map(ToOwned::to_owned));
    }

    #[test]
    fn marks_stay_with_their_text() {
        let page = wrap([(1, "one "), (2, "two"), (1, ".")], 80, 80);
        assert_eq!(page, [vec![(1, "one ".to_owned()), (2, "two".to_owned()), (1, ".".to_owned())]]);
    }
}
