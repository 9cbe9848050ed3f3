//! `namedrop import`: a dictionary of another tool as TOML on standard output, or into a file; and `namedrop export`: the
//! way back.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use flate2::bufread::MultiGzDecoder;

use super::{Shown, Status, complain, to_stdout};
use crate::engine::kind::Kinds;
use crate::export::{DictionaryFormat, write_dictionary};
use crate::import::{Alternates, Format, Options, Sink, import};
use crate::store::edit::Refusal;
use crate::store::{self, save};

/// What is asked for.
#[derive(Debug)]
pub struct Wish {
    /// The format of the files.
    pub format: Format,
    /// The files; `-` is standard input.
    pub files: Vec<PathBuf>,
    /// The dictionary that they are put into.
    pub into: Option<PathBuf>,
    /// `alternateNamesV2.txt` of `GeoNames`.
    pub alternates: Option<PathBuf>,
    /// What is wanted of the files.
    pub options: Options,
}

/// Imports the files. `dictionaries` are those in use, whose entries are told apart by their Wikidata ids.
#[must_use]
pub fn run(mut wish: Wish, dictionaries: &store::Options) -> Status {
    if matches!(wish.format, Format::Wikidata | Format::Ftm) {
        wish.options.known = known(dictionaries);
    }
    if let Some(path) = &wish.alternates {
        let mut sink = Sink::collect();
        let read = open(path).and_then(|mut input| Alternates::read(&mut input, &wish.options.languages, &mut sink));
        tell(&sink, path);
        match read {
            Ok(alternates) => wish.options.alternates = Some(alternates),
            Err(error) => return failed(path, &error),
        }
    }
    match &wish.into {
        Some(path) => into_file(&wish, path),
        None => to_stdout(|out| {
            let mut out = Shown::new(out, io::stdout().is_terminal());
            let mut sink = Sink::stream(&mut out);
            let status = each(&wish, &mut sink)?;
            out.flush()?;
            Ok(status)
        }),
    }
}

/// Reads the files one after another. What cannot be read is told; that nobody reads what is written is an error.
fn each(wish: &Wish, sink: &mut Sink<'_>) -> io::Result<Status> {
    let mut status = Status::Done;
    for path in &wish.files {
        let read = open(path).and_then(|mut input| import(wish.format, &mut input, &wish.options, sink));
        match read {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(error),
            Err(error) => status = failed(path, &error),
            Ok(()) => {}
        }
        tell(sink, path);
        (sink.counts.refused, sink.counts.left_out) = (0, 0);
        sink.counts.told.clear();
    }
    let nothing = status == Status::Done && sink.counts.taken == 0;
    complain(format_args!("{} entries", sink.counts.taken));
    Ok(if nothing { Status::Nothing } else { status })
}

fn failed(path: &Path, error: &io::Error) -> Status {
    complain(format_args!("{}: {error}", path.display()));
    Status::Failed
}

/// What could not be taken: the first of them with their lines, and how many.
fn tell(sink: &Sink<'_>, path: &Path) {
    let counts = &sink.counts;
    for (line, reason) in &counts.told {
        complain(format_args!("{}:{line}: not taken: {reason}", path.display()));
    }
    if counts.refused > counts.told.len() {
        complain(format_args!("{}: … {} not taken in all", path.display(), counts.refused));
    }
    if counts.left_out > 0 {
        complain(format_args!("{}: {} left out, which nobody asked for", path.display(), counts.left_out));
    }
}

fn into_file(wish: &Wish, path: &Path) -> Status {
    let mut sink = Sink::collect();
    let status = match each(wish, &mut sink) {
        Ok(status) => status,
        Err(error) => return failed(path, &error),
    };
    if status == Status::Failed {
        complain(format_args!("{}: nothing was written", path.display()));
        return status;
    }
    match save::import(path, &sink.drafts(), &Kinds::default()) {
        Ok(merged) => {
            for id in &merged.of_other_kind {
                complain(format_args!("{}: not taken: {id} is of another kind there", path.display()));
            }
            for (id, key) in merged.kept.iter().take(20) {
                complain(format_args!("{}: {id} keeps its own `{key}`", path.display()));
            }
            let (added, amended, unchanged) = (merged.added, merged.amended, merged.unchanged);
            complain(format_args!("{}: {added} added, {amended} amended, {unchanged} unchanged", path.display()));
            status
        }
        Err(Refusal::Edit(reason) | Refusal::File(reason)) => {
            complain(format_args!("{}: {reason}; nothing was written", path.display()));
            Status::Failed
        }
    }
}

/// The entries that have a Wikidata id: their id and kind by that.
fn known(dictionaries: &store::Options) -> HashMap<String, (String, String)> {
    let dictionary = store::load(dictionaries).dictionary;
    let entry = |entity: Cow<'_, crate::engine::dictionary::Entity>| {
        let item = entity.details.wikidata.clone()?;
        Some((item, (entity.id.to_string(), dictionary.kinds[entity.kind].name.clone())))
    };
    dictionary.entities().filter_map(entry).collect()
}

/// A file or standard input, unpacked where it is packed with gzip.
fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let mut input = as_it_is(path)?;
    let packed = input.fill_buf()?.starts_with(b"\x1F\x8B\x08");
    Ok(if packed { Box::new(BufReader::with_capacity(1 << 18, MultiGzDecoder::new(input))) } else { input })
}

fn as_it_is(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    let size = file.metadata()?.len();
    let shown = io::stderr().is_terminal() && size > 0;
    Ok(Box::new(BufReader::with_capacity(1 << 18, Progress { file, size, done: 0, shown, last: Instant::now() })))
}

/// A file that tells on standard error, if that is a terminal, how much of it is read.
struct Progress {
    file: File,
    size: u64,
    done: u64,
    shown: bool,
    last: Instant,
}

impl Read for Progress {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.done += count as u64;
        if self.shown && (count == 0 || self.last.elapsed() > Duration::from_millis(200)) {
            self.last = Instant::now();
            // At the end the line is wiped; when nobody sees it there is nobody to tell.
            let line = if count == 0 { String::new() } else { format!("{} %", (self.done * 100).checked_div(self.size).unwrap_or(0)) };
            let _ = write!(io::stderr(), "\r\x1b[K{line}");
        }
        Ok(count)
    }
}

/// Writes these dictionaries, or all that are in use when there is none, in the format of another tool.
#[must_use]
pub fn export(format: DictionaryFormat, files: &[PathBuf], dictionaries: &store::Options) -> Status {
    let own = store::Options { dicts: files.to_vec(), only_dict: true, ..store::Options::default() };
    let loaded = store::load(if files.is_empty() { dictionaries } else { &own });
    loaded.refused().chain(loaded.skipped()).for_each(complain);
    if loaded.refused().next().is_some() {
        return Status::Failed;
    }
    to_stdout(|out| {
        let mut out = Shown::new(out, io::stdout().is_terminal());
        write_dictionary(&loaded.dictionary, format, &mut out)?;
        out.flush()?;
        Ok(if loaded.dictionary.is_empty() { Status::Nothing } else { Status::Done })
    })
}
