//! What was found in articles, kept for the next time: a list of a hundred thousand is there as soon as their sizes and
//! times are known.
//!
//! An article is known by its path, size and time; where one of these is new, by its content, so that a copy or a file that
//! was only touched is not scanned again. All of it holds for one build of the program, one dictionary and one way to read:
//! these have a file of their own, named after a hash of them. A file that is cut off or damaged is as good as none. Nothing
//! depends on the cache, and whoever deletes it loses time only. It holds titles; paths and texts are hashed.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::compiled;
use super::pack::{Reader, pack, unpack};
use crate::engine::dictionary::Dictionary;
use crate::engine::triage::Triage;
use crate::source;
use crate::store::history;

/// What a file begins with; the number is the version of what follows.
const MAGIC: &[u8] = b"namedrop library 1\n";
/// The largest file, in bytes: some half a million articles. What was not used this time gives way.
const LIMIT: usize = 64 << 20;
/// Files that are kept, the latest.
const FILES: usize = 4;
/// The beginning of their names, and of those that are being written.
const NAME: &str = "library-";
/// See [`NAME`].
const TEMPORARY: &str = ".library-";
/// How long a survey may go on before what it found is saved.
const OFTEN: Duration = Duration::from_secs(20);
/// A file that was written so shortly before it was read may change once more within the same tick of the clock.
const TICK: Duration = Duration::from_secs(2);

/// See the module.
#[derive(Debug, Default)]
pub struct Cache {
    /// `None`: nothing is kept.
    file: Option<PathBuf>,
    context: u64,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// By the hash of its path, what a file was like.
    files: HashMap<u64, File>,
    /// By the hash of the content, what is in it.
    contents: HashMap<u64, Arc<[u8]>>,
    /// The paths that were asked for.
    used: HashSet<u64>,
    /// There is something new to save.
    changed: bool,
    /// When it was saved last.
    saved: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct File {
    /// `None`: it had just been written.
    stamp: Option<Stamp>,
    content: u64,
}

/// When a file was written, in nanoseconds, and how large it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    time: u64,
    size: u64,
}

/// By what a file is known before it is read.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    path: u64,
    stamp: Option<Stamp>,
}

impl Cache {
    /// What is kept in this folder for this dictionary, read this way. Without a folder, or for a dictionary that was not
    /// read from files, nothing is kept.
    #[must_use]
    pub fn new(folder: Option<&Path>, dictionary: &Dictionary, reading: &source::Options) -> Self {
        let (Some(folder), Some(fingerprint)) = (folder, dictionary.fingerprint) else { return Self::default() };
        let context = hash(&(env!("NAMEDROP_VERSION"), build(), fingerprint, reading));
        let file = folder.join(format!("{NAME}{context:016x}"));
        let state = read(&file).and_then(|bytes| State::parse(&bytes, context)).unwrap_or_default();
        Self { file: Some(file), context, state: Mutex::new(state) }
    }

