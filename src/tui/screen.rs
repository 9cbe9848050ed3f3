//! The screen: what it shows, and the least that must be written to show something else.
//!
//! Two buffers and their difference. A frame that changes nothing writes nothing, not even a cursor position; a frame
//! that changes something is one write, between the marks of a synchronized update.

use std::io;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::changes::changes;
use super::paint::paint;
use super::terminal;

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const CLEAR: &[u8] = b"\x1b[m\x1b[2J";

/// What is on the terminal.
#[derive(Debug)]
pub struct Screen {
    area: Rect,
    /// Nothing, where nobody knows.
    shown: Buffer,
    /// Made when it is drawn on: the first screen needs only one buffer.
    next: Buffer,
    /// Where the terminal's cursor is shown; `None`: it is hidden.
    cursor: Option<(u16, u16)>,
    /// Nobody knows what is on the terminal.
    stale: bool,
    /// What is written together with the next frame, before it.
    ahead: Vec<u8>,
}

impl Default for Screen {
    /// A screen of the terminal's size, nothing of it known.
    fn default() -> Self {
        Self::of(area())
    }
}

impl Screen {
    fn of(area: Rect) -> Self {
        let nothing = || Buffer::empty(Rect::ZERO);
        Self { area, shown: nothing(), next: nothing(), cursor: None, stale: true, ahead: Vec::new() }
    }

    /// The area to draw in.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.area
    }

    /// Looks whether the terminal has another size now; then all is drawn anew.
    pub fn resized(&mut self) -> bool {
        let area = area();
        let changed = area != self.area;
        self.stale |= changed;
        self.area = area;
        changed
    }

    /// The next frame draws everything.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// Has this written together with the next frame, before it.
    pub fn put_ahead(&mut self, bytes: &[u8]) {
        self.ahead.extend_from_slice(bytes);
    }

    /// Shows what `draw` draws, with the terminal's cursor in a cell, or hidden as it was.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn show(&mut self, cursor: Option<(u16, u16)>, draw: impl FnOnce(Rect, &mut Buffer)) -> io::Result<()> {
        let mut frame = self.frame(draw);
        if let Some((x, y)) = cursor.filter(|_| !frame.is_empty() || cursor != self.cursor) {
            frame.extend_from_slice(format!("\x1b[{};{}H\x1b[?25h", y + 1, x + 1).as_bytes());
        }
        self.cursor = cursor;
        let ahead = std::mem::take(&mut self.ahead);
        if !ahead.is_empty() {
            frame.splice(..0, ahead);
        }
        if frame.is_empty() { Ok(()) } else { terminal::write(&frame) }
    }

    /// The bytes that make the terminal show what `draw` draws; none when it shows that already.
    fn frame(&mut self, draw: impl FnOnce(Rect, &mut Buffer)) -> Vec<u8> {
        if self.next.area == self.area {
            self.next.reset();
        } else {
            self.next.resize(Rect::ZERO);
            self.next.resize(self.area);
        }
        draw(self.area, &mut self.next);
        let mut frame = BEGIN.to_vec();
        if std::mem::take(&mut self.stale) {
            frame.extend_from_slice(CLEAR);
            self.shown.resize(Rect::ZERO);
        }
        paint(&changes(&self.shown, &self.next), &self.next, &mut frame);
        if frame.len() == BEGIN.len() {
            return Vec::new();
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        frame.extend_from_slice(END);
        frame
    }
}

fn area() -> Rect {
    let (columns, rows) = terminal::size();
    Rect::new(0, 0, columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::{Color, Style};

    const COLUMNS: u16 = 12;
    const ROWS: u16 = 3;

    fn screen() -> Screen {
        Screen::of(Rect::new(0, 0, COLUMNS, ROWS))
    }

    fn words(rows: &[(String, bool)]) -> impl Fn(Rect, &mut Buffer) {
        move |area, buffer| {
            for (y, (text, red)) in (0..).zip(rows) {
                let style = if *red { Style::new().fg(Color::Red) } else { Style::new() };
                buffer.set_stringn(0, y, text, (area.width / 2).into(), style);
                buffer.set_stringn(area.width / 2, y, text, (area.width / 2).into(), Style::new());
            }
        }
    }

    fn terminal() -> vt100::Parser {
        vt100::Parser::new(ROWS.try_into().unwrap(), COLUMNS.try_into().unwrap(), 0)
    }

    #[test]
    fn a_frame_that_changes_nothing_writes_nothing() {
        let rows = ["Riga".to_owned()].map(|row| (row, false));
        let mut screen = screen();
        assert!(!screen.frame(words(&rows)).is_empty());
        assert!(screen.frame(words(&rows)).is_empty());
        screen.forget();
        assert!(!screen.frame(words(&rows)).is_empty());
    }

    #[test]
    fn letters_that_stay_are_written_again_where_that_is_shorter() {
        let mut screen = screen();
        let draw = |text: &'static str| move |_: Rect, buffer: &mut Buffer| buffer.set_string(0, 0, text, Style::new());
        screen.frame(draw("ein Haus"));
        let frame = String::from_utf8(screen.frame(draw("das Haar"))).unwrap();
        assert!(frame.contains("das Haar"), "{frame:?}");
    }

    /// What an eye sees: characters with their colours; a blank is a blank.
    fn seen(terminal: &vt100::Parser) -> Vec<(String, Option<vt100::Color>)> {
        let cells = (0..ROWS).flat_map(|row| (0..COLUMNS).map(move |column| (row, column)));
        let cell = |(row, column)| terminal.screen().cell(row, column).unwrap();
        let look = |cell: &vt100::Cell| match cell.contents().trim() {
            "" => (String::new(), None),
            text => (text.to_owned(), Some(cell.fgcolor())),
        };
        cells.map(|at| look(cell(at))).collect()
    }

    proptest! {
        #[test]
        fn frame_after_frame_the_terminal_shows_what_was_drawn(frames in proptest::collection::vec(rows(), 1..5)) {
            let (mut screen, mut step_by_step) = (screen(), terminal());
            for rows in frames {
                step_by_step.process(&screen.frame(words(&rows)));
                let mut at_once = terminal();
                at_once.process(&super::tests::screen().frame(words(&rows)));
                prop_assert_eq!(seen(&step_by_step), seen(&at_once));
            }
        }
    }

    fn rows() -> impl Strategy<Value = Vec<(String, bool)>> {
        proptest::collection::vec(("[ab 漢é]{0,8}", any::<bool>()), ROWS as usize)
    }
}
