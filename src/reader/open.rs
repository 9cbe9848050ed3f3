//! Names of which it is open whom they mean: each stands once in the cast, marked with `?`.

use std::sync::Arc;

use super::Reader;
use super::action::{Command, Way};
use super::index::{Index, SLICES, prose, slice_of};
use super::page::Page;
use crate::engine::article::Article;
use crate::engine::dictionary::EntityIx;
use crate::engine::glyph::visible;
use crate::engine::kind::KindId;
use crate::engine::mentions::Mention;

/// Mentions that may all name the same several entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenName {
    /// As it is first written, ready to be shown.
    pub name: Arc<str>,
    /// The kind that all candidates share.
    pub kind: Option<KindId>,
    /// The indices of the mentions, in order; at least one.
    pub of: Vec<usize>,
    /// How many in each slice of the article.
    pub strip: [u32; SLICES],
}

/// All of an article, by first appearance. `kinds` holds the kind of each mention.
#[must_use]
pub fn open_names(article: &Article, mentions: &[Mention], kinds: &[Option<KindId>]) -> Vec<OpenName> {
    let prose = prose(article);
    let mut names: Vec<(&[EntityIx], OpenName)> = Vec::new();
    for (at, mention) in mentions.iter().enumerate().filter(|(_, mention)| mention.entity.is_none()) {
        let known = names.iter().position(|(candidates, _)| *candidates == &*mention.candidates);
        let place = known.unwrap_or_else(|| {
            let words = article.text.get(mention.span.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            let kind = kinds.get(at).copied().flatten();
            names.push((&mention.candidates, OpenName { name: visible(&words).into(), kind, of: Vec::new(), strip: [0; SLICES] }));
            names.len() - 1
        });
        if let Some((_, name)) = names.get_mut(place) {
            name.of.push(at);
            name.strip[slice_of(mention.span.start, &prose)] += 1;
        }
    }
    names.into_iter().map(|(_, name)| name).collect()
}

impl Reader {
    /// The mention of which it is open whom it means, where entity keys and card are about one: the current one, or in the
    /// cast the first of the selected name.
    #[must_use]
    pub fn open_mention(&self) -> Option<&Mention> {
        let page = self.page()?;
        match self.open_name(page) {
            Some(name) => page.index().mention(*name.of.iter().find(|at| page.current() == Some(**at)).or(name.of.first())?),
            None if self.pane() == super::Focus::Cast => None,
            None => page.mention().filter(|mention| mention.entity.is_none()),
        }
    }

    /// The name that is selected in the cast, while keys go there and it is an open one.
    #[must_use]
    pub fn open_name<'a>(&self, page: &'a Page) -> Option<&'a OpenName> {
        if self.pane() == super::Focus::Cast { self.cast.open_name(page.index()) } else { None }
    }

    /// From the cast to a mention of the selected name; the card then asks whom it means.
    pub(super) fn visit_open(&mut self, command: Command) {
        let Some(page) = &self.page else { return };
        let Some(of) = self.open_name(page).map(|name| name.of.clone()) else { return };
        let here = page.current().unwrap_or(0);
        let to = match command {
            Command::Step(_, Way::Next) => of.iter().find(|at| **at > here).or(of.last()),
            Command::Step(_, Way::Previous) => of.iter().rev().find(|at| **at < here).or(of.first()),
            Command::Last => of.last(),
            _ => of.first(),
        };
        if let Some(to) = to.copied() {
            self.jump_from(command, to);
        }
        if command == Command::First {
            // Whom it means is settled in the text.
            self.leave_cast();
            self.ask_whom();
        }
    }
}

impl Index {
    /// The open name of which a mention is one, by its number in [`Index::open_names`].
    #[must_use]
    pub fn open_name_of(&self, mention: usize) -> Option<usize> {
        self.open_names().iter().position(|name| name.of.binary_search(&mention).is_ok())
    }
}
