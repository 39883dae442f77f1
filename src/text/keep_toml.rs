//! A position file in TOML with further statements, and otherwise as it was: comments, order and blanks.

use super::encoding::decoded;
use super::node::{Node, Span, Value};
use super::parse_toml;
use super::to_draft::to_draft;
use super::write_toml::{draft_to_toml, statement_to_toml};
use crate::draft::Draft;
use crate::model::Negotiation;

/// The byte order mark with which some programs begin UTF-8.
const MARK: &str = "\u{feff}";

/// Writes a negotiation as a position file in TOML, keeping the text of the one that it was read from.
///
/// The statements that were read from elsewhere follow those of the text, in its own way: as `[[statements]]` or as items of the list
/// `statements`. Without any the text comes out byte for byte. Whatever else the negotiation says should stand in the text.
/// A text in UTF-16 is written in UTF-8. Of one that is not TOML nothing can be kept; what [`to_toml`](super::to_toml) writes is returned.
///
/// # Complexity
///
/// Linear in the length of the text and the size of the negotiation, but for the sorting of keys.
///
/// # Examples
///
/// ```
/// use impasse::text::{Input, read, to_toml_keeping};
///
/// let text = "# The sale\nparties.tenant = {}\nmeasures.pay.by = 'tenant' # in cash\n";
/// let statements = Input::new("statements.csv", b"party,act,step\ntenant,offers,pay\n");
/// let negotiation = read(&[Input::new("sale.toml", text.as_bytes()), statements], None)?;
///
/// let kept = to_toml_keeping(&negotiation, text.as_bytes());
/// assert_eq!(kept, format!("{text}\n[[statements]]\nparty = \"tenant\"\noffers = \"pay\"\n"));
/// assert_eq!(to_toml_keeping(&negotiation, kept.as_bytes()), kept);
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn to_toml_keeping(negotiation: &Negotiation, text: &[u8]) -> String {
    let draft = to_draft(negotiation);
    let mark = if text.starts_with(MARK.as_bytes()) { MARK } else { "" };
    let (text, fault) = decoded(text);
    match if fault.is_some() { None } else { extended(&draft, &text) } {
        Some(extended) => format!("{mark}{extended}"),
        None => draft_to_toml(&draft),
    }
}

/// Returns the text with the statements that it does not have yet; `None` when they have no place in it.
fn extended(draft: &Draft<'_>, text: &str) -> Option<String> {
    let Value::Table(entries) = parse_toml::parse(text, &mut Vec::new())?.value else { return None };
    let there = entries.iter().find(|entry| entry.key == "statements");
    let mut made = Editing::new(text);
    match there.map(|entry| (&entry.node, entry.key_span)) {
        None => made.tables(text.len(), &draft.statements.iter().map(statement_to_toml).collect::<Vec<_>>()),
        Some((Node { value: Value::List(items), span }, key)) => {
            let added: Vec<_> = draft.statements.get(items.len()..)?.iter().map(statement_to_toml).collect();
            match items.last() {
                // Tables with headers have no place but that of the name in their headers.
                Some(last) if *span == key => made.tables(end_of_table(text, last), &added),
                last => made.items(*span, last, &added)?,
            }
        }
        Some(_) => return None,
    }
    Some(made.finish())
}

/// A text and what is put into it.
struct Editing<'t> {
    text: &'t str,
    /// How lines end.
    line_end: &'static str,
    made: String,
    /// How much of the text is in what is made.
    done: usize,
}

impl<'t> Editing<'t> {
    fn new(text: &'t str) -> Self {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Self { text, line_end, made: String::with_capacity(text.len()), done: 0 }
    }

    /// Goes on to a place in the text, keeping what is before it.
    fn keep_to(&mut self, at: usize) {
        self.made.push_str(&self.text[self.done..at]);
        self.done = at;
    }

    fn finish(mut self) -> String {
        self.keep_to(self.text.len());
        self.made
    }

    /// Puts statements into the text as tables, each behind an empty line.
    fn tables(&mut self, at: usize, statements: &[String]) {
        self.keep_to(at);
        for lines in statements {
            for _ in 0..if self.made.is_empty() { 0 } else { 1 + usize::from(!self.made.ends_with('\n')) } {
                self.made.push_str(self.line_end);
            }
            for line in ["[[statements]]"].into_iter().chain(lines.split_terminator('\n')) {
                self.made.push_str(line);
                self.made.push_str(self.line_end);
            }
        }
    }

