//! What an article is laid out in: its blocks, the head among them, and one piece for each run that is folded away.
//!
//! Nothing is stored for a unit: its number tells the block, and a long block is cut into parts at places that depend on
//! the part's number alone. So an article of two million paragraphs is ready to be laid out as soon as it is read.

use std::ops::Range;
use std::sync::Arc;

use crate::engine::article::{Article, Block};

/// Bytes of one part at most, give or take a word.
const PART: usize = 16 * 1024;
/// How far behind its place a cut may look for a word to stand before, in bytes.
const SLACK: usize = PART / 4;

/// What a unit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Title and byline.
    Head,
    /// A block, by its index.
    Block(usize),
    /// Blocks that are folded away, by their indices.
    Fold(Range<usize>),
}

/// The units of one article, numbered as they stand. The blocks of a fold share a unit: that of the first.
#[derive(Debug)]
pub struct Units {
    article: Arc<Article>,
    /// The block before which the head stands, where there is a head.
    head: Option<usize>,
    /// Runs of blocks that are folded away, in order; none goes past the head.
    folds: Vec<Range<usize>>,
}

impl Units {
    /// The units of an article with its head before that block; `kept` says of every block whether it is to be seen.
    pub fn new(article: Arc<Article>, head: Option<usize>, kept: Option<&[bool]>) -> Self {
        let head = head.map(|before| before.min(article.blocks.len()));
        let mut folds: Vec<Range<usize>> = Vec::new();
        for (block, _) in kept.unwrap_or_default().iter().enumerate().filter(|(_, kept)| !**kept) {
            match folds.last_mut().filter(|fold| fold.end == block && head != Some(block)) {
                Some(fold) => fold.end += 1,
                None => folds.push(block..block + 1),
            }
        }
        Self { article, head, folds }
    }

    /// How many numbers there are.
    pub fn count(&self) -> usize {
        self.article.blocks.len() + usize::from(self.head.is_some())
    }

    /// What stands under a number.
    pub fn get(&self, unit: usize) -> Option<Unit> {
        if self.head == Some(unit) {
            return Some(Unit::Head);
        }
        let block = unit - usize::from(self.head.is_some_and(|head| unit > head));
        match self.fold(block) {
            Some(fold) => Some(Unit::Fold(fold.clone())),
            None => (block < self.article.blocks.len()).then_some(Unit::Block(block)),
        }
    }

    fn fold(&self, block: usize) -> Option<&Range<usize>> {
        self.folds.get(self.folds.partition_point(|fold| fold.end <= block)).filter(|fold| fold.contains(&block))
    }

    /// The unit in which a block is seen.
    pub fn of_block(&self, block: usize) -> usize {
        let block = self.fold(block).map_or(block, |fold| fold.start);
        block + usize::from(self.head.is_some_and(|head| block >= head))
    }

    /// The number under which what stands at this number is known: a fold's first.
    pub fn canonical(&self, unit: usize) -> usize {
        match self.get(unit) {
            Some(Unit::Fold(fold)) => self.of_block(fold.start),
            _ => unit,
        }
    }

    /// The unit after this one.
    pub fn after(&self, unit: usize) -> Option<usize> {
        let length = if let Some(Unit::Fold(fold)) = self.get(unit) { fold.len() } else { 1 };
        Some(unit + length).filter(|next| *next < self.count())
    }

    /// The unit before this one.
    pub fn before(&self, unit: usize) -> Option<usize> {
        Some(self.canonical(unit.checked_sub(1)?))
    }

    /// Whether a blank row stands before a unit: between head, folds and prose always, never at the top.
    pub fn gap(&self, unit: usize) -> bool {
        let Some(before) = self.before(unit) else { return false };
        match self.get(unit) {
            Some(Unit::Block(block)) => self.article.blocks.get(block).is_some_and(|block| block.gap) || !self.is_block(before),
            Some(Unit::Fold(_)) => true,
            _ => false,
        }
    }

    fn is_block(&self, unit: usize) -> bool {
        matches!(self.get(unit), Some(Unit::Block(_)))
    }

