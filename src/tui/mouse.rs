//! From mouse reports to what a hand did. Presses are counted here: only the shell has a clock.

use std::time::{Duration, Instant};

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::reader::action::Way;
use crate::reader::mouse::Touch;

/// Presses at one place within this time belong together.
const TOGETHER: Duration = Duration::from_millis(400);

/// Whose the mouse is, and the press before.
#[derive(Debug, Default)]
pub struct Mouse {
    /// Whether it is ours; else the terminal's.
    pub ours: bool,
    last: Option<(Instant, u16, u16)>,
    times: u8,
}

impl Mouse {
    /// A mouse that nothing was done with.
    pub fn new(ours: bool) -> Self {
        Self { ours, ..Self::default() }
    }

    /// What a report means; `None`: nothing. With Shift the mouse is the terminal's, even where it reports it.
    pub fn touch(&mut self, event: MouseEvent, now: Instant) -> Option<Touch> {
        let (x, y) = (event.column, event.row);
        if event.modifiers.contains(KeyModifiers::SHIFT) {
            return None;
        }
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Touch::Press { x, y, times: self.count(x, y, now) }),
            MouseEventKind::Drag(MouseButton::Left) => Some(Touch::Drag { x, y }),
            MouseEventKind::Up(MouseButton::Left) => Some(Touch::Release),
            MouseEventKind::ScrollUp => Some(Touch::Wheel { x, y, way: Way::Previous }),
            MouseEventKind::ScrollDown => Some(Touch::Wheel { x, y, way: Way::Next }),
            _ => None,
        }
    }

    fn count(&mut self, x: u16, y: u16, now: Instant) -> u8 {
        let near = |(at, left, row): (Instant, u16, u16)| now.duration_since(at) < TOGETHER && row == y && left.abs_diff(x) <= 1;
        self.times = if self.last.is_some_and(near) { (self.times % 3) + 1 } else { 1 };
        self.last = Some((now, x, y));
        self.times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(kind: MouseEventKind, column: u16, modifiers: KeyModifiers) -> MouseEvent {
        MouseEvent { kind, column, row: 3, modifiers }
    }

    #[test]
    fn two_presses_at_one_place_soon_after_each_other_are_a_double_click() {
        let (mut mouse, begin) = (Mouse::default(), Instant::now());
        let mut press = |column, after| {
            let down = report(MouseEventKind::Down(MouseButton::Left), column, KeyModifiers::NONE);
            match mouse.touch(down, begin + Duration::from_millis(after)) {
                Some(Touch::Press { times, .. }) => times,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!([press(7, 0), press(8, 200), press(7, 1000), press(20, 1100)], [1, 2, 1, 1]);
    }

    #[test]
    fn with_shift_and_with_other_buttons_the_mouse_is_the_terminals() {
        let touch = |kind, modifiers| Mouse::default().touch(report(kind, 1, modifiers), Instant::now());
        assert_eq!(touch(MouseEventKind::Down(MouseButton::Left), KeyModifiers::SHIFT), None);
        assert_eq!(touch(MouseEventKind::Down(MouseButton::Right), KeyModifiers::NONE), None);
        assert_eq!(touch(MouseEventKind::Moved, KeyModifiers::NONE), None);
        assert_eq!(touch(MouseEventKind::ScrollDown, KeyModifiers::NONE), Some(Touch::Wheel { x: 1, y: 3, way: Way::Next }));
    }
}
