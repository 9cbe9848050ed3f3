//! The command line's answers: everything that is written to standard output without taking over the terminal.
//!
//! Standard output carries results only; what went wrong is told on standard error, one line each. Nothing of outside
//! origin reaches either of them except escaped (JSON) or through [`crate::engine::glyph::visible`].

mod ahead;
pub mod check;
pub mod choice;
pub mod explain;
pub mod find;
mod folder;
pub mod forms;
pub mod history;
pub mod import;
mod lexicons;
mod out;
mod passage;
pub mod print;
pub mod report;
pub mod scan;
pub mod stats;
pub mod stream;
pub mod suggest;
mod threads;

use std::iter::once;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use crate::engine::article::Article;
use crate::source::{self, Error, Input, Opened};
use crate::store;

pub use crate::export::{Depth, Palette, Tone, Unit};
pub use out::{Shown, complain, to_stdout};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It did what was asked, and found something where something was looked for: 0.
    Done,
    /// Nothing was found, or `check` found errors: 1.
    Nothing,
    /// Something could not be read, written or understood: 2.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Done => 0,
            Status::Nothing => 1,
            Status::Failed => 2,
        })
    }
}

/// What all commands on articles share.
#[derive(Debug)]
pub struct Job {
    /// The articles, or in the place of one why there is none.
    pub inputs: Vec<Result<Input, Error>>,
    /// How they are read.
    pub reading: source::Options,
    /// Which dictionaries are loaded.
    pub dictionaries: store::Options,
    /// Whether weak mentions count.
    pub weak: bool,
}

/// Reads the articles of a job in their order, each when it is asked for. `None`: one could not be read, and why was told on
/// standard error, as everything that the user should know.
fn articles(job: &Job) -> impl Iterator<Item = Option<Article>> {
    job.inputs.iter().flat_map(|input| read(input, &job.reading))
}

/// The articles of an input: one, or all entries of a feed.
fn read<'a>(input: &Result<Input, Error>, reading: &'a source::Options) -> Box<dyn Iterator<Item = Option<Article>> + 'a> {
    input.as_ref().map_or_else(|error| failed(error), |input| load(input, reading))
}

fn load<'a>(input: &Input, reading: &'a source::Options) -> Box<dyn Iterator<Item = Option<Article>> + 'a> {
    opened(input, source::load(input, reading, false, &AtomicBool::new(false)), reading)
}

/// The articles of an input that was opened, or why it was not.
fn opened<'a>(
    input: &Input,
    opened: Result<Opened, Error>,
    reading: &'a source::Options,
) -> Box<dyn Iterator<Item = Option<Article>> + 'a> {
    match opened {
        Ok(Opened::Article(article)) => {
            article.warnings.iter().for_each(|warning| complain(format_args!("{}: warning: {warning}", article.doc)));
            Box::new(once(Some(*article)))
        }
        Ok(Opened::Entries(inputs, warning)) => {
            if let Some(warning) = warning {
                complain(format_args!("{}: warning: {warning}", input.doc()));
            }
            Box::new(inputs.into_iter().flat_map(|entry| load(&entry, reading)))
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &Error) -> Box<dyn Iterator<Item = Option<Article>>> {
    complain(error);
    Box::new(once(None))
}

/// The article of a job that must have only one; else `several` is told.
fn only(job: &Job, several: &str) -> Option<Article> {
    let mut articles = articles(job);
    let first = articles.next().flatten();
    if first.is_some() && articles.next().is_some() {
        complain(several);
        return None;
    }
    first
}
