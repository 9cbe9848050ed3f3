//! Asking the terminal for its background colour without waiting for the answer.
//!
//! With the question goes another that every terminal answers (DA1, as `terminal-colorsaurus` has it): when that answer
//! is there, no other will come. Until then the program must not end, or the answer would be typed into the shell.

use std::io;
use std::time::{Duration, Instant};

use super::terminal;

/// OSC 11 with `?`, then DA1.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";
/// DA1 alone: after its answer no other comes.
const LAST_QUESTION: &[u8] = b"\x1b[c";
/// A character whose width terminals see differently, in the second row so that the answer cannot be taken for a key, and
/// the question where the cursor is now: how wide it was drawn. The first frame is drawn over it.
pub const PROBE: &[u8] = "\x1b[2;1H▌\x1b[6n".as_bytes();
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
    /// Asks, for the background too where that is left to the terminal.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn ask(&mut self, background: bool) -> io::Result<()> {
        self.asked = Some(Instant::now());
        terminal::write(if background { QUESTION } else { LAST_QUESTION })
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
