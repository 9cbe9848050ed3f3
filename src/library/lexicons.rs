//! The dictionary made ready for every language that turns up, each once, for any number of threads.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::compiled::Shelf;
use crate::engine::article::Article;
use crate::engine::dictionary::Dictionary;
use crate::engine::language::Language;
use crate::engine::lexicon::Lexicon;

/// One dictionary and its lexicons.
pub struct Lexicons {
    dictionary: Arc<Dictionary>,
    shelf: Shelf,
    made: Mutex<HashMap<Language, Arc<OnceLock<Arc<Lexicon>>>>>,
    /// Those that are not kept yet.
    fresh: Mutex<Vec<Arc<Lexicon>>>,
}

impl std::fmt::Debug for Lexicons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicons").finish_non_exhaustive()
    }
}

impl Lexicons {
    /// Nothing is made before it is asked for.
    #[must_use]
    pub fn new(dictionary: Arc<Dictionary>) -> Self {
        Self::with(dictionary, Shelf::default())
    }

    /// The same, with what is kept of them.
    #[must_use]
    pub fn with(dictionary: Arc<Dictionary>, shelf: Shelf) -> Self {
        Self { dictionary, shelf, made: Mutex::default(), fresh: Mutex::default() }
    }

    /// The dictionary of all of them.
    #[must_use]
    pub fn dictionary(&self) -> &Arc<Dictionary> {
        &self.dictionary
    }

    /// The lexicon for an article; the first who asks for a language makes it, others wait for that. An article that gives
    /// no hint of its language is read as English.
    #[must_use]
    pub fn of(&self, article: &Article) -> Arc<Lexicon> {
        let language = article.language.unwrap_or(Language::En);
        let cell = self.made.lock().unwrap_or_else(PoisonError::into_inner).entry(language).or_default().clone();
        cell.get_or_init(|| self.kept(language).unwrap_or_else(|| self.made(language))).clone()
    }

    fn kept(&self, language: Language) -> Option<Arc<Lexicon>> {
        self.shelf.lexicon(&self.dictionary, language).map(Arc::new)
    }

    fn made(&self, language: Language) -> Arc<Lexicon> {
        let lexicon = Arc::new(Lexicon::new(self.dictionary.clone(), language));
        if self.shelf.is_there() {
            self.fresh.lock().unwrap_or_else(PoisonError::into_inner).push(lexicon.clone());
        }
        lexicon
    }

    /// Keeps what was made and is not kept yet. For whoever has nothing better to do: it takes a while.
    pub fn keep(&self) {
        let fresh = std::mem::take(&mut *self.fresh.lock().unwrap_or_else(PoisonError::into_inner));
        for lexicon in fresh {
            // What could not be kept is made again the next time.
            let _ = self.shelf.keep(&lexicon);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lexicon_is_made_once_for_a_language() {
        let lexicons = Lexicons::new(Arc::default());
        let article = |language| Article { language, ..Article::default() };
        let english = lexicons.of(&article(None));
        assert!(Arc::ptr_eq(&english, &lexicons.of(&article(Some(Language::En)))));
        assert_eq!(lexicons.of(&article(Some(Language::De))).language(), Language::De);
    }
}