    /// The key of a file; `None` when nothing is kept, or it is no plain file.
    #[must_use]
    pub fn key(&self, path: &Path) -> Option<Key> {
        self.file.as_ref()?;
        let found = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let time = found.modified().ok()?;
        let settled = SystemTime::now().duration_since(time).is_ok_and(|age| age >= TICK);
        let time = u64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos()).ok()?;
        let path = hash(&std::path::absolute(path).ok()?);
        Some(Key { path, stamp: settled.then_some(Stamp { time, size: found.len() }) })
    }

    /// The hash of what is in a file. The name's end counts: it has a say in how the bytes are read.
    #[must_use]
    pub fn content(path: &Path, bytes: &[u8]) -> u64 {
        let mut hasher = DefaultHasher::new();
        let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        name.split_once('.').map(|(_, ends)| ends).hash(&mut hasher);
        bytes.hash(&mut hasher);
        hasher.finish()
    }

    /// What is in a file that is as it was.
    #[must_use]
    pub fn find(&self, key: &Key, dictionary: &Dictionary) -> Option<Triage> {
        let packed = {
            let mut state = self.state();
            state.used.insert(key.path);
            let file = state.files.get(&key.path).filter(|file| file.stamp.is_some() && file.stamp == key.stamp)?;
            state.contents.get(&file.content)?.clone()
        };
        unpack(&packed, dictionary)
    }

    /// What is in a file of this content, wherever that lay.
    #[must_use]
    pub fn find_content(&self, key: &Key, content: u64, dictionary: &Dictionary) -> Option<Triage> {
        let mut state = self.state();
        let triage = unpack(state.contents.get(&content)?, dictionary)?;
        state.put(key, content);
        Some(triage)
    }

    /// Keeps what was found in a file.
    pub fn keep(&self, key: &Key, content: u64, triage: &Triage, dictionary: &Dictionary) {
        let mut packed = Vec::new();
        if pack(triage, dictionary, &mut packed).is_some() {
            let mut state = self.state();
            state.contents.insert(content, packed.into());
            state.put(key, content);
        }
    }

    /// Saves what is new, whole or not at all.
    ///
    /// # Errors
    /// The system says no; what is in the folder stays as it was.
    pub fn save(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let bytes = {
            let mut state = self.state();
            if !std::mem::take(&mut state.changed) {
                return Ok(());
            }
            state.saved = Some(Instant::now());
            state.write(self.context)
        };
        let folder = file.parent().unwrap_or(Path::new("."));
        history::create(folder)?;
        // Only the user may read it.
        let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
        temporary.write_all(&bytes)?;
        temporary.persist(file).map_err(|error| error.error)?;
        tidy(folder, NAME, TEMPORARY, FILES);
        Ok(())
    }

    /// Saves, if that was not done for a while: a terminal may be closed in the middle.
    pub fn save_sometimes(&self) {
        let due = {
            let mut state = self.state();
            let saved = *state.saved.get_or_insert_with(Instant::now);
            state.changed && saved.elapsed() >= OFTEN
        };
        if due {
            // What could not be saved is found again the next time.
            let _ = self.save();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn put(&mut self, key: &Key, content: u64) {
        self.files.insert(key.path, File { stamp: key.stamp, content });
        self.changed = true;
    }

    /// All of it, what was used first, as far as there is room.
    fn write(&self, context: u64) -> Vec<u8> {
        let mut records = Vec::new();
        let (used, rest): (Vec<_>, Vec<_>) = self.files.iter().partition(|(path, _)| self.used.contains(*path));
        for (path, file) in used.into_iter().chain(rest) {
            let Some(packed) = self.contents.get(&file.content) else { continue };
            if records.len() + packed.len() + 64 > LIMIT {
                break;
            }
            let stamp = file.stamp.unwrap_or(Stamp { time: 0, size: u64::MAX });
            for number in [*path, stamp.time, stamp.size, file.content, packed.len() as u64] {
                records.extend(number.to_le_bytes());
            }
            records.extend_from_slice(packed);
        }
        let mut out = MAGIC.to_vec();
        out.extend(context.to_le_bytes());
        out.extend(checksum(&records).to_le_bytes());
        out.extend(records);
        out
    }

    /// The reverse of [`State::write`]; `None` when a bit of it is not as it was written.
    fn parse(bytes: &[u8], context: u64) -> Option<Self> {
        let mut reader = Reader(bytes.strip_prefix(MAGIC)?);
        if reader.long()? != context || reader.long()? != checksum(reader.0) {
            return None;
        }
        let mut state = Self::default();
        while !reader.0.is_empty() {
            let (path, time, size, hash) = (reader.long()?, reader.long()?, reader.long()?, reader.long()?);
            let length = usize::try_from(reader.long()?).ok()?;
            let stamp = (size != u64::MAX).then_some(Stamp { time, size });
            state.files.insert(path, File { stamp, content: hash });
            state.contents.insert(hash, reader.take(length)?.into());
        }
        Some(state)
    }
}

/// The hash of the standard library: it may be another one in the next build, which reads no file of this one.
fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn checksum(bytes: &[u8]) -> u64 {
    hash(&bytes)
}

/// What tells one build of the program from another of the same version.
pub(super) fn build() -> Option<(u64, Option<SystemTime>)> {
    let program = std::env::current_exe().and_then(fs::metadata).ok()?;
    Some((program.len(), program.modified().ok()))
}

fn read(file: &Path) -> Option<Vec<u8>> {
    let found = fs::metadata(file).ok()?;
    (found.is_file() && found.len() <= 2 * LIMIT as u64).then(|| fs::read(file).ok())?
}

/// Removes the files of dictionaries that were not in use for longest, and what was left by sessions that were killed.
pub(super) fn tidy(folder: &Path, name: &str, temporary: &str, files: usize) {
    let time = |entry: &fs::DirEntry| entry.metadata().and_then(|found| found.modified()).ok();
    let entries: Vec<fs::DirEntry> = fs::read_dir(folder).into_iter().flatten().flatten().collect();
    let mut kept: Vec<_> = entries.iter().filter(|entry| begins(entry, name)).collect();
    kept.sort_by_key(|entry| std::cmp::Reverse(time(entry)));
    let day = Duration::from_hours(24);
    let left =
        |entry: &&fs::DirEntry| begins(entry, temporary) && time(entry).is_some_and(|time| time.elapsed().is_ok_and(|age| age > day));
    for entry in kept.into_iter().skip(files).chain(entries.iter().filter(left)) {
        let _ = fs::remove_file(entry.path());
    }
}

fn begins(entry: &fs::DirEntry, with: &str) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(with.as_bytes())
}

