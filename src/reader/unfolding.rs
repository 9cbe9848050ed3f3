//! Articles that turn out to be something else: a feed, whose entries are articles; and what is on the web, which may take
//! a while.

use super::Reader;
use super::action::{Effect, Newcomer};
use crate::engine::glyph::visible;

impl Reader {
    /// A feed: its entries stand where it stood. Whoever waited for it gets the list of them, or the only one.
    pub(super) fn unfold_feed(
        &mut self,
        opening: Option<u64>,
        index: usize,
        entries: Vec<Newcomer>,
        warning: Option<String>,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        let (first, count) = (self.options.articles.len(), entries.len());
        if count > 0 {
            for entry in entries {
                self.library.unfold(index, entry.title);
                self.options.articles.push(entry.name);
                if self.recall.remembers() {
                    self.recall.add(vec![entry.key]);
                }
            }
            self.list_articles();
            effects.extend(self.survey_from(first));
        }
        if opening == Some(self.generation) {
            self.fetching = false;
            self.index = self.shown;
            effects.extend(self.show_entries(index, first));
        }
        if let Some(warning) = warning {
            self.message = Some(visible(&warning).into_owned());
        }
        effects
    }

    fn show_entries(&mut self, feed: usize, first: usize) -> Vec<Effect> {
        if self.library.rows().len() == 1 && self.page.is_none() {
            return self.open(first);
        }
        self.message = None;
        let effects = self.show_library(self.page.is_some());
        self.library.select_place_of(feed);
        effects
    }

    /// `Esc` while something is being fetched: what was open stays open.
    pub(super) fn give_fetching_up(&mut self) -> Vec<Effect> {
        self.fetching = false;
        self.generation += 1;
        self.index = self.shown;
        self.announced = None;
        self.say("called off");
        vec![Effect::CallOff]
    }

    /// Whether an article is fetched.
    pub(super) fn is_on_the_web(&self, article: usize) -> bool {
        let name = self.file_of_article(article).as_bytes();
        let begins = |with: &[u8]| name.get(..with.len()).is_some_and(|name| name.eq_ignore_ascii_case(with));
        begins(b"https://") || begins(b"http://")
    }

    /// Whether an article is an entry of a feed.
    pub(super) fn is_entry(&self, article: usize) -> bool {
        self.library.places.contains_key(&article)
    }
}
