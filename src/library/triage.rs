//! Looking through articles: what is in each, from the cache where that knows it.

use std::path::Path;

use super::cache::Cache;
use super::corpus::{Answer, Look, Survey};
use crate::engine::article::Article;
use crate::engine::mentions::Mentions;
use crate::engine::triage::Triage;
use crate::source::{self, Input};

impl Survey<'_> {
    /// As [`Survey::run`]: tells what is in each of these articles. What the cache does not know of files it is told.
    pub fn triage(
        &self,
        inputs: &[(usize, Input)],
        cache: &Cache,
        tell: impl Fn(Vec<Answer<Triage>>) + Sync,
        unfold: impl Fn(usize, Vec<Input>, Option<String>) + Sync,
    ) {
        let tell = |found| {
            tell(found);
            cache.save_sometimes();
        };
        let look = |input: &Input| match input {
            Input::Stdin => Look::Passes,
            Input::File(path) => self.file(path, input, cache),
            other => self.look(source::load(other, self.reading, false, self.cancelled).map_err(|error| error.reason), self.make()),
        };
        self.each(inputs, look, tell, unfold);
    }

    fn make(&self) -> impl Fn(&Article, &Mentions) -> Triage {
        |article, mentions| Triage::new(article, self.lexicons.dictionary(), mentions)
    }

    fn file(&self, path: &Path, input: &Input, cache: &Cache) -> Look<Triage> {
        let dictionary = self.lexicons.dictionary();
        let key = cache.key(path);
        if let Some(triage) = key.as_ref().and_then(|key| cache.find(key, dictionary)) {
            return Look::Told(Ok(triage));
        }
        let bytes = match source::bytes(path, self.reading) {
            Ok(bytes) => bytes,
            Err(reason) => return Look::Told(Err(reason.to_string())),
        };
        let content = key.as_ref().map(|_| Cache::content(path, &bytes));
        if let Some(triage) = key.as_ref().zip(content).and_then(|(key, content)| cache.find_content(key, content, dictionary)) {
            return Look::Told(Ok(triage));
        }
        let found = self.look(source::load_bytes(input, bytes, self.reading), self.make());
        if let (Some((key, content)), Look::Told(Ok(triage))) = (key.zip(content), &found) {
            cache.keep(&key, content, triage, dictionary);
        }
        found
    }
}
