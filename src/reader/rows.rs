//! The article as rows: which bytes stand in which row at the present width.
//!
//! A position is always a byte; rows are derived. Nothing is laid out before it is needed: the article is cut into
//! units (a block, or 16 KiB of a longer one), and a unit is wrapped when a row of it is asked for and kept until the
//! width changes. So the first screen of a gigabyte costs as much as that of a page, and there is no "row 1,234,567":
//! places are compared and counted only near the screen.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::wrap::{Row, wrap};
use crate::engine::article::{Article, Block, BlockKind};

/// Bytes of one unit at most, give or take a word.
const UNIT: usize = 16 * 1024;

/// A row of the article as it is laid out: row `row` of unit `unit`. Ordered as they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which unit.
    pub unit: usize,
    /// Which row of it, its blank row included.
    pub row: usize,
}

/// What stands in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A row of the title that is not in the text itself.
    Title(Arc<str>),
    /// Date, length, language, file.
    Byline(Arc<str>),
    /// Nothing.
    Blank,
    /// Stands for paragraphs that are folded away, by their indices.
    Fold(Range<usize>),
    /// Prose.
    Text {
        /// The block, by its index.
        block: usize,
        /// The bytes.
        row: Row,
        /// Whether the block begins here (its bullet is drawn).
        first: bool,
    },
}

/// One unit of layout.
#[derive(Clone, Debug)]
struct Unit {
    /// `None`: the head, or a fold.
    block: Option<usize>,
    /// The blocks that one row stands for; empty where it is no fold.
    fold: Range<usize>,
    bytes: Range<usize>,
    /// Whether a blank row stands before it.
    gap: bool,
    /// Whether the block begins with it.
    first: bool,
}

/// The rows of one article at one width.
#[derive(Debug)]
pub struct Rows {
    article: Arc<Article>,
    width: u16,
    units: Vec<Unit>,
    head: Vec<Content>,
    kept: Option<Arc<[bool]>>,
    laid_out: HashMap<usize, Arc<[Row]>>,
}

