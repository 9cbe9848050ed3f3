//! One open article: its rows, its mentions, and where in it the reader is.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::card::{self, Card};
use super::index::{Facts, Index, Marks};
use super::jumps::Spot;
use super::rows::{Content, Place, Rows};
use super::words;
use super::wrap::wrap;
use crate::engine::article::{Article, Block, BlockKind};
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::glyph::{fit, visible};
use crate::engine::mentions::Mention;

/// See the module.
#[derive(Debug)]
pub struct Page {
    article: Arc<Article>,
    dictionary: Arc<Dictionary>,
    rows: Rows,
    index: Index,
    /// The first row on the screen.
    top: Place,
    /// Rows on the screen.
    height: usize,
    view: Vec<(Place, Content)>,
    current: Option<usize>,
    /// The byte that a change of width keeps at the eye line; a series of changes keeps the same.
    anchor: Option<usize>,
    /// The window has changed: the anchor is to be put at the eye line.
    held: bool,
    words: usize,
    /// Where this is only the beginning of an article: the bytes of the whole.
    whole: Option<usize>,
    complete: bool,
    cards: HashMap<EntityIx, Arc<Card>>,
}

impl Page {
    /// A page that nothing is known of but its article.
    #[must_use]
    pub fn new(article: Arc<Article>, dictionary: Arc<Dictionary>) -> Self {
        let words = words::count(&article);
        Self {
            rows: Rows::new(article.clone(), 0, Vec::new(), None),
            article,
            dictionary,
            index: Index::default(),
            top: Place::default(),
            height: 0,
            view: Vec::new(),
            current: None,
            anchor: None,
            held: false,
            words,
            whole: None,
            complete: false,
            cards: HashMap::new(),
        }
    }

    /// The same, where the article is only the beginning of one of `whole` bytes.
    #[must_use]
    pub fn beginning(article: Arc<Article>, dictionary: Arc<Dictionary>, whole: usize) -> Self {
        let page = Self::new(article, dictionary);
        let words = page.words as u128 * whole as u128 / page.article.text.len().max(1) as u128;
        Self { words: usize::try_from(words).unwrap_or(usize::MAX), whole: Some(whole), ..page }
    }

    /// Whether the rest of the article is still to come.
    #[must_use]
    pub fn is_beginning(&self) -> bool {
        self.whole.is_some()
    }

    /// The prose, as far as the whole is known.
    fn prose(&self) -> Range<usize> {
        let prose = super::index::prose(&self.article);
        prose.start..self.whole.unwrap_or(prose.end)
    }

    /// The article.
    #[must_use]
    pub fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// The dictionary that the mentions refer to.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The same, to be kept.
    #[must_use]
    pub fn shared_dictionary(&self) -> Arc<Dictionary> {
        self.dictionary.clone()
    }

    /// Everything about the mentions.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The rows on the screen.
    #[must_use]
    pub fn view(&self) -> &[(Place, Content)] {
        &self.view
    }

    /// The index of the current mention.
    #[must_use]
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// The current mention.
    #[must_use]
    pub fn mention(&self) -> Option<&Mention> {
        self.index.mention(self.current?)
    }

