//! What is typed into a prompt does at once what it can: a search jumps, a filter filters.

use super::action::{Command, Effect};
use super::prompt::{Prompt, Purpose};
use super::{Focus, Reader, Repeats, Search, search};

/// Above this size a search runs when it is accepted, not at every letter.
const INCREMENTAL: usize = 4 << 20;

impl Reader {
    pub(super) fn ask(&mut self, purpose: Purpose) {
        let Some(page) = &mut self.page else { return };
        if purpose == Purpose::Search {
            self.search.origin = Some(page.spot());
        }
        self.below = self.pane();
        self.focus = Focus::Prompt;
        self.prompt = Some(Prompt::new(purpose));
    }

    /// Asks what to search for, this way or that.
    pub(super) fn ask_for(&mut self, back: bool) {
        self.ask(Purpose::Search);
        self.search.back = back;
    }

    pub(super) fn typed(&mut self, text: &str) -> Vec<Effect> {
        self.message = None;
        if self.focus == Focus::Hints {
            return self.hint(text);
        }
        if self.form.is_some() && self.focus == Focus::Form {
            return self.typed_in_form(text);
        }
        if let Some(picker) = &mut self.picker {
            picker.edit(|filter| filter.push(text));
            return Vec::new();
        }
        self.edit(|prompt| prompt.push(text));
        Vec::new()
    }

    pub(super) fn edit(&mut self, change: impl FnOnce(&mut Prompt)) {
        let Some(prompt) = &mut self.prompt else { return };
        change(prompt);
        let (purpose, text) = (prompt.purpose, prompt.text.clone());
        match purpose {
            Purpose::Filter => {
                self.cast.filter = text;
                self.list();
                self.cast.go(0);
            }
            Purpose::Articles => self.filter_articles(text),
            Purpose::Help => self.filter_help(text),
            Purpose::Search if self.article().is_some_and(|article| article.text.len() <= INCREMENTAL) => self.search_for(&text),
            Purpose::Search => {}
        }
    }

    /// Finds the text and goes to the first hit from where the prompt was opened.
    pub(super) fn search_for(&mut self, text: &str) {
        let Some(page) = &mut self.page else { return };
        let origin = *self.search.origin.get_or_insert_with(|| page.spot());
        self.search.hits = search::find(page.article(), text);
        let from = origin.top.unwrap_or(0);
        let next = self.search.hits.partition_point(|hit| hit.start < from);
        let count = self.search.hits.len();
        self.search.current = match (count, self.search.back) {
            (0, _) => None,
            (_, false) => Some(next % count),
            (_, true) => Some((next + count - 1) % count),
        };
        match self.search.current.and_then(|at| self.search.hits.get(at)) {
            Some(hit) => page.jump_to_byte(hit.start),
            None => page.restore(origin),
        }
    }

    /// There is more text than when it was searched.
    pub(super) fn search_again(&mut self) {
        let Some(page) = self.page.as_ref().filter(|_| !self.search.query.is_empty()) else { return };
        let current = self.search.current.and_then(|at| Some(self.search.hits.get(at)?.start));
        self.search.hits = search::find(page.article(), &self.search.query);
        self.search.current = current.and_then(|start| self.search.hits.binary_search_by_key(&start, |hit| hit.start).ok());
    }

    pub(super) fn accept(&mut self) {
        let Some(prompt) = self.prompt.take() else { return };
        self.focus = if prompt.purpose == Purpose::Help { Focus::Help } else { self.below };
        if prompt.purpose != Purpose::Search {
            return;
        }
        self.repeats = Repeats::Search;
        let query = if prompt.text.is_empty() { self.search.query.clone() } else { prompt.text };
        self.search_for(&query);
        if query.is_empty() {
            return;
        }
        if self.search.hits.is_empty() {
            self.say(format!("not found: {}", crate::engine::glyph::visible(&query)));
        } else if let Some(origin) = self.search.origin.take() {
            self.jumps.leave(origin, Command::Search);
        }
        self.search.query = query;
    }

    pub(super) fn give_up(&mut self) {
        let Some(prompt) = self.prompt.take() else { return };
        self.focus = if prompt.purpose == Purpose::Help { Focus::Help } else { self.below };
        if prompt.purpose == Purpose::Help {
            self.filter_help(String::new());
            return;
        }
        if prompt.purpose == Purpose::Articles {
            self.filter_articles(String::new());
            return;
        }
        if prompt.purpose == Purpose::Filter {
            self.cast.filter.clear();
            self.list();
            return;
        }
        let origin = self.search.origin;
        self.search = Search { query: std::mem::take(&mut self.search.query), back: self.search.back, ..Search::default() };
        if let (Some(page), Some(origin)) = (&mut self.page, origin) {
            page.restore(origin);
        }
    }
}
