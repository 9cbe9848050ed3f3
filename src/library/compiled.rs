//! Large dictionaries kept ready: the entries as they were merged, and for each language of articles the forms and their index,
//! so that the next start need not understand a million lines of TOML and make and sort the forms of all names.
//!
//! A file holds for one build of the program and one content of the dictionary's files, which are read and hashed at every
//! start. One that is cut off, damaged or of anything else is as good as none, and is written anew. Nothing depends on it,
//! and whoever deletes it loses time only.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::SystemTime;

use twox_hash::XxHash3_64;

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
/// The smallest dictionary that is worth it, in bytes of TOML: 10,000 entries of half a megabyte are read and made in 70 ms of processor
/// time, of 100,000 it is half a second, and 30 ms from the file (`docs/performance.md`).
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
    let kept = folder.and_then(|folder| Shelf { folder: Some(folder.clone()), fingerprint: layers.fingerprint }.dictionary());
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
        let wants_dictionary = dictionary.flawless && !self.has(None);
        thread::scope(|scope| {
            let other = wants_dictionary.then(|| scope.spawn(|| self.write(None, |out| dictionary.write(out))));
            let kept = self.write(Some(lexicon.language()), |out| lexicon.write(out));
            other.map_or(Ok(()), |other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).and(kept)
        })
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
        let found = match read_file(&path, self.key(of), read) {
            Ok(found) => found,
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    // It makes room for a sound one.
                    let _ = fs::remove_file(&path);
                }
                return None;
            }
        };
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
    let mut source = Hashing { stream: file, hasher: XxHash3_64::new() };
    let mut begin = [0; MAGIC.len()];
    source.read_exact(&mut begin)?;
    sound(begin == *MAGIC)?;
    let around = (MAGIC.len() + 2 * size_of::<u64>()) as u64;
    let mut reader = Reader::new(&mut source, found.len().saturating_sub(around) + size_of::<u64>() as u64);
    sound(reader.number()? == key)?;
    let read = read(&mut reader)?;
    sound(reader.is_at_end())?;
    let sum = source.hasher.finish();
    let mut written = [0; size_of::<u64>()];
    source.read_exact(&mut written)?;
    sound(u64::from_le_bytes(written) == sum)?;
    Ok(read)
}

/// The reverse of [`read_file`].
fn write_file(file: &mut File, key: u64, write: impl FnOnce(&mut Writer) -> io::Result<()>) -> io::Result<()> {
    let mut out = Hashing { stream: BufWriter::with_capacity(1 << 18, file), hasher: XxHash3_64::new() };
    out.write_all(MAGIC)?;
    let mut writer = Writer(&mut out);
    writer.number(key)?;
    write(&mut writer)?;
    let sum = out.hasher.finish();
    out.stream.write_all(&sum.to_le_bytes())?;
    out.stream.flush()
}

/// A stream, and the hash of what passed through.
struct Hashing<S> {
    stream: S,
    hasher: XxHash3_64,
}

impl<S: Read> Read for Hashing<S> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(room)?;
        self.hasher.write(room.get(..count).unwrap_or_default());
        Ok(count)
    }
}

