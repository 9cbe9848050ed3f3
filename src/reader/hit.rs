//! What stands in a cell of the window: the one answer to every question that a mouse asks.
//!
//! It walks the same rows and areas as the drawing, so that a click means what is seen under it.

use std::ops::Range;

use super::areas::{Area, Areas};
use super::cells::cells;
use super::page::Page;
use super::rows::{Content, indent};
use super::{Focus, Reader};

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing that could be meant.
    Nothing,
    /// A grapheme of the prose, by its first byte.
    Text(usize),
    /// A marked mention, by its index, and the first byte of the grapheme.
    Mention(usize, usize),
    /// A tick on the scrollbar: the first mention of the current entity that it stands for.
    Tick(usize),
    /// The scrollbar: a row of it, from 0.
    Bar(u16),
    /// The line between text and panel.
    Border,
    /// An entry of the cast, by its row in the list.
    Cast(usize),
    /// The word that tells in which order the cast stands.
    Order,
    /// The cast, but none of its entries.
    Panel,
    /// The card.
    Card,
    /// A line of the card: a mention, by its index.
    CardLine(usize),
}

impl Reader {
    /// What the cell in this column and row shows.
    #[must_use]
    pub fn hit(&self, x: u16, y: u16) -> Target {
        let areas = self.areas();
        let Some(page) = self.page().filter(|_| matches!(self.focus(), Focus::Article | Focus::Cast | Focus::Select)) else {
            return Target::Nothing;
        };
        let within = |area: Option<Area>| area.is_some_and(|area| area.contains(x, y));
        if areas.too_small || self.popup() {
            Target::Nothing
        } else if within(areas.border) {
            Target::Border
        } else if within(areas.cast) {
            self.in_cast_panel(&areas, x, y)
        } else if within(areas.card) {
            self.mention_in_card(y).map_or(Target::Card, Target::CardLine)
        } else if areas.whole || (areas.cast.is_some() && areas.border.is_none()) {
            Target::Nothing
        } else if within(areas.scrollbar) {
            areas.scrollbar.map_or(Target::Nothing, |bar| self.on_bar(page, bar, y - bar.y))
        } else if within(Some(areas.text)) {
            in_text(page, areas.text, x, y)
        } else {
            Target::Nothing
        }
    }

    /// The cell of the text in which the grapheme of this byte begins, where it is on the screen.
    #[must_use]
    pub fn cell_of(&self, byte: usize) -> Option<(u16, u16)> {
        let (page, text) = (self.page()?, self.areas().text);
        for (y, (_, content)) in (text.y..text.y + text.height).zip(page.view()) {
            let Content::Text { block, row, .. } = content else { continue };
            let Some(block) = page.article().blocks.get(*block).filter(|_| (row.start..row.end).contains(&byte)) else { continue };
            let mut x = text.x + indent(block.kind, text.width);
            for cell in cells(block, &page.article().text, row.start..row.end) {
                if cell.range.end > byte {
                    return Some((x, y));
                }
                x = x.saturating_add(cell.glyph.columns);
            }
        }
        None
    }

    fn in_cast_panel(&self, areas: &Areas, x: u16, y: u16) -> Target {
        let Some(panel) = areas.cast else { return Target::Nothing };
        let rows = Self::cast_rows(panel);
        if rows.contains(x, y) {
            let row = self.cast().top() + usize::from(y - rows.y);
            return if row < self.cast().rows().len() { Target::Cast(row) } else { Target::Panel };
        }
        let order = u16::try_from(self.cast().sort.word().len() + 1).unwrap_or(0);
        if y == Self::cast_head(panel) && x + order >= panel.x + panel.width { Target::Order } else { Target::Panel }
    }

    fn on_bar(&self, page: &Page, bar: Area, row: u16) -> Target {
        let tick = self.subject().and_then(|entity| {
            let (of, starts) = (page.index().mentions().of(entity), page.index().mentions().starts_of(entity));
            let row_of = |start: usize| bar_row(page.fraction(start), bar.height);
            let first = starts.partition_point(|start| row_of(*start) < row);
            of.get(first).filter(|_| row_of(starts[first]) == row)
        });
        tick.map_or(Target::Bar(row), |at| Target::Tick(*at))
    }
}

/// The row of a bar of `height` rows that stands for a fraction of the article.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a fraction of the bar's height")]
pub fn bar_row(fraction: f64, height: u16) -> u16 {
    ((fraction.clamp(0.0, 1.0) * f64::from(height)) as u16).min(height.saturating_sub(1))
}

fn in_text(page: &Page, text: Area, x: u16, y: u16) -> Target {
    let Some(grapheme) = grapheme(page, text, x, y) else { return Target::Nothing };
    let index = page.index();
    let here = || index.overlapping(grapheme.clone()).filter(|(_, mention)| mention.span.contains(&grapheme.start));
    let current = here().map(|(at, _)| at).find(|at| page.current() == Some(*at));
    let mention = current.or_else(|| here().map(|(at, _)| at).filter(|at| index.shown(*at)).last());
    mention.map_or(Target::Text(grapheme.start), |at| Target::Mention(at, grapheme.start))
}

/// The bytes of the grapheme that is drawn in a cell of the text.
fn grapheme(page: &Page, text: Area, x: u16, y: u16) -> Option<Range<usize>> {
    let (_, Content::Text { block, row, .. }) = page.view().get(usize::from(y - text.y))? else { return None };
    let block = page.article().blocks.get(*block)?;
    let mut left = text.x + indent(block.kind, text.width);
    let mut last = None;
    for cell in cells(block, &page.article().text, row.start..row.end) {
        let right = left.saturating_add(cell.glyph.columns);
        if (left..right).contains(&x) {
            return Some(cell.range);
        }
        left = right;
        last = Some(cell.range);
    }
    // The hyphen of a divided word belongs to the word.
    last.filter(|_| row.hyphen && x == left)
}
