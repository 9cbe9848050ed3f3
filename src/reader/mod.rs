//! One reading session: what is open, where the reader is, what is shown. No input or output, no clock, no colour.
//!
//! # What the shell has to do
//!
//! 1. `Reader::new(...)`, carry out [`Reader::start`]'s effects, and send [`Action::Resize`] before the first drawing.
//! 2. For each terminal event ask `tui::keys` for the [`Action`], hand it to [`Reader::update`], carry out the
//!    [`Effect`]s it returns, then draw once. An event that means nothing needs no drawing.
//! 3. While [`Reader::waits_for_key`] is true (a prefix such as `g` was typed) send [`Action::PrefixTimeout`] when
//!    300 ms pass without a key. There is no other clock.
//! 4. Answers of the worker are actions too. They carry the generation of the request; stale ones are dropped here.
//!
//! `update` is deterministic: the same actions give the same state. Drawing reads the state and changes nothing.

pub mod action;

use std::sync::Arc;

use crate::engine::article::Article;
use crate::engine::dictionary::Dictionary;
use action::{Action, Command, Effect, Way};

/// Which pane the keys go to. Within one focus no key means two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Focus {
    /// The text.
    Article,
    /// The list of who is in the article.
    Cast,
    /// A line that is being typed.
    Prompt,
    /// The help screen.
    Help,
}

/// What a session is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The articles, as they are called in title bar and messages; read one by one on demand.
    pub articles: Vec<String>,
    /// What the mentions refer to.
    pub dictionary: Arc<Dictionary>,
    /// The most columns that text may take, 40 to 90.
    pub measure: u16,
}

/// The state of one session.
#[derive(Debug)]
pub struct Reader {
    options: Options,
    index: usize,
    generation: u64,
    article: Option<Arc<Article>>,
    prefix: Option<char>,
    size: (u16, u16),
}

impl Reader {
    /// A session on the first of the articles; nothing is read yet.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options, index: 0, generation: 0, article: None, prefix: None, size: (0, 0) }
    }

    /// What to do before the first event.
    pub fn start(&mut self) -> Vec<Effect> {
        self.open(0)
    }

    /// Lets one event happen.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Resize(columns, rows) => self.size = (columns, rows),
            Action::Opened { generation, article } if generation == self.generation => {
                self.article = Some(article.clone());
                return vec![Effect::Scan { generation, sight: 0..article.blocks.len().min(1), article }];
            }
            Action::Do(Command::Close | Command::Quit) => return vec![Effect::Quit],
            Action::Do(Command::Suspend) => return vec![Effect::Suspend],
            Action::Do(Command::Redraw) => return vec![Effect::Redraw],
            Action::Do(Command::Theme) => return vec![Effect::Theme],
            Action::Do(Command::Article(Way::Next)) => return self.open(self.index + 1),
            _ => {}
        }
        Vec::new()
    }

    fn open(&mut self, index: usize) -> Vec<Effect> {
        self.index = index;
        self.generation += 1;
        vec![Effect::Open { generation: self.generation, index }]
    }

    /// Where keys go.
    #[must_use]
    pub fn focus(&self) -> Focus {
        Focus::Article
    }

    /// The prefix that waits for its second key.
    #[must_use]
    pub fn prefix(&self) -> Option<char> {
        self.prefix
    }

    /// Whether digits of a count were typed.
    #[must_use]
    pub fn has_count(&self) -> bool {
        false
    }

    /// Whether the shell should send [`Action::PrefixTimeout`] after 300 ms without a key.
    #[must_use]
    pub fn waits_for_key(&self) -> bool {
        self.prefix.is_some()
    }

    /// The window's columns and rows.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The article that is open.
    #[must_use]
    pub fn article(&self) -> Option<&Arc<Article>> {
        self.article.as_ref()
    }

    /// The name of the article that is open or being opened, as given.
    #[must_use]
    pub fn name(&self) -> &str {
        self.options.articles.get(self.index).map_or("", String::as_str)
    }
}