    /// Words of prose.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words
    }

    /// Whether all mentions are known.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.complete
    }

    /// The card of an entity, once it was asked for.
    #[must_use]
    pub fn card(&self, entity: EntityIx) -> Option<&Arc<Card>> {
        self.cards.get(&entity)
    }

    /// Makes the card of an entity ready; `met` says when it was met before.
    pub fn prepare(&mut self, entity: EntityIx, met: Option<String>) {
        let (article, dictionary, index) = (&self.article, &self.dictionary, &self.index);
        self.cards.entry(entity).or_insert_with(|| Card { met, ..card::card(article, dictionary, index, entity) }.into());
    }

    /// Takes new mentions; the current one stays the current one where it still exists.
    pub fn learn(&mut self, facts: Arc<Facts>, dictionary: Arc<Dictionary>, marks: &Marks, last: bool) {
        let byte = self.mention().map(|mention| mention.span.start);
        self.index = Index::of(facts, marks.clone(), self.rows.kept().cloned());
        self.dictionary = dictionary;
        self.complete = last;
        self.cards.clear();
        match byte {
            Some(byte) => self.current = self.stop_at(byte),
            None => self.follow(),
        }
    }

    /// Marks other mentions than before.
    pub fn apply(&mut self, marks: &Marks) {
        self.index.apply(marks);
        if self.current.is_none_or(|at| !self.index.shown(at)) {
            let byte = match self.mention() {
                Some(mention) => mention.span.start,
                None => self.eye_byte(),
            };
            self.current = self.stop_at(byte);
        }
    }

    /// Lays out for a text area of this size, and takes what is on the screen. The sentence at the eye line stays.
    pub fn fit(&mut self, width: u16, height: u16, byline: Option<&str>) {
        let head = self.head(width, byline.filter(|_| width >= 24 && height >= 8));
        let new = self.rows.width() != width || self.rows.head() != head;
        if new || std::mem::take(&mut self.held) {
            let first = self.rows.is_first(self.top);
            let byte = self.anchor.unwrap_or_else(|| self.eye_byte());
            if new {
                self.rows = Rows::new(self.article.clone(), width, head, self.rows.kept().cloned());
            }
            self.top = Place::default();
            if !first && !self.view.is_empty() {
                let place = self.rows.place_of(byte);
                self.top = self.rows.up(place, eye(usize::from(height)));
            }
            self.anchor = (!first).then_some(byte);
        }
        self.height = usize::from(height);
        self.settle();
    }

    /// Before the window changes: what is at the eye line now shall be there afterwards.
    pub fn hold(&mut self) {
        if self.anchor.is_none() && !self.view.is_empty() && !self.rows.is_first(self.top) {
            self.anchor = Some(self.eye_byte());
        }
        self.held = true;
    }

    /// Keeps the screen full, and reads off what is on it. The end of the article is laid out only where it is near.
    fn settle(&mut self) {
        self.top = self.rows.clamp(self.top);
        self.read_off();
        if self.view.len() < self.height {
            let last = self.rows.last();
            let lowest = self.rows.up(last, self.height.saturating_sub(1));
            if lowest < self.top {
                self.top = lowest;
                self.read_off();
            }
        }
    }

    /// What is on the screen from its first row on.
    fn read_off(&mut self) {
        let mut place = self.top;
        self.view.clear();
        for _ in 0..self.height {
            self.view.push((place, self.rows.content(place)));
            let next = self.rows.down(place, 1);
            if next <= place {
                break;
            }
            place = next;
        }
    }

    /// Moves the screen by rows; the current mention follows the eye. Whether it moved at all.
    pub fn scroll(&mut self, rows: usize, down: bool) -> bool {
        let to = if down { self.rows.down(self.top, rows) } else { self.rows.up(self.top, rows) };
        self.show(to)
    }

    /// Puts a row at the top of the screen.
    fn show(&mut self, top: Place) -> bool {
        let before = self.top;
        self.top = top;
        self.anchor = None;
        self.settle();
        if self.top != before {
            self.follow();
        }
        self.top != before
    }

    /// To the very first or the last row.
    pub fn end(&mut self, last: bool) {
        let to = if last { self.rows.last() } else { Place::default() };
        self.show(to);
        // At the ends the eye line cannot reach what is at the edge.
        self.current = if last { self.index.stops().last().copied() } else { self.index.stops().first().copied() }.or(self.current);
    }

    /// Which blocks are seen, where some are folded away.
    #[must_use]
    pub fn kept(&self) -> Option<&Arc<[bool]>> {
        self.rows.kept()
    }

    /// Folds the other blocks away, or shows all again. The current mention, where it is on the screen, stays in its row.
    pub fn fold(&mut self, kept: Option<Arc<[bool]>>) {
        let byte = self.mention().filter(|_| self.current_in_sight()).map(|mention| mention.span.start);
        let byte = byte.unwrap_or_else(|| self.eye_byte());
        let place = self.rows.place_of(byte);
        let row = self.rows.below(self.top, place, self.height).unwrap_or(eye(self.height));
        let first = self.rows.is_first(self.top);
        self.rows = Rows::new(self.article.clone(), self.rows.width(), self.rows.head().to_vec(), kept.clone());
        self.index.fold(kept);
        let place = self.rows.place_of(byte);
        self.top = if first { Place::default() } else { self.rows.up(place, row) };
        self.anchor = None;
        self.settle();
        if self.rows.below(self.top, place, self.height.saturating_sub(1)).is_none() {
            self.top = self.rows.up(place, landing(self.height));
            self.settle();
        }
        if self.current.is_none_or(|at| !self.index.shown(at)) {
            self.current = self.stop_at(byte);
        }
    }

    /// What is folded away and should be seen is unfolded.
    fn reveal(&mut self, byte: usize) {
        let block = self.article.block_at(byte);
        if self.rows.kept().is_some_and(|kept| kept.get(block) == Some(&false)) {
            self.fold(None);
        }
    }

    /// Brings a byte into view: at a third of the height, unless it stands comfortably in view already.
    pub fn land(&mut self, byte: usize) {
        self.reveal(byte);
        self.anchor = None;
        let place = self.rows.place_of(byte);
        let margin = self.height / 10;
        let middle = margin..self.height.saturating_sub(margin);
        if !self.rows.below(self.top, place, self.height).is_some_and(|row| middle.contains(&row)) {
            self.top = self.rows.up(place, landing(self.height));
        }
        self.settle();
    }

    /// Moves the text so that a byte on the screen is seen in its first `rows` rows; whether it had to move.
    pub fn lift(&mut self, byte: usize, rows: usize) -> bool {
        let place = self.rows.place_of(byte);
        let row = self.rows.below(self.top, place, self.height);
        let hidden = row.is_some_and(|row| row + 1 >= rows.max(1));
        if hidden {
            self.anchor = None;
            self.top = self.rows.up(place, landing(rows));
            self.settle();
        }
        hidden
    }

    /// Brings the current mention into view again after the layout changed.
    pub fn uncover(&mut self) {
        let Some(byte) = self.mention().map(|mention| mention.span.start) else { return };
        self.land(byte);
    }

    /// Makes a mention the current one and brings it into view.
    pub fn jump(&mut self, mention: usize) {
        if let Some(found) = self.index.mention(mention) {
            let byte = found.span.start;
            self.current = Some(mention);
            self.land(byte);
        }
    }

    /// Makes a mention the current one where it stands.
    pub fn choose(&mut self, mention: usize) {
        if self.index.mention(mention).is_some() {
            self.current = Some(mention);
        }
    }

    /// To the beginning of a block, with the current mention at or after it.
    pub fn jump_to_block(&mut self, block: usize) {
        if let Some(found) = self.article.blocks.get(block) {
            let byte = found.range.start;
            self.jump_to_byte(byte);
        }
    }

    /// To a byte, with the current mention at or after it.
    pub fn jump_to_byte(&mut self, byte: usize) {
        self.land(byte);
        self.current = self.stop_at(byte).or(self.current);
    }

    /// Puts a byte's row at the eye line.
    pub fn scroll_to_byte(&mut self, byte: usize) {
        let place = self.rows.place_of(byte);
        let top = self.rows.up(place, eye(self.height));
        self.show(top);
    }

    /// Where reading stands.
    #[must_use]
    pub fn spot(&mut self) -> Spot {
        let top = if self.rows.is_first(self.top) { None } else { Some(self.rows.byte_of(self.top)) };
        Spot { top, mention: self.mention().map(|mention| mention.span.start) }
    }

    /// Goes to where reading stood.
    pub fn restore(&mut self, spot: Spot) {
        if let Some(byte) = spot.mention {
            self.reveal(byte);
        }
        self.top = spot.top.map_or_else(Place::default, |byte| self.rows.place_of(byte));
        self.anchor = None;
        self.settle();
        match spot.mention {
            Some(byte) => self.current = self.stop_at(byte),
            None => self.follow(),
        }
    }

    /// Makes the mention that was current when the article was left the current one again.
    pub fn remember(&mut self, spot: Spot) {
        self.current = spot.mention.and_then(|byte| self.stop_at(byte)).or(self.current);
    }

    /// The mention that starts at the byte, else the first marked one after it, else the last before it.
    fn stop_at(&self, byte: usize) -> Option<usize> {
        let exact = self.index.mentions().at_or_after(byte);
        if self.index.mention(exact).is_some_and(|mention| mention.span.start == byte) && self.index.shown(exact) {
            return Some(exact);
        }
        let stops = self.index.stops();
        let next = stops.partition_point(|at| self.index.mention(*at).is_some_and(|mention| mention.span.end <= byte));
        stops.get(next).or(stops.last()).copied()
    }

    /// After plain scrolling the current mention is the first one at or below the eye line.
    fn follow(&mut self) {
        let byte = if self.rows.is_first(self.top) { 0 } else { self.eye_byte() };
        let stops = self.index.stops();
        let next = stops.partition_point(|at| self.index.mention(*at).is_some_and(|mention| mention.span.start < byte));
        self.current = stops.get(next).or(stops.last()).copied();
    }

    /// The first byte of the row at the eye line.
    fn eye_byte(&mut self) -> usize {
        let row = self.view.get(eye(self.height)).or(self.view.last()).map_or(self.top, |(place, _)| *place);
        self.rows.byte_of(row)
    }

    /// The byte that a series of changes of width keeps at the eye line, else the one that is there.
    pub(super) fn held_byte(&mut self) -> usize {
        self.anchor.unwrap_or_else(|| self.eye_byte())
    }

    /// The first byte of prose at the eye line, as far as the rows on the screen tell.
    #[must_use]
    pub fn eye_span(&self) -> usize {
        let bytes = |(_, content): &(Place, Content)| if let Content::Text { row, .. } = content { Some(row.start) } else { None };
        let row = if self.rows.is_first(self.top) { 0 } else { eye(self.height) };
        self.view.iter().skip(row).find_map(bytes).unwrap_or(0)
    }

    /// The bytes on the screen.
    #[must_use]
    pub fn in_sight(&self) -> Range<usize> {
        let bytes = |content: &Content| if let Content::Text { row, .. } = content { Some(*row) } else { None };
        let first = self.view.iter().find_map(|(_, content)| bytes(content));
        let last = self.view.iter().rev().find_map(|(_, content)| bytes(content));
        first.map_or(0, |row| row.start)..last.map_or(0, |row| row.end)
    }

    /// The blocks on the screen.
    #[must_use]
    pub fn blocks_in_sight(&self) -> Range<usize> {
        let block = |content: &Content| if let Content::Text { block, .. } = content { Some(*block) } else { None };
        let first = self.view.iter().find_map(|(_, content)| block(content)).unwrap_or(0);
        let last = self.view.iter().rev().find_map(|(_, content)| block(content));
        first..last.map_or(first, |last| last + 1)
    }

    /// The block at the eye line; at the top of the article the first.
    #[must_use]
    pub fn block(&self) -> usize {
        let row = if self.rows.is_first(self.top) { 0 } else { eye(self.height) };
        let block = |(_, content): &(Place, Content)| if let Content::Text { block, .. } = content { Some(*block) } else { None };
        self.view.iter().skip(row).find_map(block).or_else(|| self.view.iter().rev().find_map(block)).unwrap_or(0)
    }

    /// The block of the current mention; where that is out of sight, the one at the eye line.
    #[must_use]
    pub fn block_being_read(&self) -> usize {
        self.current.filter(|_| self.current_in_sight()).map_or_else(|| self.block(), |at| self.index.block(at))
    }

    /// Whether the current mention begins on the screen.
    #[must_use]
    pub fn current_in_sight(&self) -> bool {
        self.mention().is_some_and(|mention| self.in_sight().contains(&mention.span.start))
    }

    /// How much of the prose is above the end of the screen, from 0 to 100.
    #[must_use]
    pub fn percent(&self) -> u8 {
        let prose = self.prose();
        if self.whole.is_none() && self.view.last().is_none_or(|(place, _)| self.rows.is_end(*place)) {
            return 100;
        }
        let read = self.in_sight().end.saturating_sub(prose.start) as u128 * 100 / prose.len().max(1) as u128;
        u8::try_from(read).unwrap_or(99).min(99)
    }

    /// The part of the article above the screen and on it, both from 0.0 to 1.0.
    #[must_use]
    pub fn window(&self) -> (f64, f64) {
        let sight = self.in_sight();
        (self.fraction(sight.start), self.fraction(sight.end))
    }

    /// How far into the prose a byte stands, from 0.0 to 1.0.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a place on a scrollbar")]
    pub fn fraction(&self, byte: usize) -> f64 {
        let prose = self.prose();
        byte.saturating_sub(prose.start) as f64 / prose.len().max(1) as f64
    }

    /// Whether the title is not in the text but above it.
    fn separate_title(&self) -> Option<&str> {
        let title = self.article.title.as_deref()?.trim();
        let first = self.article.blocks.first().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
        let heading: String = first.map(|block| block.pieces(&self.article.text).map(|(_, piece)| piece).collect()).unwrap_or_default();
        (!title.is_empty() && heading.split_whitespace().ne(title.split_whitespace())).then_some(title)
    }

    /// Title and byline as rows.
    fn head(&self, width: u16, byline: Option<&str>) -> Vec<Content> {
        let mut head = Vec::new();
        if let Some(title) = self.separate_title() {
            let title = visible(title);
            let block = Block::plain(BlockKind::Paragraph, 0..title.len());
            let row = |row: super::wrap::Row| title.get(row.start..row.end).map(|text| Content::Title(text.into()));
            head.extend(wrap(&block, &title, 0..title.len(), width, None).into_iter().filter_map(row));
        }
        head.extend(byline.map(|byline| Content::Byline(fit(byline, width.into(), "…").into())));
        head
    }
}

/// The row of the screen at which readers look.
fn eye(height: usize) -> usize {
    height / 3
}

/// The row at which a jump lands: a third of the height, three rows from the edge where there are that many.
fn landing(height: usize) -> usize {
    (height / 3).max(3.min(height.saturating_sub(1) / 2))
}
