//! What the mouse does: everything that it does a key does, too.

use super::action::{Command, Effect, Way};
use super::areas::panel_more;
use super::hit::Target;
use super::index::prose;
use super::update::moved;
use super::{Focus, Reader};

/// What a hand does with a mouse. Columns and rows count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// The left button went down, for the second time in a row where `times` is 2.
    Press {
        /// The column.
        x: u16,
        /// The row.
        y: u16,
        /// How often in a row, at the same place.
        times: u8,
    },
    /// The mouse moved with the left button down.
    Drag {
        /// The column.
        x: u16,
        /// The row.
        y: u16,
    },
    /// The button was let go.
    Release,
    /// The wheel was turned by one notch.
    Wheel {
        /// The column.
        x: u16,
        /// The row.
        y: u16,
        /// Which way.
        way: Way,
    },
}

/// What the button holds while it is down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Held {
    #[default]
    Nothing,
    /// The line between text and panel.
    Border,
    /// The scrollbar.
    Bar,
    /// The text, from this byte on: words are selected.
    Text(usize),
}

/// Rows that a notch of the wheel moves.
const NOTCH: usize = 3;

impl Reader {
    pub(super) fn touch(&mut self, touch: Touch) -> Vec<Effect> {
        match touch {
            Touch::Press { x, y, times } => return self.press(x, y, times),
            Touch::Drag { x, y } => self.drag(x, y),
            Touch::Release => self.held = Held::Nothing,
            Touch::Wheel { x, y, way } => return self.wheel(x, y, way),
        }
        Vec::new()
    }

    fn press(&mut self, x: u16, y: u16, times: u8) -> Vec<Effect> {
        if self.focus == Focus::Picker {
            return self.press_picked(x, y);
        }
        let target = self.hit(x, y);
        self.held = Held::Nothing;
        if target == Target::Nothing {
            return Vec::new();
        }
        self.forget();
        self.message = None;
        self.choosing = false;
        self.jumps.pause();
        match target {
            Target::Mention(at, byte) => {
                self.end_selection();
                self.press_mention(at);
                self.held = Held::Text(byte);
            }
            Target::Text(byte) => {
                self.end_selection();
                self.focus = Focus::Article;
                self.held = Held::Text(byte);
                if times == 2 {
                    self.select_between(byte, byte);
                }
            }
            Target::Tick(at) | Target::CardLine(at) => self.jump_from(Command::First, at),
            Target::Bar(row) => {
                self.held = Held::Bar;
                self.leave(Command::Percent);
                self.go_to_bar(row);
            }
            Target::Border => self.held = Held::Border,
            Target::Cast(row) => self.press_cast(row, times),
            Target::Order => {
                self.cast.sort = self.cast.sort.next();
                self.list();
            }
            Target::Panel => self.focus_cast(),
            Target::Card | Target::Nothing => {}
        }
        Vec::new()
    }

    /// The first press makes it the current mention, without moving the text under the pointer; the next opens its card.
    fn press_mention(&mut self, at: usize) {
        self.focus = Focus::Article;
        let again = self.page.as_ref().is_some_and(|page| page.current() == Some(at));
        if let Some(page) = &mut self.page {
            page.choose(at);
        }
        if again && self.is_open() {
            self.ask_whom();
        } else if again && self.areas().card.is_none() {
            self.show_card(true);
        }
    }

    /// Selects an entry and goes to its first mention; pressed again, to the next one.
    fn press_cast(&mut self, row: usize, times: u8) {
        let again = self.pane() == Focus::Cast && self.cast.selected() == row;
        self.focus = Focus::Cast;
        self.cast.go(row);
        let next = Command::Step(super::action::Stop::SameEntity, Way::Next);
        // The second half of a double click asks for nothing more than the first.
        if times < 2 || !again {
            self.visit(if again { next } else { Command::First }, 1);
        }
    }

    fn drag(&mut self, x: u16, y: u16) {
        match self.held {
            Held::Border => {
                self.cast.more = panel_more(self.size.0, self.size.0.saturating_sub(x));
                self.uncover();
            }
            Held::Bar => {
                let row = self.areas().scrollbar.map_or(0, |bar| y.clamp(bar.y, bar.y + bar.height.saturating_sub(1)) - bar.y);
                self.go_to_bar(row);
            }
            Held::Text(from) => {
                if let Target::Text(to) | Target::Mention(_, to) = self.hit(x, y)
                    && to != from
                {
                    self.select_between(from, to);
                }
            }
            Held::Nothing => {}
        }
    }

    fn go_to_bar(&mut self, row: u16) {
        let height = self.areas().scrollbar.map_or(1, |bar| usize::from(bar.height).max(2));
        let Some(page) = &mut self.page else { return };
        match usize::from(row) {
            0 => page.end(false),
            row if row + 1 >= height => page.end(true),
            row => {
                let prose = prose(page.article());
                page.scroll_to_byte(prose.start + prose.len() / height * row);
            }
        }
    }

    fn wheel(&mut self, x: u16, y: u16, way: Way) -> Vec<Effect> {
        match (self.focus, self.hit(x, y)) {
            (Focus::Help, _) => self.scroll_help(moved(self.help(), NOTCH, way)),
            (Focus::Prompt, _) => {}
            (Focus::Picker, _) => return self.in_picker(Command::Line(way)),
            (_, Target::Cast(_) | Target::Panel | Target::Order) => {
                let rows = self.areas().cast.map_or(0, |cast| usize::from(Self::cast_rows(cast).height));
                self.cast.wheel(NOTCH, way, rows);
            }
            _ => self.scroll(NOTCH, way),
        }
        Vec::new()
    }
}
