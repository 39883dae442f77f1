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

/// How many things that would be lost are named.
const LOST: usize = 12;

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

    /// Returns whether a file would be replaced by what is written.
    pub(crate) fn replaces(&self, file: &File) -> bool {
        self.file().is_some_and(|name| is_same(name, file.path()))
    }

    /// Refuses to write a form over an input in another form, or into a file whose name belongs to another form.
    pub(crate) fn refuse_form(&self, form: Form, inputs: &[File]) -> Result<(), Failure> {
        let Some(name) = self.file().filter(|_| !self.force) else { return Ok(()) };
        if let Some(input) = inputs.iter().find(|input| input.form() != form && self.replaces(input)) {
            let (held, written) = (input.form().a_file(), form.a_file());
            let message = format!("{} is {held} and is read here; {written} would take its place", name::shown(name));
            return Err(refusal(message, "name another file"));
        }
        match form.belied_by(name) {
            Some(what) => Err(refusal(
                format!("the name {} is one for {what}, and {} would be written into it", name::shown(name), form.a_file()),
                &format!("name a file in {}", form.ending()),
            )),
            None => Ok(()),
        }
    }

    /// Refuses to write the statements of all inputs over a table that is one of them, unless it has them all, and nothing else.
    pub(crate) fn refuse_table(&self, inputs: &[File]) -> Result<(), Failure> {
        let Some(input) = inputs.iter().find(|input| input.form().is_table() && self.replaces(input)).filter(|_| !self.force) else {
            return Ok(());
        };
        let has_any = |file: &File| text::statement_lines(&file.input()).iter().any(|(_, lines)| !lines.is_empty());
        if let Some(other) = inputs.iter().find(|file| file.path() != input.path() && has_any(file)) {
            let message = format!("{} would get the statements of {} too, which then are there twice", input.name(), other.name());
            return Err(refusal(message, "name another file"));
        }
        let taken = input.taken_over().unwrap_or_default();
        let several = (taken.tables.len() > 1).then(|| "the sheets that its statements are on".to_owned());
        self.refuse_lost(input, several.into_iter().chain(taken.own_columns).chain(taken.lost).collect())
    }

    /// Refuses to leave out what a file has beside its statements.
    pub(crate) fn refuse_lost(&self, file: &File, lost: Vec<String>) -> Result<(), Failure> {
        if self.force || lost.is_empty() {
            return Ok(());
        }
        let more = lost.len().saturating_sub(LOST);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let named = lost.into_iter().take(LOST).collect::<Vec<_>>().join("; ");
        let how = if self.replaces(file) { "this would be lost" } else { "the new sheet would be without it" };
        let message = format!("{} has more than statements, and {how}: {named}{more}", file.name());
        Err(refusal(message, "keep a copy and take it out of the file"))
    }

    /// Refuses to write where a file is already.
    pub(crate) fn refuse_existing(&self) -> Result<(), Failure> {
        let Some(name) = self.file().filter(|_| !self.force) else { return Ok(()) };
        match Target::of(name) {
            Ok(Target::Plain(path)) if path.exists() => Err(refusal(
                format!("{} is there already, and an empty sheet would take its place", name::shown(name)),
                "name another file, take over its statements with --from",
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
