//! Reading the files of a command line.

use std::fs;
use std::io::{self, Read};

use impasse::Negotiation;
use impasse::render::StatementLines;
use impasse::text::{self, Input, Table};

use crate::args::Position;
use crate::failure::Failure;
use crate::form::Form;
use crate::spreadsheet::{self, Unreadable};

/// A file in memory.
#[derive(Debug)]
pub(crate) struct File {
    name: String,
    content: Content,
}

/// What is in a file.
#[derive(Debug)]
enum Content {
    Text(Vec<u8>),
    Spreadsheet(Result<Table, Unreadable>),
}

impl File {
    fn new(name: String, bytes: Vec<u8>) -> Self {
        let content =
            if spreadsheet::is_spreadsheet(&name, &bytes) { Content::Spreadsheet(spreadsheet::read(&bytes)) } else { Content::Text(bytes) };
        Self { name, content }
    }

    /// Takes it as something to read; the format of a text is told by the name.
    pub(crate) fn input(&self) -> Input<'_> {
        match &self.content {
            Content::Text(bytes) => Input::new(&self.name, bytes),
            Content::Spreadsheet(Ok(table)) => Input::table(&self.name, table),
            Content::Spreadsheet(Err(Unreadable { message, remedy })) => Input::unreadable(&self.name, message, remedy),
        }
    }

    /// Returns whether it holds statements alone, which add to those of the position file before it.
    pub(crate) fn adds_statements(&self) -> bool {
        self.input().adds_statements()
    }

    /// Returns the form it is in.
    pub(crate) fn form(&self) -> Form {
        match self.input().content {
            text::Content::Text { format: text::Format::Toml, .. } => Form::Toml,
            text::Content::Text { format: text::Format::Json, .. } => Form::Json,
            text::Content::Text { format: text::Format::Csv, .. } => Form::Csv,
            text::Content::Table(_) | text::Content::Unreadable { .. } => Form::Xlsx,
        }
    }

    /// Returns the text of a position file in TOML.
    pub(crate) fn toml(&self) -> Option<&str> {
        match self.input().content {
            text::Content::Text { bytes, format: text::Format::Toml } => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// Returns what it is called.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

/// Reads files, `-` being standard input.
pub(crate) fn read(names: &[String]) -> Result<Vec<File>, Failure> {
    if names.iter().filter(|name| *name == "-").count() > 1 {
        return Err(Failure::Usage {
            message: "standard input (-) is named twice".to_owned(),
            remedy: "it can be read only once; name files for the others".to_owned(),
        });
    }
    let file = |name: &String| {
        let bytes = match name.as_str() {
            "-" => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            path => fs::read(path),
        };
        match bytes {
            Ok(bytes) => Ok(File::new(name.clone(), bytes)),
            Err(why) => Err(Failure::File { verb: "read", name: name.clone(), why }),
        }
    };
    names.iter().map(file).collect()
}

/// Reads the one position file of a command and what adds to it.
pub(crate) fn position(asked: &Position) -> Result<(Vec<File>, Negotiation), Failure> {
    let files = read(&asked.files)?;
    if let Some(second) = files.iter().skip(1).find(|file| !file.adds_statements()) {
        return Err(Failure::Usage {
            message: format!("{} is a second position file", second.name()),
            remedy: "one position file at a time; only CSV files and spreadsheets of statements may follow it".to_owned(),
        });
    }
    let negotiation = negotiation(&files, asked.day.as_of.as_deref())?;
    Ok((files, negotiation))
}

/// Makes a negotiation of a position file and what adds to it.
pub(crate) fn negotiation(files: &[File], as_of: Option<&str>) -> Result<Negotiation, impasse::Error> {
    let inputs: Vec<_> = files.iter().map(File::input).collect();
    text::read(&inputs, as_of)
}

/// Finds the lines on which the statements stand.
pub(crate) fn statement_lines(files: &[File]) -> StatementLines {
    let mut lines = StatementLines::default();
    for file in files {
        lines.add(file.name(), text::statement_lines(&file.input()));
    }
    lines
}
