//! Words and signs of a Rust file, without comments and the insides of strings.

/// A word, a sign, or `::`; a string is the sign `"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Token {
    pub(crate) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Returns the token where it is a word: a name or a keyword.
    pub(crate) fn word(&self) -> Option<&str> {
        self.text.starts_with(is_of_word).then_some(&*self.text)
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Takes a file apart.
pub(crate) fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(c) = rest.chars().next() {
        let (length, token) = match c {
            _ if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), None),
            _ if rest.starts_with("/*") => (block_comment(rest), None),
            _ if rest.starts_with("::") => (2, Some("::")),
            '"' => (string(rest), Some("\"")),
            '\'' => quoted(rest).map_or((1, Some("'")), |length| (length, Some("\""))),
            _ if c.is_whitespace() => (c.len_utf8(), None),
            _ if is_of_word(c) => {
                let length = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
                match (&rest[..length], raw_string(&rest[length..])) {
                    ("r" | "br", Some(raw)) => (length + raw, Some("\"")),
                    (word, _) => (length, Some(word)),
                }
            }
            _ => (c.len_utf8(), Some(&rest[..c.len_utf8()])),
        };
        tokens.extend(token.map(|text| Token { text: text.to_owned(), line }));
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// Returns the length of a comment that may hold others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == '"' && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// Returns the length of a quoted character; a lifetime is none.
fn quoted(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if first == '\\' {
        chars.next()?;
        return chars.find(|&(_, c)| c == '\'').map(|(at, _)| at + 1);
    }
    chars.next().filter(|&(_, c)| c == '\'').map(|(at, _)| at + 1)
}

/// Returns the length of a raw string from behind its `r`.
fn raw_string(text: &str) -> Option<usize> {
    let hashes = text.find(|c| c != '#')?;
    let inside = text[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", &text[..hashes]);
    Some(hashes + 1 + inside.find(&end)? + end.len())
}

/// Returns the place of the brace or bracket that closes the one at a place.
pub(crate) fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        depth += i32::from(["(", "[", "{"].contains(&&*token.text)) - i32::from([")", "]", "}"].contains(&&*token.text));
        if depth == 0 {
            return at;
        }
    }
    tokens.len() - 1
}

/// Leaves out what only tests see: each item behind `#[cfg(test)]`.
pub(crate) fn without_tests(tokens: &[Token]) -> Vec<Token> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !MARK.iter().enumerate().all(|(i, mark)| tokens.get(at + i).is_some_and(|token| token.is(mark))) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += MARK.len();
        // Up to the `;` of the item, or the end of its braces; what brackets hold on the way is passed over.
        while at < tokens.len() && !tokens[at].is(";") {
            let is_body = tokens[at].is("{");
            if is_body || tokens[at].is("(") || tokens[at].is("[") {
                at = closing(tokens, at);
            }
            if is_body {
                break;
            }
            at += 1;
        }
        at += 1;
    }
    kept
}
