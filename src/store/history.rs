//! The file of what is remembered: `history.json` in the state folder, loaded once and changed in one step.
//!
//! Every change reads the file again first, under a lock on its folder, so that two sessions lose nothing of each other.
//! A file that is broken or of a newer version is never written over: nothing is remembered then until it is moved away.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::engine::history::History;

/// The version that is written. Readers of it refuse greater ones.
const VERSION: u32 = 1;
/// The largest file that is read, in bytes.
const LIMIT: u64 = 64 << 20;
/// What temporary files begin with.
const TEMPORARY: &str = ".history-";
/// How long a change waits for another session that is saving.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// Why the history cannot be used.
#[derive(Debug, Error)]
pub enum Error {
    /// The system says no.
    #[error("{}: {error}", path.display())]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Not what this program writes.
    #[error("{}:{line}: cannot be read ({message}); nothing is remembered until it is repaired or moved away", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// Written by a later namedrop.
    #[error("{}: was written by a newer namedrop (version {version}); nothing is remembered", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u32,
    },
    /// Another session holds the lock.
    #[error("{}: another namedrop is saving", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    #[serde(flatten)]
    history: &'a History,
}

/// The file's usual place, whether it is there or not; `None` without a home folder.
#[must_use]
pub fn usual_path() -> Option<PathBuf> {
    Some(super::paths::state_folder()?.join("history.json"))
}

/// Reads the history; one that does not exist yet is empty.
///
/// # Errors
/// The file cannot be read, is broken, or is newer than this program.
pub fn load(path: &Path) -> Result<History, Error> {
    let io = |error| Error::Io { path: path.to_owned(), error };
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(History::default()),
        Ok(metadata) if !metadata.is_file() => return Err(io(io::Error::other("is not a plain file"))),
        Ok(metadata) if metadata.len() > LIMIT => return Err(io(io::Error::other("larger than the limit of 64 MiB"))),
        Ok(_) => {}
        Err(error) => return Err(io(error)),
    }
    let bytes = fs::read(path).map_err(io)?;
    let broken =
        |error: serde_json::Error| Error::Broken { path: path.to_owned(), line: error.line().max(1), message: plain(&error.to_string()) };
    let Version { version } = serde_json::from_slice(&bytes).map_err(broken)?;
    if version > VERSION {
        return Err(Error::Newer { path: path.to_owned(), version });
    }
    serde_json::from_slice(&bytes).map_err(broken)
}

/// The message without the place, which is told before it.
fn plain(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

/// Reads the file as it is now, changes it, and writes it whole or not at all. Waits at most `patience` for another
/// session that does the same.
///
/// # Errors
/// As [`load`]; or it cannot be written. The file is then as it was.
pub fn change<T>(path: &Path, patience: Duration, change: impl FnOnce(&mut History) -> T) -> Result<T, Error> {
    // A link stays a link: its target is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().unwrap_or(Path::new("."));
    let io = |error| Error::Io { path: path.to_owned(), error };
    create(folder).map_err(io)?;
    let _lock = lock(folder, patience).map_err(io)?.ok_or_else(|| Error::Locked { path: path.to_owned() })?;
    let mut history = load(&target)?;
    let outcome = change(&mut history);
    sweep(folder);
    write(&target, folder, &history).map_err(io)?;
    Ok(outcome)
}

/// Forgets everything, also what is broken or newer. Whether there was anything.
///
/// # Errors
/// The file cannot be removed.
pub fn forget_all(path: &Path, patience: Duration) -> Result<bool, Error> {
    let io = |error| Error::Io { path: path.to_owned(), error };
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let Some(folder) = target.parent().filter(|folder| folder.is_dir()) else { return Ok(false) };
    let _lock = lock(folder, patience).map_err(io)?.ok_or_else(|| Error::Locked { path: path.to_owned() })?;
    match fs::remove_file(&target) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(io(error)),
    }
}

/// Makes a folder, and those that it is in, for the user alone: what is remembered is nobody else's business.
///
/// # Errors
/// The system says no.
pub fn create(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(unix)]
fn lock(folder: &Path, patience: Duration) -> io::Result<Option<File>> {
    let file = File::open(folder)?;
    let begin = Instant::now();
    loop {
        match rustix::fs::flock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive) {
            Err(rustix::io::Errno::WOULDBLOCK | rustix::io::Errno::INTR) if begin.elapsed() < patience => {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(rustix::io::Errno::WOULDBLOCK) => return Ok(None),
            // Ours; or a file system without locks: better unguarded than not at all.
            Ok(()) | Err(_) => return Ok(Some(file)),
        }
    }
}

