//! What differs between two screens.
//!
//! The same as `ratatui::buffer::Buffer::diff` finds, which the tests hold it to, and twice as fast: nearly every cell has
//! one byte, and of these no width is asked. A screen of which nothing is known needs no cells: it is blank.

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::style::{Color, Modifier};

use super::paint::Change;

/// What of a wide character's cells can be seen where it stood.
const SEEN_ON_BLANKS: Modifier =
    Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::SLOW_BLINK).union(Modifier::RAPID_BLINK).union(Modifier::CROSSED_OUT);

/// The cells that must be drawn so that what `shown` shows becomes `next`, in their order; where `shown` has no cell, a
/// blank is shown. Both have the same width.
pub fn changes<'a>(shown: &Buffer, next: &'a Buffer) -> Vec<Change<'a>> {
    let row = Row { number: 0, start: 0, width: usize::from(next.area.width.max(1)) };
    let mut changes = Changes { shown: &shown.content, next: &next.content, row, found: Vec::new() };
    let mut at = 0;
    while let Some(cell) = next.content.get(at) {
        at = changes.look(at, cell);
    }
    changes.found
}

struct Changes<'a, 'b> {
    shown: &'b [Cell],
    next: &'a [Cell],
    row: Row,
    found: Vec<Change<'a>>,
}

/// The row of the last change, and the number of its first cell.
struct Row {
    number: u16,
    start: usize,
    width: usize,
}

impl<'a> Changes<'a, '_> {
    /// Looks at a cell, and gives the next to look at.
    fn look(&mut self, at: usize, cell: &'a Cell) -> usize {
        let before = self.shown.get(at).unwrap_or(&Cell::EMPTY);
        if let (Some(byte), Some(old)) = (byte(cell), byte(before)) {
            if byte != old || cell.fg != before.fg || cell.bg != before.bg || cell.modifier != before.modifier {
                self.add(at, cell);
            }
            return at + 1;
        }
        match cell.diff_option {
            CellDiffOption::Skip => at + 1,
            CellDiffOption::ForcedWidth(width) => {
                if cell != before {
                    self.add(at, cell);
                }
                at + usize::from(width.get())
            }
            CellDiffOption::None | CellDiffOption::AlwaysUpdate => {
                let width = usize::from(cell.cell_width());
                if cell.diff_option == CellDiffOption::None && cell == before {
                    return at + width.max(1);
                }
                self.add(at, cell);
                self.behind(at, cell, before)
            }
        }
    }

    /// What stands behind the first cell of what has changed: the other cells of a wide character, now or before.
    fn behind(&mut self, at: usize, cell: &Cell, before: &Cell) -> usize {
        let (width, room) = (usize::from(cell.cell_width()), usize::from(before.cell_width()));
        // Emoji of this kind take one column in some terminals.
        if width > 1 && cell.symbol().contains('\u{FE0F}') {
            return self.trail(at + 1, at + width, false);
        }
        if width > 1 {
            return at + width;
        }
        if room > width && (before.bg != Color::Reset || before.modifier.intersects(SEEN_ON_BLANKS)) {
            return self.trail(at + 1, at + room, true);
        }
        at + 1
    }

    /// Cells that are drawn whether they have changed or not, or where their characters have; gives the one after them.
    fn trail(&mut self, mut at: usize, mut end: usize, all: bool) -> usize {
        while let Some(cell) = self.next.get(at).filter(|_| at < end) {
            let before = self.shown.get(at).unwrap_or(&Cell::EMPTY);
            if cell.diff_option != CellDiffOption::Skip && (all || before.symbol() != cell.symbol()) {
                self.add(at, cell);
            }
            at += usize::from(cell.cell_width().max(1));
            end = end.max(at);
        }
        end
    }

    /// Cells are added in their order.
    fn add(&mut self, at: usize, cell: &'a Cell) {
        let row = &mut self.row;
        while at >= row.start + row.width {
            row.start += row.width;
            row.number = row.number.saturating_add(1);
        }
        self.found.push((u16::try_from(at - row.start).unwrap_or(u16::MAX), row.number, cell));
    }
}

/// The byte of a plain cell that has only one, which is one column wide.
fn byte(cell: &Cell) -> Option<u8> {
    match (cell.diff_option, cell.symbol().as_bytes()) {
        (CellDiffOption::None, [byte]) => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use std::num::NonZeroU16;

    const AREA: Rect = Rect { x: 0, y: 0, width: 9, height: 4 };

    /// Texts of every width, at places where they may cover each other in part.
    fn screen() -> impl Strategy<Value = Buffer> {
        let text = prop_oneof!["[ab ]{1,6}", "[é北│]{1,3}", Just("❤️".to_owned()), Just("👩‍👩‍👧 🇪🇺".to_owned()), Just("ｶﾞ".to_owned())];
        let color = prop_oneof![Just(Color::Reset), Just(Color::Red)];
        let modifier = prop_oneof![Just(Modifier::empty()), Just(Modifier::BOLD), Just(Modifier::REVERSED)];
        let piece = (0..AREA.width, 0..AREA.height, text, color, modifier, 0..9u8);
        proptest::collection::vec(piece, 0..9).prop_map(|pieces| {
            let mut buffer = Buffer::empty(AREA);
            for (x, y, text, color, modifier, option) in pieces {
                buffer.set_stringn(x, y, text, usize::from(AREA.width - x), Style::new().bg(color).add_modifier(modifier));
                let option = match option {
                    0 => CellDiffOption::Skip,
                    1 => CellDiffOption::AlwaysUpdate,
                    2 if x + 1 < AREA.width => CellDiffOption::ForcedWidth(NonZeroU16::MIN.saturating_add(1)),
                    _ => CellDiffOption::None,
                };
                buffer[(x, y)].set_diff_option(option);
            }
            buffer
        })
    }

    proptest! {
        #[test]
        fn what_differs_is_what_ratatui_finds(shown in screen(), next in screen()) {
            prop_assert_eq!(changes(&shown, &next), shown.diff(&next));
        }

        #[test]
        fn on_an_unknown_screen_everything_is_new_that_is_not_blank(next in screen()) {
            prop_assert_eq!(changes(&Buffer::empty(Rect::ZERO), &next), Buffer::empty(AREA).diff(&next));
        }
    }
}
