//! When the program is at fault: the terminal is given back before anything is said.

use std::io::{self, Write};
use std::panic::{PanicHookInfo, set_hook};
use std::path::{Path, PathBuf};
use std::thread;

use super::terminal;
use crate::engine::glyph::visible;

/// From now on a panic of this thread gives the terminal back and says what happened on the main screen. Panics of other
/// threads are silent: whoever started the thread catches them, and the reader is still at work on the screen. `record` is
/// where the session is recorded.
pub fn give_the_terminal_back_first(record: Option<PathBuf>) {
    let loop_thread = thread::current().id();
    set_hook(Box::new(move |info| {
        if thread::current().id() == loop_thread {
            terminal::leave();
            tell(info, record.as_deref());
        }
    }));
}

/// What a panic says may quote the article, so it is no message until it was made visible.
fn tell(info: &PanicHookInfo<'_>, record: Option<&Path>) {
    say("namedrop: a fault in the program; please report it with these lines:");
    info.to_string().lines().for_each(say);
    match record {
        Some(path) => say(&format!("what led to it is recorded in {} (no article text, but what was typed in prompts)", path.display())),
        None => say("`namedrop --record FILE ARTICLE` records what leads to it, without the article's text, should it happen again"),
    }
    if std::env::var_os("RUST_BACKTRACE").is_some_and(|wanted| wanted != "0") {
        std::backtrace::Backtrace::force_capture().to_string().lines().for_each(say);
    }
}

/// A line on standard error. A fault there would end the program before the terminal's owner learns of this one.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{}", visible(line));
}

/// `NAMEDROP_TEST_PANIC=ui`, for the tests of what happens then. Not in release builds.
pub fn for_a_test(place: &str) {
    let wanted = cfg!(debug_assertions) && std::env::var_os("NAMEDROP_TEST_PANIC").is_some_and(|wanted| wanted == place);
    assert!(!wanted, "asked for by NAMEDROP_TEST_PANIC={place}");
}
