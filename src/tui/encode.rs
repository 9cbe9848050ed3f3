//! The bytes that a terminal sends for a key: xterm's, which every other one follows. The opposite of [`super::decode`];
//! with both one can tell whether a key can arrive at all.

use super::decode::{Decoder, Input};
use super::keys;

/// Named keys without a modifier.
const NAMED: [(&str, &str); 7] =
    [("Space", " "), ("Tab", "\t"), ("S-Tab", "\x1b[Z"), ("Enter", "\r"), ("Esc", "\x1b"), ("Backspace", "\x7f"), ("C-Space", "\0")];
/// Keys whose sequence ends with a letter, and those with a number.
const LETTERED: [(&str, char); 10] = [
    ("Up", 'A'),
    ("Down", 'B'),
    ("Right", 'C'),
    ("Left", 'D'),
    ("End", 'F'),
    ("Home", 'H'),
    ("F1", 'P'),
    ("F2", 'Q'),
    ("F3", 'R'),
    ("F4", 'S'),
];
const NUMBERED: [(&str, u8); 12] = [
    ("Insert", 2),
    ("Delete", 3),
    ("PageUp", 5),
    ("PageDown", 6),
    ("F5", 15),
    ("F6", 17),
    ("F7", 18),
    ("F8", 19),
    ("F9", 20),
    ("F10", 21),
    ("F11", 23),
    ("F12", 24),
];

/// What a terminal sends for a key by its name in the table; `None`: nothing that could be told from another key.
#[must_use]
pub fn bytes_of(key: &str) -> Option<Vec<u8>> {
    if let Some((_, bytes)) = NAMED.iter().find(|(name, _)| *name == key) {
        return Some(bytes.as_bytes().to_vec());
    }
    let (modifier, plain) = match key.split_once('-') {
        Some(("S", plain)) if !plain.is_empty() => (2, plain),
        Some(("A", plain)) if !plain.is_empty() => (3, plain),
        Some(("C", plain)) if !plain.is_empty() => (5, plain),
        _ => (1, key),
    };
    let mut chars = plain.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return character(modifier, c);
    }
    let find = |table: &[(&str, char)]| table.iter().find(|(name, _)| *name == plain).map(|(_, last)| *last);
    let sequence = match (find(&LETTERED), NUMBERED.iter().find(|(name, _)| *name == plain), modifier) {
        (Some(last @ 'P'..='S'), _, 1) => format!("\x1bO{last}"),
        (Some(last), _, 1) => format!("\x1b[{last}"),
        (Some(last), ..) => format!("\x1b[1;{modifier}{last}"),
        (_, Some((_, number)), 1) => format!("\x1b[{number}~"),
        (_, Some((_, number)), _) => format!("\x1b[{number};{modifier}~"),
        (None, None, 3) => format!("\x1b{}", NAMED.iter().find(|(name, _)| *name == plain)?.1),
        _ => return None,
    };
    Some(sequence.into_bytes())
}

fn character(modifier: u8, c: char) -> Option<Vec<u8>> {
    match (modifier, u8::try_from(c)) {
        (1, _) => Some(c.to_string().into_bytes()),
        (3, _) => Some(format!("\x1b{c}").into_bytes()),
        (5, Ok(byte @ b'a'..=b'z')) => Some(vec![byte & 0x1f]),
        _ => None,
    }
}

/// What the program takes these bytes for, by the names of the table.
#[must_use]
pub fn keys_in(bytes: &[u8]) -> Vec<String> {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    decoder.feed(bytes, &mut inputs);
    if decoder.wait().is_some() {
        decoder.time_is_up(&mut inputs);
    }
    let key = |input: &Input| if let Input::Key(key) = input { keys::name(*key) } else { None };
    inputs.iter().filter_map(key).collect()
}

/// Why a key never arrives, in words; `None`: it does.
#[must_use]
pub fn unreachable(key: &str) -> Option<String> {
    let Some(bytes) = bytes_of(key) else { return Some(format!("terminals send nothing of its own for {key}")) };
    match keys_in(&bytes).as_slice() {
        [same] if same == key => None,
        [other] => Some(format!("to a terminal {key} is {other}")),
        _ => Some(format!("{key} begins what terminals send for other keys")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_cannot_tell_apart_is_unreachable() {
        for (key, why) in
            [("C-i", "Tab"), ("C-m", "Enter"), ("C-j", "Enter"), ("C-h", "Backspace"), ("C-1", "nothing"), ("C-Tab", "nothing")]
        {
            assert!(unreachable(key).is_some_and(|said| said.contains(why)), "{key}: {:?}", unreachable(key));
        }
        for key in ["a", "Ä", "C-a", "A-x", "F1", "S-F12", "C-Right", "Esc", "A-Enter", "C-Space", "Delete", "-", "C-PageUp"] {
            assert_eq!(unreachable(key), None, "{key}");
        }
    }
}
