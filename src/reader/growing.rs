//! An article that is not what it was a moment ago: more of it has come, or it is shown as its file has it (`zr`).
//!
//! In both the text is the same up to where it ended, so that every byte, and with it the reader's place, stays.

use std::sync::Arc;

use super::action::Effect;
use super::index::Facts;
use super::page::Page;
use super::rows::{Content, Place};
use super::{Focus, Reader};
use crate::engine::article::{Article, Block, BlockKind};
use crate::engine::glyph::visible;

impl Reader {
    /// More of the article has come, and still more is to come.
    pub(super) fn grown(&mut self, generation: u64, article: &Arc<Article>) -> Vec<Effect> {
        if generation != self.generation {
            return Vec::new();
        }
        self.growing = Some(generation);
        self.raw = None;
        self.put(article);
        self.say("more of it is still to come");
        self.scan_grown()
    }

    /// The beginning of a long file is there. Where reading does not begin with it, the rest is waited for.
    pub(super) fn begun(&mut self, generation: u64, article: Arc<Article>, whole: usize) -> Vec<Effect> {
        let elsewhere = self.begin.is_some() || self.left.contains_key(&self.index) || self.recall.has_place(self.index);
        let stays = self.page.is_some() && self.shown == self.index;
        if generation != self.generation || elsewhere || stays {
            return Vec::new();
        }
        self.growing = Some(generation);
        self.raw = None;
        self.message = None;
        self.shown = self.index;
        self.page = Some(Page::beginning(article, self.options.dictionary.clone(), whole));
        self.settle();
        self.scan_grown()
    }

    /// So much of the file has been read.
    pub(super) fn read(&mut self, generation: u64, percent: u8) -> Vec<Effect> {
        let mine = generation == self.generation && self.focus != Focus::Prompt;
        if mine { self.say(format!("reading {} · {percent}%", visible(self.name()))) } else { Vec::new() }
    }

    /// Somebody wanted to see the end of a file before it was read: there it is.
    pub(super) fn go_on_to_the_end(&mut self) {
        if std::mem::take(&mut self.wants_end)
            && let Some(page) = &mut self.page
        {
            page.end(true);
        }
    }

    /// Puts another reading of the same text on the page; the place stays.
    pub(super) fn put(&mut self, article: &Arc<Article>) {
        let blank = |page: &Page| matches!(page.view().first(), Some((place, Content::Blank)) if *place != Place::default());
        let began_blank = self.page.as_ref().is_some_and(blank);
        let before =
            self.page.as_mut().map(|page| (page.spot(), page.index().mentions().clone(), page.complete(), page.shared_dictionary()));
        let mut page = Page::new(article.clone(), self.options.dictionary.clone());
        let spot = before.map(|(spot, mentions, complete, dictionary)| {
            let facts = Facts::new(article, &dictionary, mentions);
            page.learn(facts.into(), dictionary, &self.marks, complete);
            spot
        });
        self.page = Some(page);
        self.settle();
        if let (Some(page), Some(spot)) = (&mut self.page, spot) {
            page.restore(spot);
            if began_blank {
                // A place is a byte, and a blank row has none of its own.
                let current = page.current();
                page.scroll(1, false);
                if let Some(current) = current {
                    page.choose(current);
                }
            }
        }
        self.list();
    }

    fn scan_grown(&self) -> Vec<Effect> {
        let Some(page) = &self.page else { return Vec::new() };
        vec![Effect::Scan {
            generation: self.generation,
            article: page.article().clone(),
            sight: page.blocks_in_sight(),
            chosen: self.chosen(),
        }]
    }

    /// The article as it is read and scanned, whatever is on the page.
    pub(super) fn cooked(&self) -> Option<&Arc<Article>> {
        self.raw.as_ref().or(self.page.as_ref().map(Page::article))
    }

    /// `zr`: the text with its markup, as the file has it; and back. Of a page, all its text, which is another one than the
    /// article's: it is read anew.
    pub(super) fn toggle_raw(&mut self) -> Vec<Effect> {
        let Some(page) = &self.page else { return Vec::new() };
        if page.article().extracted {
            self.whole.0 = !self.whole.0;
            let effects = self.open(self.shown);
            let (all, article) = ("all text that is there: zr shows the article", "only the article");
            self.announced = Some(if self.whole.0 { all } else { article }.to_owned());
            return effects;
        }
        let (shown, said) = if let Some(cooked) = self.raw.take() {
            (cooked, "without markup")
        } else {
            self.raw = Some(page.article().clone());
            (Arc::new(raw(page.article())), "as the file has it: zr reads it again")
        };
        self.put(&shown);
        self.say(said)
    }
}

/// The same text with nothing left out. Paragraphs keep their numbers; what stands before the first belongs to it.
fn raw(article: &Article) -> Article {
    let text = &article.text;
    let line_start = |byte: usize| text.get(..byte).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let starts: Vec<usize> =
        article.blocks.iter().enumerate().map(|(at, block)| if at == 0 { 0 } else { line_start(block.range.start) }).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let block = |(start, end): (&usize, usize)| {
        let end = start + text.get(*start..end).unwrap_or_default().trim_end().len();
        Block { lines: true, ..Block::plain(BlockKind::Code, *start..end) }
    };
    Article { blocks: starts.iter().zip(ends).map(block).collect(), ..article.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_out_of_the_raw_text_and_paragraphs_keep_their_numbers() {
        let text = "---\ntitle: x\n---\n# Der *Titel*\n\nDer **Kreml**.\n\n- a\n- b\n";
        let at = |piece: &str| text.find(piece).unwrap();
        let blocks = [("Der *", 11), ("Der **", 14), ("a\n", 1), ("b\n", 1)];
        let block = |(piece, length): &(&str, usize)| Block::plain(BlockKind::Paragraph, at(piece)..at(piece) + length);
        let cooked = Article { text: text.into(), blocks: blocks.iter().map(block).collect(), ..Article::default() };
        let shown: Vec<&str> = raw(&cooked).blocks.iter().map(|block| &text[block.range.clone()]).collect();
        assert_eq!(shown, ["---\ntitle: x\n---\n# Der *Titel*", "Der **Kreml**.", "- a", "- b"]);
    }
}
