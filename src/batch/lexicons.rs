//! The dictionary made ready for every language that turns up, each once.

use std::sync::Arc;

use super::{Status, complain, threads};
use crate::engine::article::Article;
use crate::engine::dictionary::Dictionary;
use crate::engine::lexicon::Lexicon;
use crate::engine::mentions::{Mention, Mentions};
use crate::library;
use crate::library::compiled::{self, Shelf};
use crate::store::{self, Loaded};

/// How many skipped forms are told one by one; `check` tells all.
const TOLD: usize = 10;

/// One dictionary and its lexicons.
pub struct Lexicons {
    /// How many threads work on one article.
    pub threads: usize,
    all: library::Lexicons,
}

impl Lexicons {
    /// Loads the dictionaries. What was skipped is told on standard error.
    ///
    /// # Errors
    /// A file was refused; that was told, too.
    pub fn load(options: &store::Options) -> Result<Self, Status> {
        Ok(Self { threads: 1, all: load(options)? })
    }

    /// The dictionary of all of them.
    pub fn dictionary(&self) -> &Dictionary {
        self.all.dictionary()
    }

    /// The same, to keep.
    pub fn shared(&self) -> Arc<Dictionary> {
        self.all.dictionary().clone()
    }

    /// The lexicon for an article. One that gives no hint of its language is read as English.
    pub fn of(&self, article: &Article) -> Arc<Lexicon> {
        self.all.of(article)
    }

    /// The program ends here.
    pub fn close(self) {
        self.all.keep();
        // The system takes a large dictionary back at once, piece by piece it takes a tenth of the time.
        std::mem::forget(self);
    }

    /// The mentions of an article.
    pub fn scan(&self, article: &Article, weak: bool) -> Mentions {
        let threads = self.threads;
        let lexicon = self.of(article);
        let mentions = threads::mentions(&lexicon, article, threads);
        if weak { mentions } else { without_weak(&mentions) }
    }
}

/// When nobody needs them any more, all is written, and there is time to keep for the next start what was made.
impl Drop for Lexicons {
    fn drop(&mut self) {
        self.all.keep();
    }
}

/// Loads the dictionaries. What was skipped is told on standard error.
///
/// # Errors
/// A file was refused; that was told, too.
pub fn load(options: &store::Options) -> Result<library::Lexicons, Status> {
    let loaded = compiled::load(options);
    tell(&loaded);
    if loaded.refused().next().is_some() {
        return Err(Status::Failed);
    }
    let shelf = Shelf::of(&loaded.dictionary, options);
    Ok(library::Lexicons::with(Arc::new(loaded.dictionary), shelf))
}

/// The mentions that something in the article supports.
pub fn without_weak(mentions: &Mentions) -> Mentions {
    Mentions::new(mentions.all().iter().filter(|mention| !is_weak(mention)).cloned().collect())
}

fn is_weak(mention: &Mention) -> bool {
    mention.flags.weak
}

fn tell(loaded: &Loaded) {
    loaded.refused().for_each(complain);
    let skipped = loaded.skipped().count();
    loaded.skipped().take(TOLD).for_each(complain);
    if skipped > TOLD {
        complain(format_args!("… and {} more: `namedrop check` lists them", skipped - TOLD));
    }
}
