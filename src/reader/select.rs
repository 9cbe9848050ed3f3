//! Words that are selected: a stretch of one paragraph, from word to word.

use std::ops::Range;

use super::action::{Command, Effect, Way};
use super::page::Page;
use super::rows::Content;
use super::{Focus, Reader, card};
use crate::engine::article::Article;
use crate::engine::suggest::{self, Unknown};

/// What is selected: both ends are words, the head is the one that moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    anchor: Range<usize>,
    head: Range<usize>,
}

impl Selection {
    /// The bytes from the first word to the last.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.anchor.start.min(self.head.start)..self.anchor.end.max(self.head.end)
    }
}

/// The words of a block: what stands between white space and markup, without punctuation at its ends.
fn words(article: &Article, block: usize) -> Vec<Range<usize>> {
    let Some(block) = article.blocks.get(block) else { return Vec::new() };
    let mut words = Vec::new();
    for (at, piece) in block.pieces(&article.text).filter(|(at, piece)| at.len() == piece.len()) {
        let mut offset = 0;
        for token in piece.split(char::is_whitespace) {
            let start = offset + token.find(char::is_alphanumeric).unwrap_or(token.len());
            let end = offset + token.char_indices().rev().find(|(_, c)| c.is_alphanumeric()).map_or(0, |(at, c)| at + c.len_utf8());
            if start < end {
                words.push(at.start + start..at.start + end);
            }
            offset += token.len() + piece[offset + token.len()..].chars().next().map_or(0, char::len_utf8);
        }
    }
    words
}

/// The words that share a byte with a span, from the first of them to the last.
fn covering(article: &Article, span: &Range<usize>) -> Option<Selection> {
    let words = words(article, article.block_at(span.start));
    let mut inside = words.into_iter().filter(|word| word.end > span.start && word.start < span.end);
    let anchor = inside.next()?;
    Some(Selection { head: inside.next_back().unwrap_or_else(|| anchor.clone()), anchor })
}

impl Reader {
    /// What is selected.
    #[must_use]
    pub fn selection(&self) -> Option<&Selection> {
        self.selection.as_ref()
    }

