//! The screen: what it shows, and the least that must be written to show something else.
//!
//! Two buffers and their difference. A frame that changes nothing writes nothing, not even a cursor position; a frame
//! that changes something is one write, between the marks of a synchronized update.

use std::io;

use ratatui::backend::{Backend, ClearType, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::terminal;

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// What is on the terminal.
#[derive(Debug)]
pub struct Screen {
    shown: Buffer,
    next: Buffer,
    /// Nobody knows what is on the terminal.
    stale: bool,
}

impl Default for Screen {
    /// A screen of the terminal's size, nothing of it known.
    fn default() -> Self {
        let area = area();
        Self { shown: Buffer::empty(area), next: Buffer::empty(area), stale: true }
    }
}

impl Screen {
    /// The area to draw in.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.next.area
    }

    /// Looks whether the terminal has another size now; then all is drawn anew.
    pub fn resized(&mut self) -> bool {
        let area = area();
        let changed = area != self.next.area;
        if changed {
            self.next = Buffer::empty(area);
            self.stale = true;
        }
        changed
    }

    /// The next frame draws everything.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// Shows what `draw` draws.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn show(&mut self, draw: impl FnOnce(Rect, &mut Buffer)) -> io::Result<()> {
        self.next.reset();
        draw(self.next.area, &mut self.next);
        let mut frame = BEGIN.to_vec();
        let mut backend = CrosstermBackend::new(&mut frame);
        if std::mem::take(&mut self.stale) {
            backend.clear_region(ClearType::All)?;
            self.shown = Buffer::empty(self.next.area);
        }
        let changes = self.shown.diff(&self.next);
        // Each piece begins with a cursor position, so that a width the terminal sees otherwise shifts nothing.
        for piece in changes.split_inclusive(|(_, _, cell)| is_of_doubtful_width(cell.symbol())) {
            backend.draw(piece.iter().copied())?;
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        if frame.len() == BEGIN.len() {
            return Ok(());
        }
        frame.extend_from_slice(END);
        terminal::write(&frame)
    }
}

/// Joined emoji, flags, skin tones and variation selectors: terminals disagree about their width.
fn is_of_doubtful_width(symbol: &str) -> bool {
    let doubtful =
        |c| matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}');
    !symbol.is_ascii() && symbol.chars().any(doubtful)
}

fn area() -> Rect {
    let (columns, rows) = terminal::size();
    Rect::new(0, 0, columns, rows)
}
