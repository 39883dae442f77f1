//! Where a result goes: to a file, or to standard output.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::name;
use crate::replace::Target;
use crate::terminal;

/// Where to write.
#[derive(Debug, clap::Args)]
pub(crate) struct Output {
    /// Write to a file instead of standard output; a file that is there is replaced when the new one is whole.
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
}

impl Output {
    /// Returns the file to write to, unless it is standard output.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|name| *name != Path::new("-"))
    }

    /// Writes a result.
    pub(crate) fn write(&self, content: &[u8]) -> Result<(), Failure> {
        let Some(name) = self.file() else { return terminal::write(|out| out.write_all(content)) };
        match Target::of(name).and_then(|target| target.write(content)) {
            Ok(()) => Ok(()),
            // Whoever closed the pipe has read enough.
            Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(why) => Err(Failure::File { verb: "write", name: name::shown(name), why }),
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
