//! The article as rows: which bytes stand in which row at the present width.
//!
//! A position is always a byte; rows are derived. Nothing is laid out before it is needed: a unit of the article (see
//! `super::units`) is wrapped when a row of it is asked for, and kept until the width changes. So the first screen of
//! a gigabyte costs as much as that of a page, and there is no "row 1,234,567": places are compared and counted only
//! near the screen.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::units::{Unit, Units, part, part_at, parts};
use super::wrap::{Row, wrap};
use crate::engine::article::{Article, BlockKind};

/// Parts that are kept laid out; who pages through a gigabyte shall not have all of it in memory as rows.
const KEPT: usize = 4096;

/// A row of the article as it is laid out. Ordered as they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which unit.
    pub unit: usize,
    /// Which part of it, where it is a long block.
    pub part: usize,
    /// Which row of that, the blank row before the unit included.
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

/// The rows of one article at one width.
#[derive(Debug)]
pub struct Rows {
    article: Arc<Article>,
    width: u16,
    units: Units,
    head: Vec<Content>,
    kept: Option<Arc<[bool]>>,
    /// By block and part.
    laid_out: HashMap<(usize, usize), Arc<[Row]>>,
}

impl Rows {
    /// The article at a width in columns, with rows of its title and byline: above the first paragraph, below the
    /// heading where that is the title. `kept` says of every block whether it is to be seen; a row stands for each run of
    /// the others.
    #[must_use]
    pub fn new(article: Arc<Article>, width: u16, head: Vec<Content>, kept: Option<Arc<[bool]>>) -> Self {
        let titled = head.iter().any(|row| matches!(row, Content::Title(_)));
        let heading = article.blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)));
        let before = (!head.is_empty()).then_some(usize::from(!titled && heading));
        let units = Units::new(article.clone(), before, kept.as_deref());
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

    /// The rows of title and byline.
    #[must_use]
    pub fn head(&self) -> &[Content] {
        &self.head
    }

    /// What stands at a place.
    pub fn content(&mut self, place: Place) -> Content {
        let Some(row) = place.row.checked_sub(self.blank(place)) else { return Content::Blank };
        match self.units.get(place.unit) {
            None => Content::Blank,
            Some(Unit::Head) => self.head.get(row).cloned().unwrap_or(Content::Blank),
            Some(Unit::Fold(blocks)) => Content::Fold(blocks),
            Some(Unit::Block(block)) => {
                let first = place.part == 0 && row == 0;
                self.rows(block, place.part).get(row).map_or(Content::Blank, |found| Content::Text { block, row: *found, first })
            }
        }
    }

    /// How many blank rows stand before a part.
    fn blank(&self, place: Place) -> usize {
        usize::from(place.part == 0 && self.units.gap(place.unit))
    }

    /// How many rows a part has, with its blank row.
    fn height(&mut self, place: Place) -> usize {
        let rows = match self.units.get(place.unit) {
            None => 0,
            Some(Unit::Head) => self.head.len(),
            Some(Unit::Fold(_)) => 1,
            Some(Unit::Block(block)) => self.rows(block, place.part).len(),
        };
        self.blank(place) + rows
    }

    fn rows(&mut self, block: usize, number: usize) -> Arc<[Row]> {
        if let Some(rows) = self.laid_out.get(&(block, number)) {
            return rows.clone();
        }
        let rows: Arc<[Row]> = match self.article.blocks.get(block) {
            Some(found) => {
                let width = self.width.saturating_sub(indent(found.kind, self.width)).max(1);
                let bytes = part(found, &self.article.text, number);
                // A part that markup has taken up is nothing to be seen; an empty block is a row.
                let nothing = bytes.is_empty() && parts(found) > 1;
                if nothing { Arc::new([]) } else { wrap(found, &self.article.text, bytes, width, self.article.language).into() }
            }
            None => Arc::new([]),
        };
        if self.laid_out.len() >= KEPT {
            self.laid_out.clear();
        }
        self.laid_out.insert((block, number), rows.clone());
        rows
    }

    /// How many parts a unit has.
    fn parts(&self, unit: usize) -> usize {
        match self.units.get(unit) {
            Some(Unit::Block(block)) => self.article.blocks.get(block).map_or(1, parts),
            _ => 1,
        }
    }

    /// The first row of the next part that has any.
    fn following(&mut self, mut place: Place) -> Option<Place> {
        loop {
            let next = place.part + 1;
            place = if next < self.parts(place.unit) {
                Place { part: next, row: 0, ..place }
            } else {
                Place { unit: self.units.after(place.unit)?, part: 0, row: 0 }
            };
            if self.height(place) > 0 {
                return Some(place);
            }
        }
    }

    /// The last row of the previous part that has any.
    fn preceding(&mut self, mut place: Place) -> Option<Place> {
        loop {
            let (unit, part) = match place.part.checked_sub(1) {
                Some(part) => (place.unit, part),
                None => self.units.before(place.unit).map(|unit| (unit, self.parts(unit) - 1))?,
            };
            place = Place { unit, part, row: 0 };
            if let Some(row) = self.height(place).checked_sub(1) {
                return Some(Place { row, ..place });
            }
        }
    }

    /// The row that holds the byte, or the nearest before it.
    pub fn place_of(&mut self, byte: usize) -> Place {
        let unit = self.units.at(byte);
        let Some(Unit::Block(block)) = self.units.get(unit) else {
            return Place { unit, part: 0, row: usize::from(self.units.gap(unit)) };
        };
        let part = self.article.blocks.get(block).map_or(0, |block| part_at(block, &self.article.text, byte));
        let place = Place { unit, part, row: 0 };
        let rows = self.rows(block, part);
        match rows.partition_point(|row| row.start <= byte) {
            0 if rows.is_empty() => self.preceding(place).unwrap_or_default(),
            after => Place { row: after.saturating_sub(1) + self.blank(place), ..place },
        }
    }

    /// The first byte of the row; of a row without prose that of what follows it.
    pub fn byte_of(&mut self, place: Place) -> usize {
        let row = place.row.saturating_sub(self.blank(place));
        let rows = if let Some(Unit::Block(block)) = self.units.get(place.unit) { self.rows(block, place.part) } else { Arc::new([]) };
        rows.get(row).map_or_else(|| self.units.start(place.unit), |row| row.start)
    }

    /// The last row.
    pub fn last(&mut self) -> Place {
        self.preceding(Place { unit: self.units.count(), part: 0, row: 0 }).unwrap_or_default()
    }

    /// `count` rows further down, or the last row.
    pub fn down(&mut self, mut place: Place, mut count: usize) -> Place {
        loop {
            let left = self.height(place).saturating_sub(place.row + 1);
            if count <= left {
                return Place { row: place.row + count, ..place };
            }
            let Some(next) = self.following(place) else { return self.last() };
            count -= left + 1;
            place = next;
        }
    }

    /// `count` rows further up, or the first row.
    pub fn up(&mut self, mut place: Place, mut count: usize) -> Place {
        loop {
            if count <= place.row {
                return Place { row: place.row - count, ..place };
            }
            let Some(before) = self.preceding(place) else { return Place::default() };
            count -= place.row + 1;
            place = before;
        }
    }

    /// How many rows `to` stands below `from`, where that is at most `most`.
    pub fn below(&mut self, from: Place, to: Place, most: usize) -> Option<usize> {
        let (mut at, mut count) = (from, 0);
        while (at.unit, at.part) < (to.unit, to.part) && count <= most {
            count += self.height(at).saturating_sub(at.row);
            at = self.following(at)?;
        }
        let count = count + to.row.checked_sub(at.row)?;
        ((at.unit, at.part) == (to.unit, to.part) && count <= most).then_some(count)
    }

    /// Whether the place is the very first row.
    #[must_use]
    pub fn is_first(&self, place: Place) -> bool {
        place == Place::default()
    }

    /// Whether the place is the last row, as far as is laid out.
    #[must_use]
    pub fn is_end(&self, place: Place) -> bool {
        let rows = match self.units.get(place.unit) {
            None => return true,
            Some(Unit::Block(block)) => self.laid_out.get(&(block, place.part)).map_or(1, |rows| rows.len()),
            Some(Unit::Head) => self.head.len(),
            Some(Unit::Fold(_)) => 1,
        };
        let last = self.units.after(place.unit).is_none() && place.part + 1 >= self.parts(place.unit);
        last && place.row + 1 >= rows + self.blank(place)
    }

    /// Whether there is such a row, found without the end of the article.
    fn exists(&mut self, place: Place) -> bool {
        place.part < self.parts(place.unit) && self.units.canonical(place.unit) == place.unit && place.row < self.height(place)
    }

    /// A place that exists, as near as possible to this one.
    pub fn clamp(&mut self, place: Place) -> Place {
        if self.exists(place) {
            return place;
        }
        let last = self.last();
        let mut place = place.min(last);
        place.unit = self.units.canonical(place.unit);
        place.part = place.part.min(self.parts(place.unit) - 1);
        Place { row: place.row.min(self.height(place).saturating_sub(1)), ..place }
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

fn marker_columns(number: Option<u32>) -> u16 {
    number.map_or(2, |number| u16::try_from(number.checked_ilog10().unwrap_or(0)).unwrap_or(0) + 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::article::Block;
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
        assert!(rows.parts(0) > 300 && rows.laid_out.len() <= 3, "{} units laid out", rows.laid_out.len());
    }

    /// Every row, laid out block by block and all at once.
    fn eager(article: &Article, width: u16) -> Vec<(usize, usize)> {
        let rows = |block: &Block| wrap(block, &article.text, block.range.clone(), width, article.language);
        article.blocks.iter().flat_map(rows).map(|row| (row.start, row.end)).collect()
    }

    fn prose_of(content: &Content) -> Option<(usize, usize)> {
        if let Content::Text { row, .. } = content { Some((row.start, row.end)) } else { None }
    }

    proptest! {
        #[test]
        fn rows_made_on_demand_are_those_made_all_at_once(
            texts in proptest::collection::vec("([a-zäöß]{1,14}[ ,.\n-]){0,60}", 1..20),
            width in 20..200u16,
            from in any::<proptest::sample::Index>(),
        ) {
            let article = article(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let all = eager(&article, width);
            // From the middle to both ends, as one reads.
            let mut rows = Rows::new(article.clone(), width, vec![Content::Byline("x".into())], None);
            let middle = rows.place_of(from.index(article.text.len()));
            let (mut up, mut place) = (Vec::new(), middle);
            while !rows.is_first(place) {
                place = rows.up(place, 1);
                up.push(rows.content(place));
            }
            up.reverse();
            let last = rows.last();
            place = middle;
            let mut seen = up;
            seen.push(rows.content(place));
            while place != last {
                place = rows.down(place, 1);
                seen.push(rows.content(place));
            }
            prop_assert_eq!(seen.iter().filter_map(prose_of).collect::<Vec<_>>(), all);
        }

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