impl<S: Write> Write for Hashing<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.stream.write(bytes)?;
        self.hasher.write(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::article::Article;
    use crate::engine::mentions::Mentions;
    use crate::source;

    /// A dictionary in a file, and a folder to keep it ready in.
    struct Fixture {
        folder: tempfile::TempDir,
        options: store::Options,
    }

    /// Something of every sort that an entry and its forms can have, and many plain names beside it.
    fn entries(plain: usize) -> String {
        let names: Vec<String> = (0..plain).map(|at| format!("[[person]]\nid = \"p{at}\"\nname = \"Mia Berg{at}\"\n\n")).collect();
        let ships = "[kinds.ship]\nlabel = \"Ships\"\n\n[[ship]]\nname = \"Gorch Fock\"\nwikidata = \"Q1\"\ntags = [\"sail\"]\n\n";
        let riga = "[[place]]\nname = \"Riga\"\nnames = { en = \"Riga\", lv = \"Rīga\" }\nadjectives = [\"Rigaer\"]\ndemonyms = [\"Rigenser\"]\n\n";
        let anna = "[[person]]\nname = \"Anna Berg\"\naliases = [{ text = \"Die Bergin\", since = 2020 }]\n[[person.roles]]\ntitle = \"Ministerin\"\nof = \"riga\"\nsince = 2021\n\n";
        let ministry = "[[ministry]]\nname = \"Verteidigungsministerium\"\nof = \"riga\"\nacronyms = [\"VM\"]\nnot = [\"VM Bank\"]\nneeds = [\"Riga\"]\n\n";
        let union = "[[organisation]]\nname = \"Islamischer Staat\"\naliases = [\"IS\"]\nshort = [\"Staat\"]\nrank = 3\n\n";
        let rest = "[[hide]]\nform = \"Union\"\n\n[[prefer]]\nform = \"Berg\"\nid = \"anna-berg\"\n\n";
        [ships, riga, anna, ministry, union, rest, &names.concat()].concat()
    }

    impl Fixture {
        fn new(entries: &str) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("entities.toml");
            fs::write(&file, entries).unwrap();
            let cache = Some(folder.path().join("cache"));
            let options = store::Options { dicts: vec![file], only_dict: true, cache, ..store::Options::default() };
            Self { folder, options }
        }

        fn load(&self) -> Loaded {
            load_if(&self.options, 0)
        }

        fn shelf(&self, dictionary: &Dictionary) -> Shelf {
            Shelf::of_if(dictionary, &self.options, 0)
        }

        /// Makes a lexicon as if nothing was kept, and keeps it.
        fn keep(&self) -> Lexicon {
            let loaded = store::load(&self.options);
            let lexicon = Lexicon::new(Arc::new(loaded.dictionary), Language::De);
            self.shelf(lexicon.dictionary()).keep(&lexicon).unwrap();
            lexicon
        }

        /// What is kept, if it is.
        fn kept(&self) -> Option<Lexicon> {
            let dictionary = self.load().dictionary;
            self.shelf(&dictionary).lexicon(&Arc::new(dictionary), Language::De)
        }

        fn files(&self) -> Vec<PathBuf> {
            let cache = self.folder.path().join("cache");
            let mut files: Vec<_> = fs::read_dir(cache).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
            files.sort();
            files
        }
    }

    fn article() -> Article {
        let text = "Anna Berg kam nach Riga. Die Ministerin der Rigaer sprach mit Berg7 und Mia Berg12.\n\n\
            Das Verteidigungsministerium (VM) in Riga und der Islamische Staat, kurz IS, sagen nichts. Die Gorch Fock sank. Union.\n\n\
            Pim Fortuyn Liste (VM) und ISLAMISCHER STAAT; Rigenser, Berg, Bergs, das Ministerium.";
        source::from_bytes("a.txt", text.into(), &source::Options { language: Some(Language::De), ..source::Options::default() }).unwrap()
    }

    fn mentions(lexicon: &Lexicon) -> Mentions {
        lexicon.scan(&article())
    }

    #[test]
    fn what_is_kept_is_what_would_be_made() {
        for plain in [30, 50_000] {
            let fixture = Fixture::new(&entries(plain));
            let made = fixture.keep();
            assert_eq!(fixture.files().len(), 2);
            let kept = fixture.kept().expect("a lexicon");
            let (dictionary, before) = (kept.dictionary(), made.dictionary());
            assert!(dictionary.entities().eq(before.entities()));
            let rest =
                |of: &Dictionary| (of.kinds.clone(), of.files.clone(), of.hidden_forms.clone(), of.preferred.clone(), of.fingerprint);
            assert_eq!(rest(dictionary), rest(before));
            assert!(mentions(&made).len() > 10);
            assert_eq!(mentions(&kept), mentions(&made));
            for id in ["riga", "anna-berg", "p7"] {
                let forms = |lexicon: &Lexicon| {
                    let ix = lexicon.dictionary().find(id).unwrap();
                    lexicon.forms_of(ix).map(|form| format!("{form:?}")).collect::<Vec<_>>()
                };
                assert_eq!(forms(&kept), forms(&made));
            }
        }
    }

    #[test]
    fn the_dictionary_of_the_program_is_kept_as_it_is() {
        let fixture = Fixture::new(include_str!("../../entities.toml"));
        let made = fixture.keep();
        let kept = fixture.kept().expect("a lexicon");
        for sample in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")).unwrap() {
            let path = sample.unwrap().path();
            if let Ok(article) = source::from_bytes("a.txt", fs::read(&path).unwrap(), &source::Options::default()) {
                assert_eq!(kept.scan(&article), made.scan(&article), "{}", path.display());
            }
        }
    }

    #[test]
    fn a_file_that_is_cut_off_is_as_good_as_none_and_is_written_anew() {
        let fixture = Fixture::new(&entries(30));
        let made = fixture.keep();
        for path in fixture.files() {
            let whole = fs::read(&path).unwrap();
            for end in (0..60).chain((60..whole.len()).step_by(whole.len() / 60)).chain(whole.len() - 12..whole.len()) {
                fs::write(&path, &whole[..end]).unwrap();
                assert!(fixture.load().dictionary.entities().eq(made.dictionary().entities()), "{end}");
                assert!(fixture.kept().is_none_or(|kept| mentions(&kept) == mentions(&made)), "{end}");
                assert_eq!(fixture.files().len(), 1, "{end}");
            }
            fixture.keep();
            assert!(fs::read(&path).unwrap() == whole);
            fs::write(&path, [&whole[..], b"x"].concat()).unwrap();
            fixture.kept();
            assert_eq!(fixture.files().len(), 1);
            fixture.keep();
        }
    }

    #[test]
    fn no_byte_may_be_another() {
        let fixture = Fixture::new(&entries(3));
        let made = fixture.keep();
        for path in fixture.files() {
            let whole = fs::read(&path).unwrap();
            for at in (0..whole.len()).step_by(7) {
                let mut other = whole.clone();
                other[at] ^= 1 << (at % 8);
                fs::write(&path, &other).unwrap();
                let shelf = fixture.shelf(made.dictionary());
                let both = (shelf.dictionary().is_some(), shelf.lexicon(made.dictionary(), Language::De).is_some());
                assert_ne!(both, (true, true), "{at}");
            }
            fs::write(&path, &whole).unwrap();
        }
    }

    /// Whoever writes a checksum may write anything: the program then reads something else, and does not fall.
    #[test]
    fn what_is_odd_brings_nothing_down() {
        let fixture = Fixture::new(&entries(12));
        fixture.keep();
        let (mut read, mut seed) = (0, 7_u64);
        for path in fixture.files() {
            let whole = fs::read(&path).unwrap();
            for _ in 0..1500 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let body = whole.len() - 8;
                let at = 27 + usize::try_from(seed >> 33).unwrap() % (body - 27);
                let mut odd = whole.clone();
                odd[at] = odd[at]
                    .wrapping_add([1, 0x80, 0xFF, u8::try_from(seed >> 24 & 0xFF).unwrap()][usize::try_from(seed >> 20 & 3).unwrap()]);
                let mut hasher = XxHash3_64::new();
                hasher.write(&odd[..body]);
                odd[body..].copy_from_slice(&hasher.finish().to_le_bytes());
                fs::write(&path, &odd).unwrap();
                if let Some(lexicon) = fixture.kept() {
                    read += 1;
                    let _ = mentions(&lexicon);
                }
            }
            fs::write(&path, &whole).unwrap();
        }
        assert!(read > 500, "{read}");
    }

    #[test]
    fn another_content_and_another_language_are_not_what_is_kept() {
        let fixture = Fixture::new(&entries(3));
        let made = fixture.keep();
        let shelf = fixture.shelf(made.dictionary());
        assert!(shelf.lexicon(made.dictionary(), Language::En).is_none());
        let [a, b] = fixture.files().try_into().unwrap();
        fs::copy(&a, &b).unwrap();
        assert!(shelf.dictionary().is_none() || shelf.lexicon(made.dictionary(), Language::De).is_none());
        let other = Shelf { fingerprint: shelf.fingerprint ^ 1, ..shelf };
        assert!(other.dictionary().is_none() && other.lexicon(made.dictionary(), Language::De).is_none());
        fs::write(fixture.folder.path().join("entities.toml"), entries(4)).unwrap();
        assert_eq!(fixture.load().dictionary.len(), made.dictionary().len() + 1);
    }

    #[test]
    fn what_was_skipped_is_told_at_every_start() {
        let fixture = Fixture::new(&(entries(3) + "[[place]]\nname = \"Rom\"\naliases = [\"\"]\n"));
        fixture.keep();
        assert_eq!(fixture.load().skipped().count(), 1);
        assert_eq!(fixture.load().skipped().count(), 1);
        // The forms have nothing to tell.
        assert!(fixture.kept().is_some());
    }

    #[test]
    fn a_folder_that_cannot_be_written_changes_nothing() {
        let mut fixture = Fixture::new(&entries(3));
        fixture.options.cache = fixture.options.dicts.first().cloned();
        let loaded = fixture.load();
        let lexicon = Lexicon::new(Arc::new(loaded.dictionary), Language::De);
        assert!(fixture.shelf(lexicon.dictionary()).keep(&lexicon).is_err());
        assert!(fixture.kept().is_none());
        fixture.options.cache = None;
        assert!(fixture.shelf(lexicon.dictionary()).keep(&lexicon).is_ok() && fixture.kept().is_none());
    }

    #[test]
    fn two_at_once_leave_whole_files_and_no_other() {
        let fixture = Fixture::new(&entries(30));
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| (0..5).for_each(|_| drop(fixture.keep())));
            }
        });
        assert_eq!(fixture.files().len(), 2);
        assert!(fixture.kept().is_some());
    }

    #[test]
    fn only_the_files_that_were_in_use_last_stay() {
        let fixture = Fixture::new(&entries(3));
        for more in 3..9 {
            fs::write(fixture.folder.path().join("entities.toml"), entries(more)).unwrap();
            fixture.keep();
        }
        assert_eq!(fixture.files().len(), FILES);
        assert!(fixture.kept().is_some());
        assert!(super::super::cache::forget(&fixture.folder.path().join("cache")).unwrap());
        assert_eq!(fixture.files(), [""; 0].map(PathBuf::from));
    }

    #[test]
    fn a_small_dictionary_is_not_worth_a_file() {
        let fixture = Fixture::new(&entries(3));
        fixture.keep();
        assert!(!Shelf::of(&fixture.load().dictionary, &fixture.options).is_there());
        assert!(!load(&fixture.options).dictionary.is_empty());
    }
}
