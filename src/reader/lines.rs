//! Which rows of an open card are mentions: one answer for the drawing and for the mouse.

use std::ops::Range;

use super::Reader;
use super::areas::Area;
use super::card::Card;
use super::page::Page;
use crate::engine::dictionary::EntityIx;

/// The columns before the lines that say why.
pub const WHY: u16 = 5;
/// From this height on a card has a second row for the rule.
const TALL: u16 = 10;

/// The mentions that a card lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The rows of the window.
    pub rows: Range<u16>,
    /// Which of the entity's mentions stands in the first of them, from 0.
    pub first: usize,
}

impl Reader {
    /// Where the open card lists mentions; `None`: no card is open, or it is about an open name.
    #[must_use]
    pub fn mention_lines(&self) -> Option<Lines> {
        let (areas, page) = (self.areas(), self.page()?);
        let (area, card) = (areas.card?, page.card(self.subject()?)?);
        let rows = if areas.sheet && !areas.whole { in_sheet(area, card) } else { in_dock(area, page, card) };
        let (count, height) = (page.index().mentions().of(card.entity).len(), rows.len());
        let current = nth(page, card.entity).saturating_sub(1);
        Some(Lines { first: current.saturating_sub(height / 3).min(count.saturating_sub(height)), rows })
    }

    /// The mention that the card lists in a row of the window.
    pub(super) fn mention_in_card(&self, y: u16) -> Option<usize> {
        let lines = self.mention_lines()?;
        let row = usize::from(y.checked_sub(lines.rows.start)?);
        let of = self.page()?.index().mentions().of(self.subject()?);
        of.get(lines.first + row).copied().filter(|_| lines.rows.contains(&y))
    }
}

/// Below heading, who it is, and the forms; above the line of keys.
fn in_sheet(area: Area, card: &Card) -> Range<u16> {
    let said = card.who.is_some() || card.office.is_some() || card.note.is_some();
    let bottom = area.y + area.height;
    let from = area.y + 1 + u16::from(said) + u16::from(area.height > 3);
    from.min(bottom)..bottom.saturating_sub(u16::from(area.height > 5)).max(from.min(bottom))
}

/// Between the facts and why it is marked, with a blank row above and below.
fn in_dock(area: Area, page: &Page, card: &Card) -> Range<u16> {
    let why = (area.y + area.height).saturating_sub(why(page, card, area).map_or(0, |rule| rows(&rule) + 1));
    let facts = u16::try_from(card.facts(page.index(), area.width, " · ").len()).unwrap_or(u16::MAX);
    let from = (area.y + 1).saturating_add(facts).min(why.saturating_sub(3)).max(area.y + 1) + 1;
    from..why.saturating_sub(1).max(from)
}

fn rows(lines: &[String]) -> u16 {
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

/// The rule that marks the current mention, or the first where another entity's is current, in one or two rows.
#[must_use]
pub fn why(page: &Page, card: &Card, area: Area) -> Option<Vec<String>> {
    let of = page.index().mentions().of(card.entity);
    let mention = page.index().mention(*of.get(nth(page, card.entity).saturating_sub(1))?)?;
    let support = mention.why.support.map(|byte| format!(", see §{}", page.article().block_at(byte.get()) + 1)).unwrap_or_default();
    let flags: Vec<&str> = mention.flags.words().collect();
    let flags = if flags.is_empty() { String::new() } else { format!(" ({})", flags.join(", ")) };
    let rule = format!("{}{flags}{support}", mention.rule());
    let lines = textwrap::wrap(&rule, usize::from(area.width.saturating_sub(WHY)));
    Some(lines.into_iter().take(if area.height < TALL { 1 } else { 2 }).map(Into::into).collect())
}

/// Which mention of the entity is the current one, from 1; 0 when another entity's is.
#[must_use]
pub fn nth(page: &Page, entity: EntityIx) -> usize {
    let of = page.index().mentions().of(entity);
    page.current().and_then(|current| of.binary_search(&current).ok()).map_or(0, |at| at + 1)
}
