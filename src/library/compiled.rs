//! Large dictionaries kept ready: the entries as they were merged, and for each language of articles the forms and their index,
//! so that the next start need not understand a million lines of TOML and make and sort the forms of all names.
//!
//! A file holds for one build of the program and one content of the dictionary's files, which are read and hashed at every
//! start. One that is cut off, damaged or of anything else is as good as none, and is written anew. Nothing depends on it,
//! and whoever deletes it loses time only.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use xxhash_rust::xxh3::Xxh3;

use super::cache::{build, tidy};
use crate::engine::dictionary::Dictionary;
use crate::engine::flat::{Reader, Writer, sound};
use crate::engine::language::Language;
use crate::engine::lexicon::Lexicon;
use crate::store::{self, Layers, Loaded, history};

/// What a file begins with; the number is the version of what follows.
const MAGIC: &[u8] = b"namedrop lexicon 1\n";
/// The beginning of the files' names, and of those that are being written.
pub(super) const NAME: &str = "lexicon-";
/// See [`NAME`].
const TEMPORARY: &str = ".lexicon-";
/// Files that are kept, the latest: two for a dictionary and a language.
const FILES: usize = 6;
/// The smallest dictionary that is worth it, in bytes of TOML.
const WORTH: usize = 1 << 20;
/// See [`WORTH`]; in entities.
const MANY: usize = 20_000;

/// Where one dictionary is kept ready.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// `None`: nothing is kept.
    folder: Option<PathBuf>,
    fingerprint: u64,
}

/// Loads the dictionaries: as they were kept, else from what their files say.
#[must_use]
pub fn load(options: &store::Options) -> Loaded {
    load_if(options, WORTH)
}

fn load_if(options: &store::Options, worth: usize) -> Loaded {
    let layers = Layers::read(options);
    let folder = options.cache.as_ref().filter(|_| layers.size().is_some_and(|size| size >= worth));
    let kept = folder.and_then(|folder| Shelf { folder: Some(folder.clone()), fingerprint: layers.fingerprint() }.dictionary());
    match kept {
        Some(dictionary) => layers.made_before(dictionary),
        None => layers.load(),
    }
}

impl Shelf {
    /// Where this dictionary, loaded so, is kept; nowhere if it is small, or was not read from files.
    #[must_use]
    pub fn of(dictionary: &Dictionary, options: &store::Options) -> Self {
        Self::of_if(dictionary, options, MANY)
    }

    fn of_if(dictionary: &Dictionary, options: &store::Options, many: usize) -> Self {
        let Some(fingerprint) = dictionary.fingerprint.filter(|_| dictionary.len() >= many) else { return Self::default() };
        Self { folder: options.cache.clone(), fingerprint }
    }

    /// Whether anything is kept at all.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.folder.is_some()
    }

    /// The dictionary that is kept.
    fn dictionary(&self) -> Option<Dictionary> {
        self.read(None, Dictionary::read)
    }

    /// The lexicon that is kept.
    #[must_use]
    pub fn lexicon(&self, dictionary: &Arc<Dictionary>, language: Language) -> Option<Lexicon> {
        self.read(Some(language), |source| Lexicon::read(dictionary.clone(), language, source))
    }

    /// Keeps a lexicon and its dictionary, each whole or not at all; what is kept already is left.
    ///
    /// # Errors
    /// The system says no; what is in the folder stays as it was.
    pub fn keep(&self, lexicon: &Lexicon) -> io::Result<()> {
        let dictionary = lexicon.dictionary();
        if dictionary.flawless && !self.has(None) {
            self.write(None, |out| dictionary.write(out))?;
        }
        self.write(Some(lexicon.language()), |out| lexicon.write(out))
    }

    /// What a file is kept for: this build, the content of the dictionary's files, and the language of a lexicon.
    fn key(&self, of: Option<Language>) -> u64 {
        let mut hasher = DefaultHasher::new();
        (env!("NAMEDROP_VERSION"), build(), self.fingerprint, of).hash(&mut hasher);
        hasher.finish()
    }

    fn file(&self, of: Option<Language>) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{NAME}{:016x}", self.key(of))))
    }

    fn has(&self, of: Option<Language>) -> bool {
        self.file(of).is_some_and(|file| file.is_file())
    }

    fn read<T>(&self, of: Option<Language>, read: impl FnOnce(&mut Reader) -> io::Result<T>) -> Option<T> {
        let path = self.file(of)?;
        let found = read_file(&path, self.key(of), read).ok()?;
        // What was in use last is kept longest.
        let _ = File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(found)
    }

    fn write(&self, of: Option<Language>, write: impl FnOnce(&mut Writer) -> io::Result<()>) -> io::Result<()> {
        let Some(path) = self.file(of) else { return Ok(()) };
        let folder = path.parent().unwrap_or(Path::new("."));
        history::create(folder)?;
        // Only the user may read it.
        let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
        write_file(temporary.as_file_mut(), self.key(of), write)?;
        temporary.persist(&path).map_err(|error| error.error)?;
        tidy(folder, NAME, TEMPORARY, FILES);
        Ok(())
    }
}

/// Reads a file: the beginning and the key, what there is, and the checksum of all before it.
fn read_file<T>(path: &Path, key: u64, read: impl FnOnce(&mut Reader) -> io::Result<T>) -> io::Result<T> {
    let file = File::open(path)?;
    let found = file.metadata()?;
    sound(found.is_file())?;
    let mut source = Hashing { stream: file, hasher: Xxh3::new() };
    let mut begin = [0; MAGIC.len()];
    source.read_exact(&mut begin)?;
    sound(begin == *MAGIC)?;
    let around = (MAGIC.len() + 2 * size_of::<u64>()) as u64;
    let mut reader = Reader::new(&mut source, found.len().saturating_sub(around) + size_of::<u64>() as u64);
    sound(reader.number()? == key)?;
    let read = read(&mut reader)?;
    sound(reader.is_at_end())?;
    let sum = source.hasher.digest();
    let mut written = [0; size_of::<u64>()];
    source.read_exact(&mut written)?;
    sound(u64::from_le_bytes(written) == sum)?;
    Ok(read)
}

/// The reverse of [`read_file`].
fn write_file(file: &mut File, key: u64, write: impl FnOnce(&mut Writer) -> io::Result<()>) -> io::Result<()> {
    let mut out = Hashing { stream: BufWriter::with_capacity(1 << 18, file), hasher: Xxh3::new() };
    out.write_all(MAGIC)?;
    let mut writer = Writer(&mut out);
    writer.number(key)?;
    write(&mut writer)?;
    let sum = out.hasher.digest();
    out.stream.write_all(&sum.to_le_bytes())?;
    out.stream.flush()
}

/// A stream, and the hash of what passed through.
struct Hashing<S> {
    stream: S,
    hasher: Xxh3,
}

impl<S: Read> Read for Hashing<S> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(room)?;
        self.hasher.update(room.get(..count).unwrap_or_default());
        Ok(count)
    }
}

impl<S: Write> Write for Hashing<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.stream.write(bytes)?;
        self.hasher.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
