//! One sequence of a terminal's input: where it ends, and what it means.
//!
//! Only what terminals send without being asked for more: the keys of xterm, the Linux console, rxvt, and the two
//! modern encodings that users switch on themselves (`CSI u`, `CSI 27 ; … ~`). Of mouse reports only those of mode 1006
//! are understood; the others are recognised and dropped.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::decode::key;

/// What a whole sequence means.
#[derive(Debug, PartialEq, Eq)]
pub enum Sequence {
    /// A key.
    Key(KeyEvent),
    /// A mouse report.
    Mouse(MouseEvent),
    /// `CSI 200 ~`
    PasteBegins,
    /// The answer to OSC 11.
    Background(u8, u8, u8),
    /// The answer to CPR: row and column.
    Cursor(u16, u16),
    /// The answer to DA1.
    Answered,
    /// Whole, but of no meaning here.
    Unknown,
}

const ESC: u8 = 0x1b;
/// Cancel and substitute: they end any sequence, which then means nothing.
const CANCELS: [u8; 2] = [0x18, 0x1a];

/// The length of the first sequence in `bytes` and its meaning; `None` when it is not complete.
pub fn next(bytes: &[u8]) -> Option<(usize, Sequence)> {
    match *bytes {
        [] => None,
        [ESC, ..] => escape(bytes),
        [byte @ (..=0x1f | 0x7f), ..] => Some((1, Sequence::Key(control(byte)))),
        _ => character(bytes),
    }
}

/// Whether these incomplete bytes are keys if nothing follows: Esc, twice Esc, or Alt with a key that also begins a sequence.
pub fn may_be_keys(bytes: &[u8]) -> bool {
    matches!(bytes, [ESC] | [ESC, ESC | b'[' | b']' | b'O' | b'P' | b'X' | b'^' | b'_'])
}

/// The keys that incomplete bytes are, see [`may_be_keys`].
pub fn as_keys(bytes: &[u8]) -> impl Iterator<Item = KeyEvent> {
    let (escapes, letter) = match *bytes {
        [ESC, ESC] => (2, None),
        [ESC, letter] => (0, Some(with(typed(char::from(letter)), KeyModifiers::ALT))),
        _ => (1, None),
    };
    std::iter::repeat_n(key(KeyCode::Esc), escapes).chain(letter)
}

fn escape(bytes: &[u8]) -> Option<(usize, Sequence)> {
    match *bytes.get(1)? {
        b'[' => csi(bytes),
        b'O' => single_shift(bytes),
        b']' | b'P' | b'X' | b'^' | b'_' => string(bytes),
        // Some terminals send Alt with an arrow as Esc and the arrow's sequence.
        ESC if matches!(bytes.get(2)?, b'[' | b'O') => alt(bytes),
        ESC => Some((1, Sequence::Key(key(KeyCode::Esc)))),
        // The end of a control string whose beginning was given up.
        b'\\' => Some((2, Sequence::Unknown)),
        _ => alt(bytes),
    }
}

fn alt(bytes: &[u8]) -> Option<(usize, Sequence)> {
    let (length, sequence) = next(&bytes[1..])?;
    let sequence = match sequence {
        Sequence::Key(key) => Sequence::Key(with(key, KeyModifiers::ALT)),
        other => other,
    };
    Some((length + 1, sequence))
}

/// `ESC O A`: arrows and function keys of application mode.
fn single_shift(bytes: &[u8]) -> Option<(usize, Sequence)> {
    let last = *bytes.get(2)?;
    match letter_key(last) {
        Some(code) => Some((3, Sequence::Key(key(code)))),
        None if last == b'M' => Some((3, Sequence::Key(key(KeyCode::Enter)))),
        None if last < 0x20 => Some((2, Sequence::Unknown)),
        None => Some((3, Sequence::Unknown)),
    }
}

