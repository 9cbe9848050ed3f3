//! The sections of an article: its headings, or where it has none its paragraphs, each with who is in it.

use std::ops::Range;

use super::cells::cells;
use super::index::Index;
use super::page::Page;
use crate::engine::article::{Block, BlockKind};
use crate::engine::dictionary::EntityIx;
use crate::engine::quick::QuickMap;

/// Names that a section is found by; as many of them are shown as have room.
const NAMES: usize = 12;
/// Characters of a paragraph that stand for it.
const FIRST_WORDS: usize = 44;

/// One row of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The block with which it begins.
    pub block: usize,
    /// How deep it stands, from 0.
    pub depth: usize,
    /// Its heading or first words.
    pub words: String,
    /// Who is in it, those first who are in it most.
    pub names: String,
}

impl Section {
    /// `§12  First words`, set in as deep as it stands.
    #[must_use]
    pub fn label(&self) -> String {
        format!("§{:<4}{}{}", self.block + 1, "  ".repeat(self.depth), self.words)
    }
}

/// The sections of a page. The one heading that is the title makes no sections.
#[must_use]
pub fn sections(page: &Page) -> Vec<Section> {
    let blocks = &page.article().blocks;
    let level = |block: &Block| if let BlockKind::Heading(level) = block.kind { Some(usize::from(level)) } else { None };
    let headings: Vec<(usize, usize)> = blocks.iter().enumerate().filter_map(|(at, block)| Some((at, level(block)?))).collect();
    let divided = headings.iter().any(|(at, _)| *at > 0);
    let starts: Vec<(usize, usize)> = if divided { headings } else { (0..blocks.len()).map(|at| (at, 0)).collect() };
    let highest = starts.iter().map(|(_, level)| *level).min().unwrap_or(0);
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([blocks.len()]);
    let (index, all) = (page.index(), page.index().mentions().len());
    let mut next = index.in_block(starts.first().map_or(0, |(at, _)| *at)).start;
    let section = |((block, level), end): (&(usize, usize), usize)| {
        let first = next;
        while next < all && index.block(next) < end {
            next += 1;
        }
        Section { block: *block, depth: level - highest, words: first_words(page, *block), names: names(index, first..next) }
    };
    starts.iter().zip(ends).map(section).collect()
}

/// Which of the sections a block belongs to.
#[must_use]
pub fn present(sections: &[Section], block: usize) -> usize {
    sections.partition_point(|section| section.block <= block).saturating_sub(1)
}

/// The bytes of the section that a block belongs to; in an article without headings those of the block.
#[must_use]
pub fn section_bytes(page: &Page, block: usize) -> Range<usize> {
    let blocks = &page.article().blocks;
    let heads = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let divided = blocks.iter().skip(1).any(heads);
    let begins = |at: &usize| *at == 0 || !divided || blocks.get(*at).is_some_and(heads);
    let first = (0..=block).rev().find(begins).unwrap_or(0);
    let end = (block + 1..blocks.len()).find(begins).unwrap_or(blocks.len());
    let byte = |at: usize| blocks.get(at).map(|block| block.range.clone()).unwrap_or_default();
    byte(first).start..byte(end.saturating_sub(1)).end
}

/// The first words of a block, cut between words.
#[must_use]
pub fn first_words(page: &Page, block: usize) -> String {
    let article = page.article();
    let Some(found) = article.blocks.get(block) else { return String::new() };
    let mut words = String::with_capacity(2 * FIRST_WORDS);
    for cell in cells(found, &article.text, found.range.clone()).take(FIRST_WORDS) {
        words.push_str(&cell.glyph.shown);
    }
    if words.chars().count() >= FIRST_WORDS
        && let Some((whole, _)) = words.rsplit_once(' ')
    {
        words.truncate(whole.len());
        words.push('…');
    }
    words.trim_end().to_owned()
}

/// Those whom these mentions name most, by their short names.
fn names(index: &Index, mentions: Range<usize>) -> String {
    let mut tally: QuickMap<EntityIx, (usize, usize)> = QuickMap::default();
    for at in mentions {
        if let Some(entity) = index.mention(at).and_then(|mention| mention.entity) {
            tally.entry(entity).or_insert((0, at)).0 += 1;
        }
    }
    let mut found: Vec<(EntityIx, (usize, usize))> = tally.into_iter().collect();
    found.sort_unstable_by_key(|(_, (count, first))| (usize::MAX - count, *first));
    let mut names = String::new();
    for person in found.iter().take(NAMES).filter_map(|(entity, _)| index.person(*entity)) {
        names.push_str(if names.is_empty() { "" } else { ", " });
        names.push_str(&person.name);
    }
    names
}
