//! Looking through articles: what is in each, from the cache where that knows it.

use std::path::Path;

use super::cache::Cache;
use super::corpus::{Answer, Survey};
use crate::engine::article::Article;
use crate::engine::mentions::Mentions;
use crate::engine::triage::Triage;
use crate::source::{self, Input};

impl Survey<'_> {
    /// As [`Survey::run`]: tells what is in each of these articles. What the cache does not know it is told.
    pub fn triage(&self, inputs: &[(usize, Input)], cache: &Cache, tell: impl Fn(Vec<Answer<Triage>>) + Sync) {
        let tell = |found| {
            tell(found);
            cache.save_sometimes();
        };
        self.each(inputs, |path| self.triage_of(path, cache), tell);
    }

    fn triage_of(&self, path: &Path, cache: &Cache) -> Result<Triage, String> {
        let dictionary = self.lexicons.dictionary();
        let key = cache.key(path);
        if let Some(triage) = key.as_ref().and_then(|key| cache.find(key, dictionary)) {
            return Ok(triage);
        }
        let bytes = source::bytes(path, self.reading).map_err(|reason| reason.to_string())?;
        let content = key.as_ref().map(|_| Cache::content(path, &bytes));
        if let Some(triage) = key.as_ref().zip(content).and_then(|(key, content)| cache.find_content(key, content, dictionary)) {
            return Ok(triage);
        }
        let article = source::from_bytes(&path.to_string_lossy(), bytes, self.reading).map_err(|reason| reason.to_string())?;
        let triage = self.scan(&article, |article: &Article, mentions: &Mentions| Triage::new(article, dictionary, mentions));
        if let Some((key, content)) = key.zip(content) {
            cache.keep(&key, content, &triage, dictionary);
        }
        Ok(triage)
    }
}