impl Rows {
    /// The article at a width in columns, with rows of its title and byline: above the first paragraph, below the
    /// heading where that is the title. `kept` says of every block whether it is to be seen; a row stands for each run of
    /// the others.
    #[must_use]
    pub fn new(article: Arc<Article>, width: u16, head: Vec<Content>, kept: Option<Arc<[bool]>>) -> Self {
        let mut units = Vec::new();
        let titled = head.iter().any(|row| matches!(row, Content::Title(_)));
        let after = usize::from(!titled && article.blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Heading(_))));
        for (index, block) in article.blocks.iter().enumerate() {
            if index == after && !head.is_empty() {
                units.push(Unit { block: None, fold: 0..0, bytes: block.range.start..block.range.start, gap: false, first: true });
            }
            if kept.as_deref().is_some_and(|kept| kept.get(index) == Some(&false)) {
                fold_away(index, block, &mut units);
                continue;
            }
            units_of(index, block, &article.text, &mut units);
            // Between the byline and the text there is always room.
            let gap = units.len().checked_sub(2).and_then(|before| units.get(before)).is_some_and(|unit| unit.block.is_none());

            if let Some(unit) = units.last_mut().filter(|unit| gap && unit.first) {
                unit.gap = true;
            }
        }
        if article.blocks.len() <= after && !head.is_empty() {
            let end = article.blocks.last().map_or(0, |block| block.range.end);
            units.push(Unit { block: None, fold: 0..0, bytes: end..end, gap: false, first: true });
        }
        if let Some(first) = units.first_mut() {
            first.gap = false;
        }
        Self { article, width, units, head, kept, laid_out: HashMap::new() }
    }

    /// The width in columns that it is laid out for.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Which blocks are seen, where some are folded away.
    #[must_use]
    pub fn kept(&self) -> Option<&Arc<[bool]>> {
        self.kept.as_ref()
    }

    /// What stands at a place.
    pub fn content(&mut self, place: Place) -> Content {
        let Some(unit) = self.units.get(place.unit).cloned() else { return Content::Blank };
        if !unit.fold.is_empty() {
            return if place.row < usize::from(unit.gap) { Content::Blank } else { Content::Fold(unit.fold) };
        }
        let Some(block) = unit.block else {
            return self.head.get(place.row).cloned().unwrap_or(Content::Blank);
        };
        let Some(row) = place.row.checked_sub(usize::from(unit.gap)) else { return Content::Blank };
        let rows = self.rows(place.unit);
        rows.get(row).map_or(Content::Blank, |found| Content::Text { block, row: *found, first: unit.first && row == 0 })
    }

    /// How many rows a unit has, with its blank row.
    fn height(&mut self, unit: usize) -> usize {
        match self.units.get(unit) {
            None => 0,
            Some(found) if !found.fold.is_empty() => usize::from(found.gap) + 1,
            Some(found) if found.block.is_none() => self.head.len(),
            Some(found) => usize::from(found.gap) + self.rows(unit).len(),
        }
    }

    fn rows(&mut self, unit: usize) -> Arc<[Row]> {
        if let Some(rows) = self.laid_out.get(&unit) {
            return rows.clone();
        }
        let found = self.units.get(unit).and_then(|unit| Some((self.article.blocks.get(unit.block?)?, unit.bytes.clone())));
        let rows: Arc<[Row]> = match found {
            Some((block, bytes)) => {
                let width = self.width.saturating_sub(indent(block.kind, self.width)).max(1);
                wrap(block, &self.article.text, bytes, width, self.article.language).into()
            }
            None => Arc::new([]),
        };
        self.laid_out.insert(unit, rows.clone());
        rows
    }

    /// The row that holds the byte, or the nearest before it.
    pub fn place_of(&mut self, byte: usize) -> Place {
        let unit = self.units.partition_point(|unit| unit.bytes.start <= byte).saturating_sub(1);
        let Some(found) = self.units.get(unit).cloned() else { return Place::default() };
        let row = self.rows(unit).partition_point(|row| row.start <= byte).saturating_sub(1);
        Place { unit, row: row + usize::from(found.gap && (found.block.is_some() || !found.fold.is_empty())) }
    }

    /// The first byte of the row; of a row without prose that of what follows it.
    pub fn byte_of(&mut self, place: Place) -> usize {
        let Some(unit) = self.units.get(place.unit).cloned() else { return self.article.blocks.last().map_or(0, |block| block.range.end) };
        let row = place.row.saturating_sub(usize::from(unit.gap));
        self.rows(place.unit).get(row).map_or(unit.bytes.start, |row| row.start)
    }

    /// The last row.
    pub fn last(&mut self) -> Place {
        let unit = self.units.len().saturating_sub(1);
        Place { unit, row: self.height(unit).saturating_sub(1) }
    }

    /// `count` rows further down, or the last row.
    pub fn down(&mut self, mut place: Place, mut count: usize) -> Place {
        loop {
            let left = self.height(place.unit).saturating_sub(place.row + 1);
            if count <= left {
                return Place { row: place.row + count, ..place };
            }
            if place.unit + 1 >= self.units.len() {
                return self.last();
            }
            count -= left + 1;
            place = Place { unit: place.unit + 1, row: 0 };
        }
    }

    /// `count` rows further up, or the first row.
    pub fn up(&mut self, mut place: Place, mut count: usize) -> Place {
        loop {
            if count <= place.row {
                return Place { row: place.row - count, ..place };
            }
            let Some(unit) = place.unit.checked_sub(1) else { return Place::default() };
            count -= place.row + 1;
            place = Place { unit, row: self.height(unit).saturating_sub(1) };
        }
    }

    /// How many rows `to` stands below `from`, where that is at most `most`.
    pub fn below(&mut self, from: Place, to: Place, most: usize) -> Option<usize> {
        let (mut at, mut count) = (from, 0);
        while at.unit < to.unit && count <= most {
            count += self.height(at.unit).saturating_sub(at.row);
            at = Place { unit: at.unit + 1, row: 0 };
        }
        let count = count + to.row.checked_sub(at.row)?;
        (at.unit == to.unit && count <= most).then_some(count)
    }

    /// Whether the place is the very first row.
    #[must_use]
    pub fn is_first(&self, place: Place) -> bool {
        place == Place::default()
    }

    /// Whether the place is the last row, as far as is laid out.
    #[must_use]
    pub fn is_end(&self, place: Place) -> bool {
        let Some(unit) = self.units.get(place.unit) else { return true };
        let gap = unit.gap;
        let rows = match unit.block {
            Some(_) => self.laid_out.get(&place.unit).map_or(1, |rows| rows.len()),
            None if unit.fold.is_empty() => self.head.len(),
            None => 1,
        };
        place.unit + 1 >= self.units.len() && place.row + 1 >= rows + usize::from(gap)
    }

    /// The rows of title and byline.
    #[must_use]
    pub fn head(&self) -> &[Content] {
        &self.head
    }

    /// A place that exists, as near as possible to this one.
    pub fn clamp(&mut self, place: Place) -> Place {
        let last = self.last();
        let place = place.min(last);
        Place { row: place.row.min(self.height(place.unit).saturating_sub(1)), ..place }
    }
}