#[cfg(not(unix))]
fn lock(_: &Path, _: Duration) -> io::Result<Option<()>> {
    Ok(Some(()))
}

/// Removes what sessions left that were killed while they wrote. The lock is ours: nobody writes now.
fn sweep(folder: &Path) {
    let left = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in left.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(TEMPORARY.as_bytes())) {
        let _ = fs::remove_file(entry.path());
    }
}

fn write(path: &Path, folder: &Path, history: &History) -> io::Result<()> {
    // Only the user may read a temporary file, and so the history.
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
    let mut text = serde_json::to_string_pretty(&Written { version: VERSION, history })?;
    text.push('\n');
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::date::PartialDate;
    use crate::engine::history::{Anchor, Changes, Look, Meeting, Visit};

    fn day(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    fn history() -> History {
        let anchor = Anchor { byte: 7, text: "\u{1b}[2J „Wind“".into() };
        let visit = Visit {
            seen: day("2026-11-03"),
            read: Some(day("2026-11-02")),
            hash: "0".into(),
            at: Some(anchor.clone()),
            marks: [('a', anchor)].into(),
        };
        let meeting = Meeting { last: day("2026-11-03"), article: Some("/a".into()), articles: 2 };
        let look = Look {
            hints: [("start".into(), 3)].into(),
            theme: Some("light".into()),
            cast: Some("count".into()),
            panel: Some(false),
            wider: Some(-4),
            library: Some("date".into()),
        };
        History { look, articles: [("/a".into(), visit)].into(), entities: [("riga".into(), meeting)].into() }
    }

    fn save(path: &Path, wanted: &History) {
        change(path, PATIENCE, |found| *found = wanted.clone()).unwrap();
    }

    #[test]
    fn what_was_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/state/history.json");
        assert_eq!(load(&path).unwrap(), History::default());
        save(&path, &history());
        assert_eq!(load(&path).unwrap(), history());
        let names: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["history.json"], "nothing else is left in the folder");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it_and_a_link_to_it_stays_a_link() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.json"), folder.path().join("history.json"));
        save(&real, &history());
        std::os::unix::fs::symlink("real.json", &link).unwrap();
        save(&link, &History::default());
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(load(&real).unwrap(), History::default());
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o077, 0);
    }

    #[test]
    fn a_broken_or_newer_file_is_named_and_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.json");
        for (text, said) in [
            ("{\n\"version\": 1,\n\"articles\": 7}\n", "history.json:3: cannot be read"),
            ("", "history.json:1: cannot be read"),
            ("{\"version\": 2, \"articles\": 7}", "was written by a newer namedrop (version 2)"),
        ] {
            fs::write(&path, text).unwrap();
            let error = load(&path).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
            assert!(change(&path, PATIENCE, |_| ()).is_err());
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn sessions_that_save_at_once_lose_nothing_of_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.json");
        std::thread::scope(|scope| {
            for session in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    for round in 0..5 {
                        let meeting = Meeting { last: day("2026-11-03"), article: None, articles: 1 };
                        let met = [("riga".to_owned(), meeting.clone()), (format!("{session}-{round}"), meeting)];
                        let changes = Changes { entities: met.into(), ..Changes::default() };
                        change(path, Duration::from_secs(30), |history| history.apply(changes)).unwrap();
                    }
                });
            }
        });
        let history = load(&path).unwrap();
        assert_eq!((history.entities.len(), history.entities["riga"].articles), (21, 20));
    }

    #[test]
    fn what_a_killed_session_left_is_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".history-abc"), "{").unwrap();
        save(&folder.path().join("history.json"), &history());
        assert!(!folder.path().join(".history-abc").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_change_that_cannot_get_the_lock_gives_up() {
        let folder = tempfile::tempdir().unwrap();
        let _held = lock(folder.path(), Duration::ZERO).unwrap().unwrap();
        let error = change(&folder.path().join("history.json"), Duration::from_millis(20), |_| ()).unwrap_err();
        assert!(error.to_string().ends_with("another namedrop is saving"), "{error}");
    }
}
