//! Replacing a file whole: whatever happens on the way, either the old content is there or the new.

use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// How many links to one another are followed, as many as Linux follows.
const LINKS: usize = 40;

/// What the name of an output leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A plain file, or none yet, at this path behind all links.
    Plain(PathBuf),
    /// Something that cannot be replaced, such as a pipe or a device.
    Special(PathBuf),
    /// What this process has open already: standard output, as 1, or another stream.
    Open { stream: u32, path: PathBuf },
}

impl Target {
    /// Follows a name through its links.
    ///
    /// # Errors
    ///
    /// When the links lead in a circle, or something on the way cannot be looked at.
    pub(crate) fn of(name: &Path) -> io::Result<Self> {
        let mut path = name.to_owned();
        for _ in 0..LINKS {
            match fs::symlink_metadata(&path) {
                Ok(found) if found.is_symlink() => {
                    if let Some(stream) = own_stream(&path) {
                        return Ok(Self::Open { stream, path });
                    }
                    // A link is read from where it stands; what does not depend on that takes the place of all of it.
                    path = folder(&path).join(fs::read_link(&path)?);
                }
                Ok(found) if found.is_file() => return Ok(Self::Plain(path)),
                Ok(_) => return Ok(Self::Special(path)),
                // What a dangling link names is made there.
                Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Self::Plain(path)),
                Err(why) => return Err(why),
            }
        }
        Err(io::Error::other("its links lead in a circle, or are too many"))
    }

    /// Writes the content: beside a plain file and then into its place, and directly into everything else.
    pub(crate) fn write(&self, content: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(path) => replace(path, content),
            Self::Special(path) => OpenOptions::new().write(true).open(path)?.write_all(content),
            Self::Open { stream: 1, .. } => {
                let mut out = io::stdout().lock();
                out.write_all(content)?;
                out.flush()
            }
            // Nothing that the stream leads to is cut off.
            Self::Open { path, .. } => OpenOptions::new().append(true).open(path)?.write_all(content),
        }
    }
}

/// Returns the number of the open stream of this process that a link stands for, as `/dev/stdout` and `/proc/self/fd/1` do on Linux.
fn own_stream(link: &Path) -> Option<u32> {
    let own = Path::new("/proc").join(std::process::id().to_string()).join("fd");
    let is_own = fs::canonicalize(folder(link)).is_ok_and(|folder| folder == own);
    link.file_name()?.to_str()?.parse().ok().filter(|_| is_own)
}

/// Returns the folder that a path stands in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a new file beside the one that is there, and moves it into its place when it is whole.
///
/// Whoever has the old file open, or another name for it, keeps the old content.
fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let old = match OpenOptions::new().write(true).open(path) {
        Ok(file) => Some(file),
        Err(why) if why.kind() == io::ErrorKind::NotFound => None,
        // Moving a file into its place would not ask whether it may be written to.
        Err(why) => return Err(why),
    };
    let mut new = beside(path)?;
    new.as_file_mut().write_all(content)?;
    if let Some(old) = old {
        keep_access(&old, new.as_file())?;
    }
    new.as_file().sync_all()?;
    new.persist(path).map_err(|refused| refused.error)?;
    sync(folder(path));
    Ok(())
}

/// Makes an empty file in the folder of another, which goes when it is not moved elsewhere.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".impasse-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As for any new file, the mask of the user takes away from this.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder(path)).map_err(|why| {
        // The name of the file that could not be made would tell nobody anything.
        let reason = why.source().map_or_else(|| why.to_string(), ToString::to_string);
        io::Error::new(why.kind(), format!("no new file can be made in its folder: {reason}"))
    })
}

/// Gives a file the permissions of another and, where that is allowed, its owner.
fn keep_access(old: &File, new: &File) -> io::Result<()> {
    let found = old.metadata()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let made = new.metadata()?;
        if (made.uid(), made.gid()) != (found.uid(), found.gid()) {
            // Only root may give files away; others may pass on a group they are in.
            let _ = fchown(new, Some(found.uid()), Some(found.gid())).or_else(|_| fchown(new, None, Some(found.gid())));
        }
    }
    new.set_permissions(found.permissions())
}

/// Has the new name of a file outlast a loss of power, where folders can be told so.
fn sync(folder: &Path) {
    // The file is in its place already: there is nothing left to undo.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
