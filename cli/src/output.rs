//! Where a result goes: to a file, or to standard output.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use impasse::text;

use crate::failure::Failure;
use crate::files::File;
use crate::form::Form;
use crate::name;
use crate::replace::Target;
use crate::terminal;

/// Where to write.
#[derive(Debug, clap::Args)]
pub(crate) struct Output {
    /// Write to a file instead of standard output; a file that is there is replaced when the new one is whole.
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Write even where that would cost something that is there.
    #[arg(long)]
    force: bool,
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

    /// Refuses to write a form over an input that would lose something by it, or into a file whose name belongs to another form.
    pub(crate) fn refuse_loss(&self, form: Form, inputs: &[File]) -> Result<(), Failure> {
        let Some(name) = self.file().filter(|_| !self.force) else { return Ok(()) };
        if let Some(input) = inputs.iter().find(|input| is_same(name, input.path())) {
            refuse_input(&name::shown(name), form, input, inputs)?;
        }
        match form.belied_by(name) {
            Some(what) => Err(refusal(
                format!("the name {} is one for {what}, and {} would be written into it", name::shown(name), form.a_file()),
                &format!("name a file in {}", form.ending()),
            )),
            None => Ok(()),
        }
    }

    /// Refuses to write where a file is already.
    pub(crate) fn refuse_existing(&self) -> Result<(), Failure> {
        let Some(name) = self.file().filter(|_| !self.force) else { return Ok(()) };
        match Target::of(name) {
            Ok(Target::Plain(path)) if path.exists() => Err(refusal(
                format!("{} is there already, and an empty sheet would take its place", name::shown(name)),
                "name another file",
            )),
            // What cannot be looked at cannot be written either, which says so.
            _ => Ok(()),
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

/// Refuses to write a form over an input: another form would take away what only the input holds, and the same form doubles what others add.
fn refuse_input(name: &str, form: Form, input: &File, inputs: &[File]) -> Result<(), Failure> {
    if input.form() != form {
        let message = format!("{name} is {} and is read here; {} would take its place", input.form().a_file(), form.a_file());
        return Err(refusal(message, "name another file"));
    }
    let has_any = |file: &File| text::statement_lines(&file.input()).iter().any(|(_, lines)| !lines.is_empty());
    let adds = |file: &&File| file.path() != input.path() && has_any(file);
    match inputs.iter().find(adds) {
        Some(other) if form.is_table() => Err(refusal(
            format!("{name} would get the statements of {} too, which then are there twice when both are read", other.name()),
            "name another file",
        )),
        _ => Ok(()),
    }
}

fn refusal(message: String, remedy: &str) -> Failure {
    Failure::Usage { message, remedy: format!("{remedy}, or insist with --force") }
}

/// Returns whether two names lead to the same file; `-` is what standard input comes from.
fn is_same(output: &Path, input: &Path) -> bool {
    let input = if input == Path::new("-") { Path::new("/dev/stdin") } else { input };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let place = |path: &Path| fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|found| (found.dev(), found.ino()));
        place(output).is_some_and(|output| place(input) == Some(output))
    }
    #[cfg(not(unix))]
    {
        let place = |path: &Path| fs::canonicalize(path).ok().filter(|path| path.is_file());
        place(output).is_some_and(|output| place(input) == Some(output))
    }
}
