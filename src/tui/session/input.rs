//! What comes from the terminal: keys, the mouse, its answers, and signals.

use std::io;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyEvent};

use super::Session;
use crate::reader::action::Action;
use crate::tui::decode::Input;
use crate::tui::look::{self, Ambiguous, Choice};
use crate::tui::signals::Signal;
use crate::tui::step::{self, Step};
use crate::tui::theme::Tone;
use crate::tui::{keys, panic, terminal};

/// After this time without a key a prefix shows what may follow.
const PREFIX_PAUSE: Duration = Duration::from_millis(300);

impl Session {
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        let mut inputs = Vec::new();
        self.decoder.feed(bytes, &mut inputs);
        self.sequence_ends = self.decoder.wait().map(|wait| Instant::now() + wait);
        self.inputs(inputs);
    }

    pub(super) fn inputs(&mut self, inputs: Vec<Input>) {
        for input in inputs {
            match input {
                Input::Key(_) | Input::Paste(_) | Input::Mouse(_) if self.over => {}
                Input::Key(key) => self.key(key),
                Input::Mouse(report) => {
                    if let Some(touch) = self.mouse.touch(report, Instant::now()) {
                        self.note(&Step::Mouse(touch));
                        self.act(Action::Mouse(touch));
                    }
                }
                Input::Paste(text) => {
                    self.note(&Step::Paste(text.len()));
                    if let Some(action) = step::pasted(&self.reader, text) {
                        self.act(action);
                    }
                }
                Input::Cursor(2, column) if self.ambiguous.is_none() => {
                    self.frame_of(if column > 2 { Ambiguous::Wide } else { Ambiguous::Narrow });
                }
                Input::Cursor(..) => {}
                Input::Background(red, green, blue) => self.background(look::tone_of(red, green, blue)),
                Input::Answered => self.question.answered(),
            }
        }
    }

    pub(super) fn key(&mut self, key: KeyEvent) {
        if let Some(name) = keys::name(key) {
            self.note(&Step::Key(name));
        }
        panic::for_a_test("ui");
        if let Some(action) = keys::action(&self.reader, &Event::Key(key)) {
            self.act(action);
        }
        self.prefix_shows = self.reader.waits_for_key().then(|| Instant::now() + PREFIX_PAUSE);
    }

    /// Lines, blocks and arrows need a terminal that draws them one column wide; else ASCII stands for them.
    fn frame_of(&mut self, ambiguous: Ambiguous) {
        self.ambiguous = Some(ambiguous);
        if ambiguous == Ambiguous::Wide && self.theme.unicode {
            self.theme.unicode = false;
            self.repaint();
        }
    }

    /// The terminal says what its background is. Once the user chose, it has no say.
    fn background(&mut self, tone: Tone) {
        self.own_tone = tone;
        if self.look == Choice::Auto && self.theme.tone != tone {
            self.theme.tone = tone;
            self.changed = true;
        }
    }

    pub(super) fn signal(&mut self, signal: Signal) -> io::Result<()> {
        match signal {
            // Also when the window is as large as before: it may have been smaller in between, and a terminal forgets what
            // is outside.
            Signal::Resized => self.repaint(),
            Signal::Stop => self.should_stop = true,
            Signal::Continued => {
                terminal::reassert()?;
                self.repaint();
            }
        }
        Ok(())
    }
}
