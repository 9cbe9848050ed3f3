//! `namedrop scan`: every mention of every article, for other programs and for `grep`.

use std::io::{self, IsTerminal, Write};

use super::json::push_line;
use super::lexicons::Lexicons;
use super::positions::Positions;
use super::record::{Names, Record};
use super::{Job, Status, Unit, complain, read, to_stdout};
use crate::engine::article::Article;
use crate::engine::glyph::visible;

/// What is written of a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One JSON object a mention
    #[default]
    Jsonl,
    /// One line a mention: `file:line:col: kind name – text`
    Text,
}

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
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Format of a mention.
    pub format: Format,
    /// What is written at all.
    pub emit: Emit,
    /// The unit of offsets.
    pub offsets: Unit,
}

/// Scans the articles in their order. An article that cannot be read is told, and the others are scanned.
#[must_use]
pub fn run(job: &Job, options: Options) -> Status {
    if options.emit == Emit::Text {
        return emit_text(job);
    }
    let mut lexicons = match Lexicons::load(&job.dictionaries) {
        Ok(lexicons) => lexicons,
        Err(status) => return status,
    };
    to_stdout(|out| {
        let (mut found, mut failed) = (false, false);
        for input in &job.inputs {
            match read(input, &job.reading) {
                Some(article) => found |= scan(&mut lexicons, &article, job.weak, options, out)?,
                None => failed = true,
            }
        }
        Ok(if failed {
            Status::Failed
        } else if found {
            Status::Done
        } else {
            Status::Nothing
        })
    })
}

/// Writes the mentions of one article and tells whether there are any.
fn scan(lexicons: &mut Lexicons, article: &Article, weak: bool, options: Options, out: &mut dyn Write) -> io::Result<bool> {
    let mentions = lexicons.scan(article, weak);
    let names = Names::new(lexicons.dictionary());
    let mut positions = Positions::new(article, options.offsets);
    let mut line = Vec::new();
    for mention in mentions.all() {
        let record = Record::new(article, &names, &mut positions, mention);
        line.clear();
        match options.format {
            Format::Jsonl => push_line(&mut line, &record)?,
            Format::Text => writeln!(line, "{}", record.to_line())?,
        }
        out.write_all(&line)?;
    }
    Ok(!mentions.is_empty())
}

/// Writes the text that offsets refer to, as it is – but nothing that a terminal would obey to a terminal.
fn emit_text(job: &Job) -> Status {
    let [input] = job.inputs.as_slice() else {
        complain("--emit text takes one article: offsets count from the beginning of each");
        return Status::Failed;
    };
    let Some(article) = read(input, &job.reading) else { return Status::Failed };
    to_stdout(|out| {
        if io::stdout().is_terminal() {
            article.text.split_inclusive('\n').try_for_each(|line| writeln!(out, "{}", visible(line.trim_end_matches(['\r', '\n']))))?;
        } else {
            out.write_all(article.text.as_bytes())?;
        }
        Ok(Status::Done)
    })
}