    /// The selected words, as they are shown.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        let (page, span) = (self.page.as_ref()?, self.selection.as_ref()?.span());
        Some(card::shown(page.article(), page.article().block_at(span.start), &span))
    }

    /// Selects the words from one byte of the article to another: what a mouse does.
    pub fn select_between(&mut self, from: usize, to: usize) {
        let Some(page) = &self.page else { return };
        let span = from.min(to)..from.max(to) + 1;
        if let Some(found) = covering(page.article(), &span) {
            self.selection = Some(found);
            self.focus = Focus::Select;
        }
    }

    /// `v`: the current mention's words, else the first word in sight.
    pub(super) fn begin_selection(&mut self) {
        let Some(page) = &self.page else { return };
        let mention = page.mention().filter(|_| page.current_in_sight()).map(|mention| mention.span.clone());
        let sight = page.in_sight();
        let found = mention.and_then(|span| covering(page.article(), &span)).or_else(|| covering(page.article(), &sight).map(at_its_begin));
        match found {
            Some(found) => {
                self.selection = Some(found);
                self.focus = Focus::Select;
            }
            None => drop(self.say("there are no words to select")),
        }
    }

    pub(super) fn end_selection(&mut self) {
        self.selection = None;
        if self.focus == Focus::Select {
            self.focus = Focus::Article;
        }
    }

    pub(super) fn in_selection(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let times = count.unwrap_or(1).clamp(1, 1000);
        match command {
            Command::Word(way) => (0..times).for_each(|_| self.move_head(way, false)),
            Command::MoveWord(way) => (0..times).for_each(|_| self.move_head(way, true)),
            Command::Line(way) => (0..times).for_each(|_| self.move_row(way, false)),
            Command::MoveLine(way) => (0..times).for_each(|_| self.move_row(way, true)),
            Command::Step(_, way) => self.select_unknown(way),
            Command::OtherEnd => {
                if let Some(Selection { anchor, head }) = &mut self.selection {
                    std::mem::swap(anchor, head);
                }
            }
            Command::Add => return self.open_add_form(),
            Command::Alias => return self.open_alias_list(),
            Command::NotThis => return self.open_not_list(),
            Command::Copy(piece) => {
                let effects = self.copy(piece);
                self.end_selection();
                return effects;
            }
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Quit => return vec![Effect::Quit],
            _ => self.end_selection(),
        }
        self.follow_head();
        Vec::new()
    }

    /// The head to the next word; `whole`: the selection becomes that word, and may leave the paragraph.
    fn move_head(&mut self, way: Way, whole: bool) {
        let (Some(page), Some(selection)) = (&self.page, &self.selection) else { return };
        let article = page.article();
        let block = article.block_at(selection.head.start);
        let all = words(article, block);
        let here = all.iter().position(|word| word.start == selection.head.start).unwrap_or(0);
        let next = match way {
            Way::Next => all.get(here + 1).cloned(),
            Way::Previous => here.checked_sub(1).and_then(|at| all.get(at)).cloned(),
        };
        let elsewhere = || match way {
            Way::Next => (block + 1..article.blocks.len()).find_map(|block| words(article, block).into_iter().next()),
            Way::Previous => (0..block).rev().find_map(|block| words(article, block).into_iter().next_back()),
        };
        if let Some(head) = next.or_else(|| whole.then(elsewhere).flatten()) {
            self.select_to(head, whole);
        }
    }

    /// The head to the word below or above it.
    fn move_row(&mut self, way: Way, whole: bool) {
        let (Some(page), Some(selection)) = (&self.page, &self.selection) else { return };
        let rows: Vec<Range<usize>> = page.view().iter().filter_map(|(_, content)| bytes(content)).collect();
        let Some(here) = rows.iter().position(|row| row.contains(&selection.head.start)) else { return };
        let next = if way == Way::Next { rows.get(here + 1) } else { here.checked_sub(1).and_then(|at| rows.get(at)) };
        let Some(next) = next else { return };
        let article = page.article();
        let wanted = next.start + (selection.head.start - rows[here].start);
        let block = article.block_at(next.start);
        if !whole && block != article.block_at(selection.anchor.start) {
            return;
        }
        let nearest = words(article, block).into_iter().filter(|word| word.end > next.start && word.start < next.end);
        if let Some(head) = nearest.min_by_key(|word| word.start.abs_diff(wanted)) {
            self.select_to(head, whole);
        }
    }

    fn select_to(&mut self, head: Range<usize>, whole: bool) {
        if let Some(selection) = &mut self.selection {
            if whole {
                selection.anchor = head.clone();
            }
            selection.head = head;
        }
    }

    /// To the next name that the dictionary lacks, as far as the screen shows it.
    fn select_unknown(&mut self, way: Way) {
        let (Some(page), Some(selection)) = (&self.page, &self.selection) else { return };
        let spans = unmarked(page);
        let here = selection.span();
        let next = match way {
            Way::Next => spans.iter().find(|span| span.start >= here.end),
            Way::Previous => spans.iter().rev().find(|span| span.end <= here.start),
        };
        match next.and_then(|span| covering(page.article(), span)) {
            Some(found) => self.selection = Some(found),
            None => drop(self.say("no other unmarked name on this screen")),
        }
    }

    /// What moves stays in sight.
    fn follow_head(&mut self) {
        if let (Some(page), Some(selection)) = (&mut self.page, &self.selection)
            && !page.in_sight().contains(&selection.head.start)
        {
            page.land(selection.head.start);
        }
    }
}

/// The names of the blocks on the screen that no mention covers.
pub(super) fn unknown_in_sight(page: &Page) -> Vec<Unknown> {
    suggest::unknown_in(page.article(), page.index().mentions(), page.blocks_in_sight())
}

/// A span with the word before it, and with the word after it.
pub(super) fn around(article: &Article, span: &Range<usize>) -> Vec<Range<usize>> {
    let words = words(article, article.block_at(span.start));
    let before = words.iter().rev().find(|word| word.end <= span.start).map(|word| word.start..span.end);
    let after = words.iter().find(|word| word.start >= span.end).map(|word| span.start..word.end);
    [before, after].into_iter().flatten().collect()
}

/// Where the names on the screen stand that no mention covers, in order.
pub(super) fn unmarked(page: &Page) -> Vec<Range<usize>> {
    let names = unknown_in_sight(page);
    let sight = page.in_sight();
    let mut spans: Vec<Range<usize>> = names.into_iter().flat_map(|name| name.spans).filter(|span| sight.contains(&span.start)).collect();
    spans.sort_by_key(|span| span.start);
    spans
}

fn at_its_begin(selection: Selection) -> Selection {
    Selection { head: selection.anchor.clone(), ..selection }
}

fn bytes(content: &Content) -> Option<Range<usize>> {
    if let Content::Text { row, .. } = content { Some(row.start..row.end) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::article::{Block, BlockKind};

    #[test]
    fn words_are_what_stands_between_white_space_without_its_punctuation() {
        let text = "„Sehen Sie“, sagte O'Neill-Berg – (am 3. Mai) …";
        let article = Article { text: text.into(), blocks: vec![Block::plain(BlockKind::Paragraph, 0..text.len())], ..Article::default() };
        let found: Vec<&str> = words(&article, 0).into_iter().map(|word| &text[word]).collect();
        assert_eq!(found, ["Sehen", "Sie", "sagte", "O'Neill-Berg", "am", "3", "Mai"]);
    }
}