/// `CSI parameters intermediates final`
fn csi(bytes: &[u8]) -> Option<(usize, Sequence)> {
    match *bytes.get(2)? {
        // The Linux console's F1 to F5.
        b'[' => {
            return Some(match *bytes.get(3)? {
                last @ b'A'..=b'E' => (4, Sequence::Key(key(KeyCode::F(last - b'A' + 1)))),
                _ => (3, Sequence::Unknown),
            });
        }
        // A mouse report of old: three bytes follow.
        b'M' => return (bytes.len() >= 6).then_some((6, Sequence::Unknown)),
        _ => {}
    }
    let body = &bytes[2..];
    let end = body.iter().position(|byte| !matches!(byte, 0x20..=0x3f))?;
    let length = 2 + end;
    match body[end] {
        last @ 0x40..=0x7e => Some((length + 1, meaning(&body[..end], last))),
        byte if CANCELS.contains(&byte) => Some((length + 1, Sequence::Unknown)),
        // Whatever broke it stands for itself.
        _ => Some((length, Sequence::Unknown)),
    }
}

fn meaning(parameters: &[u8], last: u8) -> Sequence {
    if last == b'c' && parameters.first() == Some(&b'?') {
        return Sequence::Answered;
    }
    if let Some(report) = parameters.strip_prefix(b"<") {
        return mouse(report, last).map_or(Sequence::Unknown, Sequence::Mouse);
    }
    let Some(numbers) = numbers(parameters) else { return Sequence::Unknown };
    let number = |at: usize| numbers.get(at).copied().unwrap_or(0);
    if last == b'~' && number(0) == 200 {
        return Sequence::PasteBegins;
    }
    if let (b'R', [row, column], true) = (last, numbers.as_slice(), number(0) > 1) {
        let place = u16::try_from(*row).ok().zip(u16::try_from(*column).ok());
        return place.map_or(Sequence::Unknown, |(row, column)| Sequence::Cursor(row, column));
    }
    let (code, modifiers) = match last {
        b'u' => (code_point(number(0)), number(1)),
        b'~' if number(0) == 27 => (code_point(number(2)), number(1)),
        b'~' => (numbered_key(number(0)), number(1)),
        b'Z' => (Some(KeyCode::BackTab), 2),
        // With more than a lone 1 before it, `R` is a report of where the cursor is.
        _ if number(0) <= 1 => (letter_key(last), number(1)),
        _ => (None, 0),
    };
    match (code, modifiers_of(modifiers)) {
        (Some(code), Some(modifiers)) => Sequence::Key(with(named(code), modifiers)),
        _ => Sequence::Unknown,
    }
}

/// `CSI < button ; column ; row M`, or `m` when the button is let go: xterm's mode 1006. Places count from 1.
fn mouse(report: &[u8], last: u8) -> Option<MouseEvent> {
    let [code, column, row] = numbers(report)?[..] else { return None };
    let button = [MouseButton::Left, MouseButton::Middle, MouseButton::Right].get(usize::try_from(code & 3).ok()?).copied();
    let kind = match (code & !0b1_1111, last, button) {
        (0, b'M', Some(button)) => MouseEventKind::Down(button),
        (0, b'm', Some(button)) => MouseEventKind::Up(button),
        (32, b'M', Some(button)) => MouseEventKind::Drag(button),
        (32, b'M', None) => MouseEventKind::Moved,
        (64, b'M', Some(MouseButton::Left)) => MouseEventKind::ScrollUp,
        (64, b'M', Some(MouseButton::Middle)) => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let place = |number: u32| u16::try_from(number.checked_sub(1)?).ok();
    let pairs = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let modifiers = pairs.into_iter().filter(|(bit, _)| code & bit != 0).map(|(_, modifier)| modifier).collect();
    Some(MouseEvent { kind, column: place(column)?, row: place(row)?, modifiers })
}

/// Parameters as numbers; of `5:3` (an event type) the first counts. `None`: not numbers, or none that fit.
fn numbers(parameters: &[u8]) -> Option<Vec<u32>> {
    let text = std::str::from_utf8(parameters).ok()?;
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split(';')
        .map(|part| part.split(':').next().unwrap_or_default())
        .map(|part| if part.is_empty() { Some(0) } else { part.parse().ok() })
        .collect()
}

/// xterm's modifiers: 1 + shift 1, alt 2, control 4; 0 stands for none given.
fn modifiers_of(number: u32) -> Option<KeyModifiers> {
    let bits = number.saturating_sub(1);
    // More than the lock keys and the modifiers a terminal knows is no modifier.
    if bits > 0xff {
        return None;
    }
    let pairs = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL), (8, KeyModifiers::SUPER)];
    Some(pairs.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, modifier)| modifier).collect())
}

