//! Reading the files of a command line.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use impasse::Negotiation;
use impasse::render::StatementLines;
use impasse::text::{self, Format, Input, Intake, Table};

use crate::failure::Failure;
use crate::form::Form;
use crate::name;
use crate::position::Position;
use crate::spreadsheet::{self, TakenOver, Unreadable};

/// A file in memory.
#[derive(Debug)]
pub(crate) struct File {
    path: PathBuf,
    name: String,
    bytes: Vec<u8>,
    content: Content,
}

/// What is in a file.
#[derive(Debug)]
enum Content {
    Text(Format),
    Spreadsheet(Result<Vec<Table>, Unreadable>),
}

impl File {
    fn new(path: PathBuf, bytes: Vec<u8>) -> Self {
        let name = name::shown(&path);
        let is_spreadsheet = spreadsheet::is_spreadsheet(&name, &bytes);
        let content =
            if is_spreadsheet { Content::Spreadsheet(spreadsheet::read(&bytes)) } else { Content::Text(Format::guess(&name, &bytes)) };
        Self { path, name, bytes, content }
    }

    /// Takes it as something to read; the format of a text is told by what is in it.
    pub(crate) fn input(&self) -> Input<'_> {
        match &self.content {
            Content::Text(format) => Input::text(&self.name, &self.bytes, *format),
            Content::Spreadsheet(Ok(tables)) => Input::sheets(&self.name, tables),
            Content::Spreadsheet(Err(Unreadable { message, remedy })) => Input::unreadable(&self.name, message, remedy),
        }
    }

    /// Returns whether it holds statements alone, which add to those of the position file.
    pub(crate) fn adds_statements(&self) -> bool {
        self.input().adds_statements()
    }

    /// Returns the form it is in.
    pub(crate) fn form(&self) -> Form {
        match self.input().content {
            text::Content::Text { format: Format::Toml, .. } => Form::Toml,
            text::Content::Text { format: Format::Json, .. } => Form::Json,
            text::Content::Text { format: Format::Csv, .. } => Form::Csv,
            text::Content::Sheets(_) | text::Content::Unreadable { .. } => Form::Xlsx,
        }
    }

    /// Returns the text of a position file in TOML.
    pub(crate) fn toml(&self) -> Option<&[u8]> {
        match self.input().content {
            text::Content::Text { bytes, format: Format::Toml } => Some(bytes),
            _ => None,
        }
    }

    /// Returns what a new sheet takes over from a table of statements; `None` when it is none, or cannot be taken apart.
    pub(crate) fn taken_over(&self) -> Option<TakenOver> {
        match &self.content {
            Content::Spreadsheet(Ok(tables)) => {
                let mut taken = spreadsheet::take_over(tables);
                taken.lost.extend(spreadsheet::beside(&self.bytes, tables));
                Some(taken)
            }
            Content::Text(_) if self.form() == Form::Csv => text::csv_table(&self.bytes).map(|table| spreadsheet::take_over(&[table])),
            _ => None,
        }
    }

    /// Returns what it is called, as it can be shown.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns where it is; `-` for standard input.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// Reads files, `-` being standard input.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<File>, Failure> {
    let is_input = |path: &PathBuf| path.as_os_str() == "-";
    if paths.iter().filter(|path| is_input(path)).count() > 1 {
        return Err(Failure::Usage {
            message: "standard input (-) is named twice".to_owned(),
            remedy: "it can be read only once; name files for the others".to_owned(),
        });
    }
    let file = |path: &PathBuf| {
        let bytes = if is_input(path) {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            fs::read(path)
        };
        match bytes {
            Ok(bytes) => Ok(File::new(path.clone(), bytes)),
            Err(why) => Err(Failure::File { verb: "read", name: name::shown(path), why }),
        }
    };
    paths.iter().map(file).collect()
}

/// Takes files apart into position files, each with the tables that follow it; tables before the first belong to that one.
pub(crate) fn by_position(files: &[File]) -> Vec<&[File]> {
    let mut positions = Vec::new();
    let mut start = 0;
    let mut has_position = false;
    for (at, file) in files.iter().enumerate() {
        if !file.adds_statements() {
            if has_position {
                positions.push(&files[start..at]);
                start = at;
            }
            has_position = true;
        }
    }
    positions.push(&files[start..]);
    positions
}

/// Reads the one position file of a command and what adds to it.
pub(crate) fn position(asked: &Position) -> Result<(Vec<File>, Negotiation), Failure> {
    let files = read(&asked.files)?;
    let negotiation = negotiation(&files, asked.day.as_of.as_deref())?;
    Ok((files, negotiation))
}

/// Makes a negotiation of a position file and what adds to it.
pub(crate) fn negotiation(files: &[File], as_of: Option<&str>) -> Result<Negotiation, impasse::Error> {
    take_in(files, as_of).negotiation
}

/// Makes a negotiation of a position file and what adds to it, and says what was read from where.
pub(crate) fn take_in(files: &[File], as_of: Option<&str>) -> Intake {
    let inputs: Vec<_> = files.iter().map(File::input).collect();
    text::take_in(&inputs, as_of)
}

/// Finds the lines on which the statements stand: those of the position file first.
pub(crate) fn statement_lines(files: &[File]) -> StatementLines {
    let mut lines = StatementLines::default();
    let (positions, tables): (Vec<&File>, Vec<&File>) = files.iter().partition(|file| !file.adds_statements());
    for file in positions.into_iter().chain(tables) {
        let input = file.input();
        let parts = text::statement_lines(&input);
        let is_alone = parts.len() < 2;
        for (sheet, of_part) in parts {
            match sheet {
                Some(sheet) if !is_alone => lines.add(format!("{}:{sheet}", file.name()), of_part),
                _ => lines.add(file.name(), of_part),
            }
        }
    }
    lines
}
