//! The dictionary made ready for every language that turns up, each once.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Status, complain, threads};
use crate::engine::article::Article;
use crate::engine::dictionary::Dictionary;
use crate::engine::language::Language;
use crate::engine::lexicon::Lexicon;
use crate::engine::mentions::{Mention, Mentions};
use crate::store::{self, Loaded};

/// How many skipped forms are told one by one; `check` tells all.
const TOLD: usize = 10;

/// One dictionary and its lexicons.
pub struct Lexicons {
    /// How many threads work on one article.
    pub threads: usize,
    dictionary: Arc<Dictionary>,
    made: HashMap<Language, Lexicon>,
}

impl Lexicons {
    /// Loads the dictionaries. What was skipped is told on standard error.
    ///
    /// # Errors
    /// A file was refused; that was told, too.
    pub fn load(options: &store::Options) -> Result<Self, Status> {
        Ok(Self { threads: 1, dictionary: load(options)?, made: HashMap::new() })
    }

    /// The dictionary of all of them.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The same, to keep.
    pub fn shared(&self) -> Arc<Dictionary> {
        self.dictionary.clone()
    }

    /// The lexicon for an article. One that gives no hint of its language is read as English.
    pub fn of(&mut self, article: &Article) -> &Lexicon {
        let language = article.language.unwrap_or(Language::En);
        self.made.entry(language).or_insert_with(|| Lexicon::new(self.dictionary.clone(), language))
    }

    /// The mentions of an article.
    pub fn scan(&mut self, article: &Article, weak: bool) -> Mentions {
        let threads = self.threads;
        let lexicon = self.of(article);
        let mentions = threads::mentions(lexicon, article, threads);
        if weak { mentions } else { without_weak(&mentions) }
    }
}

/// Loads the dictionaries. What was skipped is told on standard error.
///
/// # Errors
/// A file was refused; that was told, too.
pub fn load(options: &store::Options) -> Result<Arc<Dictionary>, Status> {
    let loaded = store::load(options);
    tell(&loaded);
    if loaded.refused().next().is_some() {
        return Err(Status::Failed);
    }
    Ok(Arc::new(loaded.dictionary))
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
