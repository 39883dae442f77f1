//! What a text is: a position file in one of its forms, or a table of statements. Its content tells, and its name helps.

use super::encoding::decoded;
use super::separator::{is_head, is_nearly_head, lines};
use super::toml_subset;

/// The format of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A position file in TOML.
    Toml,
    /// A position file in JSON.
    Json,
    /// A table of statements, one a row, whatever sign separates its cells.
    Csv,
}

impl Format {
    /// Tells the format by what is in a text; its name helps where that leaves it open.
    ///
    /// A text that begins with `{` is JSON. One with a line that names `act` and another column of statements is a table, with commas,
    /// semicolons, tabs or bars between its cells, unless it has entries of a position file above that line. A name in `.csv` or `.tsv`
    /// makes a table of what looks like neither, and a name in `.json` JSON; everything else is TOML.
    ///
    /// # Complexity
    ///
    /// Linear in the length of the text; it ends with the first entry of TOML or the head of a table.
    ///
    /// # Examples
    ///
    /// ```
    /// use impasse::text::Format;
    ///
    /// assert_eq!(Format::guess("-", b"Coded by hand\n\nparty\tact\tstep\n"), Format::Csv);
    /// assert_eq!(Format::guess("positions", b" { }"), Format::Json);
    /// assert_eq!(Format::guess("positions.csv", b"[parties.us]"), Format::Toml);
    /// assert_eq!(Format::guess("positions.CSV", b""), Format::Csv);
    /// ```
    #[must_use]
    pub fn guess(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let is_named_table = matches!(&*ending, "csv" | "tsv" | "tab");
        // Most large files are JSON: that shows before anything is decoded.
        let unmarked = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        if unmarked.trim_ascii_start().starts_with(b"{") {
            return Self::Json;
        }
        let (text, _) = decoded(bytes);
        if text.trim_start().starts_with('{') {
            return Self::Json;
        }
        let (mut is_entered, mut is_near) = (false, false);
        for (start, line) in lines(&text) {
            is_entered |= is_toml(line);
            // A comment or a text of several lines in TOML may name columns, too.
            if is_head(line) && (is_named_table || !line.starts_with('#') || !is_before_entry(&text[start + line.len()..])) {
                let is_part_of_text = !is_named_table && is_entered && is_toml_whole(&text);
                return if is_part_of_text { Self::Toml } else { Self::Csv };
            }
            is_near |= !line.starts_with('#') && is_nearly_head(line);
            // Only a title stands above the head of a table, and no header of TOML.
            if line.trim_start().starts_with('[') && !is_named_table {
                break;
            }
        }
        match (is_entered, &*ending) {
            (true, "json") if text.trim_start().starts_with('[') && !text.trim_start().starts_with("[[") && !has_header(&text) => {
                Self::Json
            }
            (true, _) => Self::Toml,
            (false, "json") => Self::Json,
            (false, _) if is_named_table || is_near => Self::Csv,
            (false, _) => Self::Toml,
        }
    }
}

/// Returns whether an entry of TOML follows, or nothing does, so that what stands before it may be a comment.
fn is_before_entry(rest: &str) -> bool {
    lines(rest).map(|(_, line)| line.trim()).find(|line| !line.is_empty()).is_none_or(|line| line.starts_with('#') || is_toml(line))
}

/// Returns whether a whole text is TOML.
fn is_toml_whole(text: &str) -> bool {
    toml_subset::check(text, &mut Vec::new()).is_none() && toml::de::DeTable::parse(text).is_ok()
}

/// Returns whether a line is an entry or a header of TOML, as a position file has them.
fn is_toml(line: &str) -> bool {
    let line = line.trim();
    if line.starts_with('[') {
        return true;
    }
    let Some((key, value)) = line.split_once('=') else { return false };
    let key = key.trim_end();
    let is_bare = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '"' | '\''));
    // The line sep=; is meant for Excel.
    is_bare(key) && !(key.eq_ignore_ascii_case("sep") && value.len() <= 1)
}

/// Returns whether the first line is a header of TOML and not the beginning of a list.
fn has_header(text: &str) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default().trim_end();
    let inside = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')).unwrap_or_default();
    inside.starts_with(|c: char| c.is_ascii_alphabetic()) && !inside.contains([',', ':', '{'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_comes_before_the_name() {
        use Format::{Csv, Json, Toml};
        for (name, text, expected) in [
            ("a.txt", "id\tact\tstep\n", Csv),
            ("a", "sep=;\nparty;act\n", Csv),
            ("a.toml", "party|act|step\n", Csv),
            ("a.json", "party,act\n", Csv),
            ("a.csv", "{}", Json),
            ("a.toml", "{\"title\": 1}", Json),
            ("a.csv", "title = 'x'\n[parties.us]\n", Toml),
            ("a.json", "[parties.us]\n", Toml),
            ("a.json", "[1, 2]", Json),
            ("a.json", "[{\"party\": 1}]", Json),
            ("a.json", "", Json),
            ("-", "", Toml),
            ("-", "# columns: party, act, step\ntitle = 'x'", Toml),
            ("-", "#, party, act, step\n# more\n", Toml),
            ("-", "#coder,party,act,step\nme,us,offers,x\n", Csv),
            ("-", "title = '''\nparty,act,step\n'''", Toml),
            ("-", "date = 2024\nparty,act,step\n", Csv),
            ("a.csv", "date = 2024\nparty,act,step\n", Csv),
            ("-", "id,speaker,party,step\n1,2,3,4\n", Csv),
            ("a.csv", "us,demands,lift\n", Csv),
            ("-", "some words", Toml),
        ] {
            assert_eq!(Format::guess(name, text.as_bytes()), expected, "{name} {text:?}");
        }
        let wide: Vec<u8> = "\u{feff}party\tact\tstep\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Format::guess("unicode.txt", &wide), Csv);
    }
}