    /// The first byte of a unit; of the head that of what follows it.
    pub fn start(&self, unit: usize) -> usize {
        let block = match self.get(unit) {
            Some(Unit::Block(block)) => block,
            Some(Unit::Fold(fold)) => fold.start,
            _ => self.head.unwrap_or(usize::MAX),
        };
        let end = || self.article.blocks.last().map_or(0, |block| block.range.end);
        self.article.blocks.get(block).map_or_else(end, |block| block.range.start)
    }

    /// The unit that holds the byte, or the nearest before it.
    pub fn at(&self, byte: usize) -> usize {
        match self.article.blocks.partition_point(|block| block.range.start <= byte).checked_sub(1) {
            Some(block) => self.of_block(block),
            None => 0,
        }
    }
}

/// How many parts a block is laid out in.
pub fn parts(block: &Block) -> usize {
    1 + block.range.len().saturating_sub(SLACK + 1) / PART
}

/// The bytes of a part; nothing, where markup as long as a part stands there.
pub fn part(block: &Block, text: &str, part: usize) -> Range<usize> {
    let end = if part + 1 >= parts(block) { block.range.end } else { part_start(block, text, part + 1) };
    part_start(block, text, part).min(end)..end
}

/// The last part that begins at or before the byte.
pub fn part_at(block: &Block, text: &str, byte: usize) -> usize {
    let mut part = (byte.saturating_sub(block.range.start) / PART).min(parts(block) - 1);
    while part > 0 && part_start(block, text, part) > byte {
        part -= 1;
    }
    part
}

/// Where a part begins: before a word, never inside a piece of markup or a character.
fn part_start(block: &Block, text: &str, part: usize) -> usize {
    if part == 0 {
        return block.range.start;
    }
    let wish = block.range.start + part * PART;
    let window = text.as_bytes().get(wish..wish + SLACK).unwrap_or_default();
    let byte = memchr::memchr(b'\n', window).or_else(|| memchr::memchr(b' ', window));
    let start = text.ceil_char_boundary(byte.map_or(wish, |at| wish + at + 1));
    let cut = block.cuts.partition_point(|cut| cut.range.end <= start);
    let inside = block.cuts.get(cut).filter(|cut| cut.range.start < start);
    inside.map_or(start, |cut| cut.range.end).min(block.range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::article::{BlockKind, Cut};

    fn article(blocks: usize) -> Arc<Article> {
        let block = |at| Block::plain(BlockKind::Paragraph, 2 * at..2 * at + 1);
        Arc::new(Article { text: "x ".repeat(blocks), blocks: (0..blocks).map(block).collect(), ..Article::default() })
    }

    #[test]
    fn the_head_stands_among_the_blocks_and_a_fold_does_not_go_past_it() {
        let units = Units::new(article(4), Some(1), Some(&[false, false, false, true]));
        let walk: Vec<_> = std::iter::successors(Some(0), |unit| units.after(*unit)).map(|unit| units.get(unit).unwrap()).collect();
        assert_eq!(walk, [Unit::Fold(0..1), Unit::Head, Unit::Fold(1..3), Unit::Block(3)]);
        assert_eq!((units.before(4), units.before(2), units.of_block(2), units.at(5)), (Some(2), Some(1), 2, 2));
    }

    #[test]
    fn the_parts_of_a_long_block_follow_each_other_and_cut_no_word() {
        let text = format!("{}<{}>{}", "wört ".repeat(9_000), "!".repeat(50_000), "wört ".repeat(9_000));
        let markup = text.find('<').unwrap()..text.find('>').unwrap() + 1;
        let mut block = Block::plain(BlockKind::Paragraph, 0..text.len());
        block.cuts.push(Cut { range: markup.clone(), shown: String::new() });
        let mut at = 0;
        for number in 0..parts(&block) {
            let bytes = part(&block, &text, number);
            assert_eq!(bytes.start, at);
            assert!(!markup.contains(&bytes.start) || bytes.start == markup.start);
            assert!(at == markup.end || text[..at].ends_with(' ') || at == 0, "cut before {:?}", &text[at..at + 9]);
            let holds = part_at(&block, &text, bytes.start);
            assert!(holds == number || bytes.is_empty() || part(&block, &text, holds).start == bytes.start);
            at = bytes.end;
        }
        assert_eq!(at, text.len());
    }
}