    /// Puts statements behind the last item of a list in brackets: on lines of their own, unless the list goes on in the same line.
    fn items(&mut self, list: Span, last: Option<&Node<'_>>, statements: &[String]) -> Option<()> {
        let close = list.end.checked_sub(1).filter(|&close| self.text[close..].starts_with(']'))?;
        let inline = |lines: &String| format!("{{ {} }}", lines.split_terminator('\n').collect::<Vec<_>>().join(", "));
        let items: Vec<_> = statements.iter().map(inline).collect();
        if items.is_empty() {
            return Some(());
        }
        let behind = last.map_or(list.start + 1, |last| last.span.end);
        let comma = last.and_then(|_| comma(&self.text[behind..close]));
        // Only blanks and a remark are left of a line from here.
        let from = behind + comma.unwrap_or(0);
        let Some(line) = self.text[from..close].rfind('\n').filter(|_| last.is_none()).or_else(|| self.text[from..close].find('\n')) else {
            self.keep_to(behind);
            if last.is_some() {
                self.made.push_str(", ");
            }
            self.made.push_str(&items.join(", "));
            return Some(());
        };
        if last.is_some() && comma.is_none() {
            self.keep_to(behind);
            self.made.push(',');
        }
        let indent = last.map_or("    ", |last| self.indent(last.span.start));
        self.keep_to(from + line + 1);
        let count = items.len();
        for (number, item) in (1..).zip(items) {
            let is_ended = number < count || comma.is_some() || last.is_none();
            self.made.extend([indent, &item, if is_ended { "," } else { "" }, self.line_end]);
        }
        Some(())
    }

    /// Returns the blanks before a place that begins a line, and those of a list elsewhere.
    fn indent(&self, at: usize) -> &'t str {
        let line = &self.text[self.text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
        if line.trim().is_empty() { line } else { "    " }
    }
}

/// Returns where the first comma ends that is in no remark.
fn comma(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.split('#').next().unwrap_or_default();
        if let Some(at) = bare.find(',') {
            return Some(start + at + 1);
        }
        start += line.len();
    }
    None
}

