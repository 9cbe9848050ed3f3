//! The command line's answers: everything that is written to standard output without taking over the terminal.
//!
//! Standard output carries results only; what went wrong is told on standard error, one line each. Nothing of outside
//! origin reaches either of them except escaped (JSON) or through [`crate::engine::glyph::visible`].

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

use std::io;
use std::process::ExitCode;

use crate::engine::article::Article;
use crate::source::{self, Error, Input};
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

/// Reads an article; what the user should know about it goes to standard error.
fn read(input: &Result<Input, Error>, reading: &source::Options) -> Option<Article> {
    let article = match input {
        Ok(Input::Stdin) => source::read("-", io::stdin().lock(), reading),
        Ok(Input::File(path)) => source::open(path, reading),
        Err(error) => {
            complain(error);
            return None;
        }
    };
    match article {
        Ok(article) => {
            article.warnings.iter().for_each(|warning| complain(format_args!("{}: warning: {warning}", article.doc)));
            Some(article)
        }
        Err(error) => {
            complain(error);
            None
        }
    }
}
