//! JSON lines that can be shown in a terminal: control characters and bidirectional controls are escaped.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Appends `value` as one line.
///
/// # Errors
/// The value cannot be serialised, which no record does.
pub fn push_line(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    push(out, value)?;
    out.push(b'\n');
    Ok(())
}

/// Appends `value` without a line end.
pub fn push(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Escaping))?;
    Ok(())
}

/// The bytes of texts in which nothing is escaped. What is not ASCII may be a control; what begins with the bytes of Latin letters
/// is none.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b' ';
    while byte < 0xCD {
        plain[byte as usize] = !matches!(byte, b'"' | b'\\' | 0x7F | 0xC2);
        byte += 1;
    }
    plain
};

/// Whether a text stands in quotes as it is. Most do.
pub fn is_plain(text: &str) -> bool {
    // Without a way out on the way: texts are short.
    text.bytes().fold(true, |plain, byte| plain & PLAIN[usize::from(byte)])
}

/// Appends a text in quotes.
pub fn push_text(out: &mut Vec<u8>, text: &str) {
    if is_plain(text) {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        // Every text can be serialised.
        let _ = push(out, &text);
    }
}

/// Compact JSON; `serde_json` itself escapes C0 only.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.is_ascii() && !fragment.contains('\u{7F}') {
            return writer.write_all(fragment.as_bytes());
        }
        let mut plain = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| is_escaped(*c)) {
            writer.write_all(&fragment.as_bytes()[plain..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[plain..])
    }
}

/// DEL and C1, bidirectional controls, the separators that some readers take for line ends, and tag characters.
fn is_escaped(c: char) -> bool {
    matches!(c, '\u{7F}'..='\u{9F}' | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let mut out = Vec::new();
        push_line(&mut out, &text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn controls_are_escaped_and_letters_are_not() {
        assert_eq!(line("Köln \"世\""), "\"Köln \\\"世\\\"\"\n");
        assert_eq!(line("\u{1b}[\u{7f}\u{9b}x\u{202e}\u{2069}"), "\"\\u001b[\\u007f\\u009bx\\u202e\\u2069\"\n");
    }

    #[test]
    fn the_short_ways_write_the_same() {
        for c in ('\0'..='\u{2100}').chain('\u{E0000}'..='\u{E0080}') {
            let (mut short, mut long) = (Vec::new(), Vec::new());
            push_text(&mut short, &format!("M{c}x"));
            push(&mut long, &format!("M{c}x")).unwrap();
            assert_eq!(short, long, "{c:?}");
        }
    }

    #[test]
    fn what_is_escaped_reads_back_the_same() {
        let text: String = ('\0'..='\u{2100}').chain('\u{E0000}'..='\u{E0080}').collect();
        assert_eq!(serde_json::from_str::<String>(&line(&text)).unwrap(), text);
    }
}
