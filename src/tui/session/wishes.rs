//! The configuration, where it changes while the session runs.

use super::Session;
use crate::reader::action::Action;
use crate::tui::Wishes;
use crate::tui::keeper::from_home;
use crate::tui::look::{self, Ambiguous, Choice};

impl Session {
    /// The configuration was changed by somebody. One that is broken now changes nothing.
    pub(super) fn configure(&mut self) {
        let Some(read) = self.configuration.as_ref().map(|configuration| configuration.read.clone()) else { return };
        match read() {
            Ok(wishes) => self.follow(wishes),
            Err(message) => self.act(Action::Message(format!("{}; the configuration stays as it was", from_home(&message)))),
        }
    }

    /// What the configuration says otherwise than before is done; what was changed with keys since stays as it is.
    fn follow(&mut self, wishes: Wishes) {
        if wishes.look != self.wished.look {
            self.look = wishes.look;
            self.theme.tone = if wishes.look == Choice::Auto { self.own_tone } else { look::theme(wishes.look, |_| None).tone };
        }
        if wishes.ambiguous != self.wished.ambiguous {
            self.ambiguous = wishes.ambiguous;
            self.theme.unicode =
                look::theme(self.look, |name| std::env::var(name).ok()).unicode && wishes.ambiguous != Some(Ambiguous::Wide);
        }
        if wishes.mouse != self.wished.mouse && wishes.mouse != self.mouse.ours {
            self.hand_over_mouse();
        }
        if wishes.hints != self.wished.hints && self.memory.remembers() {
            self.reader.give_hints(wishes.hints);
        }
        if wishes.linear != self.wished.linear {
            self.reader.read_linearly(wishes.linear);
        }
        self.theme.links = wishes.links;
        if wishes.measure != self.wished.measure {
            self.act(Action::Measure(wishes.measure));
        }
        self.act(Action::Keymap(wishes.keymap.clone()));
        self.act(Action::Message("the configuration was changed, and read again".to_owned()));
        self.wished = wishes;
        // Frames, glyphs and links may differ in cells that look the same.
        self.repaint();
    }
}