/// The columns by which a block is set in: bullets, numbers, bars and code need them.
#[must_use]
pub fn indent(kind: BlockKind, width: u16) -> u16 {
    let columns = match kind {
        BlockKind::Heading(_) | BlockKind::Paragraph => 0,
        BlockKind::Item { depth, number } => 2 * u16::from(depth) + marker_columns(number),
        BlockKind::Quote(depth) => 2 * u16::from(depth.max(1)),
        BlockKind::Code => 2,
    };
    columns.min(width / 3)
}

fn marker_columns(number: Option<u64>) -> u16 {
    number.map_or(2, |number| u16::try_from(number.checked_ilog10().unwrap_or(0)).unwrap_or(0) + 3)
}

/// Adds a block to the fold before it, or begins one.
fn fold_away(index: usize, block: &Block, units: &mut Vec<Unit>) {
    match units.last_mut().filter(|unit| !unit.fold.is_empty()) {
        Some(unit) => {
            unit.fold.end = index + 1;
            unit.bytes.end = block.range.end;
        }
        None => units.push(Unit { block: None, fold: index..index + 1, bytes: block.range.clone(), gap: true, first: true }),
    }
}

/// Cuts a block into units.
fn units_of(index: usize, block: &Block, text: &str, units: &mut Vec<Unit>) {
    let mut start = block.range.start;
    loop {
        let end = unit_end(block, text, start);
        let first = start == block.range.start;
        units.push(Unit { block: Some(index), fold: 0..0, bytes: start..end, gap: first && block.gap, first });
        if end >= block.range.end {
            return;
        }
        start = end;
    }
}

