//! Asking the terminal for its background colour without waiting for the answer.
//!
//! With the question goes another that every terminal answers (DA1, as `terminal-colorsaurus` has it): when that answer
//! is there, no other will come. Until then the program must not end, or the answer would be typed into the shell.

use std::io;
use std::time::{Duration, Instant};

use super::terminal;

/// OSC 11 with `?`, then DA1.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";
/// After this time without an answer the terminal is one that gives none.
const ANSWERED_BY: Duration = Duration::from_secs(2);
/// How long the end of the program waits for answers that may still come.
const LAST_WAIT: Duration = Duration::from_millis(200);

/// Whether answers are to come.
#[derive(Debug, Default)]
pub struct Question {
    asked: Option<Instant>,
}

impl Question {
    /// Asks.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn ask(&mut self) -> io::Result<()> {
        self.asked = Some(Instant::now());
        terminal::write(QUESTION)
    }

    /// All answers are there, or were waited for long enough.
    pub fn answered(&mut self) {
        self.asked = None;
    }

    /// Until when whoever gives the terminal back should wait for answers; `None`: none is to come.
    pub fn last_wait(&self) -> Option<Instant> {
        let still_due = self.asked.is_some_and(|asked| asked.elapsed() < ANSWERED_BY);
        still_due.then(|| Instant::now() + LAST_WAIT)
    }
}
