//! An article with its mentions, known or to be found.

use std::ops::Range;
use std::sync::OnceLock;

use super::{Names, record};
use crate::engine::article::Article;
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::mentions::{Mention, Mentions};

/// Finds the mentions of articles when a format asks for them.
pub trait Finder: Sync {
    /// All of them.
    fn all(&self, article: &Article) -> Mentions;

    /// Whether what a paragraph mentions depends on nothing beyond it.
    fn is_local(&self) -> bool;

    /// The mentions in some blocks, where they depend on nothing beyond these.
    fn in_blocks(&self, article: &Article, blocks: Range<usize>) -> Vec<Mention>;
}

/// What a format writes.
pub enum Scan<'a> {
    /// An article that is there.
    Whole(Scanned<'a>),
    /// One that comes in parts.
    Parts(Parts<'a>),
}

impl Scan<'_> {
    /// The article's name.
    #[must_use]
    pub fn doc(&self) -> &str {
        match self {
            Self::Whole(scanned) => &scanned.article.doc,
            Self::Parts(parts) => parts.doc,
        }
    }
}

/// An article that comes some paragraphs at a time, in which what a paragraph mentions depends on nothing beyond it.
pub struct Parts<'a> {
    /// Its name.
    pub doc: &'a str,
    /// The parts; their texts one after the other are that of the whole, and each but the last ends with a line.
    pub all: &'a mut (dyn Iterator<Item = Article> + Send),
    /// Tells the blocks of a part.
    pub add_blocks: &'a (dyn Fn(&mut Article) + Sync),
    /// Names of entities, and the dictionary they stand in.
    pub names: &'a Names<'a>,
    /// Finds what they mention.
    pub finder: &'a dyn Finder,
}

/// An article and what was found in it.
pub struct Scanned<'a> {
    /// The article.
    pub article: &'a Article,
    /// Names of entities, and the dictionary they stand in.
    pub names: &'a Names<'a>,
    mentions: OnceLock<Mentions>,
    finder: Option<&'a dyn Finder>,
}

impl<'a> Scanned<'a> {
    /// An article with these mentions.
    #[must_use]
    pub fn new(article: &'a Article, names: &'a Names<'a>, mentions: Mentions) -> Self {
        Self { article, names, mentions: mentions.into(), finder: None }
    }

    /// An article whose mentions are found when a format asks for them: for those that need not have all at once, in parts.
    #[must_use]
    pub fn later(article: &'a Article, names: &'a Names<'a>, finder: &'a dyn Finder) -> Self {
        Self { article, names, mentions: OnceLock::new(), finder: Some(finder) }
    }

    /// All mentions.
    pub fn mentions(&self) -> &Mentions {
        self.mentions.get_or_init(|| self.finder.map_or_else(Mentions::default, |finder| finder.all(self.article)))
    }

    /// Who finds the mentions of some blocks, where they depend on nothing beyond these.
    pub(super) fn local(&self) -> Option<&'a dyn Finder> {
        self.finder.filter(|finder| finder.is_local())
    }

    pub(super) fn dictionary(&self) -> &Dictionary {
        self.names.dictionary
    }

    /// Title, else the path as given.
    pub(super) fn title(&self) -> &str {
        self.article.title.as_deref().unwrap_or(&self.article.doc)
    }

    /// The kind's name; `None` where candidates differ in kind.
    pub(super) fn kind(&self, mention: &Mention) -> Option<&str> {
        record::kind(self.dictionary(), mention)
    }

    /// The id, of an ambiguous mention the empty string.
    pub(super) fn id(&self, mention: &Mention) -> &str {
        mention.entity.map_or("", |ix| &self.dictionary()[ix].id)
    }

    /// All whom the article names, the ambiguous ones left out, with how often, in the order of their ids.
    pub(super) fn entities(&self) -> impl Iterator<Item = (EntityIx, usize)> {
        self.mentions().entities().map(|(entity, mentions)| (entity, mentions.len()))
    }
}
