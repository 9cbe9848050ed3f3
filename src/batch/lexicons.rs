//! The dictionary made ready for every language that turns up, each once.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Status, complain, threads};
use crate::engine::article::Article;
use crate::engine::dictionary::Dictionary;
use crate::engine::lexicon::Lexicon;
use crate::engine::mentions::{Mention, Mentions};
use crate::export::Finder;
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
        self.search(article, weak).all(article)
    }

    /// The search for the mentions of articles in the language of this one.
    pub fn search(&self, article: &Article, weak: bool) -> Search {
        Search { lexicon: self.of(article), weak, threads: self.threads, found: AtomicBool::new(false) }
    }
}

/// Looks for mentions when somebody wants them.
pub struct Search {
    lexicon: Arc<Lexicon>,
    weak: bool,
    threads: usize,
    found: AtomicBool,
}

impl Search {
    /// Whether any was found so far.
    pub fn found(&self) -> bool {
        self.found.load(Ordering::Relaxed)
    }
}

impl Finder for Search {
    fn all(&self, article: &Article) -> Mentions {
        let mentions = threads::mentions(&self.lexicon, article, self.threads);
        let mentions = if self.weak { mentions } else { without_weak(&mentions) };
        self.found.fetch_or(!mentions.is_empty(), Ordering::Relaxed);
        mentions
    }

    fn is_local(&self) -> bool {
        self.lexicon.is_local()
    }

    fn in_blocks(&self, article: &Article, blocks: Range<usize>) -> Vec<Mention> {
        let mut mentions = self.lexicon.mentions_in(article, blocks);
        if !self.weak {
            mentions.retain(|mention| !is_weak(mention));
        }
        self.found.fetch_or(!mentions.is_empty(), Ordering::Relaxed);
        mentions
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
