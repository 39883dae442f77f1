//! Where the head of a table stands in a text, and which sign separates its cells.

use super::columns::{naming, naming_needed};
use super::row::is_verb;

/// The signs that programs put between cells, in order of how usual they are.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// In so many cells of a row an act is looked for.
const MOST_CELLS: usize = 64;
/// A longer line is no head.
const LONGEST_HEAD: usize = 1 << 12;

/// How a text is laid out as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) separator: u8,
    /// Where the line begins that names the columns, or seems to.
    pub(super) head: usize,
    /// Whether it names the act and another column.
    pub(super) is_sure: bool,
}

impl Form {
    /// Finds the head of a table: the first line that names the act and another column, whatever stands above it.
    /// Without one, the line that names the most columns, or the first that is not blank.
    ///
    /// # Complexity
    ///
    /// Linear in the length of the text.
    pub(super) fn of(text: &str) -> Self {
        let declared = declared(text);
        let mut best = (0, Self { separator: declared.unwrap_or_else(|| usual(text)), head: first_filled(text), is_sure: false });
        for (head, line) in lines(text) {
            if line.len() > LONGEST_HEAD {
                continue;
            }
            for separator in declared.into_iter().chain(SEPARATORS).filter(|&separator| line.contains(char::from(separator))) {
                let (count, is_sure) = naming(cells(line, separator));
                if is_sure && (!best.1.is_sure || count > best.0) || !best.1.is_sure && count > best.0.max(1) {
                    best = (count, Self { separator, head, is_sure });
                }
            }
            if best.1.is_sure {
                break;
            }
        }
        best.1
    }
}

/// Lists the lines of a text with their beginnings, whatever ends them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(['\n', '\r']).map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// Returns whether a line names the columns of a table, with any of the usual separators between them.
pub(super) fn is_head(line: &str) -> bool {
    line.len() <= LONGEST_HEAD && separators(line).any(|separator| naming(cells(line, separator)).1)
}

/// Returns whether a line names two of the columns without which no row is a statement, if by other words, or would be a statement if its
/// columns had names.
pub(super) fn is_nearly_head(line: &str) -> bool {
    let is_near = |separator| naming_needed(cells(line, separator)) > 1 || is_statement(cells(line, separator));
    line.len() <= LONGEST_HEAD && separators(line).any(is_near)
}

/// Returns whether a row would be a statement, if only the columns had names: an act stands in it, and beside that two other words.
pub(super) fn is_statement<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let mut filled = cells.filter(|cell| !cell.trim().is_empty());
    let first = filled.next();
    let (mut count, mut has_act) = (usize::from(first.is_some()), false);
    for cell in filled.take(MOST_CELLS) {
        count += 1;
        has_act |= is_verb(cell);
    }
    count > 2 && has_act
}

/// Lists the usual separators that a line has.
fn separators(line: &str) -> impl Iterator<Item = u8> {
    SEPARATORS.into_iter().filter(|&separator| line.contains(char::from(separator)))
}

/// Returns the separator that the first line declares to Excel, which hides it: `sep=;`.
pub(super) fn declared(text: &str) -> Option<u8> {
    let line = lines(text).next()?.1.trim_matches([' ', '"']);
    let (key, sign) = line.split_at_checked(4)?;
    match (key.eq_ignore_ascii_case("sep="), sign.as_bytes()) {
        (true, &[sign]) if sign.is_ascii_punctuation() || sign == b'\t' => Some(sign),
        // A tab at the end of the line was taken for a blank.
        (true, []) => Some(b'\t'),
        _ => None,
    }
}

/// Takes a line apart without regard to quotation marks, which no name of a column needs.
fn cells(line: &str, separator: u8) -> impl Iterator<Item = &str> {
    line.split(char::from(separator)).map(|cell| cell.trim_matches([' ', '"', '\u{feff}']))
}

/// Returns the first of the usual separators that the first filled line has.
fn usual(text: &str) -> u8 {
    let line = &text[first_filled(text)..];
    let line = line.split(['\n', '\r']).next().unwrap_or_default();
    SEPARATORS.into_iter().find(|&separator| line.contains(char::from(separator))).unwrap_or(b',')
}

fn first_filled(text: &str) -> usize {
    lines(text).find(|(_, line)| !line.trim().is_empty()).map_or(0, |(start, _)| start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> (char, &str, bool) {
        let form = Form::of(text);
        (char::from(form.separator), text[form.head..].split(['\n', '\r']).next().unwrap(), form.is_sure)
    }

    #[test]
    fn the_head_tells_the_separator() {
        for (sign, separator) in [(",", ','), (";", ';'), ("\t", '\t'), ("|", '|')] {
            let head = ["Party", " act ", "\"step\"", "quote"].join(sign);
            for above in ["", "\n\n", "A title, with commas; and others\n", "sep=;\r\n", "\"an open quotation mark\n"] {
                for end in ["\n", "\r\n", "\r"] {
                    let text = format!("{above}{head}{end}us{sign}offers{sign}lift{end}");
                    assert_eq!(form(&text), (separator, &*head, true), "{text:?}");
                }
            }
        }
        assert_eq!(form("sep=:\nparty:act:step\n"), (':', "party:act:step", true));
    }

    #[test]
    fn without_a_head_the_likeliest_line_is_taken() {
        assert_eq!(form("My table\nid;speaker;step;party\n1;2;3;4"), (';', "id;speaker;step;party", false));
        assert_eq!(form("\n\nus;offers\n"), (';', "us;offers", false));
        assert_eq!(form(""), (',', "", false));
    }

    #[test]
    fn an_instruction_to_excel_is_told() {
        assert_eq!(declared("sep=;\nx"), Some(b';'));
        assert_eq!(declared("\"SEP=\t\"\r\nx"), Some(b'\t'));
        for text in ["sep=", "separator=;", "sep=;;", "title = 1"] {
            assert_eq!(declared(text).filter(|_| text != "sep="), None);
        }
    }
}