/// Deletes all that is kept in this folder. Whether there was anything.
///
/// # Errors
/// The system says no.
pub fn forget(folder: &Path) -> io::Result<bool> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        entries => entries?,
    };
    let mut known = false;
    let ours = |entry: &fs::DirEntry| [NAME, compiled::NAME].iter().any(|name| begins(entry, name));
    for entry in entries.flatten().filter(ours) {
        fs::remove_file(entry.path())?;
        known = true;
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::sync::atomic::AtomicBool;

    use super::super::Lexicons;
    use super::super::corpus::Survey;
    use super::*;
    use crate::source::Input;
    use crate::store;

    /// A folder with articles, and one for the cache.
    struct Fixture {
        articles: tempfile::TempDir,
        cache: tempfile::TempDir,
    }

    impl Fixture {
        fn new(count: usize) -> Self {
            let fixture = Self { articles: tempfile::tempdir().unwrap(), cache: tempfile::tempdir().unwrap() };
            for at in 0..count {
                fixture.write(at, &format!("Titel {at}\n\nWladimir Putin war in Moskau, und niemand weiß, warum das so war."));
            }
            fixture
        }

        fn path(&self, at: usize) -> PathBuf {
            self.articles.path().join(format!("{at}.txt"))
        }

        /// Writes an article that looks as if it had lain there for a while.
        fn write(&self, at: usize, text: &str) {
            fs::write(self.path(at), text).unwrap();
            self.age(at, 100);
        }

        fn age(&self, at: usize, seconds: u64) {
            let time = SystemTime::now() - Duration::from_secs(seconds);
            File::options().write(true).open(self.path(at)).unwrap().set_modified(time).unwrap();
        }

        fn cache(&self, dictionary: &Dictionary) -> Cache {
            Cache::new(Some(self.cache.path()), dictionary, &source::Options::default())
        }

        /// Looks through these articles with what is in the folder; also how many the cache did not know.
        fn survey(&self, dictionary: Arc<Dictionary>, count: usize) -> (Vec<Triage>, usize) {
            let cache = self.cache(&dictionary);
            let known = cache.state().contents.len();
            let inputs: Vec<_> = (0..count).map(|at| (at, Input::File(self.path(at)))).collect();
            let (reading, lexicons, cancelled) = (source::Options::default(), Lexicons::new(dictionary), AtomicBool::new(false));
            let survey = Survey { reading: &reading, lexicons: &lexicons, cancelled: &cancelled };
            let told = Mutex::new(Vec::new());
            survey.triage(
                &inputs,
                &cache,
                |found| told.lock().unwrap().extend(found),
                |_: usize, _: Vec<Input>, _| unreachable!("there is no feed"),
            );
            let new = cache.state().contents.len() - known;
            cache.save().unwrap();
            let mut told = told.into_inner().unwrap();
            told.sort_by_key(|(at, _)| *at);
            (told.into_iter().map(|(_, found)| found.unwrap()).collect(), new)
        }
    }

    /// The built-in dictionary as a session loads it, and that with a comment.
    fn dictionary(unsaved: &str) -> Arc<Dictionary> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "[[person]]\nname = \"Wladimir Putin\"\n[[place]]\nname = \"Moskau\"\n").unwrap();
        let options =
            store::Options { dicts: vec![file.path().to_owned()], only_dict: true, unsaved: unsaved.into(), ..store::Options::default() };
        Arc::new(store::load(&options).dictionary)
    }

    #[test]
    fn what_was_found_once_is_not_looked_for_again() {
        let fixture = Fixture::new(30);
        let first = fixture.survey(dictionary(""), 30);
        let second = fixture.survey(dictionary(""), 30);
        assert_eq!((first.1, second.1), (30, 0));
        assert_eq!(first.0, second.0);
        assert_eq!((first.0[3].title.as_deref(), first.0[3].main[0].name.as_str()), (Some("Titel 3"), "Wladimir Putin"));
    }

    #[test]
    fn a_file_that_was_changed_is_read_again_and_one_that_was_touched_or_moved_is_not_scanned_again() {
        let fixture = Fixture::new(3);
        fixture.survey(dictionary(""), 3);
        fixture.write(0, "Neuer Titel\n\nNichts.");
        fixture.age(1, 50);
        fs::rename(fixture.path(2), fixture.path(3)).unwrap();
        fixture.write(2, "Noch einer\n\nNichts.");
        let (found, new) = fixture.survey(dictionary(""), 4);
        let titles: Vec<_> = found.iter().map(|triage| triage.title.as_deref().unwrap()).collect();
        assert_eq!((titles, new), (vec!["Neuer Titel", "Titel 1", "Noch einer", "Titel 2"], 2));
    }

    #[test]
    fn a_file_that_was_just_written_is_read_the_next_time() {
        let fixture = Fixture::new(1);
        fixture.age(0, 0);
        fixture.survey(dictionary(""), 1);
        let modified = fs::metadata(fixture.path(0)).unwrap().modified().unwrap();
        let same_length = fs::read_to_string(fixture.path(0)).unwrap().replace("Titel 0", "Titel X");
        fs::write(fixture.path(0), same_length).unwrap();
        File::options().write(true).open(fixture.path(0)).unwrap().set_modified(modified).unwrap();
        assert_eq!(fixture.survey(dictionary(""), 1).0[0].title.as_deref(), Some("Titel X"));
    }

    #[test]
    fn another_dictionary_finds_for_itself_and_the_oldest_files_give_way() {
        let fixture = Fixture::new(2);
        for at in 0..FILES + 3 {
            assert_eq!(fixture.survey(dictionary(&format!("# {at}\n")), 2).1, 2);
        }
        assert_eq!(fs::read_dir(fixture.cache.path()).unwrap().count(), FILES);
        assert!(forget(fixture.cache.path()).unwrap() && !forget(fixture.cache.path()).unwrap());
    }

    #[test]
    fn a_file_that_is_cut_off_or_damaged_is_as_good_as_none() {
        let fixture = Fixture::new(2);
        fixture.survey(dictionary(""), 2);
        let file = fixture.cache(&dictionary("")).file.unwrap();
        let whole = fs::read(&file).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            for bytes in [&whole[..at], &damaged] {
                fs::write(&file, bytes).unwrap();
                assert!(fixture.cache(&dictionary("")).state().files.is_empty(), "{at}");
            }
        }
        assert_eq!(fixture.survey(dictionary(""), 2).1, 2, "it is written anew");
        assert_eq!(fixture.survey(dictionary(""), 2).1, 0);
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let cache = Cache::new(None, &dictionary(""), &source::Options::default());
        assert!(cache.key(Path::new("Cargo.toml")).is_none());
        assert!(cache.save().is_ok());
    }
}
