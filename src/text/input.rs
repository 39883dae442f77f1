//! A text to read: what it is called and what format it has.

/// The format of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A position file in TOML.
    Toml,
    /// A position file in JSON.
    Json,
    /// A table of statements, one a row.
    Csv,
}

impl Format {
    /// Tells the format by the ending of the name, `.toml`, `.json` or `.csv`.
    ///
    /// Without one of these, a text that begins with `{` is JSON and everything else TOML.
    ///
    /// # Examples
    ///
    /// ```
    /// use impasse::text::Format;
    ///
    /// assert_eq!(Format::guess("positions.CSV", b""), Format::Csv);
    /// assert_eq!(Format::guess("-", b" { }"), Format::Json);
    /// assert_eq!(Format::guess("-", b"title = 'x'"), Format::Toml);
    /// ```
    pub fn guess(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("toml") => Self::Toml,
            Some("json") => Self::Json,
            Some("csv") => Self::Csv,
            _ => {
                let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
                match bytes.iter().find(|b| !b.is_ascii_whitespace()) {
                    Some(b'{') => Self::Json,
                    _ => Self::Toml,
                }
            }
        }
    }
}

/// A text to read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'i> {
    /// What problems call it: the name of the file, `-` for standard input.
    pub name: &'i str,
    /// What is in it.
    pub bytes: &'i [u8],
    /// How to read it.
    pub format: Format,
}

impl<'i> Input<'i> {
    /// Takes a text whose format is told by its name, as [`Format::guess`] does.
    pub fn new(name: &'i str, bytes: &'i [u8]) -> Self {
        Self { name, bytes, format: Format::guess(name, bytes) }
    }
}
