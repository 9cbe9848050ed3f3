//! The files of all layers in their order, read; and the dictionary that they make.

use std::fs;
use std::hash::Hasher;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use twox_hash::XxHash3_64;

use super::file::{File, LIMIT};
use super::finding::{Effect, Finding, Severity};
use super::merge::Merge;
use super::paths::Surroundings;
use super::schema::{Contents, parse, parse_in_parts};
use crate::engine::dictionary::Dictionary;

/// The repository's dictionary, compiled into the program.
const BUILT_IN: &str = include_str!("../../entities.toml");

/// Which dictionaries are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `--dict`, the last on top.
    pub dicts: Vec<PathBuf>,
    /// Whether the built-in dictionary is the lowest layer; `--no-builtin`: `false`.
    pub builtin: bool,
    /// `--only-dict`: nothing but `dicts`.
    pub only_dict: bool,
    /// The first article, or the folder of articles; `None` or `-` for standard input.
    pub article: Option<PathBuf>,
    /// What this run added that no file could take, as TOML: the topmost layer.
    pub unsaved: String,
    /// The folder where large dictionaries are kept ready; `None`: they are not.
    pub cache: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self { dicts: Vec::new(), builtin: true, only_dict: false, article: None, unsaved: String::new(), cache: None }
    }
}

/// A dictionary, and what was wrong with its files.
#[derive(Debug)]
pub struct Loaded {
    /// All layers but the refused ones.
    pub dictionary: Dictionary,
    /// What was refused or skipped, in the order of layers and lines.
    pub findings: Vec<Finding>,
}

impl Loaded {
    /// What kept a whole file out: `scan` ends with status 2 for these, before any output.
    pub fn refused(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| matches!(finding.effect, Effect::Unreadable | Effect::Refused))
    }

    /// What was skipped; the rest of the file counts.
    pub fn skipped(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.effect == Effect::Skipped)
    }
}

/// The files of all layers, read but not yet understood.
#[derive(Debug)]
pub struct Layers {
    files: Vec<Arc<File>>,
    findings: Vec<Finding>,
    /// Of equal files equal.
    pub fingerprint: u64,
}

impl Layers {
    /// Reads the files.
    #[must_use]
    pub fn read(options: &Options) -> Self {
        Self::read_from(options, &Surroundings::of_process())
    }

    fn read_from(options: &Options, around: &Surroundings) -> Self {
        let (files, findings) = gather(options, around);
        let fingerprint = fingerprint(&files);
        Self { files, findings, fingerprint }
    }

    /// The bytes of all files, where each could be read.
    #[must_use]
    pub fn size(&self) -> Option<usize> {
        self.findings.is_empty().then(|| self.files.iter().map(|file| file.text.len()).sum())
    }

    /// A dictionary that was made of these very files before, as if it was made now.
    #[must_use]
    pub fn made_before(&self, mut dictionary: Dictionary) -> Loaded {
        dictionary.files = self.files.iter().map(|file| file.name.clone()).collect();
        dictionary.fingerprint = Some(self.fingerprint);
        dictionary.flawless = true;
        Loaded { dictionary, findings: Vec::new() }
    }

    /// Merges all layers. Bad files contribute nothing, and are among the findings.
    #[must_use]
    pub fn load(self) -> Loaded {
        let Self { files, mut findings, fingerprint } = self;
        let (mut dictionary, more) = merged(&files);
        findings.extend(more);
        findings.retain(|finding| finding.effect != Effect::None);
        dictionary.fingerprint = Some(fingerprint);
        dictionary.flawless = findings.is_empty();
        Loaded { dictionary, findings }
    }
}

fn fingerprint(files: &[Arc<File>]) -> u64 {
    let mut hasher = XxHash3_64::new();
    for file in files {
        hasher.write(&(file.text.len() as u64).to_le_bytes());
        hasher.write(file.text.as_bytes());
    }
    hasher.finish()
}

/// Reads and merges all layers. Bad files contribute nothing, and are among the findings.
#[must_use]
pub fn load(options: &Options) -> Loaded {
    Layers::read(options).load()
}

/// The built-in dictionary alone.
#[must_use]
pub fn builtin() -> Dictionary {
    merged(&[Arc::new(File::new("built in", BUILT_IN.to_owned()))]).0
}

/// [`load`] with the folders given.
#[must_use]
pub fn load_from(options: &Options, around: &Surroundings) -> Loaded {
    Layers::read_from(options, around).load()
}

