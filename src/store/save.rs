//! How a change gets into a dictionary file: the whole change or nothing, whatever happens meanwhile.
//!
//! Under a lock the file is read *now*, changed, written beside itself, and put in its place in one step. Whoever reads it
//! at any moment finds the old text or the new one. What is refused or fails leaves the file as it was and nothing beside
//! it. What the change is, `edit` says.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::draft::Draft;
use super::edit::{self, Change, Refusal};
use super::file::LIMIT;
use crate::engine::edit::Edit;
use crate::engine::kind::Kinds;

/// How long another program may hold the lock.
const PATIENCE: Duration = Duration::from_secs(2);
/// What the names of files that are being written begin with; then comes the name of the file that they are to replace.
const TEMPORARY: &str = ".namedrop-";
/// How they end, after [`RANDOM`] characters of chance.
const ENDING: &str = ".tmp";
const RANDOM: usize = 6;

/// A change that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The file as it was named.
    pub path: PathBuf,
    /// What was changed in it.
    pub change: Change,
    /// There was no such file before.
    pub created: bool,
}

/// The steps that can fail, for tests that make each of them fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Lock,
    Read,
    Create,
    Write,
    Sync,
    Rename,
}

/// Asked before each step.
type Ask<'a> = &'a dyn Fn(Step) -> io::Result<()>;

/// Makes the edit in the file, which need not be there yet. See [`edit::edit`] for `kinds` and `lower`.
///
/// # Errors
/// The edit or the file is refused, or something of the system failed: nothing is changed then.
pub fn save(path: &Path, wanted: &Edit, kinds: &Kinds, lower: bool) -> Result<Saved, Refusal> {
    save_asking(path, wanted, kinds, lower, &|_| Ok(()))
}

fn save_asking(path: &Path, wanted: &Edit, kinds: &Kinds, lower: bool, ask: Ask) -> Result<Saved, Refusal> {
    let mut made = None;
    let created = rewrite(path, ask, |text| {
        let change = edit::edit(text, wanted, kinds, lower)?;
        let new = change.done(text).unwrap_or_default();
        made = Some(change);
        Ok(new)
    })?;
    let change = made.ok_or_else(|| Refusal::File("nothing was changed".to_owned()))?;
    Ok(Saved { path: path.to_owned(), change, created })
}

/// Puts entries from elsewhere into the file, which need not be there yet. See [`edit::merge`].
///
/// # Errors
/// As [`save`].
pub fn import(path: &Path, drafts: &[Draft], kinds: &Kinds) -> Result<edit::Merged, Refusal> {
    let mut made = None;
    rewrite(path, &|_| Ok(()), |text| {
        let mut merged = edit::merge(text, drafts, kinds)?;
        let new = std::mem::take(&mut merged.text);
        made = Some(merged);
        Ok(new)
    })?;
    made.ok_or_else(|| Refusal::File("nothing was changed".to_owned()))
}

/// Takes a saved change back; a file that was made for it and holds nothing else goes, too.
///
/// # Errors
/// As [`save`]; or the change was changed since.
pub fn undo(saved: &Saved, kinds: &Kinds) -> Result<(), Refusal> {
    let mut empty = false;
    rewrite(&saved.path, &|_| Ok(()), |text| {
        let undone = edit::undo(text, &saved.change, kinds)?;
        empty = undone.is_empty();
        Ok(undone)
    })?;
    if empty && saved.created {
        // That it stays, empty, does no harm.
        let _ = fs::remove_file(&saved.path);
    }
    Ok(())
}

/// Replaces the text of a file by what `change` makes of it; whether there was none before.
fn rewrite(path: &Path, ask: Ask, change: impl FnOnce(&str) -> Result<String, Refusal>) -> Result<bool, Refusal> {
    let target = target_of(path)?;
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed(&error, folder))?;
    let _lock = Lock::take(&target, folder, ask)?;
    remove_remains(&target, folder);
    ask(Step::Read).map_err(|error| failed(&error, &target))?;
    let old = read(&target)?;
    let (text, metadata) = old.as_ref().map_or(("", None), |(text, metadata)| (text.as_str(), Some(metadata)));
    let new = change(text)?;
    write(&target, folder, &new, metadata, ask).map_err(|error| failed(&error, folder))?;
    Ok(old.is_none())
}

/// The file itself, where its name is a link to it.
fn target_of(path: &Path) -> Result<PathBuf, Refusal> {
    match (fs::canonicalize(path), fs::symlink_metadata(path)) {
        (Ok(target), _) => Ok(target),
        (Err(_), Ok(_)) => Err(Refusal::File(format!("{} is a link to a file that is not there", path.display()))),
        (Err(error), Err(_)) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        (Err(error), Err(_)) => Err(failed(&error, path)),
    }
}

