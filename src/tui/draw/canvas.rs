//! The buffer with a border that holds: nothing is written outside of it, and everything goes through `visible`.

use std::borrow::Cow;
use std::num::NonZeroU16;
use std::ops::Range;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::engine::glyph::{columns, fit, is_simple, visible};
use crate::engine::web;
use crate::reader::areas::Area;
use crate::tui::glyphs::{Glyphs, UNICODE};
use crate::tui::theme::Theme;

/// Where and how to draw.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    origin: Rect,
    /// Colours and attributes.
    pub theme: &'a Theme,
    /// The characters of the frame.
    pub glyphs: &'static Glyphs,
}

impl<'a> Canvas<'a> {
    /// A canvas on the part `origin` of a buffer.
    pub fn new(buffer: &'a mut Buffer, origin: Rect, theme: &'a Theme, glyphs: &'static Glyphs) -> Self {
        let origin = origin.intersection(buffer.area);
        Self { buffer, origin, theme, glyphs }
    }

    /// Writes text at a column and row, at most `most` columns of it; gives the column after it.
    pub fn put(&mut self, x: u16, y: u16, most: u16, text: &str, style: Style) -> u16 {
        let room = self.origin.width.saturating_sub(x).min(most);
        if room == 0 || y >= self.origin.height {
            return x;
        }
        if is_simple(text) {
            return self.simple(x, y, room, text, style);
        }
        let shown = visible(text);
        let shown = within(&shown, self.origin.width - x);
        let (end, _) = self.buffer.set_stringn(self.origin.x + x, self.origin.y + y, shown, room.into(), style);
        end - self.origin.x
    }

    /// Writes what [`crate::engine::glyph::glyph`] made: it needs no more cleaning.
    pub fn glyph(&mut self, x: u16, y: u16, most: u16, shown: &str, style: Style) {
        let room = self.origin.width.saturating_sub(x).min(most);
        if room > 0 && y < self.origin.height {
            if is_simple(shown) {
                self.simple(x, y, room, shown, style);
                return;
            }
            let shown = within(shown, self.origin.width - x);
            self.buffer.set_stringn(self.origin.x + x, self.origin.y + y, shown, room.into(), style);
        }
    }

    /// Writes text of which every character takes one cell: nothing is to be cut or measured.
    fn simple(&mut self, x: u16, y: u16, room: u16, text: &str, style: Style) -> u16 {
        let start = self.buffer.index_of(self.origin.x + x, self.origin.y + y);
        let cells = self.buffer.content.iter_mut().skip(start).take(room.into());
        let mut end = x;
        for (cell, c) in cells.zip(text.chars()) {
            cell.set_char(c).set_style(style);
            end += 1;
        }
        end
    }

    /// Writes text that is cut with an ellipsis where it does not fit; gives the column after it.
    pub fn cut(&mut self, x: u16, y: u16, most: u16, text: &str, style: Style) -> u16 {
        let text = self.worded(text);
        self.put(x, y, most, &fit(&text, most.into(), self.glyphs.more), style)
    }

    /// Writes text that ends before column `end`; gives the column at which it begins.
    pub fn right(&mut self, end: u16, y: u16, most: u16, text: &str, style: Style) -> u16 {
        let text = self.worded(text);
        let text = fit(&text, most.into(), self.glyphs.more);
        let x = end.saturating_sub(u16::try_from(columns(&text)).unwrap_or(u16::MAX));
        self.put(x, y, most, &text, style);
        x
    }

