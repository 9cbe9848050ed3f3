//! One thing that a user did, as a line of a recording: `key j`, `size 80 24`, `press 12 3 1`.
//!
//! A recording says what was done and never what was on the screen: of a paste only its length. A line is what the
//! session acted upon, so that no clock is needed to play it: a key that completed a sequence, the second press of two.

use std::fmt;
use std::str::FromStr;

use crossterm::event::Event;

use super::decode::PASTE_LIMIT;
use super::keys;
use crate::reader::action::{Action, Command, Way};
use crate::reader::mouse::Touch;
use crate::reader::{Focus, Reader, names};

/// What a user did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The window has this many columns and rows.
    Size(u16, u16),
    /// A key, by its name in the table of keys.
    Key(String),
    /// Nothing, for so long that a prefix showed what may follow.
    Pause,
    /// Something with the mouse.
    Mouse(Touch),
    /// A paste of this many bytes. Played, it is as many letters x.
    Paste(usize),
    /// A paste of this text: for recordings that were made by hand or by a test.
    Type(String),
    /// An action by its name in the configuration, whatever key it has: by hand or by a test, too.
    Do(Command),
}

impl Step {
    /// What this means to a session now; `None`: nothing.
    #[must_use]
    pub fn action(&self, reader: &Reader) -> Option<Action> {
        match self {
            Self::Size(columns, rows) => Some(Action::Resize(*columns, *rows)),
            Self::Key(name) => keys::action(reader, &Event::Key(keys::event(name)?)),
            Self::Pause => Some(Action::PrefixTimeout),
            Self::Mouse(touch) => Some(Action::Mouse(*touch)),
            Self::Paste(length) => pasted(reader, "x".repeat((*length).min(PASTE_LIMIT))),
            Self::Type(text) => pasted(reader, text.clone()),
            Self::Do(command) => Some(Action::Do(*command)),
        }
    }
}

/// Outside of prompts, lists and forms a paste is nothing: it must never run as keys.
#[must_use]
pub fn pasted(reader: &Reader, text: String) -> Option<Action> {
    matches!(reader.focus(), Focus::Prompt | Focus::Picker | Focus::Form).then_some(Action::Type(text))
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size(columns, rows) => write!(f, "size {columns} {rows}"),
            Self::Key(name) => write!(f, "key {name}"),
            Self::Pause => f.write_str("pause"),
            Self::Mouse(Touch::Press { x, y, times }) => write!(f, "press {x} {y} {times}"),
            Self::Mouse(Touch::Drag { x, y }) => write!(f, "drag {x} {y}"),
            Self::Mouse(Touch::Release) => f.write_str("release"),
            Self::Mouse(Touch::Wheel { x, y, way: Way::Next }) => write!(f, "wheel {x} {y} down"),
            Self::Mouse(Touch::Wheel { x, y, way: Way::Previous }) => write!(f, "wheel {x} {y} up"),
            Self::Paste(length) => write!(f, "paste {length}"),
            Self::Type(text) => write!(f, "type {}", serde_json::Value::from(text.as_str())),
            Self::Do(command) => write!(f, "do {}", names::name(*command).unwrap_or("escape")),
        }
    }
}

impl FromStr for Step {
    type Err = ();

    fn from_str(line: &str) -> Result<Self, ()> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let parts: Vec<&str> = rest.split(' ').collect();
        match (word, parts.as_slice()) {
            ("size", [columns, rows]) => Ok(Self::Size(number(columns)?, number(rows)?)),
            ("key", [name]) if keys::event(name).is_some() => Ok(Self::Key((*name).to_owned())),
            ("pause", [""]) => Ok(Self::Pause),
            ("press", [x, y, times]) => Ok(Self::Mouse(Touch::Press { x: number(x)?, y: number(y)?, times: number(times)? })),
            ("drag", [x, y]) => Ok(Self::Mouse(Touch::Drag { x: number(x)?, y: number(y)? })),
            ("release", [""]) => Ok(Self::Mouse(Touch::Release)),
            ("wheel", [x, y, "down"]) => Ok(Self::Mouse(Touch::Wheel { x: number(x)?, y: number(y)?, way: Way::Next })),
            ("wheel", [x, y, "up"]) => Ok(Self::Mouse(Touch::Wheel { x: number(x)?, y: number(y)?, way: Way::Previous })),
            ("paste", [length]) => Ok(Self::Paste(number(length)?)),
            ("type", _) => serde_json::from_str(rest).map(Self::Type).map_err(drop),
            ("do", [name]) => names::command(name).map(Self::Do).ok_or(()),
            _ => Err(()),
        }
    }
}

fn number<T: FromStr>(text: &str) -> Result<T, ()> {
    text.parse().map_err(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_as_it_was_written() {
        let lines = [
            "size 80 24",
            "key j",
            "key Space",
            "key C-d",
            "key ä",
            "pause",
            "press 12 30 2",
            "drag 3 4",
            "release",
            "wheel 0 65535 down",
            "wheel 1 2 up",
            "paste 4096",
            "type \"a \\\"b\\u001b\\n\"",
            "do next-same",
        ];
        for line in lines {
            assert_eq!(line.parse::<Step>().map(|step| step.to_string()).as_deref(), Ok(line));
        }
    }

    #[test]
    fn what_is_no_step_is_refused() {
        for line in ["", "key", "key nonsense", "size 80", "size 80 -1", "press 1 2", "pause 3", "type x", "do what", "quit", "paste many"]
        {
            assert_eq!(line.parse::<Step>(), Err(()), "{line}");
        }
    }
}