/// Returns where a table with a header ends: behind the line of all that it has, and behind remarks below that no other table follows.
fn end_of_table(text: &str, table: &Node<'_>) -> usize {
    let mut end = 0;
    let mut rest = vec![table];
    while let Some(node) = rest.pop() {
        end = end.max(node.span.end);
        match &node.value {
            Value::List(items) => rest.extend(items),
            Value::Table(entries) => {
                end = entries.iter().map(|entry| entry.key_span.end).fold(end, usize::max);
                rest.extend(entries.iter().map(|entry| &entry.node));
            }
            _ => {}
        }
    }
    let end = text[end..].find('\n').map_or(text.len(), |line| end + line + 1);
    let mut remarks = end;
    for line in text[end..].split_inclusive('\n') {
        match line.trim_start().as_bytes().first() {
            Some(b'#') => remarks += line.len(),
            None => return remarks,
            // They are about what follows.
            Some(_) => return end,
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Input, from_toml, read, to_toml};

    const DECLARED: &str = "#:schema impasse.schema.json\n\nparties = { us = {} } # one\nmeasures.lift.by = 'us'\n";
    const ROWS: &[u8] = b"party,act,step,quote\nus,refuses,lift,\"a\nb\"\nus,offers,lift,\n";

    /// Adds two statements to a position file.
    #[track_caller]
    fn added(text: &str) -> String {
        let position = Input::new("a.toml", text.as_bytes());
        let negotiation = read(&[position, Input::new("b.csv", ROWS)], None).unwrap();
        let kept = to_toml_keeping(&negotiation, text.as_bytes());
        let again = from_toml(&kept).unwrap_or_else(|error| panic!("{error}\n{kept}"));
        assert_eq!(to_toml(&again), to_toml(&negotiation), "{kept}");
        assert_eq!(to_toml_keeping(&again, kept.as_bytes()), kept);
        assert_eq!(to_toml_keeping(&read(&[position], None).unwrap(), text.as_bytes()), text);
        kept
    }

    #[test]
    fn without_statements_they_come_at_the_end() {
        let statements = "\n[[statements]]\nparty = \"us\"\nrefuses = \"lift\"\nquote = \"a\\nb\"\n\n[[statements]]\nparty = \"us\"\noffers = \"lift\"\n";
        assert_eq!(added(DECLARED), format!("{DECLARED}{statements}"));
        assert_eq!(added(&format!("{DECLARED}# end")), format!("{DECLARED}# end\n{statements}"));
        assert_eq!(added(&format!("\u{feff}{DECLARED}")), format!("\u{feff}{DECLARED}{statements}"));
        let windows = DECLARED.replace('\n', "\r\n");
        assert_eq!(added(&windows), format!("{windows}{}", statements.replace('\n', "\r\n")));
    }

    #[test]
    fn tables_are_followed_by_tables() {
        let first = format!("{DECLARED}\n[[ statements ]] # the first\nparty = 'us'\nquote = '''\n#\n'''\ndemands.x = 1\n")
            .replace("demands.x = 1", "offers = 'lift' # why");
        let new = "\n[[statements]]\nparty = \"us\"\nrefuses = \"lift\"\nquote = \"a\\nb\"\n\n[[statements]]\nparty = \"us\"\noffers = \"lift\"\n";
        assert_eq!(added(&first), format!("{first}{new}"));
        let claims = "# A claim\n[[claims]]\nparty = 'us'\nproposition = 'p'\nholds = true\n";
        assert_eq!(added(&format!("{first}\n{claims}")), format!("{first}{new}\n{claims}"));
        assert_eq!(added(&format!("{first}{claims}")), format!("{first}{new}{claims}"));
        assert_eq!(added(&format!("{first}# own\n  # two\n\n{claims}")), format!("{first}# own\n  # two\n{new}\n{claims}"));
        assert_eq!(added(&format!("{first}# own")), format!("{first}# own\n{new}"));
    }

    #[test]
    fn what_belongs_to_the_last_statement_stays_with_it() {
        let text = "parties = { us = {}, x = {} }\nmeasures = { lift = { by = 'us' }, go = { by = 'x' } }\n[[statements]]\nparty = 'us'\noffers = 'lift'\n\
                    [[claims]]\nparty = 'us'\nproposition = 'p'\nholds = true\n[[statements.after]]\nstep = 'go'\n";
        assert!(added(text).starts_with(text));
    }

    #[test]
    fn items_are_followed_by_items() {
        let one = "{ party = \"us\", refuses = \"lift\", quote = \"a\\nb\" }";
        let two = "{ party = \"us\", offers = \"lift\" }";
        let old = "{ party = 'us', offers = 'lift', note = '],#' }";
        for (list, expected) in [
            ("[]".to_owned(), format!("[{one}, {two}]")),
            ("[\n  # none, yet\n]".to_owned(), format!("[\n  # none, yet\n    {one},\n    {two},\n]")),
            (format!("[{old}]"), format!("[{old}, {one}, {two}]")),
            (format!("[ {old}, ]"), format!("[ {old}, {one}, {two}, ]")),
            (format!("[\n\t{old} # why, so\n]"), format!("[\n\t{old}, # why, so\n\t{one},\n\t{two}\n]")),
            (format!("[\n  {old}, # why\n  # more\n]"), format!("[\n  {old}, # why\n  {one},\n  {two},\n  # more\n]")),
            (format!("[\n  {old} # no, no\n  , # here\n]"), format!("[\n  {old} # no, no\n  , # here\n  {one},\n  {two},\n]")),
            (format!("[{old},\n]"), format!("[{old},\n    {one},\n    {two},\n]")),
        ] {
            let text = |list: &str| format!("statements = {list} # the list\n{DECLARED}");
            assert_eq!(added(&text(&list)), text(&expected));
        }
    }

    #[test]
    fn utf16_is_kept_as_utf8() {
        let wide: Vec<u8> = format!("\u{feff}{DECLARED}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(to_toml_keeping(&from_toml(DECLARED).unwrap(), &wide), DECLARED);
    }

    #[test]
    fn of_what_is_no_toml_nothing_is_kept() {
        let negotiation = from_toml(DECLARED).unwrap();
        assert_eq!(to_toml_keeping(&negotiation, "{}".as_bytes()), to_toml(&negotiation));
        assert_eq!(to_toml_keeping(&negotiation, "statements = 5".as_bytes()), to_toml(&negotiation));
    }
}
