//! Where a result goes: to a file, or to standard output.

use std::fs;
use std::io::{self, IsTerminal};

use crate::failure::Failure;
use crate::terminal;

/// Where to write.
#[derive(Debug, clap::Args)]
pub(crate) struct Output {
    /// Write to a file instead of standard output.
    #[arg(long, short, value_name = "OUT")]
    output: Option<String>,
}

impl Output {
    /// Writes a text.
    pub(crate) fn write(&self, text: &[u8]) -> Result<(), Failure> {
        match self.output.as_deref() {
            None | Some("-") => terminal::write(|out| out.write_all(text)),
            Some(name) => fs::write(name, text).map_err(|why| Failure::File { verb: "write", name: name.to_owned(), why }),
        }
    }

    /// Refuses a terminal, unless it is asked for by `-`, where what would be written is for no reader's eyes.
    pub(crate) fn refuse_terminal(&self) -> Result<(), Failure> {
        if self.output.is_none() && io::stdout().is_terminal() {
            return Err(Failure::Usage {
                message: "a spreadsheet cannot be shown on a terminal".to_owned(),
                remedy: "name a file for it: -o statements.xlsx".to_owned(),
            });
        }
        Ok(())
    }
}
