//! `namedrop scan`: every mention of every article, for other programs and for `grep`.

use std::io::{self, IsTerminal, Write};
use std::num::NonZero;
use std::path::PathBuf;

use clap::ValueEnum;

use super::ahead::{self, Text};
use super::folder::Folder;
use super::lexicons::{Lexicons, Search};
use super::{Job, Palette, Shown, Status, Unit, complain, load, only, to_stdout};
use crate::engine::glyph::visible;
use crate::engine::side_by_side::available;
pub use crate::export::Format;
use crate::export::{Finder as _, Names, Parts, Scan, Scanned, exporter};
use crate::source;
use crate::source::long::add_blocks;

/// What is written of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Emit {
    /// Its mentions
    #[default]
    Mentions,
    /// The decoded text that offsets refer to
    Text,
}

/// How `scan` writes.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Format of a mention.
    pub format: Format,
    /// What is written at all.
    pub emit: Emit,
    /// The unit of offsets, where somebody asked for one.
    pub offsets: Option<Unit>,
    /// A folder for a file an article, instead of standard output.
    pub folder: Option<PathBuf>,
    /// The colours of `ansi`.
    pub palette: Palette,
    /// How many threads work on a long article; `None`: as many as there are cores.
    pub threads: Option<NonZero<usize>>,
}

/// Scans the articles in their order. An article that cannot be read is told, and the others are scanned.
#[must_use]
pub fn run(job: &Job, options: &Options) -> Status {
    if options.emit == Emit::Text {
        return emit_text(job);
    }
    let unit = match unit(options) {
        Ok(unit) => unit,
        Err(status) => return status,
    };
    let threads = options.threads.map_or_else(available, NonZero::get);
    let reading = source::Options { threads, ..job.reading };
    let (lexicons, texts) = match ahead::begin(job, &reading, options.format.takes_parts()) {
        Ok(begun) => begun,
        Err(status) => return status,
    };
    let exporter = || exporter(options.format, unit, options.palette, threads);
    let status = match &options.folder {
        Some(folder) => Folder::new(folder, options.format).map_or(Status::Failed, |mut folder| {
            each(texts, job, &reading, &lexicons, |scan| folder.write(scan, &mut *exporter())).unwrap_or(Status::Failed)
        }),
        None => to_stdout(|out| {
            let mut texts = texts.peekable();
            let first = texts.next();
            if options.format == Format::Brat && texts.peek().is_some() {
                complain("brat has a file for each article: name a folder with --out");
                return Ok(Status::Failed);
            }
            let mut out = Shown::new(out, options.format != Format::Ansi && io::stdout().is_terminal());
            let mut exporter = exporter();
            exporter.begin(&mut out)?;
            let texts = first.into_iter().chain(texts);
            let status = each(texts, job, &reading, &lexicons, |scan| exporter.write(scan, &mut out))?;
            exporter.end(&mut out)?;
            out.flush()?;
            Ok(status)
        }),
    };
    lexicons.close();
    status
}

/// The unit of the offsets: what was asked for, if the format has it.
fn unit(options: &Options) -> Result<Unit, Status> {
    match (options.format.own_unit(), options.offsets) {
        (Some(own), Some(asked)) if own != asked => {
            let format = options.format.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
            complain(format_args!("{format} counts code points: leave --offsets out, or write --offsets char"));
            Err(Status::Failed)
        }
        (Some(own), _) => Ok(own),
        (None, asked) => Ok(asked.unwrap_or_default()),
    }
}

/// Scans the articles in their order and hands each on.
fn each<E>(
    texts: impl Iterator<Item = Option<Text>>,
    job: &Job,
    reading: &source::Options,
    lexicons: &Lexicons,
    mut write: impl FnMut(Scan<'_>) -> Result<(), E>,
) -> Result<Status, E> {
    let (mut found, mut failed) = (false, false);
    let dictionary = lexicons.shared();
    let names = Names::new(&dictionary);
    for text in texts {
        let Some((text, search)) = text.and_then(|text| prepared(text, job, reading, lexicons)) else {
            failed = true;
            continue;
        };
        match text {
            Text::Whole(article) => write(Scan::Whole(Scanned::later(&article, &names, &search)))?,
            Text::Long(long) => {
                let doc = long.head().doc.clone();
                let mut all = long.parts();
                write(Scan::Parts(Parts { doc: &doc, all: &mut all, add_blocks: &add_blocks, names: &names, finder: &search }))?;
                let fault = all.fault();
                fault.iter().for_each(complain);
                failed |= fault.is_some();
            }
        }
        found |= search.found();
    }
    Ok(if failed {
        Status::Failed
    } else if found {
        Status::Done
    } else {
        Status::Nothing
    })
}

/// What is scanned, and the search in it: a long article in parts, if it can come so, else all of it. `None`: it cannot be read, which was
/// told.
fn prepared(text: Text, job: &Job, reading: &source::Options, lexicons: &Lexicons) -> Option<(Text, Search)> {
    let article = match text {
        Text::Whole(article) => article,
        Text::Long(long) => {
            let search = lexicons.search(long.head(), job.weak);
            if search.is_local() && long.is_text() {
                return Some((Text::Long(long), search));
            }
            load(long.input(), reading).next()??
        }
    };
    let search = lexicons.search(&article, job.weak);
    Some((Text::Whole(article), search))
}

/// Writes the text that offsets refer to, as it is – but nothing that a terminal would obey to a terminal.
fn emit_text(job: &Job) -> Status {
    let several = "--emit text takes one article: offsets count from the beginning of each";
    let Some(article) = only(job, several) else { return Status::Failed };
    to_stdout(|out| {
        if io::stdout().is_terminal() {
            article.text.split_inclusive('\n').try_for_each(|line| writeln!(out, "{}", visible(line.trim_end_matches(['\r', '\n']))))?;
        } else {
            out.write_all(article.text.as_bytes())?;
        }
        Ok(Status::Done)
    })
}