    /// What the reader says, with the dot between its parts that this terminal has.
    fn worded<'b>(&self, text: &'b str) -> Cow<'b, str> {
        let dot = UNICODE.dot;
        if self.glyphs.dot == dot || !text.contains(dot) { visible(text) } else { visible(text).replace(dot, self.glyphs.dot).into() }
    }

    /// Makes the cells of these columns lead to an address of the web, where the user wishes for that. Each cell opens and
    /// closes the link by itself, because a frame may write any of them alone.
    pub fn link(&mut self, columns: Range<u16>, y: u16, address: &str) {
        let Some(address) = web::address(address).filter(|address| self.theme.links && address.is_ascii()) else { return };
        let mut x = columns.start;
        while x < columns.end.min(self.origin.width) {
            let Some(cell) = self.buffer.cell_mut((self.origin.x + x, self.origin.y + y)) else { return };
            let width = u16::try_from(cell.symbol().width()).ok().and_then(NonZeroU16::new).unwrap_or(NonZeroU16::MIN);
            let linked = format!("\x1b]8;id=namedrop;{address}\x1b\\{}\x1b]8;;\x1b\\", cell.symbol());
            cell.set_symbol(&linked).set_diff_option(CellDiffOption::ForcedWidth(width));
            x += width.get();
        }
    }

    /// Gives an area a style, empties it on request.
    pub fn fill(&mut self, area: Area, style: Style, empty: bool) {
        let area = Rect::new(self.origin.x.saturating_add(area.x), self.origin.y.saturating_add(area.y), area.width, area.height);
        let area = area.intersection(self.origin);
        if empty {
            for position in area.positions() {
                if let Some(cell) = self.buffer.cell_mut(position) {
                    cell.reset();
                }
            }
        }
        self.buffer.set_style(area, style);
    }

    /// A line around an area, inside it.
    pub fn frame(&mut self, area: Area, style: Style) {
        let (right, bottom) = ((area.x + area.width).saturating_sub(1), (area.y + area.height).saturating_sub(1));
        let [top_left, top_right, bottom_left, bottom_right] = self.glyphs.corners;
        self.horizontal(Area { height: 1, ..area }, style);
        self.horizontal(Area { y: bottom, height: 1, ..area }, style);
        self.vertical(Area { width: 1, ..area }, style);
        self.vertical(Area { x: right, width: 1, ..area }, style);
        for (x, y, corner) in
            [(area.x, area.y, top_left), (right, area.y, top_right), (area.x, bottom, bottom_left), (right, bottom, bottom_right)]
        {
            self.put(x, y, 1, corner, style);
        }
    }

    /// A vertical line.
    pub fn vertical(&mut self, area: Area, style: Style) {
        for y in area.y..area.y + area.height {
            self.put(area.x, y, 1, self.glyphs.vertical, style);
        }
    }

    /// A horizontal line.
    pub fn horizontal(&mut self, area: Area, style: Style) {
        for x in area.x..area.x + area.width {
            self.put(x, area.y, 1, self.glyphs.horizontal, style);
        }
    }
}

/// Joined emoji (families, skin tones) take the room of one where a terminal joins them, and of all their parts where it
/// does not. At the right edge the parts would run on into the next row: there only the first part is drawn.
fn within(text: &str, room: u16) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let parts = |grapheme: &str| grapheme.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    let mut column = 0;
    let mut runs_over = |grapheme: &str| {
        let over = parts(grapheme) > grapheme.width() && column + parts(grapheme) > usize::from(room);
        column += grapheme.width();
        over
    };
    let cut: Vec<(&str, bool)> = text.graphemes(true).map(|grapheme| (grapheme, runs_over(grapheme))).collect();
    if cut.iter().all(|(_, over)| !over) {
        return Cow::Borrowed(text);
    }
    let first = |grapheme: &str| grapheme.chars().next().map(String::from).unwrap_or_default();
    Cow::Owned(cut.into_iter().map(|(grapheme, over)| if over { first(grapheme) } else { grapheme.to_owned() }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_the_right_edge_a_family_is_drawn_as_its_first_member() {
        assert_eq!(within("ab 👩‍👩‍👧‍👦", 20), "ab 👩‍👩‍👧‍👦");
        assert_eq!(within("ab 👩‍👩‍👧‍👦", 8), "ab 👩");
        assert_eq!(within("北京 é", 4), "北京 é");
    }
}