/// Parses and merges files, the lowest layer first.
fn merged(files: &[Arc<File>]) -> (Dictionary, Vec<Finding>) {
    let mut merge = Merge::default();
    let mut findings = Vec::new();
    for file in files {
        let (said, found) = parse_in_parts(file, merge.kinds());
        findings.extend(found);
        findings.extend(said.into_iter().flat_map(|said| merge.add(file, said)));
    }
    (merge.finish(), findings)
}

/// The same; `each` sees what a sound file says before it is merged.
pub(super) fn merge(files: &[Arc<File>], mut each: impl FnMut(&Arc<File>, &Contents)) -> (Dictionary, Vec<Finding>) {
    let mut merge = Merge::default();
    let mut findings = Vec::new();
    for file in files {
        let (contents, found) = parse(file, merge.kinds());
        findings.extend(found);
        if let Some(contents) = contents {
            each(file, &contents);
            findings.extend(merge.add(file, contents.into()));
        }
    }
    (merge.finish(), findings)
}

/// Reads the files of all layers, the lowest first.
pub(super) fn gather(options: &Options, around: &Surroundings) -> (Vec<Arc<File>>, Vec<Finding>) {
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    let article = options.article.as_deref();
    let mut paths = Vec::new();
    if !options.only_dict {
        paths.extend(around.user_file().filter(|path| path.is_file()));
        match around.user_folder() {
            Ok(folder) => paths.extend(folder),
            Err((folder, error)) => findings.push(unreadable(&folder, &reason(&error))),
        }
        paths.extend(around.project_file(article));
        paths.extend(Surroundings::article_file(article));
    }
    paths.extend(options.dicts.iter().cloned());
    for path in once_each(paths) {
        match read(&path) {
            Ok(file) => files.push(file),
            Err(finding) => findings.push(finding),
        }
    }
    // Within namedrop's own repository the project's file is the built-in one.
    let builtin = options.builtin && !options.only_dict && files.iter().all(|file| file.text != BUILT_IN);
    if builtin {
        files.insert(0, Arc::new(File::new("built in", BUILT_IN.to_owned())));
    }
    if !options.unsaved.is_empty() {
        files.push(Arc::new(File::new("this run", options.unsaved.clone())));
    }
    (files, findings)
}

/// Every place where a dictionary of these layers lies or may come to lie: files, and the folder of files.
#[must_use]
pub fn places(options: &Options) -> Vec<PathBuf> {
    let around = Surroundings::of_process();
    let article = options.article.as_deref();
    let mut places = Vec::new();
    if !options.only_dict {
        places.extend(around.user_file());
        places.extend(around.config.as_ref().map(|config| config.join("entities.d")));
        places.extend(around.user_folder().unwrap_or_default());
        places.extend(around.project_file(article));
        places.extend(Surroundings::article_file(article));
    }
    places.extend(options.dicts.iter().cloned());
    places
}

/// A file that is named twice is only the upper layer.
fn once_each(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let real = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    let mut seen = std::collections::HashSet::new();
    let mut kept: Vec<_> = paths.into_iter().rev().filter(|path| seen.insert(real(path))).collect();
    kept.reverse();
    kept
}

/// Reads a dictionary's text.
fn read(path: &Path) -> Result<Arc<File>, Finding> {
    let bytes = read_bytes(path).map_err(|error| unreadable(path, &reason(&error)))?;
    let name = path.to_string_lossy();
    String::from_utf8(bytes).map(|text| Arc::new(File::new(&name, text))).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let utf16 = matches!(error.as_bytes(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
        let found = if utf16 { "UTF-16" } else { "not UTF-8 here" };
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let bom = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let at = at.saturating_sub(bom);
        Finding {
            severity: Severity::Error,
            effect: Effect::Refused,
            file: Arc::new(File::new(&name, text)),
            span: Some(at..at + char::REPLACEMENT_CHARACTER.len_utf8()),
            message: format!("a dictionary must be UTF-8, and this file is {found}; save it as UTF-8"),
        }
    })
}

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = fs::File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    let too_large = || io::Error::other(format!("it is larger than {} MiB, the limit for a dictionary", LIMIT >> 20));
    if metadata.len() > LIMIT {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    file.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT { Err(too_large()) } else { Ok(bytes) }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}

fn unreadable(path: &Path, reason: &str) -> Finding {
    Finding {
        severity: Severity::Error,
        effect: Effect::Unreadable,
        file: Arc::new(File::new(&path.to_string_lossy(), String::new())),
        span: None,
        message: format!("cannot read this dictionary: {reason}"),
    }
}

#[cfg(test)]
mod tests;
