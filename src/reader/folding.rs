//! `&`: only the paragraphs with the current entity, or with what was searched for; one row stands for the others.
//!
//! The article, its paragraphs' numbers and all positions stay what they are; only rows are left out. What leads to a
//! place that is folded away unfolds it.

use std::sync::Arc;

use super::page::Page;
use super::{Reader, Repeats};
use crate::engine::article::BlockKind;
use crate::engine::glyph::visible;

impl Reader {
    /// Whether paragraphs are folded away.
    #[must_use]
    pub fn is_folded(&self) -> bool {
        self.page.as_ref().is_some_and(|page| page.kept().is_some())
    }

    /// `&` folds, and unfolds again.
    pub(super) fn fold(&mut self) {
        if self.is_folded() {
            self.unfold();
            return;
        }
        let Some((found, what)) = self.folded_to() else {
            self.say("there is no name here to fold to");
            return;
        };
        let Some(page) = &mut self.page else { return };
        let (count, all) = (found.iter().filter(|kept| **kept).count(), found.len());
        if count == all {
            self.say(format!("every paragraph has {what}"));
            return;
        }
        page.fold(Some(kept(page, found)));
        self.say(format!("{count} of {all} paragraphs: those with {what}"));
    }

    /// All paragraphs again.
    pub(super) fn unfold(&mut self) {
        if let Some(page) = &mut self.page {
            page.fold(None);
        }
        self.say("all paragraphs");
    }

    /// Which blocks have what is to be seen, and what that is.
    fn folded_to(&self) -> Option<(Vec<bool>, String)> {
        let page = self.page.as_ref()?;
        let mut found = vec![false; page.article().blocks.len()];
        let mut keep = |block: usize| found.get_mut(block).map(|kept| *kept = true);
        if self.repeats == Repeats::Search && !self.search.hits.is_empty() {
            for hit in &self.search.hits {
                keep(page.article().block_at(hit.start));
            }
            return Some((found, format!("“{}”", visible(&self.search.query))));
        }
        let entity = self.subject()?;
        for at in page.index().mentions().of(entity) {
            keep(page.index().block(*at));
        }
        Some((found, page.index().person(entity)?.name.to_string()))
    }
}

/// The heading above everything stays.
fn kept(page: &Page, mut found: Vec<bool>) -> Arc<[bool]> {
    let titled = page.article().blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)));
    if let Some(first) = found.first_mut().filter(|_| titled) {
        *first = true;
    }
    found.into()
}
