//! `namedrop scan`: every mention of every article, for other programs and for `grep`.

use std::io::{self, IsTerminal, Write};
use std::num::NonZero;
use std::path::PathBuf;

use clap::ValueEnum;

use super::folder::Folder;
use super::lexicons::Lexicons;
use super::{Job, Palette, Shown, Status, Unit, ahead, complain, only, threads, to_stdout};
use crate::engine::article::Article;
use crate::engine::glyph::visible;
pub use crate::export::Format;
use crate::export::{Names, Scanned, exporter};
use crate::source;

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
    let threads = options.threads.map_or_else(threads::available, NonZero::get);
    let reading = source::Options { threads, ..job.reading };
    let (lexicons, articles) = match ahead::begin(job, &reading) {
        Ok(begun) => begun,
        Err(status) => return status,
    };
    let exporter = || exporter(options.format, unit, options.palette, threads);
    let status = match &options.folder {
        Some(folder) => Folder::new(folder, options.format).map_or(Status::Failed, |mut folder| {
            each(articles, job.weak, &lexicons, |scanned| folder.write(scanned, &mut *exporter())).unwrap_or(Status::Failed)
        }),
        None => to_stdout(|out| {
            let mut articles = articles.peekable();
            let first = articles.next();
            if options.format == Format::Brat && articles.peek().is_some() {
                complain("brat has a file for each article: name a folder with --out");
                return Ok(Status::Failed);
            }
            let mut out = Shown::new(out, options.format != Format::Ansi && io::stdout().is_terminal());
            let mut exporter = exporter();
            exporter.begin(&mut out)?;
            let status = each(first.into_iter().chain(articles), job.weak, &lexicons, |scanned| exporter.article(scanned, &mut out))?;
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
    articles: impl Iterator<Item = Option<Article>>,
    weak: bool,
    lexicons: &Lexicons,
    mut write: impl FnMut(&Scanned<'_>) -> Result<(), E>,
) -> Result<Status, E> {
    let (mut found, mut failed) = (false, false);
    let dictionary = lexicons.shared();
    let names = Names::new(&dictionary);
    for article in articles {
        let Some(article) = article else {
            failed = true;
            continue;
        };
        let search = lexicons.search(&article, weak);
        write(&Scanned::later(&article, &names, &search))?;
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
