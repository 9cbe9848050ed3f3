//! Feeds: RSS, Atom and JSON feeds. Each entry is an article.
//!
//! A feed is parsed once ([`xml`], [`json`]) into its entries as they are written; what an entry holds is read when somebody
//! wants its article. Nothing is opened or fetched but the feed itself: its links are addresses to show, its entities of
//! its own stay as they are written.

mod date;
mod json;
#[cfg(test)]
mod tests;
mod xml;

use std::borrow::Cow;
use std::sync::Arc;

use super::error::Reason;
use super::files::Input;
use super::html;
use super::{Options, language};
use crate::engine::article::Article;
use crate::engine::date::PartialDate;
use crate::engine::language::Language;
use crate::engine::web;

/// The largest feed that is read, in bytes of text.
pub const MAX_SIZE: usize = 64 << 20;

/// A feed, ready to give its articles.
#[derive(Debug, PartialEq, Eq)]
pub struct Feed {
    /// Where it was read, to be read there again.
    pub(super) origin: Input,
    /// The address that its links are read from.
    base: Option<String>,
    language: Option<Language>,
    items: Vec<Item>,
}

/// What was found in a feed.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    language: Option<String>,
    /// The site that it belongs to.
    site: Option<String>,
    items: Vec<Item>,
    /// It ends where it should not.
    broken: bool,
}

/// An entry as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Item {
    title: Option<Text>,
    body: Option<Text>,
    summary: Option<Text>,
    bylines: Vec<String>,
    published: Option<PartialDate>,
    updated: Option<PartialDate>,
    language: Option<String>,
    link: Option<String>,
    id: Option<String>,
}

/// Some text of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Text {
    Plain(String),
    Html(String),
}

impl Text {
    fn written(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Html(text) => text,
        }
    }

    /// The text on one line.
    fn line(&self) -> Option<String> {
        let line = match self {
            Self::Plain(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Self::Html(text) => html::line(text),
        };
        (!line.is_empty()).then_some(line)
    }

    fn html(&self) -> Cow<'_, str> {
        match self {
            // Who writes without any markup means line ends.
            Self::Html(text) if !text.contains('<') => text.trim().lines().map(|line| format!("<p>{line}</p>")).collect(),
            Self::Html(text) => text.into(),
            Self::Plain(text) => text.trim().lines().map(|line| format!("<p>{}</p>", escaped(line))).collect(),
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Reads the feed `text` that was found at `origin`, and what the user should know about it. `base` is its address on the
/// web.
///
/// # Errors
/// It is larger than [`MAX_SIZE`], damaged before its first entry, or has none.
pub fn read(origin: Input, text: &str, base: Option<String>) -> Result<(Feed, Option<String>), Reason> {
    if text.len() > MAX_SIZE {
        return Err(Reason::LargeFeed(MAX_SIZE as u64));
    }
    let found = if text.trim_start_matches('\u{FEFF}').trim_start().starts_with('{') { json::read(text)? } else { xml::read(text) };
    if found.items.is_empty() {
        return Err(if found.broken { Reason::Damaged("feed") } else { Reason::NoEntries });
    }
    let warning = found.broken.then(|| "the feed is damaged or cut off: these are its entries up to there".to_owned());
    let language = found.language.as_deref().and_then(|language| Language::parse(language.trim()));
    let site = found.site.as_deref().and_then(web::address).map(str::to_owned);
    Ok((Feed { origin, base: base.or(site), language, items: found.items }, warning))
}

impl Feed {
    /// How many entries there are; at least one.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Each entry as an input of its own.
    pub(super) fn inputs(self: &Arc<Self>) -> Vec<Input> {
        (1..=self.len()).map(|number| Input::Entry(self.clone(), number)).collect()
    }

    /// The name of an entry, by its number from 1.
    pub(super) fn doc(&self, number: usize) -> String {
        format!("{}#{number}", self.origin.doc())
    }

    /// The title of an entry.
    pub(super) fn title(&self, number: usize) -> Option<String> {
        self.item(number)?.title.as_ref()?.line()
    }

    /// What an entry is known by, wherever it stands in the feed: its id, its link, its title.
    pub(super) fn key(&self, number: usize) -> Option<String> {
        let item = self.item(number)?;
        let key = item.id.clone().or_else(|| item.link.clone()).or_else(|| item.title.as_ref()?.line());
        key.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty())
    }

    /// The number of the entry that is known by this.
    pub(super) fn number(&self, key: &str) -> Option<usize> {
        (1..=self.len()).find(|number| self.key(*number).as_deref() == Some(key))
    }

    fn item(&self, number: usize) -> Option<&Item> {
        self.items.get(number.checked_sub(1)?)
    }

    /// The article of an entry, by its number from 1.
    ///
    /// # Errors
    /// There are not so many.
    pub(super) fn article(&self, number: usize, options: &Options) -> Result<Article, Reason> {
        let item = self.item(number).ok_or(Reason::NoEntry(self.len()))?;
        let body = [&item.body, &item.summary].into_iter().flatten().find(|text| !text.written().trim().is_empty());
        let title = item.title.as_ref().and_then(Text::line);
        let mut article = Article { doc: self.doc(number), ..Article::default() };
        html::read_body(&body.map_or(Cow::Borrowed(""), Text::html), title.as_deref(), options.raw, &mut article);
        article.title = title;
        article.byline = (!item.bylines.is_empty()).then(|| item.bylines.join(", "));
        article.source = item.link.as_deref().and_then(|link| self.address(link));
        let told = item.language.as_deref().and_then(|language| Language::parse(language.trim()));
        article.language = told.or(self.language);
        article.date = options.date.or(item.published).or(item.updated);
        article.language = options.language.or_else(|| language::of(&article));
        Ok(article)
    }

    /// Where a link of an entry leads, if that is an address of the web.
    fn address(&self, link: &str) -> Option<String> {
        let link = self.base.as_deref().map_or_else(|| link.trim().to_owned(), |base| web::join(base, link));
        web::address(&link).map(str::to_owned)
    }
}
