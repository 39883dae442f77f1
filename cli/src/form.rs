//! The forms that files have, and which names belong to which.

use std::path::Path;

use clap::ValueEnum;

/// A form that is read, and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Toml,
    Json,
    Csv,
    Xlsx,
}

/// The endings that say what is in a file, with what that is; `Some` when it is a form.
const ENDINGS: [(&str, Option<Form>, &str); 26] = [
    ("toml", Some(Form::Toml), "TOML"),
    ("json", Some(Form::Json), "JSON"),
    ("csv", Some(Form::Csv), "CSV"),
    ("xlsx", Some(Form::Xlsx), "spreadsheets"),
    ("tsv", None, "tables with tabs between the cells"),
    ("tab", None, "tables with tabs between the cells"),
    ("txt", None, "plain text"),
    ("xlsm", None, "spreadsheets with macros"),
    ("xltx", None, "templates of Excel"),
    ("xlsb", None, "binary spreadsheets"),
    ("xls", None, "spreadsheets of older programs"),
    ("ods", None, "OpenDocument spreadsheets"),
    ("numbers", None, "spreadsheets of Apple Numbers"),
    ("md", None, "Markdown"),
    ("markdown", None, "Markdown"),
    ("html", None, "web pages"),
    ("htm", None, "web pages"),
    ("xml", None, "XML"),
    ("yaml", None, "YAML"),
    ("yml", None, "YAML"),
    ("doc", None, "text documents"),
    ("docx", None, "text documents"),
    ("odt", None, "text documents"),
    ("pdf", None, "PDF"),
    ("svg", None, "pictures"),
    ("zip", None, "packed files"),
];

impl Form {
    /// Returns what a file of this form is called in a message.
    pub(crate) const fn a_file(self) -> &'static str {
        match self {
            Self::Toml => "a position file in TOML",
            Self::Json => "a position file in JSON",
            Self::Csv => "a CSV file of statements",
            Self::Xlsx => "a spreadsheet of statements",
        }
    }

    /// Returns the ending of its names.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Toml => ".toml",
            Self::Json => ".json",
            Self::Csv => ".csv",
            Self::Xlsx => ".xlsx",
        }
    }

    /// Returns whether it is for tables of statements, which declare nothing.
    pub(crate) const fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx)
    }

    /// Returns what a name promises instead of this form; `None` when it promises this form, or nothing.
    pub(crate) fn belied_by(self, name: &Path) -> Option<&'static str> {
        let ending = name.extension()?.to_str()?.to_ascii_lowercase();
        let &(_, form, what) = ENDINGS.iter().find(|(known, ..)| *known == ending)?;
        let is_plain_text = ending == "txt" && self != Self::Xlsx;
        (form != Some(self) && !is_plain_text).then_some(what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_belong_to_forms() {
        let belied = |form: Form, name: &str| form.belied_by(Path::new(name));
        assert_eq!(belied(Form::Csv, "a.xlsx"), Some("spreadsheets"));
        assert_eq!(belied(Form::Csv, "a.TSV"), Some("tables with tabs between the cells"));
        assert_eq!(belied(Form::Xlsx, "a.txt"), Some("plain text"));
        assert_eq!(belied(Form::Toml, "folder.csv/a.json"), Some("JSON"));
        for (form, name) in
            [(Form::Csv, "a.csv"), (Form::Csv, "a.txt"), (Form::Toml, "a.TOML"), (Form::Xlsx, "a.Xlsx"), (Form::Json, "a.json")]
        {
            assert_eq!(belied(form, name), None, "{name}");
        }
        for name in ["a", ".csv", "a.", "a.csv.bak", "folder.csv/a", "round.2"] {
            assert_eq!(belied(Form::Toml, name), None, "{name}");
        }
    }
}