/// The text and what the system knows of the file; `None`: there is no such file.
fn read(target: &Path) -> Result<Option<(String, fs::Metadata)>, Refusal> {
    let metadata = match fs::metadata(target) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error, target)),
    };
    let refuse = |reason: &str| Err(Refusal::File(format!("{} {reason}", target.display())));
    if !metadata.is_file() {
        return refuse("is no plain file");
    }
    if links(&metadata) > 1 {
        return refuse("has several names (hard links), and a new file would part them");
    }
    if metadata.permissions().readonly() {
        return refuse("is write-protected");
    }
    if metadata.len() > LIMIT {
        return refuse("is larger than 512 MiB");
    }
    let bytes = fs::read(target).map_err(|error| failed(&error, target))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some((text, metadata))),
        Err(_) => refuse("is not UTF-8"),
    }
}

/// Writes a new file and puts it in the old one's place, with its owner and permissions.
fn write(target: &Path, folder: &Path, text: &str, old: Option<&fs::Metadata>, ask: Ask) -> io::Result<()> {
    ask(Step::Create)?;
    // Dropped, it is removed.
    let mut file = temporary(target, folder, old)?;
    ask(Step::Write)?;
    file.write_all(text.as_bytes())?;
    if let Some(old) = old {
        keep_owner(file.as_file(), old)?;
        file.as_file().set_permissions(old.permissions())?;
    }
    ask(Step::Sync)?;
    file.as_file().sync_all()?;
    ask(Step::Rename)?;
    file.persist(target).map_err(|error| error.error)?;
    // The new text is in its place; where the folder cannot be synced, a crash may bring the old one back, whole.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// What a program that was killed while it wrote this file has left. The lock is ours: nobody is writing it. Another
/// file of the folder may be in the middle of being written.
fn remove_remains(target: &Path, folder: &Path) {
    let Ok(listed) = fs::read_dir(folder) else { return };
    let prefix = prefix(target);
    for entry in listed.flatten() {
        let name = entry.file_name();
        let middle = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes()).and_then(|rest| rest.strip_suffix(ENDING.as_bytes()));
        if middle.is_some_and(|middle| middle.len() == RANDOM && middle.iter().all(u8::is_ascii_alphanumeric)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// What the names of files begin with that are to replace this one.
fn prefix(target: &Path) -> OsString {
    let mut prefix = OsString::from(TEMPORARY);
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push("-");
    prefix
}

/// The lock of a file: a file beside it that goes with the lock.
struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    fn take(target: &Path, folder: &Path, ask: Ask) -> Result<Self, Refusal> {
        let mut name = target.as_os_str().to_owned();
        name.push(".lock");
        let path = PathBuf::from(name);
        let begin = Instant::now();
        ask(Step::Lock).map_err(|error| failed(&error, folder))?;
        loop {
            let file = lock_file(&path).map_err(|error| failed(&error, folder))?;
            match file.try_lock() {
                // Whoever had it may have removed it with the lock: then it is nobody's.
                Ok(()) if is_still_there(&file, &path) => return Ok(Self { path, file }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if begin.elapsed() > PATIENCE => {
                    return Err(Refusal::File("another namedrop is saving".to_owned()));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(15)),
                Err(TryLockError::Error(error)) => return Err(failed(&error, folder)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn lock_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or(0);
    OpenOptions::new().write(true).create(true).truncate(false).custom_flags(flags).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn lock_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).open(path)
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let key = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata().ok().map(key) == fs::symlink_metadata(path).ok().map(key)
}

#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(unix)]
fn links(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn links(_: &fs::Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn temporary(target: &Path, folder: &Path, old: Option<&fs::Metadata>) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // Nobody else may read what nobody else may read; a first dictionary is a file like others.
    let mode = if old.is_some() { 0o600 } else { 0o666 };
    let permissions = fs::Permissions::from_mode(mode);
    tempfile::Builder::new().prefix(&prefix(target)).rand_bytes(RANDOM).suffix(ENDING).permissions(permissions).tempfile_in(folder)
}

#[cfg(not(unix))]
fn temporary(target: &Path, folder: &Path, _: Option<&fs::Metadata>) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(&prefix(target)).rand_bytes(RANDOM).suffix(ENDING).tempfile_in(folder)
}

/// The new file belongs to whom the old one did.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let new = file.metadata()?;
    if (new.uid(), new.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// What the system says, in the user's words.
fn failed(error: &io::Error, at: &Path) -> Refusal {
    let at = at.display();
    Refusal::File(match error.kind() {
        io::ErrorKind::PermissionDenied => format!("permission denied in {at}"),
        io::ErrorKind::ReadOnlyFilesystem => format!("{at} is on a read-only disk"),
        io::ErrorKind::StorageFull => format!("the disk of {at} is full"),
        io::ErrorKind::QuotaExceeded => format!("your share of the disk of {at} is used up"),
        io::ErrorKind::FileTooLarge => "the file would be larger than the system allows".to_owned(),
        io::ErrorKind::NotADirectory => format!("a part of {at} is no folder"),
        _ => format!("{at}: {error}"),
    })
}

#[cfg(test)]
mod tests;
