//! `keys = "less"`: the keys that hands know from the pager, and where those go that they push aside.
//!
//! `f` pages on, `g` goes to the beginning, `h` helps, `?` searches backwards. What began with `g` begins with `,`; hint
//! letters are on `s`.

use crate::reader::Focus;
use crate::reader::action::{Command, Way};
use crate::reader::keymap::{Binding, is_sequence};
use crate::reader::names;

/// Instead of `g` as the first key of two.
const PREFIX: char = ',';

/// What less has the key for, where the pane has it.
fn key_of(focus: Focus, command: Command) -> Option<&'static str> {
    match (focus, command) {
        (_, Command::Page(Way::Next)) => Some("f"),
        (_, Command::Top) => Some("g"),
        (_, Command::Help) | (Focus::Help, Command::Escape) => Some("h"),
        (Focus::Article, Command::SearchBack) => Some("?"),
        (Focus::Article, Command::Hints) => Some("s"),
        _ => None,
    }
}

/// Changes the table.
pub fn change(bindings: &mut [Binding]) {
    for binding in bindings.iter_mut().filter(|binding| !names::types(binding.focus)) {
        binding.keys.retain(|key| !["f", "gg", "h", "?"].contains(&key.as_str()));
        for key in &mut binding.keys {
            if let Some(rest) = key.strip_prefix('g').filter(|_| is_sequence(key)) {
                *key = format!("{PREFIX}{rest}");
            }
        }
        if let Some(key) = key_of(binding.focus, binding.command) {
            binding.keys.insert(0, key.to_owned());
        }
    }
}