/// Where the unit that begins at `start` ends: before a word, never inside a piece of markup or a character.
fn unit_end(block: &Block, text: &str, start: usize) -> usize {
    let wish = start + UNIT;
    if wish + UNIT / 4 >= block.range.end {
        return block.range.end;
    }
    let window = text.as_bytes().get(wish..wish + UNIT / 4).unwrap_or_default();
    let byte = window.iter().position(|byte| *byte == b'\n').or_else(|| window.iter().position(|byte| *byte == b' '));
    let mut end = byte.map_or(wish, |at| wish + at + 1);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let cut = block.cuts.partition_point(|cut| cut.range.end <= end);
    let inside = block.cuts.get(cut).filter(|cut| cut.range.start < end);
    inside.map_or(end, |cut| cut.range.end).min(block.range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn article(paragraphs: &[&str]) -> Arc<Article> {
        let mut article = Article::default();
        for paragraph in paragraphs {
            let start = article.text.len();
            article.text.push_str(paragraph);
            article.blocks.push(Block::plain(BlockKind::Paragraph, start..article.text.len()));
            article.text.push_str("\n\n");
        }
        Arc::new(article)
    }

    fn shown(rows: &mut Rows, article: &Article) -> Vec<String> {
        let (mut place, mut shown) = (Place::default(), Vec::new());
        loop {
            shown.push(match rows.content(place) {
                Content::Text { row, .. } => article.text[row.start..row.end].to_owned(),
                Content::Title(text) | Content::Byline(text) => text.to_string(),
                Content::Blank => String::new(),
                Content::Fold(blocks) => format!("{blocks:?}"),
            });
            if place == rows.last() {
                return shown;
            }
            place = rows.down(place, 1);
        }
    }

    #[test]
    fn paragraphs_stand_apart_and_the_head_above_them() {
        let article = article(&["eins zwei", "drei"]);
        let mut rows = Rows::new(article.clone(), 5, vec![Content::Title("Titel".into()), Content::Byline("2024".into())], None);
        assert_eq!(shown(&mut rows, &article), ["Titel", "2024", "", "eins", "zwei", "", "drei"]);
    }

    #[test]
    fn one_row_stands_for_a_run_of_paragraphs_that_are_folded_away() {
        let article = article(&["eins", "zwei", "drei", "vier", "acht"]);
        let kept: Arc<[bool]> = [false, false, true, false, true].into();
        let mut rows = Rows::new(article.clone(), 9, vec![Content::Byline("2024".into())], Some(kept));
        assert_eq!(shown(&mut rows, &article), ["2024", "", "0..2", "", "drei", "", "3..4", "", "acht"]);
        let hidden = article.blocks[1].range.start + 1;
        let place = rows.place_of(hidden);
        assert_eq!(rows.content(place), Content::Fold(0..2));
        assert_eq!(rows.byte_of(place), 0);
    }

    #[test]
    fn an_article_without_anything_has_one_place() {
        let mut rows = Rows::new(Arc::new(Article::default()), 66, Vec::new(), None);
        assert_eq!((rows.last(), rows.place_of(7), rows.down(Place::default(), 9)), (Place::default(), Place::default(), Place::default()));
        assert_eq!(rows.content(Place::default()), Content::Blank);
    }

    #[test]
    fn only_what_is_looked_at_is_laid_out() {
        let article = article(&["wort ".repeat(1_000_000).as_str()]);
        let mut rows = Rows::new(article, 66, Vec::new(), None);
        let last = rows.last();
        rows.up(last, 40);
        rows.down(Place::default(), 40);
        assert!(rows.units.len() > 300 && rows.laid_out.len() <= 3, "{} units laid out", rows.laid_out.len());
    }

    proptest! {
        #[test]
        fn a_byte_finds_its_row_and_the_row_its_byte(texts in proptest::collection::vec("[a-z 北é\n]{0,200}", 1..6), width in 1..40u16) {
            let article = article(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let mut rows = Rows::new(article.clone(), width, vec![Content::Byline("x".into())], None);
            let (mut place, mut steps) = (Place::default(), 0);
            loop {
                if let Content::Text { row, .. } = rows.content(place) {
                    prop_assert_eq!(rows.byte_of(place), row.start);
                    if row.end > row.start {
                        prop_assert_eq!(rows.place_of(row.start), place);
                        prop_assert_eq!(rows.place_of(row.end - 1), place);
                    }
                }
                prop_assert_eq!(rows.below(Place::default(), place, usize::MAX), Some(steps));
                prop_assert_eq!(rows.up(place, steps), Place::default());
                if place == rows.last() { break; }
                place = rows.down(place, 1);
                steps += 1;
            }
        }
    }
}