fn letter_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'E' => KeyCode::KeypadBegin,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered_key(number: u32) -> Option<KeyCode> {
    let function = |base: u32| u8::try_from(number - base).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(13),
        31..=34 => function(14),
        _ => None,
    }
}

fn code_point(number: u32) -> Option<KeyCode> {
    match number {
        9 => Some(KeyCode::Tab),
        13 => Some(KeyCode::Enter),
        27 => Some(KeyCode::Esc),
        8 | 127 => Some(KeyCode::Backspace),
        _ => char::from_u32(number).filter(|c| !c.is_control()).map(KeyCode::Char),
    }
}

/// A control string: `ESC ] …` and its like, up to BEL (only OSC) or ST.
fn string(bytes: &[u8]) -> Option<(usize, Sequence)> {
    let osc = bytes[1] == b']';
    let ends = |byte: &u8| *byte == ESC || CANCELS.contains(byte) || (osc && *byte == 0x07);
    let end = 2 + bytes[2..].iter().position(ends)?;
    let body = &bytes[2..end];
    match bytes[end] {
        ESC if *bytes.get(end + 1)? != b'\\' => Some((end, Sequence::Unknown)),
        ESC => Some((end + 2, if osc { background(body) } else { Sequence::Unknown })),
        0x07 => Some((end + 1, background(body))),
        _ => Some((end + 1, Sequence::Unknown)),
    }
}

/// `11;rgb:ffff/ffff/ffff`: one to four hexadecimal digits a channel, as `XParseColor` has it; `rgba:` adds one channel.
fn background(body: &[u8]) -> Sequence {
    let channel = |digits: &str| {
        let value = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() <= 4)?;
        let most = (1u32 << (4 * digits.len())) - 1;
        u8::try_from((value * 255 + most / 2) / most).ok()
    };
    let colour = || {
        let text = std::str::from_utf8(body).ok()?.strip_prefix("11;")?;
        let mut channels = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?.split('/').map(channel);
        Some(Sequence::Background(channels.next()??, channels.next()??, channels.next()??))
    };
    colour().unwrap_or(Sequence::Unknown)
}

/// One character of UTF-8, or one byte that is none.
fn character(bytes: &[u8]) -> Option<(usize, Sequence)> {
    let length = match bytes[0] {
        ..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Some((1, Sequence::Unknown)),
    };
    let have = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(have) {
        Ok(text) => Some((length, text.chars().next().filter(|c| !c.is_control()).map_or(Sequence::Unknown, |c| Sequence::Key(typed(c))))),
        Err(error) => error.error_len().map(|bad| (bad, Sequence::Unknown)),
    }
}

fn control(byte: u8) -> KeyEvent {
    let letter = |c: u8| KeyEvent::new(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    match byte {
        b'\r' | b'\n' => key(KeyCode::Enter),
        b'\t' => key(KeyCode::Tab),
        0x08 | 0x7f => key(KeyCode::Backspace),
        0x00 => letter(b' '),
        0x01..=0x1a => letter(byte - 1 + b'a'),
        _ => letter(byte.wrapping_sub(0x1c) % 4 + b'4'),
    }
}

/// A character as crossterm reports it: capitals carry Shift.
fn typed(c: char) -> KeyEvent {
    let shift = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(c), shift)
}

fn named(code: KeyCode) -> KeyEvent {
    match code {
        KeyCode::Char(c) => typed(c),
        code => key(code),
    }
}

fn with(mut key: KeyEvent, more: KeyModifiers) -> KeyEvent {
    key.modifiers |= more;
    // `CSI 97 ; 2 u` is the capital.
    if let (KeyCode::Char(c), true) = (key.code, more.contains(KeyModifiers::SHIFT)) {
        key.code = KeyCode::Char(c.to_uppercase().next().filter(|_| c.is_alphabetic()).unwrap_or(c));
    }
    key
}
